/** Finds the messages below a folder: .eml files, Maildirs and mbox files, in any mixture and at any depth. */

import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { classifyFile } from './classify-file.ts';
import { isSkippedFolder, parseMaildirFolder } from './folder-names.ts';
import { describeSystemError } from './source-error.ts';

export type Found = {
  form: 'message' | 'mbox';
  /** Absolute. */
  path: string;
  /** Of the mailbox, as people see it: without `.sbd`, `.mbox` and Maildir's dots. */
  folder: string;
  /** Path inside the mailbox. */
  reference: string;
};
export type NotReadable = { form: 'unreadable'; folder: string; reference: string; reason: string };

type Place = { path: string; folder: string; reference: string };
type Entry = { name: string; kind: 'file' | 'folder' | 'other' };
type Listing = { files: Entry[]; folders: Entry[]; broken: string[] };

/** In the order of names, byte for byte, so that two runs over the same files meet them alike. */
export async function* walkFolder(root: string): AsyncGenerator<Found | NotReadable> {
  yield* walk({ path: root, folder: '', reference: '' }, new Set());
}

async function* walk(place: Place, visited: Set<string>): AsyncGenerator<Found | NotReadable> {
  let listing: Listing;
  try {
    // A folder that links lead to a second time is not read again, which also ends every circle.
    const identity = await realpath(place.path);
    if (visited.has(identity)) return;
    visited.add(identity);
    listing = await listFolder(place.path);
  } catch (error) {
    const reason = `The folder cannot be read: ${describeSystemError(error)}.`;
    yield { form: 'unreadable', folder: place.folder, reference: place.reference, reason };
    return;
  }
  for (const name of listing.broken.filter((broken) => /\.(eml|mbox)$/i.test(broken))) {
    const reason = 'The link leads to nothing that can be read.';
    yield { form: 'unreadable', folder: place.folder, reference: joinReference(place, name), reason };
  }
  const names = new Set(listing.folders.map(({ name }) => name));
  // Copies of Maildirs often lack their empty folders; but a plain folder may have one called `new`.
  const isMaildir =
    names.has('cur') || (names.has('new') && (names.has('tmp') || basename(place.path).startsWith('.')));
  if (isMaildir) yield* walkMaildir(place, names, visited);
  for (const { name } of listing.files) {
    if (!name.startsWith('.'))
      yield* visitFile({ ...place, path: join(place.path, name), reference: joinReference(place, name) }, name);
  }
  for (const { name } of listing.folders) {
    if (isMaildir && ['cur', 'new', 'tmp'].includes(name)) continue;
    const folder = await folderOf(place, name);
    if (folder === null || isSkippedFolder(folder)) continue;
    yield* walk({ path: join(place.path, name), folder, reference: joinReference(place, name) }, visited);
  }
}

/** Of `cur` and `new` every file is a message, whatever its name; `tmp` holds what is still being delivered. */
async function* walkMaildir(
  place: Place,
  names: ReadonlySet<string>,
  visited: Set<string>,
): AsyncGenerator<Found | NotReadable> {
  for (const name of ['cur', 'new'].filter((part) => names.has(part))) {
    const path = join(place.path, name);
    try {
      visited.add(await realpath(path));
      for (const file of (await listFolder(path)).files) {
        if (file.name.startsWith('.') || isDraft(file.name)) continue;
        const reference = joinReference(place, `${name}/${file.name}`);
        yield { form: 'message', path: join(path, file.name), folder: place.folder, reference };
      }
    } catch (error) {
      const reason = `The folder cannot be read: ${describeSystemError(error)}.`;
      yield { form: 'unreadable', folder: place.folder, reference: joinReference(place, name), reason };
    }
  }
}

/** The flag D after `:2,` (or `;2,` where colons are not allowed) marks a draft in any folder. */
function isDraft(name: string): boolean {
  return /[:;!]2,[A-Za-z]*D[A-Za-z]*$/.test(name);
}

async function* visitFile(place: Place, name: string): AsyncGenerator<Found | NotReadable> {
  const found = await classifyFile(place.path, name);
  if (found.form === 'none') return;
  if (found.form === 'unreadable') {
    yield { form: 'unreadable', folder: place.folder, reference: place.reference, reason: found.reason };
    return;
  }
  // An mbox file is a folder of its own, named after the file; Apple Mail's is called `mbox` and lies in `Name.mbox`.
  const stem = name.replace(/\.(mbox|mbx)$/i, '');
  const isNamed = found.form === 'mbox' && stem.toLowerCase() !== 'mbox';
  const folder = isNamed ? joinFolder(place.folder, stem) : place.folder;
  if (!isSkippedFolder(folder)) yield { form: found.form, path: place.path, folder, reference: place.reference };
}

/** Null for a hidden folder that is no Maildir folder (`.git`, `.Trash-1000`): nobody's mail lies there. */
async function folderOf(place: Place, name: string): Promise<string | null> {
  if (!name.startsWith('.')) return joinFolder(place.folder, name.replace(/\.(sbd|mbox)$/i, ''));
  const { folders } = await listFolder(join(place.path, name)).catch(() => ({ folders: [] as Entry[] }));
  const isMaildirFolder = folders.some((entry) => entry.name === 'cur' || entry.name === 'new');
  return isMaildirFolder ? joinFolder(place.folder, parseMaildirFolder(name)) : null;
}

async function listFolder(path: string): Promise<Listing> {
  const entries: Entry[] = [];
  const broken: string[] = [];
  for await (const entry of await opendir(path, { bufferSize: 512 })) {
    try {
      entries.push({ name: entry.name, kind: await kindOf(entry, path) });
    } catch {
      broken.push(entry.name);
    }
  }
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  return {
    files: entries.filter(({ kind }) => kind === 'file'),
    folders: entries.filter(({ kind }) => kind === 'folder'),
    broken: broken.sort(),
  };
}

/** Only links, and entries of file systems that do not tell, need a second look. Pipes and devices are never opened. */
async function kindOf(entry: Dirent, path: string): Promise<Entry['kind']> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isFIFO() || entry.isSocket() || entry.isBlockDevice() || entry.isCharacterDevice()) return 'other';
  const target = await stat(join(path, entry.name));
  if (target.isDirectory()) return 'folder';
  return target.isFile() ? 'file' : 'other';
}

function joinReference(place: Place, name: string): string {
  return place.reference === '' ? name : `${place.reference}/${name}`;
}

function joinFolder(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}
