/** A folder from which the whole service can be started: settings, a council file whose mailboxes are on an IMAP server, secrets. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Corpus, corpora } from './corpora.ts';

export const password = 'a long password for tests';

export type CorpusMessage = { mailbox: string; folder: string; bytes: Uint8Array };

export type LiveFolderOptions = {
  imapPort: number;
  smtpPort: number;
  /** Null: the in-process queue. */
  redisUrl: string | null;
  /** Null: an SQLite file in the folder. */
  postgresqlUrl: string | null;
  httpPort?: number;
  /** Over the council file and over the settings of the council. */
  council?: Record<string, unknown>;
  settings?: Record<string, unknown>;
  corpus?: Corpus;
};

export type LiveFolder = Disposable & {
  folder: string;
  settingsFile: string;
  councilFile: string;
  databasePath: string;
};

export const littleWickham = corpora[0] as Corpus;

/** Every message of the corpus, and where it lies. */
export function readCorpusMessages({ folder }: Corpus): CorpusMessage[] {
  const root = join(folder, 'mailboxes');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const [mailbox = '', ...path] = relative(root, entry.parentPath).split('/');
      return { mailbox, folder: path.join('/'), bytes: readFileSync(join(entry.parentPath, entry.name)) };
    })
    .sort((left, right) => Buffer.compare(left.bytes, right.bytes));
}

export function makeLiveFolder(options: LiveFolderOptions): LiveFolder {
  const { imapPort, smtpPort, redisUrl, postgresqlUrl, corpus = littleWickham } = options;
  const folder = mkdtempSync(join(tmpdir(), 'candour-live-'));
  const secret = (name: string, value: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `${value}\n`, { mode: 0o600 });
    return file;
  };
  const passwordFile = secret('password', password);
  const council = parse(readFileSync(join(corpus.folder, 'council.yaml'), 'utf8'));
  const mailboxes = council.mailboxes.map(({ path: _path, ...mailbox }: { id: string; path: string }) => ({
    ...mailbox,
    imap: { host: '127.0.0.1', port: imapPort, security: 'none', user: mailbox.id, passwordFile },
  }));
  const councilFile = join(folder, 'council.yaml');
  writeFileSync(councilFile, stringify({ ...council, mailboxes, ...options.council }));
  const databasePath = join(folder, 'var/candour.db');
  mkdirSync(join(folder, 'var'));
  const settingsFile = join(folder, 'candour.yaml');
  writeFileSync(
    settingsFile,
    stringify({
      councils: [{ file: councilFile, observeDays: 0, digestAt: '00:00', ...options.settings }],
      database:
        postgresqlUrl === null
          ? databasePath
          : { postgresqlUrlFile: secret('postgresql', postgresqlUrl), keyFile: join(folder, 'var/candour.key') },
      queue: redisUrl === null ? 'in-process' : { redisUrlFile: secret('redis', redisUrl), prefix: 'candour-test' },
      mail: {
        from: 'Candour <candour@littlewickham-pc.gov.uk>',
        smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' },
      },
      http: options.httpPort === undefined ? 'off' : { host: '127.0.0.1', port: options.httpPort },
    }),
  );
  return {
    folder,
    settingsFile,
    councilFile,
    databasePath,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
