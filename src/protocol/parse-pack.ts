/** The text of a protocol pack as a Pack, or every mistake in it. */

import { z } from 'zod';
import { checkShape } from '../council/check-shape.ts';
import { compareProblems, type Problem, type Remark } from '../council/problem.ts';
import { asList, asRecord, asText } from '../council/raw-value.ts';
import { parseYamlText } from '../council/yaml-text.ts';
import { ruleIds } from '../rules/rule-ids.ts';
import type { Pack } from './pack.ts';

const text = z.string().trim().min(1, { error: 'This must not be empty.' });
/** YAML reads an unquoted `12.1` as a number, and `12.10` as 12.1: refs are therefore quoted, and this says so. */
const clauseRef = z
  .string({ error: 'The reference of a clause must be text: put it in quotes, such as "12.1".' })
  .trim()
  .regex(/^\S+$/, { error: 'The reference of a clause has no spaces.' });
const setting = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
  error: 'A setting must be text, a number, true or false, or a list of words.',
});

const clauseRule = z.strictObject({
  rule: z.enum(ruleIds),
  severity: z.enum(['serious', 'ordinary', 'advice']).default('ordinary'),
  exceptions: z.array(text).default([]),
  settings: z.record(z.string(), setting).default({}),
  enabled: z.boolean().default(true),
});

const packShape = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9.-]*$/, { error: 'The id of a pack is made of small letters, digits and hyphens.' }),
  title: text,
  adopted: z.string().trim().default(''),
  version: z.string({ error: 'The version must be text: put it in quotes.' }).trim().default('1'),
  clauses: z.array(
    z.strictObject({
      ref: clauseRef,
      paraphrase: text,
      rules: z.array(clauseRule).default([]),
      notTestable: z.string().trim().default(''),
    }),
  ),
});

export type ParsedPack = { pack: Pack | null; problems: Problem[] };

export function parsePack(source: string, fileName: string): ParsedPack {
  const { value, toProblem, problems } = parseYamlText(source, fileName);
  if (problems.length > 0 && value === undefined) return { pack: null, problems };
  const { data, remarks } = checkShape(packShape, value);
  const found = [...problems, ...[...remarks, ...checkClauses(value)].map(toProblem)].sort(compareProblems);
  return { pack: found.some(({ severity }) => severity === 'error') ? null : data, problems: found };
}

/** A clause either has rules or says why it cannot be tested: so coverage can print the whole protocol. */
function checkClauses(value: unknown): Remark[] {
  const clauses = asList(asRecord(value).clauses).map(asRecord);
  const refs = clauses.map(({ ref }) => asText(ref));
  return clauses.flatMap((clause, index): Remark[] => {
    const remarks: Remark[] = [];
    const ref = refs[index] ?? null;
    if (ref !== null && refs.indexOf(ref) < index) {
      const message = `The reference “${ref}” already belongs to another clause.`;
      remarks.push({ severity: 'error', code: 'duplicate-id', path: ['clauses', index, 'ref'], message });
    }
    const hasRules = asList(clause.rules).length > 0;
    const hasReason = (asText(clause.notTestable) ?? '') !== '';
    if (hasRules === hasReason) {
      const message = hasRules
        ? 'The clause has rules and also says that email cannot test it: keep one of the two.'
        : 'The clause needs either rules or a reason why email cannot test it (notTestable).';
      remarks.push({ severity: 'error', code: 'shape', path: ['clauses', index], message });
    }
    const rules = asList(clause.rules).map((entry) => asText(asRecord(entry).rule));
    rules.forEach((rule, at) => {
      if (rule === null || rules.indexOf(rule) === at) return;
      const message = `The clause names the rule “${rule}” twice.`;
      remarks.push({ severity: 'error', code: 'duplicate-id', path: ['clauses', index, 'rules', at, 'rule'], message });
    });
    return remarks;
  });
}
