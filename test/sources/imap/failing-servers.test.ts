/** Servers that go away, go deaf, refuse, or say nothing: what the watcher tells of it, and how soon it is back. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImapSettings } from '../../../src/settings/settings.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { findWritingCommands } from './read-only.ts';
import { quickRetries, startWatch } from './watch-recorder.ts';

const message = (id: string): string => `Message-ID: <${id}@example.org>\r\nSubject: Path\r\n\r\nThe path is open.\r\n`;

let dovecot: Dovecot;
const users = [
  'restart',
  'cut',
  'deaf',
  'password',
  'search',
  'silent',
  'tls',
  'starttls',
  'throttle',
  'few',
  'partly',
];

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, `secret of ${user}`])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

const startProxy = () => startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
const inbox = (user: string, port: number): ImapSettings =>
  dovecot.settings(user, { port, security: 'none', folders: ['INBOX'] });

test('a server that restarts is watched again, and what came meanwhile is seen', async () => {
  await using watch = startWatch({ settings: dovecot.settings('restart') });
  const { recorder } = watch;
  await recorder.until(() => recorder.state === 'watching');
  await dovecot.stop();
  dovecot.deliver('restart', 'INBOX', message('1'));
  await recorder.until(() => recorder.codes.includes('connection-refused'));
  await dovecot.start();
  await recorder.until(() => recorder.state === 'watching' && recorder.seen.length === 1);
});

test('a cut connection is made anew at once, and costs nothing but the time', async () => {
  await using proxy = await startProxy();
  await using watch = startWatch({ settings: inbox('cut', proxy.port) });
  const { recorder } = watch;
  await recorder.until(() => recorder.state === 'watching');
  for (let count = 1; count <= 3; count++) {
    proxy.cut();
    dovecot.deliver('cut', 'INBOX', message(`${count}`));
    await recorder.until(() => recorder.seen.length === count && recorder.state === 'watching');
  }
  expect(recorder.seenIn('INBOX')).toEqual(['1', '2', '3']);
  expect(recorder.codes).toEqual(['disconnected', 'disconnected', 'disconnected']);
});

test('a connection that went deaf is noticed by the next poll', async () => {
  await using proxy = await startProxy();
  await using watch = startWatch({ settings: inbox('deaf', proxy.port), pollMs: 200, deadlineMs: 300 });
  const { recorder } = watch;
  await recorder.until(() => recorder.state === 'watching');
  proxy.deafen();
  dovecot.deliver('deaf', 'INBOX', message('1'));
  await recorder.until(() => recorder.codes.includes('timeout'));
  proxy.hear();
  await recorder.until(() => recorder.seen.length === 1 && recorder.state === 'watching');
});

test('a watcher that is told to end does so, also while a server lets it wait', async () => {
  await using proxy = await startProxy();
  for (const deafAt of ['connecting', 'watching']) {
    if (deafAt === 'connecting') proxy.deafen();
    const watch = startWatch({ settings: inbox('deaf', proxy.port), pollMs: 50, deadlineMs: 60_000 });
    if (deafAt === 'watching') await watch.recorder.until(() => watch.recorder.syncs > 1);
    else await watch.recorder.until(() => proxy.connections === 1);
    proxy.deafen();
    const began = performance.now();
    watch.stop();
    await watch.ended;
    expect(performance.now() - began).toBeLessThan(5_000);
    proxy.hear();
  }
});

describe('a wrong password', () => {
  test('is told once in plain words, tried again seldom, and works when it is mended', async () => {
    await using proxy = await startProxy();
    await dovecot.setPassword('password', 'another');
    const settings = dovecot.settings('password', { port: proxy.port, security: 'none' });
    const began = performance.now();
    await using watch = startWatch({ settings });
    const { recorder } = watch;
    await recorder.until(() => proxy.connections === 4);
    // 300 ms, then 600 at most: nobody is asked more often, and there is no other connection that would ask too.
    expect(performance.now() - began).toBeGreaterThan(300 + 600 + 600 - 20);
    expect(recorder.states.at(-1)).toEqual({
      state: 'failing',
      code: 'sign-in',
      reason:
        '127.0.0.1 does not let Candour in: check user and password; providers with two-step verification want an app password or oauth2.',
    });
    expect(recorder.errors).toHaveLength(1);
    await dovecot.setPassword('password', 'secret of password');
    await recorder.until(() => recorder.state === 'watching');
  });
});

describe('a SEARCH that is answered with nothing', () => {
  test('is found out by FETCH: the mail is listed, and the server reported', async () => {
    await using proxy = await startProxy();
    for (let index = 1; index <= 5; index++) dovecot.deliver('search', 'INBOX', message(`${index}`));
    proxy.rewrite((line) => line.replace(/^\* SEARCH .*$/, '* SEARCH'));
    await using watch = startWatch({ settings: inbox('search', proxy.port), pageUids: 2 });
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    expect(recorder.seenIn('INBOX')).toEqual(['1', '2', '3', '4', '5']);
    dovecot.deliver('search', 'INBOX', message('6'));
    await recorder.until(() => recorder.seenIn('INBOX').includes('6'));
    expect(recorder.errors.map(({ code }) => code)).toEqual(['silent-search']);
  });

  test('is found out too where it leaves out some, by the count', async () => {
    await using proxy = await startProxy();
    for (let index = 1; index <= 5; index++) dovecot.deliver('partly', 'INBOX', message(`${index}`));
    proxy.rewrite((line) => line.replace(/^\* SEARCH (\d+).*$/, '* SEARCH $1'));
    await using watch = startWatch({ settings: inbox('partly', proxy.port) });
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    expect(new Set(recorder.seenIn('INBOX'))).toEqual(new Set(['1', '2', '3', '4', '5']));
    expect(recorder.errors.map(({ code }) => code)).toEqual(['silent-search']);
  });

  test('and FETCH with nothing too: nothing counts as listed until the server speaks again', async () => {
    await using proxy = await startProxy();
    dovecot.deliver('silent', 'INBOX', message('1'));
    const hush = (line: string): string =>
      line.replace(/^\* SEARCH .*$/, '* SEARCH').replace(/^\* \d+ FETCH .*$/, '* OK');
    proxy.rewrite(hush);
    await using watch = startWatch({ settings: inbox('silent', proxy.port) });
    const { recorder } = watch;
    await recorder.until(() => recorder.codes.includes('silent-server'));
    expect(recorder.cursors.size).toBe(0);
    proxy.rewrite(null);
    await recorder.until(() => recorder.state === 'watching');
    expect(recorder.seenIn('INBOX')).toEqual(['1']);
  });
});

test('a server that allows one connection is watched all the same, by the poll', async () => {
  await using proxy = await startProxy();
  proxy.admit(1);
  const settings = dovecot.settings('few', { port: proxy.port, security: 'none' });
  await using watch = startWatch({ settings, pollMs: 100 });
  const { recorder } = watch;
  await recorder.until(() => proxy.connections > 2);
  dovecot.deliver('few', 'Sent', message('1'));
  await recorder.until(() => recorder.seenIn('Sent').length === 1);
  expect(recorder.codes).toEqual([]);
  expect(recorder.errors.map(({ code }) => code)).toEqual(['disconnected']);
});

describe('before anything is said', () => {
  const cases: { what: string; change: () => Partial<ImapSettings>; code: string; words: RegExp }[] = [
    {
      what: 'a certificate of nobody we know',
      change: () => ({ certificateFile: null }),
      code: 'certificate',
      words: /signed by nobody this machine trusts: name its authority with certificateFile/,
    },
    {
      what: 'a certificate for another host',
      change: () => ({ host: '127.0.0.2' }),
      code: 'certificate',
      words: /not for 127\.0\.0\.2/,
    },
    {
      what: 'plain text to another machine',
      change: () => ({ host: '192.0.2.1', security: 'none' }),
      code: 'plain-text-refused',
      words: /in plain text, which everybody on the way can read/,
    },
    {
      what: 'a port where nobody listens',
      change: () => ({ port: 1 }),
      code: 'connection-refused',
      words: /Nothing answers at 127\.0\.0\.1 on port 1/,
    },
    {
      what: 'a host that is not there',
      change: () => ({ host: 'mail.invalid' }),
      code: 'unknown-host',
      words: /mail\.invalid/,
    },
    {
      what: 'TLS where none is spoken',
      change: () => ({ port: dovecot.port }),
      code: 'no-tls',
      words: /does not speak TLS on port/,
    },
    {
      what: 'a secret that is not there',
      change: () => ({
        authentication: { kind: 'password', user: 'tls', password: { variable: 'CANDOUR_TEST_NOT_SET' } },
      }),
      code: 'secret',
      words: /CANDOUR_TEST_NOT_SET is not set/,
    },
  ];
  test.each(cases)('$what is told in plain words', async ({ change, code, words }) => {
    const watch = startWatch({ settings: dovecot.settings('tls', change()), deadlineMs: 3_000 });
    await using _ = watch;
    await watch.recorder.until(() => watch.recorder.state === 'failing');
    expect(watch.recorder.states.at(-1)).toMatchObject({ code, reason: expect.stringMatching(words) });
  });

  test('STARTTLS is insisted on where the settings say so', async () => {
    {
      const settings = dovecot.settings('starttls', { port: dovecot.port, security: 'starttls' });
      await using watch = startWatch({ settings });
      await watch.recorder.until(() => watch.recorder.state === 'watching');
    }
    await using proxy = await startProxy();
    proxy.rewrite((line) => line.replaceAll(' STARTTLS', ''));
    const settings = dovecot.settings('starttls', { port: proxy.port, security: 'starttls' });
    await using watch = startWatch({ settings });
    await watch.recorder.until(() => watch.recorder.codes.includes('no-tls'));
    expect(proxy.sent).not.toMatch(/AUTHENTICATE|LOGIN/);
  });
});

test('a throttled mailbox is left alone for a while', async () => {
  await using proxy = await startProxy();
  proxy.rewrite((line) =>
    line.replace(/^(\w+) OK .*Logged in$/, '$1 NO [LIMIT] Too many simultaneous connections. (Failure)'),
  );
  await using watch = startWatch({ settings: inbox('throttle', proxy.port), retryTimes: quickRetries });
  await watch.recorder.until(() => watch.recorder.codes.includes('throttled'));
  proxy.rewrite(null);
  await watch.recorder.until(() => watch.recorder.state === 'watching');
});

test('no command of all these tests could have changed a mailbox', () => {
  expect(users.flatMap((user) => findWritingCommands(dovecot.rawlog(user)))).toEqual([]);
});
