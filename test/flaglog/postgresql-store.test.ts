import { globSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { emptyErased } from '../../src/flaglog/store.ts';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeFlagLog, openLog, raise } from './flag-log-contract.ts';
import { add, describeStore, type StorePlace } from './store-contract.ts';
import { noon, TempFolder } from './support.ts';

const at = noon('2026-07-01');

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

const makePlace = async (): Promise<StorePlace> => {
  databases += 1;
  const url = await postgresql.createDatabase(`store_${databases}`);
  return { open: () => openDatabase({ kind: 'postgresql', url }), [Symbol.asyncDispose]: async () => {} };
};

describeStore('PostgreSQL', makePlace);
describeFlagLog('PostgreSQL', makePlace);

describe('the tables in PostgreSQL', () => {
  it('are not emptied by accident', async () => {
    await using place = await makePlace();
    await using database = await place.open();
    for (const table of ['flag_log_entry', 'flag_log_sealed']) {
      await expect(sql`TRUNCATE ${sql.table(table)}`.execute(database.kysely)).rejects.toMatchObject({
        fields: { sqlstate: 'P0001' },
      });
    }
  });

  it('no longer hold what was erased', async () => {
    await using place = await makePlace();
    await using database = await place.open();
    const secret = 'gillian.stroud@example.net';
    const onDisk = async (): Promise<string> => {
      await sql`CHECKPOINT`.execute(database.kysely);
      return globSync('data/base/*/*', { cwd: postgresql.folder })
        .map((name) => readFileSync(`${postgresql.folder}/${name}`, 'latin1'))
        .join('');
    };
    const opening = { value: new TextEncoder().encode(secret), salt: new Uint8Array(32) };
    const entry = { seq: 1, hash: 'a', bytes: new Uint8Array(1), sealed: [{ field: 'x', item: 0, opening }] };
    await add(database, 'one', { entries: [entry] });
    expect(await onDisk()).toContain(secret);
    await add(database, 'one', { erase: [{ seq: 1, field: 'x', item: 0 }] });
    await emptyErased(database);
    expect(await onDisk()).not.toContain(secret);
  });
});

describe('a PostgreSQL server that dies while a log is written', () => {
  it('leaves a chain that goes on, with all that was acknowledged', async () => {
    await using place = await makePlace();
    using folder = new TempFolder();
    await using database = await place.open();
    await using log = await openLog(database, folder);
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      let isDown = false;
      const writing = (async () => {
        for (let index = 0; !isDown; index += 1) {
          const key = `<${round}-${index}@x>`;
          await log.append(at, raise(log, key));
          acknowledged.push(key);
        }
      })();
      const failed = expect(writing).rejects.toMatchObject({ name: 'FlagLogError', temporary: true });
      await new Promise((resolve) => setTimeout(resolve, 20 + 30 * round));
      await postgresql.kill();
      await failed;
      isDown = true;
      await postgresql.start();
    }
    await vi.waitFor(() => log.append(at, raise(log, '<last@x>')), { timeout: 10_000 });
    const { flags } = await log.catchUp();
    expect([...acknowledged, '<last@x>'].filter((key) => !flags.has(log.computeId('silent-copy', key)))).toEqual([]);
    expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
  });
});
