/** What was read, what could not be, and what cannot be seen at all. */

import type { MailboxState } from '../database/tables.ts';
import { countOf } from '../rules/plain-words.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { formatInstant, type NoticeContext } from './flag-words.ts';

/** Instants in milliseconds since 1970. */
export type MailboxHealth = {
  mailbox: string;
  state: MailboxState;
  /** What is wrong and how to mend it, without mail text; '' where nothing is. */
  reason: string;
  stateSince: number;
  /** When a message of it was last read; null: none yet. */
  lastReadAt: number | null;
  /** Every folder was last listed to its end; null: not yet. */
  syncedAt: number | null;
  waiting: number;
  /** When the oldest of those that wait was first seen. */
  oldestWaitingAt: number | null;
  unreadable: number;
  /** Moved or removed before they could be read; one that was moved inside the mailbox is read at its new place. */
  gone: number;
  /** Attachments. */
  notExamined: number;
};

export type Health = { mailboxes: readonly MailboxHealth[]; blindSpots: readonly string[] };

export function describeHealth({ mailboxes, blindSpots }: Health, at: number, context: NoticeContext): Block[] {
  return [
    heading('What was read'),
    ...(mailboxes.length === 0
      ? [paragraph('No mailbox is connected.')]
      : [
          {
            kind: 'table' as const,
            caption: 'Mailboxes',
            columns: ['Mailbox', 'Last message read', 'State'],
            rows: mailboxes.map((mailbox) => [
              mailbox.mailbox,
              mailbox.lastReadAt === null ? 'none yet' : formatInstant(mailbox.lastReadAt, context.roster.council),
              stateInWords(mailbox, at, context),
            ]),
          },
        ]),
    ...list([
      ...(mailboxes.some(({ gone }) => gone > 0)
        ? [countEach(mailboxes, 'message', 'went before Candour could read them', ({ gone }) => gone)]
        : []),
      countEach(mailboxes, 'message', 'could not be read', ({ unreadable }) => unreadable),
      countEach(mailboxes, 'attachment', 'could not be examined', ({ notExamined }) => notExamined),
    ]),
    heading('What cannot be seen'),
    ...list(blindSpots),
  ];
}

/** Whether somebody has to do something for the mail to be read. */
export function isTroubled({ mailboxes }: Health): boolean {
  return mailboxes.some(({ state }) => state === 'failing');
}

function stateInWords(mailbox: MailboxHealth, at: number, { roster }: NoticeContext): string {
  const { state, reason, stateSince, syncedAt, waiting, oldestWaitingAt } = mailbox;
  const { council } = roster;
  const lag =
    waiting === 0
      ? ''
      : `; ${countOf(waiting, 'message')} to be read${oldestWaitingAt === null ? '' : `, the oldest seen ${durationInWords(at - oldestWaitingAt)} ago`}`;
  const words: Record<MailboxState, string> = {
    watching: `read as mail comes${syncedAt === null ? '' : `, all of it looked through ${formatInstant(syncedAt, council)}`}`,
    'catching-up': 'being read up to now',
    starting: 'not read yet',
    failing: `cannot be read since ${formatInstant(stateSince, council)}. ${reason}`,
  };
  return words[state].replace(/[.\s]+$/, '') + lag;
}

export function durationInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return countOf(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? countOf(hours, 'hour') : countOf(Math.round(hours / 24), 'day');
}

function countEach(
  mailboxes: readonly MailboxHealth[],
  noun: string,
  what: string,
  count: (mailbox: MailboxHealth) => number,
): string {
  const total = mailboxes.reduce((sum, mailbox) => sum + count(mailbox), 0);
  if (total === 0) return `${noun === 'message' ? 'Messages' : 'Attachments'} that ${what}: none.`;
  const where = mailboxes
    .filter((mailbox) => count(mailbox) > 0)
    .map((mailbox) => `${mailbox.mailbox} ${count(mailbox)}`);
  return `${countOf(total, noun)} ${what} (${where.join(', ')}). candour status says which and why.`;
}
