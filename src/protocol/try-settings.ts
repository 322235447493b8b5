/** A council's protocol with other settings than it has, to see what they would change. */

import { formatChoice } from '../council/check-shape.ts';
import type { Council, RuleOverride } from '../council/council.ts';
import { isRuleId, type RuleId } from '../council/rule-ids.ts';
import type { ClauseRule, Pack } from './pack.ts';
import { describeWrongSetting, exceptionsOf, type SettingShape, settingShapes } from './rule-settings.ts';

export type Adopted = { pack: Pack; rules: Council['rules'] };

/** Every problem is one sentence, the setting as it was written at its head. */
export type Tried = { adopted: Adopted; problems: string[] };

const severities = ['serious', 'ordinary', 'advice'];

/** `written`: `rule.key=value` each, lists with commas between; later ones stand over earlier ones. */
export function trySettings(adopted: Adopted, written: readonly string[]): Tried {
  const tried: Tried = { adopted, problems: [] };
  for (const each of written) {
    const changed = trySetting(tried.adopted, each);
    if (typeof changed === 'string') tried.problems.push(`${each}: ${changed}`);
    else tried.adopted = changed;
  }
  return tried;
}

function trySetting(adopted: Adopted, written: string): Adopted | string {
  const [, rule = '', key = '', text = ''] = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(written) ?? [];
  if (rule === '') return 'This must be RULE.KEY=VALUE, such as undisclosed-forward.workingDays=1.';
  if (!isRuleId(rule)) return `Candour has no rule “${rule}”.`;
  if (!adopted.pack.clauses.some(({ rules }) => rules.some((entry) => entry.rule === rule)))
    return `The protocol ${adopted.pack.id} has no clause for the rule, and so it never runs.`;
  const value = text.trim();
  if (key === 'enabled') {
    if (value !== 'true' && value !== 'false') return 'This must be true or false.';
    return withOverride(adopted, rule, { enabled: value === 'true' });
  }
  if (key === 'severity') {
    if (!severities.includes(value)) return `This must be ${formatChoice(severities)}.`;
    return withEntry(adopted, rule, { severity: value as ClauseRule['severity'] });
  }
  if (key === 'exceptions') return tryExceptions(adopted, rule, toList(value));
  const shape = settingShapes[rule][key];
  if (shape !== undefined) return tryShape(adopted, rule, key, shape, value);
  const known = [...Object.keys(settingShapes[rule]), ...(exceptionsOf[rule] ? ['exceptions'] : [])];
  return `“${key}” is no setting of the rule: it has ${formatChoice([...known, 'severity', 'enabled'])}.`;
}

function tryShape(adopted: Adopted, rule: RuleId, key: string, shape: SettingShape, text: string): Adopted | string {
  if (shape.choices === undefined) {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return describeWrongSetting(shape, number) ?? withOverride(adopted, rule, { [key]: number });
  }
  const value = shape.isList ? toList(text) : text;
  const entry = (before: ClauseRule) => ({ settings: { ...before.settings, [key]: value } });
  return describeWrongSetting(shape, value) ?? withEntry(adopted, rule, entry);
}

function tryExceptions(adopted: Adopted, rule: RuleId, exceptions: string[]): Adopted | string {
  const known = exceptionsOf[rule] ?? [];
  const unknown = exceptions.find((exception) => !known.includes(exception));
  if (unknown === undefined) return withEntry(adopted, rule, { exceptions });
  return `“${unknown}” is no exception of the rule: it has ${known.length === 0 ? 'none' : formatChoice(known)}.`;
}

function toList(text: string): string[] {
  return text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}

/** What a council file can say by itself goes where the council file would say it. */
function withOverride({ pack, rules }: Adopted, rule: RuleId, override: RuleOverride): Adopted {
  return { pack, rules: { ...rules, [rule]: { ...rules[rule], ...override } } };
}

/** Under every clause that carries the rule. */
function withEntry(
  { pack, rules }: Adopted,
  rule: RuleId,
  change: Partial<ClauseRule> | ((before: ClauseRule) => Partial<ClauseRule>),
): Adopted {
  const clauses = pack.clauses.map((clause) => ({
    ...clause,
    rules: clause.rules.map((entry) =>
      entry.rule === rule ? { ...entry, ...(typeof change === 'function' ? change(entry) : change) } : entry,
    ),
  }));
  return { pack: { ...pack, clauses }, rules };
}
