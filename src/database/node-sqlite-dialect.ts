/** Kysely over `node:sqlite`. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import { guardConnection } from './connection.ts';
import { DatabaseError, toDatabaseError } from './error.ts';

export const busyTimeoutMs = 10_000;
const busyPauseMs = 5;

/**
 * The library trap: Kysely's SqliteDialect is made for better-sqlite3, asks each statement for `reader` and passes parameters
 * as one array. A statement of `node:sqlite` has no `reader`, so that every SELECT would silently return no rows. Hence the
 * wrapping below; test/database/node-sqlite-dialect.test.ts reads a row back.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: DatabaseSync) {
    const wrapped = wrapDatabase(database);
    super({ database: wrapped });
    this.#database = wrapped;
  }

  override createDriver(): SqliteDriver {
    return new NodeSqliteDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new NodeSqliteAdapter();
  }
}

/** SQLite takes back CREATE TABLE like anything else; Kysely's migrations use a transaction only where they are told so. */
class NodeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return guardConnection(await super.acquireConnection(), toDatabaseError);
  }

  /**
   * A plain BEGIN takes the write lock at the first write only: two writers would both read the head of the chain, and the
   * second fail or fork it. A read-only transaction takes none, and works on a database opened for reading.
   */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    if (settings?.accessMode === 'read only') await connection.executeQuery(CompiledQuery.raw('begin deferred'));
    else await beginImmediate(connection);
  }

  /** SQLite has rolled back by itself after some errors, and what failed first is what the caller should hear of. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

/** SQLite waits for a lock by stopping the whole thread, heartbeats and signals included: so ask again instead. */
async function beginImmediate(connection: DatabaseConnection): Promise<void> {
  const deadline = performance.now() + busyTimeoutMs;
  await connection.executeQuery(CompiledQuery.raw('pragma busy_timeout = 0'));
  try {
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const isBusy = error instanceof DatabaseError && error.code === 'busy';
        if (!isBusy || performance.now() > deadline) throw error;
        await wait(busyPauseMs * (1 + Math.random()));
      }
    }
  } finally {
    await connection.executeQuery(CompiledQuery.raw(`pragma busy_timeout = ${busyTimeoutMs}`));
  }
}

function wrapDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      const spread = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...spread(parameters)),
        run: (parameters) => statement.run(...spread(parameters)),
        iterate: (parameters) => statement.iterate(...spread(parameters)),
      };
    },
  };
}
