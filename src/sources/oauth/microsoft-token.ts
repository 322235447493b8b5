/** Microsoft 365: client credentials (RFC 6749, 4.4) by Microsoft's own library, with the application permission IMAP.AccessAsApp. */

import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { readSecret } from '../../settings/secrets.ts';
import type { AccessToken, OAuth2 } from './access-token-source.ts';
import { tokenEndpointFailed, tokenRefused } from './token-error.ts';

type Microsoft = Extract<OAuth2, { kind: 'microsoft' }>;

const microsoft = 'https://login.microsoftonline.com';
/** The same for IMAP and for SMTP. */
const scope = 'https://outlook.office365.com/.default';
const deadlineMs = 20_000;

export async function fetchMicrosoftToken(authentication: Microsoft): Promise<AccessToken> {
  const { tenant, clientId, clientSecret, authority } = authentication;
  const root = (authority ?? microsoft).replace(/\/+$/, '');
  const { host } = new URL(root);
  // Anew for each token, about once an hour: a secret that was changed is found.
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret: readSecret(clientSecret),
      authority: `${root}/${tenant}`,
      // Microsoft would be asked whether it knows another authority than its own.
      knownAuthorities: authority === null ? [] : [host],
    },
    system: { networkClient },
  });
  try {
    const result = await application.acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
    if (!result?.accessToken) throw new Error('no token');
    return { token: result.accessToken, expiresAt: result.expiresOn?.getTime() ?? Date.now() };
  } catch (error) {
    throw describe(host, error);
  }
}

/** The library's own waits for ever. */
const networkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => request('GET', url, options),
  sendPostRequestAsync: (url, options) => request('POST', url, options),
};

async function request<Body>(method: string, url: string, { headers = {}, body }: NetworkRequestOptions = {}) {
  const signal = AbortSignal.timeout(deadlineMs);
  const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as Body,
    status: response.status,
  };
}

function describe(host: string, error: unknown): Error {
  const { errorCode = '', name } = error as { errorCode?: string; name?: string };
  const isRefusal = name === 'ServerError' || /^(?:invalid|unauthorized|access)_/.test(errorCode);
  return isRefusal ? tokenRefused(host, errorCode, error) : tokenEndpointFailed(host, errorCode, error);
}
