/** A zod shape held against a value from a file: every mistake at once, in plain English. */

import type { z } from 'zod';
import { formatKey, type KeyPath, type Remark } from './problem.ts';

type Issue = z.core.$ZodIssue;

export function checkShape<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
): { data: z.output<Shape> | null; remarks: Remark[] } {
  const first = shape.safeParse(value);
  if (first.success) return { data: first.data, remarks: [] };
  const remarks = oneEach(first.error.issues.flatMap((issue) => describeIssue(issue, value)));
  // An unknown key is no reason not to understand the rest.
  const second = remarks.every(({ code }) => code === 'unknown-key')
    ? shape.safeParse(withoutKeys(value, remarks))
    : undefined;
  return { data: second?.success ? second.data : null, remarks };
}

/** The first of several remarks on one key says enough. */
function oneEach(remarks: Remark[]): Remark[] {
  const keys = remarks.map(({ path }) => formatKey(path));
  return remarks.filter((_, index) => keys.indexOf(keys[index] as string) === index);
}

function describeIssue(issue: Issue, root: unknown): Remark[] {
  const path = existingPath(issue.path as KeyPath, root);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      severity: 'warning',
      code: 'unknown-key',
      path: [...path, key],
      message: `“${key}” is no key that Candour knows here.`,
    }));
  }
  return [{ severity: 'error', code: 'shape', path, message: describeMistake(issue, valueAt(root, path)) }];
}

function describeMistake(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_value') {
    const words = formatChoice(issue.values.map(String));
    return value === undefined
      ? `This is missing: write ${words}.`
      : `This must be ${words}, not ${formatValue(value)}.`;
  }
  if (value === undefined) return 'This is missing.';
  // Shapes may say it better than we can; zod's own words begin alike.
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `This must be ${typeName(issue.expected)}, not ${formatValue(value)}.`;
  return issue.message;
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a set of keys',
    record: 'a set of keys',
  };
  return names[expected] ?? expected;
}

function formatValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a set of keys';
  if (typeof value === 'string') return `“${value.slice(0, 60)}”`;
  return `the ${typeof value === 'number' ? 'number ' : 'value '}${String(value)}`;
}

/** `a, b or c`. */
export function formatChoice(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Shapes that accept a bare word for a map report a key inside the word; the file only has the word. */
function existingPath(path: KeyPath, root: unknown): KeyPath {
  const parent = path.length === 0 ? undefined : valueAt(root, path.slice(0, -1));
  return typeof parent === 'string' ? path.slice(0, -1) : path;
}

function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

function withoutKeys(root: unknown, remarks: readonly Remark[]): unknown {
  const copy = structuredClone(root);
  for (const { path } of remarks) {
    const owner = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
    delete owner[String(path.at(-1))];
  }
  return copy;
}
