/** What lies in a file mailbox, by name and size alone: no message is opened to list it. */

import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Mailbox } from '../../council/council.ts';
import { readGmailLabels } from '../gmail-labels.ts';
import { isSentFolder, isSkippedFolder } from '../folder-names.ts';
import { readMbox } from '../mbox-file.ts';
import { findMailbox, findSingle } from '../open-mailbox.ts';
import type { FolderListing } from '../watch-report.ts';
import { walkFolder } from '../walk-folder.ts';

/** A file that was written to within this time may not be whole yet. */
const settlingMs = 500;
const entriesATurn = 64;

/** Messages of an mbox file, remembered for as long as the file does not change: they can only be listed by reading it. */
export type MboxCache = Map<string, { validity: string; entries: MboxEntry[] }>;
type MboxEntry = { validity: string; reference: string; isSent: boolean };

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
  const byFolder = new Map<string, FolderListing & { found: { validity: string; reference: string }[] }>();
  let [isSettling, entries] = [false, 0];
  const add = (folder: string, isSent: boolean, validity: string, reference: string): void => {
    const key = `${folder}\0${isSent}`;
    const listing = byFolder.get(key) ?? { folder, isSent, found: [], cursor: null };
    listing.found.push({ validity, reference });
    byFolder.set(key, listing);
  };
  for await (const item of status.isDirectory() ? walkFolder(path) : findSingle(path)) {
    entries += 1;
    if (entries % entriesATurn === 0) await setImmediate();
    const isSent = isRootSent || isSentFolder(item.folder);
    if (item.form === 'unreadable') {
      // Registered all the same: it is reported when somebody tries to read it.
      add(item.folder, isSent, 'unreadable', item.reference);
      continue;
    }
    const found = await stat(item.path).catch(() => null);
    if (found === null) continue;
    if (now - found.mtimeMs < settlingMs && now >= found.mtimeMs && !isMaildirFile(item.reference)) {
      isSettling = true;
      continue;
    }
    if (item.form === 'message') add(item.folder, isSent, validityOf(found), item.reference);
    else
      for (const entry of await listMbox(item.path, item.reference, found, cache))
        add(item.folder, isSent || entry.isSent, entry.validity, entry.reference);
  }
  return { listings: [...byFolder.values()], isSettling };
}

/** Delivered by renaming: whole from the first moment. */
function isMaildirFile(reference: string): boolean {
  return /(?:^|\/)(?:cur|new)\/[^/]+$/.test(reference);
}

function validityOf({ size, mtimeMs }: Stats): string {
  return `${size}-${Math.floor(mtimeMs)}`;
}

async function listMbox(path: string, reference: string, status: Stats, cache: MboxCache): Promise<MboxEntry[]> {
  const validity = validityOf(status);
  const known = cache.get(path);
  if (known?.validity === validity) return known.entries;
  const entries: MboxEntry[] = [];
  for await (const { offset, size, bytes } of readMbox(path, Number.MAX_SAFE_INTEGER)) {
    const labels = bytes === null ? [] : readGmailLabels(bytes);
    if (labels.some(isSkippedFolder)) continue;
    const content = bytes === null ? String(size) : createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    entries.push({ validity: content, reference: `${reference}#${offset}`, isSent: labels.some(isSentFolder) });
  }
  cache.set(path, { validity, entries });
  return entries;
}
