/**
 * One file that is one message, whole, or the reason why not.
 *
 * Read synchronously: mail is many small files, and handing each to the thread pool four times costs three times as much as
 * reading it. Whoever reads many lets the event loop turn in between.
 */

import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describeSystemError } from './source-error.ts';

export type ReadMessage = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'unreadable'; reason: string };

export function readMessageFile(path: string, messageBytes: number): ReadMessage {
  try {
    return readWhole(path, messageBytes);
  } catch (error) {
    const moved = (error as NodeJS.ErrnoException).code === 'ENOENT' ? findMovedMaildirFile(path) : null;
    if (moved !== null && moved !== path) return readMessageFile(moved, messageBytes);
    return { kind: 'unreadable', reason: `The file cannot be read: ${describeSystemError(error)}.` };
  }
}

function readWhole(path: string, messageBytes: number): ReadMessage {
  // Without O_NONBLOCK, a pipe that took the file's place would stop the process for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    if (!status.isFile()) return { kind: 'unreadable', reason: 'This is no file.' };
    if (status.size === 0) return { kind: 'unreadable', reason: 'The file is empty.' };
    if (status.size > messageBytes) return { kind: 'unreadable', reason: describeTooLarge(status.size, messageBytes) };
    const bytes = new Uint8Array(status.size);
    let length = 0;
    while (length < bytes.length) {
      const bytesRead = readSync(file, bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { kind: 'bytes', bytes: bytes.subarray(0, length) };
  } finally {
    closeSync(file);
  }
}

export function describeTooLarge(size: number, messageBytes: number): string {
  const megabytes = (count: number): string => (count / 1_000_000).toFixed(1);
  return `The message has ${megabytes(size)} MB, more than the ${megabytes(messageBytes)} MB that are read.`;
}

/** A Maildir file is renamed whenever its flags change, and moves from `new` to `cur` when it is first seen. */
function findMovedMaildirFile(path: string): string | null {
  const folder = dirname(path);
  if (!['cur', 'new'].includes(basename(folder))) return null;
  const unique = uniqueName(basename(path));
  for (const part of ['cur', 'new']) {
    const found = listNames(join(dirname(folder), part)).find((name) => uniqueName(name) === unique);
    if (found !== undefined) return join(dirname(folder), part, found);
  }
  return null;
}

function uniqueName(name: string): string {
  return name.split(/[:;!]2,/, 1)[0] ?? name;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
