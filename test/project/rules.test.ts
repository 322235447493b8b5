/** A rule is three files of one name. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleIds } from '../../src/council/rule-ids.ts';
import { allRules } from '../../src/rules/all-rules.ts';
import { ruleInWords } from '../../src/rules/plain-words.ts';
import { projectFolder } from '../support/corpora.ts';

test('rules stand in the order of the contract, each once', () => {
  const ids = allRules.map(({ id }) => id);
  expect(ids).toEqual(ruleIds.filter((id) => ids.includes(id)));
});

describe.each(allRules.map(({ id }) => id))('%s', (id) => {
  test.each([`src/rules/${id}.ts`, `docs/rules/${id}.md`, `test/rules/${id}.test.ts`])('%s is there', (path) => {
    expect(existsSync(join(projectFolder, path))).toBe(true);
  });

  test('its page opens with its name and says possible departure, never more', () => {
    const page = readFileSync(join(projectFolder, `docs/rules/${id}.md`), 'utf8');
    expect(page.split('\n', 1)[0]).toContain(id);
    expect(page).not.toMatch(/\bbreach|\bguilty/i);
  });

  test('its words for tables fit their column', () => {
    expect(ruleInWords(id).length).toBeLessThanOrEqual(22);
  });
});
