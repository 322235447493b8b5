/** A real Redis for one test file: on a port of its own, in a folder of its own, stopped by its process id. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findFreePort } from './free-port.ts';

export type RedisServer = AsyncDisposable & {
  readonly url: string;
  /** As after `stop` or `kill`: on the same port, with the same data. */
  start(): Promise<void>;
  /** SIGTERM: Redis writes its data and goes. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT: connections stay open, and nobody answers. */
  freeze(): void;
  thaw(): void;
  flush(): Promise<void>;
  /** With a connection of its own. */
  ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer>;
};

export type RedisServerOptions = { appendOnly?: boolean; maxmemoryPolicy?: string; maxmemory?: string };

const startingMs = 10_000;

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'candour-redis-'));
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    running = spawn('redis-server', serverArguments(port, folder, options), { stdio: 'ignore' });
    await ask(url, (redis) => redis.ping());
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (running === null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
    running = null;
  }

  await start();
  return {
    url,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    flush: async () => {
      await ask(url, (redis) => redis.flushall());
    },
    ask: (question) => ask(url, question),
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverArguments(port: number, folder: string, options: RedisServerOptions): string[] {
  const { appendOnly = true, maxmemoryPolicy = 'noeviction', maxmemory = '0' } = options;
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: appendOnly ? 'yes' : 'no',
    save: '',
    'maxmemory-policy': maxmemoryPolicy,
    maxmemory,
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Waits for the server while it starts or loads its data. */
async function ask<Answer>(url: string, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + startingMs;
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: () => (Date.now() < deadline ? 20 : null),
  }).on('error', () => {});
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
