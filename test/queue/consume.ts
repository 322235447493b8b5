/** A worker's process for tests: `node consume.ts URL PREFIX`. Says on standard output what it takes; a copy `stuck` never ends. */

import { openRedisQueue } from '../../src/queue/redis-queue.ts';

const [, , url = '', prefix = ''] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const queue = await openRedisQueue({ url, prefix, timings: { lockMs: 1_000, stalledCheckMs: 300 } });
const worker = await queue.work(
  {
    'audit-copy': async ({ copy }) => {
      say(`taken ${copy}`);
      if (copy === 'stuck') await new Promise(() => {});
    },
    'send-digest': async () => {},
  },
  { concurrency: {}, closeMs: 50, onError: (error) => say(`error ${(error as { code?: string }).code}`) },
);
process.once('SIGTERM', async () => {
  await worker[Symbol.asyncDispose]();
  await queue[Symbol.asyncDispose]();
  say('disposed');
});
say('ready');
