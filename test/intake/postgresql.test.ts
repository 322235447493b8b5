import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open-database.ts';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeIntake } from './intake-contract.ts';
import { placeOf } from './places.ts';

const tables = ['copy', 'mailbox', 'folder_cursor', 'notice', 'notice_flag', 'digest_day', 'sign_in', 'web_session'];

let postgresql: TestPostgresql;
let database: Database;

beforeAll(async () => {
  postgresql = await startPostgresql();
  database = await openDatabase({ kind: 'postgresql', url: postgresql.url });
});

afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await postgresql[Symbol.asyncDispose]();
});

describeIntake('PostgreSQL', async () => {
  // Quicker by far than a database for each test.
  await sql`TRUNCATE ${sql.join(tables.map((table) => sql.table(table)))}`.execute(database.kysely);
  return placeOf({ kind: 'postgresql', url: postgresql.url });
});
