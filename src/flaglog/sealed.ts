/**
 * What is about people stands outside the chain, and the chain commits to it: one salted hash an item, so that each item can
 * be erased by itself and the chain still verifies (docs/formats/flag-log.md, "Sealed items").
 */

import { createHash } from 'node:crypto';

/** `erased`: value and salt are gone for good. `withheld`: an export leaves them out. */
export type Opening = { value: Uint8Array; salt: Uint8Array } | 'erased' | 'withheld';

/** `item` counts from 0 within the field; `value` is canonical bytes. */
export type SealedItem = { field: string; item: number; opening: Opening };

/** Where a sealed item stands in its chain. */
export type SealedPlace = { seq: number; field: string; item: number };

export const saltBytes = 32;

const sealLabel = 'candour-flag-log/v1/sealed\0';

/** The fixed length of the salt and the NUL behind the field (which holds letters only) leave one way to read the input. */
export function commitSealed(field: string, salt: Uint8Array, value: Uint8Array): string {
  return createHash('sha256').update(sealLabel).update(salt).update(`${field}\0`).update(value).digest('hex');
}

export function formatPlace({ seq, field, item }: SealedPlace): string {
  return `${seq}/${field}/${item}`;
}
