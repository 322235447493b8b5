import { describe, expect, test } from 'vitest';
import type { Order } from '../../src/review/order.ts';
import {
  conditions,
  type RoleName,
  roleNames,
  type StateName,
  stateNames,
  type TransitionName,
  transitions,
} from '../../src/review/transitions.ts';
import { actorOf, Chain, fieldsOf } from './cases.ts';

const decisions: readonly TransitionName[] = ['dismiss', 'confirm', 'refer', 'close', 'reopen'];

/** The rules as the issue has them, by hand: state → what handler or alternate may do there that changes it. */
const moves: Record<StateName, Partial<Record<TransitionName, StateName>>> = {
  open: {
    'start-review': 'in-review',
    'request-explanation': 'awaiting-explanation',
    dismiss: 'dismissed',
    confirm: 'confirmed',
    refer: 'referred',
  },
  'in-review': {
    'request-explanation': 'awaiting-explanation',
    dismiss: 'dismissed',
    confirm: 'confirmed',
    refer: 'referred',
  },
  'awaiting-explanation': {
    'record-explanation': 'in-review',
    dismiss: 'dismissed',
    confirm: 'confirmed',
    refer: 'referred',
  },
  dismissed: { close: 'closed', reopen: 'reopened' },
  confirmed: { close: 'closed', reopen: 'reopened' },
  referred: { close: 'closed', reopen: 'reopened' },
  closed: { reopen: 'reopened' },
  reopened: {
    'start-review': 'in-review',
    'request-explanation': 'awaiting-explanation',
    dismiss: 'dismissed',
    confirm: 'confirmed',
    refer: 'referred',
  },
};

const alsoByHandler: readonly TransitionName[] = ['correct', 'recuse', 'offer-statement', 'note-seen', 'open-message'];
const settled: readonly StateName[] = ['dismissed', 'confirmed', 'referred', 'closed'];
const isUndecided = (state: StateName): boolean => !settled.includes(state);

function wanted(state: StateName, role: RoleName, name: TransitionName): boolean {
  if (role === 'handler' || (role === 'alternate' && isUndecided(state))) {
    if (name in moves[state] || alsoByHandler.includes(name)) return true;
    return name === 'decline-reopening' && settled.includes(state);
  }
  if (role === 'auditor')
    return name === 'note-seen' || name === 'open-message' || (name === 'request-reopening' && settled.includes(state));
  if (role === 'person-concerned') return name === 'add-statement';
  if (role === 'system')
    return name === 'reroute' || name === 'note-alerted' || (name === 'mark-late' && isUndecided(state));
  return false;
}

/** A chain in which everything that does not follow from the state alone is there: late, a link offered, something to correct. */
function chainIn(state: StateName): Chain {
  const chain = new Chain().do('offer-statement', 'handler');
  const ways: Record<StateName, (chain: Chain) => Chain> = {
    open: (it) => it,
    'in-review': (it) => it.do('start-review', 'handler'),
    'awaiting-explanation': (it) => it.do('request-explanation', 'handler'),
    dismissed: (it) => it.do('dismiss', 'handler'),
    confirmed: (it) => it.do('confirm', 'handler'),
    referred: (it) => it.do('refer', 'handler'),
    closed: (it) => it.do('dismiss', 'handler').do('close', 'handler'),
    reopened: (it) => it.do('dismiss', 'handler').do('reopen', 'handler'),
  };
  const there = ways[state](chain);
  return isUndecided(state) ? there.do('mark-late', 'system') : there;
}

const order = (
  transition: TransitionName,
  role: RoleName,
  chain: Chain,
): Partial<Order> & Pick<Order, 'transition' | 'actor'> => ({
  transition,
  actor: { id: actorOf(role), role },
  ...fieldsOf(transition),
  ...(transition === 'correct' ? { corrects: chain.review.history[0]?.seq ?? 0 } : {}),
  ...(transition === 'offer-statement' ? { recipient: 'cllr-okafor' } : {}),
});

describe.each(stateNames)('a flag that is %s', (state) => {
  const plain = chainIn(state);
  const asked = settled.includes(state) ? chainIn(state).do('request-reopening', 'auditor') : plain;

  test.each(roleNames)('for the %s', (role) => {
    for (const { name } of transitions) {
      const chain = name === 'decline-reopening' ? asked : plain;
      const planned = chain.plan(order(name, role, chain));
      expect([name, planned.kind], JSON.stringify(planned)).toEqual([
        name,
        wanted(state, role, name) ? 'planned' : 'refused',
      ]);
      if (planned.kind !== 'planned') continue;
      const [draft] = planned.drafts;
      if (name === 'mark-late') expect(planned.drafts).toEqual([]);
      else expect(draft?.data).toMatchObject({ from: state, to: moves[state][name] ?? state, role });
    }
  });
});

test('the table says of every transition what happens in every state and condition', () => {
  for (const { name, from, to, who, when, event } of transitions) {
    expect(from.length, name).toBeGreaterThan(0);
    expect(who.length, name).toBeGreaterThan(0);
    expect(
      when.every((each) => conditions.includes(each)),
      name,
    ).toBe(true);
    expect(event).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(who).not.toContain('operator');
    if (to !== null) expect(from.includes(to), name).toBe(false);
  }
  expect(new Set(transitions.map(({ event }) => event)).size).toBe(transitions.length);
  for (const name of decisions)
    expect(transitions.find((each) => each.name === name)?.who, name).toEqual(['handler', 'alternate']);
});

describe('a flag that the protocol itself excuses', () => {
  const chain = (): Chain => new Chain({ status: 'excepted', exception: 'consent-of-author' });

  test.each<[TransitionName, string]>([
    ['start-review', 'planned'],
    ['dismiss', 'planned'],
    ['offer-statement', 'planned'],
    ['confirm', 'refused'],
    ['refer', 'refused'],
    ['request-explanation', 'refused'],
  ])('%s: %s', (name, kind) => {
    expect(chain().plan(order(name, 'handler', chain())).kind).toBe(kind);
  });

  test('is decided like any other once somebody looks into it', () => {
    expect(chain().do('start-review', 'handler').do('confirm', 'handler').review.state).toBe('confirmed');
  });
});

describe('a flag that was withdrawn', () => {
  test.each<[TransitionName, string]>([
    ['dismiss', 'planned'],
    ['recuse', 'planned'],
    ['start-review', 'refused'],
    ['confirm', 'refused'],
    ['refer', 'refused'],
    ['request-explanation', 'refused'],
  ])('%s: %s', (name, kind) => {
    const chain = new Chain().withdraw();
    expect(chain.plan(order(name, 'handler', chain)).kind).toBe(kind);
  });

  test('after it was confirmed can be reopened and laid to rest', () => {
    const chain = new Chain().do('confirm', 'handler').withdraw().do('reopen', 'handler').do('dismiss', 'handler');
    expect(chain.do('close', 'handler').review.state).toBe('closed');
  });
});
