/** Whoever works on jobs from Redis: a lane for each kind, and a watch over them. */

import { QueueError } from './error.ts';
import { type Job, type JobHandlers, jobKinds, type QueueWorker, type WorkOptions } from './queue.ts';
import { toQueueError } from './redis-connection.ts';
import type { RedisJobs } from './redis-jobs.ts';
import { RedisLane } from './redis-lane.ts';
import type { RedisTimings } from './redis-options.ts';
import { handlerOf, WorkInHand } from './work-in-hand.ts';

export type Broker = { url: string; prefix: string; timings: RedisTimings; jobs: RedisJobs };

/** The same again is not news: every attempt of every connection fails while Redis is away. */
const repeatAfterMs = 60_000;

export function openRedisWorker(broker: Broker, handlers: JobHandlers, options: WorkOptions): QueueWorker {
  const { url, prefix, timings, jobs } = broker;
  const kinds = jobKinds.filter((kind) => handlers[kind] !== undefined);
  const inHand = new WorkInHand(options);
  const onError = reportOnce((error) => {
    if (!inHand.isEnding) options.onError(error, null);
  });
  const lanes = kinds.map((kind) => {
    const handler = handlerOf(handlers, kind);
    const run = (job: Job) => inHand.run(job, handler);
    return new RedisLane({ kind, url, prefix, timings, concurrency: options.concurrency[kind] ?? 1, run, onError });
  });
  const watch = watchLanes(lanes, jobs, timings, onError);
  return {
    kinds,
    [Symbol.asyncDispose]: async () => {
      watch.stop();
      for (const lane of lanes) lane.stop();
      await inHand.end();
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/**
 * After a long outage a worker of BullMQ can look alive and consume nothing. It is judged by what it takes, not by its connection:
 * where it has room, there is work and Redis answers, and still it takes nothing, it is opened anew.
 */
function watchLanes(
  lanes: readonly RedisLane[],
  jobs: RedisJobs,
  { watchMs, deafMs }: RedisTimings,
  onError: (error: unknown) => void,
): { stop: () => void } {
  let isPolicyKnown = false;
  async function look(): Promise<void> {
    try {
      await Promise.all(lanes.map((lane) => mendLane(lane, jobs, deafMs, onError)));
      if (!isPolicyKnown) reportEviction(await jobs.evictionPolicy(), onError);
      isPolicyKnown = true;
    } catch {
      // Redis is away, as the lanes say. The one that returns may be configured in another way.
      isPolicyKnown = false;
      for (const lane of lanes) lane.excuse();
    }
  }
  const timer = setInterval(() => void look(), watchMs);
  void look();
  return { stop: () => clearInterval(timer) };
}

async function mendLane(
  lane: RedisLane,
  jobs: RedisJobs,
  deafMs: number,
  onError: (error: unknown) => void,
): Promise<void> {
  if (lane.isFull || !(await jobs.hasWork(lane.kind, deafMs))) return lane.excuse();
  if (lane.silentMs < deafMs) return;
  onError(deaf(lane, deafMs));
  lane.reopen().catch(onError);
}

function deaf({ kind }: RedisLane, deafMs: number): QueueError {
  const seconds = Math.round(deafMs / 1_000);
  return new QueueError('worker-deaf', `The worker for ${kind} took no job for ${seconds} s and is opened anew.`, {
    temporary: true,
    fields: { kind },
  });
}

function reportEviction(policy: string | null, onError: (error: unknown) => void): void {
  if (policy === null) return;
  const message = `Redis drops keys when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`;
  onError(new QueueError('broker-evicts', message, { fields: { policy } }));
}

function reportOnce(report: (error: QueueError) => void): (error: unknown) => void {
  const reported = new Map<string, number>();
  return (raw) => {
    const error = toQueueError(raw);
    const nowMs = performance.now();
    if (nowMs < (reported.get(error.message) ?? Number.NEGATIVE_INFINITY) + repeatAfterMs) return;
    reported.set(error.message, nowMs);
    report(error);
  };
}
