/** What must hold of copies from their first sighting on, in every database. */

import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { computeCopyId } from '../../src/intake/copy-id.ts';
import {
  postponeCopy,
  readCopyRow,
  readCursor,
  readDueCopies,
  readKnownReferences,
  registerDelivery,
  registerListing,
} from '../../src/intake/copy-register.ts';
import { readMailboxes } from '../../src/intake/mailbox-register.ts';
import { runUntilKilled } from './child.ts';
import { council, folder, type MakePlace, mailbox, noon, register, sightings } from './places.ts';

const rowsOf = ({ kysely }: Database) => kysely.selectFrom('copy').selectAll().orderBy('id').execute();

export function describeCopies(name: string, makePlace: MakePlace): void {
  describe(`registering copies: ${name}`, () => {
    it('gives the same rows in whatever order, however often and in whatever parts it is told', async () => {
      const sighting = fc.record({
        mailbox: fc.constantFrom('clerk', 'finance'),
        folder: fc.constantFrom('INBOX', 'Sent', 'delivered'),
        validity: fc.constantFrom('7', '8'),
        reference: fc.constantFrom('1', '2', '3', 'cur/4:2,S'),
      });
      const place = await makePlace();
      await using database = await place.open();
      const tell = (told: { mailbox: string; folder: string; validity: string; reference: string }[]) =>
        registerListing(
          database,
          council,
          told[0]?.mailbox ?? 'clerk',
          { folder: told[0]?.folder ?? 'INBOX', isSent: false, found: told, cursor: null },
          noon,
        );
      await fc.assert(
        fc.asyncProperty(fc.array(sighting, { maxLength: 12 }), fc.infiniteStream(fc.nat(5)), async (seen, sizes) => {
          await database.kysely.deleteFrom('copy').execute();
          const once = new Set(seen.map((each) => computeCopyId(council, each)));
          const ids: string[] = [];
          for (let repeat = 0; repeat < 2; repeat += 1) {
            const left = [...(repeat === 0 ? seen : seen.toReversed())];
            while (left.length > 0) {
              const part = left.splice(0, 1 + (sizes.next().value ?? 0));
              const [first] = part;
              const together = part.filter((each) => each.mailbox === first?.mailbox && each.folder === first.folder);
              left.push(...part.filter((each) => !together.includes(each)));
              ids.push(...(await tell(together)));
            }
          }
          const rows = await rowsOf(database);
          expect(rows.map(({ id }) => id)).toEqual([...once].sort());
          // Each is new once, and only once.
          expect([...ids].sort()).toEqual([...once].sort());
          for (const row of rows) expect(row).toMatchObject({ state: 'waiting', attempts: 0, seen_at: noon });
        }),
        { numRuns: 40 },
      );
    });

    it('is not repeated by two watchers that tell the same at the same time', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      const added = await Promise.all(
        [left, right, left, right].map((database) => register(database, sightings(300), noon, 300)),
      );
      expect(added.flat().length).toBe(300);
      expect(new Set(added.flat()).size).toBe(300);
      expect(await readCursor(right, council, mailbox, folder)).toEqual({ validity: '7', lastUid: 300 });
    });

    it('takes 20,000 in one listing', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const began = performance.now();
      const added = await register(database, sightings(20_000), noon, 20_000);
      process.stdout.write(`${name}: 20,000 copies registered in ${Math.round(performance.now() - began)} ms\n`);
      expect(new Set(added).size).toBe(20_000);
      expect((await readKnownReferences(database, council, mailbox, folder)).size).toBe(20_000);
      expect(await register(database, sightings(20_000), noon, 20_000)).toEqual([]);
      expect((await readDueCopies(database, [council], noon, 30_000)).length).toBe(20_000);
    }, 60_000);

    it('moves rows and cursor together, or neither', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await register(database, sightings(2), noon, 2);
      const { kysely } = database;
      // The cursor's row refuses to be written: the rows that were written before it must not stay.
      const broken = registerListing(
        database,
        council,
        mailbox,
        { folder, isSent: false, found: sightings(5), cursor: { validity: '7', lastUid: Number.NaN } },
        noon,
      );
      await expect(broken).rejects.toThrow();
      expect((await kysely.selectFrom('copy').select('id').execute()).length).toBe(2);
      expect(await readCursor(database, council, mailbox, folder)).toEqual({ validity: '7', lastUid: 2 });
    });

    it('loses and doubles nothing when the process is killed while it registers', async () => {
      const place = await makePlace();
      const program = join(import.meta.dirname, 'register-loop.ts');
      let said = 0;
      for (let round = 0; round < 4; round += 1) {
        const lines = await runUntilKilled(program, [JSON.stringify(place.address)], 2 + round * 3);
        said = Math.max(said, ...lines.map(Number));
        await using database = await place.open();
        const cursor = await readCursor(database, council, mailbox, folder);
        const rows = await rowsOf(database);
        expect(cursor?.lastUid).toBeGreaterThanOrEqual(said);
        expect(rows.map(({ reference }) => Number(reference)).sort((one, other) => one - other)).toEqual(
          Array.from({ length: cursor?.lastUid ?? 0 }, (_, index) => index + 1),
        );
      }
    }, 60_000);

    it('keeps councils, mailboxes and folders apart', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const listing = { folder, isSent: false, found: sightings(1), cursor: { validity: '7', lastUid: 1 } };
      const added = [
        await registerListing(database, 'one', 'clerk', listing, noon),
        await registerListing(database, 'two', 'clerk', listing, noon),
        await registerListing(database, 'one', 'finance', listing, noon),
        await registerListing(database, 'one', 'clerk', { ...listing, folder: 'Sent', isSent: true }, noon),
      ];
      expect(new Set(added.flat()).size).toBe(4);
      expect(await readCursor(database, 'two', 'finance', folder)).toBeNull();
      expect((await readDueCopies(database, ['one'], noon, 10)).length).toBe(3);
      expect(await readDueCopies(database, [], noon, 10)).toEqual([]);
      expect((await readMailboxes(database.kysely, 'one')).map((row) => row.mailbox)).toEqual(['clerk', 'finance']);
    });

    it('takes a delivery once, however often the server repeats it', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const deliver = () =>
        database.transact(council, (transaction) => registerDelivery(transaction, council, mailbox, 'key', noon));
      const ids = await Promise.all([deliver(), deliver(), deliver()]);
      expect(ids.filter((id) => id !== null).length).toBe(1);
      // A folder of that name is another place.
      const inFolder = {
        folder: 'delivered',
        isSent: false,
        found: [{ validity: '7', reference: 'key' }],
        cursor: null,
      };
      expect((await registerListing(database, council, mailbox, inFolder, noon)).length).toBe(1);
    });
  });

  describe(`copies that cannot be read: ${name}`, () => {
    it('are tried again later and later, and at last given up', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const [id = ''] = await register(database, sightings(1));
      const waits: number[] = [];
      for (let at = noon; ; ) {
        await postponeCopy(database, council, id, { at, reason: 'It is odd.', countsAttempt: true });
        const row = await readCopyRow(database, council, id);
        if (row?.state !== 'waiting') {
          expect(row).toMatchObject({ state: 'unreadable', reason: 'It is odd.', attempts: 8, read_at: at });
          break;
        }
        expect(await readDueCopies(database, [council], row.next_attempt_at - 1, 10)).toEqual([]);
        expect(await readDueCopies(database, [council], row.next_attempt_at, 10)).toEqual([{ council, id }]);
        waits.push((row.next_attempt_at - at) / 1000);
        at = row.next_attempt_at;
      }
      expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640]);
    });

    it('cost no attempt where it is the mailbox that cannot be reached', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const [id = ''] = await register(database, sightings(1));
      for (let turn = 0; turn < 50; turn += 1)
        await postponeCopy(database, council, id, { at: noon + turn * 60_000, reason: '', countsAttempt: false });
      const row = await readCopyRow(database, council, id);
      expect(row).toMatchObject({ state: 'waiting', attempts: 0 });
      expect(row?.next_attempt_at).toBeGreaterThan(noon + 49 * 60_000);
    });

    it('are left alone once they no longer wait', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const [id = ''] = await register(database, sightings(1));
      await database.kysely.updateTable('copy').set({ state: 'left-aside' }).execute();
      await postponeCopy(database, council, id, { at: noon, reason: 'It is odd.', countsAttempt: true });
      await postponeCopy(database, council, 'no such copy', { at: noon, reason: '', countsAttempt: true });
      expect(await readCopyRow(database, council, id)).toMatchObject({ state: 'left-aside', attempts: 0, reason: '' });
    });

    it('are read after all where they are found again at their place', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const ids = await register(database, sightings(3));
      const { kysely } = database;
      const [gone = '', unreadable = '', read = ''] = ids;
      await kysely
        .updateTable('copy')
        .set({ state: 'gone', attempts: 3, reason: 'x' })
        .where('id', '=', gone)
        .execute();
      await kysely.updateTable('copy').set({ state: 'unreadable', attempts: 8 }).where('id', '=', unreadable).execute();
      await kysely.updateTable('copy').set({ state: 'left-aside' }).where('id', '=', read).execute();
      // Whoever watches a file mailbox hands over again only what is not known.
      expect([...(await readKnownReferences(database, council, mailbox, folder))]).toEqual(['7\x003']);
      expect((await register(database, sightings(3))).sort()).toEqual([gone, unreadable].sort());
      expect(await readCopyRow(database, council, gone)).toMatchObject({ state: 'waiting', attempts: 0, reason: '' });
      expect(await readCopyRow(database, council, read)).toMatchObject({ state: 'left-aside' });
    });
  });
}
