import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCandour } from '../support/run-candour.ts';
import { clerkToOkafor, makeCouncilFolder, silentCopy } from '../support/small-council.ts';

const simulate = (folder: string, ...words: string[]) =>
  runCandour(folder, 'simulate', '--council', 'council.yaml', ...words);

/** From a councillor to the Clerk, with a hidden copy: no departure under the model, and one under St Just. */
const fromCouncillor = clerkToOkafor({ messageId: 'theirs', bcc: 'Rosalind Teal <teal@littlewickham-pc.gov.uk>' })
  .replace('From: Margaret Hale <clerk@littlewickham-pc.gov.uk>', 'From: Alan Pratt <pratt@littlewickham-pc.gov.uk>')
  .replace('To: Ngozi Okafor <okafor@', 'To: Margaret Hale <clerk@');
const more = '  - { id: pratt, owner: cllr-pratt, path: mailboxes/pratt }\n';
const makeFolder = () => makeCouncilFolder({ more, files: { 'mailboxes/pratt/Sent/1.eml': fromCouncillor } });

describe('candour simulate', () => {
  test('shows which flags come, go and stay under another protocol, by rule', async () => {
    const { status, out, err } = await simulate(makeFolder(), '--pack', 'st-just', '--as-of', '2026-07-15');
    expect(status).toBe(0);
    expect(out).toMatch(/^Little Wickham Parish Council: what would change, as of 2026-07-15\n/);
    expect(out).toContain('  now:       nalc-model-2026, 1 possible departure from the protocol\n');
    expect(out).toContain('  simulated: st-just, 2 possible departures from the protocol\n');
    expect(out).toMatch(/^ {2}rules only simulated: .*copy-without-consent/m);
    expect(out).toMatch(
      /^Come: 1 \(.*\)\n {2}Hidden copy \(silent-copy, 12\.1\): 1\n {4}2026-06-03 Cllr Alan Pratt {6}Margaret Hale {8}<theirs@littlewickham-pc\.gov\.uk>$/m,
    );
    expect(out).toMatch(/^Go: none$/m);
    expect(out).toMatch(/^Stay: 1 \(.*\)\n.*\n {4}2026-06-03 Margaret Hale {8}Cllr Ngozi Okafor {4}<silent@/m);
    expect(err).toMatch(/^Flags that come: 1, go: 0, stay: 1\nNothing was written to a flag log\.$/m);
  });

  test('and under other settings, with what changes of a flag that stays', async () => {
    const words = ['--set', 'silent-copy.senders=officer,councillor', '--set', 'silent-copy.severity=serious'];
    const { out } = await simulate(makeFolder(), ...words);
    expect(out).toMatch(/^Come: 1 .*\n {2}Hidden copy \(silent-copy, correspondence-1\): 1$/m);
    expect(out).toMatch(/<silent@littlewickham-pc\.gov\.uk> {2}\[ordinary becomes serious\]$/m);
    const off = await simulate(makeFolder(), '--set', 'silent-copy.enabled=false');
    expect(off.out).toMatch(/^Go: 1 /m);
    expect(off.out).toMatch(/^ {2}rules only now: {7}silent-copy$/m);
  });

  test('as JSON it tells whole flags', async () => {
    const { status, out } = await simulate(makeFolder(), '--pack', 'st-just', '--format', 'json');
    expect(status).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      format: 'candour-simulation/1',
      council: 'little-wickham',
      before: { protocol: 'nalc-model-2026', version: '1', flags: 1 },
      after: { protocol: 'st-just', version: '1', flags: 2 },
      come: [{ rule: 'silent-copy', messageId: '<theirs@littlewickham-pc.gov.uk>', clause: { ref: '12.1' } }],
      go: [],
      stay: [{ changed: [], before: { clause: { ref: 'correspondence-1' } }, after: { clause: { ref: '12.1' } } }],
    });
    expect(told.after.rules).toContain('copy-without-consent');
  });

  test('leaves every flag log alone', async () => {
    const folder = makeFolder();
    await simulate(folder, '--pack', 'st-just');
    expect(existsSync(join(folder, 'var'))).toBe(false);
    await runCandour(folder, 'scan', '--council', 'council.yaml');
    const before = readFileSync(join(folder, 'var/candour.db'));
    await simulate(folder, '--pack', 'st-just');
    expect(readFileSync(join(folder, 'var/candour.db'))).toEqual(before);
  });

  test('takes a pack by its path, and PATHs in place of the mailboxes', async () => {
    const draft = 'id: draft\ntitle: Draft\nclauses:\n  - { ref: a-1, paraphrase: P., notTestable: T. }\n';
    const folder = makeCouncilFolder({ files: { 'protocols/draft.yaml': draft, 'Sent/x.eml': silentCopy } });
    const { status, out, err } = await simulate(folder, '--pack', 'protocols/draft.yaml', '--owner', 'clerk', 'Sent');
    expect(status).toBe(0);
    expect(out).toMatch(/^Come: none$/m);
    expect(out).toMatch(/^Go: 1 /m);
    expect(err).toContain('Messages examined: 1 (path-1 1)');
  });

  test('an unreadable message ends it with 3, told once', async () => {
    const folder = makeCouncilFolder({ files: { 'mailboxes/clerk/Sent/3.eml': '\u0000' } });
    const { status, err } = await simulate(folder, '--pack', 'st-just');
    expect(status).toBe(3);
    expect(err.match(/^Not read: clerk Sent\/3\.eml/gm)).toHaveLength(1);
  });

  test('a setting of a rule that stays off is said to change nothing', async () => {
    const { status, err } = await simulate(makeFolder(), '--set', 'officer-response-overdue.enabled=true');
    expect(status).toBe(0);
    expect(err).toContain(
      'candour: --set officer-response-overdue.enabled=true: the rule stays off. The council file does not set workingDays for it.\n',
    );
  });

  test.each<[string, string[], RegExp]>([
    ['nothing to simulate', [], /--pack.*--set/],
    ['no such pack', ['--pack', 'st-jsut'], /no protocol pack “st-jsut”/],
    [
      'a wrong setting',
      ['--set', 'silent-copy.senders=clerk'],
      /^candour: --set silent-copy\.senders=clerk: This must be/,
    ],
    ['an unknown format', ['--pack', 'st-just', '--format', 'xml'], /text, json/],
    ['no date', ['--pack', 'st-just', '--as-of', 'soon'], /--as-of takes a date/],
    ['an owner of nothing', ['--pack', 'st-just', '--owner', 'clerk'], /--owner/],
    ['no such path', ['--pack', 'st-just', 'nowhere'], /Nothing is at nowhere/],
  ])('%s is one clear line, and status 2', async (_what, words, message) => {
    const { status, out, err } = await simulate(makeFolder(), ...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('mistakes in a pack are told with file, line and key', async () => {
    const draft =
      'id: draft\ntitle: Draft\nclauses:\n  - { ref: a-1, paraphrase: P. }\n  - { ref: a-1, paraphrase: P., notTestable: T. }\n';
    const folder = makeCouncilFolder({ files: { 'draft.yaml': draft } });
    const { status, err } = await simulate(folder, '--pack', 'draft.yaml');
    expect(status).toBe(2);
    expect(err).toMatch(/^draft\.yaml:4:5 clauses\[0\] – .*\ndraft\.yaml:5:12 clauses\[1\]\.ref – .*\n$/);
  });
});
