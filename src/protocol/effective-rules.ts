/** Which rules run for a council: its protocol's clauses, with what its council file says of them. */

import type { Council, RuleOverride } from '../council/council.ts';
import { type RuleId, ruleIds } from '../council/rule-ids.ts';
import type { Severity } from '../rules/flag.ts';
import type { ClauseRule, Pack, RuleSettings } from './pack.ts';

export type EffectiveRule = {
  rule: RuleId;
  /** The clause that a flag cites: the first of the pack that carries the rule. */
  clauseRef: string;
  /** Every clause of the pack that carries the rule, `clauseRef` first. */
  clauseRefs: string[];
  severity: Severity;
  exceptions: string[];
  /** The pack's settings, with `workingDays`, `perQuarter` and `missingAtMost` of the council file over them. */
  settings: RuleSettings;
  enabled: boolean;
  /** Why the rule does not run, one sentence; '' where it runs. */
  offBecause: string;
};

/** The number without which a rule has nothing to measure by, since no protocol defines it: only a council can. */
const neededNumber: Partial<Record<RuleId, keyof RuleOverride & ('workingDays' | 'perQuarter')>> = {
  'officer-response-overdue': 'workingDays',
  'councillor-response-overdue': 'workingDays',
  'complaint-response-overdue': 'workingDays',
  'chair-letter-frequency': 'perQuarter',
};

/** One entry for each rule that the pack has a clause for, in the order of the contract; a rule it lacks stays off. */
export function effectiveRules(pack: Pack, council: Pick<Council, 'rules'>): EffectiveRule[] {
  return ruleIds.flatMap((rule) => {
    const carriers = pack.clauses.flatMap((clause) =>
      clause.rules.filter((entry) => entry.rule === rule).map((entry) => ({ ref: clause.ref, entry })),
    );
    const first = carriers[0];
    if (first === undefined) return [];
    const override = council.rules[rule] ?? {};
    const offBecause = explainOff(rule, first.entry, override);
    return [
      {
        rule,
        clauseRef: first.ref,
        clauseRefs: carriers.map(({ ref }) => ref),
        severity: first.entry.severity,
        exceptions: first.entry.exceptions,
        settings: { ...first.entry.settings, ...numbersOf(override) },
        enabled: offBecause === '',
        offBecause,
      },
    ];
  });
}

/** To give a rule its number is to ask for it, unless the council file says `enabled: false` beside it. */
function explainOff(rule: RuleId, entry: ClauseRule, override: RuleOverride): string {
  if (override.enabled === false) return 'The council file switches it off.';
  const needed = neededNumber[rule];
  if (needed !== undefined && override[needed] === undefined) return `The council file does not set ${needed} for it.`;
  const isAskedFor = override.enabled === true || Object.keys(numbersOf(override)).length > 0;
  return entry.enabled || isAskedFor ? '' : 'It runs only where the council file enables it.';
}

function numbersOf({ workingDays, perQuarter, missingAtMost }: RuleOverride): Record<string, number> {
  const numbers = Object.entries({ workingDays, perQuarter, missingAtMost });
  return Object.fromEntries(numbers.filter((pair): pair is [string, number] => pair[1] !== undefined));
}
