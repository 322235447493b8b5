/** One council's flag log, open: the chain in the database, with the key of its flag ids. */

import { randomBytes as systemRandomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { type Database, openDatabase } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import type { Head } from './entry.ts';
import { FlagLogError, reportAsFlagLog } from './error.ts';
import type { EventDraft, LogEvent } from './events.ts';
import { keyPathOf, obtainKey } from './key-file.ts';
import type { LogState } from './known-chain.ts';
import type { SealedPlace } from './sealed.ts';
import { readCouncils, type StoredEntry } from './store.ts';
import { StoredFlagLog } from './stored-flag-log.ts';

export type FlagLogOptions = {
  /** Needs no key, and changes nothing. */
  readOnly?: boolean;
  /** For tests: salts, the chain's id and a new key come from here. */
  randomBytes?: (size: number) => Uint8Array;
} & (
  | {
      /** Of the SQLite file. The key lies beside it, at the same path with `.key` behind. */
      path: string;
      /** May be left out for reading a log that holds one council only. */
      councilId?: string;
    }
  /** Of an open database, which stays open when the log is disposed; `keyPath` is unused by `readOnly`. */
  | { database: Database; keyPath: string; councilId: string }
);

export type FlagLogPlan = { drafts: readonly EventDraft[]; erase?: readonly SealedPlace[] };

export interface FlagLog extends AsyncDisposable {
  readonly council: string;
  /** Null before the first entry. */
  head(): Promise<Head | null>;
  /** As they are stored, whether they verify or not. */
  readEntries(): Promise<StoredEntry[]>;
  /**
   * What the log says now. The first use reads and verifies the whole chain, later ones what stands behind the part that is known:
   * so one that was altered there before is noticed when it is next opened. Within a transaction also what that has added.
   * Throws FlagLogError where the log does not verify, or where it was cut off.
   */
  catchUp(connection?: Kysely<Tables>): Promise<LogState>;
  /**
   * Adds the events that `plan` drafts from the state of the log, in one transaction and all at the time `at`; opens the log
   * before its first event. Returns the new events: none for no drafts. Throws FlagLogError where the log does not verify.
   */
  append(at: Date, plan: (state: LogState) => FlagLogPlan): Promise<LogEvent[]>;
  /**
   * The same within `database.transact(council, …)` of the caller, so that flags and whatever goes with them are committed
   * together. Erases nothing: that takes an `append`.
   */
  appendWithin(transaction: Transaction<Tables>, at: Date, plan: (state: LogState) => FlagLogPlan): Promise<LogEvent[]>;
  /** The identity of the flag that this rule raises on this message. */
  computeId(rule: string, messageKey: string): string;
}

/** Whoever opens disposes: `await using log = await openFlagLog(…)`. Throws FlagLogError. */
export function openFlagLog(options: FlagLogOptions): Promise<FlagLog> {
  return reportAsFlagLog(async () => {
    const { readOnly = false } = options;
    if ('database' in options) return openWithin(options.database, options.keyPath, null, options);
    const address = { kind: 'sqlite' as const, path: options.path };
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await openDatabase(address, { readOnly }));
    const log = await openWithin(database, keyPathOf(options.path), database, options);
    stack.move();
    return log;
  });
}

/** `owned` is closed with the log. */
async function openWithin(
  database: Database,
  keyPath: string,
  owned: AsyncDisposable | null,
  { councilId, readOnly = false, randomBytes = systemRandomBytes }: FlagLogOptions,
): Promise<FlagLog> {
  const councils = await readCouncils(database.kysely);
  const council = councilId ?? chooseCouncil(councils);
  const key = readOnly ? null : obtainKey(keyPath, councils.length > 0, randomBytes);
  return new StoredFlagLog({ database, owned, council, key, randomBytes });
}

function chooseCouncil(councils: readonly string[]): string {
  const [council] = councils;
  if (council === undefined) throw new FlagLogError('no-log', 'The flag log has no entries yet.');
  if (councils.length > 1) {
    throw new FlagLogError('several-councils', 'The flag log holds several councils: say which with --council FILE.');
  }
  return council;
}
