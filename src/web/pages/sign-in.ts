/** Signing in by a link that is sent by mail, and signing out. What is answered never tells whether an address has a role. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAddress, normaliseAddress } from '../../council/addresses.ts';
import { createSession, endSession } from '../../intake/session-store.ts';
import { consumeSignIn, newSecret } from '../../intake/sign-in-store.ts';
import type { Console } from '../console.ts';
import { clearCookie, readCookie, writeCookie } from '../cookies.ts';
import { mailLink } from '../mail-link.ts';
import type { Page } from '../views.ts';

/** A path of ours, and nothing that a browser could take for another host. */
const nextPattern = /^\/(?!sign-)[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*(?:\?[A-Za-z0-9_=&%.+-]*)?$/;

export function askLink(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  ensureBrowser(request, reply, console);
  const { next } = request.query as { next?: unknown };
  return console.answer(request, reply, askPage({ next: safeNext(next) }));
}

export function sendLink(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  const { address: typed, next } = request.body as { address?: unknown; next?: unknown };
  const address = typeof typed === 'string' ? normaliseAddress(typed) : '';
  const browser = readCookie(request, console.cookies.browser);
  if (!isAddress(address) || address.length > 254 || browser === null) {
    const page = askPage({ next: safeNext(next), address: typeof typed === 'string' ? typed : '' });
    const errors = [{ text: 'Enter an email address, such as clerk@example.gov.uk', href: '#address' }];
    return console.answer(request, reply.code(422), { ...page, errors });
  }
  console.inBackground(mailLink(console, { typed: address, browser, next: safeNext(next) }));
  return reply.redirect('/sign-in/sent', 303);
}

export function showLinkSent(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  return console.answer(request, reply, {
    template: 'message',
    title: 'Look into your mail',
    data: {
      paragraphs: [
        'If the address has a role at a council that is served here, a link is on its way to it. Open it in this browser within 15 minutes.',
        'If nothing comes within a few minutes, look into the folder for junk mail, and check that it is the address Candour writes to.',
      ],
      links: [{ href: '/sign-in', text: 'Ask for another link' }],
    },
  });
}

/** Programs that look at links in mail open them too: nothing happens before the button is pressed. */
export function showLink(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  ensureBrowser(request, reply, console);
  const { token } = request.params as { token: string };
  return console.answer(request, reply, { template: 'show-link', title: 'Sign in', data: { link: token } });
}

export async function signIn(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { cookies, parts } = console;
  const { link } = request.body as { link?: unknown };
  const browser = readCookie(request, cookies.browser);
  const at = parts.now();
  const used =
    typeof link !== 'string' || browser === null
      ? null
      : await consumeSignIn(parts.database, { token: link, browser, at });
  if (used === null) return console.answer(request, reply.code(400), unusable);
  const before = readCookie(request, cookies.session);
  if (before !== null) await endSession(parts.database, before);
  writeCookie(reply, cookies, 'session', await createSession(parts.database, used.address, at));
  parts.logger.info('signed-in', {});
  return reply.redirect(used.next === '' ? '/' : used.next, 303);
}

export async function signOut(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const secret = readCookie(request, console.cookies.session);
  if (secret !== null) await endSession(console.parts.database, secret);
  clearCookie(reply, console.cookies, 'session');
  return reply.redirect('/sign-in', 303);
}

const unusable: Page = {
  template: 'message',
  title: 'This link cannot be used',
  data: {
    paragraphs: [
      'It has been used already, is older than 15 minutes, or was opened in another browser than the one that asked for it.',
    ],
    links: [{ href: '/sign-in', text: 'Ask for another link' }],
  },
};

function askPage({ next, address = '' }: { next: string; address?: string }): Page {
  return { template: 'ask-link', title: 'Sign in', data: { next, address } };
}

function safeNext(next: unknown): string {
  return typeof next === 'string' && next.length <= 500 && nextPattern.test(next) ? next : '';
}

/** The page's form and the link are bound to this cookie. */
function ensureBrowser(request: FastifyRequest, reply: FastifyReply, console: Console): void {
  const { cookies } = console;
  const visit = console.visitOf(request);
  const browser = readCookie(request, cookies.browser) ?? newSecret();
  writeCookie(reply, cookies, 'browser', browser);
  if (visit.secret === null) console.noteVisit(request, { ...visit, secret: browser });
}
