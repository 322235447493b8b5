/** The outbox in every database: planned once, sent by one at a time, given up late. */

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { noteDigestDay, readDigestDay, readLinks, readToldAt } from '../../src/intake/digest-store.ts';
import {
  claimNotice,
  countAlertsSince,
  countNotices,
  insertNotices,
  linkFlags,
  type NoticeDraft,
  type NoticeLink,
  noteDropped,
  noteFailed,
  noteSent,
  readDueNotices,
  readNotice,
  readTold,
  readUntried,
} from '../../src/intake/notice-store.ts';
import { council, type MakePlace, noon } from './places.ts';

const [minute, hour, dayMs] = [60_000, 3_600_000, 86_400_000];

function draft(id: string, changes: Partial<NoticeDraft> = {}): NoticeDraft {
  return { id, kind: 'alert', recipient: 'clerk', thread: 't', parameters: '{}', not_before: noon, ...changes };
}

function plan(
  database: Database,
  drafts: readonly NoticeDraft[],
  links: readonly NoticeLink[] = [],
  at = noon,
): Promise<void> {
  return database.transact(council, async (transaction) => {
    await insertNotices(transaction, council, drafts, at);
    await linkFlags(transaction, council, links);
  });
}

const link = (flag: string, notice: string, kind: NoticeLink['kind'] = 'alert'): NoticeLink => ({ flag, kind, notice });

function claim(database: Database, id: string, at: number) {
  return claimNotice(database, council, id, { at, untilMs: at + 3 * minute });
}

export function describeNotices(name: string, makePlace: MakePlace): void {
  describe(`planning notices: ${name}`, () => {
    it('twice gives one row, and the first stays', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.clerk'), draft('alert.a.clerk')], [link('a', 'alert.a.clerk')]);
      await plan(database, [draft('alert.a.clerk', { recipient: 'other' })], [link('a', 'alert.b.clerk')], noon + hour);
      expect(await readNotice(database, council, 'alert.a.clerk')).toMatchObject({
        recipient: 'clerk',
        created_at: noon,
        state: 'waiting',
        attempts: 0,
      });
      expect(await countNotices(database, council)).toEqual({ waiting: 1, sent: 0, 'given-up': 0 });
      expect([...(await readLinks(database.kysely, council, 'alert.a.clerk'))]).toEqual([['a', 'alert']]);
      expect([...(await readLinks(database.kysely, council, 'alert.b.clerk'))]).toEqual([]);
      await plan(database, []);
    });

    it('by several processes at the same time gives one row', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          plan(
            index % 2 === 0 ? left : right,
            [draft('digest.2026-11-24.clerk', { kind: 'digest' })],
            [
              link(`flag ${index}`, 'digest.2026-11-24.clerk', 'digest'),
              link('everybody’s', 'digest.2026-11-24.clerk', 'digest'),
            ],
          ),
        ),
      );
      expect((await countNotices(right, council)).waiting).toBe(1);
      expect((await readLinks(left.kysely, council, 'digest.2026-11-24.clerk')).size).toBe(11);
    });

    it('takes a digest of 20,000 flags, and tells of 100,000 by whom they were told', async () => {
      const place = await makePlace();
      await using database = await place.open();
      const flags = Array.from({ length: 100_000 }, (_, index) => `flag ${index}`);
      const links = flags.slice(0, 20_000).map((flag) => link(flag, 'report.2026-11-24.clerk', 'digest'));
      await plan(database, [draft('report.2026-11-24.clerk', { kind: 'report' })], links);
      const began = performance.now();
      const { told, alertedTo } = await readTold(database.kysely, council, flags);
      process.stdout.write(`${name}: told of 100,000 flags in ${Math.round(performance.now() - began)} ms\n`);
      expect(told.size).toBe(20_000);
      expect(alertedTo.size).toBe(0);
      expect(await readTold(database.kysely, council, [])).toEqual({ told: new Map(), alertedTo: new Map() });
    }, 60_000);

    it('remembers who was told of a flag, how, and since when', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.chair', { recipient: 'chair' })], [link('a', 'alert.a.chair')]);
      const digest = draft('digest.2026-11-25.clerk', { kind: 'digest' });
      await plan(database, [digest], [link('a', digest.id, 'digest'), link('b', digest.id, 'digest')], noon + dayMs);
      const { told, alertedTo } = await readTold(database.kysely, council, ['a', 'b', 'c']);
      expect(told).toEqual(
        new Map([
          ['a', new Set(['alert', 'digest'])],
          ['b', new Set(['digest'])],
        ]),
      );
      expect(alertedTo).toEqual(new Map([['a', 'chair']]));
      expect(await readToldAt(database.kysely, council, '')).toEqual(
        new Map([
          ['a', noon],
          ['b', noon + dayMs],
        ]),
      );
      expect(await readToldAt(database.kysely, council, digest.id)).toEqual(new Map([['a', noon]]));
    });

    it('notes the day of the last digests', async () => {
      const place = await makePlace();
      await using database = await place.open();
      expect(await readDigestDay(database.kysely, council)).toBeNull();
      for (const day of ['2026-11-24', '2026-11-25'])
        await database.transact(council, (transaction) => noteDigestDay(transaction, council, day));
      expect(await readDigestDay(database.kysely, council)).toBe('2026-11-25');
      expect(await readDigestDay(database.kysely, 'two')).toBeNull();
    });
  });

  describe(`sending notices: ${name}`, () => {
    it('is for one at a time, and not before its time', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      const ids = Array.from({ length: 12 }, (_, index) => `alert.${index}.clerk`);
      await plan(
        left,
        ids.map((id) => draft(id)),
      );
      expect(await claim(left, 'alert.0.clerk', noon - 1)).toBeNull();
      expect(await readDueNotices(left, [council], noon - 1, 100)).toEqual([]);
      expect(await readDueNotices(left, [], noon, 100)).toEqual([]);
      expect((await readDueNotices(left, [council, 'two'], noon, 10)).length).toBe(10);
      const claims = await Promise.all(ids.flatMap((id) => [left, right, left].map((each) => claim(each, id, noon))));
      expect(claims.flatMap((row) => (row === null ? [] : [row.id])).sort()).toEqual(ids.toSorted());
      expect(claims.every((row) => row === null || row.attempts === 1)).toBe(true);
      expect(await readDueNotices(right, [council], noon + 3 * minute - 1, 100)).toEqual([]);
      // A sender that died left it to the next.
      expect(await claim(right, 'alert.0.clerk', noon + 3 * minute)).toMatchObject({ attempts: 2 });
      expect(await claim(right, 'no such notice', noon)).toBeNull();
    });

    it('lets no flag join a notice whose sending has begun', async () => {
      const place = await makePlace();
      await using left = await place.open();
      await using right = await place.open();
      const sent = new Map<string, string>();
      const joined: string[] = [];
      const planOne = (database: Database, flag: string) =>
        database.transact(council, async (transaction) => {
          const open = (await readUntried(transaction, council)).find(({ thread }) => thread === 't');
          const notice = open?.id ?? `alert.${flag}.clerk`;
          if (open === undefined) await insertNotices(transaction, council, [draft(notice)], noon);
          else joined.push(flag);
          await linkFlags(transaction, council, [link(flag, notice)]);
        });
      const sendAll = async (database: Database) => {
        for (const { id } of await readDueNotices(database, [council], noon, 100)) {
          if ((await claim(database, id, noon)) === null) continue;
          for (const flag of (await readLinks(database.kysely, council, id)).keys()) {
            expect(sent.has(flag)).toBe(false);
            sent.set(flag, id);
          }
          expect(await noteSent(database, council, id, noon)).toBe(true);
        }
      };
      const flags = Array.from({ length: 120 }, (_, index) => `flag${index}`);
      const planners = [left, right].map(async (database, side) => {
        for (const [index, flag] of flags.entries()) if (index % 2 === side) await planOne(database, flag);
      });
      let isPlanning = true;
      const senders = [left, right].map(async (database) => {
        while (isPlanning) {
          await sendAll(database);
          // With SQLite nothing else would ever have its turn.
          await setImmediate();
        }
      });
      await Promise.all(planners);
      isPlanning = false;
      await Promise.all(senders);
      await sendAll(right);
      expect([...sent.keys()].sort()).toEqual(flags.toSorted());
      expect(joined.length).toBeGreaterThan(0);
      expect(new Set(sent.values()).size).toBeGreaterThan(1);
      expect((await countNotices(left, council)).waiting).toBe(0);
    });

    it('is noted once', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.clerk'), draft('alert.b.clerk')]);
      expect(await noteSent(database, council, 'alert.a.clerk', noon)).toBe(true);
      expect(await noteSent(database, council, 'alert.a.clerk', noon + hour)).toBe(false);
      expect(await readNotice(database, council, 'alert.a.clerk')).toMatchObject({ state: 'sent', sent_at: noon });
      await noteDropped(database, council, 'alert.a.clerk', 'nothing-to-tell');
      await noteDropped(database, council, 'alert.b.clerk', 'nothing-to-tell');
      expect(await noteSent(database, council, 'alert.b.clerk', noon)).toBe(false);
      expect(await countNotices(database, council)).toEqual({ waiting: 0, sent: 1, 'given-up': 1 });
      expect(await claim(database, 'alert.a.clerk', noon + dayMs)).toBeNull();
    });

    it('is tried again later and later while the server cannot be reached, for as long as that takes', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.clerk')]);
      const waits: number[] = [];
      for (let at = noon; waits.length < 12; ) {
        const notice = await claim(database, 'alert.a.clerk', at);
        if (notice === null) throw new Error('It is due.');
        const failure = { code: 'unreachable', temporary: true, at };
        expect(await noteFailed(database, council, notice, failure)).toBe('postponed');
        const row = await readNotice(database, council, notice.id);
        expect(row).toMatchObject({ state: 'waiting', code: 'unreachable' });
        waits.push(((row?.next_attempt_at ?? 0) - at) / 1000);
        at = row?.next_attempt_at ?? 0;
      }
      expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
      const late = noon + 30 * dayMs;
      const notice = await claim(database, 'alert.a.clerk', late);
      const failure = { code: 'unreachable', temporary: true, at: late };
      expect(notice && (await noteFailed(database, council, notice, failure))).toBe('postponed');
    });

    it('is tried again every hour for five days where the server refuses for good, and then given up', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.clerk')]);
      let at = noon;
      for (let tries = 0; ; tries += 1) {
        const notice = await claim(database, 'alert.a.clerk', at);
        if (notice === null) throw new Error('It is due.');
        const outcome = await noteFailed(database, council, notice, { code: 'refused', temporary: false, at });
        if (outcome === 'given-up') {
          expect(tries).toBe(5 * 24 + 1);
          break;
        }
        const row = await readNotice(database, council, notice.id);
        expect((row?.next_attempt_at ?? 0) - at).toBe(hour);
        at += hour;
      }
      expect(await readNotice(database, council, 'alert.a.clerk')).toMatchObject({
        state: 'given-up',
        code: 'refused',
      });
      expect(await readDueNotices(database, [council], at + dayMs, 10)).toEqual([]);
    });

    it('is not put off by a sender that was away for longer than its claim', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.a.clerk')]);
      const first = await claim(database, 'alert.a.clerk', noon);
      const second = await claim(database, 'alert.a.clerk', noon + 3 * minute);
      const failure = { code: 'timeout', temporary: true, at: noon + 4 * minute };
      if (first) await noteFailed(database, council, first, failure);
      expect(await readNotice(database, council, 'alert.a.clerk')).toMatchObject({
        next_attempt_at: second?.next_attempt_at,
        code: '',
      });
    });

    it('is counted for the cap: alerts of the last hour that were tried, by recipient', async () => {
      const place = await makePlace();
      await using database = await place.open();
      await plan(database, [draft('alert.old.clerk')], [], noon - hour - 1);
      await plan(database, [
        draft('alert.a.clerk'),
        draft('alert.b.clerk'),
        draft('alert.c.chair', { recipient: 'chair' }),
      ]);
      await plan(database, [draft('alert.untried.clerk'), draft('digest.x.clerk', { kind: 'digest' })]);
      for (const id of ['alert.old.clerk', 'alert.a.clerk', 'alert.b.clerk', 'alert.c.chair', 'digest.x.clerk'])
        await claim(database, id, noon);
      await noteSent(database, council, 'alert.a.clerk', noon);
      expect(await countAlertsSince(database.kysely, council, noon - hour)).toEqual({ clerk: 2, chair: 1 });
      expect(await countAlertsSince(database.kysely, 'two', 0)).toEqual({});
      expect((await readUntried(database.kysely, council)).map(({ id }) => id)).toEqual(['alert.untried.clerk']);
    });
  });
}
