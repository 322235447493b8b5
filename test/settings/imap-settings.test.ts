import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatKey } from '../../src/council/problem.ts';
import { parseImapSettings } from '../../src/settings/imap-settings.ts';
import { makeFolder } from '../sources/scratch-folder.ts';

const read = (block: string) => parseImapSettings(parse(block));
const remarksOf = (block: string): string[] =>
  read(block).remarks.map(({ severity, path, message }) => `${severity} ${formatKey(path)} – ${message}`);
const secret = 'clientSecretFile: /s/client';

describe('an imap block', () => {
  test('of Microsoft 365, as the contract writes it', () => {
    const { settings, remarks } = read(`{ host: outlook.office365.com, port: 993, user: clerk@pc.gov.uk, auth: oauth2,
      folders: [INBOX, "\\\\Sent"], tenant: pc.gov.uk, clientId: 11111111-2222, ${secret} }`);
    expect(remarks).toEqual([]);
    expect(settings).toEqual({
      host: 'outlook.office365.com',
      port: 993,
      security: 'tls',
      certificateFile: null,
      folders: ['INBOX', '\\Sent'],
      authentication: {
        kind: 'microsoft',
        user: 'clerk@pc.gov.uk',
        tenant: 'pc.gov.uk',
        clientId: '11111111-2222',
        clientSecret: { file: '/s/client' },
        authority: null,
      },
    });
  });

  test.each(['password', 'app-password'])('with auth: %s', (auth) => {
    const { settings } = read(`{ host: imap.example.org, user: clerk, auth: ${auth}, passwordVariable: CLERK }`);
    expect(settings).toMatchObject({
      port: 993,
      security: 'tls',
      folders: null,
      authentication: { kind: 'password', user: 'clerk', password: { variable: 'CLERK' } },
    });
  });

  test('of Google with a refresh token', () => {
    const { settings } = read(`{ host: imap.gmail.com, user: clerk@example.org, auth: oauth2, clientId: c, ${secret},
      refreshTokenFile: /s/token, tokenUrl: "http://127.0.0.1:9/token" }`);
    expect(settings?.authentication).toEqual({
      kind: 'google-refresh-token',
      user: 'clerk@example.org',
      clientId: 'c',
      clientSecret: { file: '/s/client' },
      refreshToken: { file: '/s/token' },
      tokenUrl: 'http://127.0.0.1:9/token',
    });
  });

  test('of Google with the key file of a service account', () => {
    const key = { client_email: 'candour@project.iam.gserviceaccount.com', private_key: '-----BEGIN PRIVATE KEY-----' };
    const file = join(makeFolder({ 'key.json': JSON.stringify(key) }), 'key.json');
    const { settings } = read(
      `{ host: imap.gmail.com, user: clerk@pc.org, auth: oauth2, serviceAccountFile: ${file} }`,
    );
    expect(settings?.authentication).toEqual({
      kind: 'google-service-account',
      user: 'clerk@pc.org',
      account: key.client_email,
      privateKey: { file },
      tokenUrl: null,
    });
  });

  test.each([
    ['port: 143', 143, 'starttls'],
    ['security: starttls', 143, 'starttls'],
    ['port: 1993', 1993, 'tls'],
    ['port: 143, security: none, host: 127.0.0.1', 143, 'none'],
    ['security: none, host: localhost, port: 10143', 10143, 'none'],
  ])('%s: how the connection is secured', (keys, port, security) => {
    const host = keys.includes('host') ? '' : 'host: imap.example.org, ';
    const { settings } = read(`{ ${host}user: clerk, passwordFile: /s/p, ${keys} }`);
    expect(settings).toMatchObject({ port, security });
  });

  test('may have a key that is not known: it is mentioned, and the rest holds', () => {
    const { settings, remarks } = read('{ host: imap.example.org, user: clerk, passwordFile: /s/p, colour: red }');
    expect(settings).not.toBeNull();
    expect(remarks).toMatchObject([{ severity: 'warning', code: 'unknown-key', path: ['colour'] }]);
  });
});

describe('a mistake in an imap block:', () => {
  const start = 'host: imap.example.org, user: clerk';
  test.each([
    ['{}', ['error host – This is missing.', 'error user – This is missing.']],
    [`{ ${start} }`, ['error  – Signing in with a password needs a secret: write passwordFile or passwordVariable.']],
    [
      `{ ${start}, password: hunter2 }`,
      [
        'error password – A secret does not belong in this file: write passwordFile with the path of a file that holds it, or passwordVariable with the name of an environment variable.',
      ],
    ],
    [
      `{ ${start}, passwordFile: /s/p, security: none }`,
      [
        'error security – Without TLS everybody on the way could read the mail: none is only for a server on this machine.',
      ],
    ],
    [
      `{ ${start}, auth: oauth2 }`,
      ['error auth – Candour cannot tell from the host whose OAuth2 this is: write provider: microsoft or google.'],
    ],
    [
      `{ ${start}, auth: oauth2, provider: microsoft }`,
      [
        'error tenant – This is missing: write the directory (tenant) id, or a domain of the tenant.',
        'error clientId – This is missing: write the application (client) id.',
        'error  – Microsoft’s OAuth2 needs a secret: write clientSecretFile or clientSecretVariable.',
      ],
    ],
    [
      `{ ${start}, auth: oauth2, provider: google }`,
      ['error clientId – This is missing: write the client id, or write serviceAccountFile.'],
    ],
    [
      `{ ${start}, auth: oauth2, provider: google, serviceAccountFile: /nowhere.json }`,
      [
        'error serviceAccountFile – /nowhere.json is not there, or is not the key file of a service account from Google.',
      ],
    ],
    [`{ ${start}, passwordFile: /s/p, tenant: t }`, ['error tenant – This has no meaning with auth: password.']],
    [`{ ${start}, auth: secret }`, ['error auth – This must be password, app-password or oauth2, not “secret”.']],
    [
      `{ ${start}, passwordFile: /s/p, folders: [] }`,
      ['error folders – Name at least one folder, or leave folders out.'],
    ],
    [
      `{ ${start}, auth: oauth2, provider: google, clientId: c, ${secret}, refreshTokenFile: /s/t, tokenUrl: "http://t.example/" }`,
      ['error tokenUrl – This must be an address that begins with https://, since a secret is sent there.'],
    ],
  ])('%s', (block, expected) => {
    expect(read(block).settings).toBeNull();
    expect(remarksOf(block)).toEqual(expected);
  });
});
