/** Reads copies one at a time for a running audit: fetched as far as needed, in reader threads, and what is no evidence left aside. */

import type { Council, LocalDate } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import { unpackFacts } from '../evidence/packed-facts.ts';
import { computeCopyId, deliveredFolder } from '../intake/copy-id.ts';
import type { CopyRow, ReadOutcome } from '../intake/intake.ts';
import { fieldValue, readHeaderSection } from '../mail/header-fields.ts';
import type { Limits } from '../mail/message.ts';
import { isOwnMail } from '../mail/own-mail.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import { computeContentKey } from '../sources/content-key.ts';
import { ImapError } from '../sources/imap/imap-error.ts';
import type { CopyFetcher } from './copy-fetcher.ts';
import { CopyReader } from './read-copy-facts.ts';
import { ReaderPool } from './reader-pool.ts';
import type { PackedAnswer } from './reader-thread.ts';

/** What a mail server handed over. `envelope`: who was to receive the message, where the server told it (grade A). */
export type Delivery = { mailbox: string; envelope: { from: string; to: string[] } | null; bytes: Uint8Array };

export type LiveReaderOptions = {
  council: Council;
  roster: Roster;
  rules: EffectiveRule[];
  /** The secret under which text is hashed; see evidence/shingles.ts. */
  key: string;
  limits: Limits;
  fetcher: CopyFetcher;
  /** Mail before this local day is left aside; null: none is. */
  auditFrom: LocalDate | null;
  /** Candour's own mail is never audited: the address it sends from, and whether the outbox knows a notice with this Message-ID. */
  ownMail: { address: string; isSent: (messageId: string) => Promise<boolean> };
  version: string;
};

const readerThreads = 2;
/** A server that was killed may for a while not show what it listed before: so often it is asked again, each time later. */
const looksBeforeGone = 2;

export class LiveReader implements AsyncDisposable {
  readonly #options: LiveReaderOptions;
  readonly #gate: CopyReader;
  #pool: ReaderPool | null = null;

  constructor(options: LiveReaderOptions) {
    this.#options = options;
    this.#gate = new CopyReader(options.roster, options.rules, options.key, options.limits);
  }

  /** Rejects where the copy cannot be had now. */
  async readRow(row: CopyRow): Promise<ReadOutcome> {
    // Evidence knows a copy by the id of its row, which stays when it is found at another place.
    const place = { mailboxId: row.mailbox, folder: row.folder, reference: row.id, isSent: row.is_sent === 1 };
    const choose = (header: Uint8Array) =>
      row.opening === 'all' ? Promise.resolve('all' as const) : this.#gate.needOfHeader(place, header);
    const fetched = await this.#options.fetcher.fetch(row, choose);
    if (fetched.kind === 'gone' && fetched.isUnsure === true && row.attempts < looksBeforeGone) throw missingForNow();
    if (fetched.kind !== 'copy') return { state: fetched.kind, reason: fetched.reason, contentKey: null };
    const { bytes, contentKey } = fetched;
    if (await this.#isOwnNotice(bytes))
      return { state: 'left-aside', reason: 'A notice of Candour itself.', contentKey };
    return this.#outcomeOf(await this.#read({ ...place, kind: 'copy', bytes }, row.opening), contentKey);
  }

  /** Opened in full at once: it cannot be fetched again. */
  async readDelivery({ mailbox, envelope, bytes }: Delivery): Promise<{ contentKey: string; outcome: ReadOutcome }> {
    const contentKey = computeContentKey(bytes, bytes.byteLength);
    const sighting = { mailbox, folder: deliveredFolder, validity: '', reference: contentKey };
    const reference = computeCopyId(this.#options.council.id, sighting);
    const place = { mailboxId: mailbox, folder: deliveredFolder, reference, isSent: false };
    const copy = { ...place, kind: 'copy' as const, bytes, ...(envelope === null ? {} : { envelope }) };
    return { contentKey, outcome: this.#outcomeOf(await this.#read(copy, 'all'), contentKey) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.[Symbol.asyncDispose]();
    this.#pool = null;
    await this.#options.fetcher[Symbol.asyncDispose]();
  }

  #read(copy: Parameters<ReaderPool['readOne']>[0], opening: 'gate' | 'all'): Promise<PackedAnswer> {
    const { council, rules, key, limits } = this.#options;
    this.#pool ??= new ReaderPool({ council, rules, key, limits }, readerThreads);
    return this.#pool.readOne(copy, opening);
  }

  async #isOwnNotice(bytes: Uint8Array): Promise<boolean> {
    const { address, isSent } = this.#options.ownMail;
    const { fields } = readHeaderSection(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
    // Anybody can write the header; it is only the cheaper question.
    if (!isOwnMail(fields, { address, isSent: () => true })) return false;
    return isSent(fieldValue(fields, 'message-id'));
  }

  #outcomeOf(answer: PackedAnswer, contentKey: string): ReadOutcome {
    if (answer.kind !== 'facts') return { state: answer.kind, reason: answer.reason, contentKey };
    const { messageId, bytes, links, notExamined } = answer.packed;
    const { envelope } = unpackFacts(answer.packed).message;
    const { auditFrom, council } = this.#options;
    const isOld =
      auditFrom !== null && envelope.date !== null && localDate(envelope.date, council.timezone) < auditFrom;
    if (isOld) return { state: 'left-aside', reason: 'From before the day from which mail is audited.', contentKey };
    return {
      state: 'read',
      messageId,
      facts: bytes,
      links,
      notExamined,
      factsVersion: this.#options.version,
      contentKey,
      sentAt: envelope.date?.getTime() ?? null,
    };
  }
}

/** Not a temporary one: it counts as an attempt, so that it comes to an end. */
function missingForNow(): ImapError {
  const message =
    'The server does not show a message that it had listed; Candour asks again before it takes it for gone.';
  return new ImapError('missing-message', message, { temporary: false });
}
