/**
 * What the shape of a pack cannot see: clauses that are neither watched nor explained, references that stand twice, and settings that
 * no rule would read. It reads the raw value, so that a mistake in the shape does not hide these.
 */

import { formatChoice } from '../council/check-shape.ts';
import type { KeyPath, Remark } from '../council/problem.ts';
import { asList, asRecord, asText } from '../council/raw-value.ts';
import { isRuleId, type RuleId } from '../council/rule-ids.ts';
import { sectionOf } from './pack.ts';
import { describeWrongSetting, exceptionsOf, settingShapes } from './rule-settings.ts';

type Raw = Record<string, unknown>;

export function checkClauses(value: unknown): Remark[] {
  const pack = asRecord(value);
  const clauses = asList(pack.clauses).map(asRecord);
  const refs = clauses.map(({ ref }) => asText(ref));
  return [
    ...clauses.flatMap((clause, index) => [
      ...checkReference(refs, index),
      ...checkWatch(clause, ['clauses', index]),
      ...checkRules(asList(clause.rules).map(asRecord), ['clauses', index, 'rules']),
    ]),
    ...checkSections(asRecord(pack.sections), refs),
  ];
}

function error(code: Remark['code'], path: KeyPath, message: string): Remark {
  return { severity: 'error', code, path, message };
}

function checkReference(refs: readonly (string | null)[], index: number): Remark[] {
  const ref = refs[index] ?? null;
  if (ref === null || refs.indexOf(ref) === index) return [];
  const message = `The reference “${ref}” already belongs to another clause.`;
  return [error('duplicate-id', ['clauses', index, 'ref'], message)];
}

/** A clause either has rules or says why it cannot be tested: so coverage can print the whole protocol. */
function checkWatch(clause: Raw, path: KeyPath): Remark[] {
  const hasRules = asList(clause.rules).length > 0;
  const has = (key: string): boolean => (asText(clause[key]) ?? '') !== '';
  if (hasRules === has('notTestable')) {
    const message = hasRules
      ? 'The clause has rules and also says that email cannot test it: keep one of the two.'
      : 'The clause needs either rules or a reason why email cannot test it (notTestable).';
    return [error('shape', path, message)];
  }
  if (hasRules || !has('unwatched')) return [];
  const message = 'The clause has no rules: say in notTestable why, and leave unwatched out.';
  return [error('shape', [...path, 'unwatched'], message)];
}

function checkRules(entries: readonly Raw[], path: KeyPath): Remark[] {
  const names = entries.map(({ rule }) => asText(rule));
  return names.flatMap((name, at) => {
    if (name !== null && names.indexOf(name) < at) {
      const message = `The clause names the rule “${name}” twice.`;
      return [error('duplicate-id', [...path, at, 'rule'], message)];
    }
    if (name === null || !isRuleId(name)) return [];
    return [
      ...checkSettings(name, asRecord(entries[at]?.settings), [...path, at, 'settings']),
      ...checkExceptions(name, asList(entries[at]?.exceptions), [...path, at, 'exceptions']),
    ];
  });
}

function checkSettings(rule: RuleId, settings: Raw, path: KeyPath): Remark[] {
  return Object.entries(settings).flatMap(([key, value]): Remark[] => {
    const shape = settingShapes[rule][key];
    if (shape === undefined) {
      const known = Object.keys(settingShapes[rule]);
      const which = known.length === 0 ? 'it has none' : `it has ${formatChoice(known)}`;
      const message = `“${key}” is no setting of the rule ${rule}: ${which}.`;
      return [{ severity: 'warning', code: 'unknown-key', path: [...path, key], message }];
    }
    const message = describeWrongSetting(shape, value);
    return message === null ? [] : [error('shape', [...path, key], message)];
  });
}

/** Misspelt, it would excuse nothing, and accuse whom the text excuses. */
function checkExceptions(rule: RuleId, exceptions: readonly unknown[], path: KeyPath): Remark[] {
  const known = exceptionsOf[rule] ?? [];
  return exceptions.flatMap((exception, at) => {
    if (known.includes(String(exception))) return [];
    const which = known.length === 0 ? 'It has none.' : `It has ${formatChoice(known)}.`;
    const message = `“${String(exception).slice(0, 60)}” is no exception of the rule ${rule}. ${which}`;
    return [error('shape', [...path, at], message)];
  });
}

function checkSections(sections: Raw, refs: readonly (string | null)[]): Remark[] {
  const used = new Set(refs.map((ref) => sectionOf(ref ?? '')));
  return Object.keys(sections).flatMap((key): Remark[] => {
    if (used.has(key)) return [];
    return [
      {
        severity: 'warning',
        code: 'unknown-key',
        path: ['sections', key],
        message: `No clause stands below “${key}”: the reference of none begins with it.`,
      },
    ];
  });
}
