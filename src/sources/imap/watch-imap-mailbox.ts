/** Watches one mailbox until it is told to end: idles where new mail arrives, and looks at every folder once in a while. */

import { setTimeout as delay } from 'node:timers/promises';
import type { LocalDate } from '../../council/council.ts';
import type { ImapSettings } from '../../settings/settings.ts';
import type { WatchReport } from '../watch-report.ts';
import { chooseFolders, type FolderChoice, type WatchedFolder } from './choose-folders.ts';
import { connectImap, type ImapConnection } from './imap-connection.ts';
import { ImapError } from './imap-error.ts';
import { hasNews, type Listing, listFolder, listNews } from './list-folder.ts';
import { Retries, type RetryTimes, usualRetryTimes } from './retries.ts';
import { openSignIn, type SignIn } from './sign-in.ts';
import { StateReport } from './state-report.ts';

export type WatchOptions = {
  settings: ImapSettings;
  /** Id of the mailbox in the council file. */
  mailbox: string;
  /** A first run lists mail from this local day; null: all there is. */
  auditFrom: LocalDate | null;
  timezone: string;
  report: WatchReport;
  /** Every folder is looked at so often, whatever the server says or does not say; 60 s by default. */
  pollMs?: number;
  /** For one operation; a server that does not answer within it is left; 60 s by default. */
  deadlineMs?: number;
  retryTimes?: RetryTimes;
  pageUids?: number;
  signal: AbortSignal;
  /** Once for each change of what is wrong. */
  onError: (error: ImapError) => void;
};

/** Folders come and go, seldom. */
const pollsAListing = 10;
/** The poll sees every folder; a companion looks for itself only so that it is not deaf for long. */
const pollsACompanionsLook = 4;

type Watch = Required<Omit<WatchOptions, 'mailbox' | 'onError'>> & {
  signIn: SignIn;
  state: StateReport;
  listing: Listing;
  /** One look at a time: a cursor is read, and moved when all is registered. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
};

/** Resolves when `signal` is aborted; rejects where `report` does. */
export async function watchImapMailbox(options: WatchOptions): Promise<void> {
  const { settings, signal, onError, report, auditFrom, timezone } = options;
  const { pollMs = 60_000, deadlineMs = 60_000, retryTimes = usualRetryTimes, pageUids = 2_000 } = options;
  const state = new StateReport(report, onError);
  const listing = { report, auditFrom, timezone, pageUids, signal, onError: (error: ImapError) => state.note(error) };
  const signIn = openSignIn(settings.authentication);
  const watch = { ...options, pollMs, deadlineMs, retryTimes, pageUids, state, listing, signIn, inTurn: takeTurns() };
  const retries = new Retries(retryTimes);
  await state.set('starting');
  while (!signal.aborted) {
    const failure = await watchOnce(watch, retries);
    if (failure === null || signal.aborted) continue;
    await state.fail(failure);
    await pause(retries.nextMs(failure), signal);
  }
}

/** Until the connection is lost, which is told as a value: it is expected. */
async function watchOnce(watch: Watch, retries: Retries): Promise<ImapError | null> {
  const { settings, signIn, signal, deadlineMs, state } = watch;
  const companions = new AbortController();
  const stop = AbortSignal.any([signal, companions.signal]);
  let beside: Promise<unknown> = Promise.resolve();
  try {
    await using connection = await connectImap(settings, signIn, { deadlineMs, signal });
    let choice = chooseFolders(await connection.list(), settings.folders);
    await state.set('catching-up');
    for (const folder of lastFirst(choice)) await watch.inTurn(() => listFolder(connection, folder, watch.listing));
    if (signal.aborted) return null;
    await tellSynced(watch, choice);
    retries.reset();
    beside = Promise.all(idlersBeside(choice).map((folder) => idleBeside(watch, folder, stop)));
    // Told again below; without this the process would end of it.
    beside.catch(() => companions.abort());
    for (let polls = 1; !stop.aborted; polls++) {
      await idleUntilPoll(watch, connection, choice, stop);
      if (stop.aborted) break;
      const found = polls % pollsAListing === 0 ? chooseFolders(await connection.list(), settings.folders) : choice;
      if (!hasSameIdlers(found, choice)) return null;
      choice = found;
      await poll(watch, connection, choice);
      await tellSynced(watch, choice);
    }
    return null;
  } catch (error) {
    if (error instanceof ImapError) return error;
    throw error;
  } finally {
    companions.abort();
    await beside;
  }
}

/** The folder that is opened last stays open, and is idled on. */
function lastFirst({ folders, idle }: FolderChoice): WatchedFolder[] {
  return [...folders.filter((folder) => folder !== idle[0]), ...idle.slice(0, 1)];
}

function idlersBeside({ idle }: FolderChoice): WatchedFolder[] {
  return idle.slice(1);
}

function hasSameIdlers(one: FolderChoice, other: FolderChoice): boolean {
  return one.idle.map(({ path }) => path).join('\0') === other.idle.map(({ path }) => path).join('\0');
}

async function idleUntilPoll(
  watch: Watch,
  connection: ImapConnection,
  { idle: [folder] }: FolderChoice,
  stop: AbortSignal,
): Promise<void> {
  const end = Date.now() + watch.pollMs;
  for (let leftMs = watch.pollMs; leftMs > 0 && !stop.aborted; leftMs = end - Date.now()) {
    const seen = await connection.idle(leftMs, stop);
    if (seen === 'news' && folder && !stop.aborted)
      await watch.inTurn(() => listNews(connection, folder, watch.listing));
  }
}

/** Connections may be deaf, and servers forget to tell: every folder is looked at, whether or not there was any sign. */
async function poll(watch: Watch, connection: ImapConnection, choice: FolderChoice): Promise<void> {
  const { listing, inTurn } = watch;
  for (const folder of lastFirst(choice)) {
    await inTurn(async () => {
      if (folder === choice.idle[0] || (await hasNews(connection, folder, listing)))
        await listFolder(connection, folder, listing);
    });
  }
}

/**
 * A connection of its own for a folder besides the first: IDLE hears of one folder only. Where it cannot be had, as with servers that allow few
 * connections, the poll still sees everything.
 */
async function idleBeside(watch: Watch, folder: WatchedFolder, stop: AbortSignal): Promise<void> {
  const { settings, signIn, deadlineMs, listing, inTurn, pollMs, state } = watch;
  const retries = new Retries(watch.retryTimes);
  while (!stop.aborted) {
    try {
      await using connection = await connectImap(settings, signIn, { deadlineMs, signal: stop });
      for (let seen = 'nothing'; !stop.aborted; seen = await connection.idle(pollMs * pollsACompanionsLook, stop)) {
        await inTurn(() => (seen === 'news' ? listNews : listFolder)(connection, folder, listing));
        retries.reset();
      }
    } catch (error) {
      if (!(error instanceof ImapError)) throw error;
      if (stop.aborted) return;
      state.note(error);
      await pause(retries.nextMs(error), stop);
    }
  }
}

async function tellSynced({ report, state }: Watch, { missing }: FolderChoice): Promise<void> {
  if (missing.length === 0) {
    await report.onSynced();
    return state.set('watching');
  }
  const message = 'A folder that the settings name is not in the mailbox, or is one for drafts, junk or deleted mail.';
  const names = missing.map((name) => `“${name}”`).join(', ');
  const reason = `Not in the mailbox, or for drafts, junk or deleted mail, which are never read: ${names}. Correct folders in the council file.`;
  const error = new ImapError('missing-folder', message, { fields: { count: missing.length } });
  await state.fail(error, reason);
}

function takeTurns(): Watch['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
