/** Opens the database of an installation, and makes or upgrades its tables. */

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type Database, OpenDatabase } from './database.ts';
import { describeDatabaseError, toDatabaseError } from './error.ts';
import { migrate } from './migrate.ts';
import { busyTimeoutMs, NodeSqliteDialect } from './node-sqlite-dialect.ts';
import { openPool, PostgresqlDialect } from './postgresql-dialect.ts';
import type { Tables } from './tables.ts';

export type { Database } from './database.ts';

/** Settings with their secret read. */
export type DatabaseAddress = { kind: 'sqlite'; path: string } | { kind: 'postgresql'; url: string };

/** `readOnly` changes nothing, and makes no table either. */
export type DatabaseOptions = { readOnly?: boolean };

/** Whoever opens disposes: `await using database = await openDatabase(…)`. Throws DatabaseError. */
export function openDatabase(address: DatabaseAddress, { readOnly = false }: DatabaseOptions = {}): Promise<Database> {
  return address.kind === 'sqlite' ? openSqlite(address.path, readOnly) : openPostgresql(address.url, readOnly);
}

/** The file is made with mode 0600, and folders above it with 0700. */
async function openSqlite(path: string, readOnly: boolean): Promise<Database> {
  const file = openFile(path, readOnly);
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(file) });
  const close = async (): Promise<void> => {
    await kysely.destroy();
    // Kysely closes only a database that it has used.
    if (file.isOpen) file.close();
  };
  return prepared(new OpenDatabase('sqlite', kysely, close), readOnly);
}

function openFile(path: string, readOnly: boolean): DatabaseSync {
  let file: DatabaseSync | undefined;
  try {
    if (!existsSync(path)) {
      if (readOnly) throw describeDatabaseError('not-there');
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // SQLite gives its -wal and -shm files the mode of the database.
      closeSync(openSync(path, 'a', 0o600));
    }
    file = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs });
    // FULL, as an alert speaks of what is committed: a power cut must not take it back. secure_delete, as erased is erased.
    if (!readOnly) file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    return file;
  } catch (cause) {
    file?.close();
    if (cause instanceof Error && 'syscall' in cause) throw describeDatabaseError('database', { cause });
    throw toDatabaseError(cause);
  }
}

async function openPostgresql(url: string, readOnly: boolean): Promise<Database> {
  const pool = openPool(url, readOnly);
  const kysely = new Kysely<Tables>({ dialect: new PostgresqlDialect(pool) });
  const close = async (): Promise<void> => {
    await kysely.destroy();
    if (!pool.ended) await pool.end();
  };
  return prepared(new OpenDatabase('postgresql', kysely, close), readOnly);
}

async function prepared(database: Database, readOnly: boolean): Promise<Database> {
  try {
    await migrate(database, readOnly);
    return database;
  } catch (cause) {
    await database[Symbol.asyncDispose]();
    throw toDatabaseError(cause);
  }
}
