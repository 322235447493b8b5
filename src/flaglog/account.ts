/** What people are told of a flag in the log: rendered each time from what the log keeps, never stored. */

import type { Roster } from '../council/roster.ts';
import { ruleOf } from '../rules/all-rules.ts';
import type { Account } from '../rules/rule.ts';
import { isRuleId } from '../rules/rule-ids.ts';
import type { LoggedFlag } from './flag-state.ts';

export function accountOf(flag: LoggedFlag, roster: Roster): Account {
  const rule = isRuleId(flag.rule) ? ruleOf(flag.rule) : null;
  if (rule === null) {
    return {
      explanation: `Possible departure from the protocol, found by a version of Candour that has the rule ${flag.rule}.`,
      remedy: 'See the clause.',
      considered: [],
    };
  }
  const { rule: id, status, severity, grade, council, clause, people, thirdParties, exception, evidence } = flag;
  const known = { messageId: flag.messageId ?? '(erased)', date: flag.date ?? '', mailbox: flag.mailbox ?? '(erased)' };
  return rule.account(
    { rule: id, status, severity, grade, council, clause, people, thirdParties, exception, evidence, ...known },
    roster,
  );
}
