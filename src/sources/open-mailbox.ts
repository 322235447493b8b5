/** The copies in a file mailbox: a folder of .eml files, a Maildir, an mbox file, a single message, or a mixture. */

import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Mailbox } from '../council/council.ts';
import { defaultLimits, type Limits } from '../mail/message.ts';
import { classifyFile } from './classify-file.ts';
import type { Copy, CopyPlace, UnreadableCopy } from './copy.ts';
import { isSentFolder, isSkippedFolder } from './folder-names.ts';
import { readGmailLabels } from './gmail-labels.ts';
import { readMbox } from './mbox-file.ts';
import { describeTooLarge, readMessageFile } from './read-message-file.ts';
import { describeSystemError, SourceError } from './source-error.ts';
import { type Found, type NotReadable, walkFolder } from './walk-folder.ts';

/** Messages between two turns of the event loop, so that everything else in the process goes on. */
const messagesATurn = 32;

type SizeLimit = Pick<Limits, 'messageBytes'>;

/**
 * Every copy once, in the order of names. What cannot be read comes as an UnreadableCopy; only a mailbox that is not there
 * rejects, with a SourceError.
 */
export async function* openMailbox(
  mailbox: Mailbox,
  { messageBytes }: SizeLimit = defaultLimits,
): AsyncGenerator<Copy | UnreadableCopy> {
  const { path, status } = await findMailbox(mailbox);
  const found = status.isDirectory() ? walkFolder(path) : findSingle(path);
  let messages = 0;
  for await (const item of found) {
    if (item.form === 'mbox') yield* readMboxCopies(mailbox, path, item, messageBytes);
    else yield loadCopy(mailbox, path, item, messageBytes);
    messages += 1;
    if (messages % messagesATurn === 0) await setImmediate();
  }
}

export async function findMailbox({ id, path }: Mailbox): Promise<{ path: string; status: Stats }> {
  if (path === null) {
    throw new SourceError('not-a-file-mailbox', `The mailbox “${id}” has no path: it is no file mailbox.`, {
      mailbox: id,
    });
  }
  try {
    const status = await stat(path);
    if (status.isFile() || status.isDirectory()) return { path, status };
    throw new Error('it is neither a file nor a folder');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'mailbox-not-found' : 'mailbox-unreadable';
    const message = `The mailbox “${id}” cannot be read at ${path}: ${describeSystemError(error)}.`;
    throw new SourceError(code, message, { mailbox: id, path }, error);
  }
}

export async function* findSingle(path: string): AsyncGenerator<Found | NotReadable> {
  const reference = basename(path);
  const { form, ...rest } = await classifyFile(path, reference);
  if (form === 'message' || form === 'mbox') yield { form, path, folder: '', reference };
  else {
    const reason = 'reason' in rest ? rest.reason : 'The file is neither a message nor an mbox file.';
    yield { form: 'unreadable', folder: '', reference, reason };
  }
}

function loadCopy(
  mailbox: Mailbox,
  root: string,
  item: Found | NotReadable,
  messageBytes: number,
): Copy | UnreadableCopy {
  const place = placeOf(mailbox, root, item);
  if (item.form === 'unreadable') return { kind: 'unreadable', ...place, reason: item.reason };
  const read = readMessageFile(item.path, messageBytes);
  return read.kind === 'bytes'
    ? { kind: 'copy', ...place, bytes: read.bytes }
    : { kind: 'unreadable', ...place, reason: read.reason };
}

async function* readMboxCopies(
  mailbox: Mailbox,
  root: string,
  item: Found,
  messageBytes: number,
): AsyncGenerator<Copy | UnreadableCopy> {
  const place = placeOf(mailbox, root, item);
  try {
    for await (const { offset, size, bytes } of readMbox(item.path, messageBytes)) {
      const reference = `${item.reference}#${offset}`;
      if (bytes === null) {
        yield { kind: 'unreadable', ...place, reference, reason: describeTooLarge(size, messageBytes) };
        continue;
      }
      const labels = readGmailLabels(bytes);
      if (labels.some(isSkippedFolder)) continue;
      yield { kind: 'copy', ...place, reference, isSent: place.isSent || labels.some(isSentFolder), bytes };
    }
  } catch (error) {
    yield { kind: 'unreadable', ...place, reason: `The file cannot be read: ${describeSystemError(error)}.` };
  }
}

/** A mailbox that is itself a folder or file named Sent holds sent mail. */
function placeOf(mailbox: Mailbox, root: string, item: Found | NotReadable): CopyPlace {
  const isRootSent = isSentFolder(basename(root).replace(/\.(mbox|mbx)$/i, ''));
  return {
    mailboxId: mailbox.id,
    folder: item.folder,
    reference: item.reference,
    isSent: isRootSent || isSentFolder(item.folder),
  };
}
