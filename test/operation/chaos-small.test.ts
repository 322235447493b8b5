/** What `npm run chaos` does with thousands of messages, with a few: processes and servers die, and nothing is lost or doubled. */

import { expect, test } from 'vitest';
import { runChaos } from '../../bench/chaos/run-chaos.ts';

test('a few messages through a service that dies all the while', { timeout: 150_000 }, async () => {
  const order = { messages: 150, seed: 20_261_124, database: 'postgresql' } as const;
  const report = await runChaos({ ...order, stormMs: 6_000, pauseMs: 500, restMs: 90_000 });

  expect(report.left).toBe('');
  expect(report.givenUp).toEqual([]);
  expect(report.flags).toMatchObject({ lost: [], doubled: [], different: [] });
  expect(report.flags.standing).toBeGreaterThan(20);
  expect(report.alerts).toMatchObject({ lost: [], doubled: [], unexplained: [] });
  expect(report.alerts.serious).toBeGreaterThan(5);
  expect(report).toMatchObject({ unverified: [], writes: [], found: 150, accidents: [] });
  expect(Math.max(...report.storm.redisReturnsMs)).toBeLessThan(30_000);
});
