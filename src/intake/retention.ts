/** What is forgotten of old mail, and what stays. */

import type { Database } from '../database/open-database.ts';

/**
 * Facts of messages from before `before` (milliseconds since 1970; without a date, first seen before it) are erased, and with them
 * Message-ID, conversation and names of attachments. The row stays, so that the copy is not read anew; so does its number, so that nobody
 * counts past it; flags and their sealed evidence are the flag log's own affair. A message that waits to be read once more is left for the
 * next time. Processes that run keep in memory what they know until they start again. Returns how many were forgotten.
 */
export function forgetCopies(database: Database, council: string, before: number): Promise<number> {
  return database.transact(council, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('copy')
      .set({ facts: null, links: null, message_id: null, not_examined: null })
      .where('council', '=', council)
      .where('state', '=', 'read')
      .where('facts', 'is not', null)
      .where(({ eb, fn }) => eb(fn.coalesce('sent_at', 'seen_at'), '<', before))
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  });
}
