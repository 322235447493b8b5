/** Which folders of a mailbox are watched: by special use (RFC 6154) where the server says it, else by name. */

import type { ListResponse } from 'imapflow';
import { isSentFolder, isSkippedFolder } from '../folder-names.ts';

export type WatchedFolder = {
  path: string;
  isSent: boolean;
};

export type FolderChoice = {
  folders: WatchedFolder[];
  /** Of these, where new mail is to be seen at once: one for what comes in, then one for what goes out. Each needs a connection. */
  idle: WatchedFolder[];
  /** What the settings name and the mailbox has not, or must not give. */
  missing: string[];
};

export function chooseFolders(listed: readonly ListResponse[], named: readonly string[] | null): FolderChoice {
  const open = listed.filter((entry) => canBeOpened(entry) && !isSkipped(entry));
  const { chosen, missing } = named === null ? chooseUsual(open) : chooseNamed(open, named);
  const folders = chosen.map((entry) => ({ path: entry.path, isSent: isSent(entry) }));
  const declared = chosen.find(({ specialUse }) => specialUse === '\\Sent')?.path;
  const sent = folders.filter((folder) => folder.isSent);
  const idle = [folders.find((folder) => !folder.isSent), sent.find(({ path }) => path === declared) ?? sent[0]];
  return { folders, idle: idle.filter((folder) => folder !== undefined), missing };
}

/**
 * INBOX, what was sent, and the archive; of Gmail, whose INBOX and archive are views of `\All`, that one. Sent mail matters most: every folder
 * that is one for it counts.
 */
function chooseUsual(open: readonly ListResponse[]): { chosen: ListResponse[]; missing: string[] } {
  const all = open.find((entry) => entry.specialUse === '\\All' && isGmail(entry, open));
  const received = all ? [all] : open.filter((entry) => isInbox(entry) || entry.specialUse === '\\Archive');
  const inbox = received.find((entry) => entry === all || isInbox(entry));
  const chosen = [inbox, ...received.filter((entry) => entry !== inbox), ...open.filter(isSent)];
  return { chosen: chosen.filter((entry) => entry !== undefined), missing: inbox ? [] : ['INBOX'] };
}

/** Other servers offer `\All` as a virtual folder, which holds drafts and junk too and whose UIDs are its own. */
function isGmail({ path }: ListResponse, open: readonly ListResponse[]): boolean {
  const root = /^(\[(?:Gmail|Google Mail)\])/.exec(path)?.[1];
  return root !== undefined && open.some(isInbox);
}

function chooseNamed(
  open: readonly ListResponse[],
  named: readonly string[],
): { chosen: ListResponse[]; missing: string[] } {
  const found = named.map((name) => ({ name, entries: open.filter((entry) => isNamed(entry, name)) }));
  return {
    chosen: [...new Set(found.flatMap(({ entries }) => entries))],
    missing: found.filter(({ entries }) => entries.length === 0).map(({ name }) => name),
  };
}

function isNamed(entry: ListResponse, name: string): boolean {
  if (name.startsWith('\\')) return entry.specialUse?.toLowerCase() === name.toLowerCase();
  const path = entry.delimiter ? entry.path.replaceAll(entry.delimiter, '/') : entry.path;
  if (name.endsWith('/*')) return path.toLowerCase().startsWith(name.slice(0, -1).toLowerCase());
  return path === name || entry.path === name || (isInbox(entry) && name.toLowerCase() === 'inbox');
}

function canBeOpened({ flags }: ListResponse): boolean {
  return !flags.has('\\Noselect') && !flags.has('\\NonExistent');
}

/** imapflow's guess at a name may be wrong: a folder is left out for what the server says of it, or for a name that means nothing else. */
function isSkipped(entry: ListResponse): boolean {
  const isDeclared = entry.specialUseSource === 'extension';
  if (isDeclared && ['\\Drafts', '\\Junk', '\\Trash'].includes(entry.specialUse ?? '')) return true;
  if (isDeclared && (entry.specialUse === '\\Sent' || entry.specialUse === '\\All')) return false;
  return isSkippedFolder(readablePath(entry));
}

function isSent(entry: ListResponse): boolean {
  return entry.specialUse === '\\Sent' || isSentFolder(readablePath(entry));
}

function isInbox({ path }: ListResponse): boolean {
  return path.toUpperCase() === 'INBOX';
}

function readablePath({ path, delimiter }: ListResponse): string {
  return delimiter ? path.replaceAll(delimiter, '/') : path;
}
