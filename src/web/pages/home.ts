/** The first page: the councils at which somebody has a role, and the page that each role begins with. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Console } from '../console.ts';
import { isFor, navigation, routeOf } from '../routes.ts';

export async function showHome(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { address } = console.visitOf(request);
  const councils: { href: string; text: string }[] = [];
  for (const [id, view] of console.views) {
    const member = address === null ? null : await console.memberAt(view, address);
    if (member !== null) councils.push({ href: `/${id}`, text: view.live.council.name });
  }
  const [only] = councils;
  if (only !== undefined && councils.length === 1) return reply.redirect(only.href, 303);
  const paragraphs =
    councils.length === 0 ? ['Your address has no role at any council that is served here, or none any more.'] : [];
  const title = councils.length === 0 ? 'Nothing for you here' : 'Your councils';
  return console.answer(request, reply, { template: 'message', title, data: { paragraphs, links: councils } });
}

export function showCouncil(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  const { member, view } = console.visitOf(request);
  const first = navigation.find(({ name }) => member !== null && isFor(routeOf(name), member.roles));
  if (first !== undefined && view !== null)
    return reply.redirect(routeOf(first.name).path.replace(':council', view.live.council.id), 303);
  return console.answer(request, reply, {
    template: 'message',
    title: 'Nothing to do',
    data: { paragraphs: ['Nothing waits for you at the moment.'], links: [] },
  });
}
