import { createHash } from 'node:crypto';

/**
 * What recognises a copy after its folder was numbered anew, or its file renamed: SHA-256, 64 hexadecimal digits, of the header section
 * as stored (with the empty line behind it), a line feed, and the size of the message in bytes. A copy in another mailbox has
 * trace fields of its own and so another key.
 */
export function computeContentKey(header: Uint8Array, size: number): string {
  return createHash('sha256').update(header).update(`\n${size}`).digest('hex');
}
