/** The health of a council's mailboxes, as digests and `candour status` tell it. */

import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import { countCopies } from '../intake/health-register.ts';
import { readMailboxes } from '../intake/mailbox-register.ts';
import { blindSpotsOf } from '../notify/blind-spots.ts';
import type { Health } from '../notify/health.ts';
import type { CouncilInView } from './live-council.ts';

/** Every mailbox of the council file, also one that nobody has watched yet: that must show. */
export async function gatherHealth(
  database: Database,
  { council, roster }: Pick<CouncilInView, 'council' | 'roster'>,
  at: number,
): Promise<Health> {
  const counts = new Map((await countCopies(database.kysely, council.id)).map((each) => [each.mailbox, each]));
  const known = new Map((await readMailboxes(database.kysely, council.id)).map((row) => [row.mailbox, row]));
  const mailboxes = council.mailboxes.map(({ id }) => {
    const [row, count] = [known.get(id), counts.get(id)];
    return {
      mailbox: id,
      state: row?.state ?? ('starting' as const),
      reason: row?.reason ?? '',
      stateSince: row?.state_since ?? at,
      lastReadAt: count?.lastReadAt ?? null,
      syncedAt: row?.synced_at ?? null,
      waiting: count?.waiting ?? 0,
      oldestWaitingAt: count?.oldestWaitingAt ?? null,
      unreadable: count?.unreadable ?? 0,
      gone: count?.gone ?? 0,
      notExamined: count?.notExamined ?? 0,
    };
  });
  return { mailboxes, blindSpots: blindSpotsOf(roster, localDate(new Date(at), council.timezone)) };
}
