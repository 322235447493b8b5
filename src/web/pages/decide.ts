/** A form about a flag, carried out: by the log, from the table of transitions, or refused in words. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { decide as carryOut } from '../../review/decide.ts';
import { isTransitionName, type TransitionName, transitionOf } from '../../review/transitions.ts';
import type { Console } from '../console.ts';
import { fieldHref, isFormTransition, orderOf, readSent } from '../decision-form.ts';
import { describeFailure, notYours } from '../failures.ts';
import type { SeenFlag } from '../flag-book.ts';
import { offerStatement } from '../offer-statement.ts';
import { flagPage } from './flag.ts';
import { requireMember } from './require-member.ts';

export async function decide(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { flag: id, transition } = request.params as { flag: string; transition: string };
  if (!isFormTransition(transition)) return console.answer(request, reply.code(404), describeFailure(null).page);
  const seen = (await view.bookFor(member)).flags.get(id);
  if (seen === undefined) return console.answer(request, reply.code(404), describeFailure(null).page);
  const role = transitionOf(transition).who.find((each) => seen.roles.includes(each));
  if (role === undefined) return console.answer(request, reply.code(403), notYours);
  const body = request.body as Readonly<Record<string, unknown>>;
  const sent = readSent(body);
  const order = orderOf(transition, id, { id: seen.id, role }, { sent, seen: body.seen });
  const { live } = view;
  const outcome =
    transition === 'offer-statement'
      ? await offerStatement(console, view, order)
      : await carryOut(live.log, live.roster, new Date(console.parts.now()), order);
  if (outcome.kind === 'recorded') return reply.redirect(placeAfter(body.back, transition, live.council.id, seen), 303);
  // Looked at anew: somebody else may have been there.
  const now = (await view.bookFor(member)).flags.get(id);
  if (now === undefined) return console.answer(request, reply.code(404), describeFailure(null).page);
  const page = await flagPage(console, view, member, now, { name: transition, values: sent, refusal: outcome });
  const errors = [{ text: outcome.message, href: fieldHref(transition, id, outcome.field) }];
  return console.answer(request, reply.code(statusOf(outcome.code)), { ...page, errors });
}

/** Whoever has left a flag to somebody else may not see its page any more. */
function placeAfter(back: unknown, transition: TransitionName, council: string, { flag }: SeenFlag): string {
  const isGone = transition === 'recuse';
  const place = isGone ? `/${council}/flags` : back === 'today' ? `/${council}/today` : `/${council}/flags/${flag.id}`;
  return `${place}?done=${transition}`;
}

function statusOf(code: string): number {
  if (code === 'changed-since' || code === 'wrong-state' || code === 'already') return 409;
  return code === 'not-allowed' || code === 'no-flag' ? 403 : 422;
}

const done: Partial<Record<TransitionName, string>> = {
  'start-review': 'You have begun to look into the flag.',
  'request-explanation': 'It is on record that you asked for an explanation. You ask yourself: Candour sends nothing.',
  'record-explanation': 'The explanation is on record.',
  dismiss: 'The flag is dismissed.',
  confirm: 'The flag is confirmed.',
  refer: 'The flag is referred. You send it yourself: Candour sends nothing.',
  close: 'The flag is closed.',
  reopen: 'The flag is reopened.',
  correct: 'The correction is on record, beside the entry that it corrects.',
  'request-reopening': 'You have asked for the flag to be reopened.',
  'decline-reopening': 'It is on record that the flag stays as it is.',
  'offer-statement':
    'The person concerned may add a statement from now on. A letter with the link is on its way to them.',
  recuse: 'The flag has passed to somebody else, for good.',
};

/** Words of ours for a word in the URL; null for any other. */
export function doneBanner(word: unknown): string | null {
  return typeof word === 'string' && isTransitionName(word) ? (done[word] ?? null) : null;
}
