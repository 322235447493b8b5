import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportForSubject, viewForConcerned } from '../../src/review/redaction.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { transitions } from '../../src/review/transitions.ts';
import { actorOf, Chain, fieldsOf, flagId, raise } from './cases.ts';

/** Words that stand for somebody else, in every place where words can stand. */
const others = [
  'cllr-okafor',
  'cllr-lane',
  'gillian@home.example',
  'Gillian',
  'clerk',
  'vice',
  'auditor',
  'Monitoring officer',
];

function full(): Chain {
  const people = { by: 'cllr-pratt', affected: ['cllr-okafor'], hidden: ['cllr-lane'] };
  const evidence = [{ kind: 'bcc-header', where: 'Sent copy of Gillian', quote: 'Bcc: Gillian' }];
  const chain = new Chain({
    people,
    evidence,
    thirdParties: ['gillian@home.example'],
    mailbox: 'clerk',
    messageId: '<x@home.example>',
  });
  const text = 'Gillian said so.';
  chain.do('offer-statement', 'handler').do('request-explanation', 'handler', { text });
  chain.do('add-statement', 'person-concerned', { text: 'My own words.' }).do('mark-late', 'system');
  chain.do('note-seen', 'alternate').do('refer', 'alternate', { text }).do('reopen', 'handler', { text });
  chain
    .do('recuse', 'handler', { text })
    .do('correct', 'handler', { actor: { id: 'chair', role: 'handler' }, text, corrects: chain.review.seq });
  return chain;
}

const view = (chain: Chain, person: string) => {
  const flag = chain.flags.get(flagId);
  if (flag === undefined) throw new Error('no flag');
  return viewForConcerned(flag, chain.review, person);
};

describe('somebody whom a flag is about', () => {
  test('sees what concerns themselves', () => {
    expect(view(full(), 'cllr-pratt')).toMatchObject({
      rule: 'silent-copy',
      parts: ['acted'],
      state: 'reopened',
      statement: 'My own words.',
      mayAddStatement: false,
      othersNamed: 3,
      heldBack: { quotes: 1, texts: 5 },
      messageDate: '2026-06-03T09:14:00+01:00',
    });
    expect(view(full(), 'cllr-pratt')?.entries.map(({ transition, isOwn }) => [transition, isOwn])).toEqual([
      ['offer-statement', true],
      ['request-explanation', true],
      ['add-statement', true],
      ['mark-late', false],
      ['refer', false],
      ['reopen', false],
    ]);
  });

  test.each(['cllr-pratt', 'cllr-lane', 'cllr-okafor'])('sees nothing of anybody else: %s', (person) => {
    const shown = JSON.stringify(view(full(), person));
    for (const other of others.filter((each) => each !== person)) expect(shown).not.toContain(other);
  });

  test('who was only concerned is not told what was decided about somebody else', () => {
    expect(view(full(), 'cllr-okafor')).toMatchObject({
      state: null,
      entries: [],
      parts: ['concerned'],
      statement: null,
    });
  });

  test('and who is not named is shown nothing', () => {
    for (const person of ['clerk', 'vice', 'nobody', '']) expect(view(full(), person)).toBeNull();
  });

  test('whatever was done, the same is shown whatever was written', () => {
    const step = fc.constantFrom(
      ...transitions.filter(({ name }) => !['add-statement', 'correct', 'reroute'].includes(name)),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        (rows, words) => {
          const chains = [new Chain(), new Chain({ thirdParties: ['b@c.example'] })];
          const [plain, written] = chains as [Chain, Chain];
          for (const [index, { name, who }] of rows.entries()) {
            const role = who[0] ?? 'system';
            const order = { transition: name, actor: { id: actorOf(role), role }, ...fieldsOf(name) };
            const one = plain.plan(order);
            const other = written.plan({
              ...order,
              ...(order.text === undefined ? {} : { text: `x${words[index % words.length]}` }),
            });
            expect(other.kind).toBe(one.kind);
            if (one.kind !== 'planned' || other.kind !== 'planned') continue;
            plain.add(one.drafts);
            written.add(other.drafts);
          }
          expect(view(written, 'cllr-pratt')).toEqual({ ...view(plain, 'cllr-pratt'), othersNamed: 2 });
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a subject access report holds what names a person and what they did, and nothing of others', () => {
  const chain = full();
  chain.add([raise('e'.repeat(64), { people: { by: 'cllr-okafor', affected: [], hidden: [] } })]);
  const state = { events: chain.events, flags: chain.flags };
  const report = (person: string) => reportForSubject(person, state, reviewsOf(state));
  expect(report('cllr-pratt')).toMatchObject({ flags: [{ shortId: 'ffffffff' }], acts: [], mutes: [] });
  expect(report('cllr-okafor').flags.map(({ shortId }) => shortId)).toEqual(['ffffffff', 'eeeeeeee']);
  expect(report('clerk')).toMatchObject({
    flags: [],
    acts: expect.arrayContaining([expect.objectContaining({ transition: 'recuse' })]),
  });
  expect(JSON.stringify(report('clerk'))).not.toMatch(/Gillian|cllr-/);
  for (const person of ['cllr-pratt', 'cllr-okafor', 'vice'])
    for (const other of others.filter((each) => each !== person))
      expect(JSON.stringify(report(person))).not.toContain(other);
});
