/** What is held about one person: in short on a page, and whole in a report that is given to them (UK GDPR, Article 15). */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { toPlain } from '../../notify/document.ts';
import { formatInstant } from '../../notify/flag-words.ts';
import { reportForSubject, type SubjectAccess } from '../../review/redaction.ts';
import { reviewsOf } from '../../review/review-log.ts';
import { entryInWords } from '../../review/review-words.ts';
import { nameOf } from '../../rules/people.ts';
import { ruleInWords } from '../../rules/plain-words.ts';
import { concernedInWords } from '../concerned-words.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { describeFailure } from '../failures.ts';
import type { SeenFlag } from '../flag-book.ts';
import { flagInShort } from '../flag-words.ts';
import type { Member } from '../membership.ts';
import { requireMember } from './require-member.ts';

const shownAtMost = 25;

export function listPeople(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  const { view } = requireMember(request, console);
  const { council, roster } = view.live;
  return console.answer(request, reply, {
    template: 'people',
    title: 'People',
    data: {
      people: council.people.map((person) => ({
        href: `/${council.id}/people/${encodeURIComponent(person.id)}`,
        name: toPlain(nameOf(person.id, roster)),
        role: roster.isInTerm(person, view.day) ? person.role : `${person.role}, not in term today`,
      })),
    },
  });
}

export async function showPerson(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const found = await findPerson(request, view, member);
  if (found === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { person, naming } = found;
  const { live } = view;
  const parts = { acted: 0, concerned: 0, unseen: 0 };
  for (const { flag } of naming) {
    const { by, affected, hidden } = flag.people;
    if (by === person) parts.acted += 1;
    if (affected.includes(person)) parts.concerned += 1;
    if (hidden.includes(person)) parts.unseen += 1;
  }
  const base = `/${live.council.id}`;
  return console.answer(request, reply, {
    template: 'person',
    title: toPlain(nameOf(person, live.roster)),
    data: {
      counts: [
        { term: 'Flags in which they acted', text: parts.acted },
        { term: 'Flags that concern them', text: parts.concerned },
        { term: 'Flags of copies they received unseen', text: parts.unseen },
      ],
      total: naming.length,
      flags: naming.slice(0, shownAtMost).map((seen) => flagInShort(seen, live)),
      all: `${base}/flags?person=${encodeURIComponent(person)}`,
      action: `${base}/people/${encodeURIComponent(person)}/report`,
      people: `${base}/people`,
    },
  });
}

/** One click: the answer is the file. */
export async function sendReport(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const found = await findPerson(request, view, member);
  if (found === null) return console.answer(request, reply.code(404), describeFailure(null).page);
  const { format } = request.body as { format?: unknown };
  const { logger, now } = console.parts;
  const { council } = view.live;
  const report = await gatherReport(found, view, member);
  const isJson = format === 'json';
  const made = formatInstant(now(), council);
  // That one was made is worth knowing; of whom, only the report says.
  logger.info('subject-access', { council: council.id, kind: isJson ? 'json' : 'html' });
  reply.header('content-disposition', `attachment; filename="subject-access-${view.day}.${isJson ? 'json' : 'html'}"`);
  if (isJson) {
    const content = { council: council.id, made: new Date(now()).toISOString(), note: reportNote, ...report };
    return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(content, null, 2)}\n`);
  }
  return console.answer(request, reply, {
    template: 'subject-access',
    title: 'What Candour holds about you',
    data: { ...inWords(report, view), council: council.name, made, note: reportNote },
  });
}

const reportNote =
  'Quotes, free text and the names of others are held and not shown here, since they may be about others. Flags that the person who made this report may not see are not in it.';

type Found = { person: string; naming: readonly SeenFlag[] };

/** Newest first. Null: the council file has no such person, and no flag that this reader may see names one. */
async function findPerson(request: FastifyRequest, view: CouncilView, member: Member): Promise<Found | null> {
  const { person } = request.params as { person: string };
  const naming = (await view.bookFor(member)).naming(person);
  return naming.length === 0 && view.live.roster.personOfId(person) === null ? null : { person, naming };
}

/** Of flags that this reader may see only: that there are others about a person must not show in what is missing here. */
async function gatherReport({ person, naming }: Found, view: CouncilView, member: Member): Promise<SubjectAccess> {
  const state = await view.catchUp();
  const { flags: visible } = await view.bookFor(member);
  const flags = new Map(naming.toReversed().map((seen) => [seen.flag.id, seen.state]));
  const events = state.events.filter(({ entry: { data } }) => typeof data.flag === 'string' && visible.has(data.flag));
  return reportForSubject(person, { flags, events }, reviewsOf(state));
}

function inWords({ person, flags, acts, mutes }: SubjectAccess, { live }: CouncilView) {
  const { council, roster } = live;
  return {
    name: toPlain(nameOf(person, roster)),
    flags: flags.map((flag) => concernedInWords(flag, live)),
    acts: acts.map(({ time, transition, role, flag }) => ({
      when: formatInstant(Date.parse(time), council),
      what: entryInWords({ role, transition, reason: null, actions: [] }),
      flag,
    })),
    mutes: mutes.map(({ id, rule, from, until }) => ({ id, rule: ruleInWords(rule), from, until })),
  };
}
