/** Copies that cannot be had now: nobody is asked too often, nothing is given up too soon, and one does not keep back the others. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImapError } from '../../../src/sources/imap/imap-error.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { findWritingCommands } from './read-only.ts';
import { openReader, placeOf, plain, validityOf } from './reading-kit.ts';
import { quickRetries } from './watch-recorder.ts';

let dovecot: Dovecot;
const users = ['password', 'choose', 'cut', 'odd', 'silent', 'ended'];

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, `secret of ${user}`])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

test('a wrong password is asked about once, however many copies wait', async () => {
  dovecot.deliver('password', 'INBOX', plain('1'));
  const validity = await validityOf(dovecot, 'password');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const settings = dovecot.settings('password', { port: proxy.port, security: 'none' });
  await dovecot.setPassword('password', 'another');
  const errors: ImapError[] = [];
  const signInRetry = { firstMs: 2_000, longestMs: 2_000 };
  const retryTimes = { ...quickRetries, signInRetry };
  await using reader = openReader(dovecot, 'password', {
    settings,
    retryTimes,
    onError: (error) => errors.push(error),
  });
  for (let round = 0; round < 3; round++) {
    const asked = Array.from({ length: 120 }, () => reader.fetchCopy(placeOf(validity, 1), () => 'all'));
    const answers = await Promise.allSettled(asked);
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
  }
  await expect(reader.fetchCopy(placeOf(validity, 1), () => 'all')).rejects.toMatchObject({
    name: 'ImapError',
    code: 'sign-in',
    temporary: true,
  });
  expect(proxy.connections).toBe(1);
  expect(errors).toHaveLength(1);
  await dovecot.setPassword('password', 'secret of password');
  await expect
    .poll(
      () =>
        reader
          .fetchCopy(placeOf(validity, 1), () => 'all')
          .then(
            ({ kind }) => kind,
            () => 'not yet',
          ),
      { timeout: 5_000 },
    )
    .toBe('copy');
  expect(proxy.connections).toBe(2);
});

test('a choice that fails is told to whoever made it, and to nobody else', async () => {
  for (const id of ['1', '2']) dovecot.deliver('choose', 'INBOX', plain(id));
  const validity = await validityOf(dovecot, 'choose');
  await using reader = openReader(dovecot, 'choose');
  const failing = reader.fetchCopy(placeOf(validity, 1), () => Promise.reject(new Error('no roster')));
  const other = reader.fetchCopy(placeOf(validity, 2), () => 'all');
  await expect(failing).rejects.toThrow('no roster');
  expect((await other).kind).toBe('copy');
});

test('a connection that is cut in the middle is temporary, and the next try has another', async () => {
  dovecot.deliver('cut', 'INBOX', plain('1'));
  const validity = await validityOf(dovecot, 'cut');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const settings = dovecot.settings('cut', { port: proxy.port, security: 'none' });
  await using reader = openReader(dovecot, 'cut', { settings });
  const cut = reader.fetchCopy(placeOf(validity, 1), () => {
    proxy.cut();
    return 'all';
  });
  await expect(cut).rejects.toMatchObject({ code: 'disconnected', temporary: true });
  await expect
    .poll(() =>
      reader
        .fetchCopy(placeOf(validity, 1), () => 'all')
        .then(
          ({ kind }) => kind,
          () => 'not yet',
        ),
    )
    .toBe('copy');
});

test('one message that the server will not give does not keep back the others', async () => {
  for (const id of ['1', '2', '3']) dovecot.deliver('odd', 'INBOX', plain(id));
  const validity = await validityOf(dovecot, 'odd');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  // The answer about the second message, and every command that has it, ends in a refusal.
  let isBad = false;
  proxy.rewrite((line) => {
    if (/^\* 2 FETCH/.test(line)) isBad = true;
    if (!isBad || !/^\w+ OK Fetch completed/.test(line)) return line;
    isBad = false;
    return line.replace(/^(\w+) OK .*/, '$1 NO [SERVERBUG] Internal error');
  });
  const settings = dovecot.settings('odd', { port: proxy.port, security: 'none' });
  await using reader = openReader(dovecot, 'odd', { settings });
  const answers = await Promise.allSettled(
    [1, 2, 3].map((uid) => reader.fetchCopy(placeOf(validity, uid), () => 'all')),
  );
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a FETCH that is answered with nothing makes nothing gone while the server has messages', async () => {
  dovecot.deliver('silent', 'INBOX', plain('1'));
  const validity = await validityOf(dovecot, 'silent');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const settings = dovecot.settings('silent', { port: proxy.port, security: 'none' });
  proxy.rewrite((line) =>
    line.replace(/^\* \d+ FETCH \(UID \d+\)$/, '* OK').replace(/^\* \d+ FETCH \(UID .*BODY.*$/, '* OK'),
  );
  await using reader = openReader(dovecot, 'silent', { settings });
  // Nobody has the second UID; the first is there, and is not told of.
  await expect(reader.fetchCopy(placeOf(validity, 2), () => 'all')).rejects.toMatchObject({ code: 'silent-server' });
  proxy.rewrite(null);
  await expect
    .poll(() =>
      reader
        .fetchCopy(placeOf(validity, 2), () => 'all')
        .then(
          ({ kind }) => kind,
          () => 'not yet',
        ),
    )
    .toBe('gone');
});

test('a reader that has ended takes nothing more', async () => {
  const reader = openReader(dovecot, 'ended');
  await reader[Symbol.asyncDispose]();
  await expect(reader.fetchCopy(placeOf('1', 1), () => 'all')).rejects.toMatchObject({ temporary: true });
});

test('no command of all these tests could have changed a mailbox', () => {
  expect(users.flatMap((user) => findWritingCommands(dovecot.rawlog(user)))).toEqual([]);
});
