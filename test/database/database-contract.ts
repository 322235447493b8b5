/** What the database must do, whichever it is; each kind's test file runs this suite. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Database, holdsCouncil } from '../../src/database/database.ts';

/** Databases opened by one `place` are the same one. */
export type DatabasePlace = AsyncDisposable & { open: () => Promise<Database> };

export const copyRow = (id: string) => ({
  council: 'one',
  id,
  mailbox: 'clerk',
  folder: 'INBOX',
  is_sent: 0,
  validity: '7',
  reference: id,
  state: 'waiting' as const,
  opening: 'gate' as const,
  seen_at: 1_790_000_000_000,
  attempts: 0,
  next_attempt_at: 0,
  reason: '',
});

const lease = (name: string, holder: string) => ({ name, holder, expires_at: 0 });

/** Some turns of the event loop, in which whoever is not kept waiting gets on. */
async function pause(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

export function describeDatabase(name: string, makePlace: () => Promise<DatabasePlace>): void {
  describe(`the database contract: ${name}`, () => {
    it('gives numbers as numbers and bytes as bytes', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const facts = new Uint8Array([0, 1, 254, 255]);
      await database.kysely.insertInto('copy').values(copyRow('a')).execute();
      await database.kysely.insertInto('copy').values(copyRow('b')).execute();
      await database.kysely.updateTable('copy').set({ facts, evidence_seq: 7 }).where('id', '=', 'a').execute();
      const [row] = await database.kysely.selectFrom('copy').selectAll().where('id', '=', 'a').execute();
      expect(row).toMatchObject({ seen_at: 1_790_000_000_000, evidence_seq: 7, links: null, is_sent: 0 });
      expect(row?.facts?.constructor).toBe(Uint8Array);
      expect(row?.facts).toEqual(facts);
      const { rows } =
        await sql`SELECT count(*) AS count, sum(seen_at) AS sum, max(evidence_seq) AS max FROM copy`.execute(
          database.kysely,
        );
      expect({ ...(rows[0] as object) }).toEqual({ count: 2, sum: 3_580_000_000_000, max: 7 });
    });

    it('takes text that no database should be given', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const hostile = { ...copyRow('a'), message_id: '<a\0b\ud83d@x>' };
      await database.kysely.insertInto('copy').values(hostile).execute();
      const { message_id } = await database.kysely
        .selectFrom('copy')
        .select('message_id')
        .where('message_id', '=', hostile.message_id)
        .executeTakeFirstOrThrow();
      expect(message_id).toBe('<a\ufffdb\ufffd@x>');
    });

    it('sorts text by its bytes', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const names = ['é', 'b', 'B', 'a-b', 'ab', 'a'];
      await database.kysely
        .insertInto('lease')
        .values(names.map((each) => lease(each, 'x')))
        .execute();
      const rows = await database.kysely.selectFrom('lease').select('name').orderBy('name').execute();
      expect(rows.map((row) => row.name)).toEqual(['B', 'a', 'a-b', 'ab', 'b', 'é']);
    });

    it('is made by whoever comes first, and kept by those who come at the same time', async () => {
      await using place = await makePlace();
      const databases = await Promise.all(Array.from({ length: 4 }, () => place.open()));
      await databases[0]?.kysely.insertInto('lease').values(lease('a', 'x')).execute();
      expect(await databases[3]?.kysely.selectFrom('lease').select('holder').execute()).toEqual([{ holder: 'x' }]);
      for (const database of databases) await database[Symbol.asyncDispose]();
      await using again = await place.open();
      expect(await again.kysely.selectFrom('lease').select('holder').execute()).toEqual([{ holder: 'x' }]);
    });

    it('takes back what a transaction did whose work throws, and says what it threw', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const failing = database.transact('one', async (transaction) => {
        await transaction.insertInto('lease').values(lease('lost', 'x')).execute();
        throw new RangeError('as planned');
      });
      await expect(failing).rejects.toThrow(RangeError);
      const twice = database.transact(null, async (transaction) => {
        await transaction.insertInto('lease').values(lease('lost', 'x')).execute();
        await transaction.insertInto('lease').values(lease('lost', 'x')).execute();
      });
      await expect(twice).rejects.toMatchObject({ name: 'DatabaseError', code: 'constraint', temporary: false });
      expect(await database.kysely.selectFrom('lease').selectAll().execute()).toEqual([]);
    });

    it('does not let two transactions of a council interleave, in one process or in two', async () => {
      await using place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      await left.kysely.insertInto('lease').values(lease('count', '0')).execute();
      const addOne = (database: Database) =>
        database.transact('one', async (transaction) => {
          const row = await transaction.selectFrom('lease').selectAll().executeTakeFirstOrThrow();
          await pause();
          await transaction
            .updateTable('lease')
            .set({ holder: String(Number(row.holder) + 1) })
            .execute();
        });
      await Promise.all([left, left, left, right, right, right].map(addOne));
      const row = await right.kysely.selectFrom('lease').select('holder').executeTakeFirstOrThrow();
      expect(row.holder).toBe('6');
    });

    it('shows nobody outside what a transaction has not committed', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const { kysely } = database;
      let reading: Promise<unknown[]> = Promise.resolve([]);
      const failing = database.transact('one', async (transaction) => {
        await transaction.insertInto('lease').values(lease('lost', 'x')).execute();
        reading = kysely.selectFrom('lease').selectAll().execute();
        await pause();
        throw new RangeError('as planned');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await reading).toEqual([]);
    });

    it('refuses to be used past a transaction within its work, where it would wait for itself', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const reading = database.transact('one', () => database.kysely.selectFrom('lease').selectAll().execute());
      await expect(reading).rejects.toThrow(TypeError);
      const nested = database.transact('one', () => database.transact('two', async () => {}));
      await expect(nested).rejects.toThrow(TypeError);
      let later: Promise<unknown> = Promise.resolve();
      await database.transact('one', async () => {
        later = pause().then(() => database.transact('one', async () => 'done'));
      });
      expect(await later).toBe('done');
    });

    it('knows which council a transaction holds', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      await database.transact('one', async (transaction) => {
        expect(holdsCouncil(transaction, 'one')).toBe(true);
        expect(holdsCouncil(transaction, 'two')).toBe(false);
      });
      expect(holdsCouncil(database.kysely, 'one')).toBe(false);
    });

    it('has a clock', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      expect(Math.abs((await database.now()) - Date.now())).toBeLessThan(5_000);
      expect(Number.isInteger(await database.now())).toBe(true);
    });

    it('gives every copy its own place in the evidence', async () => {
      await using place = await makePlace();
      await using database = await place.open();
      const { kysely } = database;
      await kysely
        .insertInto('copy')
        .values([copyRow('a'), copyRow('b')])
        .execute();
      const number = kysely.updateTable('copy').set({ evidence_seq: 1 }).execute();
      await expect(number).rejects.toMatchObject({ code: 'constraint' });
    });
  });
}
