/** What a file in a mailbox is: by its name where that says enough, else by its first bytes. */

import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { looksLikeMbox } from './mbox-format.ts';
import { looksLikeMessage } from './message-head.ts';
import { describeSystemError } from './source-error.ts';

export type FileForm = { form: 'message' | 'mbox' | 'none' } | { form: 'unreadable'; reason: string };

/** Mail in forms that only their own programs read: silence about it would be mistaken for health. */
const foreign: Record<string, string> = {
  '.msg': 'An Outlook .msg file',
  '.pst': 'An Outlook .pst file',
  '.ost': 'An Outlook .ost file',
  '.olm': 'An Outlook for Mac archive',
  '.dbx': 'An Outlook Express folder',
  '.emlx': 'An Apple Mail .emlx file',
  '.nsf': 'A Notes database',
};
const headBytes = 8_192;

export async function classifyFile(path: string, name: string): Promise<FileForm> {
  const extension = extname(name).toLowerCase();
  if (extension === '.eml') return { form: 'message' };
  const description = foreign[extension];
  if (description !== undefined) {
    return { form: 'unreadable', reason: `${description} is not read: export it as .eml or mbox.` };
  }
  let head: Uint8Array;
  try {
    head = await readHead(path);
  } catch (error) {
    // Only what must be mail is missed.
    if (extension !== '' && extension !== '.mbox') return { form: 'none' };
    return { form: 'unreadable', reason: `The file cannot be read: ${describeSystemError(error)}.` };
  }
  // An mbox file from which everything was moved away is empty.
  if (head.length === 0) return { form: extension === '' || extension === '.mbox' ? 'mbox' : 'none' };
  if (looksLikeMbox(head)) return { form: 'mbox' };
  if (extension === '.mbox' || extension === '.mbx') {
    return { form: 'unreadable', reason: 'The file does not begin with a “From ” line, so it is no mbox file.' };
  }
  if (!looksLikeMessage(head)) return { form: 'none' };
  // MH folders number their files, Maildirs begin them with the time; a .txt or .bak may be anybody's working copy.
  if (/^\d{9,}\./.test(name) || (!/^\.[a-z]{1,5}$/.test(extension) && !name.endsWith('~'))) return { form: 'message' };
  return {
    form: 'unreadable',
    reason: 'The file looks like a message, but its name does not end in .eml, so it is not read.',
  };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
