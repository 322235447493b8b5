/** Why there is no access token. The sentence holds no secret, and nothing of what the provider answered but its error code (RFC 6749, 5.2). */

export type TokenErrorCode = 'token-refused' | 'token-endpoint';

export class TokenError extends Error {
  readonly code: TokenErrorCode;
  readonly temporary = true;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(code: TokenErrorCode, message: string, reason: string, cause: unknown) {
    super(message, { cause });
    this.name = 'TokenError';
    this.code = code;
    this.fields = /^[\w.-]{1,40}$/.test(reason) ? { reason } : {};
  }
}

const advice: Record<string, string> = {
  invalid_client: 'the client id or the client secret is wrong, or the secret has run out.',
  unauthorized_client: 'the application is not allowed to: an administrator has to give it consent.',
  invalid_grant:
    'what was granted no longer counts: sign in again for a new refresh token, or delegate to the service account.',
  invalid_scope: 'the application has no permission for mail: add it and give consent.',
  invalid_resource: 'the application has no permission for mail: add it and give consent.',
};

/** `reason`: the error code of the provider; '' where it gave none. */
export function tokenRefused(host: string, reason: string, cause: unknown): TokenError {
  const why = advice[reason] ?? 'check tenant, client id and secrets.';
  return new TokenError('token-refused', `${host} gives no access token: ${why}`, reason, cause);
}

export function tokenEndpointFailed(host: string, reason: string, cause: unknown): TokenError {
  const message = `${host}, which gives out access tokens, does not answer as it should; Candour tries again.`;
  return new TokenError('token-endpoint', message, reason, cause);
}
