/** What every store of the flag log must do; each backend's test file runs this suite. */

import { describe, expect, it } from 'vitest';
import type { FlagLogStore, StoredEntry } from '../../src/flaglog/store.ts';

/** Stores opened by one `place` see the same data. */
export type StorePlace = Disposable & { open: () => FlagLogStore };

export function describeStore(name: string, makePlace: () => StorePlace): void {
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

  describe(`the store contract: ${name}`, () => {
    it('returns what was appended, in order, to whoever opens it next', async () => {
      using place = makePlace();
      const entries = [entry(1), entry(2, ['"a"', '"b"']), entry(3, ['"c"'])];
      {
        await using store = place.open();
        await store.append('one', () => ({ entries: entries.slice(0, 2), erase: [] }));
        await store.append('one', () => ({ entries: entries.slice(2), erase: [] }));
      }
      await using store = place.open();
      expect(await store.readEntries('one')).toEqual(entries);
      expect(await store.readHead('one')).toEqual({ seq: 3, hash: '3'.repeat(64) });
    });

    it('keeps councils apart', async () => {
      using place = makePlace();
      await using store = place.open();
      await store.append('two', () => ({ entries: [entry(1)], erase: [] }));
      await store.append('one', () => ({ entries: [entry(1, ['"x"'])], erase: [] }));
      expect(await store.readCouncils()).toEqual(['one', 'two']);
      expect(await store.readEntries('two')).toEqual([entry(1)]);
      expect(await store.readHead('three')).toBe(null);
      expect(await store.readEntries('three')).toEqual([]);
    });

    it('appends nothing where the plan throws, or an entry is refused', async () => {
      using place = makePlace();
      await using store = place.open();
      await store.append('one', () => ({ entries: [entry(1)], erase: [] }));
      const failing = store.append('one', () => {
        throw new TypeError('as planned');
      });
      await expect(failing).rejects.toThrow('as planned');
      const fork = store.append('one', () => ({ entries: [entry(2), entry(2)], erase: [] }));
      await expect(fork).rejects.toMatchObject({ code: 'database' });
      const gap = store.append('one', () => ({ entries: [entry(2), entry(4)], erase: [] }));
      await expect(gap).rejects.toMatchObject({ code: 'database' });
      expect(await store.readEntries('one')).toEqual([entry(1)]);
    });

    it('erases one item at a time, and keeps that it was there', async () => {
      using place = makePlace();
      await using store = place.open();
      await store.append('one', () => ({ entries: [entry(1, ['"a"', '"b"'])], erase: [] }));
      await store.append('one', () => ({ entries: [entry(2)], erase: [{ seq: 1, field: 'hidden', item: 0 }] }));
      const [first] = await store.readEntries('one');
      expect(first?.sealed.map(({ opening }) => typeof opening)).toEqual(['string', 'object']);
      expect(first?.sealed[0]?.opening).toBe('erased');
    });

    it('lets each of several writers see what the one before has written', async () => {
      using place = makePlace();
      await using left = place.open();
      await using right = place.open();
      const add = (store: FlagLogStore): Promise<void> =>
        store.append('one', (history) => ({ entries: [entry(history.length + 1)], erase: [] }));
      for (let round = 0; round < 5; round += 1) {
        await add(left);
        await add(right);
      }
      expect((await left.readEntries('one')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('takes thousands of sealed items at once', async () => {
      using place = makePlace();
      await using store = place.open();
      const many = Array.from({ length: 3000 }, (_, index) => `"${index}"`);
      await store.append('one', () => ({ entries: [entry(1, many)], erase: [] }));
      const [found] = await store.readEntries('one');
      expect(found?.sealed.length).toBe(3000);
    });
  });
}
