/** What a digest is rendered from, and which part of it is whose. */

import type { LocalDate } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { Head } from '../flaglog/entry.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { handlerOf, type Recipient, usualHandlers } from '../review/routing.ts';
import { isOverdue } from './digest-day.ts';
import type { Health } from './health.ts';
import { isOpen } from './plan-digests.ts';

export type DigestFlag = {
  flag: LoggedFlag;
  /** What this notice is linked to it for: `digest` is new, `correction` takes back what a digest told; null: neither. */
  news: 'digest' | 'correction' | null;
  /** Milliseconds since 1970 of the first notice about it before this one; null: none. */
  toldAt: number | null;
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
  takenBack: LoggedFlag[];
  excepted: LoggedFlag[];
  /** Null for whoever is not the usual handler: it is the Clerk who is told a count, and nothing else. */
  elsewhere: { rerouted: number; unhandled: number } | null;
};

/** Handlers are asked anew: a flag that has come to be about its reader since the notice was planned is not told to that reader. */
export function shareOf({ recipient, day, flags }: DigestFacts, roster: Roster): Share {
  const handled = flags.map((each) => ({ ...each, ...handlerOf(each.flag, roster, day) }));
  const own = handled.filter((each) => each.recipient === recipient);
  const open = own.filter(({ flag }) => isOpen(flag)).sort(compareByUrgency);
  const told = open.filter(({ flag, news }) => news !== 'digest' && flag.severity !== 'advice');
  const { council } = roster;
  const isLate = (toldAt: number): boolean => isOverdue(localDate(new Date(toldAt), council.timezone), day, council);
  const others = handled.filter(({ flag, isRerouted }) => isRerouted && isOpen(flag));
  const isUsual = usualHandlers(roster, day).some(({ id }) => id === recipient);
  return {
    fresh: flagsOf(open.filter(({ news }) => news === 'digest')),
    waiting: flagsOf(told),
    overdue: flagsOf(told.filter(({ toldAt }) => toldAt !== null && isLate(toldAt))),
    takenBack: flagsOf(own.filter(({ flag, news }) => news === 'correction' && !isOpen(flag))),
    excepted: flagsOf(own.filter(({ flag }) => flag.isStanding && flag.status === 'excepted')),
    elsewhere: isUsual
      ? {
          rerouted: others.filter((each) => each.recipient !== null).length,
          unhandled: others.filter((each) => each.recipient === null).length,
        }
      : null,
  };
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
