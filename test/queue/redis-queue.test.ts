import { Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nextDigestInstant } from '../../src/queue/digest-instant.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { DigestTime, Job } from '../../src/queue/queue.ts';
import { openRedisQueue } from '../../src/queue/redis-queue.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { testQueue } from './queue-contract.ts';
import { options, type Subject, total } from './queue-subject.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

let prefixes = 0;
const newPrefix = (): string => `candour-${++prefixes}`;

/** What BullMQ itself says of the digests. */
async function withDigests<Answer>(prefix: string, question: (queue: BullQueue) => Promise<Answer>): Promise<Answer> {
  return server.ask(async (connection) => {
    const queue = new BullQueue('send-digest', { connection, prefix });
    const answer = await question(queue);
    await queue.close();
    return answer;
  });
}

const morning: DigestTime = { council: 'nether-barrow', hour: 8, minute: 30, timezone: 'Europe/London' };
const kinds = { hour: morning.hour, minute: morning.minute, timezone: morning.timezone };

describe('the contract', () => {
  testQueue(async (): Promise<Subject> => {
    const prefix = newPrefix();
    return {
      open: () => openRedisQueue({ url: server.url, prefix }),
      scheduleNow: async (queue, times) => {
        await queue.schedule(times);
        await withDigests(prefix, async (digests) => {
          for (const job of await digests.getDelayed()) await job.promote();
        });
      },
      [Symbol.asyncDispose]: async () => {},
    };
  });
});

describe('in Redis', () => {
  test('there is nothing of a job but references, also when its handler fails', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const jobs: Job[] = [
      { kind: 'audit-copy', council: 'nether-barrow', copy: 'c1' },
      { kind: 'deliver-alert', council: 'nether-barrow', notice: 'n1' },
    ];
    await queue.add(jobs);
    await queue.schedule([morning]);
    const data = await readRecords(prefix);
    expect(data.sort()).toEqual([
      '{"version":1,"council":"nether-barrow","copy":"c1"}',
      '{"version":1,"council":"nether-barrow","notice":"n1"}',
      '{"version":1,"council":"nether-barrow"}',
      '{"version":1,"council":"nether-barrow"}',
    ]);
    const reported: unknown[] = [];
    const handler = async (): Promise<void> => Promise.reject(new Error('Pay review of clerk@nether-barrow.gov.uk'));
    await using _worker = await queue.work(
      { 'audit-copy': handler, 'deliver-alert': handler },
      { ...options(), onError: (error) => reported.push(error) },
    );
    await vi.waitFor(async () => expect([reported.length, await total(queue)]).toEqual([2, 0]));
    const everything = await readEverything(prefix);
    expect(everything).toContain('nether-barrow');
    expect(everything).not.toMatch(/Pay review|clerk@/);
  });

  test('a job of another version is reported and not done', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    await withDigests(prefix, (digests) => digests.add('send-digest', { version: 2, council: 'nether-barrow' }));
    const [seen, errors]: [Job[], unknown[]] = [[], []];
    await using _worker = await queue.work(
      { 'send-digest': async (job) => void seen.push(job) },
      { ...options(), onError: (error, job) => errors.push([error, job]) },
    );
    await vi.waitFor(() => expect(errors).toMatchObject([[{ code: 'job-unreadable', temporary: false }, null]]));
    await vi.waitFor(async () => expect(await total(queue)).toBe(0));
    expect(seen).toEqual([]);
  });

  test('queues of a kind that is not ours yet are left alone', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const later = (redis: Redis): BullQueue => new BullQueue('export-log', { connection: redis, prefix });
    await server.ask(async (redis) => void (await later(redis).add('export-log', { version: 1 })));
    await using _worker = await queue.work({ 'audit-copy': async () => {} }, options());
    await queue.add([{ kind: 'audit-copy', council: 'a', copy: '1' }]);
    await vi.waitFor(async () => expect(await total(queue)).toBe(0));
    expect(await server.ask((redis) => later(redis).getWaitingCount())).toBe(1);
  });

  test('as many as a backlog has are added in order', async () => {
    await using queue = await openRedisQueue({ url: server.url, prefix: newPrefix() });
    const copies = Array.from({ length: 1_000 }, (_, index) => `copy-${index}`);
    await queue.add(copies.map((copy) => ({ kind: 'audit-copy', council: 'a', copy })));
    const seen: string[] = [];
    await using _worker = await queue.work({ 'audit-copy': async ({ copy }) => void seen.push(copy) }, options());
    await vi.waitFor(() => expect(seen).toEqual(copies), { timeout: 10_000 });
  });
});

describe('the times of digests', () => {
  const readSchedulers = (prefix: string) => withDigests(prefix, (digests) => digests.getJobSchedulers());

  test('are schedulers with their timezone, and the ones before are removed', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const apia: DigestTime = { council: 'far.away', hour: 0, minute: 5, timezone: 'Pacific/Apia' };
    await queue.schedule([morning, apia]);
    const next = (time: DigestTime): number => nextDigestInstant(time, Date.now());
    expect(await readSchedulers(prefix)).toMatchObject(
      [
        { key: morning.council, tz: 'Europe/London', pattern: '30 8 * * *', next: next(morning) },
        { key: apia.council, tz: 'Pacific/Apia', pattern: '5 0 * * *', next: next(apia) },
      ].sort((one, other) => other.next - one.next),
    );
    const noon = { ...morning, hour: 12 };
    await queue.schedule([noon]);
    expect(await readSchedulers(prefix)).toMatchObject([
      { key: morning.council, pattern: '30 12 * * *', next: next(noon) },
    ]);
    expect(await withDigests(prefix, (digests) => digests.getDelayedCount())).toBe(1);
  });

  test('that are asked for again leave the job that is just due alone', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    await queue.schedule([morning]);
    await withDigests(prefix, async (digests) => (await digests.getDelayed())[0]?.promote());
    await queue.schedule([morning]);
    expect((await queue.count())['send-digest'].waiting).toBe(1);
  });

  test('go on day after day, and today can be asked for while tomorrow is planned', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix });
    const seen: Job[] = [];
    await using _worker = await queue.work({ 'send-digest': async (job) => void seen.push(job) }, options());
    await queue.schedule([morning]);
    const promoteNext = () => withDigests(prefix, async (digests) => (await digests.getDelayed())[0]?.promote());
    const first = nextDigestInstant(kinds, Date.now());
    await promoteNext();
    await vi.waitFor(async () => expect((await readSchedulers(prefix))[0]?.next).toBe(nextDigestInstant(kinds, first)));
    await queue.add([{ kind: 'send-digest', council: morning.council }]);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
  });

  test('come back after a flush', async () => {
    const prefix = newPrefix();
    await using queue = await openRedisQueue({ url: server.url, prefix, timings: { scheduleMs: 50 } });
    await queue.schedule([morning]);
    await server.flush();
    await vi.waitFor(async () => expect(await readSchedulers(prefix)).toMatchObject([{ key: morning.council }]));
  });
});

describe('what is reported', () => {
  test.each([
    ['drops jobs', { maxmemoryPolicy: 'allkeys-lru', maxmemory: '100mb' }, ['broker-evicts']],
    ['would drop jobs, had it a limit', { maxmemoryPolicy: 'allkeys-lru' }, []],
    ['refuses jobs once it is full', { maxmemory: '100mb' }, []],
  ])('of a Redis that %s', async (_, serverOptions, expected) => {
    await using other = await startRedis(serverOptions);
    await using queue = await openRedisQueue({ url: other.url, prefix: 'candour', timings: { watchMs: 20 } });
    const errors: { code: string; message: string }[] = [];
    const seen: Job[] = [];
    await using _worker = await queue.work(
      { 'send-digest': async (job) => void seen.push(job) },
      { ...options(), onError: (error) => errors.push(error as (typeof errors)[number]) },
    );
    await queue.add([{ kind: 'send-digest', council: 'a' }]);
    await vi.waitFor(() => expect([seen.length, errors.map(({ code }) => code)]).toEqual([1, expected]));
  });

  test('of a wrong password: not the password', async () => {
    await using other = await startRedis();
    await other.ask((redis) => redis.config('SET', 'requirepass', 'right'));
    process.env.CANDOUR_TEST_REDIS = other.url.replace('//', '//:correct-horse@');
    await using queue = await openQueue({
      kind: 'redis',
      url: { variable: 'CANDOUR_TEST_REDIS' },
      prefix: 'candour',
    });
    delete process.env.CANDOUR_TEST_REDIS;
    const errors: unknown[] = [];
    await using _worker = await queue.work(
      { 'send-digest': async () => {} },
      { ...options(), closeMs: 0, onError: (error) => errors.push(error) },
    );
    await vi.waitFor(() => expect(errors).toMatchObject([{ code: 'broker-refuses', fields: { reason: 'WRONGPASS' } }]));
    const refused = await queue.add([{ kind: 'send-digest', council: 'a' }]).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'broker-away', temporary: true });
    expect(formatAll([...errors, refused])).not.toContain('correct-horse');
  });

  test.each(['', 'localhost:6379', 'http://localhost', 'redis'])('of the address %j', async (url) => {
    await expect(openRedisQueue({ url, prefix: 'candour' })).rejects.toMatchObject({
      name: 'QueueError',
      code: 'broker-url',
      temporary: false,
    });
  });
});

async function readRecords(prefix: string): Promise<string[]> {
  return server.ask(async (redis) => {
    const records: string[] = [];
    for (const key of await redis.keys(`${prefix}:*`)) {
      if ((await redis.type(key)) === 'hash') records.push((await redis.hget(key, 'data')) ?? '');
    }
    return records.filter((record) => record !== '');
  });
}

/** Each key with all that is in it. */
async function readEverything(prefix: string): Promise<string> {
  const dump = `local all = {}
    for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
      local read = { hash = {'HGETALL', key}, list = {'LRANGE', key, 0, -1}, string = {'GET', key},
        zset = {'ZRANGE', key, 0, -1}, set = {'SMEMBERS', key}, stream = {'XRANGE', key, '-', '+'} }
      table.insert(all, { key, redis.call(unpack(read[redis.call('TYPE', key).ok])) })
    end
    return all`;
  return server.ask(async (redis) => JSON.stringify(await redis.eval(dump, 0, `${prefix}:*`)));
}

function formatAll(errors: unknown[]): string {
  return errors
    .map((error) => `${(error as Error).stack} ${JSON.stringify(error)} ${(error as Error).cause}`)
    .join('\n');
}
