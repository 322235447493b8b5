/** Copies that are found at a place where they have been before. */

import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { CopyRow } from './intake.ts';

/**
 * `sighted`: rows of one folder as they would be if they were new, at least one. What was gone or could not be read is tried once more; what
 * is known takes back the place; and what was recognised as a copy that has moved on since is looked at again, so that this one is found
 * where it now lies.
 * Returns the ids of those that are to be read.
 */
export async function recallReturned(transaction: Transaction<Tables>, sighted: readonly CopyRow[]): Promise<string[]> {
  const [{ council, mailbox, folder } = { council: '', mailbox: '', folder: '' }] = sighted;
  const bySighting = new Map(sighted.map((row) => [row.id, row]));
  const rows = await transaction
    .selectFrom('copy')
    .select(['id', 'state', 'validity', 'reference', 'opening', 'reason'])
    .where('council', '=', council)
    .where('id', 'in', [...bySighting.keys()])
    .execute();
  const moved = rows.filter((row) => row.state !== 'same' && !isAt(row, bySighting.get(row.id)));
  for (const { id } of moved) {
    const { validity = '', reference = '' } = bySighting.get(id) ?? {};
    await setWhere(transaction, council, [id], { validity, reference });
  }
  const missed = rows.filter(isMissed).map(({ id }) => id);
  const same = rows.filter(({ state }) => state === 'same');
  const taken = same.length === 0 ? new Set() : await readTakenPlaces(transaction, { council, mailbox, folder });
  const lost = same.filter((row) => !taken.has(placeName(row))).map(({ id }) => id);
  const toRead = [...missed, ...lost];
  await setWhere(transaction, council, toRead, { state: 'waiting', reason: '', attempts: 0, next_attempt_at: 0 });
  return toRead;
}

/** Also what is known, and could not be opened in full. */
function isMissed({ state, opening, reason }: Pick<CopyRow, 'state' | 'opening' | 'reason'>): boolean {
  return state === 'gone' || state === 'unreadable' || (state === 'read' && opening === 'all' && reason !== '');
}

type Place = Pick<CopyRow, 'validity' | 'reference'>;

function isAt(row: Place, sighting: Place | undefined): boolean {
  return sighting !== undefined && placeName(row) === placeName(sighting);
}

function placeName({ validity, reference }: Place): string {
  return `${validity}\0${reference}`;
}

/** Asked once for all: a folder that was numbered anew may have as many recognised copies as messages. */
async function readTakenPlaces(
  transaction: Transaction<Tables>,
  { council, mailbox, folder }: Pick<CopyRow, 'council' | 'mailbox' | 'folder'>,
): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('copy')
    .select(['validity', 'reference'])
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .where('state', '<>', 'same')
    .execute();
  return new Set(rows.map(placeName));
}

async function setWhere(
  transaction: Transaction<Tables>,
  council: string,
  ids: readonly string[],
  values: Partial<CopyRow>,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction.updateTable('copy').set(values).where('council', '=', council).where('id', 'in', ids).execute();
}
