/** YAML text as a value in which every key can be found again by line and column. */

import { isCollection, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { formatKey, type KeyPath, type Problem, type Remark } from './problem.ts';

export type Position = { line: number; column: number };

export type YamlText = {
  /** Maps, lists, text, numbers and true/false. Keys without a value are left out; dates are text. Undefined where unreadable. */
  value: unknown;
  /** Of the value at this path (or of its key), or of the nearest thing around it that is there. */
  locate: (path: KeyPath, isKey?: boolean) => Position;
  toProblem: (remark: Remark) => Problem;
  problems: Problem[];
};

export function parseYamlText(text: string, fileName: string): YamlText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, strict: true });

  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const locate = (path: KeyPath, isKey = false): Position => positionOf(findOffset(document.contents, path, isKey));
  const toProblem = (remark: Remark): Problem => ({
    severity: remark.severity,
    code: remark.code,
    file: fileName,
    ...locate(remark.path, remark.code === 'unknown-key'),
    key: formatKey(remark.path),
    message: remark.message,
  });

  const problems = document.errors.map(
    (error): Problem => ({
      severity: 'error',
      code: 'syntax',
      file: fileName,
      ...positionOf(error.pos[0]),
      key: '',
      message: describeSyntaxError(error),
    }),
  );
  // A key that stands twice leaves the rest readable; after any other mistake the rest would be guesswork.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) {
    return { value: undefined, locate, toProblem, problems };
  }

  let value: unknown;
  try {
    value = plainValue(document.toJS({ maxAliasCount: 100 }));
  } catch {
    // Aliases that multiply without end are an attack or an accident, never a council file.
    problems.push(
      toProblem({
        severity: 'error',
        code: 'syntax',
        path: [],
        message: 'The file repeats itself by too many aliases.',
      }),
    );
  }
  return { value, locate, toProblem, problems };
}

function findOffset(contents: Node | null, path: KeyPath, isKey: boolean): number {
  let node: unknown = contents;
  let offset = 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isCollection(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else break;
    if (isScalar(node) && !(isKey && depth === path.length - 1)) offset = startOf(node) ?? offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function describeSyntaxError(error: YAMLError): string {
  if (error.code === 'DUPLICATE_KEY') return 'This key stands twice in the same place: keep one of the two.';
  if (error.code === 'TAB_AS_INDENT') return 'YAML does not allow tabs for indentation: use spaces.';
  if (error.code === 'MULTIPLE_DOCS') return 'The file holds more than one YAML document: keep one.';
  const bracket = /end with a ([\]}])/.exec(error.message)?.[1];
  if (bracket !== undefined) return `A bracket is not closed: ${bracket} is missing.`;
  return `The file is not valid YAML here: ${error.message.split('\n', 1)[0]?.replace(/[.:]?$/, '.')}`;
}

/** A key with nothing behind it says nothing, and a YAML 1.1 date means the date as it was written. */
function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plainValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, plainValue(inner)]),
  );
}
