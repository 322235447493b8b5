/** One council's audit in a process that keeps running: copies come in one at a time, and flags, notices and the log go out together. */

import { setImmediate } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Council, LocalDate } from '../council/council.ts';
import { buildRoster, localDate, type Roster } from '../council/roster.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import { type AuditParameters, planRound, readReasons } from '../flaglog/plan-audit.ts';
import { readCopyRow, registerDelivery } from '../intake/copy-register.ts';
import { countStale, recordReading, requestRereading } from '../intake/evidence-register.ts';
import { countMessages, readPeriod } from '../intake/health-register.ts';
import type { CopyRow, ReadOutcome } from '../intake/intake.ts';
import { isCaughtUp, noteSwept, readMailboxes } from '../intake/mailbox-register.ts';
import type { NoticePolicy } from '../notify/plan-notices.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { describeSettings } from './describe-settings.ts';
import {
  type JudgedCouncil,
  judgeKeys,
  nothingRecorded,
  type Recorded,
  recordJudgement,
  wouldChange,
} from './judge-within.ts';
import { KnownEvidence } from './known-evidence.ts';
import { type Delivery, LiveReader, type LiveReaderOptions } from './live-reader.ts';

export type CouncilAuditorOptions = Pick<LiveReaderOptions, 'fetcher' | 'limits' | 'auditFrom' | 'ownMail'> & {
  database: Database;
  log: FlagLog;
  council: Council;
  pack: Pack;
  /** Of the program: facts that another version read are read again. */
  program: string;
  /** `openedAt`: when the council's log was opened; null before its first entry. */
  policy: (openedAt: number | null) => NoticePolicy;
  now: () => number;
};

/** Which copy was read, and how far it was opened. */
type Reading = Pick<CopyRow, 'id' | 'opening'>;

/** Messages judged between two turns of the event loop while a mailbox is swept. */
const keysASlice = 25;

export class CouncilAuditor implements AsyncDisposable {
  readonly #options: CouncilAuditorOptions;
  readonly #roster: Roster;
  readonly #judged: JudgedCouncil;
  readonly #reader: LiveReader;
  readonly #parameters: Pick<AuditParameters, 'program' | 'configHash' | 'rosterHash' | 'protocol' | 'settings'>;
  #ready: Promise<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isCaughtUp = false;
  #hasStale = true;
  /** Of the program, the roster and the rules: what facts and flags rest on besides the mail. */
  readonly version: string;

  constructor(options: CouncilAuditorOptions) {
    const { council, pack, log, limits, program, fetcher, auditFrom, ownMail } = options;
    this.#options = options;
    this.#roster = buildRoster(council);
    const rules = effectiveRules(pack, council);
    const settings = describeSettings(council, pack, program);
    this.#judged = { log, known: new KnownEvidence(this.#roster), rules, protocol: pack.id, settings };
    const { configHash, rosterHash } = settings;
    this.#parameters = { program, configHash, rosterHash, protocol: pack, settings };
    this.version = [program, rosterHash.slice(0, 16), configHash.slice(0, 16)].join('.');
    const key = log.computeId('shingles', council.id);
    const [roster, version] = [this.#roster, this.version];
    this.#reader = new LiveReader({ council, roster, rules, key, limits, fetcher, auditFrom, ownMail, version });
  }

  /** Reads a copy that waits, and judges what it touches. Nothing where it no longer waits; rejects where it cannot be had now. */
  async auditCopy(id: string): Promise<Recorded> {
    const { database, council } = this.#options;
    const row = await readCopyRow(database, council.id, id);
    if (row === null || row.state !== 'waiting') return nothingRecorded;
    return this.#record(row, await this.#reader.readRow(row));
  }

  /** Resolves when facts and flags are durable: the server that delivers may then forget the message. */
  async receive(delivery: Delivery): Promise<Recorded> {
    const { council, now } = this.#options;
    const { contentKey, outcome } = await this.#reader.readDelivery(delivery);
    return this.#transact(async (transaction) => {
      const id = await registerDelivery(transaction, council.id, delivery.mailbox, contentKey, now());
      return id === null ? nothingRecorded : this.#recordWithin(transaction, { id, opening: 'all' }, outcome);
    });
  }

  /** Judges all messages of a mailbox anew: evidence counts in both directions of arrival, and time passes. */
  async sweep(mailbox: string, signal: AbortSignal): Promise<Recorded> {
    const { council, now } = this.#options;
    await this.#refreshStale();
    const { known } = this.#judged;
    await this.#transact((transaction) => known.catchUp(transaction));
    const [seq, day, generation] = [known.seq, this.#today(), known.generation];
    const all: Recorded = { events: [], notices: [], copies: [], errors: [] };
    const keys = known.evidence.keysOfMailbox(mailbox);
    for (let start = 0; start < keys.length; start += keysASlice) {
      if (signal.aborted) return all;
      const recorded = await this.#judgeSlice(keys.slice(start, start + keysASlice));
      for (const field of ['events', 'notices', 'copies', 'errors'] as const)
        (all[field] as unknown[]).push(...recorded[field]);
      await setImmediate();
    }
    // What was forgotten on the way was not judged: the mailbox stays due.
    if (known.generation !== generation) return all;
    await this.#transact(async (transaction) => {
      await noteSwept(transaction, council.id, mailbox, { seq, day, version: this.version, at: now() });
      await this.#noteRound(transaction, day);
    });
    return all;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reader[Symbol.asyncDispose]();
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
      mailboxes: await countMessages(transaction, council),
      health: mailboxes.map(({ mailbox, state, code }) => ({ mailbox, code: state === 'failing' ? code : null })),
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

function watchedMailboxes(council: Council): string[] {
  return council.mailboxes.map(({ id }) => id);
}
