/** The flag log in one SQLite file. Several parts of the program may share the file; these tables begin with `flag_log_`. */

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, type Transaction } from 'kysely';
import type { Head } from './entry.ts';
import { FlagLogError } from './error.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { Opening } from './sealed.ts';
import type { Addition, FlagLogStore, StoredEntry } from './store.ts';

type Tables = {
  flag_log_entry: { council: string; seq: number; hash: string; entry: Uint8Array };
  /** `value` and `salt` are null once erased. */
  flag_log_sealed: {
    council: string;
    seq: number;
    field: string;
    item: number;
    value: Uint8Array | null;
    salt: Uint8Array | null;
  };
};

const schemaVersion = 1;
const busyTimeoutMs = 10_000;
/** SQLite takes at most 32,766 parameters a statement. */
const rowsPerInsert = 1_000;

const schema = `
  CREATE TABLE IF NOT EXISTS flag_log_schema (version INTEGER NOT NULL PRIMARY KEY) STRICT;
  INSERT OR IGNORE INTO flag_log_schema (version)
    SELECT ${schemaVersion} WHERE NOT EXISTS (SELECT 1 FROM flag_log_schema);
  CREATE TABLE IF NOT EXISTS flag_log_entry (
    council TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (council, seq)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS flag_log_sealed (
    council TEXT NOT NULL, seq INTEGER NOT NULL, field TEXT NOT NULL, item INTEGER NOT NULL, value BLOB, salt BLOB,
    PRIMARY KEY (council, seq, field, item), CHECK ((value IS NULL) = (salt IS NULL))
  ) STRICT;
  -- A seat-belt against accidents. Whoever can write to the file can drop it: the proof is the chain and its heads.
  CREATE TRIGGER IF NOT EXISTS flag_log_entry_no_update BEFORE UPDATE ON flag_log_entry
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS flag_log_entry_no_delete BEFORE DELETE ON flag_log_entry
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END;
  -- REPLACE deletes without firing the trigger above.
  CREATE TRIGGER IF NOT EXISTS flag_log_entry_only_next BEFORE INSERT ON flag_log_entry
    WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM flag_log_entry WHERE council = NEW.council)
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS flag_log_sealed_only_erase BEFORE UPDATE ON flag_log_sealed
    WHEN NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.council <> OLD.council OR NEW.seq <> OLD.seq
      OR NEW.field <> OLD.field OR NEW.item <> OLD.item
    BEGIN SELECT RAISE(ABORT, 'a sealed item can only be erased'); END;
  CREATE TRIGGER IF NOT EXISTS flag_log_sealed_no_delete BEFORE DELETE ON flag_log_sealed
    BEGIN SELECT RAISE(ABORT, 'a sealed item can only be erased'); END;
`;

/** Creates the file (mode 0600) and the tables where they are missing, unless `readOnly`. */
export function openSqliteStore(path: string, { readOnly }: { readOnly: boolean }): FlagLogStore {
  let database: DatabaseSync | undefined;
  try {
    if (!existsSync(path)) {
      if (readOnly) throw noLog();
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // SQLite gives its -wal and -shm files the mode of the database.
      closeSync(openSync(path, 'a', 0o600));
    }
    database = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs });
    prepareDatabase(database, readOnly);
    return new SqliteStore(database);
  } catch (cause) {
    database?.close();
    throw toFlagLogError(cause);
  }
}

function prepareDatabase(database: DatabaseSync, readOnly: boolean): void {
  if (!readOnly) {
    // FULL, as an alert speaks of what is committed: a power cut must not take it back. secure_delete, as erased is erased.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    // In one transaction, so that a process killed here leaves all of the tables or none.
    database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
  }
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'flag_log_schema'").get();
  if (isThere === undefined) throw noLog();
  const version = database.prepare('SELECT max(version) AS version FROM flag_log_schema').get()?.version;
  if (typeof version !== 'number' || version > schemaVersion) {
    throw new FlagLogError(
      'newer-format',
      'The flag log was made by a newer version of Candour. Use that version or a later one.',
    );
  }
}

class SqliteStore implements FlagLogStore {
  readonly #database: DatabaseSync;
  readonly #kysely: Kysely<Tables>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  }

  readCouncils(): Promise<string[]> {
    return guard(async () => {
      const rows = await this.#kysely
        .selectFrom('flag_log_entry')
        .select('council')
        .distinct()
        .orderBy('council')
        .execute();
      return rows.map(({ council }) => council);
    });
  }

  readHead(council: string): Promise<Head | null> {
    return guard(async () => {
      const head = await this.#kysely
        .selectFrom('flag_log_entry')
        .select(['seq', 'hash'])
        .where('council', '=', council)
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      return head ?? null;
    });
  }

  readEntries(council: string): Promise<StoredEntry[]> {
    return guard(() =>
      this.#kysely
        .transaction()
        .setAccessMode('read only')
        .execute((transaction) => readAll(transaction, council)),
    );
  }

  append(council: string, plan: (history: readonly StoredEntry[]) => Addition): Promise<void> {
    return guard(async () => {
      const hasErased = await this.#kysely.transaction().execute(async (transaction) => {
        const { entries, erase } = plan(await readAll(transaction, council));
        await insertEntries(transaction, council, entries);
        await eraseItems(transaction, council, erase);
        return erase.length > 0;
      });
      // The log of changes still holds pages with the erased values until it is emptied.
      if (hasErased) await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.#kysely);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kysely.destroy();
    // Kysely closes only a database it has used.
    if (this.#database.isOpen) this.#database.close();
  }
}

async function readAll(transaction: Transaction<Tables>, council: string): Promise<StoredEntry[]> {
  const entries = await transaction
    .selectFrom('flag_log_entry')
    .select(['seq', 'hash', 'entry'])
    .where('council', '=', council)
    .orderBy('seq')
    .execute();
  const sealed = await transaction
    .selectFrom('flag_log_sealed')
    .select(['seq', 'field', 'item', 'value', 'salt'])
    .where('council', '=', council)
    .orderBy('seq')
    .orderBy('field')
    .orderBy('item')
    .execute();
  const bySeq = Map.groupBy(sealed, ({ seq }) => seq);
  return entries.map(({ seq, hash, entry }) => {
    const items = (bySeq.get(seq) ?? []).map(({ field, item, value, salt }) => {
      const opening: Opening = value === null || salt === null ? 'erased' : { value, salt };
      return { field, item, opening };
    });
    return { seq, hash, bytes: entry, sealed: items };
  });
}

async function insertEntries(
  transaction: Transaction<Tables>,
  council: string,
  entries: readonly StoredEntry[],
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
}

async function eraseItems(transaction: Transaction<Tables>, council: string, erase: Addition['erase']): Promise<void> {
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

function* cutInParts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) yield rows.slice(start, start + rowsPerInsert);
}

async function guard<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw toFlagLogError(cause);
  }
}

function noLog(): FlagLogError {
  return new FlagLogError(
    'no-log',
    'There is no flag log at this place yet. A scan makes one; --log says where it is.',
  );
}

/** Errors of SQLite and of the file system only: what the plan throws is its own affair. */
function toFlagLogError(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause;
  if ('syscall' in cause)
    return new FlagLogError('database', 'The file of the flag log cannot be opened or made.', { cause });
  if (cause.code !== 'ERR_SQLITE_ERROR') return cause;
  const errcode = 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0;
  const fields = { errcode };
  const [busy, locked, notADatabase] = [5, 6, 26];
  if (errcode === busy || errcode === locked) {
    const message = 'The flag log is being written by another program. Try again in a moment.';
    return new FlagLogError('log-busy', message, { temporary: true, fields, cause });
  }
  if (errcode === notADatabase) return new FlagLogError('not-a-log', 'The file is not a flag log.', { fields, cause });
  return new FlagLogError('database', 'The database of the flag log reported an error.', { fields, cause });
}
