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
      notTestable: '',
    },
    { ref: '12.2', paraphrase: 'Be kind.', rules: [], notTestable: 'Tone.' },
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

  test('a rule that does not exist', () => {
    const { pack, problems } = parse('  - { ref: a, paraphrase: P., rules: [{ rule: silent-cpoy }] }\n');
    expect(pack).toBeNull();
    expect(problems[0]).toMatchObject({ line: 4, key: 'clauses[0].rules[0].rule' });
    expect(problems[0]?.message).toMatch(/^This must be silent-copy, .*, not “silent-cpoy”\.$/);
  });
});
