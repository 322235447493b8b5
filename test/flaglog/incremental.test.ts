import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { openEvents } from '../../src/flaglog/events.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { foldFlags } from '../../src/flaglog/flag-state.ts';
import { LayeredMap } from '../../src/flaglog/layered-map.ts';
import { planJudgement } from '../../src/flaglog/plan-judgement.ts';
import { eraseSealed, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { openLog, raise } from './flag-log-contract.ts';
import { council, makeStanding, noon, roster, TempFolder, tamper } from './support.ts';

const at = noon('2026-07-01');

async function openPlace() {
  const folder = new TempFolder();
  const database = await openDatabase({ kind: 'sqlite', path: folder.log });
  return {
    folder,
    database,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

describe('an open log whose database was altered', () => {
  it.each([
    ['cut off', 'DELETE FROM flag_log_entry WHERE seq = 3', 'shorter-than-head'],
    ['rewritten at its end', "UPDATE flag_log_entry SET hash = 'x' WHERE seq = 3", 'head-disagrees'],
    ['rewritten in its bytes', "UPDATE flag_log_entry SET entry = x'00' WHERE seq = 3", 'head-disagrees'],
    [
      'continued by somebody else',
      'INSERT INTO flag_log_entry SELECT council, 4, hash, entry FROM flag_log_entry WHERE seq = 3',
      'duplicate',
    ],
  ])('and %s is not written any more', async (_, statement, reason) => {
    await using place = await openPlace();
    await using log = await openLog(place.database, place.folder);
    await log.append(at, raise(log, '<a@x>', '<b@x>'));
    await log.catchUp();
    tamper(place.folder.log, (database) => database.exec(statement));
    const writing = log.append(at, raise(log, '<c@x>'));
    await expect(writing).rejects.toMatchObject({ code: 'log-unverified', temporary: false, fields: { reason } });
    await expect(log.catchUp()).rejects.toMatchObject({ code: 'log-unverified' });
  });

  it.each([
    ['an entry', "UPDATE flag_log_entry SET hash = 'x' WHERE seq = 2", 'hash-mismatch'],
    ['a sealed item', 'DELETE FROM flag_log_sealed WHERE seq = 2', 'sealed-missing'],
    ['an erasure', 'UPDATE flag_log_sealed SET value = NULL, salt = NULL WHERE seq = 2', 'erased-without-record'],
    ['the council', "UPDATE flag_log_entry SET council = 'x'; UPDATE flag_log_sealed SET council = 'x'", 'other-chain'],
  ])('before it was opened is noticed by the first use: %s', async (_, statement, reason) => {
    await using place = await openPlace();
    await using log = await openLog(place.database, place.folder);
    await log.append(at, raise(log, '<a@x>', '<b@x>'));
    tamper(place.folder.log, (database) => database.exec(statement));
    const councilId = reason === 'other-chain' ? 'x' : council.id;
    const keyPath = `${place.folder.path}/flag.key`;
    await using again = await openFlagLog({ database: place.database, keyPath, councilId });
    await expect(again.catchUp()).rejects.toMatchObject({ code: 'log-unverified', fields: { reason } });
    await expect(again.append(at, raise(again, '<c@x>'))).rejects.toMatchObject({ code: 'log-unverified' });
  });
});

type Step =
  | { kind: 'append'; by: number; keys: string[] }
  | { kind: 'taken-back'; by: number; keys: string[] }
  | { kind: 'erase'; by: number }
  | { kind: 'catch-up'; by: number };

const by = fc.nat(2);
const keys = fc.subarray(['<a@x>', '<b@x>', '<c@x>', '<d@x>'], { minLength: 1 });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('append' as const), by, keys }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('taken-back' as const), by, keys }) },
    fc.record({ kind: fc.constant('erase' as const), by }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('catch-up' as const), by }) },
  ),
  { maxLength: 14 },
);

/** Judges all four messages: those with keys have a flag, the others lose theirs. */
function judge(log: FlagLog, flagged: readonly string[], round: number): Parameters<FlagLog['append']>[1] {
  const standing = flagged.map((key) => makeStanding(key, { thirdParties: [`${round}@example.net`] }));
  const judgement = { standing, judged: ['<a@x>', '<b@x>', '<c@x>', '<d@x>'], complete: true, reasons: [], roster };
  return ({ flags }) => ({ drafts: planJudgement(flags, judgement, (rule, key) => log.computeId(rule, key)) });
}

it('whatever several handles do in turn, each knows what reading the whole log anew would tell', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      await using place = await openPlace();
      const { database, folder } = place;
      const logs = [await openLog(database, folder), await openLog(database, folder), await openLog(database, folder)];
      const run = async (log: FlagLog, step: Step, round: number): Promise<unknown> => {
        if (step.kind === 'append') return log.append(at, judge(log, step.keys, round));
        if (step.kind === 'catch-up') return log.catchUp();
        if (step.kind === 'erase')
          return eraseSealed(log, { at, reason: 'retention', select: ({ field }) => field === 'thirdParties' });
        const failing = database.transact(council.id, async (transaction) => {
          await log.appendWithin(transaction, at, judge(log, step.keys, round));
          await log.catchUp(transaction);
          throw new RangeError('as planned');
        });
        return expect(failing).rejects.toThrow(RangeError);
      };
      for (const [round, step] of taken.entries()) await run(logs[step.by] as FlagLog, step, round);
      for (const log of logs) {
        const { events, flags } = await log.catchUp();
        const stored = openEvents(await log.readEntries());
        expect(events).toEqual(stored);
        expect([...flags]).toEqual([...foldFlags(stored)]);
        expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('a layered map is the map with the other entries put into it', () => {
  const entries = fc.array(fc.tuple(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), fc.nat()));
  fc.assert(
    fc.property(entries, entries, (base, top) => {
      const whole = new Map([...base, ...top]);
      const layered = new LayeredMap(new Map(base), new Map(top));
      expect([...layered]).toEqual([...whole]);
      expect([...layered.keys()]).toEqual([...whole.keys()]);
      expect([...layered.values()]).toEqual([...whole.values()]);
      expect(layered.size).toBe(whole.size);
      for (const key of ['a', 'b', 'e']) {
        expect(layered.get(key)).toBe(whole.get(key));
        expect(layered.has(key)).toBe(whole.has(key));
      }
      const visited: [string, number][] = [];
      layered.forEach((value, key) => {
        visited.push([key, value]);
      });
      expect(visited).toEqual([...whole]);
    }),
  );
});
