/** Runs a watcher against a server of a test, and remembers what it reported. */

import { vi } from 'vitest';
import type { ImapError } from '../../../src/sources/imap/imap-error.ts';
import { type WatchOptions, watchImapMailbox } from '../../../src/sources/imap/watch-imap-mailbox.ts';
import type { FolderCursor, FolderListing, WatchReport } from '../../../src/sources/watch-report.ts';

export type Seen = { folder: string; validity: string; reference: string; isSent: boolean };

/** Retries within milliseconds. */
export const quickRetries = {
  retry: { firstMs: 20, longestMs: 200 },
  signInRetry: { firstMs: 300, longestMs: 600 },
};

/** What the database would hold. */
export class WatchRecorder {
  readonly cursors = new Map<string, FolderCursor>();
  readonly listings: FolderListing[] = [];
  readonly states: { state: string; code: string; reason: string }[] = [];
  readonly errors: ImapError[] = [];
  syncs = 0;
  /** Set to make the next report fail. */
  failure: Error | null = null;

  readonly report: WatchReport = {
    readCursor: async (folder) => this.cursors.get(folder) ?? null,
    onListing: async (listing) => {
      const { failure } = this;
      this.failure = null;
      if (failure) throw failure;
      this.listings.push(listing);
      if (listing.cursor) this.cursors.set(listing.folder, listing.cursor);
    },
    onState: async (state, code, reason) => void this.states.push({ state, code, reason }),
    onSynced: async () => {
      this.syncs += 1;
    },
  };

  get seen(): Seen[] {
    return this.listings.flatMap(({ folder, isSent, found }) => found.map((each) => ({ ...each, folder, isSent })));
  }

  seenIn(folder: string): string[] {
    return this.seen.filter((each) => each.folder === folder).map(({ reference }) => reference);
  }

  get state(): string {
    return this.states.at(-1)?.state ?? '';
  }

  get codes(): string[] {
    return this.states.filter(({ state }) => state === 'failing').map(({ code }) => code);
  }

  async until(check: () => unknown): Promise<void> {
    await vi.waitFor(
      () => {
        if (!check()) throw new Error(`Not so: ${JSON.stringify({ states: this.states, seen: this.seen.slice(-5) })}`);
      },
      { timeout: 30_000, interval: 10 },
    );
  }
}

export type RunningWatch = AsyncDisposable & { recorder: WatchRecorder; ended: Promise<void>; stop(): void };

export function startWatch(
  options: Pick<WatchOptions, 'settings'> & Partial<WatchOptions>,
  recorder = new WatchRecorder(),
): RunningWatch {
  const stop = new AbortController();
  const ended = watchImapMailbox({
    mailbox: 'clerk',
    auditFrom: null,
    timezone: 'Europe/London',
    report: recorder.report,
    // Long enough that only IDLE can have been it.
    pollMs: 30_000,
    deadlineMs: 5_000,
    retryTimes: quickRetries,
    signal: stop.signal,
    onError: (error) => recorder.errors.push(error),
    ...options,
  });
  ended.catch(() => undefined);
  return {
    recorder,
    ended,
    stop: () => stop.abort(),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended;
    },
  };
}
