/** A real PostgreSQL for tests: in a folder of its own, on a port of its own, gone afterwards. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from './free-port.ts';

const startTimeoutMs = 30_000;

export type TestPostgresql = AsyncDisposable & {
  /** Of the database `postgres`. */
  url: string;
  /** Holds the folder `data` of the server. */
  folder: string;
  /** A fresh database; returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** As a power cut ends it: every process of the server at once, with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
};

/** Whoever starts it disposes it. Trusts every local user; writes nothing to disk for durability's sake. */
export async function startPostgresql(): Promise<TestPostgresql> {
  const folder = mkdtempSync(join(tmpdir(), 'candour-postgresql-'));
  const user = findUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  const make = ['--auth=trust', '--username=candour', '--encoding=UTF8', '--locale=C', '--no-sync', '-D', data];
  execFileSync(program('initdb'), make, { ...run, stdio: 'ignore' });
  const port = await findFreePort();
  const url = (name: string): string => `postgresql://candour@127.0.0.1:${port}/${name}`;
  const server = new Server(run, data, port, url('postgres'));
  await server.start();
  return {
    url: url('postgres'),
    folder,
    createDatabase: async (name) => {
      await query(url('postgres'), `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`);
      return url(name);
    },
    kill: () => server.stop('SIGKILL'),
    start: () => server.start(),
    [Symbol.asyncDispose]: async () => {
      // Immediate shutdown: nobody needs what is in there any more.
      await server.stop('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type RunOptions = { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv };

class Server {
  readonly #run: RunOptions;
  readonly #data: string;
  readonly #port: number;
  readonly #url: string;
  #process: ChildProcess | null = null;

  constructor(run: RunOptions, data: string, port: number, url: string) {
    this.#run = run;
    this.#data = data;
    this.#port = port;
    this.#url = url;
  }

  /** Tries again where it ends at once: of a server that was killed, a process may not be gone yet. */
  async start(): Promise<void> {
    const deadline = performance.now() + startTimeoutMs;
    let started = this.#spawn();
    for (;;) {
      try {
        await query(this.#url, 'SELECT 1');
        return;
      } catch (cause) {
        if (performance.now() > deadline) throw new Error('PostgreSQL did not start.', { cause });
        await new Promise((resolve) => setTimeout(resolve, 30));
        if (started.exitCode !== null) started = this.#spawn();
      }
    }
  }

  async stop(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const server = this.#process;
    this.#process = null;
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    // Stopped, it starts no process that would not be known here.
    if (signal === 'SIGKILL') server.kill('SIGSTOP');
    const children = signal === 'SIGKILL' ? childrenOf(server.pid ?? 0) : [];
    for (const pid of [server.pid ?? 0, ...children]) killOne(pid, signal);
    await exited;
  }

  #spawn(): ChildProcess {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'off',
      max_connections: '60',
    };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#process = spawn(program('postgres'), ['-D', this.#data, '-p', String(this.#port), ...words], {
      ...this.#run,
      stdio: 'ignore',
    });
    return this.#process;
  }
}

function childrenOf(pid: number): number[] {
  try {
    const out = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    return out.trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}

function killOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root. */
function findUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((option) => Number(execFileSync('id', [option, name], { encoding: 'utf8' })));
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      // No such user here.
    }
  }
  throw new Error('PostgreSQL needs an unprivileged user: postgres or nobody.');
}

/** Debian keeps the server's programs out of the path. */
function program(name: string): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((left, right) => Number(right) - Number(left)) : [];
  const [found] = versions.map((version) => join(root, version, 'bin', name)).filter((path) => existsSync(path));
  return found ?? name;
}
