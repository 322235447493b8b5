/** Redis may be away, flushed or restarted at any moment. What counts is what is consumed, not what a connection says of itself. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Job, Queue } from '../../src/queue/queue.ts';
import { openRedisQueue } from '../../src/queue/redis-queue.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { options, total } from './queue-subject.ts';

const prefix = 'candour';
const copy = (name: string): Job[] => [{ kind: 'audit-copy', council: 'nether-barrow', copy: name }];
/** The promise of the live service. */
const withinPromise = { timeout: 30_000, interval: 20 };
/** BullMQ gives its blocking command up after six seconds; an outage is long once that has happened. */
const longOutageMs = 7_000;

/** Like the reconciler: adds until it is done. */
async function addAndAwait(queue: Queue, name: string, seen: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    await queue.add(copy(name));
    expect(seen).toContain(name);
  }, withinPromise);
}

describe.concurrent('workers consume again', () => {
  test.each<[string, (server: RedisServer) => Promise<void>]>([
    ['Redis was restarted', (server) => server.stop()],
    ['Redis was killed', (server) => server.kill()],
    [
      'Redis was away for long',
      async (server) => {
        await server.stop();
        await pass(longOutageMs);
      },
    ],
    [
      'Redis was killed and away for long',
      async (server) => {
        await server.kill();
        await pass(longOutageMs);
      },
    ],
  ])('after %s', async (_, goAway) => {
    await using server = await startRedis();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const seen: string[] = [];
    const codes = new Set<string>();
    const handler = async (job: { copy: string }): Promise<void> => void seen.push(job.copy);
    const onError = (error: unknown): unknown => codes.add((error as { code: string }).code);
    await using _worker = await queue.work(
      { 'audit-copy': handler, 'send-digest': async () => {} },
      { ...options(), onError },
    );
    await addAndAwait(queue, 'before', seen);
    await goAway(server);
    await expect(queue.add(copy('lost'))).rejects.toMatchObject({ code: 'broker-away', temporary: true });
    await server.start();
    await addAndAwait(queue, 'after', seen);
    // Redis may have noted the end of a job without being able to say so.
    expect(['broker-away', 'job-taken-over']).toEqual(expect.arrayContaining([...codes]));
  });

  test('after a flush, which loses the jobs and nothing else', async () => {
    await using server = await startRedis();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const seen: string[] = [];
    const release = Promise.withResolvers<void>();
    const handler = async (job: { copy: string }): Promise<void> => {
      seen.push(job.copy);
      if (job.copy === 'in hand') await release.promise;
    };
    const codes: string[] = [];
    const onError = (error: unknown): unknown => codes.push((error as { code: string }).code);
    await using _worker = await queue.work({ 'audit-copy': handler }, { ...options({ 'audit-copy': 3 }), onError });
    await queue.add(copy('in hand'));
    await vi.waitFor(() => expect(seen).toEqual(['in hand']));
    await server.flush();
    await queue.add([...copy('in hand'), ...copy('other')]);
    // Redis knows of no job in hand any more. That one is done twice is what handlers are idempotent for.
    await vi.waitFor(() => expect(seen).toEqual(['in hand', 'in hand', 'other']), withinPromise);
    release.resolve();
    await vi.waitFor(async () => expect(await total(queue)).toBe(0));
    await addAndAwait(queue, 'after', seen);
    expect(codes).toEqual(['job-taken-over']);
  });

  test('once Redis is there, which was away when they began', async () => {
    await using server = await startRedis();
    await server.stop();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    expect(await queue.isReachable()).toBe(false);
    const seen: string[] = [];
    await using _worker = await queue.work(
      { 'audit-copy': async (job) => void seen.push(job.copy) },
      { ...options(), onError: () => {} },
    );
    await expect(queue.schedule([])).rejects.toMatchObject({ code: 'broker-away' });
    await server.start();
    await addAndAwait(queue, 'after', seen);
    expect(await queue.isReachable()).toBe(true);
  });

  test('where a connection is dead without a word: the worker is opened anew', async () => {
    await using server = await startRedis();
    await using proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    const url = `redis://127.0.0.1:${proxy.port}`;
    await using queue = await openRedisQueue({ url, prefix, timings: { deafMs: 1_000, watchMs: 100 } });
    const seen: string[] = [];
    const codes = new Set<string>();
    await using _worker = await queue.work(
      { 'audit-copy': async (job) => void seen.push(job.copy) },
      { ...options(), onError: (error) => codes.add((error as { code: string }).code) },
    );
    await addAndAwait(queue, 'before', seen);
    proxy.silence();
    await vi.waitFor(() => queue.add(copy('after')), withinPromise);
    await vi.waitFor(() => expect(seen).toContain('after'), withinPromise);
    expect(codes).toContain('worker-deaf');
  });
});

describe.concurrent('where Redis is away', () => {
  test.each<[string, (server: RedisServer) => unknown]>([
    ['stopped', (server) => server.stop()],
    ['frozen', (server) => server.freeze()],
  ])('adding to one that is %s fails within two seconds', async (_, goAway) => {
    await using server = await startRedis();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    await queue.add(copy('before'));
    await goAway(server);
    const begunMs = performance.now();
    const many = Array.from({ length: 1_000 }, (_, index) => copy(`copy-${index}`)).flat();
    await expect(queue.add(many)).rejects.toMatchObject({ name: 'QueueError', code: 'broker-away', temporary: true });
    expect(performance.now() - begunMs).toBeLessThan(2_000);
    await expect(queue.count()).rejects.toMatchObject({ code: 'broker-away' });
    expect(await queue.isReachable()).toBe(false);
    server.thaw();
  });

  test.each<[string, (server: RedisServer) => unknown]>([
    ['stopped', (server) => server.stop()],
    ['killed', (server) => server.kill()],
    ['frozen', (server) => server.freeze()],
  ])('a worker of one that is %s ends all the same', async (_, goAway) => {
    await using server = await startRedis();
    const queue = await openRedisQueue({ url: server.url, prefix });
    const begun = Promise.withResolvers<void>();
    const worker = await queue.work(
      {
        'audit-copy': async (_, signal) => {
          begun.resolve();
          await once(signal, 'abort');
        },
        'send-digest': async () => {},
      },
      { ...options(), closeMs: 100, onError: () => {} },
    );
    await queue.add(copy('in hand'));
    await begun.promise;
    await goAway(server);
    const begunMs = performance.now();
    await worker[Symbol.asyncDispose]();
    await queue[Symbol.asyncDispose]();
    expect(performance.now() - begunMs).toBeLessThan(8_000);
  });
});

describe.concurrent('a process', () => {
  test('that is killed leaves its job to another', async () => {
    await using server = await startRedis();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    await using victim = await startConsumer(server);
    await queue.add(copy('stuck'));
    await vi.waitFor(() => expect(victim.lines).toContain('taken stuck'), withinPromise);
    await using heir = await startConsumer(server);
    victim.kill('SIGKILL');
    await vi.waitFor(() => expect(heir.lines).toContain('taken stuck'), withinPromise);
  });

  test('hands back what does not end, closes everything, ends by itself, and writes nothing to standard error', async () => {
    await using server = await startRedis();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    await using consumer = await startConsumer(server);
    await queue.add([...copy('quick'), ...copy('stuck')]);
    await vi.waitFor(() => expect(consumer.lines).toContain('taken stuck'), withinPromise);
    await server.stop();
    await server.start();
    consumer.kill('SIGTERM');
    expect(await consumer.ended).toBe(0);
    expect(consumer.lines.filter((line) => !line.startsWith('error'))).toEqual([
      'ready',
      'taken quick',
      'taken stuck',
      'disposed',
    ]);
    expect(consumer.errors()).toBe('');
  });
});

async function startConsumer(server: RedisServer) {
  const script = join(import.meta.dirname, 'consume.ts');
  const child = spawn(process.execPath, [script, server.url, prefix], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  await vi.waitFor(() => expect(lines).toContain('ready'), withinPromise);
  return {
    lines,
    ended,
    errors: () => errors,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
