/** How long workers take to do jobs again after Redis returned: jobs that refer to nothing, until they are gone. */

import { setTimeout as delay } from 'node:timers/promises';
import { deduplicationId } from '../../src/queue/job-record.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { Job } from '../../src/queue/queue.ts';
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
    // BullMQ keeps these for as long as a job waits or is in hand.
    const keys = jobs.map((job) => `${settings.prefix}:${job.kind}:de:${deduplicationId(job)}`);
    await using queue = await openQueue(settings);
    await queue.add(jobs);
    const isLeft = async (): Promise<boolean> => (await redis.ask((client) => client.exists(...keys))) > 0;
    if (!(await isLeft()) && performance.now() - began > 1_000) throw new Error('The probe found no key of its jobs.');
    while ((await isLeft()) && performance.now() - began < patienceMs) await delay(100);
    return performance.now() - began;
  };
}
