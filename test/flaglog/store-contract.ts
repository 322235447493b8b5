/** What the rows of the flag log must do in every database; each one's test file runs this suite. */

import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import {
  type Addition,
  addEntries,
  emptyErased,
  readChain,
  readCouncils,
  readHead,
  readRange,
  type StoredEntry,
} from '../../src/flaglog/store.ts';

/** Databases opened by one `place` are the same one. */
export type StorePlace = AsyncDisposable & { open: () => Promise<Database> };

export function add(database: Database, council: string, addition: Partial<Addition>): Promise<void> {
  return database.transact(council, (transaction) =>
    addEntries(transaction, council, { entries: [], erase: [], ...addition }),
  );
}

export function describeStore(name: string, makePlace: () => Promise<StorePlace>): void {
  const entry = (seq: number, values: string[] = []): StoredEntry => ({
    seq,
    hash: String(seq % 10).repeat(64),
    bytes: new TextEncoder().encode(`entry ${seq}`),
    sealed: values.map((value, item) => ({
      field: 'hidden',
      item,
      opening: { value: new TextEncoder().encode(value), salt: new Uint8Array(32).fill(item + 1) },
    })),
  });

  describe(`the flag log's rows: ${name}`, () => {
    it('returns what was appended, in order, to whoever opens it next', async () => {
      await using place = await makePlace();
      const entries = [entry(1), entry(2, ['"a"', '"b"']), entry(3, ['"c"'])];
      {
        await using database = await place.open();
        await add(database, 'one', { entries: entries.slice(0, 2) });
        await add(database, 'one', { entries: entries.slice(2) });
      }
      await using database = await place.open();
      expect(await readChain(database, 'one')).toEqual(entries);
      expect(await readHead(database.kysely, 'one')).toEqual({ seq: 3, hash: '3'.repeat(64) });
    });

    it('reads a part of a chain', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const entries = [1, 2, 3, 4, 5].map((seq) => entry(seq, [`"${seq}"`]));
      await add(database, 'one', { entries });
      const { kysely } = database;
      expect(await readRange(kysely, 'one', { from: 2, limit: 2 })).toEqual(entries.slice(1, 3));
      expect(await readRange(kysely, 'one', { from: 4 })).toEqual(entries.slice(3));
      expect(await readRange(kysely, 'one', { from: 2, below: 4 })).toEqual(entries.slice(1, 3));
      expect(await readRange(kysely, 'one', { from: 6 })).toEqual([]);
    });

    it('keeps councils apart', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      await add(database, 'two', { entries: [entry(1)] });
      await add(database, 'one', { entries: [entry(1, ['"x"'])] });
      expect(await readCouncils(database.kysely)).toEqual(['one', 'two']);
      expect(await readChain(database, 'two')).toEqual([entry(1)]);
      expect(await readHead(database.kysely, 'three')).toBe(null);
      expect(await readChain(database, 'three')).toEqual([]);
    });

    it('takes no fork and no gap, and of what it refuses nothing is left', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      await add(database, 'one', { entries: [entry(1)] });
      const fork = add(database, 'one', { entries: [entry(2), entry(2)] });
      await expect(fork).rejects.toMatchObject({ name: 'DatabaseError', temporary: false });
      const gap = add(database, 'one', { entries: [entry(2), entry(4)] });
      await expect(gap).rejects.toMatchObject({ name: 'DatabaseError', temporary: false });
      expect(await readChain(database, 'one')).toEqual([entry(1)]);
    });

    it('refuses by accident what would change or remove an entry or a sealed value', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const entries = [entry(1, ['"a"'])];
      await add(database, 'one', { entries });
      const { kysely } = database;
      await expect(kysely.updateTable('flag_log_entry').set({ hash: 'x' }).execute()).rejects.toThrow();
      await expect(kysely.deleteFrom('flag_log_entry').execute()).rejects.toThrow();
      const value = new Uint8Array(1);
      await expect(kysely.updateTable('flag_log_sealed').set({ value }).execute()).rejects.toThrow();
      await expect(kysely.updateTable('flag_log_sealed').set({ seq: 7 }).execute()).rejects.toThrow();
      await expect(kysely.deleteFrom('flag_log_sealed').execute()).rejects.toThrow();
      expect(await readChain(database, 'one')).toEqual(entries);
    });

    it('erases one item at a time, and keeps that it was there', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      await add(database, 'one', { entries: [entry(1, ['"a"', '"b"'])] });
      await add(database, 'one', { entries: [entry(2)], erase: [{ seq: 1, field: 'hidden', item: 0 }] });
      await emptyErased(database);
      const [first] = await readChain(database, 'one');
      expect(first?.sealed.map(({ opening }) => typeof opening)).toEqual(['string', 'object']);
      expect(first?.sealed[0]?.opening).toBe('erased');
    });

    it('lets each of several writers see what the one before has written', async () => {
      await using place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      const addNext = (database: Database): Promise<void> =>
        database.transact('one', async (transaction) => {
          const head = await readHead(transaction, 'one');
          await addEntries(transaction, 'one', { entries: [entry((head?.seq ?? 0) + 1)], erase: [] });
        });
      await Promise.all(Array.from({ length: 12 }, (_, index) => addNext(index % 2 === 0 ? left : right)));
      expect((await readChain(left, 'one')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    });

    it('takes thousands of sealed items at once', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const many = Array.from({ length: 3000 }, (_, index) => `"${index}"`);
      await add(database, 'one', { entries: [entry(1, many)] });
      const [found] = await readChain(database, 'one');
      expect(found?.sealed.length).toBe(3000);
    });
  });
}
