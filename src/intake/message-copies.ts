/** Where copies of one message lie. */

import type { Database } from '../database/open-database.ts';
import type { CopyRow } from './intake.ts';

/** Those that were read, in `mailbox` first; at most ten. */
export async function readCopiesOfMessage(
  { kysely }: Database,
  council: string,
  messageId: string,
  mailbox: string | null,
): Promise<CopyRow[]> {
  const rows = await kysely
    .selectFrom('copy')
    .selectAll()
    .where('council', '=', council)
    .where('message_id', '=', messageId)
    .where('state', '=', 'read')
    .orderBy('seen_at')
    .limit(10)
    .execute();
  return rows.sort((left, right) => Number(right.mailbox === mailbox) - Number(left.mailbox === mailbox));
}
