import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { defaultSettingsPath, loadSettings } from '../../src/settings/load-settings.ts';
import { writeInto } from '../sources/scratch-folder.ts';
import { projectFolder } from '../support/corpora.ts';
import { runCandour } from '../support/run-candour.ts';
import { startServe } from '../support/serve-process.ts';
import { clerkToOkafor, councilFiles } from '../support/small-council.ts';

const settings = `
councils: [{ file: council.yaml, observeDays: 0 }]
database: var/candour.db
mail: { from: Candour <candour@littlewickham-pc.gov.uk>, outbox: outbox }
http: off
`;

/** From Cllr Pratt to an outsider; the Clerk has a copy. */
function order(messageId: string): string {
  const lines = [
    `Message-ID: <${messageId}@littlewickham-pc.gov.uk>`,
    'Date: Thu, 4 Jun 2026 10:02:00 +0100',
    'From: Alan Pratt <pratt@littlewickham-pc.gov.uk>',
    'To: Sales <sales@hedges.example>',
    'Cc: Margaret Hale <clerk@littlewickham-pc.gov.uk>',
    'Subject: Your quotation',
    '',
    'On behalf of the Parish Council I accept your quotation and confirm the order. Please go ahead.',
    '',
    'Alan Pratt, Councillor',
    'Little Wickham Parish Council',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function outboxOf(folder: string): string[] {
  const path = join(folder, 'outbox');
  return existsSync(path) ? readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8')) : [];
}

function alertsIn(folder: string): string[] {
  return outboxOf(folder).filter((letter) => /^Subject: .*serious possible departure/m.test(letter));
}

const root = mkdtempSync(join(tmpdir(), 'candour-serve-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function makeFolder(name: string, files: Record<string, string>): string {
  for (const [file, content] of Object.entries(files)) writeInto(join(root, name), file, content);
  return join(root, name);
}

// One after the other: each starts the whole program, and beside another file of tests five of them are too much for two cores.
describe('candour serve', { timeout: 150_000 }, () => {
  test('says what it found, sees new mail, alerts, and ends in good order', async () => {
    const folder = makeFolder('one', councilFiles({ files: { 'candour.yaml': settings } }));
    await using serve = startServe(folder, '--config', 'candour.yaml');
    await serve.expectLine(/^Watching for new mail\.$/m);
    expect(serve.out()).toMatch(/^Candour serves Little Wickham Parish Council: 1 mailbox\. Ctrl-C ends it\.$/m);
    expect(serve.out()).toMatch(/: 2 messages in 1 mailbox examined; 1 possible departure from the protocol\.$/m);
    expect(serve.out()).toMatch(/^The flag log is var\/candour\.db, its head [0-9a-f]{64}@4$/m);
    // No terminal: what it writes may end in a journal, which is for nobody's name.
    expect(serve.out()).not.toContain('Hale');

    const [, next = ''] = /npx candour (explain .*?) {2}/.exec(serve.out()) ?? [];
    expect(await runCandour(folder, ...next.split(' '))).toMatchObject({ status: 0, err: '' });
    expect(await runCandour(folder, 'status', '--config', 'candour.yaml')).toMatchObject({ status: 0, err: '' });

    writeInto(folder, 'mailboxes/clerk/INBOX/9.eml', order('order'));
    await serve.expectLine(/^1 new possible departure from the protocol: npx candour flags --config candour\.yaml$/m);
    await vi.waitFor(() => expect(alertsIn(folder)).toHaveLength(1), { timeout: 60_000, interval: 50 });
    const ended = await serve.end();
    expect(ended.status, serve.err()).toBe(0);
    expect(ended.ms).toBeLessThan(20_000);
    expect(serve.err()).toBe('');
    expect((await runCandour(folder, 'verify')).status).toBe(0);
  });

  test('told to end in the midst of a first run it ends at once, and the next one goes on', async () => {
    const messages = 1_200;
    const files = Object.fromEntries(
      Array.from({ length: messages }, (_, index) => [
        `mailboxes/clerk/INBOX/${index}.eml`,
        clerkToOkafor({ messageId: `many-${index}`, text: `The hedge of lane ${index} will be cut on Monday.` }),
      ]),
    );
    const folder = makeFolder('killed', councilFiles({ files: { 'candour.yaml': settings, ...files } }));
    await using first = startServe(folder, '--config', 'candour.yaml', '--log-level', 'info');
    const readSoFar = async (): Promise<number> => {
      const { out } = await runCandour(folder, 'status', '--config', 'candour.yaml', '--format', 'json');
      return out === '' ? 0 : JSON.parse(out).councils[0].mailboxes[0].read;
    };
    await vi.waitFor(async () => expect(await readSoFar()).toBeGreaterThan(0), { timeout: 60_000, interval: 20 });
    const ended = await first.end();
    expect(ended.status, first.err()).toBe(0);
    expect(ended.ms).toBeLessThan(20_000);
    expect(await readSoFar()).toBeLessThan(messages + 2);
    expect((await runCandour(folder, 'status', '--config', 'candour.yaml')).out).toMatch(
      /is candour serve\s+running\?/,
    );

    await using second = startServe(folder, '--config', 'candour.yaml');
    await second.expectLine(/: 1,202 messages in 1 mailbox examined; 1 possible departure from the protocol\.$/m);
    expect((await second.end()).status).toBe(0);
  });

  test('a second one on the same database waits, doubles nothing, and takes over', async () => {
    const folder = makeFolder('two', councilFiles({ files: { 'candour.yaml': settings } }));
    await using first = startServe(folder, '--config', 'candour.yaml');
    await first.expectLine(/^Watching for new mail\.$/m);
    await using second = startServe(folder, '--config', 'candour.yaml');
    await second.expectLine(
      /^Another process watches the mailboxes of Little Wickham Parish Council\. This one waits/m,
    );
    writeInto(folder, 'mailboxes/clerk/INBOX/8.eml', order('first-order'));
    await first.expectLine(/^1 new possible departure/m);
    expect((await first.end()).status).toBe(0);
    await second.expectLine(/^This process watches the mailboxes of .* from now on\.$/m);
    await second.expectLine(/: 3 messages in 1 mailbox examined; 2 possible departures from the protocol\.$/m);
    writeInto(folder, 'mailboxes/clerk/INBOX/9.eml', order('second-order'));
    await second.expectLine(/^1 new possible departure/m);
    await vi.waitFor(() => expect(alertsIn(folder)).toHaveLength(2), { timeout: 60_000, interval: 50 });
    expect((await second.end()).status).toBe(0);
    expect(alertsIn(folder)).toHaveLength(2);
    expect((await runCandour(folder, 'verify')).status).toBe(0);
  });

  test('a mailbox that is not there is named, and does not hold up the others; councils are told apart', async () => {
    const folder = makeFolder(
      'several',
      councilFiles({
        more: '  - { id: office, owner: clerk, path: mailboxes/office }\n',
        files: {
          'candour.yaml': settings.replace('observeDays: 0 }', 'observeDays: 0 }, other/council.yaml'),
          'other/mailboxes/clerk/1.eml': clerkToOkafor({ messageId: 'other' }),
        },
      }),
    );
    const other = readFileSync(join(folder, 'council.yaml'), 'utf8')
      .replace('id: little-wickham', 'id: upper-wickham')
      .replace('name: Little Wickham', 'name: Upper Wickham');
    writeInto(folder, 'other/council.yaml', other.replace(/^ {2}- \{ id: office,.*\n/m, ''));
    await using serve = startServe(folder, '--config', 'candour.yaml');
    await serve.expectLine(/^Little Wickham Parish Council: Mailbox office cannot be read: .*it is not there/m);
    await serve.expectLine(/^Little Wickham Parish Council: 2 messages in 1 mailbox examined; 1 possible departure/m);
    await serve.expectLine(/^Upper Wickham Parish Council: 1 message in 1 mailbox examined; 0 possible departures/m);
    expect(serve.out()).toContain('npx candour flags --config candour.yaml --council upper-wickham');
    const status = await runCandour(folder, 'status', '--config', 'candour.yaml');
    expect(status.status).toBe(3);
    expect(status.out).toMatch(/- Mailbox office cannot be read since .* \(mailbox-not-found\)\./);
    const flags = await runCandour(folder, 'flags', '--config', 'candour.yaml', '--council', 'little-wickham');
    expect(flags.out).toContain('1 possible departure from the protocol');
    const unnamed = await runCandour(folder, 'flags', '--config', 'candour.yaml');
    expect(unnamed).toMatchObject({ status: 2, out: '' });
    expect(unnamed.err).toContain('say --council with one of little-wickham, upper-wickham.');
    writeInto(folder, 'mailboxes/office/1.eml', clerkToOkafor({ messageId: 'office' }));
    await serve.expectLine(/^All mailboxes can be read again\.$/m);
    expect((await serve.end('SIGINT')).status).toBe(0);
  });

  test('is set up as shipped for the example council', () => {
    const { settings: shipped, problems } = loadSettings(defaultSettingsPath);
    expect(problems).toEqual([]);
    expect(shipped?.database).toMatchObject({ kind: 'sqlite', path: join(projectFolder, 'var/candour.db') });
    expect(shipped?.councils.every(({ file }) => existsSync(file))).toBe(true);
  });

  test('no settings file, or one with mistakes: clear lines and status 2', async () => {
    const folder = makeFolder('bad', { 'bad.yaml': 'councils: [council.yaml]\ndatabase: x\nport: 80\n' });
    expect(await runCandour(folder, 'serve', '--config', 'nowhere.yaml')).toEqual({
      status: 2,
      out: '',
      err: 'candour: The settings file nowhere.yaml cannot be read.\n',
    });
    const bad = await runCandour(folder, 'serve', '--config', 'bad.yaml');
    expect(bad).toMatchObject({ status: 2, out: '' });
    expect(bad.err).toMatch(/^bad\.yaml:3:1 port – “port” is no key/);
  });
});
