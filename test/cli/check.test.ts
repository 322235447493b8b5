import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { type ConnectionsOf, checkCouncil, checkFiles, registerCheck } from '../../src/cli/check.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { exampleText } from '../council/example-council.ts';
import { makeFolder, writeInto } from '../sources/scratch-folder.ts';

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
    expect(await checkCouncil('/nowhere.yaml', now)).toMatchObject({
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

describe('candour check of an imap mailbox', () => {
  const withImap = (block: string) => check(exampleText.replace('path: mailboxes/clerk', `imap: ${block}`));

  test('mistakes have their place, and are errors', async () => {
    const { exitCode, lines } = await withImap('{ host: imap.example.org, user: clerk, passwordFile: p, colour: red }');
    expect(exitCode).toBe(2);
    expect(lines[0]).toMatch(/^council\.yaml:45:\d+ mailboxes\[0\]\.imap\.colour – “colour” is no key/);
    const { lines: others } = await withImap('{ host: imap.example.org, user: clerk, password: hunter2 }');
    expect(others[0]).toMatch(/^council\.yaml:45:\d+ mailboxes\[0\]\.imap\.password – A secret does not belong/);
    expect(others.join('\n')).not.toContain('hunter2');
  });

  test('a secret that is not there yet is a warning', async () => {
    const { exitCode, lines } = await withImap('{ host: imap.example.org, user: clerk, passwordFile: secrets/clerk }');
    expect(exitCode).toBe(0);
    expect(lines[0]).toMatch(
      /mailboxes\[0\]\.imap – The file \/.*\/secrets\/clerk, which holds a secret, is not there\./,
    );
    expect(lines.at(-1)).toBe('council.yaml: 0 errors, 1 warning.');
  });

  test('scan mentions mistakes, and audits what it can', async () => {
    const text = exampleText.replace('path: mailboxes/clerk', 'imap: { host: h }');
    const { council, problems } = await loadCouncil(join(makeFolder({ 'council.yaml': text }), 'council.yaml'));
    expect(council).not.toBeNull();
    expect(problems.every(({ severity, code }) => severity === 'warning' && code === 'imap-settings')).toBe(true);
  });
});

describe('candour check of a settings file', () => {
  const folderOf = (settings: string) =>
    makeFolder({ 'candour.yaml': settings, 'council.yaml': exampleText, 'mailboxes/clerk/1.eml': 'Subject: x\n\n' });
  const least = 'councils: [council.yaml]\ndatabase: candour.db\n';

  test('says what it means, and checks the council files that it names', async () => {
    const folder = folderOf(least);
    const { exitCode, lines, settings, councils } = await checkFiles([join(folder, 'candour.yaml')], now);
    expect(exitCode).toBe(0);
    expect(lines).toContain('Queue: within the process');
    expect(lines).toContain(`${folder}/candour.yaml: 0 errors, 0 warnings.`);
    expect(lines.at(-1)).toBe(`${folder}/council.yaml: 0 errors, 0 warnings.`);
    expect(settings?.database.kind).toBe('sqlite');
    expect(councils.map(({ id }) => id)).toEqual(['little-wickham']);
  });

  test.each([
    [
      'delivery: { gateway: little-wickham/journal }',
      'delivery.gateway – There is no mailbox journal in a council little-wickham.',
    ],
    [
      'delivery: { gateway: little-wickham/clerk, acceptFrom: [192.0.2.1] }',
      'delivery.acceptFrom – `acceptFrom` holds 192.0.2.1, which lies outside',
    ],
    ['queue: { redisUrl: x }', 'queue.redisUrl – A secret does not belong in this file'],
  ])('%s is an error', async (line, message) => {
    const { exitCode, lines } = await checkFiles([join(folderOf(`${least}${line}\n`), 'candour.yaml')], now);
    expect(exitCode).toBe(2);
    expect(lines[0]).toContain(message);
  });

  test('a secret that anybody can read is a warning', async () => {
    const folder = folderOf(`${least}queue: { redisUrlFile: redis-url }\n`);
    writeInto(folder, 'redis-url', 'redis://redis\n');
    chmodSync(join(folder, 'redis-url'), 0o644);
    const { exitCode, lines } = await checkFiles([join(folder, 'candour.yaml')], now);
    expect(exitCode).toBe(0);
    expect(lines[0]).toMatch(/Everybody on this machine can read .*redis-url, .* \(warning\)$/);
  });

  test('with --connect it tries what the files name', async () => {
    const folder = folderOf(least);
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const connectionsOf: ConnectionsOf = ({ councils }) => ({
      mailboxes: councils.flatMap(({ mailboxes }) => mailboxes.map(({ id }) => ({ id, try: async () => 'connected' }))),
      others: [{ id: 'mail', try: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) }],
    });
    const program = new Command('candour');
    registerCheck(program, connectionsOf);
    await program.parseAsync(['check', '--connect', join(folder, 'candour.yaml')], { from: 'user' });
    spy.mockRestore();
    expect(written.at(-1)).toMatch(/\nConnections: 2\n {2}clerk: connected\n {2}mail: nothing listens there/);
    expect(process.exitCode).toBe(3);
    process.exitCode = undefined;
  });
});
