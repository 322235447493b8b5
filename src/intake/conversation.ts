/** Which messages belong to one conversation, by the ids that their copies refer to. */

import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Those of `others` that are in one conversation with `messageId`, also by way of each other. At most a few hundred are asked for. */
export async function findConversation(
  connection: Kysely<Tables>,
  council: string,
  messageId: string,
  others: readonly string[],
): Promise<Set<string>> {
  const rows = await connection
    .selectFrom('copy')
    .select(['message_id', 'links'])
    .where('council', '=', council)
    .where('message_id', 'in', [messageId, ...others])
    .execute();
  const linksOf = new Map<string, Set<string>>();
  for (const { message_id, links } of rows) {
    if (message_id === null) continue;
    const known = linksOf.get(message_id) ?? new Set([message_id]);
    for (const link of JSON.parse(links ?? '[]') as string[]) known.add(link);
    linksOf.set(message_id, known);
  }
  return joined(messageId, linksOf);
}

function joined(messageId: string, linksOf: ReadonlyMap<string, Set<string>>): Set<string> {
  const found = new Set([messageId]);
  const ids = new Set([messageId, ...(linksOf.get(messageId) ?? [])]);
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const [other, links] of linksOf) {
      if (found.has(other) || ![...links].some((link) => ids.has(link))) continue;
      found.add(other);
      for (const link of links) ids.add(link);
      isGrowing = true;
    }
  }
  found.delete(messageId);
  return found;
}
