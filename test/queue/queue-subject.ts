/** What the tests of queues share: a broker to test, and what to ask of it. */

import { expect, vi } from 'vitest';
import type { DigestTime, Job, Queue, QueueWorker, WorkOptions } from '../../src/queue/queue.ts';

/** One broker with nothing in it. */
export type Subject = AsyncDisposable & {
  /** Another view of the same jobs, as another process has it. */
  open(): Promise<Queue>;
  /** Schedules, and lets the time come. */
  scheduleNow(queue: Queue, times: readonly DigestTime[]): Promise<void>;
};

export const council = 'nether-barrow.parish_2';
export const patience = { timeout: 10_000, interval: 5 };

export function copies(...names: string[]): Job[] {
  return names.map((copy) => ({ kind: 'audit-copy', council, copy }));
}

export async function useQueue(
  setUp: () => Promise<Subject>,
  act: (queue: Queue, subject: Subject) => Promise<void>,
): Promise<void> {
  await using subject = await setUp();
  await using queue = await subject.open();
  await act(queue, subject);
}

export function options(concurrency: WorkOptions['concurrency'] = {}): WorkOptions {
  const onError = (error: unknown): void => {
    throw new Error('A worker reported an error.', { cause: error });
  };
  return { concurrency, closeMs: 5_000, onError };
}

export async function total(queue: Queue): Promise<number> {
  const counts = Object.values(await queue.count());
  return counts.reduce((sum, { waiting, active }) => sum + waiting + active, 0);
}

export async function isInHand(queue: Queue): Promise<void> {
  await vi.waitFor(async () => expect((await queue.count())['audit-copy'].active).toBe(1), patience);
}

export async function dispose(worker: QueueWorker): Promise<void> {
  await worker[Symbol.asyncDispose]();
}
