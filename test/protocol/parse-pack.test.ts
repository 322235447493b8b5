import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/council/problem.ts';
import { parsePack } from '../../src/protocol/parse-pack.ts';

const head = 'id: test\ntitle: Test\nclauses:\n';
const parse = (clauses: string) => parsePack(head + clauses, 'test.yaml');

test('a clause has rules with defaults, or a reason', () => {
  const { pack, problems } = parse(
    '  - { ref: "12.1", paraphrase: No silent copies., rules: [{ rule: silent-copy }] }\n' +
      '  - { ref: "12.2", paraphrase: Be kind., notTestable: Tone. }\n',
  );
  expect(problems).toEqual([]);
  expect(pack?.clauses).toEqual([
    {
      ref: '12.1',
      paraphrase: 'No silent copies.',
      rules: [{ rule: 'silent-copy', severity: 'ordinary', exceptions: [], settings: {}, enabled: true }],
      unwatched: '',
      notTestable: '',
    },
    { ref: '12.2', paraphrase: 'Be kind.', rules: [], unwatched: '', notTestable: 'Tone.' },
  ]);
});

describe('mistakes', () => {
  test.each([
    [
      'a number for a reference',
      '  - { ref: 12.1, paraphrase: P., notTestable: T. }',
      'test.yaml:4:12 clauses[0].ref – The reference of a clause must be text: put it in quotes, such as "12.1".',
    ],
    [
      'neither rules nor reason',
      '  - { ref: a, paraphrase: P. }',
      'test.yaml:4:5 clauses[0] – The clause needs either rules or a reason why email cannot test it (notTestable).',
    ],
    [
      'rules and reason',
      '  - { ref: a, paraphrase: P., notTestable: T., rules: [{ rule: silent-copy }] }',
      'test.yaml:4:5 clauses[0] – The clause has rules and also says that email cannot test it: keep one of the two.',
    ],
    [
      'a reference twice',
      '  - { ref: a, paraphrase: P., notTestable: T. }\n  - { ref: a, paraphrase: Q., notTestable: T. }',
      'test.yaml:5:12 clauses[1].ref – The reference “a” already belongs to another clause.',
    ],
    [
      'a rule twice in a clause',
      '  - { ref: a, paraphrase: P., rules: [{ rule: silent-copy }, { rule: silent-copy }] }',
      'test.yaml:4:70 clauses[0].rules[1].rule – The clause names the rule “silent-copy” twice.',
    ],
    [
      'a setting that is no plain value',
      '  - { ref: a, paraphrase: P., rules: [{ rule: silent-copy, settings: { x: { y: 1 } } }] }',
      'test.yaml:4:72 clauses[0].rules[0].settings.x – A setting must be text, a number, true or false, or a list of words.',
    ],
    [
      'a severity that does not exist',
      '  - { ref: a, paraphrase: P., rules: [{ rule: silent-copy, severity: grave }] }',
      'test.yaml:4:70 clauses[0].rules[0].severity – This must be serious, ordinary or advice, not “grave”.',
    ],
  ])('%s', (_, clauses, line) => {
    const { pack, problems } = parse(`${clauses}\n`);
    expect(pack).toBeNull();
    expect(problems.map(formatProblem)).toEqual([line]);
  });

  const carrying = (entry: string): string => `  - { ref: a, paraphrase: P., rules: [{ ${entry} }] }`;
  test.each([
    [
      'a setting that the rule does not know, which is a warning as every unknown key',
      carrying('rule: silent-copy, settings: { sender: [officer] }'),
      'test.yaml:4:72 clauses[0].rules[0].settings.sender – “sender” is no setting of the rule silent-copy: it has senders.',
    ],
    [
      'a setting of a rule that has none',
      carrying('rule: cc-note-missing, settings: { workingDays: 2 }'),
      'test.yaml:4:76 clauses[0].rules[0].settings.workingDays – “workingDays” is no setting of the rule cc-note-missing: it has none.',
    ],
  ])('%s', (_, clauses, line) => {
    const { pack, problems } = parse(`${clauses}\n`);
    expect(pack).not.toBeNull();
    expect(problems.map((problem) => `${formatProblem(problem)} ${problem.severity}`)).toEqual([`${line} warning`]);
  });

  test.each([
    [
      'a word that the setting does not know',
      carrying('rule: silent-copy, settings: { senders: [officer, clerk] }'),
      'clauses[0].rules[0].settings.senders – This must be officer or councillor, not “clerk”.',
    ],
    [
      'one word for a list',
      carrying('rule: silent-copy, settings: { senders: officer }'),
      'clauses[0].rules[0].settings.senders – This must be a list of officer or councillor.',
    ],
    [
      'a list for one word',
      carrying('rule: media-contact-without-officer, settings: { speaker: [officer] }'),
      'clauses[0].rules[0].settings.speaker – This must be officer or councillor, not a list.',
    ],
    [
      'days that are no number',
      carrying('rule: undisclosed-forward, settings: { workingDays: two }'),
      'clauses[0].rules[0].settings.workingDays – This must be a whole number, 1 or more.',
    ],
    [
      'an exception that the rule does not know',
      carrying('rule: official-letter-councillor-name, exceptions: [chair-to-minster]'),
      'clauses[0].rules[0].exceptions[0] – “chair-to-minster” is no exception of the rule official-letter-councillor-name. It has chair-to-minister or mayor-own-name.',
    ],
    [
      'an exception for what has none',
      carrying('rule: councillor-commitment, exceptions: [mayor-own-name]'),
      'clauses[0].rules[0].exceptions[0] – “mayor-own-name” is no exception of the rule councillor-commitment. It has none.',
    ],
    [
      'what the rules leave out, of a clause without rules',
      '  - { ref: a, paraphrase: P., notTestable: T., unwatched: U. }',
      'clauses[0].unwatched – The clause has no rules: say in notTestable why, and leave unwatched out.',
    ],
  ])('%s', (_, clauses, line) => {
    const { pack, problems } = parse(`${clauses}\n`);
    expect(pack).toBeNull();
    expect(problems.map((problem) => formatProblem(problem).replace(/^test\.yaml:4:\d+ /, ''))).toEqual([line]);
  });

  test('a date that is none, and a heading without clauses', () => {
    const { problems } = parsePack(
      'id: test\ntitle: Test\nadopted: May 2026\nsections: { a: Aims, b: Beds }\nclauses:\n  - { ref: a-1, paraphrase: P., notTestable: T. }\n',
      'test.yaml',
    );
    expect(problems.map((problem) => `${formatProblem(problem)} ${problem.severity}`)).toEqual([
      'test.yaml:3:10 adopted – The date must be a day, a month or a year, such as "2026-05-19" or "2026-05". error',
      'test.yaml:4:22 sections.b – No clause stands below “b”: the reference of none begins with it. warning',
    ]);
  });

  test('a rule that does not exist', () => {
    const { pack, problems } = parse('  - { ref: a, paraphrase: P., rules: [{ rule: silent-cpoy }] }\n');
    expect(pack).toBeNull();
    expect(problems[0]).toMatchObject({ line: 4, key: 'clauses[0].rules[0].rule' });
    expect(problems[0]?.message).toMatch(/^This must be silent-copy, .*, not “silent-cpoy”\.$/);
  });
});
