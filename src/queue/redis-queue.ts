/** The queue of many processes: BullMQ on Redis. Redis may be away, flushed or restarted at any moment (docs/decisions/0011). */

import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { closedError } from './error.ts';
import type { DigestTime, Job, JobCounts, JobHandlers, Queue, QueueWorker, WorkOptions } from './queue.ts';
import { checkBrokerUrl, endConnection, openProducerConnection } from './redis-connection.ts';
import { RedisJobs, withQueueErrors } from './redis-jobs.ts';
import { type RedisTimings, usualTimings } from './redis-options.ts';
import { assertSchedule } from './redis-schedule.ts';
import { openRedisWorker } from './redis-worker.ts';

/** How long opening waits for Redis; without it the first `add` would find a connection that is not made yet. */
const openingMs = 2_000;

/** `timings`: for tests. */
export type RedisQueueOptions = { url: string; prefix: string; timings?: Partial<RedisTimings> };

/** Opens also where Redis is away: everything is then refused until it returns. @throws {QueueError} `broker-url` */
export async function openRedisQueue({ url, prefix, timings = {} }: RedisQueueOptions): Promise<Queue> {
  checkBrokerUrl(url);
  const connection = openProducerConnection(url);
  await once(connection, 'ready', { signal: AbortSignal.timeout(openingMs) }).catch(() => {});
  return new RedisQueue(connection, url, prefix, { ...usualTimings, ...timings });
}

class RedisQueue implements Queue {
  readonly #connection: Redis;
  readonly #url: string;
  readonly #prefix: string;
  readonly #timings: RedisTimings;
  readonly #jobs: RedisJobs;
  #times: readonly DigestTime[] | null = null;
  readonly #reminder: NodeJS.Timeout;
  #isClosed = false;

  constructor(connection: Redis, url: string, prefix: string, timings: RedisTimings) {
    this.#connection = connection;
    this.#url = url;
    this.#prefix = prefix;
    this.#timings = timings;
    this.#jobs = new RedisJobs(connection, prefix);
    this.#reminder = setInterval(() => this.#assertSchedule().catch(() => {}), timings.scheduleMs);
  }

  async add(jobs: readonly Job[]): Promise<void> {
    if (this.#isClosed) throw closedError();
    await withQueueErrors(this.#jobs.add(jobs));
  }

  async schedule(times: readonly DigestTime[]): Promise<void> {
    if (this.#isClosed) throw closedError();
    this.#times = [...times];
    await withQueueErrors(this.#assertSchedule());
  }

  async work(handlers: JobHandlers, options: WorkOptions): Promise<QueueWorker> {
    if (this.#isClosed) throw closedError();
    const broker = { url: this.#url, prefix: this.#prefix, timings: this.#timings, jobs: this.#jobs };
    return openRedisWorker(broker, handlers, options);
  }

  async count(): Promise<JobCounts> {
    if (this.#isClosed) throw closedError();
    return withQueueErrors(this.#jobs.count());
  }

  async isReachable(): Promise<boolean> {
    return this.#connection.ping().then(
      () => true,
      () => false,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#reminder);
    await this.#jobs.close();
    endConnection(this.#connection);
  }

  async #assertSchedule(): Promise<void> {
    if (this.#times !== null) await assertSchedule(this.#jobs.digests, this.#times);
  }
}
