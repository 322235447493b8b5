/** The one place where somebody is let in: session, role at the council, and the token of forms. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readSession } from '../intake/session-store.ts';
import type { Console } from './console.ts';
import { readCookie } from './cookies.ts';
import { describeFailure, formRefused, notYours } from './failures.ts';
import { isFormToken } from './form-token.ts';
import { isFor, type Route } from './routes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route;
  }
}

export function guardAccess(app: FastifyInstance, console: Console): void {
  app.addHook('onRequest', async (request, reply) => {
    const { route } = request.routeOptions.config;
    // Style sheets look the same to everybody, and what is not there says so to everybody.
    if (route?.name === 'asset') return;
    await noteVisit(request, console);
    if (route !== undefined) return letIn(request, reply, console, route);
  });
  app.addHook('preHandler', async (request, reply) => {
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') return;
    if (!isOwnForm(request, console)) return console.answer(request, reply.code(403), formRefused);
  });
}

async function noteVisit(request: FastifyRequest, console: Console): Promise<void> {
  const { cookies, parts } = console;
  const browser = readCookie(request, cookies.browser);
  const secret = readCookie(request, cookies.session);
  const session = secret === null ? null : await readSession(parts.database, secret, parts.now());
  if (session === null) return console.noteVisit(request, { address: null, secret: browser, member: null, view: null });
  const { council = '' } = request.params as { council?: string };
  const view = console.views.get(council) ?? null;
  const member = view === null ? null : await console.memberAt(view, session.address);
  console.noteVisit(request, { address: session.address, secret, member, view });
}

/** Undefined: the request goes on. */
async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
  route: Route,
): Promise<FastifyReply | undefined> {
  const { who } = route;
  if (who === 'anyone') return;
  const { address, member } = console.visitOf(request);
  if (address === null) {
    // A digest's link leads to its page after signing in; a form that comes too late is not sent again by itself.
    const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
    return reply.redirect(`/sign-in${next}`, 303);
  }
  if (who === 'signed-in') return;
  // Nobody is told which councils there are.
  if (member === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  if (!isFor(route, member.roles)) return console.answer(request, reply.code(403), notYours);
}

/** Sent by a page of ours in this browser: the token says so, and what the browser says of the sender must not speak against it. */
function isOwnForm(request: FastifyRequest, console: Console): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== undefined && !isOwnOrigin(origin, request.headers.host, console)) return false;
  const { token } = (request.body ?? {}) as { token?: unknown };
  return isFormToken(token, console.visitOf(request).secret);
}

function isOwnOrigin(origin: string, host: string | undefined, { parts: { settings } }: Console): boolean {
  // On loopback several names are good; which one it is, Host says, and it was checked before.
  return origin === (settings.publicUrl ?? `http://${host}`);
}
