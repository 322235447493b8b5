/** How jobs get into Redis, and what is asked of them there: one BullMQ queue a kind, over one connection. */

import { randomUUID } from 'node:crypto';
import { type BulkJobOptions, Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import { deduplicationId, formatRecord } from './job-record.ts';
import { perKind } from './job-reference.ts';
import { type Job, type JobCounts, type JobKind, jobKinds } from './queue.ts';
import { toQueueError } from './redis-connection.ts';
import { finishedJobs, repeatStrategy, unchecked } from './redis-options.ts';

/** BullMQ writes an event for every step of a job, which nobody reads. */
const eventsKept = 100;
/** More at once would hold Redis, and its time limit is for one batch. */
const jobsPerBatch = 200;

export class RedisJobs {
  readonly #queues: Record<JobKind, BullQueue>;
  readonly #connection: Redis;

  constructor(connection: Redis, prefix: string) {
    this.#connection = connection;
    this.#queues = perKind((kind) => {
      const queue = new BullQueue(kind, {
        connection,
        prefix,
        streams: { events: { maxLen: eventsKept } },
        settings: { repeatStrategy },
        ...unchecked,
        // A queue that waited until Redis is there would make `add` wait, too.
        skipWaitingForReady: true,
      });
      return queue.on('error', () => {});
    });
  }

  get digests(): BullQueue {
    return this.#queues['send-digest'];
  }

  async add(jobs: readonly Job[]): Promise<void> {
    for (const kind of jobKinds) {
      const ofKind = jobs.filter((job) => job.kind === kind).map(toBullJob);
      for (let from = 0; from < ofKind.length; from += jobsPerBatch)
        await this.#queues[kind].addBulk(ofKind.slice(from, from + jobsPerBatch));
    }
  }

  async count(): Promise<JobCounts> {
    const counts = await Promise.all(jobKinds.map((kind) => this.#queues[kind].getJobCounts('wait', 'active')));
    return perKind((kind) => {
      const { wait = 0, active = 0 } = counts[jobKinds.indexOf(kind)] ?? {};
      return { waiting: wait, active };
    });
  }

  /** Whether there is work that a worker should have taken: what waits, or what should have begun to wait `overdueMs` ago. */
  async hasWork(kind: JobKind, overdueMs: number): Promise<boolean> {
    const queue = this.#queues[kind];
    const [waiting, [delayed]] = await Promise.all([queue.getWaitingCount(), queue.getDelayed(0, 0)]);
    return waiting > 0 || (delayed != null && delayed.timestamp + delayed.delay + overdueMs < Date.now());
  }

  /** The policy by which Redis drops keys once its memory is full; null where it drops none. */
  async evictionPolicy(): Promise<string | null> {
    const memory = await this.#connection.info('memory');
    const read = (name: string): string => new RegExp(`^${name}:(\\S+)`, 'm').exec(memory)?.[1] ?? '';
    const policy = read('maxmemory_policy');
    return read('maxmemory') === '0' || policy === '' || policy === 'noeviction' ? null : policy;
  }

  async close(): Promise<void> {
    await Promise.allSettled(Object.values(this.#queues).map((queue) => queue.close()));
  }
}

/**
 * A job that waits is not added again; one added while its like is in hand is kept by BullMQ, and begins to wait when that ends. The
 * id is a new one each time: were it the reference, such a job would be dropped, and after a flush Redis would count from one again.
 */
function toBullJob(job: Job): { name: string; data: unknown; opts: BulkJobOptions } {
  const deduplication = { id: deduplicationId(job), keepLastIfActive: true };
  return { name: job.kind, data: formatRecord(job), opts: { ...finishedJobs, jobId: randomUUID(), deduplication } };
}

/** As the caller of a queue is told: `temporary` where Redis is away. */
export async function withQueueErrors<Value>(operation: Promise<Value>): Promise<Value> {
  try {
    return await operation;
  } catch (error) {
    throw toQueueError(error);
  }
}
