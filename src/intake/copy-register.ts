/** Copies from the moment they are seen until they are read. */

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { type CopySighting, computeCopyId, deliveredFolder } from './copy-id.ts';
import type { CopyRow, FolderCursor, FolderListing } from './intake.ts';
import { ensureMailbox } from './mailbox-register.ts';

/** PostgreSQL takes at most 65,535 parameters a statement, SQLite 32,766. */
const rowsPerInsert = 1_000;
const firstDelayMs = 10_000;
const longestDelayMs = 3_600_000;
/** A copy that failed so often by its own fault is given up, and reported. */
const mostAttempts = 8;

export async function readCursor(
  { kysely }: Database,
  council: string,
  mailbox: string,
  folder: string,
): Promise<FolderCursor | null> {
  const row = await kysely
    .selectFrom('folder_cursor')
    .select(['validity', 'last_uid'])
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .executeTakeFirst();
  return row === undefined ? null : { validity: row.validity, lastUid: row.last_uid };
}

/** `validity` and `reference` of every copy that is known in this folder of a file mailbox, with NUL between them. */
export async function readKnownReferences(
  { kysely }: Database,
  council: string,
  mailbox: string,
  folder: string,
): Promise<ReadonlySet<string>> {
  const rows = await kysely
    .selectFrom('copy')
    .select(['validity', 'reference'])
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .execute();
  return new Set(rows.map(({ validity, reference }) => `${validity}\0${reference}`));
}

/** What was found and how far the folder has been listed, in one transaction. Returns the ids of new copies; repeated, none. */
export function registerListing(
  database: Database,
  council: string,
  mailbox: string,
  { folder, isSent, found, cursor }: FolderListing,
  at: number,
): Promise<string[]> {
  return database.transact(council, async (transaction) => {
    const rows = found.map(({ validity, reference }) =>
      buildRow(council, { mailbox, folder, validity, reference }, isSent, at),
    );
    const added: string[] = [];
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      const inserted = await transaction
        .insertInto('copy')
        .values(rows.slice(start, start + rowsPerInsert))
        .onConflict((conflict) => conflict.columns(['council', 'id']).doNothing())
        .returning('id')
        .execute();
      for (const { id } of inserted) added.push(id);
    }
    if (cursor !== null) await moveCursor(transaction, { council, mailbox, folder }, cursor);
    await ensureMailbox(transaction, council, mailbox, at);
    if (added.length > 0)
      await transaction
        .updateTable('mailbox')
        .set({ last_seen_at: at })
        .where('council', '=', council)
        .where('mailbox', '=', mailbox)
        .execute();
    return added;
  });
}

/** Null where the same bytes were delivered to this mailbox before: the server had not heard our answer. */
export async function registerDelivery(
  transaction: Transaction<Tables>,
  council: string,
  mailbox: string,
  contentKey: string,
  at: number,
): Promise<string | null> {
  const sighting = { mailbox, folder: deliveredFolder, validity: '', reference: contentKey };
  const row = { ...buildRow(council, sighting, false, at), opening: 'all' as const };
  const inserted = await transaction
    .insertInto('copy')
    .values(row)
    .onConflict((conflict) => conflict.columns(['council', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  await ensureMailbox(transaction, council, mailbox, at);
  return inserted?.id ?? null;
}

export async function readCopyRow(
  { kysely }: { kysely: Kysely<Tables> },
  council: string,
  id: string,
): Promise<CopyRow | null> {
  const row = await kysely
    .selectFrom('copy')
    .selectAll()
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** For the reconciler: what waits and may be tried, oldest first. */
export function readDueCopies({ kysely }: Database, councils: readonly string[], at: number, limit: number): Promise<{ council: string; id: string }[]> {
  return kysely
    .selectFrom('copy')
    .select(['council', 'id'])
    .where('council', 'in', councils)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', at)
    .orderBy('next_attempt_at')
    .orderBy('seen_at')
    .limit(limit)
    .execute();
}

/**
 * A reading that failed is tried again later, each time after twice as long. `countsAttempt`: the copy is to blame, and not a mailbox
 * that cannot be reached at all.
 */
export async function postponeCopy(
  database: Database,
  council: string,
  id: string,
  { at, reason, countsAttempt }: { at: number; reason: string; countsAttempt: boolean },
): Promise<void> {
  await database.transact(council, async (transaction) => {
    const row = await readCopyRow({ kysely: transaction }, council, id);
    if (row?.state !== 'waiting') return;
    const attempts = row.attempts + (countsAttempt ? 1 : 0);
    const delay = countsAttempt ? Math.min(firstDelayMs * 2 ** (attempts - 1), longestDelayMs) : firstDelayMs;
    const isGivenUp = attempts >= mostAttempts;
    await transaction
      .updateTable('copy')
      .set(isGivenUp ? { state: 'unreadable', attempts, reason, read_at: at } : { attempts, next_attempt_at: at + delay })
      .where('council', '=', council)
      .where('id', '=', id)
      .execute();
  });
}

function buildRow(council: string, sighting: CopySighting, isSent: boolean, at: number): CopyRow {
  return {
    council,
    id: computeCopyId(council, sighting),
    ...sighting,
    is_sent: isSent ? 1 : 0,
    state: 'waiting',
    opening: 'gate',
    seen_at: at,
    attempts: 0,
    next_attempt_at: 0,
    reason: '',
    content_key: null,
    message_id: null,
    evidence_seq: null,
    facts: null,
    links: null,
    not_examined: null,
    facts_version: null,
    read_at: null,
    sent_at: null,
  };
}

async function moveCursor(
  transaction: Transaction<Tables>,
  key: { council: string; mailbox: string; folder: string },
  { validity, lastUid }: FolderCursor,
): Promise<void> {
  await transaction
    .insertInto('folder_cursor')
    .values({ ...key, validity, last_uid: lastUid })
    .onConflict((conflict) =>
      conflict.columns(['council', 'mailbox', 'folder']).doUpdateSet({ validity, last_uid: lastUid }),
    )
    .execute();
}
