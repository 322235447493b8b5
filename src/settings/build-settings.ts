/** What the blocks of the settings file mean together: which keys go with which, and what is taken where nothing is said. */

import { resolve } from 'node:path';
import { isAddress } from '../council/addresses.ts';
import type { KeyPath, Remark } from '../council/problem.ts';
import { parseAuthentication } from './authentication.ts';
import { plainTextRefusal } from './imap-settings.ts';
import { missingSecret, mistake, takeSecret } from './secret-keys.ts';
import type { DatabaseSettings, DeliverySettings, MailSettings, QueueSettings, TransportSettings } from './settings.ts';
import type { WrittenDelivery, WrittenSettings, WrittenSmtp } from './settings-shape.ts';
import { isLoopback } from './shape-parts.ts';

/** `value` is null where a remark is an error, and where there is nothing to be had. */
export type Built<Value> = { value: Value | null; remarks: Remark[] };

export function buildDatabase(written: WrittenSettings['database'], folder: string): Built<DatabaseSettings> {
  const at: KeyPath = ['database'];
  const { secret, remarks } = takeSecret(written, 'postgresqlUrl', { at, folder });
  if (remarks.length > 0) return { value: null, remarks };
  if (secret !== null && written.path !== undefined)
    return fail([...at, 'path'], 'There are two databases: keep path, or the URL of a PostgreSQL server.');
  if (secret !== null) {
    if (written.keyFile === undefined)
      return fail(at, 'Name a keyFile: the key of the flag ids, which must not lie in the PostgreSQL database.');
    return succeed({ kind: 'postgresql', url: secret, keyPath: resolve(folder, written.keyFile) });
  }
  if (written.path === undefined)
    return fail(at, 'Write the path of an SQLite file, or postgresqlUrlFile or postgresqlUrlVariable.');
  if (written.keyFile !== undefined)
    return fail([...at, 'keyFile'], 'The key of an SQLite database lies beside it, with .key behind: leave this out.');
  const path = resolve(folder, written.path);
  return succeed({ kind: 'sqlite', path, keyPath: `${path}.key` });
}

export function buildQueue(written: WrittenSettings['queue'], folder: string): Built<QueueSettings> {
  const at: KeyPath = ['queue'];
  const { secret, remarks } = takeSecret(written, 'redisUrl', { at, folder });
  if (remarks.length > 0) return { value: null, remarks };
  if (secret !== null) return succeed({ kind: 'redis', url: secret, prefix: written.prefix ?? 'candour' });
  if (written.prefix === undefined) return succeed({ kind: 'in-process' });
  return { value: null, remarks: [missingSecret('redisUrl', at, 'A queue on Redis')] };
}

type MailFolders = { folder: string; dataFolder: string };

export function buildMail(written: WrittenSettings['mail'], folders: MailFolders): Built<MailSettings> {
  const { from, outbox, smtp } = written;
  if (smtp === undefined) {
    const folder = outbox === undefined ? resolve(folders.dataFolder, 'outbox') : resolve(folders.folder, outbox);
    return succeed({ from, transport: { kind: 'file', folder } });
  }
  if (outbox !== undefined)
    return fail(['mail', 'outbox'], 'Mail has two ways to go: keep outbox, which only writes files, or smtp.');
  const { value, remarks } = buildSmtp(smtp, folders.folder);
  if (from.address.endsWith('.invalid')) {
    const message = 'Write from: the name and address that Candour’s mail comes from.';
    return { value: null, remarks: [...remarks, mistake(['mail'], message)] };
  }
  return { value: value && { from, transport: value }, remarks };
}

function buildSmtp(written: WrittenSmtp, folder: string): Built<TransportSettings> {
  const at: KeyPath = ['mail', 'smtp'];
  const { authentication, remarks } = parseAuthentication(written, { at, folder });
  const security = written.security ?? (written.port === 465 ? 'tls' : 'starttls');
  if (security === 'none' && !isLoopback(written.host))
    remarks.push({ ...plainTextRefusal, path: [...at, 'security'] });
  if (remarks.length > 0) return { value: null, remarks };
  const port = written.port ?? { tls: 465, starttls: 587, none: 25 }[security];
  const timeoutMs = written.timeoutSeconds * 1000;
  return succeed({ kind: 'smtp', host: written.host, port, security, authentication, timeoutMs });
}

export function buildDelivery(written: WrittenDelivery | null): Built<DeliverySettings> {
  if (written === null) return { value: null, remarks: [] };
  const at: KeyPath = ['delivery'];
  const { recipients, gateway, messageMegabytes, ...rest } = written;
  const remarks = Object.keys(recipients)
    .filter((recipient) => !isAddress(recipient))
    .map((recipient) => mistake([...at, 'recipients', recipient], 'This is no email address.'));
  if (Object.keys(recipients).length === 0 && gateway === null)
    remarks.push(mistake(at, 'Name recipients or a gateway: else everything that is delivered is refused.'));
  if (rest.acceptFrom.length === 0)
    remarks.push(mistake([...at, 'acceptFrom'], 'Name the IP addresses of those who may deliver.'));
  if (remarks.length > 0) return { value: null, remarks };
  const named = Object.entries(recipients).map(([recipient, to]) => [recipient.toLowerCase(), splitMailbox(to)]);
  return succeed({
    ...rest,
    recipients: Object.fromEntries(named),
    gateway: gateway === null ? null : splitMailbox(gateway),
    messageBytes: messageMegabytes * 1024 * 1024,
  });
}

function splitMailbox(written: string): { council: string; mailbox: string } {
  const [council = '', mailbox = ''] = written.split('/');
  return { council, mailbox };
}

function succeed<Value>(value: Value): Built<Value> {
  return { value, remarks: [] };
}

function fail(path: KeyPath, message: string): Built<never> {
  return { value: null, remarks: [mistake(path, message)] };
}
