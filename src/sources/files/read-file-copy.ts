/** One copy of a file mailbox again, for whoever audits it. */

import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Mailbox } from '../../council/council.ts';
import type { Limits } from '../../mail/message.ts';
import { classifyFile } from '../classify-file.ts';
import { computeContentKey } from '../content-key.ts';
import { findMailbox } from '../open-mailbox.ts';
import { readCopy } from '../read-copy.ts';
import { describeTooLarge } from '../read-message-file.ts';
import { describeSystemError, SourceError } from '../source-error.ts';
import { isMaildirFile, validityOfEntry, validityOfFile, withoutNotes } from './file-validity.ts';

export type FileCopy =
  | { kind: 'copy'; bytes: Uint8Array; contentKey: string }
  | { kind: 'gone' | 'unreadable'; reason: string };

/**
 * `validity` as it was listed: what has changed since then is gone, and comes back as another copy; null asks for whatever is there. Rejects
 * with a SourceError where the mailbox cannot be read, or the copy cannot be for a reason that may pass.
 */
export async function readFileCopy(
  mailbox: Mailbox,
  reference: string,
  limits: Pick<Limits, 'messageBytes'>,
  validity: string | null = null,
): Promise<FileCopy> {
  const { path, status } = await findMailbox(mailbox);
  const place = status.isDirectory() ? join(path, reference) : path;
  const unreadable = await explainUnreadable(place, reference);
  if (unreadable !== null) return { kind: 'unreadable', reason: unreadable };
  try {
    const bytes = await readCopy(mailbox, reference, limits);
    if (validity !== null && (await isChanged(place, reference, validity, bytes)))
      return { kind: 'gone', reason: 'The file was changed before it could be read.' };
    const kept = isMboxEntry(reference) ? withoutNotes(bytes) : bytes;
    return { kind: 'copy', bytes, contentKey: computeContentKey(kept, kept.byteLength) };
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'copy-not-found') throw error;
    return describeFailure(error, { mailbox, reference, validity, limits });
  }
}

function isMboxEntry(reference: string): boolean {
  return /#\d+$/.test(reference);
}

/** What was listed as no message that can be read; null for everything else. */
async function explainUnreadable(path: string, reference: string): Promise<string | null> {
  if (isMaildirFile(reference)) return null;
  const status = await stat(path).catch(() => null);
  if (status?.isDirectory()) {
    const error: unknown = await readdir(path).then(
      () => null,
      (reason: unknown) => reason,
    );
    return error === null ? 'This is no file.' : `The folder cannot be read: ${describeSystemError(error)}.`;
  }
  if (!status?.isFile()) return null;
  const found = await classifyFile(path, basename(path));
  return found.form === 'unreadable' ? found.reason : null;
}

async function isChanged(path: string, reference: string, validity: string, bytes: Uint8Array): Promise<boolean> {
  if (isMboxEntry(reference) && validity === validityOfEntry({ bytes, size: bytes.length })) return false;
  if (isMaildirFile(reference)) return false;
  const status = await stat(path).catch(() => null);
  return status === null || validity !== validityOfFile(status);
}

type Failed = { mailbox: Mailbox; reference: string; validity: string | null; limits: Pick<Limits, 'messageBytes'> };

function describeFailure(error: SourceError, { mailbox, reference, validity, limits }: Failed): FileCopy {
  // The sentence begins with the path, which may name people.
  const reason = error.message.replace(`${reference}: `, '');
  if (!/it is not there/.test(reason)) {
    if (!/cannot be read/.test(reason)) return { kind: 'unreadable', reason };
    throw new SourceError('copy-not-found', reason, { mailbox: mailbox.id }, error.cause);
  }
  const size = isMboxEntry(reference) && /^\d+$/.test(validity ?? '') ? Number(validity) : 0;
  if (size > limits.messageBytes) return { kind: 'unreadable', reason: describeTooLarge(size, limits.messageBytes) };
  return { kind: 'gone', reason: 'The file is not there any more.' };
}
