/** One flag in full, and what may be done to it. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { findConversation } from '../../intake/conversation.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { formsFor, type Refused } from '../decision-form.ts';
import { describeFailure } from '../failures.ts';
import type { SeenFlag } from '../flag-book.ts';
import { type FlagInShort, flagInFull, flagInShort } from '../flag-words.ts';
import type { Member } from '../membership.ts';
import type { Page } from '../views.ts';
import { doneBanner } from './decide.ts';
import { muteHref } from './mutes.ts';
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
  const flag = flagInFull(seen, live, await view.judgementsOf(seen.flag.id));
  return {
    template: 'flag',
    title: `${flag.title.replace('?', '')}: flag ${flag.shortId}`,
    data: {
      flag,
      councilId: live.council.id,
      forms: formsFor(seen, live, { refused }),
      others: await othersOf(console, view, member, seen),
      muteHref: muteHref(view, seen),
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
  const near = nearestInTime((await view.bookFor(member)).newestFirst, flag.id).filter(
    (other) => other.flag.messageId !== null,
  );
  const ids = near.flatMap((other) => other.flag.messageId ?? []);
  const same = await findConversation(database.kysely, view.live.council.id, messageId, ids);
  same.add(messageId);
  return near.filter((other) => same.has(other.flag.messageId ?? '')).map((other) => flagInShort(other, view.live));
}

const monthMs = 31 * 86_400_000;

/** Flags on messages of about the same time, the nearest first. They stand beside it: nobody looks through a hundred thousand. */
function nearestInTime(sorted: readonly SeenFlag[], id: string): SeenFlag[] {
  const at = sorted.findIndex(({ flag }) => flag.id === id);
  const timeOf = (index: number): number => Date.parse(sorted[index]?.flag.date ?? '') || 0;
  const distance = (index: number): number =>
    index in sorted ? Math.abs(timeOf(index) - timeOf(at)) : Number.POSITIVE_INFINITY;
  const near: SeenFlag[] = [];
  let [newer, older] = [at - 1, at + 1];
  while (at !== -1 && near.length < othersAtMost) {
    const nearest = distance(newer) <= distance(older) ? newer : older;
    const found = sorted[nearest];
    if (found === undefined || distance(nearest) >= 3 * monthMs) break;
    near.push(found);
    if (nearest === newer) newer -= 1;
    else older += 1;
  }
  return near;
}
