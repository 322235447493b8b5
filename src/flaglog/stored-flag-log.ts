/** A flag log over the database: what is known of the chain, caught up and added to. */

import { setImmediate } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { holdsCouncil } from '../database/database.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { type Head, parseEntry } from './entry.ts';
import { FlagLogError, reportAsFlagLog } from './error.ts';
import { buildEntries, type EventDraft, type LogEvent, openEvents } from './events.ts';
import { computeFlagId, computeKeyCheck } from './flag-key.ts';
import type { FlagLog, FlagLogPlan } from './flag-log.ts';
import { KnownChain, type LogState, requireVerified } from './known-chain.ts';
import type { SealedPlace } from './sealed.ts';
import { addEntries, emptyErased, readChain, readHead, readRange, type StoredEntry } from './store.ts';

export const formatName = 'candour-flag-log/1';

export type StoredFlagLogOptions = {
  database: Database;
  /** Closed with the log. */
  owned: AsyncDisposable | null;
  council: string;
  /** Null for reading only. */
  key: Uint8Array | null;
  randomBytes: (size: number) => Uint8Array;
};

const chainIdBytes = 16;
/** Verifying goes on for some milliseconds a page, during which the process does nothing else. */
const entriesAPage = 50;

type CaughtUp = { state: LogState; last: StoredEntry | null };

/**
 * The first entry that a transaction has added and not committed. Nobody may take it over from within: what is rolled back was
 * never there.
 */
const uncommitted = new WeakMap<object, Map<string, number>>();

export class StoredFlagLog implements FlagLog {
  readonly council: string;
  readonly #options: StoredFlagLogOptions;
  readonly #known: KnownChain;

  constructor(options: StoredFlagLogOptions) {
    this.council = options.council;
    this.#options = options;
    this.#known = new KnownChain(options.council);
  }

  head(): Promise<Head | null> {
    return reportAsFlagLog(() => readHead(this.#options.database.kysely, this.council));
  }

  readEntries(): Promise<StoredEntry[]> {
    return reportAsFlagLog(() => readChain(this.#options.database, this.council));
  }

  async catchUp(connection: Kysely<Tables> = this.#options.database.kysely): Promise<LogState> {
    return (await reportAsFlagLog(() => this.#catchUp(connection))).state;
  }

  async append(at: Date, plan: (state: LogState) => FlagLogPlan): Promise<LogEvent[]> {
    const key = this.#requireKey();
    const { database } = this.#options;
    return reportAsFlagLog(async () => {
      let erase: readonly SealedPlace[] = [];
      const added = await database.transact(this.council, (transaction) =>
        this.#append(transaction, key, at, (state) => {
          const planned = plan(state);
          erase = planned.erase ?? [];
          return planned;
        }),
      );
      if (erase.length > 0) await emptyErased(database);
      return added;
    });
  }

  async appendWithin(
    transaction: Transaction<Tables>,
    at: Date,
    plan: (state: LogState) => FlagLogPlan,
  ): Promise<LogEvent[]> {
    const key = this.#requireKey();
    if (!holdsCouncil(transaction, this.council)) {
      throw new TypeError('The flag log is written in a transaction that holds the lock of its council.');
    }
    return reportAsFlagLog(() =>
      this.#append(transaction, key, at, (state) => {
        const planned = plan(state);
        if ((planned.erase ?? []).length === 0) return planned;
        throw new TypeError('Sealed items are erased in a transaction of their own.');
      }),
    );
  }

  computeId(rule: string, messageKey: string): string {
    return computeFlagId(this.#requireKey(), this.council, rule, messageKey);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#options.owned?.[Symbol.asyncDispose]();
  }

  async #append(
    transaction: Transaction<Tables>,
    key: Uint8Array,
    at: Date,
    plan: (state: LogState) => FlagLogPlan,
  ): Promise<LogEvent[]> {
    // What is built on an altered log would look as good as the rest.
    const { state, last } = await this.#catchUp(transaction);
    requireKeyOf(state, key);
    const { drafts, erase = [] } = plan(state);
    const entries = drafts.length === 0 ? [] : this.#buildEntries(last, drafts, at, key);
    const [first] = entries;
    if (first === undefined && erase.length === 0) return [];
    // An entry that does not verify could never be taken back.
    requireVerified(last, entries);
    if (first !== undefined) noteUncommitted(transaction, this.council, first.seq);
    await addEntries(transaction, this.council, { entries, erase });
    return openEvents(entries);
  }

  /** Verifying and taking over follow each other without a wait, so that several of these may run at the same time. */
  async #catchUp(connection: Kysely<Tables>): Promise<CaughtUp> {
    const known = this.#known;
    const below = uncommitted.get(connection)?.get(this.council) ?? null;
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst) await setImmediate();
      const { head } = known;
      // Of the head itself only the place in the chain is looked at again.
      const range = { from: head?.seq ?? 1, sealedFrom: (head?.seq ?? 0) + 1, below, limit: entriesAPage };
      const links = await readRange(connection, this.council, range);
      known.requireHead(head, links);
      known.adopt(links.filter(({ seq }) => seq > (known.head?.seq ?? 0)));
      // Between reading an entry and its sealed items somebody may have erased some, and recorded it behind.
      const hasMore = links.length === entriesAPage || (known.hasUnrecorded && links.at(-1)?.seq !== head?.seq);
      if (!hasMore) break;
    }
    known.requireRecorded();
    if (below === null) return { state: known, last: known.last };
    const added = await readRange(connection, this.council, { from: below });
    return { state: known.with(added), last: added.at(-1) ?? known.last };
  }

  #buildEntries(last: StoredEntry | null, drafts: readonly EventDraft[], at: Date, key: Uint8Array): StoredEntry[] {
    const { randomBytes } = this.#options;
    if (last !== null) {
      const place = { chain: readChainId(last), council: this.council, head: { seq: last.seq, hash: last.hash } };
      return buildEntries(drafts, at, place, randomBytes);
    }
    const chain = Buffer.from(randomBytes(chainIdBytes)).toString('hex');
    const opened = {
      type: 'log-opened',
      data: { format: formatName, keyCheck: computeKeyCheck(key, chain) },
      sealed: {},
    };
    return buildEntries([opened, ...drafts], at, { chain, council: this.council, head: null }, randomBytes);
  }

  #requireKey(): Uint8Array {
    const { key } = this.#options;
    if (key === null) throw new FlagLogError('read-only', 'The flag log was opened for reading only.');
    return key;
  }
}

function noteUncommitted(transaction: Transaction<Tables>, council: string, seq: number): void {
  const places = uncommitted.get(transaction) ?? new Map<string, number>();
  uncommitted.set(transaction, places);
  if (!places.has(council)) places.set(council, seq);
}

function requireKeyOf({ events }: LogState, key: Uint8Array): void {
  const [first] = events;
  if (first === undefined) return;
  const { chain, data } = first.entry;
  if (data.keyCheck === computeKeyCheck(key, chain)) return;
  const message =
    'The key beside the flag log is not the one it was made with, so nothing was written: restore the right .key file.';
  throw new FlagLogError('key-wrong', message);
}

function readChainId(link: StoredEntry): string {
  const parsed = parseEntry(link.bytes);
  if (parsed.kind !== 'entry') throw new TypeError(`Entry ${link.seq} of the flag log cannot be read.`);
  return parsed.entry.chain;
}
