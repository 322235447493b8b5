/** Notices as files, for an installation that has no mail server yet: `<time>-<notice>.eml`, to be opened by a mail program. */

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailSettings } from '../../settings/settings.ts';
import { composeLetter, type Letter } from './compose.ts';
import { NotifyError } from './error.ts';
import type { MailTransport } from './transport.ts';

export async function openFileTransport(from: MailSettings['from'], folder: string): Promise<MailTransport> {
  await prepareFolder(folder);
  return {
    async send(letter) {
      const { bytes } = await composeLetter(from, letter);
      await inFolder(folder, async () => writeWhole(folder, await fileName(folder, letter), bytes));
    },
    async verify() {
      await prepareFolder(folder);
      const name = `.verify-${randomUUID()}`;
      await inFolder(folder, async () => {
        await writeWhole(folder, name, Buffer.alloc(0));
        await rm(join(folder, name));
      });
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** One that is there already keeps its mode: an operator may share it. What lies in it can be read by its owner only. */
const prepareFolder = (folder: string) => inFolder(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));

/** The same for the same Message-ID, also where its date changed: repeating an attempt leaves one file. */
async function fileName(folder: string, letter: Letter): Promise<string> {
  const localPart = letter.messageId.slice(1, letter.messageId.lastIndexOf('@'));
  const isPlain = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,119}$/.test(localPart);
  const id = isPlain ? localPart : createHash('sha256').update(letter.messageId).digest('hex').slice(0, 32);
  const earlier = (await readdir(folder)).find((name) => withoutTime(name) === `${id}.eml`);
  return earlier ?? `${formatTime(letter.date)}-${id}.eml`;
}

const withoutTime = (name: string) => name.replace(/^\d{8}T\d{6}Z-/, '');

/** UTC, to the second, in the basic form of ISO 8601, which every file system takes: `20260423T083000Z`. */
const formatTime = (date: Date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** Whole or not at all, also when the power fails: a reader never meets half a letter. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}.tmp`);
  try {
    await writeThrough(unfinished, bytes);
    await rename(unfinished, join(folder, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await using directory = await open(folder, 'r');
  await directory.sync();
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new NotifyError('folder', `The folder for notices, ${folder}, cannot be written to (${reason}).`, {
      fields: { reason },
      cause: error,
    });
  }
}
