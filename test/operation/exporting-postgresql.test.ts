import { afterAll, beforeAll } from 'vitest';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeExporting } from './exporting-contract.ts';

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

describeExporting('PostgreSQL', async () => {
  databases += 1;
  const url = await postgresql.createDatabase(`export_${databases}`);
  return { address: { kind: 'postgresql', url }, [Symbol.asyncDispose]: async () => {} };
});
