/** How to sign in to a mail server, as `imap` and `smtp` blocks say it with the same keys. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { KeyPath, Remark } from '../council/problem.ts';
import { asRecord, asText } from '../council/raw-value.ts';
import { missingSecret, mistake, type SecretName, secretKeys, takeSecret } from './secret-keys.ts';
import type { Authentication, Secret } from './settings.ts';
import { isLoopback, path, text } from './shape-parts.ts';

const endpoint = text.refine(isSafeEndpoint, {
  error: 'This must be an address that begins with https://, since a secret is sent there.',
});

export const authenticationKeys = {
  user: text.optional(),
  auth: z.enum(['password', 'app-password', 'oauth2']).default('password'),
  ...secretKeys('password'),
  provider: z.enum(['microsoft', 'google']).optional(),
  tenant: text.optional(),
  clientId: text.optional(),
  ...secretKeys('clientSecret'),
  ...secretKeys('refreshToken'),
  serviceAccountFile: path.optional(),
  authority: endpoint.optional(),
  tokenUrl: endpoint.optional(),
};
const authenticationShape = z.object(authenticationKeys);
type Block = z.output<typeof authenticationShape> & { host: string };

/** `at` is the path of the block, `folder` what its paths are relative to. */
type Place = { at: KeyPath; folder: string };
export type ParsedAuthentication = { authentication: Authentication | null; remarks: Remark[] };

const keysOf: Record<Authentication['kind'], readonly string[]> = {
  password: ['passwordFile', 'passwordVariable'],
  microsoft: ['provider', 'tenant', 'clientId', 'clientSecretFile', 'clientSecretVariable', 'authority'],
  'google-refresh-token': [
    ...['provider', 'clientId', 'clientSecretFile', 'clientSecretVariable'],
    ...['refreshTokenFile', 'refreshTokenVariable', 'tokenUrl'],
  ],
  'google-service-account': ['provider', 'serviceAccountFile', 'tokenUrl'],
};

/** Null without remarks: the block names no user. */
export function parseAuthentication(block: Block, place: Place): ParsedAuthentication {
  const { user } = block;
  const written = Object.keys(authenticationKeys).filter((key) => asRecord(block)[key] !== undefined && key !== 'auth');
  if (user === undefined) {
    const needless = written.map((key) => mistake([...place.at, key], 'This needs the key user beside it.'));
    const isOAuth2 = block.auth === 'oauth2' && needless.length === 0;
    return { authentication: null, remarks: isOAuth2 ? [mistake(place.at, 'oauth2 needs the key user.')] : needless };
  }
  const kind = kindOf(block);
  if (kind === null) {
    const message = 'Candour cannot tell from the host whose OAuth2 this is: write provider: microsoft or google.';
    return { authentication: null, remarks: [mistake([...place.at, 'auth'], message)] };
  }
  const parsed = readers[kind](block, user, place);
  const strangers = written.filter((key) => key !== 'user' && !keysOf[kind].includes(key));
  const remarks = strangers.map((key) => mistake([...place.at, key], `This has no meaning ${inWords[kind]}.`));
  const isSound = remarks.length === 0 && parsed.remarks.length === 0;
  return { authentication: isSound ? parsed.authentication : null, remarks: [...parsed.remarks, ...remarks] };
}

const inWords: Record<Authentication['kind'], string> = {
  password: 'with auth: password',
  microsoft: 'with Microsoft’s OAuth2',
  'google-refresh-token': 'with a refresh token of Google',
  'google-service-account': 'beside serviceAccountFile',
};

function kindOf(block: Block): Authentication['kind'] | null {
  if (block.auth !== 'oauth2') return 'password';
  const provider = block.provider ?? guessProvider(block);
  if (provider === 'google')
    return block.serviceAccountFile === undefined ? 'google-refresh-token' : 'google-service-account';
  return provider;
}

function guessProvider({ host, tenant, serviceAccountFile }: Block): 'microsoft' | 'google' | null {
  if (/(^|\.)(office365\.com|outlook\.com|office365\.us)$/i.test(host) || tenant !== undefined) return 'microsoft';
  if (/(^|\.)(gmail|google|googlemail)\.com$/i.test(host) || serviceAccountFile !== undefined) return 'google';
  return null;
}

type Reader = (block: Block, user: string, place: Place) => ParsedAuthentication;
const readers: Record<Authentication['kind'], Reader> = {
  password(block, user, place) {
    const { remarks, secret } = needSecret(block, 'password', place, 'Signing in with a password');
    return { authentication: secret && { kind: 'password', user, password: secret }, remarks };
  },

  microsoft(block, user, place) {
    const tenant = needText(block, 'tenant', place, 'the directory (tenant) id, or a domain of the tenant');
    const clientId = needText(block, 'clientId', place, 'the application (client) id');
    const secret = needSecret(block, 'clientSecret', place, 'Microsoft’s OAuth2');
    const remarks = [...tenant.remarks, ...clientId.remarks, ...secret.remarks];
    if (tenant.value === null || clientId.value === null || secret.secret === null)
      return { authentication: null, remarks };
    const names = { tenant: tenant.value, clientId: clientId.value, authority: block.authority ?? null };
    return { authentication: { kind: 'microsoft', user, ...names, clientSecret: secret.secret }, remarks };
  },

  'google-refresh-token'(block, user, place) {
    const clientId = needText(block, 'clientId', place, 'the client id, or write serviceAccountFile');
    const secret = needSecret(block, 'clientSecret', place, 'Google’s OAuth2');
    const token = needSecret(block, 'refreshToken', place, 'Google’s OAuth2');
    const remarks = [...clientId.remarks, ...(clientId.value === null ? [] : [...secret.remarks, ...token.remarks])];
    if (clientId.value === null || secret.secret === null || token.secret === null)
      return { authentication: null, remarks };
    const secrets = { clientSecret: secret.secret, refreshToken: token.secret };
    const names = { clientId: clientId.value, tokenUrl: block.tokenUrl ?? null };
    return { authentication: { kind: 'google-refresh-token', user, ...names, ...secrets }, remarks };
  },

  'google-service-account'(block, user, place) {
    const file = resolve(place.folder, block.serviceAccountFile ?? '');
    const account = readAccount(file);
    if (account === null) {
      const message = `${file} is not there, or is not the key file of a service account from Google.`;
      return { authentication: null, remarks: [mistake([...place.at, 'serviceAccountFile'], message)] };
    }
    const names = { account, tokenUrl: block.tokenUrl ?? null };
    return { authentication: { kind: 'google-service-account', user, ...names, privateKey: { file } }, remarks: [] };
  },
};

function needSecret(
  block: Block,
  name: SecretName,
  place: Place,
  forWhat: string,
): { secret: Secret | null; remarks: Remark[] } {
  const { secret, remarks } = takeSecret(block, name, place);
  if (secret !== null || remarks.length > 0) return { secret, remarks };
  return { secret, remarks: [missingSecret(name, place.at, forWhat)] };
}

function needText(
  block: Block,
  key: 'tenant' | 'clientId',
  { at }: Place,
  what: string,
): { value: string | null; remarks: Remark[] } {
  const value = block[key] ?? null;
  return { value, remarks: value === null ? [mistake([...at, key], `This is missing: write ${what}.`)] : [] };
}

/** `client_email` of the JSON key file that Google gives out for a service account. */
function readAccount(file: string): string | null {
  try {
    const key = asRecord(JSON.parse(readFileSync(file, 'utf8')));
    return asText(key.private_key) === null ? null : asText(key.client_email);
  } catch {
    return null;
  }
}

function isSafeEndpoint(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}
