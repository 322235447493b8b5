/** When everything has been read, and who is to be judged anew, in every database: tables of cases. */

import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import type { CopyTable, MailboxTable } from '../../src/database/tables.ts';
import { computeCopyId } from '../../src/intake/copy-id.ts';
import { countCopies, countMessages, readPeriod, readUnreadable } from '../../src/intake/health-register.ts';
import {
  forgetOtherMailboxes,
  isCaughtUp,
  noteState,
  noteSwept,
  noteSynced,
  readMailboxes,
  readSweepsDue,
} from '../../src/intake/mailbox-register.ts';
import { council, type MakePlace, noon } from './places.ts';

type Mailbox = Partial<MailboxTable> & { copies?: Partial<CopyTable>[] };

const minute = 60_000;
const day = '2026-11-24';

/** `at` of the tables below is noon; everything that is not said is a mailbox that was listed and judged an hour ago. */
async function fill(database: Database, mailboxes: Record<string, Mailbox>): Promise<void> {
  const { kysely } = database;
  await kysely.deleteFrom('mailbox').execute();
  await kysely.deleteFrom('copy').execute();
  for (const [mailbox, { copies = [], ...changes }] of Object.entries(mailboxes)) {
    const usual: MailboxTable = {
      council,
      mailbox,
      state: 'watching',
      code: '',
      reason: '',
      state_since: noon - 60 * minute,
      synced_at: noon,
      last_seen_at: null,
      listed_at: noon - 60 * minute,
      swept_seq: 0,
      swept_day: day,
      swept_version: 'v1',
      swept_at: noon - 30 * minute,
    };
    await kysely
      .insertInto('mailbox')
      .values({ ...usual, ...changes })
      .execute();
    for (const [index, copy] of copies.entries()) {
      const place = { mailbox, folder: 'INBOX', validity: '7', reference: String(index) };
      const waiting = { state: 'waiting', opening: 'gate', attempts: 0, next_attempt_at: 0, reason: '' } as const;
      await kysely
        .insertInto('copy')
        .values({
          council,
          id: computeCopyId(council, place),
          ...place,
          is_sent: 0,
          seen_at: noon - 90 * minute,
          ...waiting,
          ...copy,
        })
        .execute();
    }
  }
}

const first: Mailbox = { swept_at: null, swept_day: '', swept_version: '' };
const read = (seq: number, at: number): Partial<CopyTable> => ({ state: 'read', evidence_seq: seq, read_at: at });

const caughtUpCases: { what: string; mailboxes: Record<string, Mailbox>; isCaughtUp: boolean }[] = [
  { what: 'a mailbox that nobody has ever seen', mailboxes: { other: {} }, isCaughtUp: false },
  { what: 'one that is not listed to its end', mailboxes: { clerk: { ...first, listed_at: null } }, isCaughtUp: false },
  { what: 'one that was empty', mailboxes: { clerk: first }, isCaughtUp: true },
  { what: 'one of which a message waits', mailboxes: { clerk: { ...first, copies: [{}] } }, isCaughtUp: false },
  {
    what: 'one of which all messages were read, left aside or lost',
    mailboxes: {
      clerk: { ...first, copies: [read(1, noon), { state: 'left-aside' }, { state: 'gone' }, { state: 'same' }] },
    },
    isCaughtUp: true,
  },
  {
    what: 'one that fails and was never listed, beside one that has been read',
    mailboxes: { clerk: first, finance: { ...first, state: 'failing', listed_at: null, copies: [{}] } },
    isCaughtUp: true,
  },
  {
    what: 'one that failed at first, was judged as empty, and is listed now',
    mailboxes: {
      clerk: { swept_at: noon - 5 * minute, listed_at: noon - minute, copies: [{ seen_at: noon - 2 * minute }] },
    },
    isCaughtUp: false,
  },
  {
    what: 'one of which a message failed by its own fault',
    mailboxes: { clerk: { ...first, copies: [{ attempts: 1, next_attempt_at: noon + minute }] } },
    isCaughtUp: true,
  },
  {
    what: 'one of which a message could not be fetched, a moment ago',
    mailboxes: { clerk: { ...first, copies: [{ seen_at: noon - 61 * minute, next_attempt_at: noon - 10 * minute }] } },
    isCaughtUp: false,
  },
  {
    what: 'one of which a message cannot be fetched, for more than an hour',
    mailboxes: { clerk: { ...first, copies: [{ seen_at: noon - 90 * minute, next_attempt_at: noon }] } },
    isCaughtUp: true,
  },
  {
    what: 'one of which only new mail waits',
    mailboxes: { clerk: { ...first, copies: [{ seen_at: noon - minute }] } },
    isCaughtUp: true,
  },
  {
    what: 'one that was judged, of which anything waits',
    mailboxes: { clerk: { copies: [{}, {}] } },
    isCaughtUp: true,
  },
  {
    what: 'one of which known copies wait to be read once more',
    mailboxes: { clerk: { ...first, copies: [{ evidence_seq: 1 }] } },
    isCaughtUp: true,
  },
];

const sweepCases: { what: string; mailboxes: Record<string, Mailbox>; due: string[] }[] = [
  { what: 'nothing is known', mailboxes: {}, due: [] },
  { what: 'a first run that still reads', mailboxes: { clerk: { ...first, copies: [{}] } }, due: [] },
  {
    what: 'a first run that has read everything, a moment ago',
    mailboxes: { clerk: { ...first, copies: [read(1, noon)] } },
    due: ['clerk'],
  },
  { what: 'everything was judged', mailboxes: { clerk: { swept_seq: 3, copies: [read(3, noon)] } }, due: [] },
  {
    what: 'evidence of one mailbox came in: it may concern every other',
    mailboxes: { clerk: { swept_seq: 2, copies: [read(3, noon - minute)] }, finance: { swept_seq: 2 } },
    due: ['clerk', 'finance'],
  },
  {
    what: 'evidence came in a moment ago, and all was judged a moment ago',
    mailboxes: { clerk: { swept_seq: 2, swept_at: noon - 10_000, copies: [read(3, noon - 100)] } },
    due: [],
  },
  {
    what: 'evidence never stops coming in',
    mailboxes: { clerk: { swept_seq: 2, swept_at: noon - minute, copies: [read(3, noon - 100)] } },
    due: ['clerk'],
  },
  {
    what: 'a day is over',
    mailboxes: { clerk: { swept_day: '2026-11-23' }, finance: {} },
    due: ['clerk'],
  },
  {
    what: 'a day is over, and evidence never stops coming in',
    mailboxes: { clerk: { swept_seq: 3, swept_day: '2026-11-23', copies: [read(3, noon - 100)] } },
    due: ['clerk'],
  },
  { what: 'rules, roster or program are others', mailboxes: { clerk: { swept_version: 'v0' } }, due: ['clerk'] },
  {
    what: 'a mailbox fails: it holds up nobody, and what is known of it is judged',
    mailboxes: {
      clerk: { swept_seq: 0, copies: [read(1, noon - minute)] },
      finance: { ...first, state: 'failing', listed_at: null, copies: [{}] },
    },
    due: ['clerk', 'finance'],
  },
  {
    what: 'a copy failed, and others were recognised: that is no news',
    mailboxes: {
      clerk: { swept_seq: 3, copies: [read(3, noon - minute), { state: 'same', read_at: noon }, { attempts: 3 }] },
    },
    due: [],
  },
];

export function describeMailboxes(name: string, makePlace: MakePlace): void {
  describe(`everything that was there has been read: ${name}`, () => {
    it('holds for', async () => {
      const place = await makePlace();
      await using database = await place.open();
      for (const { what, mailboxes, isCaughtUp: expected } of caughtUpCases) {
        await fill(database, mailboxes);
        const asked = what.startsWith('a mailbox that nobody') ? ['clerk'] : Object.keys(mailboxes);
        expect([what, await isCaughtUp(database.kysely, council, asked)]).toEqual([what, expected]);
      }
    });

    it('does not look at other councils', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await fill(database, { clerk: { ...first, copies: [{}] } });
      await database.kysely.updateTable('copy').set({ council: 'two' }).execute();
      expect(await isCaughtUp(database.kysely, council, ['clerk'])).toBe(true);
    });
  });

  describe(`mailboxes that are to be judged anew: ${name}`, () => {
    it('are those where', async () => {
      const place = await makePlace();
      await using database = await place.open();
      for (const { what, mailboxes, due } of sweepCases) {
        await fill(database, mailboxes);
        const question = { day, version: 'v1', quietMs: 2_000, at: noon };
        expect([what, (await readSweepsDue(database, council, question)).sort()]).toEqual([what, due]);
      }
    });

    it('are none once that is noted', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await fill(database, { clerk: { ...first, copies: [read(4, noon - minute)] } });
      await database.transact(council, (transaction) =>
        noteSwept(transaction, council, 'clerk', { seq: 4, day, version: 'v1', at: noon }),
      );
      expect(await readSweepsDue(database, council, { day, version: 'v1', quietMs: 2_000, at: noon })).toEqual([]);
    });
  });

  describe(`the state of a mailbox: ${name}`, () => {
    const failing = { state: 'failing', code: 'refused', reason: 'The password is wrong.' } as const;

    it('is dated from its last change', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const states: [number, string][] = [];
      const note = async (state: Parameters<typeof noteState>[3]): Promise<void> => {
        await noteState(database, council, 'clerk', state);
        const [row] = await readMailboxes(database.kysely, council);
        states.push([(row?.state_since ?? 0) - noon, `${row?.state} ${row?.code}`]);
      };
      await note({ state: 'starting', code: '', reason: '', at: noon });
      await note({ ...failing, at: noon + 1 });
      await note({ ...failing, at: noon + 2 });
      await note({ ...failing, code: 'timeout', at: noon + 3 });
      await note({ ...failing, code: 'timeout', reason: 'The server does not answer.', at: noon + 4 });
      await note({ state: 'watching', code: '', reason: '', at: noon + 5 });
      await note({ state: 'watching', code: '', reason: '', at: noon + 6 });
      expect(states).toEqual([
        [0, 'starting '],
        [1, 'failing refused'],
        [1, 'failing refused'],
        [3, 'failing timeout'],
        [4, 'failing timeout'],
        [5, 'watching '],
        [5, 'watching '],
      ]);
    });

    it('tells when everything was listed first and last', async () => {
      const place = await makePlace();
      await using database = await place.open();
      for (const at of [noon, noon + 1, noon + 2]) await noteSynced(database, council, 'clerk', at);
      const [row] = await readMailboxes(database.kysely, council);
      expect(row).toMatchObject({ listed_at: noon, synced_at: noon + 2 });
    });

    it('is noted by several at the same time', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          index % 3 === 0
            ? noteSynced(left, council, 'clerk', noon)
            : noteState(index % 2 === 0 ? left : right, council, 'clerk', { ...failing, at: noon }),
        ),
      );
      expect(await readMailboxes(right.kysely, council)).toMatchObject([{ ...failing, synced_at: noon }]);
    });

    it('is forgotten with the mailbox, and its copies are not', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await fill(database, { clerk: {}, finance: { copies: [{}] } });
      await forgetOtherMailboxes(database, council, ['clerk']);
      expect((await readMailboxes(database.kysely, council)).map(({ mailbox }) => mailbox)).toEqual(['clerk']);
      expect((await countCopies(database.kysely, council)).map(({ mailbox }) => mailbox)).toEqual(['finance']);
      await forgetOtherMailboxes(database, council, []);
      expect(await readMailboxes(database.kysely, council)).toEqual([]);
    });
  });

  describe(`how the reading goes: ${name}`, () => {
    it('is counted by mailbox', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const notExamined = JSON.stringify([
        { fileName: 'a.zip', reason: 'x' },
        { fileName: 'b.zip', reason: 'x' },
      ]);
      await fill(database, {
        clerk: {
          copies: [
            { ...read(1, noon - 5), not_examined: notExamined, sent_at: noon - 900 },
            { ...read(2, noon - 3), not_examined: '[]', sent_at: noon - 100 },
            { ...read(3, noon - 4), not_examined: null, sent_at: null },
            { state: 'left-aside', read_at: noon - 9 },
            { state: 'unreadable', seen_at: noon - 2, reason: 'It is odd.' },
            { state: 'gone', seen_at: noon - 1, reason: 'It is gone.' },
            { state: 'same' },
            { seen_at: noon - 70 },
            { seen_at: noon - 80 },
          ],
        },
        finance: {},
        hall: { copies: [{ state: 'same' }] },
      });
      const { kysely } = database;
      expect(await countCopies(kysely, council)).toEqual([
        {
          mailbox: 'clerk',
          read: 4,
          waiting: 2,
          oldestWaitingAt: noon - 80,
          unreadable: 1,
          gone: 1,
          lastReadAt: noon - 3,
          notExamined: 2,
        },
        {
          mailbox: 'hall',
          read: 0,
          waiting: 0,
          oldestWaitingAt: null,
          unreadable: 0,
          gone: 0,
          lastReadAt: null,
          notExamined: 0,
        },
      ]);
      expect(await countMessages(kysely, { id: council, timezone: 'Europe/London' })).toMatchObject([
        { messages: 4, unreadable: 2 },
        { messages: 0 },
      ]);
      expect((await readUnreadable(kysely, council, 5)).map(({ reason }) => reason)).toEqual(['It is odd.']);
      expect(await readPeriod(kysely, council)).toEqual({ from: noon - 900, to: noon - 100 });
      expect(await readPeriod(kysely, 'two')).toEqual({ from: null, to: null });
    });
  });
}
