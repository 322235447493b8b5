import { describe, expect, test } from 'vitest';
import { readForRules } from '../../src/audit/audit.ts';
import { compareFlags } from '../../src/audit/compare-flags.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import type { Flag, StandingFlag } from '../../src/rules/flag.ts';
import { loadShipped } from '../protocol/shipped-packs.ts';
import { auditCorpus, corpora, corpusDay, loadCorpus } from '../support/corpora.ts';

const flag: Flag = {
  rule: 'silent-copy',
  status: 'open',
  severity: 'ordinary',
  grade: 'B',
  council: 'c',
  messageId: '<a@x>',
  date: '2026-06-03T10:00:00+01:00',
  mailbox: 'clerk',
  clause: { protocol: 'one', ref: '1' },
  people: { by: 'clerk', affected: ['adair'], hidden: ['bell'] },
  thirdParties: [],
  exception: null,
  explanation: '',
  remedy: '',
  evidence: [],
};
const standing = (changes: Partial<Flag> = {}, messageKey = '<a@x>'): StandingFlag => ({
  messageKey,
  flag: { ...flag, ...changes },
});

describe('flags under two sets of rules', () => {
  test('come, go and stay by rule and message', () => {
    const note = standing({ rule: 'cc-note-missing' });
    const other = standing({ messageId: '<b@x>' }, '<b@x>');
    expect(compareFlags([standing(), note], [other, standing()])).toEqual({
      come: [other.flag],
      go: [note.flag],
      stay: [{ before: flag, after: flag, changed: [] }],
    });
  });

  test('that share a Message-ID and are different messages are told apart', () => {
    const { come, go } = compareFlags([standing({}, '<a@x> 1')], [standing({}, '<a@x> 2')]);
    expect([come.length, go.length]).toEqual([1, 1]);
  });

  test.each<[string, Partial<Flag>, string[]]>([
    ['another clause is no change', { clause: { protocol: 'two', ref: '12.1' } }, []],
    ['an exception', { status: 'excepted', exception: 'mayor-own-name' }, ['status']],
    ['a severity', { severity: 'serious' }, ['severity']],
    ['somebody else affected', { people: { ...flag.people, affected: [] } }, ['people']],
    ['an outsider', { thirdParties: ['x@y.example'] }, ['people']],
  ])('stay, and say what changed: %s', (_, changes, changed) => {
    expect(compareFlags([standing()], [standing(changes)]).stay[0]?.changed).toEqual(changed);
  });
});

test('mail that was read once for two protocols gives what each of them gives by itself', async () => {
  const [corpus] = corpora;
  if (corpus === undefined) throw new Error('no corpus');
  const { council, pack } = await loadCorpus(corpus);
  const other = loadShipped('st-just');
  const rulings = [pack, other].map((each) => ({ protocol: each.id, rules: effectiveRules(each, council) }));
  const order = { council, mailboxes: council.mailboxes, asOf: corpusDay };
  const judgeBy = await readForRules(
    order,
    rulings.flatMap(({ rules }) => rules),
  );
  const [model, stJust] = rulings.map((ruling) => judgeBy(ruling).standing);
  expect(model).toEqual((await auditCorpus(corpus)).standing);
  expect(stJust).toEqual((await auditCorpus(corpus, { pack: other })).standing);
  expect(compareFlags(model ?? [], stJust ?? []).come.length).toBeGreaterThan(0);
});
