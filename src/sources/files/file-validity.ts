/** What tells a file, or a message in an mbox file, from what was at the same place before. */

import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';

/** Where something was listed that cannot be read: there is nothing to tell apart. */
export const unreadableValidity = 'unreadable';

export function validityOfFile({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): string {
  return `${size}-${Math.floor(mtimeMs)}`;
}

/** Of the bytes, since offsets move when an mbox file is rewritten; of a message too large to be read its size. */
export function validityOfEntry({ bytes, size }: { bytes: Uint8Array | null; size: number }): string {
  return bytes === null ? String(size) : createHash('sha256').update(withoutNotes(bytes)).digest('hex').slice(0, 32);
}

/** In which mail programs note in an mbox file whether a message was read, answered or marked: reading a message must not make it another. */
const notes =
  /^(?:Status|X-Status|X-Keywords|X-UID|X-IMAP(?:base)?|X-Mozilla-(?:Status2?|Keys)|Content-Length|Lines):.*\n(?:[ \t].*\n)*/gim;

/** A message of an mbox file but for what mail programs note in its header section. */
export function withoutNotes(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = ['\n\n', '\n\r\n'].map((end) => buffer.indexOf(end)).filter((end) => end >= 0);
  const end = ends.length === 0 ? buffer.length : Math.min(...ends) + 1;
  const header = buffer.toString('latin1', 0, end);
  const kept = header.replace(notes, '');
  return kept.length === header.length ? bytes : Buffer.concat([Buffer.from(kept, 'latin1'), buffer.subarray(end)]);
}

/** Delivered by renaming: whole from the first moment, and changed never. */
export function isMaildirFile(reference: string): boolean {
  return /(?:^|\/)(?:cur|new)\/[^/]+$/.test(reference);
}
