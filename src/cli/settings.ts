/** `config/candour.yaml`: which councils this installation audits, and where its flag log is. */

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { checkShape } from '../council/check-shape.ts';
import { formatProblem, type Problem } from '../council/problem.ts';
import { parseYamlText } from '../council/yaml-text.ts';

/** The embedded default: runs as shipped. */
export const defaultSettingsPath = join(import.meta.dirname, '../../config/candour.yaml');

/** Absolute paths. */
export type Settings = { councils: string[]; log: string };

const path = z.string({ error: 'This must be a path.' }).trim().min(1, { error: 'This must not be empty.' });

const settingsShape = z.strictObject({
  councils: z
    .array(path, { error: 'councils must be a list of council files.' })
    .min(1, { error: 'Name at least one council file.' }),
  log: path,
});

/** Paths in the file are relative to it. `problems` are lines for people; settings are null where there are any. */
export function loadSettings(file: string): { settings: Settings | null; problems: string[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { settings: null, problems: [`candour: The settings file ${file} cannot be read.`] };
  }
  const { value, toProblem, problems } = parseYamlText(text, file);
  const { data, remarks } = value === undefined ? { data: null, remarks: [] } : checkShape(settingsShape, value);
  // Few keys, all of them meant: an unknown one is a misspelling.
  const found: Problem[] = [...problems, ...remarks.map(toProblem)];
  if (data === null || found.length > 0) return { settings: null, problems: found.map(formatProblem) };
  const folder = dirname(resolve(file));
  return {
    settings: { councils: data.councils.map((council) => resolve(folder, council)), log: resolve(folder, data.log) },
    problems: [],
  };
}
