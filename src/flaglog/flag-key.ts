/** The keyed hash that is a flag's identity. Without the key nobody can tell from a flag id which message it is about. */

import { createHmac } from 'node:crypto';
import { encodeCanonical } from './canonical.ts';

export const keyBytes = 32;

/** 64 hexadecimal digits: HMAC-SHA-256 over council, rule and message key. */
export function computeFlagId(key: Uint8Array, council: string, rule: string, messageKey: string): string {
  const subject = encodeCanonical([council, rule, messageKey.toWellFormed()]);
  return createHmac('sha256', key).update('candour-flag-log/v1/flag\0').update(subject).digest('hex');
}

/** Stands in the chain's first entry, so that a wrong key is noticed before it gives every flag a second identity. */
export function computeKeyCheck(key: Uint8Array, chain: string): string {
  return createHmac('sha256', key).update(`candour-flag-log/v1/key-check\0${chain}`).digest('hex');
}
