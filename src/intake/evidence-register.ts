/** What was read of copies: their facts, numbered in the order in which they became known. */

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { deliveredFolder } from './copy-id.ts';
import { readCopyRow } from './copy-register.ts';
import { readLastSeq } from './evidence-seq.ts';
import type { CopyRow, ReadOutcome } from './intake.ts';

/** Facts of a message are a few kilobytes: so many at a time are no burden. */
const rowsAPage = 500;
const idsPerStatement = 1_000;
const toBeRead = { state: 'waiting', reason: '', attempts: 0, next_attempt_at: 0 } as const;

export type RecordedReading = {
  /** Null where the reading is no evidence. */
  evidenceSeq: number | null;
  /** It is a copy that is known under another reference. */
  isSame: boolean;
};

/**
 * Writes what a reading gave, under the council's lock. A copy that is known by its content, after a change of UIDVALIDITY or of path,
 * stays the evidence that it was: only its place is written anew. Facts name it by the id of its row, which stays.
 * `opening` is that with which it was read: where more was asked for in the meantime, it is still to be read.
 */
export async function recordReading(
  transaction: Transaction<Tables>,
  council: string,
  id: string,
  outcome: ReadOutcome,
  at: number,
  opening: CopyRow['opening'] = 'all',
): Promise<RecordedReading> {
  const nothing = { evidenceSeq: null, isSame: false };
  const row = await readCopyRow({ kysely: transaction }, council, id);
  if (row === null || row.state !== 'waiting') return nothing;
  if (row.opening === 'all' && opening === 'gate' && outcome.state === 'read') return nothing;
  const known = outcome.contentKey === null ? null : await readSame(transaction, row, outcome.contentKey);
  // What nobody could make evidence of at its former place stands back behind this one, of which it can be made.
  if (known?.evidence_seq === null && outcome.state === 'read')
    await update(transaction, council, known.id, { state: 'same', reason: '' });
  else if (known !== null) {
    await update(transaction, council, id, { state: 'same', read_at: at, reason: '' });
    const { validity, reference } = row;
    await update(transaction, council, known.id, { validity, reference, ...(isGivenUp(known) ? toBeRead : {}) });
    return { evidenceSeq: null, isSame: true };
  }
  const { state, contentKey } = outcome;
  const common = { state, content_key: contentKey ?? row.content_key, read_at: at };
  const evidenceSeq = (await readLastSeq(transaction, council)) + 1;
  if (outcome.state !== 'read') {
    const { reason } = outcome;
    // What was evidence before stays so: a copy that can no longer be opened has still been there. Told anew, as nobody need wait for it.
    const isKnown = row.facts !== null;
    await update(
      transaction,
      council,
      id,
      isKnown ? { state: 'read', reason, evidence_seq: evidenceSeq } : { ...common, reason },
    );
    return isKnown ? { evidenceSeq, isSame: false } : nothing;
  }
  await update(transaction, council, id, {
    ...common,
    reason: '',
    message_id: outcome.messageId,
    facts: outcome.facts,
    links: JSON.stringify(outcome.links),
    not_examined: outcome.notExamined.length === 0 ? null : JSON.stringify(outcome.notExamined),
    facts_version: outcome.factsVersion,
    evidence_seq: evidenceSeq,
    sent_at: outcome.sentAt,
  });
  return { evidenceSeq, isSame: false };
}

export type KnownFacts = {
  evidenceSeq: number;
  mailbox: string;
  reference: string;
  messageId: string;
  facts: Uint8Array;
  links: string[];
  notExamined: { fileName: string; reason: string }[];
  /** It should have been opened in full, and cannot be. */
  isGivenUp: boolean;
};

/** In their order, a page at a time. `reference` is the id of the copy: it stays when the copy is found at another place. */
export async function* readEvidenceSince(
  connection: Kysely<Tables>,
  council: string,
  seq: number,
): AsyncGenerator<KnownFacts> {
  for (let from = seq; ; ) {
    const rows = await connection
      .selectFrom('copy')
      .select(['evidence_seq', 'mailbox', 'id', 'message_id', 'facts', 'links', 'not_examined', 'opening', 'reason'])
      .where('council', '=', council)
      .where('evidence_seq', '>', from)
      .orderBy('evidence_seq')
      .limit(rowsAPage)
      .execute();
    for (const { evidence_seq, mailbox, id, message_id, facts, links, not_examined, opening, reason } of rows) {
      if (evidence_seq === null) continue;
      from = evidence_seq;
      if (facts === null || message_id === null) continue;
      yield {
        evidenceSeq: evidence_seq,
        mailbox,
        reference: id,
        messageId: message_id,
        facts,
        links: JSON.parse(links ?? '[]'),
        notExamined: JSON.parse(not_examined ?? '[]'),
        isGivenUp: isGivenUp({ opening, reason }),
      };
    }
    if (rows.length < rowsAPage) return;
  }
}

/** It should have been opened in full, and could not be where it was found last. */
function isGivenUp({ opening, reason }: Pick<CopyRow, 'opening' | 'reason'>): boolean {
  return opening === 'all' && reason !== '';
}

/** These copies are to be opened in full; what is known of them stays in use until then. Returns the ids of those that were not asked for yet. */
export async function requestFullOpening(
  transaction: Transaction<Tables>,
  council: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const requested: string[] = [];
  for (let start = 0; start < wanted.length; start += idsPerStatement) {
    const rows = await transaction
      .updateTable('copy')
      .set({ opening: 'all', ...toBeRead })
      .where('council', '=', council)
      .where('id', 'in', wanted.slice(start, start + idsPerStatement))
      .where('opening', '=', 'gate')
      .returning('id')
      .execute();
    for (const { id } of rows) requested.push(id);
  }
  return requested;
}

/** Facts that were read with another program, roster or rules are to be read again. Delivered copies are gone: theirs stay as they are. */
export async function requestRereading(database: Database, council: string, factsVersion: string): Promise<number> {
  const { kysely } = database;
  let requested = 0;
  // In parts, between which others get on: SQLite writes each row anew, facts and all.
  for (;;) {
    const stale = kysely
      .selectFrom('copy')
      .select('id')
      .where('council', '=', council)
      .where('state', '=', 'read')
      .where(({ eb, or }) => or([eb('folder', '<>', deliveredFolder), eb('validity', '<>', '')]))
      // What could not be opened the last time would not be this time; what was forgotten is not to be learnt again.
      .where('reason', '=', '')
      .where('facts', 'is not', null)
      .where('facts_version', '<>', factsVersion)
      .limit(idsPerStatement);
    const { numUpdatedRows } = await kysely
      .updateTable('copy')
      .set(toBeRead)
      .where('council', '=', council)
      .where('id', 'in', stale)
      .executeTakeFirstOrThrow();
    requested += Number(numUpdatedRows);
    if (Number(numUpdatedRows) < idsPerStatement) return requested;
  }
}

/** How many copies still rest on another program, roster or rules, and wait to be read again. */
export async function countStale({ kysely }: Database, council: string, factsVersion: string): Promise<number> {
  const { count } = await kysely
    .selectFrom('copy')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('council', '=', council)
    .where('state', '=', 'waiting')
    .where('facts_version', '<>', factsVersion)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function readSame(
  transaction: Transaction<Tables>,
  { council, id, mailbox, folder, evidence_seq }: CopyRow,
  contentKey: string,
): Promise<Pick<CopyRow, 'id' | 'evidence_seq' | 'opening' | 'reason'> | null> {
  // It is the one that is known, and is read once more.
  if (evidence_seq !== null) return null;
  const row = await transaction
    .selectFrom('copy')
    .select(['id', 'evidence_seq', 'opening', 'reason'])
    .where('council', '=', council)
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .where('content_key', '=', contentKey)
    .where('id', '<>', id)
    // Also one that is just being read once more.
    .where(({ eb, or }) =>
      or([eb('state', 'in', ['read', 'left-aside', 'unreadable']), eb('evidence_seq', 'is not', null)]),
    )
    .orderBy('seen_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function update(
  transaction: Transaction<Tables>,
  council: string,
  id: string,
  values: Partial<CopyRow>,
): Promise<unknown> {
  return transaction.updateTable('copy').set(values).where('council', '=', council).where('id', '=', id).execute();
}
