import { describe, expect, test } from 'vitest';
import { dueDayOf, planDue } from '../../src/review/deadlines.ts';
import { draftCitation } from '../../src/review/mutes.ts';
import type { Order } from '../../src/review/order.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { aboutClerk, Chain, day, flagId, roster } from './cases.ts';

const deadlines = { decideWorkingDays: 5 };

const due = (chain: Chain) => {
  const flag = chain.flags.get(flagId);
  if (flag === undefined) throw new Error('no flag');
  return dueDayOf(flag, chain.review, { roster, day }, deadlines);
};

function plan(chain: Chain, on: string) {
  const state = { events: chain.events, flags: chain.flags };
  return planDue(state.flags, reviewsOf(state), { roster, day: on }, deadlines);
}

const typesOn = (chain: Chain, on: string): string[] => plan(chain, on).map(({ type }) => type);

describe('a flag is due', () => {
  // Raised on Wednesday 3 June 2026; orders are given on Monday 8 June.
  test('five working days after it was raised', () => {
    expect(due(new Chain())).toBe('2026-06-10');
    expect(due(new Chain().do('start-review', 'handler'))).toBe('2026-06-10');
  });

  test('while an explanation is awaited, when that is due', () => {
    const chain = new Chain().do('request-explanation', 'handler');
    expect(due(chain)).toBe('2026-06-15');
    expect(due(chain.do('record-explanation', 'handler'))).toBe('2026-06-10');
  });

  test.each<[string, Chain]>([
    ['where it is decided', new Chain().do('dismiss', 'handler')],
    ['where it is only advice', new Chain({ severity: 'advice' })],
    ['where the protocol excuses it', new Chain({ status: 'excepted', exception: 'consent-of-author' })],
    ['where it was withdrawn', new Chain().withdraw()],
  ])('never %s', (_, chain) => {
    expect(due(chain)).toBeNull();
    expect(typesOn(chain, '2026-12-01')).toEqual([]);
  });
});

describe('what is late', () => {
  test('goes to the alternate the day after, once, and says nothing of the flag', () => {
    const chain = new Chain();
    expect(typesOn(chain, '2026-06-10')).toEqual([]);
    const planned = plan(chain, '2026-06-11');
    expect(planned).toEqual([
      {
        type: 'review-late',
        data: { flag: flagId, from: 'open', to: 'open', role: 'system' },
        sealed: { actor: [{ id: 'candour' }] },
      },
    ]);
    chain.add(planned);
    expect(typesOn(chain, '2026-06-12')).toEqual([]);
  });

  test('can be late again after it was reopened', () => {
    const chain = new Chain().do('mark-late', 'system').do('dismiss', 'handler');
    expect(typesOn(chain, '2026-12-01')).toEqual([]);
    chain.do('reopen', 'handler');
    expect(typesOn(chain, '2026-12-01')).toEqual(['review-late']);
  });

  test('is not what a mute keeps back', () => {
    const chain = new Chain();
    chain.add([
      draftCitation(flagId, { id: 'arrangement-1', reason: 'Resolution' } as Parameters<typeof draftCitation>[1]),
    ]);
    expect(typesOn(chain, '2026-12-01')).toEqual([]);
  });
});

describe('a handler who is involved', () => {
  test('is passed over on record, once and for good', () => {
    const chain = new Chain({ people: aboutClerk });
    const planned = plan(chain, '2026-06-08');
    expect(planned.map(({ type, sealed }) => [type, sealed.passedOver])).toEqual([
      ['handler-rerouted', [{ id: 'clerk' }]],
    ]);
    chain.add(planned);
    expect(typesOn(chain, '2026-06-08')).toEqual([]);
    const order: Partial<Order> & Pick<Order, 'transition' | 'actor'> = {
      transition: 'confirm',
      actor: { id: 'clerk', role: 'handler' },
      actions: ['training'],
    };
    expect(chain.plan(order)).toMatchObject({ code: 'no-flag' });
  });

  test('is found where the one named for the Clerk is the subject too', () => {
    const chain = new Chain({ people: { by: 'clerk', affected: [], hidden: ['chair'] } });
    expect(plan(chain, '2026-06-08').map(({ sealed }) => sealed.passedOver)).toEqual([
      [{ id: 'clerk' }],
      [{ id: 'chair' }],
    ]);
  });
});
