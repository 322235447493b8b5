/** One council's flag log, open: the chain over a store, with the key of its flag ids. */

import { randomBytes as systemRandomBytes } from 'node:crypto';
import { type Head, parseEntry } from './entry.ts';
import { FlagLogError } from './error.ts';
import { buildEntries, type EventDraft, type LogEvent, openEvents } from './events.ts';
import { computeFlagId, computeKeyCheck } from './flag-key.ts';
import { createKey, keyPathOf, loadKey } from './key-file.ts';
import type { SealedPlace } from './sealed.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { FlagLogStore, StoredEntry } from './store.ts';
import { verifyChain } from './verify.ts';

export type FlagLogOptions = {
  /** Of the SQLite file. The key lies beside it, at the same path with `.key` behind. */
  path: string;
  /** May be left out for reading a log that holds one council only. */
  councilId?: string;
  /** Needs no key, and changes nothing. */
  readOnly?: boolean;
  /** For tests: salts, the chain's id and a new key come from here. */
  randomBytes?: (size: number) => Uint8Array;
};

export type FlagLogPlan = { drafts: readonly EventDraft[]; erase?: readonly SealedPlace[] };

export interface FlagLog extends AsyncDisposable {
  readonly council: string;
  /** Null before the first entry. */
  head(): Promise<Head | null>;
  readEntries(): Promise<StoredEntry[]>;
  /**
   * Adds the events that `plan` drafts from those there are, in one transaction and all at the time `at`; opens the log before
   * its first event. Returns the new entries: none for no drafts. Throws FlagLogError where the log does not verify.
   */
  append(at: Date, plan: (events: readonly LogEvent[]) => FlagLogPlan): Promise<StoredEntry[]>;
  /** The identity of the flag that this rule raises on this message. */
  computeId(rule: string, messageKey: string): string;
}

export const formatName = 'candour-flag-log/1';

const chainIdBytes = 16;

/** Whoever opens disposes: `await using log = await openFlagLog(…)`. Throws FlagLogError. */
export async function openFlagLog(options: FlagLogOptions): Promise<FlagLog> {
  const { path, readOnly = false, randomBytes = systemRandomBytes } = options;
  const store = openSqliteStore(path, { readOnly });
  try {
    const councils = await store.readCouncils();
    const council = options.councilId ?? chooseCouncil(councils);
    const key = readOnly ? null : obtainKey(keyPathOf(path), councils.length > 0, randomBytes);
    return new StoredFlagLog(store, council, key, randomBytes);
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

class StoredFlagLog implements FlagLog {
  readonly council: string;
  readonly #store: FlagLogStore;
  /** Null for reading only. */
  readonly #key: Uint8Array | null;
  readonly #randomBytes: (size: number) => Uint8Array;

  constructor(store: FlagLogStore, council: string, key: Uint8Array | null, randomBytes: (size: number) => Uint8Array) {
    this.#store = store;
    this.council = council;
    this.#key = key;
    this.#randomBytes = randomBytes;
  }

  head(): Promise<Head | null> {
    return this.#store.readHead(this.council);
  }

  readEntries(): Promise<StoredEntry[]> {
    return this.#store.readEntries(this.council);
  }

  async append(at: Date, plan: (events: readonly LogEvent[]) => FlagLogPlan): Promise<StoredEntry[]> {
    const key = this.#requireKey();
    let added: StoredEntry[] = [];
    await this.#store.append(this.council, (history) => {
      // What is built on an altered log would look as good as the rest.
      requireVerified(history, true);
      checkKeyOf(history, key);
      const { drafts, erase = [] } = plan(openEvents(history));
      added = drafts.length === 0 ? [] : this.#buildEntries(history, drafts, at, key);
      // An entry that does not verify could never be taken back.
      requireVerified([...history.slice(-1), ...added], history.length === 0);
      return { entries: added, erase };
    });
    return added;
  }

  computeId(rule: string, messageKey: string): string {
    return computeFlagId(this.#requireKey(), this.council, rule, messageKey);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(this.#store[Symbol.asyncDispose]());
  }

  #buildEntries(
    history: readonly StoredEntry[],
    drafts: readonly EventDraft[],
    at: Date,
    key: Uint8Array,
  ): StoredEntry[] {
    const last = history.at(-1);
    if (last !== undefined) {
      const place = { chain: readChain(last), council: this.council, head: { seq: last.seq, hash: last.hash } };
      return buildEntries(drafts, at, place, this.#randomBytes);
    }
    const chain = Buffer.from(this.#randomBytes(chainIdBytes)).toString('hex');
    const opened = {
      type: 'log-opened',
      data: { format: formatName, keyCheck: computeKeyCheck(key, chain) },
      sealed: {},
    };
    return buildEntries([opened, ...drafts], at, { chain, council: this.council, head: null }, this.#randomBytes);
  }

  #requireKey(): Uint8Array {
    if (this.#key === null) throw new FlagLogError('read-only', 'The flag log was opened for reading only.');
    return this.#key;
  }
}

function obtainKey(path: string, hasEntries: boolean, randomBytes: (size: number) => Uint8Array): Uint8Array {
  const key = loadKey(path);
  if (key !== null) return key;
  // A new key would give every flag a second identity, and withdraw the first.
  if (hasEntries) {
    const message =
      'The key of the flag log is missing, so nothing was written: restore the .key file beside it from a backup.';
    throw new FlagLogError('key-missing', message);
  }
  return createKey(path, randomBytes);
}

function chooseCouncil(councils: readonly string[]): string {
  const [council] = councils;
  if (council === undefined) throw new FlagLogError('no-log', 'The flag log has no entries yet.');
  if (councils.length > 1) {
    throw new FlagLogError('several-councils', 'The flag log holds several councils: say which with --council FILE.');
  }
  return council;
}

function requireVerified(entries: readonly StoredEntry[], beginsAtFirst: boolean): void {
  const verified = verifyChain(entries, { beginsAtFirst, endsAtNewest: beginsAtFirst });
  if (verified.ok) return;
  const where = verified.seq === null ? '' : ` at entry ${verified.seq}`;
  const message = `The flag log does not verify${where}, so nothing was written: candour verify says more.`;
  throw new FlagLogError('log-unverified', message, { fields: { seq: verified.seq ?? 0, reason: verified.code } });
}

function checkKeyOf(history: readonly StoredEntry[], key: Uint8Array): void {
  const [first] = history;
  const parsed = first === undefined ? undefined : parseEntry(first.bytes);
  if (parsed?.kind !== 'entry') return;
  const { chain, data } = parsed.entry;
  if (data.keyCheck === computeKeyCheck(key, chain)) return;
  const message =
    'The key beside the flag log is not the one it was made with, so nothing was written: restore the right .key file.';
  throw new FlagLogError('key-wrong', message);
}

function readChain(link: StoredEntry): string {
  const parsed = parseEntry(link.bytes);
  if (parsed.kind !== 'entry') throw new TypeError(`Entry ${link.seq} of the flag log cannot be read.`);
  return parsed.entry.chain;
}
