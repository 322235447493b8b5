/** What of a council's status somebody has to do something about, a sentence each. Pure. */

import { formatInstant } from '../notify/flag-words.ts';
import { durationInWords } from '../notify/health.ts';
import type { CouncilStatus, MailboxStatus } from './gather-status.ts';
import { countOf } from './plain-words.ts';
import { remedyOf } from './sending-words.ts';

/** A mailbox whose watcher lives and that was not looked through for so long has a watcher that hangs. */
const lateMs = 3_600_000;
/** Until then a first run may read, or a copy be tried again. */
const waitingMs = 3 * 3_600_000;
/** A notice that is due is tried within a minute, where anybody tries. */
const dueMs = 5 * 60_000;

/** None where all is well. */
export function listAttention(status: CouncilStatus): string[] {
  return [
    ...listUnwatched(status),
    ...status.mailboxes.flatMap((mailbox) => judgeMailbox(mailbox, status)),
    ...judgeNotices(status),
    ...(status.digest.isLate ? ['The digest of the day is late by hours: is candour serve running?'] : []),
    ...(status.log.fault === null ? [] : [status.log.fault]),
  ];
}

/** One sentence where all mailboxes are alike: then the service does not run at all. */
function listUnwatched(status: CouncilStatus): string[] {
  const left = status.mailboxes.filter(({ isWatched }) => !isWatched);
  if (left.length === 0) return [];
  if (left.length < status.mailboxes.length || left.length === 1)
    return left.map((mailbox) => describeUnwatched(`mailbox ${mailbox.mailbox}`, [mailbox], status));
  return [describeUnwatched('the mailboxes', left, status)];
}

function describeUnwatched(what: string, mailboxes: readonly MailboxStatus[], { council }: CouncilStatus): string {
  const last = Math.max(...mailboxes.map(({ syncedAt }) => syncedAt ?? 0));
  const since =
    last === 0
      ? `Nothing has looked at ${what} yet`
      : `Nothing has looked at ${what} since ${formatInstant(last, council)}`;
  return `${since}; is candour serve running?`;
}

function judgeMailbox(mailbox: MailboxStatus, { council, at }: CouncilStatus): string[] {
  const { state, code, reason, stateSince, syncedAt, isWatched, waiting, oldestWaitingAt } = mailbox;
  const name = `Mailbox ${mailbox.mailbox}`;
  if (state === 'failing')
    return [
      `${name} cannot be read since ${formatInstant(stateSince, council)} (${code || 'unknown'}). ${reason}`.trim(),
    ];
  const sentences: string[] = [];
  if (isWatched && state === 'watching' && syncedAt !== null && at - syncedAt > lateMs)
    sentences.push(`${name} is watched, and was not looked through since ${formatInstant(syncedAt, council)}.`);
  if (oldestWaitingAt !== null && at - oldestWaitingAt > waitingMs)
    sentences.push(
      `${name} has ${countOf(waiting, 'message')} to be read, the oldest for ${durationInWords(at - oldestWaitingAt)}.`,
    );
  return sentences;
}

function judgeNotices({ notices, at }: CouncilStatus): string[] {
  const { failing, givenUp, dueSince } = notices;
  return [
    ...failing.map(
      ({ code, count }) =>
        `${countOf(count, 'notice')} could not be sent so far (${code}), and ${count === 1 ? 'is' : 'are'} tried again. ${remedyOf(code)}`,
    ),
    ...givenUp.map(
      ({ code, count }) =>
        `${countOf(count, 'notice')} of the last two weeks could not be sent (${code}). ${remedyOf(code)}`,
    ),
    ...(dueSince !== null && at - dueSince > dueMs
      ? [`A notice has been due for ${durationInWords(at - dueSince)}, and nobody sends it: is candour serve running?`]
      : []),
  ];
}
