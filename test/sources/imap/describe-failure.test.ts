import { describe, expect, test } from 'vitest';
import type { Authentication } from '../../../src/settings/settings.ts';
import { describeImapFailure } from '../../../src/sources/imap/describe-failure.ts';
import { ImapError } from '../../../src/sources/imap/imap-error.ts';

const authentications: Record<'password' | 'microsoft', Authentication> = {
  password: { kind: 'password', user: 'clerk@example.org', password: { variable: 'X' } },
  microsoft: {
    kind: 'microsoft',
    user: 'clerk@example.org',
    tenant: 't',
    clientId: 'c',
    clientSecret: { variable: 'X' },
    authority: null,
  },
};
const place = (kind: keyof typeof authentications = 'password') =>
  ({ host: 'mail.example.org', port: 993, security: 'tls', authentication: authentications[kind] }) as const;

type Case = { what: string; error: object; code: string; words: RegExp; kind?: 'microsoft' };
const signIn = { authenticationFailed: true };
const cases: Case[] = [
  {
    what: 'a wrong password',
    error: { ...signIn, serverResponseCode: 'AUTHENTICATIONFAILED' },
    code: 'sign-in',
    words: /app password or oauth2/,
  },
  {
    what: 'too many connections at Gmail',
    error: { ...signIn, response: '[ALERT] Too many simultaneous connections. (Failure)' },
    code: 'throttled',
    words: /waits and goes on/,
  },
  {
    what: 'a server that cannot look passwords up',
    error: { ...signIn, serverResponseCode: 'UNAVAILABLE' },
    code: 'not-available',
    words: /waits/,
  },
  {
    what: 'an application without rights at Microsoft',
    error: { ...signIn, response: 'User is authenticated but not connected.' },
    code: 'sign-in',
    kind: 'microsoft',
    words: /full access to the mailbox in Exchange/,
  },
  {
    what: 'throttling at Microsoft',
    error: { code: 'ETHROTTLE', responseStatus: 'BAD' },
    code: 'throttled',
    words: /left alone for a while/,
  },
  {
    what: 'a certificate that ran out',
    error: { code: 'CERT_HAS_EXPIRED' },
    code: 'certificate',
    words: /has expired/,
  },
  {
    what: 'a certificate of an unknown authority',
    error: { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
    code: 'certificate',
    words: /certificateFile/,
  },
  {
    what: 'a certificate file that is not there',
    error: { code: 'ENOENT', path: '/x' },
    code: 'certificate',
    words: /check its path/,
  },
  { what: 'no DNS', error: { code: 'EAI_AGAIN' }, code: 'unknown-host', words: /has DNS/ },
  { what: 'no network', error: { code: 'ENETUNREACH' }, code: 'unreachable', words: /on the network/ },
  { what: 'no greeting', error: { code: 'GREETING_TIMEOUT' }, code: 'timeout', words: /does not answer in time/ },
  { what: 'a reset', error: { code: 'ECONNRESET' }, code: 'disconnected', words: /connects again/ },
  {
    what: 'a folder that went',
    error: { responseStatus: 'NO', mailboxMissing: true },
    code: 'missing-folder',
    words: /looks for its folders again/,
  },
  {
    what: 'a refused command',
    error: { responseStatus: 'NO', responseText: 'Internal error for clerk@example.org' },
    code: 'command-refused',
    words: /refused a command/,
  },
  { what: 'a literal too large', error: { code: 'LiteralTooLarge' }, code: 'odd-answer', words: /does not understand/ },
];

describe('in plain words, without addresses and without what the server said', () => {
  test.each(cases)('$what', ({ error, code, words, kind }) => {
    const failure = describeImapFailure(Object.assign(new Error('for clerk@example.org'), error), place(kind));
    expect(failure).toBeInstanceOf(ImapError);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(words), temporary: code !== 'odd-answer' });
    expect(`${failure.message} ${JSON.stringify(failure.fields)}`).not.toMatch(/@|\[ALERT\]/);
  });
});
