/** The operators' pages against what the service reads: every key is described, and every example can be used. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { authenticationKeys } from '../../src/settings/authentication.ts';
import { imapShape, parseImapSettings } from '../../src/settings/imap-settings.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { settingsShape } from '../../src/settings/settings-shape.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { projectFolder } from '../support/corpora.ts';

const pages = globSync('docs/operators/*.md', { cwd: projectFolder });
const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => ({ page, text })),
);

/** Names of keys at any depth of a zod shape. */
function keysOf(shape: unknown, seen = new Set<unknown>()): string[] {
  if (shape === null || typeof shape !== 'object' || seen.has(shape)) return [];
  seen.add(shape);
  const { def } = shape as { def?: Record<string, unknown> };
  if (def === undefined) return [];
  const fields = def.type === 'object' ? Object.entries(def.shape as Record<string, unknown>) : [];
  const inner = [def.innerType, def.element, def.in, def.out, def.valueType, ...fields.map(([, field]) => field)];
  return [...fields.map(([key]) => key), ...inner.flatMap((each) => keysOf(each, seen))];
}

test('every key of the settings has its place in settings.md', () => {
  const page = read('docs/operators/settings.md');
  const keys = new Set([...keysOf(settingsShape), ...keysOf(imapShape), ...Object.keys(authenticationKeys)]);
  expect(keys.size).toBeGreaterThan(40);
  // `name` and `address` of the sender, and the path that a bare word is, are shown by example; variables go with files.
  const shown = ['name', 'address', 'path', 'refreshTokenVariable'];
  expect([...keys].filter((key) => !shown.includes(key) && !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
});

describe('an example', () => {
  test.each(examples.filter(({ text }) => /\bimap:/.test(text)))(
    'of an imap block can be used: $page $text',
    (example) => {
      const value = parse(example.text);
      const { imap } = value.mailboxes?.[0] ?? (Array.isArray(value) ? value[0] : value);
      const { settings, remarks } = parseImapSettings(imap);
      // Nobody has the key file of the example.
      if (imap.serviceAccountFile === undefined) expect(settings).not.toBeNull();
      expect(remarks.filter(({ path }) => path[0] !== 'serviceAccountFile')).toEqual([]);
    },
  );

  test.each(examples.filter(({ text }) => /^delivery:/m.test(text)))(
    'of a delivery block can be used: $page $text',
    ({ text }) => {
      const folder = makeFolder({ 'candour.yaml': `councils: [council.yaml]\ndatabase: candour.db\n${text}` });
      expect(loadSettings(join(folder, 'candour.yaml')).problems).toEqual([]);
    },
  );

  test('is on every page where somebody would look for one', () => {
    expect(new Set(examples.map(({ page }) => page.split('/').at(-1)))).toEqual(
      new Set(['gmail.md', 'mailboxes.md', 'microsoft-365.md']),
    );
  });
});

test('links lead somewhere', () => {
  const lost = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => join(dirname(page), target))
      .filter((target) => !existsSync(join(projectFolder, target))),
  );
  expect(lost).toEqual([]);
});

test('the systemd unit starts what there is, and hands over the secrets where the pages say they are found', () => {
  const unit = read('docs/operators/candour.service');
  const [, entry = ''] = /^ExecStart=\S+\/node (\S+) serve --config \/etc\/candour\/candour\.yaml\b/m.exec(unit) ?? [];
  expect(existsSync(join(projectFolder, entry))).toBe(true);
  expect(unit).toMatch(/^LoadCredential=smtp-password:\/etc\/candour\/secrets\/smtp-password$/m);
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/\w+File: (\/run\/\S+?)[,\s}]/g)].map(([, path]) => path),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !path?.startsWith('/run/credentials/candour.service/'))).toEqual(
    named.filter((path) => path?.startsWith('/run/secrets/')),
  );
});
