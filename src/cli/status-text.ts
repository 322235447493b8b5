/** A council's status in plain words. Pure. */

import type { MailboxState } from '../database/tables.ts';
import { formatInstant } from '../notify/flag-words.ts';
import { durationInWords } from '../notify/health.ts';
import { formatDay } from '../rules/people.ts';
import type { CouncilStatus, MailboxStatus } from './gather-status.ts';
import { toPrintable } from './log-options.ts';
import { countOf } from './plain-words.ts';
import { formatSection } from './text-section.ts';

export function formatStatus(status: CouncilStatus, attention: readonly string[]): string[] {
  const { council, at, mailboxes } = status;
  return [
    `${council.name}, ${formatInstant(at, council)}`,
    ...(attention.length === 0
      ? ['All is well.']
      : formatSection(`Needs attention (${attention.length})`, attention, '- ')),
    ...formatSection(
      'Mailboxes',
      mailboxes.map((mailbox) => describeMailbox(mailbox, status)),
      '- ',
    ),
    ...formatSection('Messages that could not be read', listUnreadable(status), '- '),
    ...formatSection('Attachments that could not be examined', listNotExamined(status), '- '),
    ...formatSection('Alerts and digests', describeNotices(status)),
    ...formatSection('Flag log', [describeLog(status)]),
    ...formatSection('What cannot be seen', status.blindSpots, '- '),
  ].map(toPrintable);
}

const stateWords: Record<MailboxState, string> = {
  watching: 'read as mail comes',
  'catching-up': 'being read up to now',
  starting: 'not looked through yet',
  failing: 'cannot be read',
};

function describeMailbox(mailbox: MailboxStatus, { council, at }: CouncilStatus): string {
  const { state, code, stateSince, syncedAt, isWatched, read, lastReadAt, waiting, oldestWaitingAt } = mailbox;
  const on = (instant: number): string => formatInstant(instant, council);
  const isLeft = !isWatched && state !== 'failing';
  const stands = isLeft ? 'watched by nobody' : `${stateWords[state]}${code && ` (${code})`}`;
  const since = isLeft ? (syncedAt ?? stateSince) : stateSince;
  const oldest = oldestWaitingAt === null ? '' : `, the oldest for ${durationInWords(at - oldestWaitingAt)}`;
  const parts = [
    `${stands}, since ${on(since)}`,
    ...(syncedAt === null ? [] : [`all of it looked through ${on(syncedAt)}`]),
    read === 0
      ? 'no message read yet'
      : `${countOf(read, 'message')} read${lastReadAt === null ? '' : `, the last ${on(lastReadAt)}`}`,
    ...(waiting === 0 ? [] : [`${countOf(waiting, 'message')} to be read${oldest}`]),
    ...(mailbox.unreadable === 0 ? [] : [`${countOf(mailbox.unreadable, 'message')} could not be read`]),
    ...(mailbox.gone === 0
      ? []
      : [`${countOf(mailbox.gone, 'message')} went before Candour could read ${mailbox.gone === 1 ? 'it' : 'them'}`]),
    ...(mailbox.notExamined === 0 ? [] : [`${countOf(mailbox.notExamined, 'attachment')} could not be examined`]),
  ];
  return `${mailbox.mailbox}: ${parts.join('; ')}.`;
}

function listUnreadable({ unreadable, mailboxes, council }: CouncilStatus): string[] {
  const total = mailboxes.reduce((sum, each) => sum + each.unreadable, 0);
  return withMore(
    unreadable.map(
      ({ mailbox, folder, reference, seenAt, reason }) =>
        `${placeOf(mailbox, folder, reference)}, seen ${formatInstant(seenAt, council)}: ${reason}`,
    ),
    total,
  );
}

function listNotExamined({ notExamined, mailboxes, council }: CouncilStatus): string[] {
  const total = mailboxes.reduce((sum, each) => sum + each.notExamined, 0);
  return withMore(
    notExamined.map(({ mailbox, folder, reference, sentAt, fileName, reason }) => {
      const dated = sentAt === null ? '' : `, message of ${formatInstant(sentAt, council)}`;
      return `${placeOf(mailbox, folder, reference)}${dated}, “${fileName}”: ${reason}`;
    }),
    total,
  );
}

function withMore(lines: readonly string[], total: number): string[] {
  return total > lines.length ? [...lines, `and ${(total - lines.length).toLocaleString('en-GB')} more`] : [...lines];
}

/** A file mailbox names the file; the number of a message on a server helps nobody to find it. */
function placeOf(mailbox: string, folder: string, reference: string): string {
  if (!/^\d+$/.test(reference)) return `${mailbox}, ${reference}`;
  return folder === '' ? mailbox : `${mailbox}, ${folder}`;
}

function describeNotices({ notices, digest, observedUntil, heldBack, council }: CouncilStatus): string[] {
  const { hour, minute } = digest.at;
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const lost = notices.givenUp.reduce((sum, { count }) => sum + count, 0);
  const last = digest.lastDay === null ? 'There was none yet' : `The last was that of ${formatDay(digest.lastDay)}`;
  return [
    `${countOf(notices.sent, 'notice')} sent, ${notices.waiting} waiting, ${lost} given up.`,
    `Digests are for ${time} on working days. ${last}.`,
    ...(observedUntil === null
      ? []
      : [
          `Until ${formatInstant(observedUntil, council)} Candour observes: there are digests, and no immediate alerts. ${countOf(heldBack, 'serious flag')} had none for that reason.`,
        ]),
    ...(notices.beyondCap === 0
      ? []
      : [
          `${countOf(notices.beyondCap, 'flag')} of the last two weeks came beyond the cap on alerts, and ${notices.beyondCap === 1 ? 'was' : 'were'} announced together.`,
        ]),
  ];
}

function describeLog({ log }: CouncilStatus): string {
  if (log.head === null) return 'It has no entries yet.';
  const flags = log.fault === null ? `${countOf(log.standing, 'possible departure')} from the protocol in it. ` : '';
  return `${flags}Head ${log.head}`;
}
