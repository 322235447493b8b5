/** What people are told of flags that somebody has reviewed, or that a mute covers. */

import { describe, expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { buildDigest } from '../../src/notify/digest.ts';
import { type DigestFlag, shareOf } from '../../src/notify/digest-facts.ts';
import { planDigests } from '../../src/notify/plan-digests.ts';
import { planNotices } from '../../src/notify/plan-notices.ts';
import { noReviews, type ReviewLog } from '../../src/review/review-log.ts';
import { type ReviewState, reviewOf } from '../../src/review/review-state.ts';
import {
  asNew,
  asTold,
  at,
  day,
  flagId,
  makeContext,
  makeDisclosure,
  makeFacts,
  makeFlag,
  makeRoster,
} from './notice-cases.ts';

const roster = makeRoster();
const reviewed = (name: string, changes: Partial<ReviewState>): ReviewState => ({
  ...reviewOf(new Map(), flagId(name)),
  ...changes,
});
const withReview = (each: DigestFlag, changes: Partial<ReviewState>): DigestFlag => ({
  ...each,
  review: { ...reviewOf(new Map(), each.flag.id), ...changes },
});
const theirs = (name: string, changes: Partial<LoggedFlag> = {}): LoggedFlag =>
  makeFlag(name, { people: { by: 'ewart', affected: ['clerk'], hidden: ['vice'] }, ...changes });

async function digestText(flags: DigestFlag[], recipient = 'clerk'): Promise<string> {
  return buildDigest(makeFacts(flags, { recipient }), await makeContext()).text.replaceAll(/\s+/g, ' ');
}

describe('a digest', () => {
  test.each(['dismissed', 'confirmed', 'referred', 'closed'] as const)('says nothing of what was %s', (state) => {
    const share = shareOf(makeFacts([withReview(asTold(theirs('a'), 30), { state })]), roster);
    expect([share.fresh, share.waiting, share.overdue, share.awaiting]).toEqual([[], [], [], []]);
  });

  test.each(['open', 'in-review', 'reopened'] as const)('goes on about what is %s', (state) => {
    const share = shareOf(makeFacts([withReview(asTold(theirs('a'), 30), { state })]), roster);
    expect([share.waiting.length, share.overdue.length]).toEqual([1, 1]);
  });

  test('lists what awaits an explanation, and asks for a decision only once that is due', async () => {
    const asked = (due: string) => withReview(asTold(theirs('a'), 8), { state: 'awaiting-explanation', due });
    const text = await digestText([asked(day)]);
    expect(text).toContain('To decide today --------------- Nothing.');
    expect(text).toMatch(/An explanation is awaited - .*; due 24 November 2026/);
    expect(shareOf(makeFacts([asked('2026-11-23')]), roster)).toMatchObject({ awaiting: [], waiting: [{}] });
  });

  test('counts what a mute keeps back, by the mute, and lists none of it', async () => {
    const muted = { ...withReview(asNew(theirs('a')), { citedMute: 'mute-12' }), isMuted: true };
    const text = await digestText([muted]);
    expect(text).toContain('- mute-12: 1 flag');
    expect(text).not.toContain(flagId('a').slice(0, 8));
  });

  test('tells the alternate how much is late with another handler, and nothing about it', async () => {
    const late = [
      withReview(asTold(makeDisclosure('a'), 9), { isLate: true }),
      withReview(asTold(makeFlag('b'), 9), { isLate: true }),
    ];
    const text = await digestText(late, 'vice');
    expect(text).toContain('2 flags have not been decided in time.');
    for (const name of ['a', 'b']) expect(text).not.toContain(flagId(name).slice(0, 8));
    // Who is the subject is told of no such flag, not even by a count.
    expect(
      shareOf(makeFacts([withReview(asTold(theirs('c'), 9), { isLate: true })], { recipient: 'vice' }), roster)
        .escalated,
    ).toBe(0);
  });

  test('goes to whoever handles a flag after a recusal', () => {
    const history = [
      { transition: 'recuse', office: 'clerk', sealed: { actor: [{ value: { id: 'clerk' } }] } },
    ] as unknown as ReviewState['history'];
    const facts = (recipient: string) =>
      makeFacts([withReview(asNew(makeDisclosure('a')), { history })], { recipient });
    expect(shareOf(facts('clerk'), roster)).toMatchObject({ fresh: [], elsewhere: { rerouted: 1 } });
    expect(shareOf(facts('chair'), roster).fresh).toHaveLength(1);
  });
});

describe('plans', () => {
  const state = {
    id: flagId('a'),
    facts: {
      rule: 'confidential-to-third-party',
      clause: { protocol: 'nalc-model-2026', ref: 'correspondence-3' },
      severity: 'serious' as const,
      grade: 'B' as const,
      status: 'open' as const,
      exception: null,
    },
    isStanding: true,
    reasons: [],
    raised: { seq: 1, time: '' },
    changed: { seq: 1, time: '' },
    sealed: { by: [{ value: { id: 'ewart' } }] },
  };
  const flags = new Map([[state.id, state]]);
  const logOf = (changes: Partial<ReviewState>): ReviewLog => ({
    ...noReviews,
    reviews: new Map([[state.id, reviewed('a', changes)]]),
  });
  const { council } = roster;
  const entry = { v: 1 as const, chain: '', council: council.id, seq: 1, prev: '', time: '', sealed: {} };
  const restored = {
    seq: 2,
    hash: '',
    entry: { ...entry, type: 'flag-restored', data: { flag: state.id } },
    sealed: {},
  };
  const alerts = (reviewLog: ReviewLog) =>
    planNotices({
      events: [restored],
      flags,
      told: new Map(),
      waiting: [],
      sentLastHour: {},
      threadOf: () => 't',
      council,
      policy: { isObserving: false, alertsPerHour: null },
      at,
      reviewLog,
    }).notices.length;
  const digests = (reviewLog: ReviewLog, told: 'digest' | null, isStanding = true, isEscalated = false) =>
    planDigests({
      due: { day, isFirstOfWeek: false },
      flags: new Map([[state.id, { ...state, isStanding }]]),
      told: new Map(told === null ? [] : [[state.id, new Set([told])]]),
      council,
      hasTrouble: false,
      isBacklog: false,
      at,
      reviewLog,
      isEscalated,
    }).notices.map(({ recipient }) => recipient);

  test('alert nobody of what is decided or muted', () => {
    expect(alerts(logOf({}))).toBe(1);
    expect(alerts(logOf({ state: 'dismissed' }))).toBe(0);
    expect(alerts(logOf({ state: 'reopened' }))).toBe(1);
    expect(alerts(logOf({ citedMute: 'arrangement-1' }))).toBe(0);
  });

  test('send no digest of it, and take back nothing that somebody has dismissed', () => {
    expect(digests(logOf({}), null)).toEqual(['clerk']);
    expect(digests(logOf({ state: 'dismissed' }), null)).toEqual([]);
    expect(digests(logOf({ state: 'dismissed' }), 'digest', false)).toEqual([]);
    expect(digests(logOf({}), 'digest', false)).toEqual(['clerk']);
    expect(digests(logOf({ citedMute: 'arrangement-1' }), null)).toEqual([]);
  });

  test('send the alternate one where something has become late', () => {
    expect(digests(logOf({ isLate: true }), 'digest', true, true)).toEqual(['vice']);
    expect(digests(logOf({ isLate: true }), 'digest', true, false)).toEqual([]);
  });
});
