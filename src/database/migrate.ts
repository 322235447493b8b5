/** Brings the tables to this version of the program: each migration once, all in one transaction, whoever comes first. */

import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { consoleSchema } from './console-schema.ts';
import type { Database } from './database.ts';
import { describeDatabaseError } from './error.ts';
import { flagLogSchema } from './flag-log-schema.ts';
import { liveSchema } from './live-schema.ts';
import { statementSchema } from './statement-schema.ts';
import type { Tables } from './tables.ts';

/** The table of release 0.1.0 that says which flag log it made. */
const flagLogVersionTable = 'flag_log_schema';
const flagLogVersion = 1;

/** Throws DatabaseError: `newer-format`, or `not-there` where `readOnly` finds no tables. */
export async function migrate({ kind, kysely }: Database, readOnly: boolean): Promise<void> {
  const migrations = describeMigrations(kind);
  const done = await readDone(kind, kysely);
  if (done?.some((name) => migrations[name] === undefined)) throw describeDatabaseError('newer-format');
  if (Object.keys(migrations).every((name) => done?.includes(name))) return;
  if (readOnly) {
    // What 0.1.0 wrote is read without being upgraded.
    if (done === null) throw describeDatabaseError('not-there');
    return;
  }
  const { error } = await new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

function describeMigrations(kind: Database['kind']): Record<string, Migration> {
  return {
    '0001-flag-log': run(flagLogSchema(kind)),
    '0002-live-service': run(liveSchema(kind)),
    '0003-console': run(consoleSchema(kind)),
    '0004-statement': run(statementSchema(kind)),
  };
}

function run(statements: readonly string[]): Migration {
  return {
    up: async (transaction) => {
      // One at a time: SQLite prepares the first of several and forgets the rest.
      for (const statement of statements) await sql.raw(statement).execute(transaction);
    },
  };
}

/** Names of the migrations that were run, none for a log that 0.1.0 made; null where nothing of ours is there. */
async function readDone(kind: Database['kind'], kysely: Kysely<Tables>): Promise<string[] | null> {
  const logVersion = (await hasTable(kind, kysely, flagLogVersionTable)) ? await readLogVersion(kysely) : null;
  if (logVersion !== null && logVersion > flagLogVersion) throw describeDatabaseError('newer-format');
  if (!(await hasTable(kind, kysely, 'kysely_migration'))) return logVersion === null ? null : [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(kysely);
  return rows.length === 0 && logVersion === null ? null : rows.map(({ name }) => name);
}

async function readLogVersion(kysely: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    SELECT max(version) AS version FROM ${sql.table(flagLogVersionTable)}`.execute(kysely);
  return rows[0]?.version ?? 0;
}

async function hasTable(kind: Database['kind'], kysely: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } =
    kind === 'sqlite'
      ? await sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${name}`.execute(kysely)
      : await sql`SELECT 1 WHERE to_regclass(${name}) IS NOT NULL`.execute(kysely);
  return rows.length > 0;
}
