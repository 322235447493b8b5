/** Google's tokens by nodemailer, which knows both ways: a refresh token (RFC 6749, 6) and a service account's signed claim (RFC 7523). */

import XOAuth2 from 'nodemailer/lib/xoauth2';
import { readPrivateKey, readSecret } from '../../settings/secrets.ts';
import type { AccessToken, OAuth2 } from './access-token-source.ts';
import { tokenEndpointFailed, tokenRefused } from './token-error.ts';

type Google = Exclude<OAuth2, { kind: 'microsoft' }>;

const tokenUrl = 'https://oauth2.googleapis.com/token';
const deadlineMs = 20_000;
/** Where the provider does not say how long a token is good. */
const shortMs = 600_000;

export async function fetchGoogleToken(authentication: Google): Promise<AccessToken> {
  const accessUrl = authentication.tokenUrl ?? tokenUrl;
  const { user } = authentication;
  const generator = new XOAuth2(
    { user, accessUrl, requestTimeout: deadlineMs, ...credentialsOf(authentication) },
    // Its log lines quote what was asked and answered.
    false,
  );
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  generator.generateToken((error, token) => (error ? reject(error) : resolve(token)));
  try {
    const token = await promise;
    return { token, expiresAt: generator.expires || Date.now() + shortMs };
  } catch (error) {
    throw describe(new URL(accessUrl).host, error);
  }
}

function credentialsOf(authentication: Google): Partial<XOAuth2.Options> {
  if (authentication.kind === 'google-service-account')
    return { serviceClient: authentication.account, privateKey: readPrivateKey(authentication.privateKey) };
  const { clientId, clientSecret, refreshToken } = authentication;
  return { clientId, clientSecret: readSecret(clientSecret), refreshToken: readSecret(refreshToken) };
}

/** The message begins with the error code of RFC 6749 where the provider refused. */
function describe(host: string, error: unknown): Error {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  const reason = /^(?:invalid|unauthorized|unsupported|access)_[a-z_]+/.exec(message)?.[0];
  return reason === undefined ? tokenEndpointFailed(host, code, error) : tokenRefused(host, reason, error);
}
