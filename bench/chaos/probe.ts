/**
 * How long workers take to take jobs again after Redis returned: jobs that refer to nothing, until they are gone. They are put before
 * all that waits, since how long a backlog takes is another question.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { formatRecord } from '../../src/queue/job-record.ts';
import type { Job } from '../../src/queue/queue.ts';
import { finishedJobs, unchecked } from '../../src/queue/redis-options.ts';
import type { QueueSettings } from '../../src/settings/settings.ts';
import type { RedisServer } from '../../test/support/redis.ts';

/** Milliseconds; at least `patienceMs` where they were not done by then. */
export type Probe = () => Promise<number>;

export const patienceMs = 60_000;

export function makeProbe(council: string, settings: QueueSettings & { kind: 'redis' }, redis: RedisServer): Probe {
  let turn = 0;
  return async () => {
    const began = performance.now();
    turn += 1;
    const jobs: Job[] = [
      { kind: 'audit-copy', council, copy: `probe.${turn}` },
      { kind: 'deliver-alert', council, notice: `probe.${turn}` },
    ];
    const connection = { url: redis.url, maxRetriesPerRequest: null };
    const queues = jobs.map(({ kind }) => new Queue(kind, { connection, prefix: settings.prefix, ...unchecked }));
    try {
      const jobIds = jobs.map(({ kind }) => `probe-${kind}-${turn}`);
      const isLeft = async (): Promise<boolean> =>
        (await redis.ask((client) =>
          client.exists(...jobs.map(({ kind }, index) => `${settings.prefix}:${kind}:${jobIds[index]}`)),
        )) > 0;
      for (const [index, job] of jobs.entries())
        await queues[index]?.add(job.kind, formatRecord(job), { ...finishedJobs, jobId: jobIds[index], lifo: true });
      while ((await isLeft()) && performance.now() - began < patienceMs) await delay(100);
    } finally {
      await Promise.all(queues.map((queue) => queue.close()));
    }
    return performance.now() - began;
  };
}
