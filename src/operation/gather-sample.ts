/** What a sample of an export is drawn from: the seed, and the messages that were read and have no flag. */

import type { LocalDate } from '../council/council.ts';
import { addDays, localDate } from '../council/dates.ts';
import { DatabaseError } from '../database/error.ts';
import type { Database } from '../database/open-database.ts';
import type { MessageReference, SampleOrder } from '../export/sample.ts';
import { openEvents } from '../flaglog/events.ts';
import { valuesOf } from '../flaglog/flag-state.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { readReferences } from '../intake/sample-register.ts';

type Wanted = {
  size: number;
  /** Null: the hash of the newest entry, which nobody can choose. */
  seed: string | null;
  period: { from: LocalDate | null; to: LocalDate | null };
  timezone: string;
};

/** `entries`: the whole chain, so that a flag of another period counts as well. */
export async function gatherSample(
  { kysely }: Database,
  council: string,
  entries: readonly StoredEntry[],
  { size, seed, period, timezone }: Wanted,
): Promise<SampleOrder> {
  const flagged = new Set<unknown>(openEvents(entries).flatMap(({ sealed }) => valuesOf(sealed.messageId)));
  const bounds = {
    from: period.from === null ? null : startOf(period.from, timezone),
    to: period.to === null ? null : startOf(addDays(period.to, 1), timezone),
  };
  const references = await readReferences(kysely, council, bounds).catch(whereOld);
  const unflagged: MessageReference[] | null = references?.filter(({ messageRef }) => !flagged.has(messageRef)) ?? null;
  return { size, seed: seed ?? entries.at(-1)?.hash ?? '', unflagged };
}

/** What an older version made holds a flag log only. */
function whereOld(cause: unknown): null {
  if (cause instanceof DatabaseError && cause.code === 'database') return null;
  throw cause;
}

/** Midnight in the council's time: within a day of that of UTC. */
function startOf(day: LocalDate, timezone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const quarter = 900_000;
  const quarters = Array.from({ length: 4 * 27 }, (_, index) => utc - 14 * 3_600_000 + index * quarter);
  return quarters.find((at) => localDate(new Date(at), timezone) >= day) ?? utc;
}
