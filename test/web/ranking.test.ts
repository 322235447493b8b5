/** An order that is kept while things change: always that of sorting everything anew. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ranking } from '../../src/web/ranking.ts';

type Thing = { id: number; rank: number };

const compare = (left: Thing, right: Thing): number => left.rank - right.rank || left.id - right.id;

/** What each of a few things becomes, one round after another; null: it goes. */
const rounds = fc.array(
  fc.uniqueArray(fc.record({ id: fc.nat(40), rank: fc.option(fc.nat(5)) }), {
    selector: ({ id }) => id,
    maxLength: 30,
  }),
  { maxLength: 12 },
);

test.each([1, 300])('after any changes it is the order of what is there, beside %i things that stay', (staying) => {
  fc.assert(
    fc.property(rounds, (all) => {
      const there = new Map<number, Thing>();
      const ranking = new Ranking(compare);
      const others = Array.from({ length: staying }, (_, index) => ({ id: 1_000 + index, rank: index % 7 }));
      ranking.update([], others);
      for (const changes of all) {
        const gone = changes.flatMap(({ id }) => there.get(id) ?? []);
        const come = changes.flatMap(({ id, rank }) => (rank === null ? [] : [{ id, rank }]));
        ranking.update(gone, come);
        for (const { id } of changes) there.delete(id);
        for (const thing of come) there.set(thing.id, thing);
        expect(ranking.sorted).toEqual([...others, ...there.values()].sort(compare));
      }
    }),
  );
});

test('many changes at once are sorted like few', () => {
  const things = Array.from({ length: 1_000 }, (_, id) => ({ id, rank: (id * 7_919) % 13 }));
  const ranking = new Ranking(compare);
  ranking.update([], things);
  ranking.update(things.slice(0, 500), things.slice(0, 250));
  expect(ranking.sorted).toEqual([...things.slice(0, 250), ...things.slice(500)].sort(compare));
});
