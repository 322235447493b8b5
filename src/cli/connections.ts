/** What `candour check --connect` tries: every mailbox, and whatever else the service needs to answer. */

import type { Council, Mailbox } from '../council/council.ts';
import { DatabaseError } from '../database/error.ts';
import { openDatabase } from '../database/open-database.ts';
import { NotifyError } from '../notify/transport/error.ts';
import { type Connection, type Connections, describeMailbox } from '../operation/check-connections.ts';
import { openMail } from '../operation/notifying.ts';
import { QueueError } from '../queue/error.ts';
import { openQueue } from '../queue/open-queue.ts';
import { findSecrets } from '../settings/find-secrets.ts';
import { parseImapSettings } from '../settings/imap-settings.ts';
import { readSecret } from '../settings/secrets.ts';
import type { DatabaseSettings, MailSettings, QueueSettings, Settings } from '../settings/settings.ts';
import { listFileMailbox } from '../sources/files/list-file-mailbox.ts';
import { ImapError } from '../sources/imap/imap-error.ts';
import { probeImapMailbox } from '../sources/imap/probe-imap-mailbox.ts';
import { countOf } from './plain-words.ts';
import { remedyOf } from './sending-words.ts';

type Found = { settings: Settings | null; councils: readonly Council[] };

export function connectionsOf({ settings, councils }: Found): Connections {
  const mailboxes = councils.flatMap((council) =>
    council.mailboxes.map((mailbox) => ({
      id: councils.length > 1 ? `${council.id}/${mailbox.id}` : mailbox.id,
      try: (signal: AbortSignal) => tryMailbox(mailbox, council, signal),
    })),
  );
  return { mailboxes, others: settings === null ? [] : listOthers(settings) };
}

function listOthers(settings: Settings): Connection[] {
  const { database, queue, mail } = settings;
  return [
    { id: 'secrets', try: async () => trySecrets(settings) },
    { id: 'database', try: () => tryDatabase(database) },
    ...(queue.kind === 'redis' ? [{ id: 'queue', try: () => tryQueue(queue) }] : []),
    { id: mail.transport.kind === 'smtp' ? 'mail server' : 'outbox', try: () => tryMail(mail) },
  ];
}

function tryMailbox(mailbox: Mailbox, council: Council, signal: AbortSignal): Promise<string> {
  return mailbox.imap === null ? tryFileMailbox(mailbox) : tryImapMailbox(mailbox.imap, council, signal);
}

async function tryFileMailbox(mailbox: Mailbox): Promise<string> {
  // As of later: a message that is just being written is there as well.
  const { listings } = await listFileMailbox(mailbox, new Map(), Number.MAX_SAFE_INTEGER);
  const messages = listings.reduce((sum, { found }) => sum + found.length, 0);
  const folders = new Set(listings.map(({ folder }) => folder)).size;
  return messages === 0
    ? 'readable, no messages'
    : `readable, ${countOf(messages, 'message')} in ${countOf(folders, 'folder')}`;
}

async function tryImapMailbox(
  written: NonNullable<Mailbox['imap']>,
  { timezone }: Council,
  signal: AbortSignal,
): Promise<string> {
  const { settings } = parseImapSettings(written);
  if (settings === null) throw new ImapError('odd-answer', 'its imap settings have mistakes.', { temporary: false });
  const probed = await probeImapMailbox(settings, signal);
  if (probed.missing.length === 0) return describeMailbox(probed, timezone);
  const names = probed.missing.map((name) => `“${name}”`).join(', ');
  const message = `connected, but there is no folder ${names}: correct its name under imap.folders.`;
  throw new ImapError('missing-folder', message);
}

/** The first that cannot be read is told. That others on the machine can read one is a warning, which `check` has given. */
function trySecrets(settings: Settings): string {
  const secrets = findSecrets(settings);
  for (const secret of secrets) readSecret(secret);
  return secrets.length === 0 ? 'none are needed' : `all ${secrets.length} can be read`;
}

async function tryDatabase(settings: DatabaseSettings): Promise<string> {
  const address = settings.kind === 'sqlite' ? settings : { kind: settings.kind, url: readSecret(settings.url) };
  try {
    await using database = await openDatabase(address, { readOnly: true });
    return `${database.kind === 'sqlite' ? 'the file' : 'PostgreSQL'} can be read`;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'not-there') throw error;
    return settings.kind === 'sqlite'
      ? 'not there yet: candour serve makes it'
      : 'PostgreSQL answers; candour serve makes its tables';
  }
}

async function tryQueue(settings: QueueSettings): Promise<string> {
  await using queue = await openQueue(settings);
  if (await queue.isReachable()) return 'Redis answers';
  const message = 'Redis does not answer: are host, port and password in its URL right, and does it run?';
  throw new QueueError('broker-away', message, { temporary: true });
}

async function tryMail(settings: MailSettings): Promise<string> {
  try {
    await using transport = await openMail(settings);
    await transport.verify();
  } catch (error) {
    if (!(error instanceof NotifyError)) throw error;
    const { code, message, temporary } = error;
    throw new NotifyError(code, `${message} ${remedyOf(code)}`, { temporary, cause: error });
  }
  return settings.transport.kind === 'smtp' ? 'lets Candour in' : 'can be written to';
}
