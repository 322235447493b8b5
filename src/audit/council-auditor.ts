/** One council's audit in a process that keeps running: copies come in one at a time, and flags, notices and the log go out together. */

import { setImmediate } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Council, LocalDate } from '../council/council.ts';
import { buildRoster, localDate, type Roster } from '../council/roster.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { unpackFacts } from '../evidence/packed-facts.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import { type AuditParameters, planRound, readReasons } from '../flaglog/plan-audit.ts';
import { computeCopyId, deliveredFolder } from '../intake/copy-id.ts';
import { readCopyRow, registerDelivery } from '../intake/copy-register.ts';
import { countStale, recordReading, requestRereading } from '../intake/evidence-register.ts';
import { countMessages, readPeriod } from '../intake/health-register.ts';
import type { CopyRow, ReadOutcome } from '../intake/intake.ts';
import { isCaughtUp, noteSwept, readMailboxes } from '../intake/mailbox-register.ts';
import { fieldValue, readHeaderSection } from '../mail/header-fields.ts';
import type { Limits } from '../mail/message.ts';
import { isOwnMail } from '../mail/own-mail.ts';
import type { NoticePolicy } from '../notify/plan-notices.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { computeContentKey } from '../sources/content-key.ts';
import type { CopyFetcher } from './copy-fetcher.ts';
import {
  type JudgedCouncil,
  judgeKeys,
  nothingRecorded,
  type Recorded,
  recordJudgement,
  wouldChange,
} from './judge-within.ts';
import { KnownEvidence } from './known-evidence.ts';
import { CopyReader } from './read-copy-facts.ts';
import { ReaderPool } from './reader-pool.ts';
import type { PackedAnswer } from './reader-thread.ts';
import { hashConfiguration, hashRoster } from './settings-hash.ts';

export type CouncilAuditorOptions = {
  database: Database;
  log: FlagLog;
  council: Council;
  pack: Pack;
  fetcher: CopyFetcher;
  limits: Limits;
  /** Of the program: facts that another version read are read again. */
  program: string;
  /** Mail before this local day is left aside; null: none is. */
  auditFrom: LocalDate | null;
  /** `openedAt`: when the council's log was opened; null before its first entry. */
  policy: (openedAt: number | null) => NoticePolicy;
  /** Candour's own mail is never audited: the address it sends from, and whether the outbox knows a notice with this Message-ID. */
  ownMail: { address: string; isSent: (messageId: string) => Promise<boolean> };
  now: () => number;
};

/** What a mail server handed over. `envelope`: who was to receive the message, where the server told it (grade A). */
export type Delivery = { mailbox: string; envelope: { from: string; to: string[] } | null; bytes: Uint8Array };

/** Which copy was read, and how far it was opened. */
type Reading = Pick<CopyRow, 'id' | 'opening'>;

/** Messages judged between two turns of the event loop while a mailbox is swept. */
const keysASlice = 25;
const readerThreads = 2;

export class CouncilAuditor implements AsyncDisposable {
  readonly #options: CouncilAuditorOptions;
  readonly #roster: Roster;
  readonly #judged: JudgedCouncil;
  readonly #gate: CopyReader;
  readonly #key: string;
  readonly #parameters: Pick<AuditParameters, 'program' | 'configHash' | 'rosterHash' | 'protocol'>;
  #pool: ReaderPool | null = null;
  #ready: Promise<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isCaughtUp = false;
  #hasStale = true;
  /** Of the program, the roster and the rules: what facts and flags rest on besides the mail. */
  readonly version: string;

  constructor(options: CouncilAuditorOptions) {
    const { council, pack, log, limits, program } = options;
    this.#options = options;
    this.#roster = buildRoster(council);
    const rules = effectiveRules(pack, council);
    this.#key = log.computeId('shingles', council.id);
    this.#judged = { log, known: new KnownEvidence(this.#roster), rules, protocol: pack.id };
    this.#gate = new CopyReader(this.#roster, rules, this.#key, limits);
    const [configHash, rosterHash] = [hashConfiguration(council, pack), hashRoster(council)];
    this.#parameters = { program, configHash, rosterHash, protocol: pack };
    this.version = [program, rosterHash.slice(0, 16), configHash.slice(0, 16)].join('.');
  }

  /** Reads a copy that waits, and judges what it touches. Nothing where it no longer waits; rejects where it cannot be had now. */
  async auditCopy(id: string): Promise<Recorded> {
    const { database, council, fetcher } = this.#options;
    const row = await readCopyRow(database, council.id, id);
    if (row === null || row.state !== 'waiting') return nothingRecorded;
    const place = placeOf(row);
    const choose = (header: Uint8Array) =>
      row.opening === 'all' ? Promise.resolve('all' as const) : this.#gate.needOfHeader(place, header);
    const fetched = await fetcher.fetch(row, choose);
    if (fetched.kind !== 'copy')
      return this.#record(row, { state: fetched.kind, reason: fetched.reason, contentKey: null });
    if (await this.#isOwnNotice(fetched.bytes)) {
      const reason = 'A notice of Candour itself.';
      return this.#record(row, { state: 'left-aside', reason, contentKey: fetched.contentKey });
    }
    const answer = await this.#read({ ...place, kind: 'copy', bytes: fetched.bytes }, row.opening);
    return this.#record(row, this.#outcomeOf(answer, fetched.contentKey));
  }

  /** Resolves when facts and flags are durable: the server that delivers may then forget the message. */
  async receive({ mailbox, envelope, bytes }: Delivery): Promise<Recorded> {
    const { council, now } = this.#options;
    const contentKey = computeContentKey(bytes, bytes.byteLength);
    const sighting = { mailbox, folder: deliveredFolder, validity: '', reference: contentKey };
    const reference = computeCopyId(council.id, sighting);
    const place = { mailboxId: mailbox, folder: deliveredFolder, reference, isSent: false };
    const copy = { ...place, kind: 'copy' as const, bytes, ...(envelope === null ? {} : { envelope }) };
    const answer = await this.#read(copy, 'all');
    const outcome = this.#outcomeOf(answer, contentKey);
    return this.#transact(async (transaction) => {
      const id = await registerDelivery(transaction, council.id, mailbox, contentKey, now());
      return id === null ? nothingRecorded : this.#recordWithin(transaction, { id, opening: 'all' }, outcome);
    });
  }

  /** Judges all messages of a mailbox anew: evidence counts in both directions of arrival, and time passes. */
  async sweep(mailbox: string, signal: AbortSignal): Promise<Recorded> {
    const { council, now } = this.#options;
    await this.#refreshStale();
    const { known } = this.#judged;
    await this.#transact((transaction) => known.catchUp(transaction));
    const [seq, day] = [known.seq, this.#today()];
    const all: Recorded = { events: [], notices: [], copies: [], errors: [] };
    const keys = known.evidence.keysOfMailbox(mailbox);
    for (let start = 0; start < keys.length; start += keysASlice) {
      if (signal.aborted) return all;
      const recorded = await this.#judgeSlice(keys.slice(start, start + keysASlice));
      for (const field of ['events', 'notices', 'copies', 'errors'] as const)
        (all[field] as unknown[]).push(...recorded[field]);
      await setImmediate();
    }
    await this.#transact(async (transaction) => {
      await noteSwept(transaction, council.id, mailbox, { seq, day, version: this.version, at: now() });
      await this.#noteRound(transaction, day);
    });
    return all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.[Symbol.asyncDispose]();
    this.#pool = null;
    await this.#options.fetcher[Symbol.asyncDispose]();
  }

  /** When every mailbox has been judged today, the log says so, with what was examined: an auditor asks how much of the mail was read. */
  async #noteRound(transaction: Transaction<Tables>, day: LocalDate): Promise<void> {
    const { council, now } = this.#options;
    const mailboxes = await readMailboxes(transaction, council.id);
    const isRound = mailboxes.every(
      ({ swept_day, swept_version, state }) =>
        (swept_day === day && swept_version === this.version) || state === 'failing',
    );
    if (!isRound) return;
    const { log } = this.#judged;
    const { from, to } = await readPeriod(transaction, council.id);
    const dayOf = (at: number | null): LocalDate | null =>
      at === null ? null : localDate(new Date(at), council.timezone);
    const audit = {
      ...this.#parameters,
      from: dayOf(from),
      to: dayOf(to),
      mailboxes: await countMessages(transaction, council.id),
    };
    const complete = this.#isComplete() && mailboxes.every(({ state }) => state !== 'failing');
    const record = { complete, roster: this.#roster, audit };
    await log.appendWithin(transaction, new Date(now()), (state) => ({ drafts: planRound(state, record, day) }));
  }

  /** Most messages stand as they stood: those need no transaction. */
  async #judgeSlice(keys: string[]): Promise<Recorded> {
    const judgement = judgeKeys(this.#judged, keys, this.#today());
    const { log } = this.#judged;
    const { flags } = await log.catchUp(this.#options.database.kysely);
    if (!wouldChange(this.#judged, judgement, flags, this.#isComplete()))
      return { ...nothingRecorded, errors: judgement.errors };
    return this.#transact((transaction) => this.#judgeWithin(transaction, keys));
  }

  #record(row: Reading, outcome: ReadOutcome): Promise<Recorded> {
    return this.#transact((transaction) => this.#recordWithin(transaction, row, outcome));
  }

  async #recordWithin(
    transaction: Transaction<Tables>,
    { id, opening }: Reading,
    outcome: ReadOutcome,
  ): Promise<Recorded> {
    const { council, now } = this.#options;
    const { evidenceSeq, isSame } = await recordReading(transaction, council.id, id, outcome, now(), opening);
    if (outcome.state !== 'read' || isSame || evidenceSeq === null) return nothingRecorded;
    // While the first run still reads, half of the evidence would accuse people: the sweep judges when all of it is there.
    this.#isCaughtUp ||= await isCaughtUp(transaction, council.id, watchedMailboxes(council));
    if (!this.#isCaughtUp) return nothingRecorded;
    return this.#judgeWithin(transaction, null, outcome.messageId);
  }

  async #judgeWithin(
    transaction: Transaction<Tables>,
    keys: readonly string[] | null,
    messageId = '',
  ): Promise<Recorded> {
    const { now, policy } = this.#options;
    const { known, log } = this.#judged;
    await known.catchUp(transaction);
    const { events } = await log.catchUp(transaction);
    const judgement = judgeKeys(this.#judged, keys ?? this.#touchedBy(messageId), this.#today());
    const reasons = readReasons(events, this.#parameters);
    return recordJudgement(transaction, this.#judged, judgement, {
      at: now(),
      complete: this.#isComplete(),
      reasons,
      policy: policy(events[0] === undefined ? null : Date.parse(events[0].entry.time)),
    });
  }

  #touchedBy(messageId: string): Set<string> {
    const { evidence, lineage } = this.#judged.known;
    return new Set([messageId, ...evidence.neighbourhoodOf(messageId), ...lineage.dependingOn(messageId)]);
  }

  /** One at a time: a transaction must not begin on what another one, which failed, has left in memory. */
  #transact<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(() => this.#transactAlone(work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What was learnt within a transaction that failed has to be learnt again. */
  async #transactAlone<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    const { database, council } = this.#options;
    try {
      this.#ready ??= this.#prepare();
      await this.#ready;
      return await database.transact(council.id, work);
    } catch (error) {
      this.#judged.known.forget();
      this.#ready = null;
      throw error;
    }
  }

  /** What takes seconds at a large council is done once, and while nobody waits for the council's lock. */
  async #prepare(): Promise<void> {
    const { known, log } = this.#judged;
    const { kysely } = this.#options.database;
    await log.catchUp(kysely);
    await known.catchUp(kysely);
    known.lineage.allToHear();
  }

  async #read(copy: Parameters<ReaderPool['readOne']>[0], opening: 'gate' | 'all'): Promise<PackedAnswer> {
    const { council, limits } = this.#options;
    this.#pool ??= new ReaderPool({ council, rules: this.#judged.rules, key: this.#key, limits }, readerThreads);
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
      factsVersion: this.version,
      contentKey,
      sentAt: envelope.date?.getTime() ?? null,
    };
  }

  /** Facts that rest on another roster, other rules or another program cannot tell that a flag no longer stands. */
  #isComplete(): boolean {
    return !this.#hasStale;
  }

  async #refreshStale(): Promise<void> {
    if (!this.#hasStale) return;
    const { database, council } = this.#options;
    await requestRereading(database, council.id, this.version);
    this.#hasStale = (await countStale(database, council.id, this.version)) > 0;
  }

  #today(): LocalDate {
    return localDate(new Date(this.#options.now()), this.#options.council.timezone);
  }
}

/** Evidence knows a copy by the id of its row, which stays when it is found at another place. */
function placeOf({ mailbox, folder, id, is_sent }: CopyRow) {
  return { mailboxId: mailbox, folder, reference: id, isSent: is_sent === 1 };
}

function watchedMailboxes(council: Council): string[] {
  return council.mailboxes.map(({ id }) => id);
}
