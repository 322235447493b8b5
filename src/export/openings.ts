/** Openings as an export writes them (docs/formats/export.md, "Openings"), and back. */

import {
  type Canonical,
  decodeCanonical,
  encodeCanonical,
  isCanonicalArray,
  isCanonicalObject,
} from '../flaglog/canonical.ts';
import type { SealedItem } from '../flaglog/sealed.ts';

export function describeOpening({ field, item, opening }: SealedItem): { [key: string]: Canonical } {
  if (typeof opening === 'string') return { field, item, state: opening };
  return { field, item, salt: toBase64url(opening.salt), value: decodeCanonical(opening.value) ?? null };
}

/** Null for anything but the one way of writing them. */
export function parseOpenings(value: Canonical | undefined): SealedItem[] | null {
  if (!isCanonicalArray(value)) return null;
  const items: SealedItem[] = [];
  for (const given of value) {
    const item = parseOpening(given);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Null for anything but the one base64url spelling of some bytes. */
export function fromBase64url(text: Canonical | undefined): Uint8Array | null {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : null;
}

export function isEncodable(value: Canonical): boolean {
  try {
    encodeCanonical(value);
    return true;
  } catch {
    return false;
  }
}

function parseOpening(given: Canonical): SealedItem | null {
  if (!isCanonicalObject(given)) return null;
  const { field, item, state, salt, value } = given;
  if (typeof field !== 'string' || typeof item !== 'number') return null;
  const keys = Object.keys(given).join();
  if (keys === 'field,item,state')
    return state === 'erased' || state === 'withheld' ? { field, item, opening: state } : null;
  const saltBytes = fromBase64url(salt);
  if (keys !== 'field,item,salt,value' || saltBytes === null || value === undefined || !isEncodable(value)) return null;
  return { field, item, opening: { salt: saltBytes, value: encodeCanonical(value) } };
}
