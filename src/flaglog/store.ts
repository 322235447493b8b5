/** What a database must do for the flag log. SQLite does it today; test/flaglog/store-contract.ts holds each one to it. */

import type { Head } from './entry.ts';
import type { SealedItem, SealedPlace } from './sealed.ts';

/** An entry as it lies in a store or an export: its own claims of place and hash, to be checked against the bytes. */
export type StoredEntry = { seq: number; hash: string; bytes: Uint8Array; sealed: readonly SealedItem[] };

/** What one transaction adds to a chain, and which sealed items it erases. */
export type Addition = { entries: readonly StoredEntry[]; erase: readonly SealedPlace[] };

export interface FlagLogStore extends AsyncDisposable {
  readCouncils(): Promise<string[]>;
  readHead(council: string): Promise<Head | null>;
  /** In the order of the chain, as of one moment. */
  readEntries(council: string): Promise<StoredEntry[]>;
  /**
   * Reads the chain, asks `plan` what to add and adds it, all or nothing, durably, and with nobody else appending in between.
   * What is erased leaves the files of the database too.
   */
  append(council: string, plan: (history: readonly StoredEntry[]) => Addition): Promise<void>;
}
