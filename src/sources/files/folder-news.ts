/**
 * The file system's word that something changed below a path. Each folder is watched, and no file: the recursive watch of Node on Linux
 * watches every file, which for 20,000 of them took 65 MB and a tenth of what the system allows a user.
 */

import { type FSWatcher, type Stats, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

type Watched = {
  watcher: FSWatcher;
  /** Of the folder itself: another one of the same name has to be watched anew. */
  identity: string;
  mtimeMs: number;
  subfolders: string[];
};

/** Where the system does not tell, or no longer does, nobody is told: whoever watches looks from time to time in any case. */
export class FolderNews implements Disposable {
  readonly #root: string;
  readonly #watched = new Map<string, Watched>();
  #tell: () => void = () => undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Resolves at the first change from now on. Replaces what it gave before. */
  next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tell = resolve;
    return promise;
  }

  /** Watches the folders that there are now. */
  async refresh(): Promise<void> {
    const status = await stat(this.#root).catch(() => null);
    const present = new Set<string>();
    if (status?.isDirectory()) await this.#visit(this.#root, present, new Set());
    // A file may be replaced by another one: its folder knows.
    else if (status !== null) await this.#watch(dirname(this.#root), present, basename(this.#root));
    for (const [path, { watcher }] of this.#watched) {
      if (present.has(path)) continue;
      watcher.close();
      this.#watched.delete(path);
    }
  }

  [Symbol.dispose](): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  async #visit(path: string, present: Set<string>, visited: Set<string>): Promise<void> {
    const status = await stat(path).catch(() => null);
    if (!status?.isDirectory() || visited.has(identityOf(status))) return;
    visited.add(identityOf(status));
    const watched = await this.#watch(path, present, null, status);
    const isSame = watched?.mtimeMs === status.mtimeMs;
    const subfolders = watched !== null && isSame ? watched.subfolders : await listSubfolders(path);
    if (watched !== null) Object.assign(watched, { subfolders, mtimeMs: status.mtimeMs });
    for (const subfolder of subfolders) await this.#visit(subfolder, present, visited);
  }

  async #watch(path: string, present: Set<string>, only: string | null, status?: Stats): Promise<Watched | null> {
    const found = status ?? (await stat(path).catch(() => null));
    if (found === null) return null;
    const identity = identityOf(found);
    const known = this.#watched.get(path);
    present.add(path);
    if (known?.identity === identity) return known;
    known?.watcher.close();
    this.#watched.delete(path);
    const watcher = this.#open(path, only);
    if (watcher === null) return null;
    const watched = { watcher, identity, mtimeMs: Number.NaN, subfolders: [] };
    this.#watched.set(path, watched);
    return watched;
  }

  #open(path: string, only: string | null): FSWatcher | null {
    try {
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        if (only === null || name === null || name === only) this.#tell();
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watched.get(path)?.watcher === watcher) this.#watched.delete(path);
      });
      return watcher;
    } catch {
      // For instance where the system allows no more.
      return null;
    }
  }
}

/** Numbers of files are given again; together with the time of birth they are not. */
function identityOf({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev}:${ino}:${birthtimeMs}`;
}

async function listSubfolders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  // A link may lead to a folder, which `stat` tells when it is visited.
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  return folders.map(({ name }) => join(path, name));
}
