/** The flag log's rows in the database, SQLite or PostgreSQL alike; test/flaglog/store-contract.ts holds both to it. */

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import type { Head } from './entry.ts';
import type { Opening, SealedItem, SealedPlace } from './sealed.ts';

/** An entry as it lies in a database or an export: its own claims of place and hash, to be checked against the bytes. */
export type StoredEntry = { seq: number; hash: string; bytes: Uint8Array; sealed: readonly SealedItem[] };

/** What one transaction adds to a chain, and which sealed items it erases. */
export type Addition = { entries: readonly StoredEntry[]; erase: readonly SealedPlace[] };

/** Of a chain: entries from `from` on, below `below`, at most `limit` of them; what they seal only from `sealedFrom` on. */
export type EntryRange = { from?: number; sealedFrom?: number; below?: number | null; limit?: number };

type Connection = Kysely<Tables>;

/** SQLite takes at most 32,766 parameters a statement. */
const rowsPerInsert = 1_000;

export async function readCouncils(connection: Connection): Promise<string[]> {
  const rows = await connection.selectFrom('flag_log_entry').select('council').distinct().orderBy('council').execute();
  return rows.map(({ council }) => council);
}

export async function readHead(connection: Connection, council: string): Promise<Head | null> {
  const head = await connection
    .selectFrom('flag_log_entry')
    .select(['seq', 'hash'])
    .where('council', '=', council)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? null;
}

/** The whole chain, as of one moment. */
export function readChain({ kysely }: Database, council: string): Promise<StoredEntry[]> {
  return kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((transaction) => readRange(transaction, council));
}

/** In the order of the chain. Outside a transaction, sealed items may be as of a moment after the entries. */
export async function readRange(
  connection: Connection,
  council: string,
  { from = 1, sealedFrom = from, below = null, limit }: EntryRange = {},
): Promise<StoredEntry[]> {
  const entries = await connection
    .selectFrom('flag_log_entry')
    .select(['seq', 'hash', 'entry'])
    .where('council', '=', council)
    .where('seq', '>=', from)
    .$if(below !== null, (query) => query.where('seq', '<', below))
    .orderBy('seq')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  const last = entries.at(-1);
  const isSealed = last !== undefined && last.seq >= sealedFrom;
  const sealed = isSealed ? await readSealed(connection, council, sealedFrom, last.seq) : new Map();
  return entries.map(({ seq, hash, entry }) => ({ seq, hash, bytes: entry, sealed: sealed.get(seq) ?? [] }));
}

async function readSealed(
  connection: Connection,
  council: string,
  from: number,
  to: number,
): Promise<Map<number, SealedItem[]>> {
  const rows = await connection
    .selectFrom('flag_log_sealed')
    .select(['seq', 'field', 'item', 'value', 'salt'])
    .where('council', '=', council)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .orderBy('seq')
    .orderBy('field')
    .orderBy('item')
    .execute();
  const items = new Map<number, SealedItem[]>();
  for (const { seq, field, item, value, salt } of rows) {
    const opening: Opening = value === null || salt === null ? 'erased' : { value, salt };
    const found = items.get(seq);
    if (found === undefined) items.set(seq, [{ field, item, opening }]);
    else found.push({ field, item, opening });
  }
  return items;
}

/** Within a transaction that holds the council's lock. Whoever erases calls `emptyErased` when it is committed. */
export async function addEntries(
  transaction: Transaction<Tables>,
  council: string,
  { entries, erase }: Addition,
): Promise<void> {
  const rows = entries.map(({ seq, hash, bytes }) => ({ council, seq, hash, entry: bytes }));
  const sealed = entries.flatMap(({ seq, sealed: items }) =>
    items.map(({ field, item, opening }) => {
      if (typeof opening === 'string') throw new TypeError('A new entry comes with the openings of all it seals.');
      return { council, seq, field, item, value: opening.value, salt: opening.salt };
    }),
  );
  for (const part of cutInParts(rows)) await transaction.insertInto('flag_log_entry').values(part).execute();
  for (const part of cutInParts(sealed)) await transaction.insertInto('flag_log_sealed').values(part).execute();
  for (const { seq, field, item } of erase) {
    await transaction
      .updateTable('flag_log_sealed')
      .set({ value: null, salt: null })
      .where('council', '=', council)
      .where('seq', '=', seq)
      .where('field', '=', field)
      .where('item', '=', item)
      .execute();
  }
}

/** What is erased leaves the files of the tables too (docs/decisions/0009 says what is left of it elsewhere). */
export async function emptyErased({ kind, kysely }: Database): Promise<void> {
  // The log of changes still holds pages with the erased values until it is emptied.
  if (kind === 'sqlite') await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(kysely);
  // An update leaves the former row where it was; only FULL writes the table anew without it.
  else await sql`VACUUM (FULL) flag_log_sealed`.execute(kysely);
}

function* cutInParts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) yield rows.slice(start, start + rowsPerInsert);
}
