/** What a digest is rendered from, and which part of it is whose. */

import type { LocalDate } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { Head } from '../flaglog/entry.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { passedOverOf, type ReviewState, reviewOf } from '../review/review-state.ts';
import { handlerOf, namedHandlerOf, type Recipient, usualHandlers } from '../review/routing.ts';
import { isOverdue } from './digest-day.ts';
import type { Health } from './health.ts';
import { isWaiting } from './plan-digests.ts';

export type DigestFlag = {
  flag: LoggedFlag;
  /** What this notice is linked to it for: `digest` is new, `correction` takes back what a digest told; null: neither. */
  news: 'digest' | 'correction' | null;
  /** Milliseconds since 1970 of the first notice about it before this one; null: none. */
  toldAt: number | null;
  /** Absent where nobody has done anything to it. */
  review?: ReviewState;
  /** A mute or standing arrangement keeps it back (src/review/mutes.ts). */
  isMuted?: boolean;
};

/** `flags` are all of the council: what the recipient may not read is counted here, and goes no further. */
export type DigestFacts = {
  recipient: Recipient;
  day: LocalDate;
  at: number;
  flags: readonly DigestFlag[];
  health: Health;
  head: Head | null;
};

export type Share = {
  /** Open, and new to the recipient. */
  fresh: LoggedFlag[];
  /** Open, and told before. What is only advice waits for nobody. */
  waiting: LoggedFlag[];
  overdue: LoggedFlag[];
  /** Asked about, and not to be decided before the answer is due. */
  awaiting: { flag: LoggedFlag; due: LocalDate }[];
  /** How many flags of the reader each mute keeps back. */
  muted: { mute: string; flags: number }[];
  /** With another handler and late, so that the reader may decide them: a count, until the reader signs in. */
  escalated: number;
  takenBack: LoggedFlag[];
  excepted: LoggedFlag[];
  /** Null for whoever is not the usual handler: it is the Clerk who is told a count, and nothing else. */
  elsewhere: { rerouted: number; unhandled: number } | null;
};

/** Handlers are asked anew: a flag that has come to be about its reader since the notice was planned is not told to that reader. */
export function shareOf({ recipient, day, flags }: DigestFacts, roster: Roster): Share {
  const handled = flags.map((each) => {
    const review = each.review ?? reviewOf(new Map(), each.flag.id);
    return { ...each, review, ...handlerOf(each.flag, roster, day, passedOverOf(review)) };
  });
  const waits = ({ flag, review, isMuted }: (typeof handled)[number]): boolean =>
    isWaiting(flag, review) && isMuted !== true;
  const own = handled.filter((each) => each.recipient === recipient);
  const undecided = own.filter(waits).sort(compareByUrgency);
  const isAwaiting = ({ review: { due } }: (typeof handled)[number]): boolean => due !== null && due >= day;
  const open = undecided.filter((each) => !isAwaiting(each));
  const told = open.filter(({ flag, news }) => news !== 'digest' && flag.severity !== 'advice');
  const { council } = roster;
  const isLate = (toldAt: number): boolean => isOverdue(localDate(new Date(toldAt), council.timezone), day, council);
  const others = handled.filter((each) => each.isRerouted && waits(each));
  const standsIn = ({ flag, review }: (typeof handled)[number]): boolean =>
    namedHandlerOf('alternate', flag, roster, day, passedOverOf(review)) === recipient;
  const isUsual = usualHandlers(roster, day).some(({ id }) => id === recipient);
  return {
    fresh: flagsOf(open.filter(({ news }) => news === 'digest')),
    waiting: flagsOf(told),
    overdue: flagsOf(told.filter(({ toldAt, review }) => review.isLate || (toldAt !== null && isLate(toldAt)))),
    awaiting: undecided.filter(isAwaiting).map(({ flag, review: { due } }) => ({ flag, due: due ?? day })),
    muted: countMuted(own),
    escalated: handled.filter(
      (each) => each.recipient !== recipient && each.review.isLate && waits(each) && standsIn(each),
    ).length,
    takenBack: flagsOf(own.filter(({ flag, news, review }) => news === 'correction' && !isWaiting(flag, review))),
    excepted: flagsOf(
      own.filter(({ flag, review }) => flag.isStanding && flag.status === 'excepted' && review.state === 'open'),
    ),
    elsewhere: isUsual
      ? {
          rerouted: others.filter((each) => each.recipient !== null).length,
          unhandled: others.filter((each) => each.recipient === null).length,
        }
      : null,
  };
}

function countMuted(flags: readonly DigestFlag[]): Share['muted'] {
  const muted = flags.filter(({ flag, isMuted }) => isMuted === true && flag.isStanding && flag.status === 'open');
  return [...Map.groupBy(muted, ({ review }) => review?.citedMute ?? '')]
    .map(([mute, members]) => ({ mute, flags: members.length }))
    .sort((left, right) => (left.mute < right.mute ? -1 : 1));
}

function flagsOf(flags: readonly DigestFlag[]): LoggedFlag[] {
  return flags.map(({ flag }) => flag);
}

const ranks = { serious: 0, ordinary: 1, advice: 2 };

/** Serious first, then what was told longest ago, then in the order of the log. */
function compareByUrgency(left: DigestFlag, right: DigestFlag): number {
  return (
    ranks[left.flag.severity] - ranks[right.flag.severity] ||
    (left.toldAt ?? Number.MAX_SAFE_INTEGER) - (right.toldAt ?? Number.MAX_SAFE_INTEGER) ||
    left.flag.raised.seq - right.flag.raised.seq
  );
}
