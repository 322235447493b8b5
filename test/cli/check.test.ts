import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { checkCouncil, registerCheck } from '../../src/cli/check.ts';
import { exampleText } from '../council/example-council.ts';
import { makeFolder } from '../sources/scratch-folder.ts';

const now = new Date('2026-06-03T08:00:00Z');
async function check(text: string) {
  const path = join(makeFolder({ 'council.yaml': text, 'mailboxes/clerk/1.eml': 'Subject: x\n\n' }), 'council.yaml');
  const { lines, exitCode } = await checkCouncil(path, now);
  return { exitCode, lines: lines.map((line) => line.replace(path, 'council.yaml')) };
}

describe('candour check', () => {
  test('a file without mistakes is summed up', async () => {
    const { exitCode, lines } = await check(exampleText);
    expect(exitCode).toBe(0);
    expect(lines[0]).toMatch(/^Little Wickham Parish Council \(little-wickham\), under /);
    expect(lines).toContain('  councillors on 2026-06-03: Ngozi Okafor, Alan Pratt');
    expect(lines).toContain('  silent-copy (correspondence-1, ordinary)');
    expect(lines).toContain(
      '  officer-response-overdue (expectations-councillors-4): The council file does not set workingDays for it.',
    );
    expect(lines.at(-1)).toBe('council.yaml: 0 errors, 0 warnings.');
  });

  test('warnings are told and allowed', async () => {
    const { exitCode, lines } = await check(exampleText.replaceAll('offices: [clerk]', 'offices: [rfo]'));
    expect(exitCode).toBe(0);
    expect(lines[0]).toBe('council.yaml:6:1 people – Nobody in people holds the office of clerk. (warning)');
  });

  test('an unknown key is an error', async () => {
    const { exitCode, lines } = await check(`${exampleText}colour: red\n`);
    expect(exitCode).toBe(2);
    expect(lines[0]).toBe('council.yaml:46:1 colour – “colour” is no key that Candour knows here.');
    expect(lines.at(-1)).toBe('council.yaml: 1 error, 0 warnings.');
  });

  test('so is a mailbox that is not there', async () => {
    expect((await check(exampleText.replace('path: mailboxes/clerk', 'path: elsewhere'))).exitCode).toBe(2);
  });

  test('a file that is not there is one line', async () => {
    expect(await checkCouncil('/nowhere.yaml', now)).toEqual({
      exitCode: 2,
      lines: [
        '/nowhere.yaml:1:1 The council file cannot be read: it is not there.',
        '',
        '/nowhere.yaml: 1 error, 0 warnings.',
      ],
    });
  });

  test('its help has examples', () => {
    const program = new Command('candour');
    registerCheck(program);
    let help = '';
    program.commands[0]?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain('candour check council.yaml');
  });
});
