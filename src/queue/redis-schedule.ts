/** The digests' times as BullMQ's job schedulers: whichever worker takes one day's job queues the next day's. */

import type { Queue as BullQueue, JobSchedulerJson } from 'bullmq';
import { formatRecord } from './job-record.ts';
import type { DigestTime, Job } from './queue.ts';
import { finishedJobs } from './redis-options.ts';

/** Later than this a scheduler has lost its next job, and is made anew. */
const overdueMs = 60_000;

/** Removes what is not in `times`, and leaves alone what is as it should be: making one anew drops its job if that is just due. */
export async function assertSchedule(queue: BullQueue, times: readonly DigestTime[]): Promise<void> {
  const present = new Map((await queue.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]));
  for (const time of times) {
    const scheduler = present.get(time.council);
    present.delete(time.council);
    if (scheduler === undefined || !isAsWanted(scheduler, time)) await upsert(queue, time);
  }
  for (const council of present.keys()) await queue.removeJobScheduler(council);
}

function isAsWanted(scheduler: JobSchedulerJson, time: DigestTime): boolean {
  const isOverdue = (scheduler.next ?? 0) < Date.now() - overdueMs;
  return scheduler.pattern === formatPattern(time) && scheduler.tz === time.timezone && !isOverdue;
}

/** Without de-duplication: tomorrow's job, which exists from today on, would count as waiting and swallow today's. */
async function upsert(queue: BullQueue, time: DigestTime): Promise<void> {
  const job: Job = { kind: 'send-digest', council: time.council };
  await queue.upsertJobScheduler(
    time.council,
    { pattern: formatPattern(time), tz: time.timezone },
    { name: job.kind, data: formatRecord(job), opts: finishedJobs },
  );
}

function formatPattern({ hour, minute }: DigestTime): string {
  return `${minute} ${hour} * * *`;
}
