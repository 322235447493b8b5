/** The text of a protocol pack as a Pack, or every mistake in it. */

import { z } from 'zod';
import { checkShape } from '../council/check-shape.ts';
import { compareProblems, formatKey, type Problem, type Remark } from '../council/problem.ts';
import { parseYamlText } from '../council/yaml-text.ts';
import { ruleIds } from '../rules/rule-ids.ts';
import { checkClauses } from './check-clauses.ts';
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
  adopted: z
    .string({ error: 'The date must be text: put it in quotes.' })
    .trim()
    .regex(/^(?:\d{4}(?:-\d{2}){0,2})?$/, {
      error: 'The date must be a day, a month or a year, such as "2026-05-19" or "2026-05".',
    })
    .default(''),
  version: z.string({ error: 'The version must be text: put it in quotes.' }).trim().default('1'),
  sections: z.record(z.string(), text).default({}),
  clauses: z.array(
    z.strictObject({
      ref: clauseRef,
      paraphrase: text,
      rules: z.array(clauseRule).default([]),
      unwatched: z.string().trim().default(''),
      notTestable: z.string().trim().default(''),
    }),
  ),
});

export type ParsedPack = { pack: Pack | null; problems: Problem[] };

export function parsePack(source: string, fileName: string): ParsedPack {
  const { value, toProblem, problems } = parseYamlText(source.replace(/^\uFEFF/, ''), fileName);
  if (problems.length > 0 && value === undefined) return { pack: null, problems };
  const { data, remarks } = checkShape(packShape, value);
  const found = [...problems, ...oneEach([...remarks, ...checkClauses(value)]).map(toProblem)].sort(compareProblems);
  return { pack: found.some(({ severity }) => severity === 'error') ? null : data, problems: found };
}

/** What the shape says of a key comes first, and is enough. */
function oneEach(remarks: readonly Remark[]): Remark[] {
  const keys = remarks.map(({ path }) => formatKey(path));
  return remarks.filter((_, index) => keys.indexOf(keys[index] as string) === index);
}
