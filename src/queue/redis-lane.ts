/** One kind of job from Redis: a BullMQ worker that can be thrown away for a new one. */

import { type Job as BullJob, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { QueueError } from './error.ts';
import { parseRecord } from './job-record.ts';
import type { Job, JobKind } from './queue.ts';
import { endConnection, openWorkerConnection } from './redis-connection.ts';
import { type RedisTimings, repeatStrategy, unchecked } from './redis-options.ts';
import type { Outcome } from './work-in-hand.ts';

export type LaneOptions = {
  kind: JobKind;
  url: string;
  prefix: string;
  timings: RedisTimings;
  concurrency: number;
  run: (job: Job) => Promise<Outcome>;
  onError: (error: unknown) => void;
};

/** Handlers are idempotent, and a job whose workers die is not to blame for it. */
const maxStalledCount = 1_000;
/** For BullMQ's last words to Redis; it may have gone. */
const partingMs = 2_000;

const awayStates: readonly string[] = ['reconnecting', 'close', 'end'] satisfies Redis['status'][];

type Opened = { worker: Worker; connections: () => Redis[] };

export class RedisLane {
  readonly #options: LaneOptions;
  #opened: Opened;
  #inHand = 0;
  #aliveAtMs = performance.now();

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#opened = this.#open();
  }

  get kind(): JobKind {
    return this.#options.kind;
  }

  get isFull(): boolean {
    return this.#inHand >= this.#options.concurrency;
  }

  /** For how long this lane has taken nothing, though there was something to take. Milliseconds. */
  get silentMs(): number {
    return performance.now() - this.#aliveAtMs;
  }

  /** There is no reason to take anything. */
  excuse(): void {
    this.#aliveAtMs = performance.now();
  }

  /** What is in hand goes on, but its end is not written to Redis: when its lock is over it is taken again. */
  async reopen(): Promise<void> {
    const former = this.#opened;
    this.#opened = this.#open();
    this.excuse();
    await part(former, false);
  }

  /** Takes no more. */
  stop(): void {
    this.#opened.worker.pause(true).catch(this.#options.onError);
  }

  /** Once nothing is in hand any more. */
  async close(): Promise<void> {
    // One that is only just connecting would leave its job to be taken again, for no reason.
    const isThere = this.#opened.connections().every(({ status }) => !awayStates.includes(status));
    await part(this.#opened, isThere);
  }

  #open(): Opened {
    const { kind, url, prefix, timings, concurrency, onError } = this.#options;
    const { connection, twins } = openWorkerConnection(url);
    const worker = new Worker(kind, (job, token) => this.#take(job, token), {
      connection,
      prefix,
      concurrency,
      lockDuration: timings.lockMs,
      stalledInterval: timings.stalledCheckMs,
      maxStalledCount,
      // BullMQ's 15 s would come on top of the outage.
      runRetryDelay: 1_000,
      settings: { repeatStrategy },
      ...unchecked,
    });
    worker.on('error', onError);
    return { worker, connections: () => [connection, ...twins] };
  }

  async #take(bullJob: BullJob, token: string | undefined): Promise<void> {
    const { kind, run, onError } = this.#options;
    this.excuse();
    const job = parseRecord(kind, bullJob.data);
    if (job === null) return onError(unreadable(kind));
    this.#inHand += 1;
    const outcome = await run(job);
    this.#inHand -= 1;
    if (outcome === 'done') return;
    await bullJob.moveToWait(token);
    throw new WaitingError();
  }
}

/** By force where a peaceful end would wait for a Redis that is away, or goes away meanwhile. */
async function part({ worker, connections }: Opened, isPeaceful: boolean): Promise<void> {
  const end = (): void => connections().forEach(endConnection);
  if (!isPeaceful) end();
  const closed = worker.close(!isPeaceful);
  await settlesWithin(closed, partingMs);
  end();
  await settlesWithin(closed, partingMs);
}

async function settlesWithin(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

function unreadable(kind: JobKind): QueueError {
  return new QueueError('job-unreadable', `A job ${kind} in Redis was written by another version of Candour.`, {
    fields: { kind },
  });
}
