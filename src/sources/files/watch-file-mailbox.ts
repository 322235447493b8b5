/** Watches a file mailbox: told by the file system where it can, and by looking again from time to time in any case. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Mailbox } from '../../council/council.ts';
import { SourceError } from '../source-error.ts';
import type { FolderListing, WatchReport } from '../watch-report.ts';
import { FolderNews } from './folder-news.ts';
import { listFileMailbox, type MboxCache } from './list-file-mailbox.ts';

export type FileWatchOptions = {
  mailbox: Mailbox;
  report: WatchReport;
  /** What is registered of a folder already: `validity`, NUL, `reference`. */
  known: (folder: string) => Promise<ReadonlySet<string>>;
  /** At the most often; a mailbox that takes long to list is listed less often. */
  rescanMs: number;
  signal: AbortSignal;
  /** Once for each change of what is wrong. */
  onError: (error: SourceError) => void;
};

/** What was written in several steps is listed once. */
const debounceMs = 150;
const settleMs = 600;
/** Without any news, listing may take at most this share of the time. */
const restAWork = 20;
/** A first run waits for what is still being written, so that all of it counts as having been there; but not for ever. */
const longestSettlingMs = 10_000;
/** Each report is a write. */
const syncedEveryMs = 30_000;

/** Resolves when `signal` is aborted, and rejects where `report` does. A mailbox that is not there is reported, and waited for. */
export async function watchFileMailbox(options: FileWatchOptions): Promise<void> {
  const { mailbox, rescanMs, signal } = options;
  const state = new StateReport(options);
  const look = new Look(options);
  await state.set('starting');
  using news = new FolderNews(mailbox.path ?? '');
  while (!signal.aborted) {
    // Begun before the look, so that nothing falls between the two.
    const arrived = news.next();
    const began = performance.now();
    let restMs = rescanMs;
    try {
      await news.refresh();
      const { found, isSettling } = await look.once();
      await state.synced(found > 0, isSettling);
      restMs = isSettling ? settleMs : rescanMs;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      await state.fail(error);
    }
    const costMs = performance.now() - began;
    await waitFor(arrived, Math.max(restMs, restMs === settleMs ? costMs : restAWork * costMs), signal);
    await waitFor(null, Math.max(debounceMs, costMs), signal);
  }
}

/** Lists the mailbox, and reports what was not there the last time. */
class Look {
  readonly #options: FileWatchOptions;
  readonly #cache: MboxCache = new Map();
  #seen = new Map<string, ReadonlySet<string>>();

  constructor(options: FileWatchOptions) {
    this.#options = options;
  }

  async once(): Promise<{ found: number; isSettling: boolean }> {
    const { mailbox, report, signal } = this.#options;
    const { listings, isSettling } = await listFileMailbox(mailbox, this.#cache, Date.now());
    const seen = new Map<string, Set<string>>();
    let found = 0;
    for (const listing of listings) {
      if (signal.aborted) return { found, isSettling };
      const fresh = await this.#newOf(listing);
      if (fresh.length > 0) await report.onListing({ ...listing, found: fresh });
      found += fresh.length;
      const names = seen.get(listing.folder) ?? new Set();
      for (const each of listing.found) names.add(nameOf(each));
      seen.set(listing.folder, names);
    }
    // What was away and comes back is reported again: it may have been missed while it was away.
    this.#seen = seen;
    return { found, isSettling };
  }

  async #newOf({ folder, found }: FolderListing): Promise<FolderListing['found']> {
    let seen = this.#seen.get(folder);
    if (seen === undefined) {
      seen = await this.#options.known(folder);
      this.#seen.set(folder, seen);
    }
    return found.filter((each) => !seen.has(nameOf(each)));
  }
}

function nameOf({ validity, reference }: FolderListing['found'][number]): string {
  return `${validity}\0${reference}`;
}

/** Tells what is new of the state, and nothing twice. */
class StateReport {
  readonly #options: FileWatchOptions;
  readonly #beganAt = performance.now();
  #last = '';
  #syncedAt: number | null = null;

  constructor(options: FileWatchOptions) {
    this.#options = options;
  }

  async set(state: Parameters<WatchReport['onState']>[0], code = '', reason = ''): Promise<void> {
    const told = [state, code, reason].join('\0');
    if (told === this.#last) return;
    await this.#options.report.onState(state, code, reason);
    this.#last = told;
  }

  async synced(hasNews: boolean, isSettling: boolean): Promise<void> {
    const at = performance.now();
    if (this.#syncedAt === null && isSettling && at - this.#beganAt < longestSettlingMs) return;
    if (hasNews || this.#syncedAt === null || at - this.#syncedAt >= syncedEveryMs) {
      await this.#options.report.onSynced();
      this.#syncedAt = at;
    }
    await this.set('watching');
  }

  async fail(error: SourceError): Promise<void> {
    const before = this.#last;
    const remedy = 'Put it back, or correct path in the council file; it is looked for every few seconds.';
    await this.set('failing', error.code, `${error.message} ${remedy}`);
    if (this.#last !== before) this.#options.onError(error);
    this.#syncedAt = null;
  }
}

/** Until there is news, time is up or the watch ends. */
async function waitFor(arrived: Promise<void> | null, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const time = delay(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => undefined);
  await Promise.race([time, ...(arrived === null ? [] : [arrived])]);
  over.abort();
}
