import { execFile } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { nextDigestInstant } from '../../src/queue/digest-instant.ts';
import { openInProcessQueue } from '../../src/queue/in-process-queue.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { DigestTime, Job, Queue } from '../../src/queue/queue.ts';
import { testQueue } from './queue-contract.ts';
import { options, type Subject } from './queue-subject.ts';

const halfPastEight: DigestTime = { council: 'nether-barrow', hour: 8, minute: 30, timezone: 'Europe/London' };

/** A clock that goes on from an instant of ours. */
function clockFrom(instantMs: number): () => number {
  const begunMs = performance.now();
  return () => instantMs + performance.now() - begunMs;
}

describe('the contract', () => {
  testQueue(async (): Promise<Subject> => {
    let clock: () => number = Date.now;
    const queue = openInProcessQueue({ clock: () => clock() });
    // Other processes have no part in it: every view is the same queue.
    const open = async (): Promise<Queue> => queue;
    return {
      open,
      scheduleNow: async (_, times) => {
        const [first = halfPastEight] = times;
        clock = clockFrom(nextDigestInstant(first, Date.now()) - 30);
        await queue.schedule(times);
      },
      [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
    };
  });
});

test('a digest goes on being queued once a local day, also where clocks change', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse('2026-03-27T12:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  await using queue = openInProcessQueue();
  const digests: string[] = [];
  const handler = async (): Promise<void> => void digests.push(new Date().toISOString());
  await using _worker = await queue.work({ 'send-digest': handler }, options());
  await queue.schedule([halfPastEight]);
  for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 1) {
    await vi.advanceTimersByTimeAsync(60_000);
    await turn();
  }
  expect(digests.map((instant) => instant.slice(0, 15))).toEqual([
    '2026-03-28T08:3',
    '2026-03-29T07:3',
    '2026-03-30T07:3',
  ]);
});

test('adding does not run a handler before it returns', async () => {
  await using queue = openInProcessQueue();
  const runs: Job[] = [];
  await using _worker = await queue.work({ 'send-digest': async (job) => void runs.push(job) }, options());
  await queue.add([{ kind: 'send-digest', council: 'nether-barrow' }]);
  expect(runs).toEqual([]);
  await vi.waitFor(() => expect(runs).toHaveLength(1));
});

test('does not keep a process alive once it is closed', async () => {
  const script = `
    import { openInProcessQueue } from '${new URL('../../src/queue/in-process-queue.ts', import.meta.url)}';
    const queue = openInProcessQueue();
    const worker = await queue.work({ 'send-digest': () => new Promise(() => {}) },
      { concurrency: {}, closeMs: 10, onError: console.error });
    await queue.schedule([${JSON.stringify(halfPastEight)}]);
    await queue.add([{ kind: 'send-digest', council: 'nether-barrow' }]);
    await new Promise(setImmediate);
    await worker[Symbol.asyncDispose]();
    await queue[Symbol.asyncDispose]();
    console.log('closed');`;
  const run = promisify(execFile);
  // Rejects where the process has to be ended.
  const ended = await run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
  expect(ended).toEqual({ stdout: 'closed\n', stderr: '' });
});

test('is what the settings of the embedded default open', async () => {
  await using queue = await openQueue({ kind: 'in-process' });
  expect(await queue.isReachable()).toBe(true);
});
