/** Signing in to a real Dovecot with access tokens, which it has looked up at the server that gave them out. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authentication } from '../../../src/settings/settings.ts';
import { createCertificate } from '../../support/certificate.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { startTokenServer, type TokenServer } from '../../support/token-server.ts';
import { startWatch } from './watch-recorder.ts';

const user = 'clerk@example.org';
const folder = mkdtempSync(join(tmpdir(), 'candour-oauth-'));
const secret = { file: join(folder, 'client') };
const trusted = getCACertificates('default');
let tokens: TokenServer;
let dovecot: Dovecot;

beforeAll(async () => {
  writeFileSync(secret.file, 'client secret');
  const certificate = createCertificate(folder);
  setDefaultCACertificates([...trusted, readFileSync(certificate.certificateFile, 'utf8')]);
  const clients = { 'client-1': 'client secret' };
  tokens = await startTokenServer({ certificate, mailbox: user, clients, refreshTokens: { 'client secret': user } });
  dovecot = await startDovecot({ users: { [user]: 'none' }, introspectionUrl: tokens.introspectionUrl });
});
afterAll(async () => {
  await dovecot[Symbol.asyncDispose]();
  await tokens[Symbol.asyncDispose]();
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});

const names = { user, clientId: 'client-1', clientSecret: secret };
const kinds: Record<string, () => Authentication> = {
  Microsoft: () => ({ kind: 'microsoft', ...names, tenant: 'example.org', authority: tokens.authority }),
  Google: () => ({ kind: 'google-refresh-token', ...names, refreshToken: secret, tokenUrl: tokens.tokenUrl }),
};

test.each(Object.keys(kinds))(
  'a mailbox is watched with a token of %s; one taken back is fetched anew, once',
  async (kind) => {
    const authentication = kinds[kind]?.();
    if (!authentication) throw new Error('no such kind');
    await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
    const settings = dovecot.settings(user, { authentication, port: proxy.port, security: 'none', folders: ['INBOX'] });
    await using watch = startWatch({ settings });
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    const granted = tokens.grants.length;
    proxy.cut();
    await recorder.until(() => recorder.syncs === 2);
    expect(tokens.grants).toHaveLength(granted);
    tokens.revokeAll();
    proxy.cut();
    await recorder.until(() => recorder.syncs === 3);
    expect(tokens.grants).toHaveLength(granted + 1);
    expect(recorder.codes).not.toContain('sign-in');
  },
);

test('an application that the mailbox does not let in is told so, and does not hammer', async () => {
  const authentication = kinds.Microsoft?.() as Extract<Authentication, { kind: 'microsoft' }>;
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const settings = dovecot.settings(user, {
    authentication: { ...authentication, user: 'someone.else@example.org' },
    port: proxy.port,
    security: 'none',
  });
  const signInRetry = { firstMs: 60_000, longestMs: 60_000 };
  const retryTimes = { retry: { firstMs: 1, longestMs: 1 }, signInRetry };
  await using watch = startWatch({ settings, retryTimes });
  await watch.recorder.until(() => watch.recorder.codes.includes('sign-in'));
  expect(watch.recorder.states.at(-1)?.reason).toMatch(/IMAP\.AccessAsApp/);
  // With the token at hand, and once with a new one.
  expect(proxy.connections).toBe(2);
});

test('a wrong client secret is told in the words of the token, and no mail server is asked', async () => {
  writeFileSync(secret.file, 'wrong');
  await using proxy = await startTcpProxy({ host: '127.0.0.1', port: dovecot.port });
  const authentication = kinds.Microsoft?.() as Authentication;
  const settings = dovecot.settings(user, { authentication, port: proxy.port, security: 'none' });
  await using watch = startWatch({ settings });
  await watch.recorder.until(() => watch.recorder.codes.includes('token'));
  expect(watch.recorder.states.at(-1)?.reason).toMatch(
    /gives no access token: the client id or the client secret is wrong/,
  );
  expect(proxy.connections).toBe(0);
});
