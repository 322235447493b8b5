/** The queue of the embedded default: one process, nothing kept. What ends with the process the reconciler queues again. */

import { nextDigestInstant } from './digest-instant.ts';
import { closedError } from './error.ts';
import { InProcessLane, type Taker } from './in-process-lane.ts';
import { perKind } from './job-reference.ts';
import {
  type DigestTime,
  type Job,
  type JobCounts,
  type JobHandlers,
  type JobKind,
  jobKinds,
  type Queue,
  type QueueWorker,
  type WorkOptions,
} from './queue.ts';
import { handlerOf, WorkInHand } from './work-in-hand.ts';

/** No longer, so that a machine that slept, or whose clock was put right, is not late for a digest. */
const longestWaitMs = 30_000;

/** `clock`: milliseconds since the epoch. */
export function openInProcessQueue({ clock = Date.now }: { clock?: () => number } = {}): Queue {
  return new InProcessQueue(clock);
}

class InProcessQueue implements Queue {
  readonly #clock: () => number;
  readonly #lanes = perKind(() => new InProcessLane());
  #alarm: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  async add(jobs: readonly Job[]): Promise<void> {
    if (this.#isClosed) throw closedError();
    for (const job of jobs) this.#lanes[job.kind].add(job);
  }

  async schedule(times: readonly DigestTime[]): Promise<void> {
    if (this.#isClosed) throw closedError();
    const nowMs = this.#clock();
    this.#setAlarm(times.map((time) => ({ time, dueMs: nextDigestInstant(time, nowMs) })));
  }

  async work(handlers: JobHandlers, options: WorkOptions): Promise<QueueWorker> {
    if (this.#isClosed) throw closedError();
    const kinds = jobKinds.filter((kind) => handlers[kind] !== undefined);
    const inHand = new WorkInHand(options);
    const takers = kinds.map((kind): [JobKind, Taker] => {
      const handler = handlerOf(handlers, kind);
      return [kind, { concurrency: options.concurrency[kind] ?? 1, run: (job) => inHand.run(job, handler) }];
    });
    for (const [kind, taker] of takers) this.#lanes[kind].join(taker);
    return {
      kinds,
      [Symbol.asyncDispose]: async () => {
        const left = takers.map(([kind, taker]) => this.#lanes[kind].leave(taker));
        await inHand.end();
        await Promise.all(left);
      },
    };
  }

  async count(): Promise<JobCounts> {
    return perKind((kind) => this.#lanes[kind].count());
  }

  async isReachable(): Promise<boolean> {
    return !this.#isClosed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#alarm);
    for (const lane of Object.values(this.#lanes)) lane.clear();
  }

  #setAlarm(digests: { time: DigestTime; dueMs: number }[]): void {
    clearTimeout(this.#alarm);
    if (digests.length === 0) return;
    const soonestMs = Math.min(...digests.map(({ dueMs }) => dueMs));
    const waitMs = Math.min(Math.max(soonestMs - this.#clock(), 0), longestWaitMs);
    this.#alarm = setTimeout(() => {
      const nowMs = this.#clock();
      for (const digest of digests.filter(({ dueMs }) => dueMs <= nowMs)) {
        this.#lanes['send-digest'].add({ kind: 'send-digest', council: digest.time.council });
        digest.dueMs = nextDigestInstant(digest.time, nowMs);
      }
      this.#setAlarm(digests);
    }, waitMs);
  }
}
