/** What a job refers to. Two jobs of one kind with the same reference are the same work. */

import type { Job, JobKind } from './queue.ts';
import { jobKinds } from './queue.ts';

/** Unique among the jobs of its kind. */
export function formatReference(job: Job): string {
  return JSON.stringify([job.council, itemOf(job)]);
}

function itemOf(job: Job): string | null {
  switch (job.kind) {
    case 'audit-copy':
      return job.copy;
    case 'deliver-alert':
      return job.notice;
    case 'send-digest':
      return null;
    case 'sweep-mailbox':
      return job.mailbox;
  }
}

/** A value for each kind of job. */
export function perKind<Value>(build: (kind: JobKind) => Value): Record<JobKind, Value> {
  return Object.fromEntries(jobKinds.map((kind) => [kind, build(kind)])) as Record<JobKind, Value>;
}
