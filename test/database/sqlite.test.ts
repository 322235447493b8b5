import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { TempFolder } from '../flaglog/support.ts';
import { describeDatabase } from './database-contract.ts';

const openSqlite = (path: string, readOnly = false) => openDatabase({ kind: 'sqlite', path }, { readOnly });

describeDatabase('SQLite', async () => {
  const folder = new TempFolder();
  return { open: () => openSqlite(folder.log), [Symbol.asyncDispose]: async () => folder[Symbol.dispose]() };
});

/** As release 0.1.0 made it. */
const releasedSchema = `
  CREATE TABLE flag_log_schema (version INTEGER NOT NULL PRIMARY KEY) STRICT;
  INSERT INTO flag_log_schema (version) VALUES (1);
  CREATE TABLE flag_log_entry (
    council TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (council, seq)
  ) STRICT;
  CREATE TABLE flag_log_sealed (
    council TEXT NOT NULL, seq INTEGER NOT NULL, field TEXT NOT NULL, item INTEGER NOT NULL, value BLOB, salt BLOB,
    PRIMARY KEY (council, seq, field, item), CHECK ((value IS NULL) = (salt IS NULL))
  ) STRICT;
  CREATE TRIGGER flag_log_entry_no_update BEFORE UPDATE ON flag_log_entry
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END;
  INSERT INTO flag_log_entry VALUES ('one', 1, 'x', x'00');
`;

function makeReleased(path: string): void {
  writeFileSync(path, '');
  using file = new DatabaseSync(path);
  file.exec(`PRAGMA journal_mode = WAL; ${releasedSchema}`);
}

const tablesOf = (path: string): unknown[] => {
  using file = new DatabaseSync(path);
  return file
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name);
};

describe('an SQLite file', () => {
  it('is readable by its owner only', async () => {
    using folder = new TempFolder();
    await using _database = await openSqlite(folder.log);
    for (const name of ['', '-wal', '-shm']) expect(statSync(`${folder.log}${name}`).mode & 0o777).toBe(0o600);
  });

  it('that release 0.1.0 made is read as it is, and upgraded in place', async () => {
    using folder = new TempFolder();
    const path = join(folder.path, 'candour.db');
    makeReleased(path);
    {
      await using reading = await openSqlite(path, true);
      expect(await reading.kysely.selectFrom('flag_log_entry').select('seq').execute()).toEqual([{ seq: 1 }]);
    }
    expect(tablesOf(path)).toEqual(['flag_log_entry', 'flag_log_schema', 'flag_log_sealed']);
    await using database = await openSqlite(path);
    expect(await database.kysely.selectFrom('flag_log_entry').select('hash').execute()).toEqual([{ hash: 'x' }]);
    expect(await database.kysely.selectFrom('copy').selectAll().execute()).toEqual([]);
    const removing = database.kysely.deleteFrom('flag_log_entry').execute();
    await expect(removing).rejects.toThrow();
  });

  it('is not made by reading, and an empty one is none', async () => {
    using folder = new TempFolder();
    await expect(openSqlite(folder.log, true)).rejects.toMatchObject({ code: 'not-there' });
    const path = join(folder.path, 'empty.db');
    writeFileSync(path, '');
    await expect(openSqlite(path, true)).rejects.toMatchObject({ code: 'not-there' });
  });

  it('that is none is left alone', async () => {
    using folder = new TempFolder();
    const path = join(folder.path, 'other.db');
    writeFileSync(path, 'x'.repeat(4096));
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'not-a-database', temporary: false });
    await expect(openSqlite(folder.path)).rejects.toMatchObject({ name: 'DatabaseError' });
  });

  it.each([
    ['flag log', 'INSERT INTO flag_log_schema VALUES (2)'],
    ['database', "INSERT INTO kysely_migration VALUES ('9999-of-the-future', '2036-01-01T00:00:00.000Z')"],
  ])('with a newer %s is left alone', async (_, statement) => {
    using folder = new TempFolder();
    await (await openSqlite(folder.log))[Symbol.asyncDispose]();
    {
      using file = new DatabaseSync(folder.log);
      file.exec(statement);
    }
    await expect(openSqlite(folder.log)).rejects.toMatchObject({ code: 'newer-format' });
    await expect(openSqlite(folder.log, true)).rejects.toMatchObject({ code: 'newer-format' });
  });

  it('is made once by several processes that start together', async () => {
    using folder = new TempFolder();
    const script = join(import.meta.dirname, 'add-leases.ts');
    const children = ['a', 'b', 'c'].map((name) =>
      spawn(process.execPath, [script, folder.log, name], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    await using database = await openSqlite(folder.log);
    expect((await database.kysely.selectFrom('lease').selectAll().execute()).length).toBe(60);
  });
});

describe('a transaction while another program writes', () => {
  it('waits, and lets the process get on meanwhile', async () => {
    using folder = new TempFolder();
    await using database = await openSqlite(folder.log);
    using other = new DatabaseSync(folder.log);
    other.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const waiting = database.transact('one', async () => {
      isDone = true;
    });
    let ticks = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        ticks += 1;
        if (ticks < 10) return;
        clearInterval(timer);
        resolve();
      }, 2);
    });
    expect(isDone).toBe(false);
    other.exec('COMMIT');
    await waiting;
    expect(isDone).toBe(true);
  });
});
