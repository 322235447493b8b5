/** What was read, what could not be, and what cannot be seen at all: in the words of the digest, as it is now. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeHealth, isTroubled } from '../../notify/health.ts';
import { gatherHealth } from '../../operation/gather-health.ts';
import type { Console } from '../console.ts';
import { requireMember } from './require-member.ts';

export async function showHealth(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { view } = requireMember(request, console);
  const { database, now } = console.parts;
  const at = now();
  const health = await gatherHealth(database, view.live, at);
  const { roster, pack } = view.live;
  return console.answer(request, reply, {
    template: 'health',
    title: 'Health and blind spots',
    data: { isTroubled: isTroubled(health), blocks: describeHealth(health, at, { roster, pack, flagLink: null }) },
  });
}
