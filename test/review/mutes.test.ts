import { describe, expect, test } from 'vitest';
import type { Arrangement } from '../../src/council/council.ts';
import { toLoggedFlag } from '../../src/flaglog/flag-state.ts';
import { foldMutesOnto, type RecordedMute } from '../../src/review/mute-state.ts';
import { draftCitation, findMute, isMuted, listMutes, type MessageKnown } from '../../src/review/mutes.ts';
import { planCitations } from '../../src/review/plan-citations.ts';
import { type MuteOrder, planMute, planMuteEnd } from '../../src/review/plan-mute.ts';
import { aboutClerk, Chain, council, day, flagId, roster } from './cases.ts';

const on = { roster, day };
const order: MuteOrder = {
  actor: 'clerk',
  rule: 'silent-copy',
  people: ['cllr-pratt'],
  subject: '',
  thread: '',
  until: '2026-12-31',
  reason: 'Resolution of 12 May 2026, minute 9.',
};
const message: MessageKnown = {
  subject: 'Re: Planning application 12/3',
  isInThread: (flag) => flag === 't1',
  day: '2026-06-10',
};

function mutesOf(chain: Chain): Map<number, RecordedMute> {
  const mutes = new Map<number, RecordedMute>();
  foldMutesOnto(mutes, chain.events);
  return mutes;
}

function record(chain: Chain, changes: Partial<MuteOrder> = {}): Chain {
  const planned = planMute({ ...order, ...changes }, on);
  if (planned.kind === 'refused') throw new Error(planned.message);
  chain.add(planned.drafts);
  return chain;
}

function found(chain: Chain, known: Partial<MessageKnown> = {}, arrangements: Arrangement[] = []): string | null {
  const flag = chain.flags.get(flagId);
  if (flag === undefined) throw new Error('no flag');
  const list = listMutes(mutesOf(chain), { arrangements });
  return findMute(toLoggedFlag(council.id, flag), chain.review, { ...message, ...known }, list, roster)?.id ?? null;
}

describe('a mute', () => {
  test.each<[string, Partial<MuteOrder>, Partial<MessageKnown>, string | null]>([
    ['holds for whom it names', {}, {}, 'mute-3'],
    ['on its last day', { until: '2026-06-10' }, {}, 'mute-3'],
    ['not a day later', { until: '2026-06-09' }, {}, null],
    ['not for mail from before it', {}, { day: '2026-06-07' }, null],
    ['not for others', { people: ['cllr-lane'] }, {}, null],
    ['not for another rule', { rule: 'undisclosed-forward' }, {}, null],
    ['for its subject, in any order and case', { people: [], subject: 'PLANNING re' }, {}, 'mute-3'],
    ['not for half a word', { people: [], subject: 'plan' }, {}, null],
    ['not where the subject is not known', { people: [], subject: 'planning' }, { subject: null }, null],
    ['for its conversation', { people: [], thread: 't1' }, {}, 'mute-3'],
    ['not for another', { people: [], thread: 't2' }, {}, null],
    ['not where one of its conditions fails', { subject: 'allotments' }, {}, null],
  ])('%s', (_, changes, known, wanted) => {
    expect(found(record(new Chain(), changes), known)).toBe(wanted);
  });

  test('holds only where everybody of a role is named whom the flag is about', () => {
    const people = { by: 'cllr-pratt', affected: [], hidden: ['cllr-lane'] };
    expect(found(record(new Chain({ people })))).toBeNull();
    expect(found(record(new Chain({ people }), { people: ['cllr-pratt', 'cllr-lane'] }))).toBe('mute-3');
  });

  test('never holds for what is about its maker, nor for what others handle', () => {
    expect(found(record(new Chain({ people: aboutClerk }), { people: [], thread: 't1' }))).toBeNull();
    expect(found(record(new Chain().do('reroute', 'system'), { people: [], thread: 't1' }))).toBeNull();
  });

  test('holds no longer once it has ended, which is said once', () => {
    const chain = record(new Chain());
    const end = () => planMuteEnd({ actor: 'clerk', mute: 3, reason: 'Resolution lapsed.' }, mutesOf(chain), on);
    const planned = end();
    if (planned.kind === 'refused') throw new Error(planned.message);
    chain.add(planned.drafts);
    expect(found(chain)).toBeNull();
    expect(end()).toMatchObject({ kind: 'refused', field: 'mute' });
  });

  test.each<[string, Partial<MuteOrder>, string | null]>([
    ['by somebody who handles no flags', { actor: 'chair' }, null],
    ['by the auditor', { actor: 'auditor' }, null],
    ['for a whole rule', { people: [] }, 'people'],
    ['for oneself', { people: ['clerk'] }, 'people'],
    ['for nobody known', { people: ['nobody'] }, 'people'],
    ['for a subject that fits everything', { people: [], subject: 'a' }, 'subject'],
    ['for ever', { until: '2027-06-10' }, 'until'],
    ['for the past', { until: '2026-06-07' }, 'until'],
    ['without a reason', { reason: ' ' }, 'reason'],
    ['for a rule that there is not', { rule: 'all' }, 'rule'],
  ])('is not recorded %s', (_, changes, field) => {
    expect(planMute({ ...order, ...changes }, on)).toMatchObject({ kind: 'refused', field });
  });

  test('keeps rule and dates in the clear, and whom it is about sealed', () => {
    const [, , recorded] = record(new Chain(), { subject: 'planning' }).events;
    expect(recorded?.entry.data).toEqual({ rule: 'silent-copy', from: day, until: '2026-12-31', role: 'handler' });
    expect(Object.keys(recorded?.sealed ?? {}).sort()).toEqual(['actor', 'people', 'reasonText', 'subject']);
  });

  test('of which something was erased holds for nothing more', () => {
    const chain = record(new Chain());
    const places = [{ seq: 3, field: 'people', item: 0 }];
    chain.add([{ type: 'sealed-erased', data: { places, reason: 'retention' }, sealed: {} }]);
    expect(found(chain)).toBeNull();
    expect(JSON.stringify([...mutesOf(chain).values()])).not.toContain('cllr-pratt');
  });
});

describe('arrangements of the council file', () => {
  const arrangement = {
    rule: 'silent-copy',
    people: [],
    subject: 'planning',
    from: null,
    until: null,
    reason: 'Resolution',
  };

  test('are in the same list, to read only', () => {
    const list = listMutes(mutesOf(record(new Chain())), { arrangements: [arrangement] });
    expect(list.map(({ id, isReadOnly, reason }) => [id, isReadOnly, reason])).toEqual([
      ['mute-3', false, order.reason],
      ['arrangement-1', true, 'Resolution'],
    ]);
  });

  test('hold also for what is about the Clerk', () => {
    expect(found(new Chain({ people: aboutClerk }), {}, [arrangement])).toBe('arrangement-1');
  });
});

describe('citations', () => {
  const plan = (chain: Chain, known: MessageKnown | null = message) => {
    const state = { events: chain.events, flags: chain.flags };
    return planCitations(chain.events, state, roster, () => known);
  };

  test('are written for what was just raised, once, with the reason sealed', () => {
    const chain = record(new Chain());
    const drafts = plan(chain);
    expect(drafts).toEqual([
      { type: 'flag-muted', data: { flag: flagId, by: 'mute-3' }, sealed: { reasonText: [order.reason] } },
    ]);
    chain.add(drafts);
    expect(plan(chain)).toEqual([]);
  });

  test('are not written where the message is not known, nor for what was withdrawn', () => {
    expect(plan(record(new Chain()), null)).toEqual([]);
    expect(plan(record(new Chain().withdraw()))).toEqual([]);
    expect(plan(new Chain())).toEqual([]);
  });
});

describe('a flag that cites a mute', () => {
  const cited = (chain: Chain) => {
    const flag = chain.flags.get(flagId);
    if (flag === undefined) throw new Error('no flag');
    const list = listMutes(mutesOf(chain), { arrangements: [] });
    return isMuted(toLoggedFlag(council.id, flag), chain.review, list, on);
  };
  const cite = (chain: Chain): Chain => {
    const [mute] = listMutes(mutesOf(chain), { arrangements: [] });
    if (mute === undefined) throw new Error('no mute');
    chain.add([draftCitation(flagId, mute)]);
    return chain;
  };

  test('is kept back, and can be decided like any other', () => {
    const chain = cite(record(new Chain()));
    expect(cited(chain)).toBe(true);
    expect(chain.do('confirm', 'handler').review).toMatchObject({ state: 'confirmed', citedMute: 'mute-3' });
  });

  test('is kept back no longer once it has widened to somebody else', () => {
    const chain = cite(record(new Chain()));
    const flag = chain.events[1]?.entry.data ?? {};
    chain.add([{ type: 'flag-widened', data: flag, sealed: { hidden: [{ id: 'cllr-lane', role: 'councillor' }] } }]);
    expect(cited(chain)).toBe(false);
  });
});
