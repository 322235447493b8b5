/** How a connection says who it is: a password read anew each time, or an access token (RFC 7628, XOAUTH2). */

import type { AuthOptions } from 'imapflow';
import type { AccessTokenSource } from '../../settings/access-token.ts';
import { readSecret } from '../../settings/secrets.ts';
import type { Authentication } from '../../settings/settings.ts';
import { openAccessTokenSource } from '../oauth/access-token-source.ts';

export interface SignIn {
  credentials(): Promise<AuthOptions>;
  /** The server refused. Whether another try at once makes sense. */
  renew(): boolean;
}

export function openSignIn(authentication: Authentication): SignIn {
  if (authentication.kind === 'password') {
    const { user, password } = authentication;
    return { credentials: async () => ({ user, pass: readSecret(password) }), renew: () => false };
  }
  const { user } = authentication;
  const tokens: AccessTokenSource = openAccessTokenSource(authentication);
  return {
    credentials: async () => ({ user, accessToken: await tokens.token() }),
    renew: () => {
      tokens.invalidate();
      return true;
    },
  };
}
