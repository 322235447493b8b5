/** What reviewing over an open database must do, whichever that is; each kind's test file runs this suite. */

import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/council/roster.ts';
import type { Database } from '../../src/database/open-database.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { planJudgement } from '../../src/flaglog/plan-judgement.ts';
import { eraseSealed, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { decide, decideMute } from '../../src/review/decide.ts';
import type { Order } from '../../src/review/order.ts';
import { planMute } from '../../src/review/plan-mute.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { passedOverOf, reviewOf, versionOf } from '../../src/review/review-state.ts';
import type { StorePlace } from '../flaglog/store-contract.ts';
import { makeStanding, noon, TempFolder } from '../flaglog/support.ts';
import { aboutPratt, council, roster } from './cases.ts';

const at = noon('2026-06-08');
const clerk = { id: 'clerk', role: 'handler' } as const;

async function openLog(database: Database, folder: TempFolder): Promise<FlagLog> {
  return openFlagLog({ database, keyPath: `${folder.path}/flag.key`, councilId: council.id });
}

async function raise(log: FlagLog, ...keys: string[]): Promise<string[]> {
  const standing = keys.map((key) => makeStanding(key, { people: aboutPratt }));
  const computeId = (rule: string, key: string): string => log.computeId(rule, key);
  await log.append(noon('2026-06-03'), ({ flags }) => ({
    drafts: planJudgement(flags, { standing, judged: keys, complete: true, reasons: [], roster }, computeId),
  }));
  return keys.map((key) => computeId('silent-copy', key));
}

async function look(log: FlagLog, flag: string) {
  const state = await log.catchUp();
  const known = state.flags.get(flag);
  if (known === undefined) throw new Error('no flag');
  const review = reviewOf(reviewsOf(state).reviews, flag);
  return { review, seen: versionOf(known, review) };
}

const confirm = (flag: string, seen: number): Order => ({
  transition: 'confirm',
  flag,
  seen,
  actor: clerk,
  actions: ['word-had'],
});
const dismiss = (flag: string, seen: number, text = 'Not this.'): Order => ({
  transition: 'dismiss',
  flag,
  seen,
  actor: clerk,
  reason: 'wrong-match',
  text,
});

export function describeReviewing(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`reviewing over an open database: ${name}`, () => {
    it('records a decision in the chain, and every reader finds it', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using elsewhere = await place.open();
      await using log = await openLog(database, folder);
      await using other = await openLog(elsewhere, folder);
      const [flag = ''] = await raise(log, '<a@x>');
      const { seen } = await look(log, flag);
      expect(await decide(log, roster, at, confirm(flag, seen))).toMatchObject({
        kind: 'recorded',
        events: [{ entry: { type: 'flag-confirmed', data: { actions: ['word-had'] } } }],
      });
      expect((await look(other, flag)).review.state).toBe('confirmed');
      expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
      expect(localDate(at, council.timezone)).toBe('2026-06-08');
    });

    it('of two who decide at once takes one, and shows the other what that was', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using left = await place.open();
      await using right = await place.open();
      const logs = [await openLog(left, folder), await openLog(right, folder)] as const;
      const flags = await raise(logs[0], '<a@x>', '<b@x>', '<c@x>', '<d@x>', '<e@x>');
      for (const flag of flags) {
        const { seen } = await look(logs[0], flag);
        const answers = await Promise.all([
          decide(logs[0], roster, at, confirm(flag, seen)),
          decide(logs[1], roster, at, dismiss(flag, seen)),
        ]);
        expect(answers.map(({ kind }) => kind).sort()).toEqual(['recorded', 'refused']);
        const refused = answers.find(({ kind }) => kind === 'refused');
        const { review } = await look(logs[1], flag);
        expect(refused).toMatchObject({ code: 'changed-since', since: [{ to: review.state }] });
        expect(review.history).toHaveLength(1);
      }
      expect(await verifyFlagLog(logs[0])).toMatchObject({ ok: true });
    });

    it('adds nothing where it refuses, or where it is on record already', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      const [flag = ''] = await raise(log, '<a@x>');
      const { seen } = await look(log, flag);
      const head = await log.head();
      expect(await decide(log, roster, at, dismiss(flag, seen, ''))).toMatchObject({ kind: 'refused', field: 'text' });
      expect(await log.head()).toEqual(head);
      const look2: Order = { transition: 'note-seen', flag, actor: clerk };
      expect((await decide(log, roster, at, look2)).kind).toBe('recorded');
      expect(await decide(log, roster, at, look2)).toEqual({ kind: 'recorded', events: [] });
    });

    it('erases words and names, and goes on verifying and passing over', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      const [flag = ''] = await raise(log, '<a@x>');
      const { seen } = await look(log, flag);
      await decide(log, roster, at, dismiss(flag, seen, 'Gillian told me.'));
      await decide(log, roster, at, { transition: 'recuse', flag, actor: clerk, text: 'Gillian is my cousin.' });
      expect(JSON.stringify((await look(log, flag)).review)).toContain('Gillian');
      await eraseSealed(log, { at, reason: 'retention', select: ({ event }) => event.entry.type !== 'flag-raised' });
      const { review } = await look(log, flag);
      expect(JSON.stringify(review)).not.toMatch(/Gillian|"id":"clerk"/);
      expect(review).toMatchObject({ state: 'dismissed', history: [{ reason: 'wrong-match' }, {}] });
      expect(passedOverOf(review)).toEqual([{ id: null, office: 'clerk' }]);
      expect(await decide(log, roster, at, dismiss(flag, review.seq))).toMatchObject({ code: 'no-flag' });
      expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
    });

    it('records a mute', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await place.open();
      await using log = await openLog(database, folder);
      await raise(log, '<a@x>');
      const order = {
        actor: 'clerk',
        rule: 'silent-copy',
        people: ['cllr-pratt'],
        subject: '',
        thread: '',
        until: '2026-12-31',
        reason: 'Resolution',
      };
      const recorded = await decideMute(log, roster, at, (_, on) => planMute(order, on));
      expect(recorded).toMatchObject({ kind: 'recorded', events: [{ entry: { type: 'mute-recorded' } }] });
      expect([...reviewsOf(await log.catchUp()).mutes.keys()]).toEqual([3]);
    });
  });
}
