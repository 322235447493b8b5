import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeReviewing } from './reviewing-contract.ts';

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

describeReviewing('PostgreSQL', async () => {
  databases += 1;
  const url = await postgresql.createDatabase(`review_${databases}`);
  return { open: () => openDatabase({ kind: 'postgresql', url }), [Symbol.asyncDispose]: async () => {} };
});
