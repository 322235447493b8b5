import { describe, expect, test } from 'vitest';
import type { RuleOverride } from '../../src/council/council.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import type { ClauseRule, Pack } from '../../src/protocol/pack.ts';

const carries = (rule: string, changes: Partial<ClauseRule> = {}): ClauseRule => ({
  rule,
  severity: 'ordinary',
  exceptions: [],
  settings: {},
  enabled: true,
  ...changes,
});
const clause = (ref: string, ...rules: ClauseRule[]) => ({
  ref,
  paraphrase: ref,
  rules,
  unwatched: '',
  notTestable: '',
});
const pack: Pack = {
  id: 'test',
  title: 'Test',
  adopted: '',
  version: '1',
  sections: {},
  clauses: [
    clause('1', carries('silent-copy', { settings: { senders: ['officer'] } })),
    clause('2', carries('staff-contact-bypasses-clerk'), carries('officer-response-overdue')),
    clause('3', carries('staff-contact-bypasses-clerk', { severity: 'serious' })),
    clause('4', carries('complaint-response-overdue', { enabled: false })),
    clause('5', carries('chair-letter-frequency', { enabled: false, severity: 'advice' })),
    clause('6', carries('member-left-off-distribution', { enabled: false, settings: { missingAtMost: 2 } })),
    clause('7', carries('undisclosed-forward', { settings: { workingDays: 2 } })),
  ],
};

const ruleOf = (rule: string, overrides: Record<string, RuleOverride> = {}) =>
  effectiveRules(pack, { rules: overrides }).find((effective) => effective.rule === rule);

describe('whether a rule runs', () => {
  const cases: [what: string, rule: string, override: RuleOverride | undefined, enabled: boolean][] = [
    ['the pack has it and the council file says nothing', 'silent-copy', undefined, true],
    ['the council file switches it off', 'silent-copy', { enabled: false }, false],
    ['a timing rule without working days', 'officer-response-overdue', undefined, false],
    ['a timing rule enabled, but without working days', 'officer-response-overdue', { enabled: true }, false],
    ['a timing rule with working days', 'officer-response-overdue', { workingDays: 5 }, true],
    [
      'a timing rule with working days, switched off',
      'officer-response-overdue',
      { workingDays: 5, enabled: false },
      false,
    ],
    ['off in the pack', 'member-left-off-distribution', undefined, false],
    ['off in the pack, enabled by the council file', 'member-left-off-distribution', { enabled: true }, true],
    ['off in the pack, given its number', 'complaint-response-overdue', { workingDays: 10 }, true],
    ['off in the pack, enabled without its number', 'chair-letter-frequency', { enabled: true }, false],
    ['off in the pack, enabled with its number', 'chair-letter-frequency', { enabled: true, perQuarter: 2 }, true],
  ];
  test.each(cases)('%s', (_, rule, override, enabled) => {
    const effective = ruleOf(rule, override === undefined ? {} : { [rule]: override });
    expect(effective?.enabled).toBe(enabled);
    expect(effective?.offBecause === '').toBe(enabled);
  });

  test('no adopted clause, no rule, whatever the council file says', () => {
    expect(ruleOf('copy-without-consent', { 'copy-without-consent': { enabled: true } })).toBeUndefined();
  });
});

test('a rule under two clauses cites the first and knows both', () => {
  expect(ruleOf('staff-contact-bypasses-clerk')).toMatchObject({
    clauseRef: '2',
    clauseRefs: ['2', '3'],
    severity: 'ordinary',
  });
});

test('numbers of the council file stand over those of the pack', () => {
  expect(ruleOf('undisclosed-forward')?.settings).toEqual({ workingDays: 2 });
  expect(
    ruleOf('member-left-off-distribution', { 'member-left-off-distribution': { missingAtMost: 1 } })?.settings,
  ).toEqual({ missingAtMost: 1 });
  expect(ruleOf('silent-copy')?.settings).toEqual({ senders: ['officer'] });
});
