import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/flaglog/sqlite-store.ts';
import { describeStore, type StorePlace } from './store-contract.ts';
import { auditOnce, makeStanding, noon, TempFolder } from './support.ts';

class SqlitePlace extends TempFolder implements StorePlace {
  open = () => openSqliteStore(this.log, { readOnly: false });
}

describeStore('SQLite', () => new SqlitePlace());

describe('the SQLite file', () => {
  it('is readable by its owner only', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), [makeStanding('<a@x>')]);
    expect(statSync(folder.log).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['UPDATE', "UPDATE flag_log_entry SET hash = 'x' WHERE seq = 1"],
    ['DELETE', 'DELETE FROM flag_log_entry WHERE seq = 2'],
    ['REPLACE', "REPLACE INTO flag_log_entry VALUES ('little-wickham', 2, 'x', x'00')"],
    ['INSERT beyond the end', "INSERT INTO flag_log_entry VALUES ('little-wickham', 9, 'x', x'00')"],
    ['UPDATE of a sealed value', "UPDATE flag_log_sealed SET value = x'00'"],
    ['DELETE of sealed values', 'DELETE FROM flag_log_sealed'],
  ])('refuses %s by accident', async (_, statement) => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), [makeStanding('<a@x>')]);
    using database = new DatabaseSync(folder.log);
    expect(() => database.exec(statement)).toThrow(/append-only|only be erased/);
  });

  it('no longer holds what was erased', async () => {
    using folder = new TempFolder();
    const secret = 'gillian.stroud@example.net';
    await using store = openSqliteStore(folder.log, { readOnly: false });
    const opening = { value: new TextEncoder().encode(secret), salt: new Uint8Array(32) };
    const entry = { seq: 1, hash: 'a', bytes: new Uint8Array(1), sealed: [{ field: 'x', item: 0, opening }] };
    await store.append('one', () => ({ entries: [entry], erase: [] }));
    const onDisk = (): string => readFileSync(folder.log, 'latin1') + readFileSync(`${folder.log}-wal`, 'latin1');
    expect(onDisk()).toContain(secret);
    await store.append('one', () => ({ entries: [], erase: [{ seq: 1, field: 'x', item: 0 }] }));
    expect(onDisk()).not.toContain(secret);
  });

  it('is not made by reading', async () => {
    using folder = new TempFolder();
    expect(() => openSqliteStore(folder.log, { readOnly: true })).toThrow(/no flag log at this place/);
  });

  it('made by a newer version is left alone', async () => {
    using folder = new TempFolder();
    await openSqliteStore(folder.log, { readOnly: false })[Symbol.asyncDispose]();
    {
      using database = new DatabaseSync(folder.log);
      database.exec('INSERT INTO flag_log_schema VALUES (2)');
    }
    expect(() => openSqliteStore(folder.log, { readOnly: false })).toThrow(/newer version/);
  });
});
