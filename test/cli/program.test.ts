import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { projectFolder } from '../support/corpora.ts';
import { runCandour } from '../support/run-candour.ts';

const commands = [
  'serve',
  'status',
  'digest',
  'test-mail',
  'check',
  'coverage',
  'scan',
  'simulate',
  'flags',
  'explain',
  'export',
  'tune',
  'verify',
];

describe('candour', () => {
  test('has these commands', async () => {
    expect((await buildProgram()).commands.map((command) => command.name())).toEqual(commands);
  });

  test.each(commands)('%s --help gives examples and ends with 0', async (name) => {
    const { status, out } = await runCandour(makeFolder(), name, '--help');
    expect(status).toBe(0);
    expect(out).toContain(`Examples:\n  candour ${name}`);
  });

  test('--help and --version', async () => {
    const help = await runCandour(makeFolder(), '--help');
    expect(help.status).toBe(0);
    expect(help.out).toContain('Examples:\n');
    const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
    expect(await runCandour(makeFolder(), '--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });

  test.each([['frobnicate'], ['--frobnicate'], ['check'], ['scam']])(
    '%s: one clear line and status 2',
    async (word) => {
      const { status, out, err } = await runCandour(makeFolder(), word);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(/^candour: .+\n$/);
    },
  );
});
