/** One copy again, by its reference. */

import { join, resolve, sep } from 'node:path';
import type { Mailbox } from '../council/council.ts';
import { defaultLimits, type Limits } from '../mail/message.ts';
import { readMbox } from './mbox-file.ts';
import { findMailbox } from './open-mailbox.ts';
import { readMessageFile } from './read-message-file.ts';
import { SourceError } from './source-error.ts';

/** Rejects with a SourceError where the copy is no longer there or can no longer be read. */
export async function readCopy(
  mailbox: Mailbox,
  reference: string,
  { messageBytes }: Pick<Limits, 'messageBytes'> = defaultLimits,
): Promise<Uint8Array> {
  const { path, status } = await findMailbox(mailbox);
  const [, file = reference, offset] = /^(.*)#(\d+)$/s.exec(reference) ?? [];
  const fail = (reason: string, cause?: unknown): SourceError =>
    new SourceError('copy-not-found', `${reference}: ${reason}`, { mailbox: mailbox.id, reference }, cause);
  const pathOf = (name: string): string => (status.isDirectory() ? join(path, name) : path);
  if (status.isDirectory() && !resolve(path, file).startsWith(resolve(path) + sep)) {
    throw fail('The reference leads out of the mailbox.');
  }
  if (offset !== undefined) {
    const bytes = await readFromMbox(pathOf(file), Number(offset), messageBytes).catch(() => null);
    if (bytes !== null) return bytes;
  }
  // Also a file whose own name happens to end like an offset.
  const read = readMessageFile(pathOf(reference), messageBytes);
  if (read.kind === 'unreadable') throw fail(read.reason);
  return read.bytes;
}

async function readFromMbox(path: string, offset: number, messageBytes: number): Promise<Uint8Array | null> {
  for await (const message of readMbox(path, messageBytes, offset)) {
    return message.offset === offset ? message.bytes : null;
  }
  return null;
}
