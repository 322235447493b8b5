import { describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import { toLoggedFlag } from '../../src/flaglog/flag-state.ts';
import type { Order } from '../../src/review/order.ts';
import { passedOverOf, textOf } from '../../src/review/review-state.ts';
import { handledBy, rolesOf } from '../../src/review/roles.ts';
import { aboutClerk, Chain, council, day, flagId, roster } from './cases.ts';

const clerk = { id: 'clerk', role: 'handler' } as const;
const logged = (chain: Chain) => {
  const flag = chain.flags.get(flagId);
  if (flag === undefined) throw new Error('no flag');
  return toLoggedFlag(council.id, flag);
};
const handler = (chain: Chain) => handledBy(logged(chain), chain.review, { roster: chain.roster, day });

describe('what a decision needs', () => {
  const text = 'Agreed in the thread.';
  test.each<[string, Partial<Order> & Pick<Order, 'transition'>, string, string]>([
    ['a reason', { transition: 'dismiss', text }, 'missing', 'reason'],
    ['a reason of the list', { transition: 'dismiss', reason: 'because', text }, 'not-valid', 'reason'],
    ['a text', { transition: 'dismiss', reason: 'duplicate', text: '  ' }, 'missing', 'text'],
    [
      'the date of a consent',
      { transition: 'dismiss', reason: 'consent-on-file', text, source: 'File 3' },
      'missing',
      'date',
    ],
    [
      'a date that has come',
      { transition: 'dismiss', reason: 'consent-on-file', text, source: 'File 3', date: '2026-06-09' },
      'not-valid',
      'date',
    ],
    [
      'a date that there is',
      { transition: 'dismiss', reason: 'approval-on-file', text, source: 'File 3', date: '2026-02-30' },
      'not-valid',
      'date',
    ],
    [
      'the source of an approval',
      { transition: 'dismiss', reason: 'approval-on-file', text, date: '2026-06-01' },
      'missing',
      'source',
    ],
    [
      'nothing that would be lost',
      { transition: 'dismiss', reason: 'duplicate', text, source: 'File 3' },
      'unexpected',
      'source',
    ],
    [
      'no actions to dismiss',
      { transition: 'dismiss', reason: 'duplicate', text, actions: ['training'] },
      'unexpected',
      'actions',
    ],
    ['an action', { transition: 'confirm', actions: [] }, 'missing', 'actions'],
    ['an action of the list', { transition: 'confirm', actions: ['dismissal'] }, 'not-valid', 'actions'],
    ['a destination', { transition: 'refer', text }, 'missing', 'destination'],
    [
      'words that somebody will read',
      { transition: 'refer', destination: 'x', text: 'a'.repeat(4001) },
      'not-valid',
      'text',
    ],
    ['somebody to ask', { transition: 'request-explanation', recipient: 'nobody' }, 'not-valid', 'recipient'],
    [
      'somebody whom the flag names',
      { transition: 'offer-statement', recipient: 'cllr-lane' },
      'not-valid',
      'recipient',
    ],
    ['an entry to correct', { transition: 'correct', text, corrects: 2 }, 'not-valid', 'corrects'],
  ])('%s', (_, order, code, field) => {
    expect(new Chain().plan({ actor: clerk, ...order })).toMatchObject({ kind: 'refused', code, field });
  });

  test('keeps codes in the clear, and everything about people sealed', () => {
    const chain = new Chain().do('dismiss', 'handler', {
      reason: 'consent-on-file',
      text: 'Cllr Okafor agreed.',
      source: 'Letter of Cllr Okafor, file 3',
      date: '2026-06-01',
    });
    const entry = chain.events.at(-1);
    expect(entry?.entry).toMatchObject({
      type: 'flag-dismissed',
      data: { flag: flagId, from: 'open', to: 'dismissed', role: 'handler', reason: 'consent-on-file' },
    });
    expect(JSON.stringify(entry?.entry)).not.toMatch(/Okafor|clerk|2026-06-01/);
    expect(Object.keys(entry?.sealed ?? {}).sort()).toEqual(['actor', 'reasonText', 'source', 'sourceDate']);
  });

  test('an explanation is due on the fifth working day', () => {
    // 8 June 2026 is a Monday.
    expect(new Chain().do('request-explanation', 'handler').review.due).toBe('2026-06-15');
  });

  test('a correction leaves what it corrects as it was', () => {
    const chain = new Chain().do('dismiss', 'handler', { text: 'Wrong text.' });
    chain.do('correct', 'handler', { text: 'Right text.', corrects: chain.review.seq });
    expect(chain.review).toMatchObject({ state: 'dismissed', history: [{ seq: 3 }, { seq: 4, corrects: 3 }] });
    expect(chain.review.history.map((entry) => textOf(entry))).toEqual(['Wrong text.', 'Right text.']);
  });
});

describe('who comes second', () => {
  test('is refused, and shown what the first did', () => {
    const chain = new Chain();
    const seen = chain.version;
    chain.do('dismiss', 'handler');
    const second = chain.plan({ transition: 'confirm', actor: clerk, actions: ['training'], seen });
    expect(second).toMatchObject({
      kind: 'refused',
      code: 'changed-since',
      since: [{ to: 'dismissed', reason: 'wrong-match' }],
    });
    expect(second.kind === 'refused' && second.message).toBe(
      'This flag has changed since you looked, and nothing was recorded: The handler dismissed it (candour matched the wrong thing); look again before you decide.',
    );
  });

  test('looks again where the flag itself has changed', () => {
    const chain = new Chain();
    const seen = chain.version;
    chain.withdraw();
    expect(chain.plan({ transition: 'dismiss', actor: clerk, reason: 'duplicate', text: 'x', seen })).toMatchObject({
      code: 'changed-since',
    });
  });

  test('is not troubled by what changes no decision', () => {
    const chain = new Chain();
    const seen = chain.version;
    chain.do('mark-late', 'system').do('note-seen', 'alternate').do('note-alerted', 'system');
    expect(chain.plan({ transition: 'dismiss', actor: clerk, reason: 'duplicate', text: 'x', seen }).kind).toBe(
      'planned',
    );
  });

  test('an order that names nothing as seen is refused', () => {
    expect(new Chain().plan({ transition: 'confirm', actor: clerk, actions: ['training'], seen: 0 }).kind).toBe(
      'refused',
    );
  });
});

describe('who handles', () => {
  test('the Clerk, whoever routing names for flags about the Clerk, and nobody twice', () => {
    expect(handler(new Chain())).toEqual({ recipient: 'clerk', isRerouted: false, role: 'handler' });
    const about = new Chain({ people: aboutClerk });
    expect(handler(about)).toEqual({ recipient: 'chair', isRerouted: true, role: 'handler' });
  });

  test('never again who has recused themselves', () => {
    const chain = new Chain().do('recuse', 'handler', { text: 'My cousin.' });
    expect(handler(chain).recipient).toBe('chair');
    expect(chain.plan({ transition: 'confirm', actor: clerk, actions: ['training'] })).toMatchObject({
      code: 'no-flag',
    });
    chain.do('recuse', 'handler', { actor: { id: 'chair', role: 'handler' } });
    expect(handler(chain)).toMatchObject({ recipient: 'vice', role: 'alternate' });
    chain.do('recuse', 'alternate');
    expect(handler(chain)).toMatchObject({ recipient: 'auditor', role: 'auditor' });
    const planned = chain.plan({
      transition: 'dismiss',
      actor: { id: 'auditor', role: 'auditor' },
      reason: 'duplicate',
      text: 'x',
    });
    expect(planned).toMatchObject({ kind: 'refused', code: 'not-allowed' });
    expect(passedOverOf(chain.review).map(({ id }) => id)).toEqual(['clerk', 'chair', 'vice']);
  });

  test('never again who was found to be involved, also where later evidence says otherwise', () => {
    const chain = new Chain().do('reroute', 'system');
    expect(handler(chain)).toMatchObject({ recipient: 'chair', isRerouted: true });
  });

  test('the alternate only once it is late', () => {
    const on = { roster, day };
    const chain = new Chain();
    expect(rolesOf('vice', logged(chain), chain.review, on)).toEqual([]);
    chain.do('mark-late', 'system');
    expect(rolesOf('vice', logged(chain), chain.review, on)).toEqual(['alternate']);
    expect(rolesOf('clerk', logged(chain), chain.review, on)).toEqual(['handler']);
    chain.do('dismiss', 'alternate');
    expect(rolesOf('vice', logged(chain), chain.review, on)).toEqual([]);
  });

  test('nobody who is out of term, and the auditor decides nothing even where routing names them twice', () => {
    const twice = buildRoster({ ...council, routing: { clerkFlags: 'vice', alternate: 'vice', auditor: 'vice' } });
    const chain = new Chain({ people: aboutClerk }, twice);
    expect(rolesOf('vice', logged(chain), chain.review, { roster: twice, day })).toEqual(['auditor']);
  });

  test.each(['cllr-lane', 'operator', '', 'former'])('not %j, for whom the flag is not there', (id) => {
    for (const role of ['handler', 'alternate', 'auditor', 'operator', 'person-concerned'] as const)
      expect(new Chain().plan({ transition: 'note-seen', actor: { id, role } })).toMatchObject({ code: 'no-flag' });
  });
});

describe('a statement', () => {
  const pratt = { id: 'cllr-pratt', role: 'person-concerned' } as const;

  test('is added once, by whoever was given a link', () => {
    const chain = new Chain();
    const order = { transition: 'add-statement', actor: pratt, text: 'I had asked Cllr Okafor.' } as const;
    expect(chain.plan(order)).toMatchObject({ code: 'not-allowed' });
    chain.do('offer-statement', 'handler').do('dismiss', 'handler');
    chain.do('add-statement', 'person-concerned', { text: order.text });
    expect(chain.review).toMatchObject({ state: 'dismissed' });
    expect(textOf(chain.review.history.at(-1) ?? { sealed: {} }, 'statement')).toBe(order.text);
    expect(chain.plan(order)).toMatchObject({ code: 'already' });
    expect(chain.plan({ transition: 'offer-statement', actor: clerk, recipient: 'cllr-pratt' })).toMatchObject({
      code: 'already',
    });
  });
});
