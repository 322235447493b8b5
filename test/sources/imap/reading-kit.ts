/** What the tests of reading have in common: short messages, where they were listed, and a reader for them. */

import { defaultLimits } from '../../../src/mail/message.ts';
import { ImapReader, type ImapReaderOptions, type ListedPlace } from '../../../src/sources/imap/imap-reader.ts';
import type { Dovecot } from '../../support/dovecot.ts';
import { quickRetries, startWatch } from './watch-recorder.ts';

export const plain = (id: string): string =>
  `Message-ID: <${id}@example.org>\r\nSubject: Path\r\n\r\nThe path ${id} is open.\r\n`;

export const placeOf = (validity: string, uid: number): ListedPlace => ({
  folder: 'INBOX',
  validity,
  reference: String(uid),
});

/** The UIDVALIDITY of INBOX, as a watcher reports it. */
export async function validityOf(dovecot: Dovecot, user: string): Promise<string> {
  await using watch = startWatch({ settings: dovecot.settings(user, { folders: ['INBOX'] }) });
  await watch.recorder.until(() => watch.recorder.syncs === 1);
  return watch.recorder.cursors.get('INBOX')?.validity ?? '';
}

export function openReader(dovecot: Dovecot, user: string, change: Partial<ImapReaderOptions> = {}): ImapReader {
  const settings = change.settings ?? dovecot.settings(user);
  return new ImapReader({ mailbox: user, limits: defaultLimits, retryTimes: quickRetries, ...change, settings });
}
