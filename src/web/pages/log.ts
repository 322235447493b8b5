/** Whether the log is whole: how far the chain was verified and when, which heads are in other hands, and how to check an export. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatHead } from '../../flaglog/entry.ts';
import type { LogEvent } from '../../flaglog/events.ts';
import { readPublishedHeads } from '../../intake/published-heads.ts';
import { toPlain } from '../../notify/document.ts';
import { formatInstant } from '../../notify/flag-words.ts';
import { nameOf } from '../../rules/people.ts';
import { type ChainCheck, checkChain } from '../check-chain.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { isUnverified } from '../failures.ts';
import type { Page } from '../views.ts';
import { requireMember } from './require-member.ts';

/** A chain so short is read anew for every look; a longer one when somebody asks for it. */
const shortChain = 500;
const headsAtMost = 20;
const lastChecks = new WeakMap<CouncilView, ChainCheck>();

export async function showLog(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { view } = requireMember(request, console);
  const events = await readEvents(view);
  if (events === null || events.length <= shortChain) await check(console, view);
  return console.answer(request, reply, await logPage(console, view));
}

/** A POST, since it costs seconds where the chain is long; it changes nothing. */
export async function checkLog(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { view } = requireMember(request, console);
  await check(console, view);
  return reply.redirect(`/${view.live.council.id}/log`, 303);
}

/** Null where the log does not verify. */
async function readEvents(view: CouncilView): Promise<readonly LogEvent[] | null> {
  try {
    return (await view.catchUp()).events;
  } catch (error) {
    if (isUnverified(error)) return null;
    throw error;
  }
}

async function check({ parts: { database, now, logger } }: Console, view: CouncilView): Promise<void> {
  const found = await checkChain(database, view.live.council.id, now);
  lastChecks.set(view, found);
  const { isGood, seq, ms } = found;
  if (!isGood) logger.warn('log-unverified', { council: view.live.council.id, seq, ms });
}

async function logPage({ parts: { database } }: Console, view: CouncilView): Promise<Page> {
  const { council, roster } = view.live;
  const known = await readEvents(view);
  const events = known ?? [];
  const newest = events.at(-1);
  const last = lastChecks.get(view) ?? null;
  const when = (at: number): string => formatInstant(at, council);
  const published = await readPublishedHeads(database, council.id, headsAtMost);
  return {
    template: 'log',
    title: 'Log integrity',
    data: {
      action: `/${council.id}/log`,
      count: known === null ? null : known.length,
      head: newest === undefined ? null : formatHead(newest),
      newestAt: newest === undefined ? null : when(Date.parse(newest.entry.time)),
      last: last === null ? null : { ...last, when: when(last.at), behind: events.length - last.seq },
      heads: published.map(({ kind, recipient, sentAt }) => ({
        when: when(sentAt),
        letter: letters[kind] ?? kind,
        to: roster.personOfId(recipient) === null ? recipient.replace('-', ' ') : toPlain(nameOf(recipient, roster)),
        head: known === null ? 'cannot be told' : headAt(known, sentAt),
      })),
    },
  };
}

const letters: Readonly<Record<string, string>> = {
  head: 'Head of the log',
  digest: 'Digest',
  heartbeat: 'Weekly sign of life',
  report: 'Report',
};

/** What the letter of that moment holds, as the log says now: should the letter say otherwise, the log was changed. */
function headAt(events: readonly LogEvent[], at: number): string {
  const event = events.findLast(({ entry }) => Date.parse(entry.time) <= at);
  return event === undefined ? 'none yet' : formatHead(event);
}
