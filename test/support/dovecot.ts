/** A real Dovecot for one test file: on ports of its own, with mailboxes in a folder of its own, ended by its process id. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImapSettings } from '../../src/settings/settings.ts';
import { createCertificate } from './certificate.ts';
import { type DovecotFolder, writeDovecotSettings } from './dovecot-settings.ts';
import { findFreePort } from './free-port.ts';
import { type Owner, TestMaildir } from './maildir.ts';

export type DovecotOptions = {
  /** User to password; `clerk` by default. */
  users?: Record<string, string>;
  /** Folders besides INBOX; by default Sent, Drafts, Junk, Trash and Archive with their special uses. */
  folders?: readonly DovecotFolder[];
  /** Where a token of XOAUTH2 is looked up; the token is put behind it. */
  introspectionUrl?: string;
  /** What the server says it can do, in place of all that it can. */
  capability?: string;
};

export type Dovecot = AsyncDisposable & {
  readonly port: number;
  readonly tlsPort: number;
  /** PEM; the certificate of the server, which is its own authority. */
  readonly certificateFile: string;
  /** Settings for a user with the right password; `change` what a test is about. */
  settings(user?: string, change?: Partial<ImapSettings>): ImapSettings;
  maildir(user?: string): TestMaildir;
  /** By renaming a file into `new`, as a delivery program does; Dovecot tells idle clients about half a second later. */
  deliver(user: string, folder: string, bytes: Uint8Array | string, receivedAt?: Date): void;
  /** Everything that clients of this user sent after signing in: Dovecot's own record. */
  rawlog(user?: string): string;
  /** Resolves when Dovecot goes by it, which takes it up to a second. */
  setPassword(user: string, password: string): Promise<void>;
  start(): Promise<void>;
  /** SIGTERM: clients are told to go. */
  stop(): Promise<void>;
  /** SIGKILL, all of its processes. */
  kill(): Promise<void>;
  restart(): Promise<void>;
};

export const usualFolders: readonly DovecotFolder[] = [
  { name: 'Sent', specialUse: '\\Sent' },
  { name: 'Drafts', specialUse: '\\Drafts' },
  { name: 'Junk', specialUse: '\\Junk' },
  { name: 'Trash', specialUse: '\\Trash' },
  { name: 'Archive', specialUse: '\\Archive' },
];

const startingMs = 15_000;
export const testPassword = 'correct horse';

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const { users = { clerk: testPassword }, folders = usualFolders } = options;
  const folder = mkdtempSync(join(tmpdir(), 'candour-dovecot-'));
  chmodSync(folder, 0o755);
  const owner = mailOwner();
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  const certificate = createCertificate(folder);
  const passwords = new Map(Object.entries(users));
  const maildirs = new Map<string, TestMaildir>();
  for (const user of passwords.keys()) maildirs.set(user, createHome(folder, user, owner, folders));
  const file = writeDovecotSettings({ folder, owner, port, tlsPort, certificate, folders, options });
  writePasswords();
  let running: ChildProcess | null = null;

  function writePasswords(): void {
    const lines = [...passwords].map(([user, password]) => `${user}:{PLAIN}${password}:::::`);
    writeFileSync(join(folder, 'users'), `${lines.join('\n')}\n`, { mode: 0o644 });
  }

  function readLog(): string {
    return readFileSync(join(folder, 'dovecot.log'), 'utf8');
  }

  function maildir(user = 'clerk'): TestMaildir {
    const found = maildirs.get(user);
    if (!found) throw new Error(`There is no test mailbox ${user}.`);
    return found;
  }

  async function start(): Promise<void> {
    running = spawn('/usr/sbin/dovecot', ['-F', '-c', file], { stdio: 'ignore', detached: true });
    await waitFor(() => isAnswered(port, '', /^\* OK/), readLog);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const { pid } = running ?? {};
    if (running === null || pid === undefined) return;
    const exited = running.exitCode === null && running.signalCode === null ? once(running, 'exit') : null;
    // All of its group: sessions outlive the process that started them.
    process.kill(-pid, signal);
    await exited;
    running = null;
  }

  await start();
  return {
    port,
    tlsPort,
    certificateFile: certificate.certificateFile,
    settings: (user = 'clerk', change = {}) => {
      const secretFile = join(folder, `password.${user}`);
      writeFileSync(secretFile, `${users[user] ?? ''}\n`, { mode: 0o600 });
      return {
        host: '127.0.0.1',
        port: tlsPort,
        security: 'tls',
        certificateFile: certificate.certificateFile,
        authentication: { kind: 'password', user, password: { file: secretFile } },
        folders: null,
        ...change,
      };
    },
    maildir,
    deliver: (user, name, bytes, receivedAt) => maildir(user).deliver(name, bytes, receivedAt),
    rawlog: (user = 'clerk') => {
      const path = join(folder, 'rawlog', user);
      const files = readdirSync(path).filter((name) => name.endsWith('.in'));
      return files.map((name) => readFileSync(join(path, name), 'utf8')).join('');
    },
    setPassword: async (user, password) => {
      passwords.set(user, password);
      writePasswords();
      await waitFor(() => isAnswered(port, `1 LOGIN ${user} "${password}"\r\n`, /^1 OK/m), readLog);
    },
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Dovecot reads mail as nobody where the tests run as root, and as whoever runs them otherwise. */
function mailOwner(): Owner {
  if (process.getuid?.() !== 0) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function createHome(folder: string, user: string, owner: Owner, folders: readonly DovecotFolder[]): TestMaildir {
  for (const path of [join(folder, 'home'), join(folder, 'home', user), join(folder, 'rawlog', user)]) {
    mkdirSync(path, { recursive: true });
    chownSync(path, owner.uid, owner.gid);
  }
  const maildir = new TestMaildir(join(folder, 'home', user, 'Maildir'), owner);
  for (const { name } of folders) maildir.createFolder(name);
  return maildir;
}

async function waitFor(check: () => Promise<boolean>, readLog: () => string): Promise<void> {
  const deadline = Date.now() + startingMs;
  while (Date.now() < deadline) {
    if (await check()) return;
    await delay(25);
  }
  throw new Error(`Dovecot does not answer: ${readLog().slice(-2_000)}`);
}

/** Whether the answer to a command, or the greeting where there is none, is as it should be. */
function isAnswered(port: number, command: string, answer: RegExp): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const finish = (): void => {
      socket.destroy();
      resolve(answer.test(text));
    };
    socket.once('data', () => socket.write(command));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (answer.test(text) || /^1 (?:NO|BAD)/m.test(text)) finish();
    });
    socket.once('error', finish);
    socket.once('close', finish);
  });
}
