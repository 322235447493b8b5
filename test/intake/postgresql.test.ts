import { afterAll, beforeAll } from 'vitest';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeIntake } from './intake-contract.ts';
import { placeOf } from './places.ts';

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

describeIntake('PostgreSQL', async () => {
  databases += 1;
  return placeOf({ kind: 'postgresql', url: await postgresql.createDatabase(`intake_${databases}`) });
});
