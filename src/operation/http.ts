/** `/healthz` (live), `/readyz` (able) and `/metrics`, on loopback unless the settings say otherwise. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../settings/shape-parts.ts';

export type HttpServer = AsyncDisposable & { readonly port: number };

export type HttpParts = {
  /** Each check by its name, such as `database`; able is who passes all. */
  isReady: () => Promise<Record<string, boolean>>;
  metrics: { format(): Promise<{ contentType: string; text: string }> };
};

export class HttpError extends Error {
  readonly code: 'port-taken' | 'not-listening';
  readonly temporary = false;
  readonly fields: Readonly<Record<string, number>>;

  constructor(code: HttpError['code'], message: string, port: number, cause: unknown) {
    super(message, { cause });
    this.name = 'HttpError';
    this.code = code;
    this.fields = { port };
  }
}

/** Who asks for health gives up soon after. */
const answerMs = 5_000;
const requestMs = 10_000;

/** Whoever opens disposes. @throws {HttpError} */
export async function openHttp(settings: { host: string; port: number }, parts: HttpParts): Promise<HttpServer> {
  const isLocal = isLoopback(settings.host);
  const server = createServer({ requestTimeout: requestMs, headersTimeout: requestMs, maxHeaderSize: 8_192 });
  server.maxConnections = 64;
  server.on('request', (request, response) => {
    void answer(request, parts, isLocal).then((result) => send(response, request.method === 'HEAD', result));
  });
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: () => close(server) };
}

type Answer = { status: number; contentType: string; text: string };
const plain = 'text/plain; charset=utf-8';

async function answer(request: IncomingMessage, parts: HttpParts, isLocal: boolean): Promise<Answer> {
  // A page in a browser on this machine may point a name of its own at 127.0.0.1, and would read the answer (DNS rebinding).
  if (isLocal && !isLoopback(hostOf(request))) return say(421, 'This is for this machine only.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'Only GET and HEAD.');
  const [path] = (request.url ?? '').split('?');
  if (path === '/healthz') return say(200, 'live');
  if (path === '/readyz') return askReadiness(parts);
  if (path === '/metrics') return within(readMetrics(parts), say(503, 'The metrics could not be read.'));
  return say(404, 'There is /healthz, /readyz and /metrics.');
}

function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? '').replace(/:\d*$/, '');
}

async function askReadiness({ isReady }: HttpParts): Promise<Answer> {
  const checks = await within(isReady(), { 'answers-in-time': false });
  const ready = Object.values(checks).every(Boolean);
  return { status: ready ? 200 : 503, contentType: 'application/json', text: `${JSON.stringify({ ready, checks })}\n` };
}

async function readMetrics({ metrics }: HttpParts): Promise<Answer> {
  return { status: 200, ...(await metrics.format()) };
}

/** What fails, or takes too long, is answered with `instead`. */
async function within<Value>(work: Promise<Value>, instead: Value): Promise<Value> {
  const { promise, resolve } = Promise.withResolvers<Value>();
  const timer = setTimeout(() => resolve(instead), answerMs);
  try {
    return await Promise.race([work.catch(() => instead), promise]);
  } finally {
    clearTimeout(timer);
  }
}

function say(status: number, text: string): Answer {
  return { status, contentType: plain, text: `${text}\n` };
}

function send(response: ServerResponse, isHead: boolean, { status, contentType, text }: Answer): void {
  const headers = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  };
  response.writeHead(status, headers).end(isHead ? undefined : text);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const taken = `Port ${port} for /healthz and /metrics is taken, perhaps by another candour serve: end that, or choose another under http in the settings file.`;
    const other = `Candour cannot listen on port ${port} for /healthz and /metrics.`;
    const isTaken = error.code === 'EADDRINUSE';
    reject(new HttpError(isTaken ? 'port-taken' : 'not-listening', isTaken ? taken : other, port, error));
  });
  server.listen({ host: host.replace(/^\[|\]$/g, ''), port }, resolve);
  return promise;
}

async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // Whoever keeps a connection open must not hold the process.
  server.closeAllConnections();
  await promise;
}
