/** What lies in a file mailbox, by name, size and time alone: no message is opened to list it, save those in mbox files. */

import { type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Mailbox } from '../../council/council.ts';
import { defaultLimits } from '../../mail/message.ts';
import { isSentFolder, isSkippedFolder } from '../folder-names.ts';
import { readGmailLabels } from '../gmail-labels.ts';
import { readMbox } from '../mbox-file.ts';
import { findMailbox, findSingle } from '../open-mailbox.ts';
import { SourceError } from '../source-error.ts';
import { type Found, walkFolder } from '../walk-folder.ts';
import type { FolderListing } from '../watch-report.ts';
import { isMaildirFile, unreadableValidity, validityOfEntry, validityOfFile } from './file-validity.ts';

/** A file that was written to within this time may not be whole yet. */
const settlingMs = 500;
const entriesATurn = 64;

type Entry = { validity: string; reference: string; isSent: boolean };

/** Messages of an mbox file, remembered for as long as the file does not change: they can only be listed by reading it. */
export type MboxCache = Map<string, { validity: string; entries: Entry[] }>;

export type FileMailboxListing = {
  listings: FolderListing[];
  /** Something is still being written: look again soon. */
  isSettling: boolean;
};

/**
 * Everything that is there, in the order of names. `validity` is size and time of a file, and of a message in an mbox file the hash of its
 * bytes, so that a file that was rewritten is not mistaken for what it was. Rejects with SourceError where the mailbox is not there.
 */
export async function listFileMailbox(mailbox: Mailbox, cache: MboxCache, now: number): Promise<FileMailboxListing> {
  const { path, status } = await findMailbox(mailbox);
  const isRootSent = isSentFolder(basename(path).replace(/\.(mbox|mbx)$/i, ''));
  const listings = new Listings();
  const visited = new Set<string>();
  let [isSettling, items] = [false, 0];
  for await (const item of status.isDirectory() ? walkFolder(path) : findSingle(path)) {
    items += 1;
    if (items % entriesATurn === 0) await setImmediate();
    const { folder, reference } = item;
    const isSent = isRootSent || isSentFolder(folder);
    if (item.form === 'unreadable') {
      if (reference === '') throw describeUnreadable(mailbox, path, item.reason);
      // Registered all the same: whoever reads it finds out why, and it is counted.
      listings.add(folder, { isSent, validity: unreadableValidity, reference });
      continue;
    }
    const found = findFile(item.path);
    if (found === null) continue;
    const isFresh = isBeingWritten(found, now) && !isMaildirFile(reference);
    isSettling ||= isFresh;
    if (item.form === 'mbox') {
      visited.add(item.path);
      // Of what is being written the last message may be half.
      const entries = await listMbox(item, found, cache);
      for (const entry of isFresh ? entries.slice(0, -1) : entries)
        listings.add(folder, { ...entry, isSent: isSent || entry.isSent });
    } else if (!isFresh) listings.add(folder, { isSent, validity: validityOfFile(found), reference });
  }
  for (const known of cache.keys()) if (!visited.has(known)) cache.delete(known);
  return { listings: listings.all, isSettling };
}

/** Of one folder there may be two: in an mbox file of Google, sent and received mail lie together. */
class Listings {
  readonly #byPlace = new Map<string, FolderListing & { found: { validity: string; reference: string }[] }>();

  add(folder: string, { isSent, validity, reference }: Entry): void {
    const key = `${isSent} ${folder}`;
    let listing = this.#byPlace.get(key);
    if (listing === undefined) {
      listing = { folder, isSent, found: [], cursor: null };
      this.#byPlace.set(key, listing);
    }
    listing.found.push({ validity, reference });
  }

  get all(): FolderListing[] {
    return [...this.#byPlace.values()];
  }
}

/** Synchronous, as reading is: handed to the thread pool it costs three times as much (see read-message-file.ts). */
function findFile(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** A time in the future says nothing: somebody's clock is wrong. */
function isBeingWritten({ mtimeMs }: Stats, now: number): boolean {
  return now >= mtimeMs && now - mtimeMs < settlingMs;
}

async function listMbox({ path, reference }: Found, status: Stats, cache: MboxCache): Promise<Entry[]> {
  const validity = validityOfFile(status);
  const known = cache.get(path);
  if (known?.validity === validity) return known.entries;
  const entries: Entry[] = [];
  try {
    for await (const message of readMbox(path, defaultLimits.messageBytes)) {
      const labels = message.bytes === null ? [] : readGmailLabels(message.bytes);
      if (labels.some(isSkippedFolder)) continue;
      const place = `${reference}#${message.offset}`;
      entries.push({ validity: validityOfEntry(message), reference: place, isSent: labels.some(isSentFolder) });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    // The rest of the mailbox must not suffer.
    return [...entries, { validity: unreadableValidity, reference, isSent: false }];
  }
  cache.set(path, { validity, entries });
  return entries;
}

function describeUnreadable({ id }: Mailbox, path: string, reason: string): SourceError {
  const fields = { mailbox: id, path };
  return new SourceError('mailbox-unreadable', `The mailbox “${id}” cannot be read at ${path}. ${reason}`, fields);
}
