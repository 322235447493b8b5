import type { FastifyRequest } from 'fastify';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import type { Member } from '../membership.ts';

/** For routes with roles: access.ts has let nobody through without. */
export function requireMember(request: FastifyRequest, console: Console): { member: Member; view: CouncilView } {
  const { member, view } = console.visitOf(request);
  if (member === null || view === null) throw new TypeError('A page of a council was reached without a role there.');
  return { member, view };
}
