/** Letters that went out with the head of the log: with it in other hands, the log cannot be cut short or rewritten unseen. */

import type { Database } from '../database/open-database.ts';

export type PublishedHead = { kind: string; recipient: string; sentAt: number };

/** Newest first. */
export async function readPublishedHeads(
  { kysely }: Database,
  council: string,
  atMost: number,
): Promise<PublishedHead[]> {
  const rows = await kysely
    .selectFrom('notice')
    .select(['kind', 'recipient', 'sent_at'])
    .where('council', '=', council)
    .where('kind', 'in', ['head', 'digest', 'heartbeat', 'report'])
    .where('state', '=', 'sent')
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id')
    .limit(atMost)
    .execute();
  return rows.map(({ kind, recipient, sent_at }) => ({ kind, recipient, sentAt: Number(sent_at) }));
}
