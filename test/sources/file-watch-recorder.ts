/** Runs a file watcher, and remembers what it reported as the database would. */

import { readdirSync, readFileSync } from 'node:fs';
import { vi } from 'vitest';
import type { Mailbox } from '../../src/council/council.ts';
import { watchFileMailbox } from '../../src/sources/files/watch-file-mailbox.ts';
import type { SourceError } from '../../src/sources/source-error.ts';
import type { WatchReport } from '../../src/sources/watch-report.ts';

export type Sighting = { folder: string; validity: string; reference: string; isSent: boolean };

export const fileMailbox = (path: string): Mailbox => ({
  id: 'clerk',
  owner: 'clerk',
  journal: false,
  path,
  imap: null,
});

export class FileWatchRecorder {
  readonly sightings: Sighting[] = [];
  readonly states: { state: string; code: string; reason: string }[] = [];
  readonly errors: SourceError[] = [];
  /** How many sightings there were when all had been looked through. */
  readonly syncs: number[] = [];
  /** Set to make the next report fail. */
  failure: Error | null = null;

  readonly report: WatchReport = {
    readCursor: async () => null,
    onListing: async ({ folder, isSent, found }) => {
      const { failure } = this;
      this.failure = null;
      if (failure) throw failure;
      this.sightings.push(...found.map((each) => ({ ...each, folder, isSent })));
    },
    onState: async (state, code, reason) => void this.states.push({ state, code, reason }),
    onSynced: async () => void this.syncs.push(this.sightings.length),
  };

  get references(): string[] {
    return this.sightings.map(({ reference }) => reference).sort();
  }

  get state(): string {
    return this.states.at(-1)?.state ?? '';
  }

  knownIn(folder: string): Set<string> {
    const inFolder = this.sightings.filter((each) => each.folder === folder);
    return new Set(inFolder.map(({ validity, reference }) => `${validity}\0${reference}`));
  }

  async until(check: () => unknown): Promise<void> {
    await vi.waitFor(
      () => {
        if (!check())
          throw new Error(`Not so: ${JSON.stringify({ states: this.states, seen: this.sightings.slice(-5) })}`);
      },
      { timeout: 10_000, interval: 10 },
    );
  }
}

export type RunningFileWatch = AsyncDisposable & { recorder: FileWatchRecorder; ended: Promise<void> };

/** Looks again so seldom that only the file system's word can have been it; `rescanMs` says otherwise. */
export function startFileWatch(
  path: string,
  { recorder = new FileWatchRecorder(), rescanMs = 60_000 }: { recorder?: FileWatchRecorder; rescanMs?: number } = {},
): RunningFileWatch {
  const stop = new AbortController();
  const ended = watchFileMailbox({
    mailbox: fileMailbox(path),
    report: recorder.report,
    known: async (folder) => recorder.knownIn(folder),
    rescanMs,
    signal: stop.signal,
    onError: (error) => recorder.errors.push(error),
  });
  ended.catch(() => undefined);
  return {
    recorder,
    ended,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended.catch(() => undefined);
    },
  };
}

/** Folders and files that this process has asked the system to watch. */
export function countFileWatches(): number {
  return readdirSync('/proc/self/fdinfo')
    .map((name) => readLines(`/proc/self/fdinfo/${name}`).filter((line) => line.startsWith('inotify')).length)
    .reduce((sum, count) => sum + count, 0);
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    // The descriptor with which the list was read.
    return [];
  }
}
