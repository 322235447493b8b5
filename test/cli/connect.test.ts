import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { writeInto } from '../sources/scratch-folder.ts';
import { startDovecot, testPassword, usualFolders } from '../support/dovecot.ts';
import { startPostgresql } from '../support/postgresql.ts';
import { startRedis } from '../support/redis.ts';
import { runCandour } from '../support/run-candour.ts';
import { clerkToOkafor, makeCouncilFolder } from '../support/small-council.ts';
import { openSmtpSink } from '../support/smtp-sink.ts';

const passwords = { good: testPassword, wrong: 'not this one' };

test('candour check --connect tries every mailbox and server, and says how to mend what is wrong', async () => {
  await using stack = new AsyncDisposableStack();
  const dovecot = stack.use(await startDovecot({ users: { clerk: testPassword }, folders: usualFolders }));
  const sink = stack.use(await openSmtpSink());
  const redis = stack.use(await startRedis());
  const postgresql = stack.use(await startPostgresql());
  dovecot.deliver('clerk', 'INBOX', Buffer.from(clerkToOkafor({ messageId: 'first' })));
  const imap = (password: string, folders?: string[]) =>
    JSON.stringify({
      host: '127.0.0.1',
      port: dovecot.port,
      security: 'none',
      user: 'clerk',
      passwordFile: password,
      ...(folders === undefined ? {} : { folders }),
    });
  const folder = makeCouncilFolder({
    more: [
      `  - { id: server, owner: clerk, imap: ${imap('good')} }`,
      `  - { id: locked, owner: clerk, imap: ${imap('wrong')} }`,
      `  - { id: misspelt, owner: clerk, imap: ${imap('good', ['INBOX', 'Sentt'])} }`,
      '  - { id: journal, journal: true, path: mailboxes/journal }',
      '',
    ].join('\n'),
    files: {
      ...passwords,
      'mailboxes/journal/.keep': '',
      'redis-url': redis.url,
      'postgresql-url': await postgresql.createDatabase('connect'),
    },
  });
  const settings = {
    councils: ['council.yaml'],
    database: { postgresqlUrlFile: 'postgresql-url', keyFile: 'key' },
    queue: { redisUrlFile: 'redis-url' },
    mail: {
      from: 'Candour <candour@littlewickham-pc.gov.uk>',
      smtp: { host: '127.0.0.1', port: sink.port, security: 'none' },
    },
    delivery: { gateway: 'little-wickham/journal', acceptFrom: ['127.0.0.1'] },
  };
  writeInto(folder, 'candour.yaml', stringify(settings));
  const check = async () => {
    const { status, out } = await runCandour(folder, 'check', '--connect', 'candour.yaml');
    return {
      status,
      lines: out
        .slice(out.indexOf('\nConnections:'))
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    };
  };
  const found = await check();
  expect(found).toEqual({
    status: 3,
    lines: [
      'Connections: 9',
      'clerk: readable, 2 messages in 1 folder',
      expect.stringMatching(/^server: connected, \d folders, newest message \d+ \w+ \d{4}$/),
      'locked: 127.0.0.1 does not let Candour in: check user and password; providers with two-step verification want an app password or oauth2.',
      'misspelt: connected, but there is no folder “Sentt”: correct its name under imap.folders.',
      'journal: readable, no messages',
      'secrets: all 2 can be read',
      'database: PostgreSQL answers; candour serve makes its tables',
      'queue: Redis answers',
      'mail server: lets Candour in',
    ],
  });
  await redis[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
  writeInto(folder, 'postgresql-url', 'postgresql://candour:secret@127.0.0.1:1/none');
  const away = await check();
  expect(away.status).toBe(3);
  expect(away.lines.slice(-3)).toEqual([
    'database: The database does not answer.',
    'queue: Redis does not answer: are host, port and password in its URL right, and does it run?',
    expect.stringMatching(/^mail server: The mail server cannot be reached \(ECONNREFUSED\)\. Are host and port/),
  ]);
  expect(JSON.stringify([found, away])).not.toMatch(/secret@|correct horse|not this one/);
});
