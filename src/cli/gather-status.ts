/** How one council's service is, from the database alone: also while nothing runs. */

import type { Database } from '../database/open-database.ts';
import { formatHead } from '../flaglog/entry.ts';
import { FlagLogError } from '../flaglog/error.ts';
import { toLoggedFlag } from '../flaglog/flag-state.ts';
import { readDigestDay } from '../intake/digest-store.ts';
import {
  countCopies,
  type NotExaminedAttachment,
  readNotExamined,
  readUnreadable,
  type UnreadableCopy,
} from '../intake/health-register.ts';
import { readLeases } from '../intake/lease.ts';
import { readMailboxes } from '../intake/mailbox-register.ts';
import { type NoticeHealth, readNoticeHealth } from '../intake/notice-health.ts';
import { readTold } from '../intake/notice-store.ts';
import { isDigestDue } from '../notify/digest-day.ts';
import type { MailboxHealth } from '../notify/health.ts';
import { gatherHealth } from '../operation/gather-health.ts';
import type { CouncilInView } from '../operation/live-council.ts';
import { computeObservationEnd } from '../operation/observation.ts';
import { watchLeaseOf } from '../operation/watching.ts';

export type MailboxStatus = MailboxHealth & {
  /** Of what is wrong; '' where nothing is. */
  code: string;
  /** Messages that were read. */
  read: number;
  /** By a process that is alive. */
  isWatched: boolean;
};

/** Instants in milliseconds since 1970. */
export type CouncilStatus = {
  council: CouncilInView['council'];
  at: number;
  mailboxes: readonly MailboxStatus[];
  blindSpots: readonly string[];
  unreadable: readonly UnreadableCopy[];
  notExamined: readonly NotExaminedAttachment[];
  notices: NoticeHealth;
  log: LogStatus;
  digest: {
    /** The last local day that had its digests; null: none yet. */
    lastDay: string | null;
    at: { hour: number; minute: number };
    /** A digest should have been there hours ago. */
    isLate: boolean;
  };
  /** When the days without immediate alerts are over; null: they are, or there are none. */
  observedUntil: number | null;
  /** Serious flags that the days of observation keep for the digest. */
  heldBack: number;
};

/** `fault`: why the log cannot be relied on; null where it verifies. */
export type LogStatus = { head: string | null; standing: number; openedAt: number | null; fault: string | null };

const mostListed = 50;
const recentMs = 14 * 86_400_000;
/** The first run may hold a digest up for two hours. */
const digestPatienceMs = 3 * 3_600_000;

/** Rejects with DatabaseError. */
export async function gatherStatus(database: Database, view: CouncilInView, at: number): Promise<CouncilStatus> {
  const { council, settings } = view;
  const { kysely } = database;
  const { mailboxes, blindSpots } = await gatherHealth(database, view, at);
  const { log, serious } = await gatherLog(view);
  const observedUntil = log.openedAt === null ? null : computeObservationEnd(settings, log.openedAt);
  const isObserved = observedUntil !== null && at < observedUntil;
  const { told } = await readTold(kysely, council.id, serious);
  return {
    council,
    at,
    mailboxes: await addWatching(database, view, mailboxes),
    blindSpots,
    unreadable: await readUnreadable(kysely, council.id, mostListed),
    notExamined: await readNotExamined(kysely, council.id, mostListed),
    notices: await readNoticeHealth(kysely, council.id, { at, since: at - recentMs }),
    log,
    digest: await gatherDigestStatus(database, view, at, log.openedAt),
    observedUntil: isObserved ? observedUntil : null,
    heldBack: isObserved ? serious.filter((id) => told.get(id)?.has('alert') !== true).length : 0,
  };
}

async function addWatching(
  database: Database,
  { council }: CouncilInView,
  mailboxes: readonly MailboxHealth[],
): Promise<MailboxStatus[]> {
  const held = new Set((await readLeases(database)).map(({ name }) => name));
  const rows = new Map((await readMailboxes(database.kysely, council.id)).map((row) => [row.mailbox, row]));
  const counts = new Map((await countCopies(database.kysely, council.id)).map((count) => [count.mailbox, count]));
  return mailboxes.map((health) => ({
    ...health,
    code: rows.get(health.mailbox)?.code ?? '',
    read: counts.get(health.mailbox)?.read ?? 0,
    isWatched: held.has(watchLeaseOf(council.id, health.mailbox)),
  }));
}

/** `serious`: ids of the serious flags that stand and are open. */
async function gatherLog({ council, log }: CouncilInView): Promise<{ log: LogStatus; serious: string[] }> {
  const head = await log.head();
  const written = head === null ? null : formatHead(head);
  try {
    const { flags, events } = await log.catchUp();
    const standing = [...flags.values()].filter(({ isStanding }) => isStanding);
    const serious = standing
      .map((state) => toLoggedFlag(council.id, state))
      .filter(({ status, severity }) => status === 'open' && severity === 'serious');
    const openedAt = events[0] === undefined ? null : Date.parse(events[0].entry.time);
    return {
      log: { head: written, standing: standing.length, openedAt, fault: null },
      serious: serious.map(({ id }) => id),
    };
  } catch (error) {
    if (!(error instanceof FlagLogError) || error.code !== 'log-unverified') throw error;
    return { log: { head: written, standing: 0, openedAt: null, fault: error.message }, serious: [] };
  }
}

async function gatherDigestStatus(
  { kysely }: Database,
  { council, settings: { digestAt } }: CouncilInView,
  at: number,
  openedAt: number | null,
): Promise<CouncilStatus['digest']> {
  const lastDay = await readDigestDay(kysely, council.id);
  const before = at - digestPatienceMs;
  const isYoung = lastDay === null && (openedAt ?? at) > before;
  const isLate = !isYoung && isDigestDue({ now: before, council, digestAt, lastDigestDay: lastDay }) !== null;
  return { lastDay, at: digestAt, isLate };
}
