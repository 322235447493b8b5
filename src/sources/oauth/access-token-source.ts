/** Access tokens for IMAP and SMTP from Microsoft 365 and Google, held until shortly before they end. */

import type { AccessTokenSource } from '../../settings/access-token.ts';
import type { Authentication } from '../../settings/settings.ts';
import { fetchGoogleToken } from './google-token.ts';
import { fetchMicrosoftToken } from './microsoft-token.ts';

export type { AccessTokenSource } from '../../settings/access-token.ts';

export type OAuth2 = Exclude<Authentication, { kind: 'password' }>;
/** `expiresAt` in milliseconds since 1970. */
export type AccessToken = { token: string; expiresAt: number };

/** One that ends while a connection is being made would be refused there. */
const marginMs = 120_000;

/** Its `token()` rejects with a TokenError, or with a SecretError. Secrets are read each time a token is fetched. */
export function openAccessTokenSource(authentication: OAuth2): AccessTokenSource {
  return new HeldToken(() =>
    authentication.kind === 'microsoft' ? fetchMicrosoftToken(authentication) : fetchGoogleToken(authentication),
  );
}

class HeldToken implements AccessTokenSource {
  readonly #fetch: () => Promise<AccessToken>;
  #held: AccessToken | null = null;
  #coming: Promise<AccessToken> | null = null;

  constructor(fetch: () => Promise<AccessToken>) {
    this.#fetch = fetch;
  }

  /** Connections that ask at the same time share one. */
  async token(): Promise<string> {
    if (this.#held && this.#held.expiresAt - marginMs > Date.now()) return this.#held.token;
    this.#coming ??= this.#fetch().finally(() => {
      this.#coming = null;
    });
    this.#held = await this.#coming;
    return this.#held.token;
  }

  invalidate(): void {
    this.#held = null;
  }
}
