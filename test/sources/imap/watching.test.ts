/** Watching a mailbox on a real Dovecot: what is seen, when, and that nothing is touched. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { commandsIn, findWritingCommands } from './read-only.ts';
import { startWatch, WatchRecorder } from './watch-recorder.ts';

const message = (id: string): string => `Message-ID: <${id}@example.org>\r\nSubject: Path\r\n\r\nThe path is open.\r\n`;

let dovecot: Dovecot;
const users = ['first', 'idle', 'poll', 'validity', 'dates', 'named', 'missing', 'pages', 'report', 'limit'];

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, `secret of ${user}`])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

test('a first run lists INBOX, what was sent and the archive, and neither drafts, junk nor deleted mail', async () => {
  for (const folder of ['INBOX', 'Sent', 'Archive', 'Drafts', 'Junk', 'Trash'])
    dovecot.deliver('first', folder, message(folder));
  {
    await using watch = startWatch({ settings: dovecot.settings('first') });
    const { recorder } = watch;
    await recorder.until(() => recorder.syncs === 1);
    expect(recorder.seen.map(({ folder, isSent }) => ({ folder, isSent }))).toEqual([
      { folder: 'Archive', isSent: false },
      { folder: 'Sent', isSent: true },
      { folder: 'INBOX', isSent: false },
    ]);
    expect(recorder.states.map(({ state }) => state)).toEqual(['starting', 'catching-up', 'watching']);
  }
  // Dovecot has moved what it told of from `new` to `cur`, and no flag was set on it.
  const names = readdirSync(join(dovecot.maildir('first').path, 'cur'));
  expect(names.filter((name) => !name.endsWith(':2,'))).toEqual([]);
});

test('new mail is seen by IDLE, in INBOX and in the Sent folder', async () => {
  await using watch = startWatch({ settings: dovecot.settings('idle') });
  const { recorder } = watch;
  const idling = () => commandsIn(dovecot.rawlog('idle')).filter((command) => command === 'IDLE').length;
  await recorder.until(() => idling() >= 2);
  dovecot.deliver('idle', 'INBOX', message('1'));
  dovecot.deliver('idle', 'Sent', message('2'));
  await recorder.until(() => recorder.seen.length === 2);
  dovecot.deliver('idle', 'INBOX', message('3'));
  await recorder.until(() => recorder.seen.length === 3);
  expect(recorder.syncs).toBe(1);
  expect(recorder.seenIn('INBOX')).toEqual(['1', '2']);
  expect(recorder.seenIn('Sent')).toEqual(['1']);
});

test('without IDLE, and in folders that nobody idles on, the poll sees new mail', async () => {
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  proxy.rewrite((line) => line.replaceAll(/ IDLE\b/g, ''));
  const settings = dovecot.settings('poll', { port: proxy.port, security: 'none' });
  await using watch = startWatch({ settings, pollMs: 200 });
  const { recorder } = watch;
  await recorder.until(() => recorder.syncs >= 1);
  for (const folder of ['INBOX', 'Sent', 'Archive']) dovecot.deliver('poll', folder, message(folder));
  await recorder.until(() => recorder.seen.length === 3);
  expect(commandsIn(dovecot.rawlog('poll'))).not.toContain('IDLE');
  const syncs = recorder.syncs;
  await recorder.until(() => recorder.syncs > syncs + 2);
  expect(recorder.seen).toHaveLength(3);
});

test('a change of UIDVALIDITY has the folder listed from its start', async () => {
  dovecot.deliver('validity', 'INBOX', message('1'));
  dovecot.deliver('validity', 'INBOX', message('2'));
  const recorder = new WatchRecorder();
  {
    await using _ = startWatch({ settings: dovecot.settings('validity') }, recorder);
    await recorder.until(() => recorder.syncs === 1);
  }
  const [before] = recorder.seen;
  dovecot.maildir('validity').forgetUids('INBOX');
  await using _ = startWatch({ settings: dovecot.settings('validity') }, recorder);
  await recorder.until(() => recorder.syncs === 2);
  const after = recorder.seen.slice(2);
  expect(after.map(({ reference }) => reference)).toEqual(['1', '2']);
  expect(after[0]?.validity).not.toBe(before?.validity);
});

test('a backlog is listed from the day that is set; what comes in later counts whatever date it bears', async () => {
  for (let day = 1; day <= 9; day++)
    dovecot.deliver('dates', 'INBOX', message(`${day}`), new Date(`2026-03-0${day}T12:00:00Z`));
  const options = { settings: dovecot.settings('dates'), auditFrom: '2026-03-07', pageUids: 3 };
  await using watch = startWatch(options);
  const { recorder } = watch;
  await recorder.until(() => recorder.syncs === 1);
  // The day before comes too: servers count days by their own clock. What is older by its date is left aside when it is read.
  expect(recorder.seenIn('INBOX')).toEqual(['6', '7', '8', '9']);
  dovecot.deliver('dates', 'INBOX', message('late'), new Date('2020-01-01T12:00:00Z'));
  await recorder.until(() => recorder.seenIn('INBOX').includes('10'));
});

test('pages are reported one by one, each with its cursor, and a watcher that is ended goes on from the last', async () => {
  for (let index = 1; index <= 10; index++) dovecot.deliver('pages', 'INBOX', message(`${index}`));
  const options = { settings: dovecot.settings('pages'), pageUids: 4 };
  const recorder = new WatchRecorder();
  const listed: number[] = [];
  const { report } = recorder;
  const stopping = new AbortController();
  const counting: typeof report = {
    ...report,
    onListing: async (listing) => {
      await report.onListing(listing);
      if (listing.folder === 'INBOX') listed.push(listing.found.length);
      if (listing.folder === 'INBOX' && listed.length === 2) throw new Error('the database is gone');
    },
  };
  const broken = startWatch({ ...options, report: counting, signal: stopping.signal }, recorder);
  await expect(broken.ended).rejects.toThrow('the database is gone');
  expect(recorder.cursors.get('INBOX')?.lastUid).toBe(8);
  await using _ = startWatch(options, recorder);
  await recorder.until(() => recorder.syncs === 1);
  expect(recorder.listings.filter(({ folder }) => folder === 'INBOX').map(({ found }) => found.length)).toEqual([
    4, 4, 2,
  ]);
  expect(new Set(recorder.seenIn('INBOX')).size).toBe(10);
});

test('folders that the settings name replace the choice', async () => {
  const maildir = dovecot.maildir('named');
  for (const folder of ['Planning', 'Planning/2025', 'Planning/2026', 'Planning/Trash']) maildir.createFolder(folder);
  for (const folder of ['INBOX', 'Sent', 'Planning', 'Planning/2025', 'Planning/2026', 'Planning/Trash'])
    dovecot.deliver('named', folder, message(folder));
  const settings = dovecot.settings('named', { folders: ['\\Sent', 'Planning/*'] });
  await using watch = startWatch({ settings });
  const { recorder } = watch;
  await recorder.until(() => recorder.syncs === 1);
  expect(recorder.seen.map(({ folder }) => folder).sort()).toEqual(['Planning/2025', 'Planning/2026', 'Sent']);
});

describe('what cannot be watched', () => {
  test('a folder that is not there is told by name, and the others are watched', async () => {
    dovecot.deliver('missing', 'INBOX', message('1'));
    const settings = dovecot.settings('missing', { folders: ['INBOX', 'Plannning', 'Junk'] });
    await using watch = startWatch({ settings, pollMs: 50 });
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'failing' && recorder.seen.length === 1);
    expect(recorder.states.at(-1)).toMatchObject({
      code: 'missing-folder',
      reason: expect.stringContaining('“Plannning”, “Junk”'),
    });
    expect(recorder.syncs).toBe(0);
    expect(recorder.errors.map(({ message: sentence }) => sentence).join()).not.toContain('Plannning');
    dovecot.deliver('missing', 'INBOX', message('2'));
    await recorder.until(() => recorder.seen.length === 2);
    expect(recorder.codes).toEqual(['missing-folder']);
  });

  test('a report that fails ends the watcher, and moves no cursor', async () => {
    dovecot.deliver('report', 'INBOX', message('1'));
    const recorder = new WatchRecorder();
    recorder.failure = new Error('the database is gone');
    const watch = startWatch({ settings: dovecot.settings('report', { folders: ['INBOX'] }) }, recorder);
    await expect(watch.ended).rejects.toThrow('the database is gone');
    expect(recorder.cursors.size).toBe(0);
  });
});

test('no command of all these tests could have changed a mailbox, by Dovecot’s own record', () => {
  const commands = users.flatMap((user) => commandsIn(dovecot.rawlog(user)));
  expect(commands.filter((command) => command.startsWith('EXAMINE')).length).toBeGreaterThan(10);
  expect(users.flatMap((user) => findWritingCommands(dovecot.rawlog(user)))).toEqual([]);
});
