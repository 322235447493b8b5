/** References of the messages that were read: an auditor draws some of those without a flag. No facts and no content. */

import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * Of messages that are evidence and dated from `from` to before `to` (milliseconds since 1970; null is no bound), each once, with the
 * first of its mailboxes by name. Null where this database has never kept what was read.
 */
export async function readReferences(
  connection: Kysely<Tables>,
  council: string,
  { from, to }: { from: number | null; to: number | null },
): Promise<{ messageRef: string; mailbox: string }[] | null> {
  const copies = connection.selectFrom('copy').where('council', '=', council);
  if ((await copies.select('id').limit(1).executeTakeFirst()) === undefined) return null;
  const rows = await copies
    .select(({ fn }) => ['message_id', fn.min('mailbox').as('mailbox')])
    .where('state', '=', 'read')
    .where('message_id', 'is not', null)
    .where('sent_at', '>=', from ?? Number.MIN_SAFE_INTEGER)
    .where('sent_at', '<', to ?? Number.MAX_SAFE_INTEGER)
    .groupBy('message_id')
    .execute();
  return rows.flatMap(({ message_id, mailbox }) =>
    message_id === null || message_id === '' ? [] : [{ messageRef: message_id, mailbox: mailbox ?? '' }],
  );
}
