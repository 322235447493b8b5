import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { emptyErased } from '../../src/flaglog/store.ts';
import { describeFlagLog } from './flag-log-contract.ts';
import { add, describeStore, type StorePlace } from './store-contract.ts';
import { auditOnce, makeStanding, noon, TempFolder } from './support.ts';

const makePlace = async (): Promise<StorePlace> => {
  const folder = new TempFolder();
  return {
    open: () => openDatabase({ kind: 'sqlite', path: folder.log }),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
};

describeStore('SQLite', makePlace);
describeFlagLog('SQLite', makePlace);

describe('the SQLite file', () => {
  it('is readable by its owner only', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), [makeStanding('<a@x>')]);
    expect(statSync(folder.log).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['REPLACE', "REPLACE INTO flag_log_entry VALUES ('little-wickham', 2, 'x', x'00')"],
    ['INSERT beyond the end', "INSERT INTO flag_log_entry VALUES ('little-wickham', 9, 'x', x'00')"],
  ])('refuses %s by accident', async (_, statement) => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), [makeStanding('<a@x>')]);
    using database = new DatabaseSync(folder.log);
    expect(() => database.exec(statement)).toThrow(/append-only/);
  });

  it('no longer holds what was erased', async () => {
    using folder = new TempFolder();
    const secret = 'gillian.stroud@example.net';
    await using database = await openDatabase({ kind: 'sqlite', path: folder.log });
    const opening = { value: new TextEncoder().encode(secret), salt: new Uint8Array(32) };
    const entry = { seq: 1, hash: 'a', bytes: new Uint8Array(1), sealed: [{ field: 'x', item: 0, opening }] };
    await add(database, 'one', { entries: [entry] });
    const onDisk = (): string => readFileSync(folder.log, 'latin1') + readFileSync(`${folder.log}-wal`, 'latin1');
    expect(onDisk()).toContain(secret);
    await add(database, 'one', { erase: [{ seq: 1, field: 'x', item: 0 }] });
    await emptyErased(database);
    expect(onDisk()).not.toContain(secret);
  });
});
