/** How the reading goes, mailbox by mailbox: what digests, `candour status` and the metrics say of it. */

import { type Kysely, sql } from 'kysely';
import { localDate } from '../council/dates.ts';
import type { Tables } from '../database/tables.ts';

export type MailboxCounts = {
  mailbox: string;
  /** Copies that were read, also those that were left aside as no evidence. */
  read: number;
  waiting: number;
  /** Milliseconds since 1970 at which the oldest of those that wait was seen; null without any. */
  oldestWaitingAt: number | null;
  unreadable: number;
  gone: number;
  lastReadAt: number | null;
  /** Attachments. */
  notExamined: number;
};

type Connection = Kysely<Tables>;

/** Every mailbox that a copy was ever seen in, by name. */
export async function countCopies(connection: Connection, council: string): Promise<MailboxCounts[]> {
  const rows = await connection
    .selectFrom('copy')
    .select(({ fn }) => [
      'mailbox',
      'state',
      fn.countAll<number>().as('count'),
      fn.min('seen_at').as('oldest'),
      fn.max('read_at').as('last'),
    ])
    .where('council', '=', council)
    .groupBy(['mailbox', 'state'])
    .orderBy('mailbox')
    .execute();
  const counts = new Map<string, MailboxCounts>();
  for (const { mailbox, state, count, oldest, last } of rows) {
    const known = counts.get(mailbox) ?? emptyCounts(mailbox);
    const number = Number(count);
    if (state === 'read' || state === 'left-aside') {
      known.read += number;
      known.lastReadAt = Math.max(known.lastReadAt ?? 0, Number(last ?? 0)) || null;
    } else if (state === 'waiting') {
      known.waiting += number;
      known.oldestWaitingAt = Number(oldest);
    } else if (state !== 'same') known[state] += number;
    counts.set(mailbox, known);
  }
  for (const { mailbox, notExamined } of await countNotExamined(connection, council)) {
    const known = counts.get(mailbox);
    if (known) known.notExamined = notExamined;
  }
  return [...counts.values()];
}

export type UnreadableCopy = { mailbox: string; folder: string; reference: string; seenAt: number; reason: string };

/** The newest first; not those that went before they could be read, which nobody can look at. */
export async function readUnreadable(
  connection: Connection,
  council: string,
  limit: number,
): Promise<UnreadableCopy[]> {
  const rows = await connection
    .selectFrom('copy')
    .select(['mailbox', 'folder', 'reference', 'seen_at', 'reason'])
    .where('council', '=', council)
    .where('state', '=', 'unreadable')
    .orderBy('seen_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ seen_at, ...row }) => ({ ...row, seenAt: seen_at }));
}

/** An attachment; `sentAt` is the date of its message, null where that has none. */
export type NotExaminedAttachment = {
  mailbox: string;
  folder: string;
  reference: string;
  sentAt: number | null;
  fileName: string;
  reason: string;
};

/** Those of the newest messages first; `limit` counts messages. */
export async function readNotExamined(
  connection: Connection,
  council: string,
  limit: number,
): Promise<NotExaminedAttachment[]> {
  const rows = await connection
    .selectFrom('copy')
    .select(['mailbox', 'folder', 'reference', 'sent_at', 'not_examined'])
    .where('council', '=', council)
    .where('not_examined', 'is not', null)
    .where('not_examined', '<>', '[]')
    .orderBy('read_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ not_examined, sent_at: sentAt, ...place }) =>
    (JSON.parse(not_examined ?? '[]') as { fileName: string; reason: string }[]).map(({ fileName, reason }) => ({
      ...place,
      sentAt,
      fileName,
      reason,
    })),
  );
}

export type MessageCounts = {
  mailbox: string;
  messages: number;
  unreadable: number;
  /** Of `messages`, by local month of their date, such as `2026-06`, or `undated`. */
  months: Record<string, number>;
};

/** Messages that were read, by mailbox: what an audit counts. */
export async function countMessages(
  connection: Connection,
  { id: council, timezone }: { id: string; timezone: string },
): Promise<MessageCounts[]> {
  const counts = await countCopies(connection, council);
  const months = await countMonths(connection, council, timezone);
  return counts.map(({ mailbox, read, unreadable, gone }) => ({
    mailbox,
    messages: read,
    unreadable: unreadable + gone,
    months: months.get(mailbox) ?? {},
  }));
}

/** Local months begin at a whole quarter of an hour of UTC everywhere, so copies are counted by those. */
const bucketMs = 900_000;

async function countMonths(
  connection: Connection,
  council: string,
  timezone: string,
): Promise<Map<string, Record<string, number>>> {
  const rows = await connection
    .selectFrom('copy')
    .select(({ fn }) => [
      'mailbox',
      // What is divided is from before 1970 as well: the remainder of SQL has the sign of the number, and rounds towards 1970.
      sql<
        number | string | null
      >`sent_at - (((sent_at % ${sql.lit(bucketMs)}) + ${sql.lit(bucketMs)}) % ${sql.lit(bucketMs)})`.as('bucket'),
      fn.countAll<number>().as('count'),
    ])
    .where('council', '=', council)
    .where('state', 'in', ['read', 'left-aside'])
    .groupBy(['mailbox', 'bucket'])
    .execute();
  const byMailbox = new Map<string, Record<string, number>>();
  for (const { mailbox, bucket, count } of rows) {
    const months = byMailbox.get(mailbox) ?? {};
    byMailbox.set(mailbox, months);
    const month = bucket === null ? 'undated' : localDate(new Date(Number(bucket)), timezone).slice(0, 7);
    months[month] = (months[month] ?? 0) + Number(count);
  }
  return byMailbox;
}

/** Milliseconds since 1970 of the oldest and the newest message that is evidence. */
export async function readPeriod(
  connection: Connection,
  council: string,
): Promise<{ from: number | null; to: number | null }> {
  // SQLite looks up one end of an index in a statement; for both it reads all rows.
  const rows = connection.selectFrom('copy').where('council', '=', council).where('sent_at', 'is not', null);
  const first = await rows.select('sent_at').orderBy('sent_at').limit(1).executeTakeFirst();
  const last = await rows.select('sent_at').orderBy('sent_at', 'desc').limit(1).executeTakeFirst();
  return { from: first?.sent_at ?? null, to: last?.sent_at ?? null };
}

async function countNotExamined(
  connection: Connection,
  council: string,
): Promise<{ mailbox: string; notExamined: number }[]> {
  const rows = await connection
    .selectFrom('copy')
    .select(['mailbox', 'not_examined'])
    .where('council', '=', council)
    .where('not_examined', 'is not', null)
    .where('not_examined', '<>', '[]')
    .execute();
  const byMailbox = Map.groupBy(rows, ({ mailbox }) => mailbox);
  return [...byMailbox].map(([mailbox, each]) => ({
    mailbox,
    notExamined: each.reduce((sum, { not_examined }) => sum + JSON.parse(not_examined ?? '[]').length, 0),
  }));
}

function emptyCounts(mailbox: string): MailboxCounts {
  return {
    mailbox,
    read: 0,
    waiting: 0,
    oldestWaitingAt: null,
    unreadable: 0,
    gone: 0,
    lastReadAt: null,
    notExamined: 0,
  };
}
