/**
 * One entry of the chain and its hash. The bytes are specified in docs/formats/flag-log.md; change nothing here without a
 * new version there: entries once written stay for ever.
 */

import { createHash } from 'node:crypto';
import { type Canonical, decodeCanonical, encodeCanonical, isCanonicalArray, isCanonicalObject } from './canonical.ts';

/** Place and hash of an entry; the head of a log is that of its newest entry. Written `HASH@SEQ`. */
export type Head = { seq: number; hash: string };

/** What may stay for ever. Keys of `data` belong to the event type; `sealed` holds the commitments of each sealed field. */
export type Entry = {
  v: 1;
  /** 32 hexadecimal digits, random, the same in every entry of a chain. */
  chain: string;
  council: string;
  /** From 1, without gaps. */
  seq: number;
  /** Hash of the entry before; 64 zeros in the first. */
  prev: string;
  /** UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
  time: string;
  type: string;
  data: { readonly [key: string]: Canonical };
  sealed: { readonly [field: string]: readonly string[] };
};

export type ParsedEntry = { kind: 'entry'; entry: Entry } | { kind: 'malformed' } | { kind: 'unknown-version' };

export const noPredecessor = '0'.repeat(64);

const entryLabel = 'candour-flag-log/v1/entry\0';
const entryKeys = ['chain', 'council', 'data', 'prev', 'sealed', 'seq', 'time', 'type', 'v'];
const fieldPattern = /^[a-zA-Z]{1,40}$/;

export function encodeEntry(entry: Entry): Uint8Array {
  return encodeCanonical(entry);
}

/** SHA-256 over label and canonical bytes, in lower-case hexadecimal. The bytes name the entry before by its hash. */
export function hashEntry(bytes: Uint8Array): string {
  return createHash('sha256').update(entryLabel).update(bytes).digest('hex');
}

export function parseEntry(bytes: Uint8Array): ParsedEntry {
  const value = decodeCanonical(bytes);
  if (!isCanonicalObject(value)) return { kind: 'malformed' };
  if (typeof value.v === 'number' && value.v !== 1) return { kind: 'unknown-version' };
  return isEntry(value) ? { kind: 'entry', entry: value } : { kind: 'malformed' };
}

export function formatHead({ hash, seq }: Head): string {
  return `${hash}@${seq}`;
}

/** Null where the text is not `HASH@SEQ`. */
export function parseHead(text: string): Head | null {
  const found = /^([0-9a-f]{64})@([1-9][0-9]{0,14})$/.exec(text.trim().toLowerCase());
  return found === null ? null : { hash: String(found[1]), seq: Number(found[2]) };
}

export function isHash(value: Canonical | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

export function isField(name: string): boolean {
  return fieldPattern.test(name);
}

function isEntry(value: { readonly [key: string]: Canonical }): value is Entry {
  return (
    Object.keys(value).sort().join() === entryKeys.join() &&
    value.v === 1 &&
    typeof value.chain === 'string' &&
    /^[0-9a-f]{32}$/.test(value.chain) &&
    typeof value.council === 'string' &&
    value.council !== '' &&
    typeof value.seq === 'number' &&
    value.seq >= 1 &&
    isHash(value.prev) &&
    isUtcTime(value.time) &&
    typeof value.type === 'string' &&
    /^[a-z]+(-[a-z]+)*$/.test(value.type) &&
    isCanonicalObject(value.data) &&
    isCanonicalObject(value.sealed) &&
    Object.entries(value.sealed).every(
      ([field, commitments]) => isField(field) && isCanonicalArray(commitments) && commitments.every(isHash),
    )
  );
}

function isUtcTime(value: Canonical | undefined): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}
