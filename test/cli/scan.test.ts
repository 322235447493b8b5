import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeInto } from '../sources/scratch-folder.ts';
import { runCandour } from '../support/run-candour.ts';
import { clerkToOkafor, makeCouncilFolder, silentCopy } from '../support/small-council.ts';

const scan = (folder: string, ...words: string[]) => runCandour(folder, 'scan', '--council', 'council.yaml', ...words);
const listFlags = async (folder: string, ...words: string[]) => {
  const { out } = await runCandour(folder, 'flags', '--format', 'jsonl', ...words);
  return out.split('\n').filter((line) => line !== '');
};

describe('candour scan', () => {
  test('prints one line of JSON a flag, in the form of the contract, and nothing else', async () => {
    const { status, out } = await scan(makeCouncilFolder(), '--format', 'jsonl', '--no-log');
    expect(status).toBe(0);
    const [line = '', ...rest] = out.split('\n');
    expect(rest).toEqual(['']);
    const flag = JSON.parse(line);
    expect(Object.keys(flag).join()).toBe(
      'rule,status,severity,grade,council,messageId,date,mailbox,clause,people,thirdParties,exception,explanation,remedy,evidence',
    );
    expect(flag).toMatchObject({
      rule: 'silent-copy',
      status: 'open',
      severity: 'ordinary',
      grade: 'B',
      council: 'little-wickham',
      messageId: '<silent@littlewickham-pc.gov.uk>',
      date: '2026-06-03T09:14:00+01:00',
      mailbox: 'clerk',
      clause: { protocol: 'nalc-model-2026' },
      people: { by: 'clerk', affected: ['cllr-okafor'], hidden: ['cllr-pratt'] },
      thirdParties: [],
      exception: null,
    });
    expect(flag.explanation).toMatch(/^Possible departure from the protocol/);
  });

  test('tells on standard error what was read and found, and ends with the head of the log', async () => {
    const folder = makeCouncilFolder();
    const { err } = await scan(folder);
    expect(err).toContain('Messages examined: 2 (clerk 2)');
    expect(err).toContain('  silent-copy: 1\n');
    const head = /^head (\S+)$/m.exec(err)?.[1] ?? '';
    expect(err.trimEnd().endsWith(`head ${head}`)).toBe(true);
    expect((await runCandour(folder, 'verify', '--head', head)).out).toContain('The tail is proven');
  });

  test('a second scan finds the same and adds nothing', async () => {
    const folder = makeCouncilFolder();
    const first = await scan(folder);
    const second = await scan(folder);
    expect(second.out).toBe(first.out);
    expect(second.err).toContain('0 new entries');
    expect(second.err.split('\n').at(-2)).toBe(first.err.split('\n').at(-2));
  });

  test('with --no-log nothing is written', async () => {
    const folder = makeCouncilFolder();
    const { err } = await scan(folder, '--no-log');
    expect(existsSync(join(folder, 'var'))).toBe(false);
    expect(err).toContain('Nothing was written to a flag log.');
  });

  test('--log says where the log is', async () => {
    const folder = makeCouncilFolder();
    await scan(folder, '--log', 'elsewhere/flags.db');
    expect(existsSync(join(folder, 'elsewhere/flags.db.key'))).toBe(true);
    expect(existsSync(join(folder, 'var'))).toBe(false);
  });

  test('a table is for people', async () => {
    const { out } = await scan(makeCouncilFolder(), '--format', 'table', '--no-log');
    expect(out).toContain('2026-06-03 Hidden copy            Margaret Hale        Cllr Ngozi Okafor    well founded\n');
  });

  test('an unreadable message is one line, and the audit ends with 3', async () => {
    const { status, out, err } = await scan(makeCouncilFolder({ files: { 'mailboxes/clerk/Sent/3.eml': '\u0000' } }));
    expect(status).toBe(3);
    expect(out).toContain('silent-copy');
    expect(err).toMatch(/^Not read: clerk Sent\/3\.eml: .+$/m);
  });

  test('a mailbox that is gone does not hide the others, withdraws nothing, and the audit ends with 3', async () => {
    const folder = makeCouncilFolder();
    await scan(folder);
    renameSync(join(folder, 'mailboxes/clerk'), join(folder, 'mailboxes/moved'));
    const { status, err } = await scan(folder);
    expect(status).toBe(3);
    expect(err).toMatch(/^Not read: The mailbox “clerk” cannot be read at .+$/m);
    expect(await listFlags(folder)).toHaveLength(1);
  });

  test('a note that arrives later withdraws the flag; a scan of chosen files does not', async () => {
    const folder = makeCouncilFolder();
    await scan(folder);
    const text = 'The hedge will be cut on Monday.\r\n\r\nCC Councillor Alan Pratt';
    writeInto(folder, 'noted.eml', clerkToOkafor({ messageId: 'silent', bcc: 'pratt@littlewickham-pc.gov.uk', text }));
    const partial = await scan(folder, '--owner', 'clerk', 'noted.eml');
    expect({ status: partial.status, out: partial.out }).toEqual({ status: 0, out: '' });
    expect(await listFlags(folder)).toHaveLength(1);
    renameSync(join(folder, 'noted.eml'), join(folder, 'mailboxes/clerk/Sent/1.eml'));
    await scan(folder);
    expect(await listFlags(folder)).toHaveLength(0);
    expect(await listFlags(folder, '--status', 'withdrawn')).toHaveLength(1);
  });

  test('PATHs replace the mailboxes of the council file', async () => {
    const folder = makeCouncilFolder({ files: { 'Sent/x.eml': silentCopy } });
    const { out, err } = await scan(folder, '--no-log', '--owner', 'clerk', 'Sent');
    expect(err).toContain('Messages examined: 1 (path-1 1)');
    expect(JSON.parse(out)).toMatchObject({ mailbox: 'path-1', grade: 'B' });
  });

  test('an unknown key is a warning', async () => {
    const { status, err } = await scan(makeCouncilFolder({ more: 'colour: red\n' }), '--no-log');
    expect(status).toBe(0);
    expect(err).toMatch(/^council\.yaml:\d+:1 colour – .+ \(warning\)$/m);
  });

  test.each<[string, string[], RegExp]>([
    ['no council file', ['scan', '--council', 'nowhere.yaml'], /nowhere\.yaml.* cannot be read/],
    ['no --council', ['scan'], /--council/],
    ['an unknown option', ['scan', '--council', 'council.yaml', '--colour'], /--colour/],
    ['an unknown format', ['scan', '--council', 'council.yaml', '--format', 'xml'], /jsonl, table/],
    ['no date', ['scan', '--council', 'council.yaml', '--as-of', 'yesterday'], /--as-of takes a date/],
    ['no such path', ['scan', '--council', 'council.yaml', 'nowhere'], /Nothing is at nowhere/],
    ['a stranger as owner', ['scan', '--council', 'council.yaml', '--owner', 'nobody', 'mailboxes'], /“nobody”/],
    ['an owner of nothing', ['scan', '--council', 'council.yaml', '--owner', 'clerk'], /--owner/],
  ])('%s is one clear line, and status 2', async (_what, words, message) => {
    const { status, out, err } = await runCandour(makeCouncilFolder(), ...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('an error in the council file is one line each, and status 2', async () => {
    const { status, err } = await scan(makeCouncilFolder({ more: 'nation: france\nclosures: 3\n' }));
    expect(status).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(2);
  });

  test('without the key of the log nothing is read or written', async () => {
    const folder = makeCouncilFolder();
    await scan(folder);
    renameSync(join(folder, 'var/candour.db.key'), join(folder, 'key'));
    const before = readFileSync(join(folder, 'var/candour.db'));
    const { status, out, err } = await scan(folder);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('restore the .key file');
    expect(readFileSync(join(folder, 'var/candour.db'))).toEqual(before);
  });
});
