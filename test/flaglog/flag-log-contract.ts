/** What a flag log over an open database must do, whichever that is; each kind's test file runs this suite. */

import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { planJudgement } from '../../src/flaglog/plan-judgement.ts';
import { eraseSealed, readStandingFlags, recordAudit, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import type { StorePlace } from './store-contract.ts';
import { council, makeRecord, makeStanding, noon, roster, TempFolder } from './support.ts';

const at = noon('2026-07-01');

export function openLog(database: Database, folder: TempFolder): Promise<FlagLog> {
  return openFlagLog({ database, keyPath: `${folder.path}/flag.key`, councilId: council.id });
}

/** The drafts for flags of this rule on these messages. */
export function raise(log: FlagLog, ...keys: string[]): Parameters<FlagLog['append']>[1] {
  const standing = keys.map((key) => makeStanding(key));
  return ({ flags }) => ({
    drafts: planJudgement(
      flags,
      { standing, judged: keys, complete: true, reasons: ['later-evidence'], roster },
      (rule, key) => log.computeId(rule, key),
    ),
  });
}

const standingKeys = async (log: FlagLog): Promise<(string | null)[]> =>
  (await readStandingFlags(log)).map(({ messageKey }) => messageKey);

export function describeFlagLog(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`a flag log over an open database: ${name}`, () => {
    it('commits together with what else the transaction does', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      const events = await database.transact(council.id, async (transaction) => {
        await transaction.insertInto('lease').values({ name: 'a', holder: 'x', expires_at: 0 }).execute();
        return log.appendWithin(transaction, at, raise(log, '<a@x>'));
      });
      expect(events.map(({ seq, entry }) => [seq, entry.type])).toEqual([
        [1, 'log-opened'],
        [2, 'flag-raised'],
      ]);
      expect(await standingKeys(log)).toEqual(['<a@x>']);
      expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
      await database.transact(council.id, async (transaction) => {
        expect(await log.appendWithin(transaction, at, raise(log, '<a@x>'))).toEqual([]);
      });
    });

    it('keeps nothing in mind of a transaction that was taken back', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      await log.append(at, raise(log, '<a@x>'));
      const failing = database.transact(council.id, async (transaction) => {
        await log.appendWithin(transaction, at, raise(log, '<lost@x>'));
        const { flags } = await log.catchUp(transaction);
        expect(flags.size).toBe(2);
        await log.appendWithin(transaction, at, raise(log, '<lost@x>', '<lost-too@x>'));
        const { events } = await log.catchUp(transaction);
        expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
        throw new RangeError('as planned');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect((await log.catchUp()).events.length).toBe(2);
      const [added] = await log.append(at, raise(log, '<b@x>'));
      expect(added?.seq).toBe(3);
      expect(await standingKeys(log)).toEqual(['<a@x>', '<b@x>']);
      expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
    });

    it('opens the log anew after a first transaction that was taken back', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      const failing = database.transact(council.id, async (transaction) => {
        await log.appendWithin(transaction, at, raise(log, '<lost@x>'));
        await log.appendWithin(transaction, at, raise(log, '<lost-too@x>'));
        throw new RangeError('as planned');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect((await log.catchUp()).events).toEqual([]);
      await log.append(at, raise(log, '<a@x>'));
      expect(await standingKeys(log)).toEqual(['<a@x>']);
    });

    it('shows what a transaction added within it, and nowhere else before it is committed', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using elsewhere = await place.open();
      await using log = await openLog(database, folder);
      await log.append(at, raise(log, '<a@x>'));
      await using other = await openLog(elsewhere, folder);
      await database.transact(council.id, async (transaction) => {
        await log.appendWithin(transaction, at, raise(log, '<b@x>'));
        expect((await log.catchUp(transaction)).flags.size).toBe(2);
        expect((await other.catchUp()).flags.size).toBe(1);
      });
      expect((await log.catchUp()).flags.size).toBe(2);
      expect((await other.catchUp()).flags.size).toBe(2);
    });

    it('written by several in turn and at once is one chain, and all know the same of it', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using left = await place.open();
      await using right = await place.open();
      const logs = [await openLog(left, folder), await openLog(left, folder), await openLog(right, folder)];
      await Promise.all(
        Array.from({ length: 30 }, (_, index) => {
          const log = logs[index % logs.length] as FlagLog;
          return log.append(at, raise(log, `<${index}@x>`));
        }),
      );
      const states = await Promise.all(logs.map((log) => log.catchUp()));
      for (const { events, flags } of states) {
        expect(events).toEqual(states[0]?.events);
        expect(new Map(flags)).toEqual(new Map(states[0]?.flags));
      }
      expect(states[0]?.flags.size).toBe(30);
      expect(await verifyFlagLog(logs[0] as FlagLog)).toMatchObject({ ok: true });
    });

    it('forgets in memory what somebody else has erased', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      await using other = await openLog(database, folder);
      await log.append(at, raise(log, '<a@x>', '<b@x>'));
      expect(JSON.stringify((await log.catchUp()).events)).toContain('Alan Pratt');
      await eraseSealed(other, { at, reason: 'retention', select: () => true });
      const { events, flags } = await log.catchUp();
      expect(JSON.stringify([events, [...flags.values()]])).not.toContain('Alan Pratt');
      expect((await log.append(at, raise(log, '<a@x>', '<b@x>'))).length).toBe(0);
      expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
    });

    it('records audits that add more than a page of entries', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      const standing = Array.from({ length: 130 }, (_, index) => makeStanding(`<${index}@x>`));
      const first = await recordAudit(log, { at, ...makeRecord(standing) });
      expect(first.added).toEqual({ 'log-opened': 1, 'flag-raised': 130, 'audit-completed': 1 });
      expect((await recordAudit(log, { at, ...makeRecord(standing) })).added).toEqual({});
      await using again = await openLog(database, folder);
      expect((await again.catchUp()).flags.size).toBe(130);
      await database.transact(council.id, async (transaction) => {
        await log.appendWithin(transaction, at, raise(log, ...standing.map(({ messageKey }) => `${messageKey}2`)));
        expect((await log.catchUp(transaction)).flags.size).toBe(260);
      });
    });

    it('is written only under the lock of its council, and erased only by itself', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      for (const held of ['another', null]) {
        const wrong = database.transact(held, (transaction) => log.appendWithin(transaction, at, raise(log, '<a@x>')));
        await expect(wrong).rejects.toThrow(TypeError);
      }
      const erasing = database.transact(council.id, (transaction) =>
        log.appendWithin(transaction, at, () => ({ drafts: [], erase: [{ seq: 1, field: 'by', item: 0 }] })),
      );
      await expect(erasing).rejects.toThrow(TypeError);
    });

    it('needs the key that the database was written with', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      using elsewhere = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      await log.append(at, raise(log, '<a@x>'));
      await expect(openLog(database, elsewhere)).rejects.toMatchObject({ code: 'key-missing' });
    });
  });
}
