/** The names of the rules live with the council file, which uses them too and may not import from here. */

export { isRuleId, type RuleId, ruleIds } from '../council/rule-ids.ts';
