import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSettingsPath, loadSettings } from '../../src/cli/settings.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { projectFolder } from '../support/corpora.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

describe('candour start', () => {
  test('audits the councils of the settings file, and says where the log is and what to type next', async () => {
    const files = { 'candour.yaml': 'councils: [council.yaml]\nlog: var/candour.db\n' };
    const folder = makeCouncilFolder({ files });
    const { status, out } = await runCandour(folder, 'start', '--config', 'candour.yaml');
    expect(status).toBe(0);
    expect(out).toContain('2 messages in 1 mailbox examined; 1 possible departure from the protocol.');
    expect(out).toMatch(/^[0-9a-f]{8} 2026-06-03 Hidden copy {12}Margaret Hale {8}Cllr Ngozi Okafor {4}well founded$/m);
    expect(out).toMatch(/^The flag log is var\/candour\.db, its head [0-9a-f]{64}@3$/m);
    const [, next = ''] = /npx candour (explain [0-9a-f]{8}) /.exec(out) ?? [];
    const explained = await runCandour(folder, ...next.split(' '), '--council', 'council.yaml');
    expect(explained).toMatchObject({ status: 0, err: '' });
    for (const line of out.split('\n').filter((line) => /^[0-9a-f]{8} /.test(line)))
      expect(line.length).toBeLessThanOrEqual(100);
  });

  test('is set up as shipped for the example council', () => {
    const { settings, problems } = loadSettings(defaultSettingsPath);
    expect(problems).toEqual([]);
    expect(settings?.log).toBe(join(projectFolder, 'var/candour.db'));
    expect(settings?.councils.every((file) => existsSync(file))).toBe(true);
  });

  test.each([
    ['councils: []\nlog: x\n', /councils – Name at least one council file/],
    ['councils: [a.yaml]\n', /log – This is missing/],
    ['councils: [a.yaml]\nlog: x\nport: 80\n', /port – “port” is no key/],
    ['councils: [', /bracket/],
  ])('mistakes in the settings file have their place: %j', (text, message) => {
    const { settings, problems } = loadSettings(join(makeFolder({ 'candour.yaml': text }), 'candour.yaml'));
    expect(settings).toBeNull();
    expect(problems.join('\n')).toMatch(message);
  });

  test('no settings file: one line and status 2', async () => {
    const { status, out, err } = await runCandour(makeFolder(), 'start', '--config', 'nowhere.yaml');
    expect({ status, out, err }).toEqual({
      status: 2,
      out: '',
      err: 'candour: The settings file nowhere.yaml cannot be read.\n',
    });
  });
});
