/** For somebody whom a flag names and who was offered to add a statement: what is recorded about themselves, and one form. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { readId, valuesOf } from '../../flaglog/flag-state.ts';
import { decide } from '../../review/decide.ts';
import { type ConcernedView, viewForConcerned } from '../../review/redaction.ts';
import type { Recipient } from '../../review/routing.ts';
import { concernedInWords } from '../concerned-words.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { describeFailure } from '../failures.ts';
import type { Member } from '../membership.ts';
import type { Page } from '../views.ts';
import { requireMember } from './require-member.ts';

/** `id`: as whom the person was asked. */
type Offered = { flag: string; id: Recipient; view: ConcernedView };

export async function listStatements(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const offered = await offeredTo(view, member);
  return console.answer(request, reply, {
    template: 'statements',
    title: 'Your statements',
    data: {
      statements: offered
        .map((each) => ({
          ...concernedInWords(each.view, view.live),
          href: hrefOf(view, each),
        }))
        .reverse(),
    },
  });
}

export async function showStatement(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const found = await findOffered(request, view, member);
  if (found === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { done } = request.query as { done?: unknown };
  const banner = done === 'add-statement' ? 'Your statement is with the question from now on.' : null;
  return console.answer(request, reply, { ...statementPage(found, view, ''), banner });
}

export async function addStatement(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const found = await findOffered(request, view, member);
  if (found === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { live } = view;
  const { text: written } = request.body as { text?: unknown };
  const text = typeof written === 'string' ? written.replaceAll('\r\n', '\n') : '';
  const actor = { id: found.id, role: 'person-concerned' } as const;
  const order = { transition: 'add-statement', flag: found.flag, actor, text } as const;
  const outcome = await decide(live.log, live.roster, new Date(console.parts.now()), order);
  if (outcome.kind === 'recorded') return reply.redirect(`${hrefOf(view, found)}?done=add-statement`, 303);
  const now = (await findOffered(request, view, member)) ?? found;
  const isOfText = outcome.field === 'text';
  return console.answer(request, reply.code(isOfText ? 422 : 409), {
    ...statementPage(now, view, text, isOfText ? outcome.message : null),
    errors: [{ text: outcome.message, href: isOfText ? '#text' : null }],
  });
}

function statementPage(found: Offered, view: CouncilView, text: string, message: string | null = null): Page {
  const shown = concernedInWords(found.view, view.live);
  return {
    template: 'statement',
    title: `${shown.title.replace('?', '')}: your statement`,
    data: { shown, text, message, action: hrefOf(view, found), list: `/${view.live.council.id}/statements` },
  };
}

async function findOffered(request: FastifyRequest, view: CouncilView, member: Member): Promise<Offered | null> {
  const { flag } = request.params as { flag: string };
  if (!/^[0-9a-f]{8,64}$/.test(flag)) return null;
  const found = (await offeredTo(view, member)).filter((each) => each.flag.startsWith(flag));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** In the order in which they were offered. A flag that does not name the person any more is not theirs to see. */
async function offeredTo(view: CouncilView, { ids }: Member): Promise<Offered[]> {
  const state = await view.catchUp();
  const offered = new Map<string, Recipient>();
  for (const { entry, sealed } of await view.offers()) {
    if (typeof entry.data.flag !== 'string') continue;
    const id = valuesOf(sealed.recipient).flatMap((value) => readId(value) ?? [])[0];
    if (id !== undefined && ids.includes(id)) offered.set(entry.data.flag, id);
  }
  return [...offered].flatMap(([flag, id]) => {
    const known = state.flags.get(flag);
    const shown = known === undefined ? null : viewForConcerned(known, view.reviewOf(state, flag), id);
    return shown === null ? [] : [{ flag, id, view: shown }];
  });
}

function hrefOf({ live }: CouncilView, { view }: Offered): string {
  return `/${live.council.id}/statements/${view.shortId}`;
}
