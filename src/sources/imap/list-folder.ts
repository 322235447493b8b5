/** Lists what is new in a folder by UID. Nothing is opened, and a cursor moves only with what was registered. */

import type { LocalDate } from '../../council/council.ts';
import { addDays, localDate } from '../../council/dates.ts';
import type { FolderCursor, WatchReport } from '../watch-report.ts';
import type { WatchedFolder } from './choose-folders.ts';
import type { ImapConnection } from './imap-connection.ts';
import { ImapError } from './imap-error.ts';

export type Listing = {
  report: WatchReport;
  /** Older mail is left aside where a backlog is listed; null: all there is. */
  auditFrom: LocalDate | null;
  timezone: string;
  /** UIDs asked for at a time, and copies reported at a time. */
  pageUids: number;
  /** No further page is begun. */
  signal: AbortSignal;
  /** A server that answers wrongly, and was found out. */
  onError: (error: ImapError) => void;
};

/** UIDs may be sparse: after a page without any, the next is twice as wide, up to this. */
const widestPage = 1_048_576;

/** The whole look: the folder is opened anew, and everything from the cursor to UIDNEXT is listed, page by page. */
export async function listFolder(connection: ImapConnection, folder: WatchedFolder, listing: Listing): Promise<void> {
  const { exists, uidValidity, uidNext } = await connection.examine(folder.path);
  const validity = String(uidValidity);
  const cursor = await listing.report.readCursor(folder.path);
  // Another UIDVALIDITY: every UID means something else now. The folder is listed from its start, and known copies are told by content.
  const lastUid = cursor?.validity === validity ? cursor.lastUid : 0;
  const end = (uidNext ?? (await highestUid(connection, exists)) + 1) - 1;
  const walk = { connection, folder, listing, validity, since: sinceOf(listing, lastUid, end) };
  if (end <= lastUid) {
    if (cursor?.validity !== validity) await report(walk, [], end);
    return;
  }
  const count = await walkPages(walk, lastUid + 1, end, 'search');
  const isWhole = lastUid === 0 && walk.since === null;
  // Messages may have gone or come meanwhile: neither is the server's silence.
  const least = Math.min(exists, connection.folder?.exists ?? 0);
  if (!isWhole || listing.signal.aborted || count >= least) return;
  listing.onError(silentSearch());
  await walkPages(walk, 1, end, 'fetch');
}

/** The quick look, at the folder that is open, when the server says that it has more messages. */
export async function listNews(connection: ImapConnection, folder: WatchedFolder, listing: Listing): Promise<void> {
  const cursor = await listing.report.readCursor(folder.path);
  const { path, uidValidity } = connection.folder ?? {};
  const isSame = path === folder.path && cursor !== null && cursor.validity === String(uidValidity);
  const uids = isSame ? await connection.search(cursor.lastUid + 1, '*', null) : [];
  const lastUid = uids.at(-1);
  // More messages, and none of them found: the whole look finds out why.
  if (!isSame || lastUid === undefined) return listFolder(connection, folder, listing);
  const walk = { connection, folder, listing, validity: cursor.validity, since: null };
  await report(walk, uids, lastUid);
}

/** Whether there can be anything new, by STATUS: the cheapest question there is. */
export async function hasNews(connection: ImapConnection, folder: WatchedFolder, listing: Listing): Promise<boolean> {
  const status = await connection.status(folder.path);
  const cursor: FolderCursor | null = await listing.report.readCursor(folder.path);
  return status === null || cursor?.validity !== status.validity || cursor.lastUid < status.uidNext - 1;
}

type Walk = {
  connection: ImapConnection;
  folder: WatchedFolder;
  listing: Listing;
  validity: string;
  since: LocalDate | null;
};

/** Only a backlog, or the rest of one, is cut off by its date: what comes in now counts, whatever date it bears. */
function sinceOf({ auditFrom, pageUids }: Listing, lastUid: number, end: number): LocalDate | null {
  return lastUid === 0 || end - lastUid > pageUids ? auditFrom : null;
}

async function walkPages(walk: Walk, start: number, end: number, by: 'search' | 'fetch'): Promise<number> {
  const { pageUids, signal } = walk.listing;
  let count = 0;
  let width = pageUids;
  for (let from = start; from <= end && !signal.aborted; ) {
    const to = Math.min(from + width - 1, end);
    const uids = by === 'fetch' ? await fetchUids(walk, from, to) : await searchUids(walk, from, to, end);
    for (let index = 0; index === 0 || index < uids.length; index += pageUids) {
      const page = uids.slice(index, index + pageUids);
      const isLast = index + pageUids >= uids.length;
      await report(walk, page, isLast ? to : (page.at(-1) ?? to));
    }
    count += uids.length;
    width = uids.length === 0 ? Math.min(width * 2, widestPage) : pageUids;
    from = to + 1;
  }
  return count;
}

/** No answer is no proof that nothing is there: some servers answer SEARCH with nothing when they are at a loss. FETCH has to agree. */
async function searchUids(walk: Walk, from: number, to: number, end: number): Promise<number[]> {
  const { connection, listing, since } = walk;
  // SEARCH counts days as the server's clock does, which no time zone is further from than a day.
  const day = since === null ? null : new Date(`${addDays(since, -1)}T00:00:00Z`);
  const uids = await connection.search(from, to, day);
  if (uids.length > 0) return uids;
  const fetched = await fetchUids(walk, from, to);
  if (fetched.length > 0) listing.onError(silentSearch());
  else if (to === end && since === null) await refuseSilence(connection, from);
  return fetched;
}

async function fetchUids({ connection, listing, since }: Walk, from: number, to: number): Promise<number[]> {
  if ((connection.folder?.exists ?? 0) === 0) return [];
  const messages = await connection.fetch(`${from}:${to}`, { uid: true, internalDate: since !== null });
  return messages
    .filter(({ uid, internalDate }) => {
      if (uid < from || uid > to) return false;
      return since === null || !(internalDate instanceof Date) || localDate(internalDate, listing.timezone) >= since;
    })
    .map(({ uid }) => uid)
    .sort((one, other) => one - other);
}

/** UIDs up to UIDNEXT were asked for and none came. Right, where those messages have gone; wrong, where the last message is one of them. */
async function refuseSilence(connection: ImapConnection, from: number): Promise<void> {
  const exists = connection.folder?.exists ?? 0;
  if (exists === 0) return;
  const highest = await highestUid(connection, exists);
  if (highest > 0 && highest < from) return;
  const message = 'The server has messages and tells nothing of them; Candour connects again and asks anew.';
  throw new ImapError('silent-server', message, { fields: { exists } });
}

async function highestUid(connection: ImapConnection, exists: number): Promise<number> {
  if (exists === 0) return 0;
  const [last] = await connection.fetch(String(exists), { uid: true }, 'sequence');
  return last?.uid ?? 0;
}

function silentSearch(): ImapError {
  const message = 'The server answered a SEARCH without messages that it has; Candour found them by FETCH.';
  return new ImapError('silent-search', message);
}

function report({ folder, listing, validity }: Walk, uids: readonly number[], lastUid: number): Promise<void> {
  const found = uids.map((uid) => ({ validity, reference: String(uid) }));
  const { path, isSent } = folder;
  return listing.report.onListing({ folder: path, isSent, found, cursor: { validity, lastUid } });
}
