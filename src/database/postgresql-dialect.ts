/** Kysely over `pg`, so that a row looks the same whichever database it comes from. */

import { type DatabaseConnection, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely';
import pg from 'pg';
import { guardConnection } from './connection.ts';
import { describeDatabaseError, toConnectionError } from './error.ts';

/** Of one process. Those who wait for a council's lock hold a connection each. */
const connectionsAtMost = 12;
const connectTimeoutMs = 10_000;
const lockTimeoutMs = 10_000;
const statementTimeoutMs = 30_000;
/** A machine that is gone does not even report that a statement took too long. */
const answerTimeoutMs = 40_000;
/** A process that hangs within a transaction must not keep the council's lock. */
const idleTransactionTimeoutMs = 60_000;

const [bytea, int8, numeric] = [17, 20, 1700];

export class PostgresqlDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(pool: pg.Pool) {
    const config = { pool };
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new ReportingDriver(this.#config);
  }
}

class ReportingDriver extends PostgresDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return guardConnection(await super.acquireConnection(), toConnectionError);
    } catch (cause) {
      throw toConnectionError(cause);
    }
  }

  /** A connection that cannot roll back is given up by Kysely, and what failed first is what the caller should hear of. */
  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

/** `url` as in `postgresql://user:password@host:5432/database?sslmode=verify-full`. Throws DatabaseError where it is none. */
export function openPool(url: string, readOnly: boolean): pg.Pool {
  // The client would show the whole of it, with the password, in its own error.
  if (!URL.canParse(url)) throw describeDatabaseError('refused', { fields: { reason: 'url' } });
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'candour',
    max: connectionsAtMost,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    types: rowTypes(),
  });
  // A connection that was lost while idle in the pool, or in the hands of a transaction between two queries: without listeners either
  // would end the process. The next query reports it, or opens another.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** `pg` gives whole numbers of 64 bits as text and bytes as Buffer; the tables hold numbers within 53 bits. */
function rowTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(bytea, (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex')));
  types.setTypeParser(int8, Number);
  types.setTypeParser(numeric, Number);
  return types;
}
