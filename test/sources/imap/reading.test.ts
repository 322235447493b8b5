/** Reading listed copies from a real Dovecot: in two steps, no more than is needed, and many at a time. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noNeed } from '../../../src/evidence/read-facts.ts';
import { defaultLimits, type Message } from '../../../src/mail/message.ts';
import { readMessage } from '../../../src/mail/read-message.ts';
import { computeContentKey } from '../../../src/sources/content-key.ts';
import type { FetchedCopy } from '../../../src/sources/imap/imap-reader.ts';
import { probeImapMailbox } from '../../../src/sources/imap/probe-imap-mailbox.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { commandsIn, findWritingCommands } from './read-only.ts';
import { openReader, placeOf, plain, validityOf } from './reading-kit.ts';
import { startWatch } from './watch-recorder.ts';

const text = { content: true, documents: false, letters: false, lineage: false, topics: [] };
const everything = { content: true, documents: true, letters: true, lineage: true, topics: [] };

/** A message with a scan of two million bytes beside its text. */
function withScan(headers = 'Message-ID: <scan@example.org>'): string {
  const scan = `${'A'.repeat(76)}\r\n`.repeat(Math.ceil(2_000_000 / 78));
  return [
    headers,
    'Subject: Deeds',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="= deeds ="',
    '',
    'This is a message of several parts.',
    '--= deeds =',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The deeds are attached.',
    '--= deeds =',
    'Content-Type: application/pdf; name="deeds.pdf"',
    'Content-Disposition: attachment; filename="deeds.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    scan,
    '--= deeds =--',
    '',
  ].join('\r\n');
}

let dovecot: Dovecot;
const users = ['steps', 'forward', 'gone', 'large', 'many', 'idle', 'new', 'probe'];

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, `secret of ${user}`])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

const bytesOf = (copy: FetchedCopy): string => (copy.kind === 'copy' ? Buffer.from(copy.bytes).toString() : copy.kind);

describe('a message with a big attachment', () => {
  test('comes without it where no rule needs it, and whole where one does', async () => {
    dovecot.deliver('steps', 'INBOX', withScan(), new Date('2026-03-01T09:00:00Z'));
    const place = placeOf(await validityOf(dovecot, 'steps'), 1);
    await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
    const settings = dovecot.settings('steps', { port: proxy.port, security: 'none' });
    await using reader = openReader(dovecot, 'steps', { settings });
    const copy = await reader.fetchCopy(place, () => text);
    expect(proxy.received).toBeLessThan(10_000);
    const message = (await readMessage(Buffer.from(bytesOf(copy)), defaultLimits)) as Message;
    expect(message.attachments.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
      ['deeds.pdf', 'application/pdf'],
    ]);
    expect(bytesOf(copy)).toContain('The deeds are attached.');
    expect(copy).toMatchObject({ receivedAt: Date.parse('2026-03-01T09:00:00Z') });
    const headerOnly = await reader.fetchCopy(place, () => noNeed);
    expect(bytesOf(headerOnly)).not.toContain('The deeds are attached.');
    const whole = await reader.fetchCopy(place, () => everything);
    expect(proxy.received).toBeGreaterThan(2_000_000);
    expect(bytesOf(whole)).toBe(withScan());
    const header = Buffer.from(`${withScan().split('\r\n\r\n')[0]}\r\n\r\n`);
    const contentKey = computeContentKey(header, withScan().length);
    for (const each of [copy, headerOnly, whole]) expect(each).toMatchObject({ contentKey });
  });

  test('and no Message-ID has its text read: that is what it is known by', async () => {
    dovecot.deliver('steps', 'INBOX', withScan('From: clerk@example.org'));
    const place = placeOf(await validityOf(dovecot, 'steps'), 2);
    await using reader = openReader(dovecot, 'steps');
    const copy = await reader.fetchCopy(place, () => noNeed);
    expect(bytesOf(copy)).toContain('The deeds are attached.');
    expect(bytesOf(copy).length).toBeLessThan(2_000);
  });

  test('is left on the server also where it lies in a forwarded message', async () => {
    const boundary = '--= outer =';
    const outer = [
      'Message-ID: <outer@example.org>',
      'Content-Type: multipart/mixed; boundary="= outer ="',
      '',
      boundary,
      '',
      'See below.',
      boundary,
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment',
      '',
      withScan(),
      `${boundary}--`,
      '',
    ].join('\r\n');
    dovecot.deliver('forward', 'INBOX', outer);
    const place = placeOf(await validityOf(dovecot, 'forward'), 1);
    await using reader = openReader(dovecot, 'forward');
    const copy = await reader.fetchCopy(place, () => text);
    expect(bytesOf(copy).length).toBeLessThan(2_000);
    const message = (await readMessage(Buffer.from(bytesOf(copy)), defaultLimits)) as Message;
    const [inner] = message.attachedMessages;
    expect(inner?.envelope.messageId).toBe('<scan@example.org>');
    expect(inner?.attachments.map(({ fileName }) => fileName)).toEqual(['deeds.pdf']);
  });
});

test('what was deleted, moved or numbered anew is gone, and only that', async () => {
  for (const id of ['1', '2']) dovecot.deliver('gone', 'INBOX', plain(id));
  const validity = await validityOf(dovecot, 'gone');
  await using reader = openReader(dovecot, 'gone');
  const copies = await Promise.all([
    reader.fetchCopy(placeOf(validity, 1), () => 'all'),
    reader.fetchCopy(placeOf(validity, 7), () => 'all'),
    reader.fetchCopy(placeOf('1', 1), () => 'all'),
    reader.fetchCopy({ ...placeOf(validity, 1), folder: 'Projects' }, () => 'all'),
    reader.fetchCopy(placeOf(validity, 2), () => 'all'),
  ]);
  expect(copies.map(({ kind }) => kind)).toEqual(['copy', 'gone', 'gone', 'gone', 'copy']);
});

test('a message over the limit is not fetched', async () => {
  dovecot.deliver('large', 'INBOX', withScan());
  dovecot.deliver('large', 'INBOX', plain('2'));
  const validity = await validityOf(dovecot, 'large');
  await using reader = openReader(dovecot, 'large', { limits: { ...defaultLimits, messageBytes: 1_000_000 } });
  const copies = await Promise.all([1, 2].map((uid) => reader.fetchCopy(placeOf(validity, uid), () => 'all')));
  expect(copies[0]).toMatchObject({
    kind: 'too-large',
    reason: 'The message has 2.0 MB, more than the 1.0 MB that are read.',
    contentKey: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(copies[1]?.kind).toBe('copy');
});

test('a backlog of 2,000 is listed and read in few commands', async () => {
  for (let index = 1; index <= 2_000; index++) dovecot.deliver('many', 'INBOX', plain(String(index)));
  await using watch = startWatch({ settings: dovecot.settings('many', { folders: ['INBOX'] }), pageUids: 500 });
  const { recorder } = watch;
  await recorder.until(() => recorder.syncs === 1);
  expect(recorder.listings.map(({ found }) => found.length)).toEqual([500, 500, 500, 500]);
  await using reader = openReader(dovecot, 'many');
  const { validity } = recorder.cursors.get('INBOX') ?? { validity: '' };
  const copies = await Promise.all(
    recorder.seenIn('INBOX').map((uid) => reader.fetchCopy(placeOf(validity, Number(uid)), () => text)),
  );
  expect(copies.filter((copy) => bytesOf(copy).includes('is open.'))).toHaveLength(2_000);
  const fetches = commandsIn(dovecot.rawlog('many')).filter((command) => command.startsWith('UID FETCH'));
  expect(fetches).toHaveLength(2 * (2_000 / 50));
});

test('what comes in while the folder is open is read on the same connection', async () => {
  dovecot.deliver('new', 'INBOX', plain('1'));
  await using watch = startWatch({ settings: dovecot.settings('new', { folders: ['INBOX'] }) });
  const { recorder } = watch;
  await recorder.until(() => recorder.seen.length === 1);
  await using reader = openReader(dovecot, 'new');
  const { validity } = recorder.cursors.get('INBOX') ?? { validity: '' };
  for (let count = 1; count <= 4; count++) {
    const copy = await reader.fetchCopy(placeOf(validity, count), () => text);
    expect(bytesOf(copy)).toContain(`The path ${count} is open.`);
    dovecot.deliver('new', 'INBOX', plain(String(count + 1)));
    await recorder.until(() => recorder.seen.length === count + 1);
  }
});

test('the connection is opened when it is needed, and closed when it is not', async () => {
  dovecot.deliver('idle', 'INBOX', plain('1'));
  const validity = await validityOf(dovecot, 'idle');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const settings = dovecot.settings('idle', { port: proxy.port, security: 'none' });
  await using reader = openReader(dovecot, 'idle', { settings, idleCloseMs: 50 });
  expect(proxy.connections).toBe(0);
  await reader.fetchCopy(placeOf(validity, 1), () => text);
  await reader.fetchCopy(placeOf(validity, 1), () => text);
  expect(proxy.connections).toBe(1);
  await expect.poll(() => proxy.open).toBe(0);
  expect((await reader.fetchCopy(placeOf(validity, 1), () => text)).kind).toBe('copy');
  expect(proxy.connections).toBe(2);
});

test('a probe tells how many folders would be watched, and how recent the mail is', async () => {
  const settings = dovecot.settings('probe', { folders: ['INBOX', '\\Sent', 'Planning'] });
  const { signal } = new AbortController();
  expect(await probeImapMailbox(settings, signal)).toEqual({ folders: 2, newest: null, missing: ['Planning'] });
  const newest = new Date('2026-03-02T10:00:00Z');
  dovecot.deliver('probe', 'INBOX', plain('1'), newest);
  expect(await probeImapMailbox(settings, signal)).toEqual({ folders: 2, newest, missing: ['Planning'] });
});

test('no command of all these tests could have changed a mailbox', () => {
  expect(users.flatMap((user) => findWritingCommands(dovecot.rawlog(user)))).toEqual([]);
});
