/** Decide today: what waits for this reader, the serious first, and never so much at once that it cannot be done in five minutes. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUndecided } from '../../review/deadlines.ts';
import type { Console } from '../console.ts';
import type { SeenFlag } from '../council-view.ts';
import { formsFor } from '../decision-form.ts';
import { flagInFull } from '../flag-words.ts';
import { doneBanner } from './decide.ts';
import { requireMember } from './require-member.ts';

export const mostAtOnce = 5;
const ranks = { serious: 0, ordinary: 1, advice: 2 } as const;

export async function showToday(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { live } = view;
  const flags = await view.flagsFor(member);
  const log = await view.catchUp();
  const waiting = [...flags.values()].filter(isWaiting);
  const { done } = request.query as { done?: unknown };
  return console.answer(request, reply, {
    template: 'today',
    title: 'Decide today',
    banner: doneBanner(done),
    data: {
      councilId: live.council.id,
      waiting: waiting.length,
      flags: mostUrgent(waiting).map((seen) => ({
        ...flagInFull(seen, live, log),
        forms: formsFor(seen, live, { only: ['dismiss', 'confirm', 'request-explanation', 'refer'] }),
      })),
    },
  });
}

/** Whoever awaits an explanation has done their part until it comes or is late. */
export function isWaiting({ state, review, roles }: SeenFlag): boolean {
  if (!roles.includes('handler') && !roles.includes('alternate')) return false;
  return isUndecided(state, review) && (review.state !== 'awaiting-explanation' || review.isLate);
}

function compareUrgency(left: SeenFlag, right: SeenFlag): number {
  return ranks[left.flag.severity] - ranks[right.flag.severity] || left.flag.raised.seq - right.flag.raised.seq;
}

/** In one pass: sorting a hundred thousand to show five would take longer than the rest of the page. */
function mostUrgent(waiting: readonly SeenFlag[]): SeenFlag[] {
  const first: SeenFlag[] = [];
  for (const seen of waiting) {
    const place = first.findIndex((other) => compareUrgency(seen, other) < 0);
    if (place !== -1) first.splice(place, 0, seen);
    else if (first.length < mostAtOnce) first.push(seen);
    if (first.length > mostAtOnce) first.pop();
  }
  return first;
}
