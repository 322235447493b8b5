/** The key of the flag ids, in a file beside the database, readable by its owner only. */

import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { FlagLogError } from './error.ts';
import { keyBytes } from './flag-key.ts';

export function keyPathOf(logPath: string): string {
  return `${logPath}.key`;
}

/** Null where there is no such file. */
export function loadKey(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, 'latin1').trim();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new FlagLogError('key-malformed', 'The key file beside the flag log cannot be read.', { cause });
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new FlagLogError('key-malformed', 'The key file beside the flag log is damaged. Restore it from a backup.');
  }
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Makes a key only for a database without any entry; `randomBytes` gives it. Throws FlagLogError. */
export function obtainKey(path: string, hasEntries: boolean, randomBytes: (size: number) => Uint8Array): Uint8Array {
  const key = loadKey(path);
  if (key !== null) return key;
  // A new key would give every flag a second identity, and withdraw the first.
  if (hasEntries) {
    const message =
      'The key of the flag log is missing, so nothing was written: restore the .key file beside it from a backup.';
    throw new FlagLogError('key-missing', message);
  }
  return createKey(path, randomBytes);
}

/** Returns the key that is in the file afterwards: of two processes that create one at the same time, both get the first's. */
export function createKey(path: string, randomBytes: (size: number) => Uint8Array): Uint8Array {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unique = Buffer.from(randomBytes(8)).toString('hex');
  const draft = `${path}.${process.pid}.${unique}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${Buffer.from(randomBytes(keyBytes)).toString('hex')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    // A link, unlike a rename, never replaces a key that is there; and nobody sees half a key.
    linkSync(draft, path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  } finally {
    rmSync(draft);
  }
  const key = loadKey(path);
  if (key === null) throw new FlagLogError('key-missing', 'The key file beside the flag log could not be made.');
  return key;
}
