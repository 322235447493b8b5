/** Copies from the moment they are seen until they are read. */

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { type CopySighting, computeCopyId, deliveredFolder } from './copy-id.ts';
import { readLastSeq } from './evidence-seq.ts';
import type { CopyRow, FolderCursor, FolderListing } from './intake.ts';
import { ensureMailbox, noteSeen } from './mailbox-register.ts';
import { recallReturned } from './returned-copies.ts';

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

/**
 * `validity` and `reference` of every copy that is known in this folder of a file mailbox, with NUL between them. Not of those that are gone or
 * could not be read: where the watcher finds one of them, it is tried once more, since somebody may have mended what was wrong.
 */
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
    .where('state', 'not in', ['gone', 'unreadable'])
    .execute();
  return new Set(rows.map(({ validity, reference }) => `${validity}\0${reference}`));
}

/**
 * What was found and how far the folder has been listed, in one transaction. Returns the ids of copies that are to be read; repeated, none.
 * A watcher that lost its lease and comes late can set the cursor back, never too far on: everything before it is registered.
 */
export function registerListing(
  database: Database,
  council: string,
  mailbox: string,
  { folder, isSent, found, cursor }: FolderListing,
  at: number,
): Promise<string[]> {
  return database.transact(council, async (transaction) => {
    const sighted = found.map(({ validity, reference }) =>
      buildRow(council, { mailbox, folder, validity, reference }, isSent, at),
    );
    const rows = [...new Map(sighted.map((row) => [row.id, row])).values()];
    await ensureMailbox(transaction, council, mailbox, at);
    const toRead: string[] = [];
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      const part = rows.slice(start, start + rowsPerInsert);
      const inserted = await insertNew(transaction, part);
      toRead.push(...inserted);
      if (inserted.length < part.length) {
        const known = new Set(inserted);
        toRead.push(
          ...(await recallReturned(
            transaction,
            part.filter(({ id }) => !known.has(id)),
          )),
        );
      }
    }
    if (cursor !== null) await moveCursor(transaction, { council, mailbox, folder }, cursor);
    if (toRead.length > 0) await noteSeen(transaction, council, mailbox, at);
    return toRead;
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
  await ensureMailbox(transaction, council, mailbox, at);
  const [id = null] = await insertNew(transaction, [row]);
  if (id !== null) await noteSeen(transaction, council, mailbox, at);
  return id;
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
export async function readDueCopies(
  { kysely }: Database,
  councils: readonly string[],
  at: number,
  limit: number,
): Promise<{ council: string; id: string }[]> {
  // PostgreSQL knows no empty list.
  if (councils.length === 0) return [];
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
    const values =
      attempts < mostAttempts
        ? { attempts, next_attempt_at: at + delay }
        : await giveUp(transaction, row, { at, reason });
    await transaction.updateTable('copy').set(values).where('council', '=', council).where('id', '=', id).execute();
  });
}

/** What was evidence before stays so, under a new number: somebody may wait for what the new reading would have said. */
async function giveUp(
  transaction: Transaction<Tables>,
  { council, facts }: CopyRow,
  { at, reason }: { at: number; reason: string },
): Promise<Partial<CopyRow>> {
  const common = { attempts: mostAttempts, reason };
  if (facts === null) return { ...common, state: 'unreadable', read_at: at };
  return { ...common, state: 'read', evidence_seq: (await readLastSeq(transaction, council)) + 1 };
}

async function insertNew(transaction: Transaction<Tables>, rows: readonly CopyRow[]): Promise<string[]> {
  const inserted = await transaction
    .insertInto('copy')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['council', 'id']).doNothing())
    .returning('id')
    .execute();
  return inserted.map(({ id }) => id);
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
