/** Messages and folders of a Maildir++, as a mail server finds them on disk. */

import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Owner = { uid: number; gid: number };

/** A Maildir for a user, all of it owned by whoever the server runs as. */
export class TestMaildir {
  readonly path: string;
  readonly #owner: Owner;
  #count = 0;

  constructor(path: string, owner: Owner) {
    this.path = path;
    this.#owner = owner;
    this.createFolder('INBOX');
  }

  createFolder(folder: string): void {
    for (const part of ['', 'cur', 'new', 'tmp']) {
      const path = join(this.folderPath(folder), part);
      if (existsSync(path)) continue;
      mkdirSync(path, { recursive: true });
      chownSync(path, this.#owner.uid, this.#owner.gid);
    }
  }

  /** Written to `tmp` and renamed into `new`, as delivery programs do: a server that watches the folder tells whoever is idle. */
  deliver(folder: string, bytes: Uint8Array | string, receivedAt = new Date()): void {
    this.#count += 1;
    const name = `${Math.floor(receivedAt.getTime() / 1000)}.M${String(this.#count).padStart(7, '0')}P1.test`;
    const target = this.folderPath(folder);
    const temporary = join(target, 'tmp', name);
    writeFileSync(temporary, bytes);
    chownSync(temporary, this.#owner.uid, this.#owner.gid);
    // INTERNALDATE is the time of the file.
    utimesSync(temporary, receivedAt, receivedAt);
    renameSync(temporary, join(target, 'new', name));
  }

  /** As though the index was lost or the mailbox restored from a backup: the server numbers the folder anew. */
  forgetUids(folder: string): void {
    const path = this.folderPath(folder);
    for (const name of readdirSync(path)) if (/^dovecot[-.]/.test(name)) rmSync(join(path, name));
    // The higher of this one and the clock would be the same within a second.
    const validity = Math.floor(Date.now() / 1000) + 1_000;
    const list = join(path, 'dovecot-uidlist');
    writeFileSync(list, `3 V${validity} N1 G${randomBytes(16).toString('hex')}\n`);
    chownSync(list, this.#owner.uid, this.#owner.gid);
  }

  folderPath(folder: string): string {
    if (folder === 'INBOX') return this.path;
    return join(this.path, `.${encodeFolderName(folder).replaceAll('/', '.')}`);
  }
}

/** Modified UTF-7 (RFC 3501, section 5.1.3). */
function encodeFolderName(name: string): string {
  return name.replaceAll('&', '&-').replace(/[^\x20-\x7e]+/g, (run) => {
    const bytes = Buffer.from(run, 'utf16le').swap16();
    return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}
