/** docs/writing-a-rule.md leads strangers through the code: what it quotes must stand there, and what it names must be there. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/corpora.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const guide = read('docs/writing-a-rule.md');
const quoted = [...guide.matchAll(/^<!-- (\S+) -->\n\n(`{3,})\w*\n([\s\S]*?)^\2$/gm)].map(
  ([, path = '', , code = '']) => ({
    path,
    code,
  }),
);

/** The page may set code further to the left than it stands. */
function flatten(code: string): string {
  return code.replaceAll(/^[ \t]+/gm, '').trim();
}

test('it quotes code throughout', () => {
  expect(quoted.length).toBeGreaterThanOrEqual(12);
  expect(guide.match(/^<!-- /gm)).toHaveLength(quoted.length);
});

test.each(quoted)('$path has what is cut from it', ({ path, code }) => {
  expect(flatten(read(path))).toContain(flatten(code));
});

test('the files that it names are there', () => {
  const named = [...guide.matchAll(/`((?:src|test|docs|config)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  const real = named.filter((path) => !/\/x\.|\/x$/.test(path));
  expect(real.length).toBeGreaterThan(10);
  expect(real.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
});
