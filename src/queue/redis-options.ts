/** What we ask of BullMQ everywhere. */

import type { RepeatStrategy } from 'bullmq';
import { nextDigestInstant } from './digest-instant.ts';

/** Times in milliseconds. */
export type RedisTimings = {
  /** A worker that has not renewed its lock for so long has died, and its job is another's. */
  lockMs: number;
  stalledCheckMs: number;
  /** A worker that takes nothing for so long, though there is work and Redis answers, is opened anew. */
  deafMs: number;
  watchMs: number;
  /** A flush drops the digests' times as well; they are put back within this time. */
  scheduleMs: number;
};

export const usualTimings: RedisTimings = {
  lockMs: 30_000,
  stalledCheckMs: 5_000,
  deafMs: 15_000,
  watchMs: 3_000,
  scheduleMs: 20_000,
};

/** The database remembers what was done; a job that stayed would only keep its like from being added. */
export const finishedJobs = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** BullMQ's own look at the version would write to standard error, and fails for good where Redis is away at first. */
export const unchecked = { skipVersionCheck: true } as const;

/** In place of BullMQ's own, so that both queues agree on the days when clocks change. */
export const repeatStrategy: RepeatStrategy = (afterMs, { pattern = '', tz = 'UTC' }) => {
  const [minute = Number.NaN, hour = Number.NaN] = pattern.split(' ').map(Number);
  return nextDigestInstant({ hour, minute, timezone: tz }, afterMs);
};
