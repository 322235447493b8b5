/**
 * A reader of ZIP archives (APPNOTE 6.3) for documents that are archives. It reads the central directory itself,
 * because libraries trust the sizes written there: a part that claims 1 kB and inflates to 10 GB would fill memory or
 * keep the thread busy for minutes. Here inflation stops at the first byte over the cap.
 */
import type { Budget } from './budget.ts';
import { inflateInSlices } from './inflate.ts';
import { type NotExamined, notExamined, tookTooLong } from './outcome.ts';

export type ZipEntry = {
  name: string;
  encrypted: boolean;
  method: number;
  compressedBytes: number;
  declaredBytes: number;
  headerOffset: number;
};

export type ZipDirectory = { kind: 'directory'; entries: ZipEntry[] };
export type ZipParts = { kind: 'parts'; parts: Map<string, Uint8Array> };

const maximumEntries = 1_000;
const endRecordSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endRecordBytes = 22;
const entryBytes = 46;
const localBytes = 30;

const damaged = notExamined('damaged archive');
const tooLarge = notExamined('too large once decompressed');

export function readDirectory(bytes: Uint8Array): ZipDirectory | NotExamined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === -1) return damaged;
  const count = view.getUint16(end + 10, true);
  if (count > maximumEntries) return notExamined('too many parts in the archive');
  const entries: ZipEntry[] = [];
  let offset = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (offset + entryBytes > bytes.length || view.getUint32(offset, true) !== entrySignature) return damaged;
    const nameBytes = view.getUint16(offset + 28, true);
    const extraBytes = view.getUint16(offset + 30, true);
    const commentBytes = view.getUint16(offset + 32, true);
    entries.push({
      name: Buffer.from(bytes.subarray(offset + entryBytes, offset + entryBytes + nameBytes)).toString('utf8'),
      encrypted: (view.getUint16(offset + 8, true) & 1) === 1,
      method: view.getUint16(offset + 10, true),
      compressedBytes: view.getUint32(offset + 20, true),
      declaredBytes: view.getUint32(offset + 24, true),
      headerOffset: view.getUint32(offset + 42, true),
    });
    offset += entryBytes + nameBytes + extraBytes + commentBytes;
  }
  return { kind: 'directory', entries };
}

/** Inflates the given entries. `maximumBytes` bounds what they declare together and what they really become. */
export function inflateEntries(
  bytes: Uint8Array,
  entries: ZipEntry[],
  maximumBytes: number,
  budget: Budget,
): ZipParts | NotExamined {
  if (entries.some((entry) => entry.encrypted)) return notExamined('protected by a password');
  const declared = entries.reduce((sum, entry) => sum + entry.declaredBytes, 0);
  if (declared > maximumBytes) return tooLarge;
  const parts = new Map<string, Uint8Array>();
  let remaining = maximumBytes;
  for (const entry of entries) {
    const stored = locate(bytes, entry);
    if (!stored) return damaged;
    const part = entry.method === 0 ? stored : inflate(stored, remaining, budget);
    if (!(part instanceof Uint8Array)) return part;
    if (part.length !== entry.declaredBytes) return damaged;
    remaining -= part.length;
    if (remaining < 0) return tooLarge;
    parts.set(entry.name, part);
  }
  return { kind: 'parts', parts };
}

/** The end record is followed by a comment of at most 65,535 bytes, so it is sought from the end. */
function findEndRecord(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endRecordBytes - 0xffff);
  for (let offset = view.byteLength - endRecordBytes; offset >= lowest; offset -= 1) {
    if (view.getUint32(offset, true) === endRecordSignature) return offset;
  }
  return -1;
}

function locate(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const offset = entry.headerOffset;
  if (offset + localBytes > bytes.length || (entry.method !== 0 && entry.method !== 8)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, localBytes);
  if (view.getUint32(0, true) !== localSignature) return null;
  const start = offset + localBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const stored = bytes.subarray(start, start + entry.compressedBytes);
  return stored.length === entry.compressedBytes ? stored : null;
}

function inflate(stored: Uint8Array, maximumBytes: number, budget: Budget): Uint8Array | NotExamined {
  const chunks: Uint8Array[] = [];
  const outcome = inflateInSlices(stored, maximumBytes, budget, (chunk) => chunks.push(chunk));
  if (outcome === 'too-large') return tooLarge;
  if (outcome === 'took-too-long') return tookTooLong;
  return outcome === 'damaged' ? damaged : Buffer.concat(chunks);
}
