/** What every queue must do, whatever is behind it. */

import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Job, JobHandlers, Queue } from '../../src/queue/queue.ts';
import {
  copies,
  council,
  dispose,
  isInHand,
  options,
  patience,
  type Subject,
  total,
  useQueue,
} from './queue-subject.ts';

export function testQueue(setUp: () => Promise<Subject>): void {
  const withQueue = (act: (queue: Queue, subject: Subject) => Promise<void>): Promise<void> => useQueue(setUp, act);

  test('hands every job to the handler of its kind, as it was added', () =>
    withQueue(async (queue) => {
      const seen: Job[] = [];
      const note = async (job: Job): Promise<void> => void seen.push(job);
      const handlers = { 'audit-copy': note, 'deliver-alert': note, 'send-digest': note, 'sweep-mailbox': note };
      await using worker = await queue.work(handlers, options());
      const jobs: Job[] = [
        { kind: 'audit-copy', council, copy: '7' },
        { kind: 'deliver-alert', council, notice: 'notice:7 — ünïcode' },
        { kind: 'send-digest', council },
        { kind: 'sweep-mailbox', council, mailbox: 'clerk' },
      ];
      await queue.add(jobs);
      await vi.waitFor(() => expect(seen).toHaveLength(4), patience);
      expect(seen.sort((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual(jobs);
      expect([...worker.kinds].sort()).toEqual(jobs.map(({ kind }) => kind));
    }));

  test('keeps the order within a kind, and queues what waits once', () =>
    withQueue(async (queue) => {
      await queue.add(copies('a', 'b', 'a', 'c'));
      await queue.add(copies('b', 'd'));
      expect((await queue.count())['audit-copy']).toEqual({ waiting: 4, active: 0 });
      const seen: string[] = [];
      await using _worker = await queue.work({ 'audit-copy': async ({ copy }) => void seen.push(copy) }, options());
      await vi.waitFor(async () => expect(await total(queue)).toBe(0), patience);
      expect(seen).toEqual(['a', 'b', 'c', 'd']);
    }));

  test('the same reference in another council or another kind is another job', () =>
    withQueue(async (queue) => {
      await queue.add([
        { kind: 'audit-copy', council: 'a', copy: '1' },
        { kind: 'audit-copy', council: 'b', copy: '1' },
        { kind: 'deliver-alert', council: 'a', notice: '1' },
      ]);
      expect(await total(queue)).toBe(3);
    }));

  test('a job that is done can be added again', () =>
    withQueue(async (queue) => {
      const runs: string[] = [];
      await using _worker = await queue.work({ 'audit-copy': async () => void runs.push('a') }, options());
      for (const expected of [1, 2, 3]) {
        await queue.add(copies('a'));
        await vi.waitFor(async () => expect([runs.length, await total(queue)]).toEqual([expected, 0]), patience);
      }
    }));

  test('a job that is added while it is in hand is done once more, and not at the same time', () =>
    withQueue(async (queue) => {
      const begun: PromiseWithResolvers<void>[] = [];
      const handler = (): Promise<void> => {
        const run = Promise.withResolvers<void>();
        begun.push(run);
        return run.promise;
      };
      await using _worker = await queue.work({ 'audit-copy': handler }, options({ 'audit-copy': 3 }));
      await queue.add(copies('a'));
      await vi.waitFor(() => expect(begun).toHaveLength(1), patience);
      await queue.add(copies('a', 'b'));
      await queue.add(copies('a'));
      await vi.waitFor(() => expect(begun).toHaveLength(2), patience);
      expect((await queue.count())['audit-copy'].active).toBe(2);
      begun[0]?.resolve();
      await vi.waitFor(() => expect(begun).toHaveLength(3), patience);
      for (const run of begun) run.resolve();
      await vi.waitFor(async () => expect(await total(queue)).toBe(0), patience);
      expect(begun).toHaveLength(3);
    }));

  test('no more jobs of a kind at the same time than agreed, and not fewer', () =>
    withQueue(async (queue) => {
      let [atOnce, most, done] = [0, 0, 0];
      const handler = async (): Promise<void> => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        for (let turns = 0; turns < 20; turns += 1) await turn();
        atOnce -= 1;
        done += 1;
      };
      await queue.add(copies(...Array.from({ length: 30 }, (_, index) => `copy-${index}`)));
      await using _worker = await queue.work({ 'audit-copy': handler }, options({ 'audit-copy': 3 }));
      await vi.waitFor(() => expect(done).toBe(30), patience);
      expect(most).toBe(3);
    }));

  test('a handler that rejects or throws is reported, and the worker goes on', () =>
    withQueue(async (queue) => {
      const seen: string[] = [];
      const errors: unknown[] = [];
      const handler = (job: { copy: string }): Promise<void> => {
        seen.push(job.copy);
        if (job.copy === 'rejects') return Promise.reject(new Error('rejected'));
        if (job.copy === 'throws') throw new Error('thrown');
        return Promise.resolve();
      };
      const onError = (error: unknown, job: Job | null): unknown => errors.push([(error as Error).message, job]);
      await using _worker = await queue.work({ 'audit-copy': handler }, { ...options(), onError });
      await queue.add(copies('rejects', 'throws', 'works'));
      await vi.waitFor(async () => expect(await total(queue)).toBe(0), patience);
      expect(seen).toEqual(['rejects', 'throws', 'works']);
      const [rejects, throws] = copies('rejects', 'throws');
      expect(errors).toEqual([
        ['rejected', rejects],
        ['thrown', throws],
      ]);
    }));

  test('counts what waits and what is in hand', () =>
    withQueue(async (queue) => {
      const release = Promise.withResolvers<void>();
      await queue.add(copies('a', 'b', 'c'));
      await queue.add([{ kind: 'send-digest', council }]);
      await using _worker = await queue.work({ 'audit-copy': () => release.promise }, options());
      await vi.waitFor(async () => {
        expect(await queue.count()).toEqual({
          'audit-copy': { waiting: 2, active: 1 },
          'deliver-alert': { waiting: 0, active: 0 },
          'send-digest': { waiting: 1, active: 0 },
          'sweep-mailbox': { waiting: 0, active: 0 },
        });
      }, patience);
      release.resolve();
    }));

  test('what nobody here has a handler for is left in place', () =>
    withQueue(async (queue, subject) => {
      await queue.add([{ kind: 'sweep-mailbox', council, mailbox: 'clerk' }, ...copies('a')]);
      await using worker = await queue.work({ 'audit-copy': async () => {} }, options());
      await vi.waitFor(async () => expect(await total(queue)).toBe(1), patience);
      expect(worker.kinds).toEqual(['audit-copy']);
      const swept: Job[] = [];
      await using other = await subject.open();
      await using _sweeper = await other.work({ 'sweep-mailbox': async (job) => void swept.push(job) }, options());
      await vi.waitFor(() => expect(swept).toHaveLength(1), patience);
    }));

  test('several workers share the jobs, and none is done twice', () =>
    withQueue(async (queue, subject) => {
      await using otherQueue = await subject.open();
      const takenBy: Record<string, string[]> = { one: [], other: [] };
      const handlers = (name: string): JobHandlers => ({
        'audit-copy': async ({ copy }) => {
          takenBy[name]?.push(copy);
          await turn();
        },
      });
      await using _one = await queue.work(handlers('one'), options({ 'audit-copy': 2 }));
      await using _other = await otherQueue.work(handlers('other'), options({ 'audit-copy': 2 }));
      const names = Array.from({ length: 200 }, (_, index) => `copy-${index}`);
      await queue.add(copies(...names));
      await vi.waitFor(async () => expect(await total(queue)).toBe(0), patience);
      expect(Object.values(takenBy).flat().sort()).toEqual(names.sort());
      expect(takenBy.one?.length).toBeGreaterThan(0);
      expect(takenBy.other?.length).toBeGreaterThan(0);
    }));

  test('a worker that is disposed of finishes what it has in hand, and takes no more', () =>
    withQueue(async (queue) => {
      const release = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const seen: string[] = [];
      const handler = async ({ copy }: { copy: string }, signal: AbortSignal): Promise<void> => {
        begun.resolve();
        await release.promise;
        seen.push(`${copy} ${signal.aborted}`);
      };
      const worker = await queue.work({ 'audit-copy': handler }, options());
      await queue.add(copies('a', 'b'));
      // Redis counts a job as active before the worker has it, and what has not begun by the end is handed back.
      await begun.promise;
      const disposed = dispose(worker);
      release.resolve();
      await disposed;
      expect(seen).toEqual(['a false']);
      expect((await queue.count())['audit-copy']).toEqual({ waiting: 1, active: 0 });
    }));

  test('after closeMs the signal is aborted, and what stops for it another worker takes', () =>
    withQueue(async (queue, subject) => {
      const errors: unknown[] = [];
      const untilAborted = (_: unknown, signal: AbortSignal): Promise<void> =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      const worker = await queue.work(
        { 'audit-copy': untilAborted },
        { ...options(), closeMs: 20, onError: (error) => errors.push(error) },
      );
      await queue.add(copies('a'));
      await isInHand(queue);
      await dispose(worker);
      expect(errors).toEqual([]);
      expect((await queue.count())['audit-copy']).toEqual({ waiting: 1, active: 0 });
      const seen: string[] = [];
      await using other = await subject.open();
      await using _worker = await other.work({ 'audit-copy': async ({ copy }) => void seen.push(copy) }, options());
      await vi.waitFor(() => expect(seen).toEqual(['a']), patience);
    }));

  test('a handler that never ends does not keep a worker from ending', () =>
    withQueue(async (queue) => {
      const worker = await queue.work({ 'audit-copy': () => new Promise(() => {}) }, { ...options(), closeMs: 20 });
      await queue.add(copies('a'));
      await isInHand(queue);
      const begunMs = performance.now();
      await dispose(worker);
      expect(performance.now() - begunMs).toBeLessThan(4_000);
      expect((await queue.count())['audit-copy'].active).toBe(0);
    }));

  test('at the time of a digest its job is queued, once', () =>
    withQueue(async (queue, subject) => {
      const seen: Job[] = [];
      await using _worker = await queue.work({ 'send-digest': async (job) => void seen.push(job) }, options());
      const time = { hour: 8, minute: 30, timezone: 'Europe/London' };
      await queue.schedule([{ council: 'dropped', ...time }]);
      await subject.scheduleNow(queue, [{ council, ...time }]);
      await vi.waitFor(async () => expect([seen.length, await total(queue)]).toEqual([1, 0]), patience);
      expect(seen).toEqual([{ kind: 'send-digest', council }]);
    }));

  test('a queue that was closed takes nothing', async () => {
    await using subject = await setUp();
    const queue = await subject.open();
    await queue[Symbol.asyncDispose]();
    await queue[Symbol.asyncDispose]();
    await expect(queue.add(copies('a'))).rejects.toMatchObject({
      name: 'QueueError',
      code: 'closed',
      temporary: false,
    });
    await expect(queue.work({}, options())).rejects.toMatchObject({ code: 'closed' });
    await expect(queue.schedule([])).rejects.toMatchObject({ code: 'closed' });
    expect(await queue.isReachable()).toBe(false);
  });

  test('whenever a job is added, a handler begins afterwards', () =>
    withQueue(async (queue) => {
      const addedAt = new Map<string, number>();
      const begunAt = new Map<string, number>();
      let ticks = 0;
      const handler = async ({ copy }: { copy: string }): Promise<void> => {
        begunAt.set(copy, ++ticks);
        for (let turns = copy.charCodeAt(0) % 4; turns > 0; turns -= 1) await turn();
      };
      await using _worker = await queue.work({ 'audit-copy': handler }, options({ 'audit-copy': 2 }));
      const batch = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.array(batch, { maxLength: 12 }), async (batches) => {
          for (const names of batches) {
            for (const name of names) addedAt.set(name, ++ticks);
            await queue.add(copies(...names));
          }
          await vi.waitFor(async () => expect(await total(queue)).toBe(0), patience);
          for (const [name, added] of addedAt) expect(begunAt.get(name)).toBeGreaterThan(added);
        }),
        { numRuns: 25 },
      );
    }));
}
