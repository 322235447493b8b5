import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openEvents } from '../../src/flaglog/events.ts';
import { foldFlags, toLoggedFlag } from '../../src/flaglog/flag-state.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import { verifyChain } from '../../src/flaglog/verify.ts';
import { noReviews, reviewsOf } from '../../src/review/review-log.ts';
import {
  foldReviews,
  foldReviewsOnto,
  passedOverOf,
  type ReviewState,
  reviewOf,
} from '../../src/review/review-state.ts';
import { handledBy } from '../../src/review/roles.ts';
import { roleNames, stateNames, transitions } from '../../src/review/transitions.ts';
import { actorOf, Chain, council, day, fieldsOf, flagId, raise, roster } from './cases.ts';

/** Mostly by somebody who may, on a page that is up to date: else nearly everything would be refused. */
const step = fc.constantFrom(...transitions).chain(({ name, who }) =>
  fc.record({
    transition: fc.constant(name),
    role: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...who) },
      { weight: 1, arbitrary: fc.constantFrom(...roleNames) },
    ),
    isStale: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
    corrects: fc.nat({ max: 12 }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { maxLength: 25 });

/** Whatever people try, in any order: what is refused adds nothing. */
function carryOut(tried: readonly Step[]): Chain {
  const chain = new Chain();
  for (const { transition, role, isStale, corrects } of tried) {
    const planned = chain.plan({
      transition,
      actor: { id: actorOf(role), role },
      ...fieldsOf(transition),
      ...(transition === 'correct' ? { corrects } : {}),
      ...(isStale ? { seen: 1 } : {}),
    });
    if (planned.kind === 'planned') chain.add(planned.drafts);
  }
  return chain;
}

/** Value and salt gone, as an erasure leaves an entry. */
function eraseAll(entries: readonly StoredEntry[]): StoredEntry[] {
  return entries.map((entry) => ({
    ...entry,
    sealed: entry.sealed.map((item) => ({ ...item, opening: 'erased' as const })),
  }));
}

/** With what erased it recorded behind, as `eraseSealed` does. */
function erased(chain: Chain): StoredEntry[] {
  const places = chain.entries.flatMap(({ seq, sealed }) => sealed.map(({ field, item }) => ({ seq, field, item })));
  const before = [...chain.entries];
  chain.add([{ type: 'sealed-erased', data: { places, reason: 'retention' }, sealed: {} }]);
  return [...eraseAll(before), ...chain.entries.slice(before.length)];
}

const whole = { beginsAtFirst: true, endsAtNewest: true } as const;

describe('any sequence of orders', () => {
  test('leaves a chain that verifies, in a state that the table reaches, with nothing lost', () => {
    fc.assert(
      fc.property(steps, (tried) => {
        const chain = carryOut(tried);
        expect(verifyChain(chain.entries, whole)).toMatchObject({ ok: true });
        const { history, state } = chain.review;
        expect(history.map(({ seq }) => seq)).toEqual(chain.events.slice(2).map(({ seq }) => seq));
        let before: string = 'open';
        for (const entry of history) {
          const row = transitions.find(({ name }) => name === entry.transition);
          expect(row?.from).toContain(before);
          expect(entry.from).toBe(before);
          expect(entry.to).toBe(row?.to ?? before);
          expect(row?.who).toContain(entry.role);
          before = entry.to;
        }
        expect(state).toBe(before);
      }),
      { numRuns: 150 },
    );
  });

  test('folded in pieces is the same as folded whole, erasures included', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), fc.boolean(), (tried, cuts, isErased) => {
        const chain = carryOut(tried);
        const open = chain.events;
        const entries = isErased ? erased(chain) : chain.entries;
        const events = openEvents(entries);
        const reviews = new Map<string, ReviewState>();
        const places = [
          0,
          ...cuts.filter((cut) => cut < events.length).sort((left, right) => left - right),
          events.length,
        ];
        // Before the erasure is met, the pieces are as they were read then.
        for (const [index, from] of places.slice(0, -1).entries())
          foldReviewsOnto(reviews, [...open, ...events.slice(open.length)].slice(from, places[index + 1]));
        expect(reviews).toEqual(foldReviews(events));
      }),
      { numRuns: 150 },
    );
  });

  test('whose sealed words are erased still verifies, keeps its states, and passes to nobody who was passed over', () => {
    fc.assert(
      fc.property(steps, (tried) => {
        const chain = carryOut(tried);
        const { review } = chain;
        const entries = erased(chain);
        expect(verifyChain(entries, whole)).toMatchObject({ ok: true });
        const events = openEvents(entries);
        const after = reviewOf(foldReviews(events), flagId);
        expect({ ...after, history: after.history.map(({ sealed, ...entry }) => entry) }).toEqual({
          ...review,
          history: review.history.map(({ sealed, ...entry }) => entry),
        });
        expect(JSON.stringify(after)).not.toMatch(/telephone|cllr-pratt|"id":"clerk"/);
        const flag = foldFlags(events).get(flagId);
        if (flag === undefined) throw new Error('the flag stays');
        const handler = handledBy(toLoggedFlag(council.id, flag), after, { roster, day });
        expect(passedOverOf(review).map(({ id }) => id)).not.toContain(handler.recipient);
      }),
      { numRuns: 100 },
    );
  });
});

describe('events of a later version', () => {
  test('change no review where their type is unknown, and are kept where their codes are', () => {
    const chain = new Chain().do('start-review', 'handler');
    const before = chain.review;
    chain.add([{ type: 'flag-weighed', data: { flag: flagId, to: 'closed' }, sealed: {} }]);
    expect(chain.review).toEqual(before);
    chain.add([
      {
        type: 'flag-dismissed',
        data: { flag: flagId, from: 'in-review', to: 'dismissed', role: 'handler', reason: 'new-code' },
        sealed: {},
      },
    ]);
    expect(chain.review).toMatchObject({ state: 'dismissed', history: [{}, { reason: 'new-code' }] });
  });
});

describe('reviews of an open log', () => {
  const state = (chain: Chain) => ({ events: chain.events, flags: chain.flags });

  test('grow with it, and are not folded anew', () => {
    const chain = new Chain();
    const events = chain.events;
    const known = { events, flags: chain.flags };
    const first = reviewsOf(known);
    chain.do('dismiss', 'handler');
    events.push(...chain.events.slice(events.length));
    const second = reviewsOf(known);
    expect(second.reviews).toBe(first.reviews);
    expect(reviewOf(second.reviews, flagId).state).toBe('dismissed');
  });

  test('show within a transaction what it added, and keep nothing of it', () => {
    const chain = new Chain();
    const committed = state(chain);
    reviewsOf(committed);
    chain.do('dismiss', 'handler');
    expect(reviewOf(reviewsOf({ ...state(chain), committed }).reviews, flagId).state).toBe('dismissed');
    expect(reviewsOf(committed)).toMatchObject(noReviews);
    expect(reviewOf(reviewsOf(committed).reviews, flagId).state).toBe('open');
  });

  test('of 100,000 flags are caught up with one event in a moment', () => {
    const chain = new Chain();
    const [, raised] = chain.events;
    if (raised === undefined) throw new Error('a flag');
    const events = Array.from({ length: 200_000 }, (_, index) => {
      const data = {
        flag: String(index % 100_000),
        from: 'open',
        to: 'dismissed',
        role: 'handler',
        reason: 'duplicate',
      };
      const type = index < 100_000 ? 'flag-raised' : 'flag-dismissed';
      return {
        ...raised,
        seq: index + 1,
        entry: { ...raised.entry, type, data: index < 100_000 ? { ...raised.entry.data, flag: data.flag } : data },
      };
    });
    const known = { events, flags: new Map() };
    const whole = performance.now();
    expect(reviewsOf(known).reviews.size).toBe(100_000);
    const wholeMs = performance.now() - whole;
    const last = events.at(-1);
    if (last === undefined) throw new Error('an event');
    events.push({
      ...last,
      seq: events.length + 1,
      entry: {
        ...last.entry,
        type: 'review-closed',
        data: { flag: '7', from: 'dismissed', to: 'closed', role: 'handler' },
      },
    });
    const begun = performance.now();
    expect(reviewOf(reviewsOf(known).reviews, '7').state).toBe('closed');
    expect(performance.now() - begun).toBeLessThan(wholeMs / 2);
  });
});

test('every state is reached', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(steps, (tried) => {
      reached.add(carryOut(tried).review.state);
    }),
    { numRuns: 400, seed: 7 },
  );
  expect([...reached].sort()).toEqual([...stateNames].sort());
});

test('a second flag has a review of its own', () => {
  const chain = new Chain().do('dismiss', 'handler');
  const other = 'e'.repeat(64);
  chain.add([raise(other)]);
  expect(reviewOf(foldReviews(chain.events), other)).toMatchObject({ state: 'open', seq: 0, history: [] });
});
