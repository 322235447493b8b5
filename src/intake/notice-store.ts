/** The outbox: notices from the transaction that plans them until a mail server has taken them. */

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { NoticeTable, Tables } from '../database/tables.ts';

export type NoticeRow = NoticeTable;
export type NoticeDraft = Pick<NoticeRow, 'id' | 'kind' | 'recipient' | 'thread' | 'parameters' | 'not_before'>;
export type NoticeLink = { flag: string; kind: 'alert' | 'correction' | 'digest'; notice: string };

type Connection = Kysely<Tables>;

const rowsPerStatement = 1_000;
const firstDelayMs = 5_000;
const longestDelayMs = 900_000;
/** A server that refuses for good may have been told something wrong: it is asked again every hour, for five days. */
const refusedDelayMs = 3_600_000;
const givenUpAfterMs = 5 * 86_400_000;

/** What was planned before stays as it is. */
export async function insertNotices(
  transaction: Transaction<Tables>,
  council: string,
  drafts: readonly NoticeDraft[],
  at: number,
): Promise<void> {
  const rows = drafts.map(({ id, kind, recipient, thread, parameters, not_before }): NoticeRow => {
    const draft = { council, id, kind, recipient, thread, parameters, not_before };
    return {
      ...draft,
      state: 'waiting',
      created_at: at,
      attempts: 0,
      next_attempt_at: not_before,
      sent_at: null,
      code: '',
    };
  });
  for (const part of partsOf(rows))
    await transaction
      .insertInto('notice')
      .values(part)
      .onConflict((conflict) => conflict.columns(['council', 'id']).doNothing())
      .execute();
}

/** A flag that was told by such a notice before stays with that one. */
export async function linkFlags(
  transaction: Transaction<Tables>,
  council: string,
  links: readonly NoticeLink[],
): Promise<void> {
  for (const part of partsOf(links))
    await transaction
      .insertInto('notice_flag')
      .values(part.map(({ flag, kind, notice }) => ({ council, flag, kind, notice })))
      .onConflict((conflict) => conflict.columns(['council', 'flag', 'kind']).doNothing())
      .execute();
}

/** Of these flags: by which kinds of notice they were told, and to whom their alert went. */
export async function readTold(
  connection: Connection,
  council: string,
  flags: readonly string[],
): Promise<{ told: Map<string, Set<NoticeLink['kind']>>; alertedTo: Map<string, string> }> {
  const told = new Map<string, Set<NoticeLink['kind']>>();
  const alertedTo = new Map<string, string>();
  for (const part of partsOf(flags)) {
    const rows = await connection
      .selectFrom('notice_flag')
      .innerJoin('notice', (join) =>
        join.onRef('notice.council', '=', 'notice_flag.council').onRef('notice.id', '=', 'notice_flag.notice'),
      )
      .select(['notice_flag.flag', 'notice_flag.kind', 'notice.recipient'])
      .where('notice_flag.council', '=', council)
      .where('notice_flag.flag', 'in', part)
      .execute();
    for (const { flag, kind, recipient } of rows) {
      told.set(flag, (told.get(flag) ?? new Set()).add(kind));
      if (kind === 'alert') alertedTo.set(flag, recipient);
    }
  }
  return { told, alertedTo };
}

/** Notices that nobody has tried to send: only these can still be added to. */
export function readUntried(connection: Connection, council: string): Promise<NoticeRow[]> {
  return connection
    .selectFrom('notice')
    .selectAll()
    .where('council', '=', council)
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .execute();
}

/** Alerts that were sent, or tried, since then, by recipient. */
export async function countAlertsSince(
  connection: Connection,
  council: string,
  since: number,
): Promise<Record<string, number>> {
  const rows = await connection
    .selectFrom('notice')
    .select(({ fn }) => ['recipient', fn.countAll<number>().as('count')])
    .where('council', '=', council)
    .where('kind', '=', 'alert')
    .where('attempts', '>', 0)
    .where('created_at', '>=', since)
    .groupBy('recipient')
    .execute();
  return Object.fromEntries(rows.map(({ recipient, count }) => [recipient, Number(count)]));
}

export async function readDueNotices(
  { kysely }: Database,
  councils: readonly string[],
  at: number,
  limit: number,
): Promise<{ council: string; id: string }[]> {
  // PostgreSQL knows no empty list.
  if (councils.length === 0) return [];
  return kysely
    .selectFrom('notice')
    .select(['council', 'id'])
    .where('council', 'in', councils)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', at)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute();
}

export async function readNotice({ kysely }: Database, council: string, id: string): Promise<NoticeRow | null> {
  const query = kysely.selectFrom('notice').selectAll().where('council', '=', council).where('id', '=', id);
  return (await query.executeTakeFirst()) ?? null;
}

/**
 * One sender at a time: whoever claims a notice that is due has it until `untilMs`. Null where it is not due, or somebody else has it. A
 * sender that dies between the server's 250 and `noteSent` leaves it to be sent once more, under the same Message-ID.
 */
export function claimNotice(
  database: Database,
  council: string,
  id: string,
  { at, untilMs }: { at: number; untilMs: number },
): Promise<NoticeRow | null> {
  // Under the council's lock: else a flag could join a notice whose flags have just been read.
  return database.transact(council, async (transaction) => {
    const row = await transaction
      .updateTable('notice')
      .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: untilMs }))
      .where('council', '=', council)
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('next_attempt_at', '<=', at)
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  });
}

/** False where it was noted before, or had been given up. */
export async function noteSent({ kysely }: Database, council: string, id: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable('notice')
    .set({ state: 'sent', sent_at: at, code: '' })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0;
}

/** There is nothing left to tell: what it was about is no longer so. */
export async function noteDropped({ kysely }: Database, council: string, id: string, code: string): Promise<void> {
  await kysely
    .updateTable('notice')
    .set({ state: 'given-up', code })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** `attempts` as the claim gave it: a sender that was away for longer than its claim does not put off what another one has claimed since. */
export async function noteFailed(
  { kysely }: Database,
  council: string,
  { id, attempts, created_at }: Pick<NoticeRow, 'id' | 'attempts' | 'created_at'>,
  { code, temporary, at }: { code: string; temporary: boolean; at: number },
): Promise<'postponed' | 'given-up'> {
  const delay = temporary ? Math.min(firstDelayMs * 2 ** Math.max(0, attempts - 1), longestDelayMs) : refusedDelayMs;
  const isGivenUp = !temporary && at - created_at > givenUpAfterMs;
  await kysely
    .updateTable('notice')
    .set(isGivenUp ? { state: 'given-up', code } : { next_attempt_at: at + delay, code })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute();
  return isGivenUp ? 'given-up' : 'postponed';
}

/** By state, for people who ask whether alerts go out. */
export async function countNotices({ kysely }: Database, council: string): Promise<Record<NoticeRow['state'], number>> {
  const rows = await kysely
    .selectFrom('notice')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('council', '=', council)
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, sent: 0, 'given-up': 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** SQLite takes at most 32,766 parameters a statement. */
function* partsOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += rowsPerStatement)
    yield items.slice(start, start + rowsPerStatement);
}
