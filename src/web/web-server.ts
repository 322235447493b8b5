/** The console, listening: plugins, the one hook that lets people in, and the pages. docs/decisions/0018 says how it is kept safe. */

import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { guardAccess } from './access.ts';
import { loadAssets } from './assets.ts';
import { Console, type ConsoleParts } from './console.ts';
import { describeFailure } from './failures.ts';
import { handlers } from './handlers.ts';
import { isAcceptedHost, isAcceptedPeer } from './peers.ts';
import { type RouteName, routes } from './routes.ts';

/** The longest text of a form has 5,000 characters; the rest is for its other fields. */
const bodyBytes = 64 * 1024;
const requestMs = 30_000;
const minuteMs = 60_000;

/** Requests from one address. Signing in is dearer: each may send a letter, or try a link. */
const limits: Partial<Record<RouteName, { max: number; timeWindow: number }>> = {
  'send-link': { max: 10, timeWindow: 15 * minuteMs },
  'sign-in': { max: 20, timeWindow: 15 * minuteMs },
  decide: { max: 60, timeWindow: minuteMs },
  'check-log': { max: 6, timeWindow: minuteMs },
  'send-export': { max: 6, timeWindow: minuteMs },
  'record-mute': { max: 20, timeWindow: minuteMs },
  'end-mute': { max: 20, timeWindow: minuteMs },
  message: { max: 20, timeWindow: minuteMs },
  report: { max: 20, timeWindow: minuteMs },
  'add-statement': { max: 20, timeWindow: minuteMs },
};
const usualLimit = { max: 600, timeWindow: minuteMs };

export type RunningWeb = AsyncDisposable & { readonly url: string; readonly console: Console };

export class WebError extends Error {
  readonly code: 'port-taken' | 'not-listening';
  readonly temporary = false;
  readonly fields: Readonly<Record<string, number>>;

  constructor(code: WebError['code'], message: string, port: number, cause: unknown) {
    super(message, { cause });
    this.name = 'WebError';
    this.code = code;
    this.fields = { port };
  }
}

/** Whoever opens disposes. @throws {WebError} */
export async function openWeb(parts: ConsoleParts): Promise<RunningWeb> {
  const { host, port } = parts.settings;
  const { app, console } = await buildWeb(parts);
  try {
    await app.listen({ host: host.replace(/^\[|\]$/g, ''), port });
  } catch (cause) {
    await app.close();
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const taken = `Port ${port} for the console is taken, perhaps by another candour serve: end that, or choose another under web in the settings file.`;
    throw new WebError(
      isTaken ? 'port-taken' : 'not-listening',
      isTaken ? taken : `Candour cannot listen on port ${port} for the console.`,
      port,
      cause,
    );
  }
  const address = app.server.address();
  if (address !== null && typeof address === 'object') console.noteListening(address.port);
  return {
    url: console.url,
    console,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await console.settle();
    },
  };
}

/** Not listening: tests put requests in by `app.inject`. */
export async function buildWeb(parts: ConsoleParts): Promise<{ app: FastifyInstance; console: Console }> {
  const { settings, logger } = parts;
  const assets = loadAssets();
  const console = new Console(parts, assets);
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    trustProxy: settings.proxies.length === 0 ? false : settings.proxies,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  });
  app.removeAllContentTypeParsers();
  await app.register(cookie);
  await app.register(formBody, { bodyLimit: bodyBytes });
  await app.register(helmet, headersFor(console.isSecure));
  await app.register(rateLimit, { global: true, ...usualLimit });
  const isPeer = isAcceptedPeer(settings.proxies);
  const publicHost = settings.publicUrl === null ? null : new URL(settings.publicUrl).host;
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const isMeant = isPeer(request.socket.remoteAddress) && isAcceptedHost(request.headers.host, publicHost);
    if (!isMeant)
      return reply.code(421).type('text/plain; charset=utf-8').send('This is not the address of the console.\n');
  });
  guardAccess(app, console);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, page } = describeFailure(error);
    if (status >= 500) logger.warn('web', { error, status });
    if (status === 503) reply.header('retry-after', '5');
    return console.answer(request, reply.code(status), page);
  });
  app.setNotFoundHandler((request, reply) => console.answer(request, reply.code(404), describeFailure(null).page));
  for (const route of routes) {
    const limit = limits[route.name];
    app.route({
      method: route.method,
      url: route.path,
      config: { route, ...(limit === undefined ? {} : { rateLimit: limit }) },
      handler: (request, reply) => handlers[route.name](request, reply, console),
    });
  }
  await app.ready();
  return { app, console };
}

/** Nothing from elsewhere, nothing inline, nobody's frame. */
function headersFor(isSecure: boolean): Parameters<typeof helmet>[1] {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // Not no-referrer: with that, browsers send `Origin: null` with forms of our own.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  };
}
