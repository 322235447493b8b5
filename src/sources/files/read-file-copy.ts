/** One copy of a file mailbox again, for whoever audits it. */

import type { Mailbox } from '../../council/council.ts';
import type { Limits } from '../../mail/message.ts';
import { computeContentKey } from '../content-key.ts';
import { readCopy } from '../read-copy.ts';
import { SourceError } from '../source-error.ts';

export type FileCopy =
  | { kind: 'copy'; bytes: Uint8Array; contentKey: string }
  | { kind: 'gone' | 'unreadable'; reason: string };

export async function readFileCopy(
  mailbox: Mailbox,
  reference: string,
  limits: Pick<Limits, 'messageBytes'>,
): Promise<FileCopy> {
  try {
    const bytes = await readCopy(mailbox, reference, limits);
    return { kind: 'copy', bytes, contentKey: computeContentKey(bytes, bytes.byteLength) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.code === 'mailbox-not-found' || error.code === 'mailbox-unreadable') throw error;
    // The sentence of the error begins with the path, which may name people.
    const reason = error.message.replace(`${reference}: `, '');
    return { kind: /it is not there/.test(reason) ? 'gone' : 'unreadable', reason };
  }
}
