/** Kysely over `node:sqlite`. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';

/**
 * The library trap: Kysely's SqliteDialect is made for better-sqlite3, asks each statement for `reader` and passes parameters
 * as one array. A statement of `node:sqlite` has no `reader`, so that every SELECT would silently return no rows. Hence the
 * wrapping below; test/flaglog/node-sqlite-dialect.test.ts reads a row back.
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
}

class NodeSqliteDriver extends SqliteDriver {
  /**
   * A plain BEGIN takes the write lock at the first write only: two writers would both read the head of the chain, and the
   * second fail or fork it. A read-only transaction takes none, and works on a database opened for reading.
   */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const kind = settings?.accessMode === 'read only' ? 'deferred' : 'immediate';
    await connection.executeQuery(CompiledQuery.raw(`begin ${kind}`));
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
