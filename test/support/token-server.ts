/** Gives out access tokens as Microsoft and Google do, and answers for a mail server whether one is good (RFC 6749, RFC 7662). */

import { createVerify, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { TestCertificate } from './certificate.ts';

export type TokenServerOptions = {
  certificate: TestCertificate;
  /** Client id to client secret. */
  clients?: Record<string, string>;
  /** Refresh token to the user who granted it. */
  refreshTokens?: Record<string, string>;
  /** Service account to its public key, PEM. */
  accounts?: Record<string, string>;
  /** Whose mailbox a client of its own may open: Microsoft's client credentials name no user. */
  mailbox?: string;
};

export type TokenServer = AsyncDisposable & {
  /** Base of Microsoft's endpoints: https, for their library speaks nothing else. */
  readonly authority: string;
  /** Google's endpoint. */
  readonly tokenUrl: string;
  /** For Dovecot; the token is put behind it. */
  readonly introspectionUrl: string;
  /** What was asked for, oldest first, without secrets. */
  readonly grants: { type: string; client: string; scope: string }[];
  /** Seconds that the next tokens are good for. */
  lifetime: number;
  /** Takes back every token that is out. */
  revokeAll(): void;
  /** Until told otherwise every request is answered so; null: as it should be. */
  fail(how: 'server-error' | 'no-json' | 'silent' | null): void;
  clients: Record<string, string>;
};

export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const { certificate, clients = {}, refreshTokens = {}, accounts = {}, mailbox = '' } = options;
  const tokens = new Map<string, { user: string; expiresAt: number }>();
  const grants: TokenServer['grants'] = [];
  let failure: Parameters<TokenServer['fail']>[0] = null;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'https://localhost');
    const form = new URLSearchParams(await readAll(request));
    if (failure === 'silent') return;
    if (failure === 'server-error') return void response.writeHead(503).end('out of order');
    if (failure === 'no-json') return void response.end('<html>');
    if (url.pathname === '/introspect') return send(response, 200, introspect(url.searchParams.get('token') ?? ''));
    if (url.pathname.endsWith('/.well-known/openid-configuration')) return send(response, 200, configuration(url));
    if (request.method === 'POST' && url.pathname.endsWith('/token')) return grant(form, response);
    response.writeHead(404).end();
  }

  function configuration(url: URL): object {
    const base = `${server.authority}${url.pathname.replace('/v2.0/.well-known/openid-configuration', '')}`;
    return {
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    };
  }

  function introspect(token: string): object {
    const found = tokens.get(token);
    return found && found.expiresAt > Date.now() ? { active: true, email: found.user } : { active: false };
  }

  function grant(form: URLSearchParams, response: ServerResponse): void {
    const type = form.get('grant_type') ?? '';
    const client = form.get('client_id') ?? '';
    grants.push({ type, client, scope: form.get('scope') ?? '' });
    const user = userOf(type, form);
    if (user.startsWith('invalid_')) {
      const description = `AADSTS7000215: refused for ${client} with ${form.get('client_secret')}`;
      send(response, 400, { error: user, error_description: description });
      return;
    }
    const token = `token-${randomUUID()}`;
    tokens.set(token, { user, expiresAt: Date.now() + server.lifetime * 1_000 });
    send(response, 200, { token_type: 'Bearer', access_token: token, expires_in: server.lifetime });
  }

  /** Or the error code of RFC 6749, section 5.2. */
  function userOf(type: string, form: URLSearchParams): string {
    if (type === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return readClaim(form.get('assertion') ?? '', accounts) ?? 'invalid_grant';
    if (server.clients[form.get('client_id') ?? ''] !== form.get('client_secret')) return 'invalid_client';
    if (type === 'client_credentials') return mailbox;
    return refreshTokens[form.get('refresh_token') ?? ''] ?? 'invalid_grant';
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const secure = createServer(
    { key: readFileSync(certificate.keyFile), cert: readFileSync(certificate.certificateFile) },
    listener,
  );
  const plain = createPlainServer(listener);
  for (const each of [secure, plain]) await once(each.listen(0, '127.0.0.1'), 'listening');
  const [securePort, plainPort] = [secure, plain].map((each) => {
    const address = each.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  const server: TokenServer = {
    authority: `https://localhost:${securePort}`,
    tokenUrl: `http://127.0.0.1:${plainPort}/token`,
    introspectionUrl: `http://127.0.0.1:${plainPort}/introspect?token=`,
    grants,
    lifetime: 3_600,
    clients: { ...clients },
    revokeAll: () => tokens.clear(),
    fail: (how) => {
      failure = how;
    },
    [Symbol.asyncDispose]: async () => {
      for (const each of [secure, plain]) {
        each.closeAllConnections();
        each.close();
        await once(each, 'close');
      }
    },
  };
  return server;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** For whom a service account asks (RFC 7523); null where the signature is not its own. */
function readClaim(assertion: string, accounts: Record<string, string>): string | null {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const claim = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8') || '{}') as {
    iss?: string;
    sub?: string;
  };
  const key = accounts[claim.iss ?? ''];
  if (key === undefined) return null;
  const isSigned = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(key, signature, 'base64url');
  return isSigned ? (claim.sub ?? null) : null;
}
