/** What is known of each mailbox: whether it can be read, how far, and up to where its messages have been judged. */

import { type Kysely, sql, type Transaction } from 'kysely';
import type { LocalDate } from '../council/council.ts';
import type { Database } from '../database/open-database.ts';
import type { MailboxState, MailboxTable, Tables } from '../database/tables.ts';

export type MailboxRow = MailboxTable;

type Connection = Kysely<Tables>;

/** A mailbox that is judged while mail keeps coming in is judged at least so often. */
const longestWaitMs = 60_000;
/** A message that a mailbox which answers does not give for so long holds up nobody any more. */
const longestHoldMs = 3_600_000;

export async function ensureMailbox(
  connection: Connection,
  council: string,
  mailbox: string,
  at: number,
): Promise<void> {
  const row: MailboxRow = {
    council,
    mailbox,
    state: 'starting',
    code: '',
    reason: '',
    state_since: at,
    synced_at: null,
    last_seen_at: null,
    listed_at: null,
    swept_seq: 0,
    swept_day: '',
    swept_version: '',
    swept_at: null,
  };
  await connection
    .insertInto('mailbox')
    .values(row)
    .onConflict((conflict) => conflict.columns(['council', 'mailbox']).doNothing())
    .execute();
}

/** A message was found in it that is to be read. */
export async function noteSeen(connection: Connection, council: string, mailbox: string, at: number): Promise<void> {
  await connection
    .updateTable('mailbox')
    .set({ last_seen_at: at })
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .execute();
}

/**
 * `state_since` moves only where the state or its cause is another one; where neither is, nothing is written. Whether something was.
 */
export async function noteState(
  database: Database,
  council: string,
  mailbox: string,
  { state, code, reason, at }: { state: MailboxState; code: string; reason: string; at: number },
): Promise<boolean> {
  return database.transact(null, async (transaction) => {
    await ensureMailbox(transaction, council, mailbox, at);
    const { numUpdatedRows } = await transaction
      .updateTable('mailbox')
      .set({ state, code, reason, state_since: at })
      .where('council', '=', council)
      .where('mailbox', '=', mailbox)
      .where(({ eb, or }) => or([eb('state', '<>', state), eb('code', '<>', code), eb('reason', '<>', reason)]))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

/** Every folder was listed to its end; the first time, so was everything there had been. */
export async function noteSynced(database: Database, council: string, mailbox: string, at: number): Promise<void> {
  await database.transact(null, async (transaction) => {
    await ensureMailbox(transaction, council, mailbox, at);
    const rows = transaction.updateTable('mailbox').where('council', '=', council).where('mailbox', '=', mailbox);
    await rows.set({ synced_at: at }).execute();
    await rows.set({ listed_at: at }).where('listed_at', 'is', null).execute();
  });
}

export async function noteSwept(
  transaction: Transaction<Tables>,
  council: string,
  mailbox: string,
  { seq, day, version, at }: { seq: number; day: LocalDate; version: string; at: number },
): Promise<void> {
  await ensureMailbox(transaction, council, mailbox, at);
  await transaction
    .updateTable('mailbox')
    .set({ swept_seq: seq, swept_day: day, swept_version: version, swept_at: at })
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .execute();
}

export function readMailboxes(connection: Connection, council: string): Promise<MailboxRow[]> {
  return connection.selectFrom('mailbox').selectAll().where('council', '=', council).orderBy('mailbox').execute();
}

export type SweepQuestion = {
  day: LocalDate;
  version: string;
  /** Evidence younger than this is left to be judged with what comes next. */
  quietMs: number;
  at: number;
};

/** Mailboxes whose messages must be judged anew: evidence came in since, a day is over, or the rules are others. */
export async function readSweepsDue(
  { kysely }: Database,
  council: string,
  { day, version, quietMs, at }: SweepQuestion,
): Promise<string[]> {
  const mailboxes = await kysely.selectFrom('mailbox').selectAll().where('council', '=', council).execute();
  if (mailboxes.length === 0) return [];
  const ids = mailboxes.map(({ mailbox }) => mailbox);
  if (!(await isCaughtUp(kysely, council, ids))) return [];
  const latest = await kysely
    .selectFrom('copy')
    .select(['evidence_seq', 'read_at'])
    .where('council', '=', council)
    .where('evidence_seq', 'is not', null)
    .orderBy('evidence_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isQuiet = (latest?.read_at ?? 0) + quietMs <= at;
  return mailboxes
    .filter(({ swept_seq, swept_day, swept_version, swept_at }) => {
      if (swept_at === null) return true;
      const isBehind = (latest?.evidence_seq ?? 0) > swept_seq || swept_day < day || swept_version !== version;
      // Where mail never stops coming in, it is never quiet.
      return isBehind && (isQuiet || swept_at + longestWaitMs <= at);
    })
    .map(({ mailbox }) => mailbox);
}

/**
 * Whether everything that was there at the first run has been read. A mailbox that cannot be read does not hold up the others, and
 * neither does a copy whose reading keeps failing.
 */
export async function isCaughtUp(
  connection: Connection,
  council: string,
  mailboxes: readonly string[],
): Promise<boolean> {
  const rows = await readMailboxes(connection, council);
  const known = new Map(rows.map((row) => [row.mailbox, row]));
  const isListed = mailboxes.every((mailbox) => {
    const row = known.get(mailbox);
    return row !== undefined && (row.listed_at !== null || row.state === 'failing');
  });
  if (!isListed) return false;
  for (const { mailbox, state, listed_at, swept_at } of rows) {
    if (state === 'failing' || listed_at === null) continue;
    // One that could not be read at first may have been judged, empty as it was, before it was listed.
    if (swept_at !== null && swept_at >= listed_at) continue;
    if (await hasUnread(connection, council, mailbox, listed_at)) return false;
  }
  return true;
}

/** Of what was there when the mailbox had been listed for the first time; what came in since then is new mail, and judged as it comes. */
async function hasUnread(connection: Connection, council: string, mailbox: string, listedAt: number): Promise<boolean> {
  const waiting = await connection
    .selectFrom('copy')
    .select('id')
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .where('state', '=', 'waiting')
    .where('seen_at', '<=', listedAt)
    .where('attempts', '=', 0)
    .where(({ eb }) => eb('next_attempt_at', '<', eb('seen_at', '+', longestHoldMs)))
    // SQLite would take a condition on `evidence_seq` itself for the best way in, and read all that is no evidence.
    .where(({ fn, eb }) => eb(fn.coalesce('evidence_seq', sql.lit(0)), '=', 0))
    .limit(1)
    .executeTakeFirst();
  return waiting !== undefined;
}

/** Mailboxes that the council file no longer has: nobody watches or judges them, and nothing should wait for them. Their copies stay. */
export async function forgetOtherMailboxes(
  { kysely }: Database,
  council: string,
  mailboxes: readonly string[],
): Promise<void> {
  const others = kysely.deleteFrom('mailbox').where('council', '=', council);
  await (mailboxes.length === 0 ? others : others.where('mailbox', 'not in', mailboxes)).execute();
}
