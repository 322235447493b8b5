/** What must hold of what was read, in every database. */

import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { postponeCopy, readCopyRow, readDueCopies, registerDelivery } from '../../src/intake/copy-register.ts';
import {
  countStale,
  type KnownFacts,
  type RecordedReading,
  readEvidenceSince,
  recordReading,
  requestFullOpening,
  requestRereading,
} from '../../src/intake/evidence-register.ts';
import type { CopyRow, ReadOutcome } from '../../src/intake/intake.ts';
import { council, type MakePlace, mailbox, noon, readOutcome, register, sightings } from './places.ts';

function record(
  database: Database,
  id: string,
  outcome: ReadOutcome,
  opening: CopyRow['opening'] = 'gate',
): Promise<RecordedReading> {
  return database.transact(council, (transaction) => recordReading(transaction, council, id, outcome, noon, opening));
}

async function registerOne(database: Database, reference = '1', validity = '7', at = noon): Promise<string> {
  const [id] = await register(database, [{ validity, reference }], at);
  if (id === undefined) throw new Error('The copy is known already.');
  return id;
}

function requestOpening(database: Database, ids: readonly string[]): Promise<string[]> {
  return database.transact(council, (transaction) => requestFullOpening(transaction, council, ids));
}

async function evidenceSince({ kysely }: Database, seq: number): Promise<KnownFacts[]> {
  const rows: KnownFacts[] = [];
  for await (const row of readEvidenceSince(kysely, council, seq)) rows.push(row);
  return rows;
}

const gone: ReadOutcome = { state: 'gone', reason: 'It is not there any more.', contentKey: null };

export function describeEvidence(name: string, makePlace: MakePlace): void {
  describe(`recording what was read: ${name}`, () => {
    it('gives numbers that are unique and increase, however many write at the same time', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      const ids = await register(left, sightings(60));
      const written = await Promise.all(
        ids.map((id, index) => record(index % 2 === 0 ? left : right, id, readOutcome(id))),
      );
      const numbers = written.map(({ evidenceSeq }) => evidenceSeq ?? 0);
      expect(numbers.toSorted((one, other) => one - other)).toEqual(ids.map((_, index) => index + 1));
      const known = await evidenceSince(right, 0);
      expect(known.map(({ evidenceSeq }) => evidenceSeq)).toEqual(ids.map((_, index) => index + 1));
      for (const { reference, messageId, facts } of known) {
        expect(messageId).toBe(`<${reference}@x>`);
        expect(new TextDecoder().decode(facts)).toBe(`facts of ${reference}`);
      }
    });

    it('hands evidence over in pages without losing one, from any number on', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const ids = await register(database, sightings(1_203));
      await database.transact(council, async (transaction) => {
        for (const id of ids) await recordReading(transaction, council, id, readOutcome(id), noon);
      });
      // A number whose facts were forgotten is counted past.
      await database.kysely
        .updateTable('copy')
        .set({ facts: null, message_id: null })
        .where('evidence_seq', 'in', [500, 501, 1_000])
        .execute();
      const all = (await evidenceSince(database, 0)).map(({ evidenceSeq }) => evidenceSeq);
      expect(all).toEqual(ids.map((_, index) => index + 1).filter((seq) => ![500, 501, 1_000].includes(seq)));
      expect((await evidenceSince(database, 1_200)).map(({ evidenceSeq }) => evidenceSeq)).toEqual([1201, 1202, 1203]);
      expect(await evidenceSince(database, 1_203)).toEqual([]);
    });

    it('counts a copy once that two workers read at the same time', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      const written = await Promise.all([1, 2, 3].map(() => record(database, id, readOutcome('a'))));
      expect(written.filter(({ evidenceSeq }) => evidenceSeq !== null).length).toBe(1);
      expect((await evidenceSince(database, 0)).length).toBe(1);
    });

    it('leaves nothing of a reading whose transaction fails', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      const failing = database.transact(council, async (transaction) => {
        await recordReading(transaction, council, id, readOutcome('a'), noon);
        throw new RangeError('as planned');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await evidenceSince(database, 0)).toEqual([]);
      expect((await record(database, id, readOutcome('a'))).evidenceSeq).toBe(1);
    });

    it('keeps what is no evidence apart from what is', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const [one = '', two = '', three = ''] = await register(database, sightings(3));
      expect(await record(database, one, gone)).toEqual({ evidenceSeq: null, isSame: false });
      await record(database, two, { state: 'unreadable', reason: 'It is too large.', contentKey: 'large' });
      await record(database, three, { state: 'left-aside', reason: 'A notice of Candour itself.', contentKey: 'own' });
      expect(await evidenceSince(database, 0)).toEqual([]);
      const states = await database.kysely.selectFrom('copy').select(['state', 'reason']).orderBy('state').execute();
      expect(states).toEqual([
        { state: 'gone', reason: 'It is not there any more.' },
        { state: 'left-aside', reason: 'A notice of Candour itself.' },
        { state: 'unreadable', reason: 'It is too large.' },
      ]);
    });
  });

  describe(`a copy that is found at another place: ${name}`, () => {
    it('stays the evidence that it is, and takes the new place', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const old = await registerOne(database, '41', '7');
      await record(database, old, readOutcome('a'));
      const found = await registerOne(database, '1', '8');
      expect(await record(database, found, readOutcome('a'))).toEqual({ evidenceSeq: null, isSame: true });
      expect(await readCopyRow(database, council, old)).toMatchObject({
        state: 'read',
        validity: '8',
        reference: '1',
        evidence_seq: 1,
      });
      expect(await readCopyRow(database, council, found)).toMatchObject({ state: 'same', evidence_seq: null });
      expect((await evidenceSince(database, 0)).map(({ reference }) => reference)).toEqual([old]);
    });

    it('is told apart from the same content in another folder or mailbox', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const old = await registerOne(database);
      await record(database, old, readOutcome('a'));
      await database.kysely.updateTable('copy').set({ mailbox: 'finance' }).execute();
      const found = await registerOne(database, '2');
      expect(await record(database, found, readOutcome('a'))).toMatchObject({ evidenceSeq: 2, isSame: false });
    });

    it('is known also while it waits to be read once more', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const old = await registerOne(database, '41', '7');
      await record(database, old, readOutcome('a'));
      expect(await requestOpening(database, [old])).toEqual([old]);
      const found = await registerOne(database, '1', '8');
      expect((await record(database, found, readOutcome('a'))).isSame).toBe(true);
      expect(await readCopyRow(database, council, old)).toMatchObject({
        state: 'waiting',
        opening: 'all',
        validity: '8',
        reference: '1',
      });
      expect(await record(database, old, readOutcome('a', { contentKey: 'key of a' }), 'all')).toMatchObject({
        evidenceSeq: 2,
        isSame: false,
      });
    });

    it('is opened in full there, where it was given up at the former place', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const old = await registerOne(database, '41', '7');
      await record(database, old, readOutcome('a'));
      await requestOpening(database, [old]);
      await record(database, old, gone, 'all');
      const found = await registerOne(database, '1', '8');
      await record(database, found, readOutcome('a'));
      expect(await readCopyRow(database, council, old)).toMatchObject({ state: 'waiting', opening: 'all', reason: '' });
      expect(await readDueCopies(database, [council], noon, 10)).toEqual([{ council, id: old }]);
    });

    it('is evidence where it could not be read before', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const old = await registerOne(database, '41', '7');
      await record(database, old, { state: 'unreadable', reason: 'It is odd.', contentKey: 'key of a' });
      const found = await registerOne(database, '1', '8');
      expect(await record(database, found, readOutcome('a'))).toMatchObject({ evidenceSeq: 1, isSame: false });
      expect(await readCopyRow(database, council, old)).toMatchObject({ state: 'same', reason: '' });
      expect((await evidenceSince(database, 0)).length).toBe(1);
    });

    it('is found again where it is moved to and fro', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const [here, there] = [
        { validity: '5-1', reference: 'a.eml' },
        { validity: '5-1', reference: 'b.eml' },
      ];
      const [first = ''] = await register(database, [here]);
      await record(database, first, readOutcome('a'));
      for (let turn = 0; turn < 3; turn += 1) {
        for (const id of await register(database, [there])) await record(database, id, readOutcome('a'));
        expect(await readCopyRow(database, council, first)).toMatchObject({ state: 'read', reference: 'b.eml' });
        for (const id of await register(database, [here])) await record(database, id, readOutcome('a'));
        expect(await readCopyRow(database, council, first)).toMatchObject({ state: 'read', reference: 'a.eml' });
      }
      expect((await evidenceSince(database, 0)).length).toBe(1);
    });
  });

  describe(`reading once more: ${name}`, () => {
    it('replaces the facts under a new number, and they stay in use until then', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const ids = await register(database, sightings(3));
      for (const id of ids) await record(database, id, readOutcome(id));
      expect(await requestRereading(database, council, 'v2')).toBe(3);
      expect(await requestRereading(database, council, 'v2')).toBe(0);
      expect(await countStale(database, council, 'v2')).toBe(3);
      expect((await evidenceSince(database, 0)).length).toBe(3);
      const [, second = ''] = ids;
      const facts = new Uint8Array([7]);
      await record(database, second, readOutcome(second, { factsVersion: 'v2', facts }));
      expect(await countStale(database, council, 'v2')).toBe(2);
      const known = await evidenceSince(database, 3);
      expect(known).toMatchObject([{ evidenceSeq: 4, reference: second, facts }]);
      expect((await evidenceSince(database, 0)).map(({ evidenceSeq }) => evidenceSeq)).toEqual([1, 3, 4]);
    });

    it('is asked for everything, in more than one part', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const ids = await register(database, sightings(2_100));
      await database.transact(council, async (transaction) => {
        for (const id of ids) await recordReading(transaction, council, id, readOutcome(id), noon);
      });
      expect(await requestRereading(database, council, 'v1')).toBe(0);
      expect(await requestRereading(database, council, 'v2')).toBe(2_100);
      expect(await countStale(database, council, 'v2')).toBe(2_100);
    });

    it('is not asked of what a server delivered, but of a folder that bears the same name', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const delivered = await database.transact(council, async (transaction) => {
        const id = (await registerDelivery(transaction, council, mailbox, 'key', noon)) ?? '';
        await recordReading(transaction, council, id, readOutcome('d', { contentKey: 'key' }), noon);
        return id;
      });
      const inFolder = await registerOne(database);
      await record(database, inFolder, readOutcome('f'));
      await database.kysely.updateTable('copy').set({ folder: 'delivered' }).where('id', '=', inFolder).execute();
      expect(await requestRereading(database, council, 'v2')).toBe(1);
      expect(await readCopyRow(database, council, delivered)).toMatchObject({ state: 'read', opening: 'all' });
      expect(await requestOpening(database, [delivered])).toEqual([]);
    });
  });

  describe(`opening in full: ${name}`, () => {
    it('is asked once for each copy, however many there are', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const ids = await register(database, sightings(3));
      for (const id of ids) await record(database, id, readOutcome(id));
      // More than SQLite takes parameters.
      const many = [...ids, ...ids, ...Array.from({ length: 40_000 }, (_, index) => `nobody ${index}`)];
      expect((await requestOpening(database, many)).sort()).toEqual(ids.toSorted());
      expect(await requestOpening(database, ids)).toEqual([]);
      expect(await requestOpening(database, [])).toEqual([]);
      expect((await readDueCopies(database, [council], noon, 10)).length).toBe(3);
    });

    it('is not taken as done by a reading that had begun before', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      await record(database, id, readOutcome('a'));
      await requestOpening(database, [id]);
      expect(await record(database, id, readOutcome('a'), 'gate')).toEqual({ evidenceSeq: null, isSame: false });
      expect(await readCopyRow(database, council, id)).toMatchObject({ state: 'waiting', opening: 'all' });
      expect((await record(database, id, readOutcome('a'), 'all')).evidenceSeq).toBe(2);
    });

    it('is told as given up where the copy is gone, and nobody waits for it', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      await record(database, id, readOutcome('a'));
      await requestOpening(database, [id]);
      expect(await evidenceSince(database, 0)).toMatchObject([{ isGivenUp: false }]);
      expect(await record(database, id, gone, 'all')).toEqual({ evidenceSeq: 2, isSame: false });
      const known = await evidenceSince(database, 1);
      expect(known).toMatchObject([{ evidenceSeq: 2, reference: id, messageId: '<a@x>', isGivenUp: true }]);
      expect(await readDueCopies(database, [council], noon, 10)).toEqual([]);
      expect(await requestRereading(database, council, 'v2')).toBe(0);
    });

    it('is told as given up where it failed too often', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      await record(database, id, readOutcome('a'));
      await requestOpening(database, [id]);
      for (let turn = 0; turn < 8; turn += 1)
        await postponeCopy(database, council, id, { at: noon, reason: 'It is odd.', countsAttempt: true });
      expect(await readCopyRow(database, council, id)).toMatchObject({ state: 'read', reason: 'It is odd.' });
      expect(await evidenceSince(database, 1)).toMatchObject([{ evidenceSeq: 2, reference: id, isGivenUp: true }]);
    });

    it('is tried once more where the copy comes back', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const id = await registerOne(database);
      await record(database, id, readOutcome('a'));
      await requestOpening(database, [id]);
      await record(database, id, gone, 'all');
      expect(await register(database, sightings(1))).toEqual([id]);
      expect((await record(database, id, readOutcome('a'), 'all')).evidenceSeq).toBe(3);
      expect(await evidenceSince(database, 2)).toMatchObject([{ isGivenUp: false }]);
    });
  });
}
