/** Watches a file mailbox: told by the file system where it can, and by looking again from time to time in any case. */

import { type FSWatcher, watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mailbox } from '../../council/council.ts';
import { SourceError } from '../source-error.ts';
import type { FolderListing, WatchReport } from '../watch-report.ts';
import { listFileMailbox, type MboxCache } from './list-file-mailbox.ts';

export type FileWatchOptions = {
  mailbox: Mailbox;
  report: WatchReport;
  /** What is registered of a folder already: `validity`, NUL, `reference`. */
  known: (folder: string) => Promise<ReadonlySet<string>>;
  /** At the most often; a mailbox that takes long to list is listed less often. */
  rescanMs: number;
  signal: AbortSignal;
  onError: (error: unknown) => void;
};

const debounceMs = 150;
const settleMs = 600;
/** Listing may take at most this share of the time. */
const restAWork = 20;

/** Runs until `signal` is aborted. A mailbox that is not there is reported, and watched for. */
export async function watchFileMailbox({
  mailbox,
  report,
  known,
  rescanMs,
  signal,
  onError,
}: FileWatchOptions): Promise<void> {
  const cache: MboxCache = new Map();
  const registered = new Map<string, Set<string>>();
  const newOf = async (listing: FolderListing): Promise<FolderListing> => {
    let seen = registered.get(listing.folder);
    if (seen === undefined) {
      seen = new Set(await known(listing.folder));
      registered.set(listing.folder, seen);
    }
    const found = listing.found.filter(({ validity, reference }) => !seen.has(`${validity}\0${reference}`));
    return { ...listing, found };
  };
  const look = async (): Promise<boolean> => {
    const { listings, isSettling } = await listFileMailbox(mailbox, cache, Date.now());
    for (const listing of listings) {
      const fresh = await newOf(listing);
      if (fresh.found.length === 0) continue;
      await report.onListing(fresh);
      const seen = registered.get(listing.folder);
      for (const { validity, reference } of fresh.found) seen?.add(`${validity}\0${reference}`);
    }
    return isSettling;
  };
  await report.onState('starting', '', '');
  using news = new News(mailbox.path ?? '');
  while (!signal.aborted) {
    // Begun before the look, so that nothing falls between the two.
    const arrived = news.next();
    const began = performance.now();
    let restMs = rescanMs;
    try {
      const isSettling = await look();
      await report.onSynced();
      await report.onState('watching', '', '');
      restMs = isSettling ? settleMs : Math.max(rescanMs, restAWork * (performance.now() - began));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      onError(error);
      await report.onState('failing', error.code, error.message);
    }
    await Promise.race([arrived, delay(restMs, undefined, { signal }).catch(() => undefined)]);
    // What was written in several steps is listed once.
    if (!signal.aborted) await delay(debounceMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The file system's word that something changed. Where it does not tell, or no longer does, only the looks remain. */
class News implements Disposable {
  readonly #path: string;
  #watcher: FSWatcher | null = null;
  #tell: () => void = () => undefined;

  constructor(path: string) {
    this.#path = path;
  }

  next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tell = resolve;
    this.#watcher ??= this.#open();
    return promise;
  }

  [Symbol.dispose](): void {
    this.#watcher?.close();
  }

  #open(): FSWatcher | null {
    try {
      const watcher = watch(this.#path, { recursive: true }, () => this.#tell());
      watcher.on('error', () => {
        watcher.close();
        this.#watcher = null;
      });
      return watcher;
    } catch {
      return null;
    }
  }
}
