/** Access tokens from a local server that speaks as Microsoft's and Google's do. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OAuth2, openAccessTokenSource } from '../../../src/sources/oauth/access-token-source.ts';
import { createCertificate } from '../../support/certificate.ts';
import { startTokenServer, type TokenServer } from '../../support/token-server.ts';

const user = 'clerk@example.org';
const folder = mkdtempSync(join(tmpdir(), 'candour-oauth-'));
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const trusted = getCACertificates('default');
let server: TokenServer;

function secret(name: string, value: string): { file: string } {
  const file = join(folder, name);
  writeFileSync(file, `${value}\n`);
  return { file };
}

beforeAll(async () => {
  const certificate = createCertificate(folder);
  setDefaultCACertificates([...trusted, readFileSync(certificate.certificateFile, 'utf8')]);
  server = await startTokenServer({
    certificate,
    mailbox: user,
    clients: { 'client-1': 'client secret' },
    refreshTokens: { 'granted by the clerk': user },
    accounts: { 'reader@project.example.org': keys.publicKey },
  });
});
beforeEach(() => {
  server.grants.length = 0;
  server.lifetime = 3_600;
  server.fail(null);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const kinds: { name: string; authentication: () => OAuth2; grant: object }[] = [
  {
    name: 'Microsoft, by client credentials',
    authentication: () => ({
      kind: 'microsoft',
      user,
      tenant: 'parish.example.org',
      clientId: 'client-1',
      clientSecret: secret('client', 'client secret'),
      authority: server.authority,
    }),
    grant: {
      type: 'client_credentials',
      client: 'client-1',
      scope: expect.stringContaining('https://outlook.office365.com/.default'),
    },
  },
  {
    name: 'Google, by refresh token',
    authentication: () => ({
      kind: 'google-refresh-token',
      user,
      clientId: 'client-1',
      clientSecret: secret('client', 'client secret'),
      refreshToken: secret('refresh', 'granted by the clerk'),
      tokenUrl: server.tokenUrl,
    }),
    grant: { type: 'refresh_token', client: 'client-1', scope: '' },
  },
  {
    name: 'Google, by service account',
    authentication: () => ({
      kind: 'google-service-account',
      user,
      account: 'reader@project.example.org',
      privateKey: secret('key', JSON.stringify({ private_key: keys.privateKey })),
      tokenUrl: server.tokenUrl,
    }),
    grant: { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client: '', scope: '' },
  },
];

describe.each(kinds)('$name', ({ authentication, grant }) => {
  test('a token is fetched once and held until shortly before its end', async () => {
    const source = openAccessTokenSource(authentication());
    const [one, other] = await Promise.all([source.token(), source.token()]);
    expect(other).toBe(one);
    expect(await source.token()).toBe(one);
    expect(server.grants).toEqual([grant]);
  });

  test('one that soon ends, or that a server refused, is fetched anew', async () => {
    const source = openAccessTokenSource(authentication());
    server.lifetime = 60;
    const first = await source.token();
    server.lifetime = 3_600;
    const second = await source.token();
    expect(second).not.toBe(first);
    source.invalidate();
    expect(await source.token()).not.toBe(second);
    expect(server.grants).toHaveLength(3);
  });

  test('an endpoint that is out of order is told as such, and later asked again', async () => {
    const source = openAccessTokenSource(authentication());
    for (const how of ['server-error', 'no-json'] as const) {
      server.fail(how);
      await expect(source.token()).rejects.toMatchObject({
        name: 'TokenError',
        code: 'token-endpoint',
        temporary: true,
      });
    }
    server.fail(null);
    expect(await source.token()).toMatch(/^token-/);
  });
});

test('a secret that is wrong is told with what to do, without the secret; one that was changed is found', async () => {
  const [microsoft, google] = kinds.map((kind) => kind.authentication());
  if (microsoft?.kind !== 'microsoft' || google?.kind !== 'google-refresh-token') throw new Error('not these');
  for (const authentication of [microsoft, google]) {
    secret('client', 'old secret');
    const source = openAccessTokenSource(authentication);
    const failure = await source.token().catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'token-refused', fields: { reason: 'invalid_client' } });
    expect(String((failure as Error).message)).toMatch(
      /gives no access token: the client id or the client secret is wrong, or the secret has run out\.$/,
    );
    expect((failure as Error).message).not.toContain('old secret');
    secret('client', 'client secret');
    expect(await source.token()).toMatch(/^token-/);
  }
});

test('what was granted and taken back is told so', async () => {
  const google = kinds[1]?.authentication();
  if (google?.kind !== 'google-refresh-token') throw new Error('not this');
  secret('refresh', 'taken back');
  await expect(openAccessTokenSource(google).token()).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringContaining('sign in again for a new refresh token'),
  });
});

test('without its secret no server is asked', async () => {
  const google = kinds[1]?.authentication();
  if (google?.kind !== 'google-refresh-token') throw new Error('not this');
  const source = openAccessTokenSource({ ...google, clientSecret: { file: join(folder, 'none') } });
  await expect(source.token()).rejects.toMatchObject({ name: 'SecretError' });
  expect(server.grants).toEqual([]);
});
