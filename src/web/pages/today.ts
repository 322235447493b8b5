/** Decide today: what waits for this reader, the serious first, and never so much at once that it cannot be done in five minutes. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Console } from '../console.ts';
import { formsFor } from '../decision-form.ts';
import { flagInFull } from '../flag-words.ts';
import { doneBanner } from './decide.ts';
import { requireMember } from './require-member.ts';

export const mostAtOnce = 5;

export async function showToday(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { live } = view;
  const { waiting } = await view.bookFor(member);
  const urgent = await Promise.all(
    waiting.slice(0, mostAtOnce).map(async (seen) => ({
      ...flagInFull(seen, live, await view.judgementsOf(seen.flag.id)),
      forms: formsFor(seen, live, { only: ['dismiss', 'confirm', 'request-explanation', 'refer'] }),
    })),
  );
  const { done } = request.query as { done?: unknown };
  return console.answer(request, reply, {
    template: 'today',
    title: 'Decide today',
    banner: doneBanner(done),
    data: {
      councilId: live.council.id,
      waiting: waiting.length,
      flags: urgent,
    },
  });
}
