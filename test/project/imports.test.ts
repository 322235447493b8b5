/** Imports run one way (docs/decisions/0001), and the inner part does no I/O and reads no clock. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/corpora.ts';

/** What each part of src/ may import from, besides itself. `workers` are entry files outside src/. */
const mayImport: Record<string, readonly string[]> = {
  council: [],
  mail: [],
  evidence: ['council', 'mail'],
  rules: ['council', 'mail', 'evidence'],
  protocol: ['council', 'rules'],
  settings: ['council'],
  database: ['settings'],
  flaglog: ['council', 'rules', 'protocol', 'database'],
  review: ['council', 'rules', 'flaglog'],
  export: ['council', 'rules', 'protocol', 'flaglog'],
  queue: ['council', 'settings'],
  sources: ['council', 'mail', 'evidence', 'protocol', 'settings'],
  intake: ['council', 'database', 'sources'],
  notify: ['council', 'mail', 'rules', 'protocol', 'settings', 'database', 'flaglog', 'review'],
  audit: [
    'council',
    'mail',
    'evidence',
    'rules',
    'protocol',
    'sources',
    'flaglog',
    'review',
    'database',
    'intake',
    'notify',
  ],
  operation: [
    'council',
    'mail',
    'rules',
    'protocol',
    'settings',
    'database',
    'flaglog',
    'review',
    'export',
    'queue',
    'sources',
    'intake',
    'notify',
    'audit',
  ],
  cli: [
    'council',
    'mail',
    'rules',
    'protocol',
    'settings',
    'database',
    'flaglog',
    'review',
    'export',
    'queue',
    'sources',
    'intake',
    'notify',
    'audit',
    'operation',
    'web',
  ],
  web: [
    'council',
    'mail',
    'rules',
    'protocol',
    'settings',
    'database',
    'flaglog',
    'review',
    'export',
    'sources',
    'intake',
    'notify',
    'operation',
  ],
  workers: ['audit', 'operation', 'web'],
};

const inner = ['council', 'mail', 'evidence', 'rules', 'protocol', 'review'];
// node:v8 serialises values; nothing leaves the process by it.
const pureModules = ['node:buffer', 'node:crypto', 'node:url', 'node:v8', 'node:zlib'];

/** Each with the reason why it does no harm. */
const allowed: Record<string, string> = {
  // A rule is handed what the pack says of it; the pack's shape is a type and nothing of it runs.
  'src/rules → src/protocol/pack.ts': 'type',
  // Resolves a path and reads nothing.
  'src/council/parse-council-file.ts → node:path': 'resolve',
  // A budget of time cuts the reading of a hostile attachment short; it is then reported as not examined.
  'src/mail/attachment-text/read-attachment.ts: performance.now': 'deadline',
  'src/mail/attachment-text/read-attachment.ts: process': 'deadline',
};

type SourceFile = { path: string; part: string; code: string };

const files: SourceFile[] = globSync('{src,workers}/**/*.ts', { cwd: projectFolder }).map((path) => ({
  path,
  part: path.split('/')[path.startsWith('src/') ? 1 : 0] ?? '',
  code: withoutComments(readFileSync(join(projectFolder, path), 'utf8')),
}));

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

/** Static and dynamic imports and re-exports, types included. */
function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier ?? '');
}

test('every part of src/ has its place in the order', () => {
  expect(Object.keys(mayImport)).toEqual(expect.arrayContaining([...new Set(files.map(({ part }) => part))]));
});

test('imports run one way', () => {
  const wrong = files.flatMap(({ path, part, code }) =>
    importsOf(code)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => normalize(join(dirname(path), specifier)))
      .filter((target) => {
        const [, targetPart = ''] = target.split('/');
        if (target.startsWith('src/') && targetPart === part) return false;
        return !(target.startsWith('src/') && mayImport[part]?.includes(targetPart));
      })
      .filter((target) => allowed[`src/${part} → ${target}`] === undefined)
      .map((target) => `${path} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

describe('the inner part', () => {
  const innerFiles = files.filter(({ part }) => inner.includes(part));

  test('imports no module of Node that does I/O', () => {
    const wrong = innerFiles.flatMap(({ path, code }) =>
      importsOf(code)
        .filter((specifier) => specifier.startsWith('node:') && !pureModules.includes(specifier))
        .map((specifier) => `${path} → ${specifier}`),
    );
    expect(wrong.filter((each) => allowed[each] === undefined)).toEqual([]);
  });

  test('reads no clock, no environment and no chance', () => {
    const forbidden = [
      /\bprocess\b(?=\.)/,
      /\bDate\.now\b/,
      /\bnew Date\(\)/,
      /\bperformance\.now\b/,
      /\bMath\.random\b/,
      /\brandomBytes\b/,
    ];
    const wrong = innerFiles.flatMap(({ path, code }) =>
      forbidden.flatMap((pattern) => {
        const found = pattern.exec(code)?.[0];
        return found === undefined ? [] : [`${path}: ${found}`];
      }),
    );
    expect(wrong.filter((each) => allowed[each] === undefined)).toEqual([]);
  });
});
