/** What stands in Redis of a job (docs/formats/jobs.md): references only, since whoever can read Redis can read it. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formatReference } from './job-reference.ts';
import type { Job, JobKind } from './queue.ts';

const recordVersion = 1;

const version = z.literal(recordVersion);
const reference = z.string().min(1);
const shapes = {
  'audit-copy': z.strictObject({ version, council: reference, copy: reference }),
  'deliver-alert': z.strictObject({ version, council: reference, notice: reference }),
  'send-digest': z.strictObject({ version, council: reference }),
  'sweep-mailbox': z.strictObject({ version, council: reference, mailbox: reference }),
} satisfies Record<JobKind, z.ZodType>;

export type JobRecord = z.infer<(typeof shapes)[JobKind]>;

export function formatRecord({ kind: _, ...references }: Job): JobRecord {
  return { version: recordVersion, ...references };
}

/** Null for what another version of the program wrote. */
export function parseRecord(kind: JobKind, data: unknown): Job | null {
  const parsed = shapes[kind].safeParse(data);
  if (!parsed.success) return null;
  const { version: _, ...references } = parsed.data;
  return { kind, ...references } as Job;
}

/** The same for the same work, with neither `:` nor digits only, which BullMQ takes amiss. */
export function deduplicationId(job: Job): string {
  return `job-${createHash('sha256').update(formatReference(job)).digest('base64url')}`;
}
