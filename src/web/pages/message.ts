/** The message of a flag, fetched from its mailbox as it is now: shown as plain text, kept nowhere, and each look an event of the log. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCopiesOfMessage } from '../../intake/message-copies.ts';
import { readableText } from '../../mail/body-text.ts';
import { type Address, defaultLimits, type Message } from '../../mail/message.ts';
import { readMessage } from '../../mail/read-message.ts';
import { toPlain } from '../../notify/document.ts';
import { formatInstant } from '../../notify/flag-words.ts';
import { decide } from '../../review/decide.ts';
import { transitionOf } from '../../review/transitions.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { describeFailure, notYours } from '../failures.ts';
import type { SeenFlag } from '../flag-book.ts';
import type { Page } from '../views.ts';
import { requireMember } from './require-member.ts';

const shownAtMost = 200_000;

export async function showMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { flag: id } = request.params as { flag: string };
  const seen = (await view.bookFor(member)).flags.get(id);
  if (seen === undefined) return console.answer(request, reply.code(404), describeFailure(null).page);
  const role = transitionOf('open-message').who.find((each) => seen.roles.includes(each));
  if (role === undefined) return console.answer(request, reply.code(403), notYours);
  const { live } = view;
  // Before it is fetched: what somebody has seen must not be missing from the log.
  const order = { transition: 'open-message', flag: id, actor: { id: seen.id, role } } as const;
  const outcome = await decide(live.log, live.roster, new Date(console.parts.now()), order);
  if (outcome.kind === 'refused') return console.answer(request, reply.code(403), notYours);
  const found = await fetchMessage(console, view, seen);
  if ('problem' in found)
    return console.answer(request, reply.code(found.status), problemPage(view, seen, found.problem));
  return console.answer(request, reply, messagePage(view, seen, found));
}

type Fetched = { message: Message; mailbox: string };
type NotFetched = { status: 404 | 502; problem: string };

/** From the first of its copies that can be had. */
async function fetchMessage(
  { parts: { database, logger } }: Console,
  { live }: CouncilView,
  { flag }: SeenFlag,
): Promise<Fetched | NotFetched> {
  const { council } = live;
  const gone = { status: 404, problem: 'No mailbox that is read holds this message any more.' } as const;
  if (flag.messageId === null) return gone;
  let hasFailed = false;
  for (const row of await readCopiesOfMessage(database, council.id, flag.messageId, flag.mailbox)) {
    try {
      const copy = await live.fetchCopy(row);
      if (copy.kind !== 'copy') continue;
      const message = await readMessage(copy.bytes, defaultLimits);
      if (!('kind' in message)) return { message, mailbox: row.mailbox };
    } catch (error) {
      hasFailed = true;
      logger.warn('message-not-fetched', { council: council.id, mailbox: row.mailbox, error });
    }
  }
  return hasFailed ? { status: 502, problem: 'The mailbox cannot be reached now. Try again later.' } : gone;
}

function messagePage({ live }: CouncilView, { flag }: SeenFlag, { message, mailbox }: Fetched): Page {
  const { envelope, root, attachments } = message;
  const addresses = (list: readonly Address[]): string =>
    list.map(({ name, address }) => toPlain(name === '' ? address : `${name} <${address}>`)).join(', ');
  const rows = [
    { term: 'From', text: addresses(envelope.from) },
    { term: 'To', text: addresses(envelope.to) },
    { term: 'Copy', text: addresses(envelope.cc) },
    { term: 'Hidden copy', text: addresses(envelope.bcc) },
    { term: 'Date', text: envelope.date === null ? '' : formatInstant(envelope.date.getTime(), live.council) },
    { term: 'Attached, not shown', text: attachments.map(({ fileName }) => toPlain(fileName)).join(', ') },
    { term: 'Mailbox', text: toPlain(mailbox) },
  ];
  return {
    template: 'mail-message',
    title: `Message of flag ${flag.id.slice(0, 8)}`,
    data: {
      subject: toPlain(envelope.subject),
      rows: rows.filter(({ text }) => text !== ''),
      lines: readableText(root, defaultLimits).slice(0, shownAtMost).split('\n').map(keepLine),
      back: `/${live.council.id}/flags/${flag.id}`,
    },
  };
}

/** Without controls and marks that turn the direction of writing; spaces stay, since plain text is laid out with them. */
function keepLine(line: string): string {
  return line.toWellFormed().replaceAll('\t', '    ').replaceAll(/\p{C}/gu, '');
}

function problemPage({ live }: CouncilView, { flag }: SeenFlag, problem: string): Page {
  const links = [{ href: `/${live.council.id}/flags/${flag.id}`, text: 'Back to the flag' }];
  const paragraphs = [problem, 'It is recorded that you asked for it.'];
  return { template: 'message', title: 'The message cannot be shown', data: { paragraphs, links } };
}
