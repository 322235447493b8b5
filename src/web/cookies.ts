/** The two cookies: which browser this is, and who is signed in with it. Each holds 256 random bits and nothing else. */

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { longestMs } from '../intake/session-store.ts';

/** `__Host-` binds a cookie to this host and to TLS (RFC 6265bis, 4.1.3.2). On loopback there is no TLS, and no such name. */
export type Cookies = { browser: string; session: string; isSecure: boolean };

export function cookiesFor(isSecure: boolean): Cookies {
  const prefix = isSecure ? '__Host-' : '';
  return { browser: `${prefix}candour-browser`, session: `${prefix}candour-session`, isSecure };
}

const secretPattern = /^[A-Za-z0-9_-]{43}$/;

/** Null where there is none that could be ours. */
export function readCookie(request: FastifyRequest, name: string): string | null {
  const value = request.cookies[name];
  return value !== undefined && secretPattern.test(value) ? value : null;
}

export function writeCookie(reply: FastifyReply, cookies: Cookies, name: 'browser' | 'session', value: string): void {
  reply.setCookie(cookies[name], value, { ...optionsOf(cookies), maxAge: Math.floor(longestMs / 1000) });
}

export function clearCookie(reply: FastifyReply, cookies: Cookies, name: 'browser' | 'session'): void {
  reply.clearCookie(cookies[name], optionsOf(cookies));
}

/** Lax and not Strict: links in letters come from another site. No GET changes anything, and each POST has its token. */
function optionsOf({ isSecure }: Cookies): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure };
}
