/** What the council has agreed to, so that it alerts nobody: recorded in the log here, or standing in the council file, which is only read. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays } from '../../council/dates.ts';
import { ruleIds } from '../../council/rule-ids.ts';
import { toPlain } from '../../notify/document.ts';
import { shortIdOf } from '../../notify/flag-words.ts';
import { decideMute } from '../../review/decide.ts';
import { listMutes, type Mute } from '../../review/mutes.ts';
import { longestMuteDays, type MuteField, mayMute, planMute, planMuteEnd } from '../../review/plan-mute.ts';
import { reviewsOf } from '../../review/review-log.ts';
import type { Recipient } from '../../review/routing.ts';
import { formatDay, nameAll, nameOf } from '../../rules/people.ts';
import { ruleInWords } from '../../rules/plain-words.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { describeFailure, notYours } from '../failures.ts';
import type { FlagBook, SeenFlag } from '../flag-book.ts';
import type { Member } from '../membership.ts';
import type { Page } from '../views.ts';
import { requireMember } from './require-member.ts';

/** `flag`: id of the flag whose conversation is meant, and which then says the rule as well. */
type Fields = { rule: string; people: string[]; subject: string; flag: string; until: string; reason: string };
const noFields: Fields = { rule: '', people: [], subject: '', flag: '', until: '', reason: '' };

/** `form`: `record`, or the id of a mute that was to be ended. */
type Refused = { form: string; field: MuteField | null; message: string; fields: Fields };

export async function showMutes(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { done, flag: id } = request.query as { done?: unknown; flag?: unknown };
  const banner = done === 'record' ? 'The mute is on record.' : done === 'end' ? 'The mute has ended.' : null;
  const flag = typeof id === 'string' ? await findFlagToMute(view, member, id) : null;
  if (id !== undefined && flag === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  return console.answer(request, reply, { ...(await mutesPage(view, member, flag, null)), banner });
}

export async function recordMute(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const actor = actorOf(view, member);
  if (actor === null) return console.answer(request, reply.code(403), notYours);
  const fields = readFields(request.body as Readonly<Record<string, unknown>>);
  const flag = fields.flag === '' ? null : await findFlagToMute(view, member, fields.flag);
  if (fields.flag !== '' && flag === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { log, roster } = view.live;
  const order = { ...fields, ...(flag === null ? { thread: '' } : scopeOfThread(flag)), actor };
  const outcome = await decideMute(log, roster, new Date(console.parts.now()), (_, on) => planMute(order, on));
  if (outcome.kind === 'recorded') return reply.redirect(`/${view.live.council.id}/mutes?done=record`, 303);
  return refuse(request, reply, console, { ...outcome, form: 'record', fields }, flag);
}

export async function endMute(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const actor = actorOf(view, member);
  if (actor === null) return console.answer(request, reply.code(403), notYours);
  const { mute: id } = request.params as { mute: string };
  const seq = /^mute-(\d{1,15})$/.exec(id)?.[1];
  if (seq === undefined) return console.answer(request, reply.code(404), describeFailure(null).page);
  const fields = { ...noFields, reason: readFields(request.body as Readonly<Record<string, unknown>>).reason };
  const { log, roster } = view.live;
  const order = { actor, mute: Number(seq), reason: fields.reason };
  const outcome = await decideMute(log, roster, new Date(console.parts.now()), (mutes, on) =>
    planMuteEnd(order, mutes, on),
  );
  if (outcome.kind === 'recorded') return reply.redirect(`/${view.live.council.id}/mutes?done=end`, 303);
  return refuse(request, reply, console, { ...outcome, form: id, fields });
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
  refused: Refused,
  flag: SeenFlag | null = null,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { form, field, message } = refused;
  const href = field === null || field === 'mute' ? null : `#${form}-${field}`;
  const page = await mutesPage(view, member, flag, refused);
  return console.answer(request, reply.code(field === 'mute' ? 409 : 422), {
    ...page,
    errors: [{ text: message, href }],
  });
}

/** As whom this member may mute; null: not at all. */
function actorOf({ live: { roster }, day }: CouncilView, { ids }: Member): Recipient | null {
  return ids.find((id) => mayMute(id, { roster, day })) ?? null;
}

/** The form for the conversation of this flag; null where the reader may not keep it back. */
export function muteHref(
  { live: { council, roster }, day }: CouncilView,
  { flag, id, roles }: SeenFlag,
): string | null {
  if (!roles.includes('handler') || !mayMute(id, { roster, day })) return null;
  return `/${council.id}/mutes?flag=${shortIdOf(flag)}#record`;
}

async function findFlagToMute(view: CouncilView, member: Member, id: string): Promise<SeenFlag | null> {
  const seen = /^[0-9a-f]{8,64}$/.test(id) ? await view.flagFor(member, id) : null;
  return seen === null || muteHref(view, seen) === null ? null : seen;
}

function scopeOfThread({ flag: { id, rule } }: SeenFlag) {
  return { rule, people: [], subject: '', thread: id };
}

function readFields(body: Readonly<Record<string, unknown>>): Fields {
  const word = (name: string): string => (typeof body[name] === 'string' ? body[name].replaceAll('\r\n', '\n') : '');
  const people = [body.people].flat().filter((id) => typeof id === 'string');
  const [rule, subject, flag] = [word('rule'), word('subject'), word('flag')];
  return { rule, people, subject, flag, until: word('until'), reason: word('reason') };
}

/** `flag`: the form is about its conversation. */
async function mutesPage(
  view: CouncilView,
  member: Member,
  flag: SeenFlag | null,
  refused: Refused | null,
): Promise<Page> {
  const { council, roster } = view.live;
  const state = await view.catchUp();
  const counts = new Map<string, number>();
  const book = await view.bookFor(member);
  for (const { review } of book.newestFirst)
    if (review.citedMute !== null) counts.set(review.citedMute, (counts.get(review.citedMute) ?? 0) + 1);
  const actor = actorOf(view, member);
  const all = listMutes(reviewsOf(state).mutes, council);
  return {
    template: 'mutes',
    title: 'Mutes and arrangements',
    data: {
      base: `/${council.id}/mutes`,
      mutes: all.map((mute) => ({ ...inWords(mute, view, book), count: counts.get(mute.id) ?? 0 })).reverse(),
      mayMute: actor !== null,
      conversation: flag === null ? null : { ...linkTo(flag.flag.id, council.id), rule: ruleInWords(flag.flag.rule) },
      rules: ruleIds.map((value) => ({ value, text: ruleInWords(value) })),
      people: council.people
        .filter(({ id }) => id !== actor)
        .map(({ id }) => ({ value: id, text: toPlain(nameOf(id, roster)) })),
      fields: refused?.form === 'record' ? refused.fields : noFields,
      refused,
      latest: addDays(view.day, longestMuteDays),
    },
  };
}

function linkTo(id: string, council: string): { id: string; shortId: string; href: string } {
  const shortId = shortIdOf({ id });
  return { id, shortId, href: `/${council}/flags/${shortId}` };
}

function inWords(mute: Mute, { live: { council, roster }, day }: CouncilView, book: FlagBook) {
  const { id, rule, people, subject, thread, from, until, reason, by, isEnded, isReadOnly } = mute;
  const scope = [
    ...(people.length === 0 ? [] : [toPlain(nameAll(people, roster))]),
    ...(subject === '' ? [] : [`subject with “${toPlain(subject)}”`]),
  ];
  const isOver = until !== null && until < day;
  return {
    id,
    rule: ruleInWords(rule),
    scope: scope.length > 0 || thread !== '' ? scope.join('; ') : isEnded ? 'erased' : 'everybody',
    conversation: thread === '' ? null : { ...linkTo(thread, council.id), isSeen: book.flags.has(thread) },
    from: from === null ? '' : formatDay(from),
    until: until === null ? '' : formatDay(until),
    reason: reason === null ? 'erased' : toPlain(reason),
    by: isReadOnly ? 'Council file' : by === null ? 'erased' : toPlain(nameOf(by, roster)),
    state: isEnded ? 'Ended' : isOver ? 'Expired' : from !== null && from > day ? 'Not yet' : 'In force',
    mayEnd: !isReadOnly && !isEnded && !isOver,
  };
}
