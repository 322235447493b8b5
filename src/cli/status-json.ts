/** The status for programs that watch over the service (docs/formats/status.md): counts, codes and times, and nothing of any message. */

import type { CouncilStatus, MailboxStatus } from './gather-status.ts';
import type { QueueStatus } from './status.ts';

export const statusFormat = 'candour-status/1';

type Judged = { status: CouncilStatus; attention: readonly string[] };

export function formatStatusJson(statuses: readonly Judged[], queue: QueueStatus, at: number): string {
  const value = {
    format: statusFormat,
    at: toInstant(at),
    well: queue.isWell && statuses.every(({ attention }) => attention.length === 0),
    queue: { reachable: queue.isWell },
    councils: statuses.map(({ status, attention }) => describeCouncil(status, attention)),
  };
  return JSON.stringify(value, null, 2);
}

function describeCouncil(status: CouncilStatus, attention: readonly string[]) {
  const { council, mailboxes, notices, log, digest, observedUntil, heldBack, blindSpots } = status;
  const { waiting, sent, dropped, givenUp, failing, beyondCap } = notices;
  return {
    council: council.id,
    name: council.name,
    attention,
    mailboxes: mailboxes.map(describeMailbox),
    notices: { waiting, sent, dropped, failing, givenUp, dueSince: toInstant(notices.dueSince), beyondCap },
    log: { head: log.head, standing: log.standing, verified: log.fault === null },
    digest: { lastDay: digest.lastDay, late: digest.isLate },
    observedUntil: toInstant(observedUntil),
    heldBack,
    blindSpots,
  };
}

function describeMailbox(mailbox: MailboxStatus) {
  const { mailbox: id, state, code, reason, isWatched, read, waiting, unreadable, gone, notExamined } = mailbox;
  return {
    mailbox: id,
    state,
    code,
    reason,
    since: toInstant(mailbox.stateSince),
    watched: isWatched,
    looked: toInstant(mailbox.syncedAt),
    lastRead: toInstant(mailbox.lastReadAt),
    read,
    waiting,
    oldestWaiting: toInstant(mailbox.oldestWaitingAt),
    unreadable,
    gone,
    notExamined,
  };
}

/** RFC 3339, UTC. */
function toInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
