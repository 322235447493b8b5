/** One flag in full, and what may be done to it. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { findConversation } from '../../intake/conversation.ts';
import type { Console } from '../console.ts';
import type { CouncilView, SeenFlag } from '../council-view.ts';
import { formsFor, type Refused } from '../decision-form.ts';
import { describeFailure } from '../failures.ts';
import { type FlagInShort, flagInFull, flagInShort } from '../flag-words.ts';
import type { Member } from '../membership.ts';
import type { Page } from '../views.ts';
import { doneBanner } from './decide.ts';
import { requireMember } from './require-member.ts';

/** Asked whether they belong to the same conversation: the nearest in time. */
const othersAtMost = 300;

export async function showFlag(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { flag: id } = request.params as { flag: string };
  const seen = /^[0-9a-f]{8,64}$/.test(id) ? await view.flagFor(member, id) : null;
  if (seen === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { done } = request.query as { done?: unknown };
  return console.answer(request, reply, { ...(await flagPage(console, view, member, seen)), banner: doneBanner(done) });
}

export async function flagPage(
  console: Console,
  view: CouncilView,
  member: Member,
  seen: SeenFlag,
  refused: Refused | null = null,
): Promise<Page> {
  const { live } = view;
  const flag = flagInFull(seen, live, await view.catchUp());
  return {
    template: 'flag',
    title: `${flag.title.replace('?', '')}: flag ${flag.shortId}`,
    data: {
      flag,
      councilId: live.council.id,
      forms: formsFor(seen, live, { refused }),
      others: await othersOf(console, view, member, seen),
    },
  };
}

async function othersOf(
  { parts: { database } }: Console,
  view: CouncilView,
  member: Member,
  { flag }: SeenFlag,
): Promise<FlagInShort[]> {
  const { messageId } = flag;
  if (messageId === null) return [];
  const at = Date.parse(flag.date ?? '') || 0;
  const distance = (other: SeenFlag): number => Math.abs((Date.parse(other.flag.date ?? '') || 0) - at);
  const monthMs = 31 * 86_400_000;
  const near = [...(await view.flagsFor(member)).values()]
    .filter((other) => other.flag.id !== flag.id && other.flag.messageId !== null && distance(other) < 3 * monthMs)
    .sort((left, right) => distance(left) - distance(right))
    .slice(0, othersAtMost);
  const ids = near.flatMap((other) => other.flag.messageId ?? []);
  const same = await findConversation(database.kysely, view.live.council.id, messageId, ids);
  same.add(messageId);
  return near.filter((other) => same.has(other.flag.messageId ?? '')).map((other) => flagInShort(other, view.live));
}
