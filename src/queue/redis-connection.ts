/** Connections to Redis: how long each kind of them waits, how they end, and what may be said of their errors. */

import { Redis, type RedisOptions } from 'ioredis';
import { QueueError } from './error.ts';

const quickly: RedisOptions = {
  connectTimeout: 2_000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2_000) * (0.75 + Math.random() / 4),
};

/** Whoever adds a job waits for no broker that is away: the job stands in the database. */
const failFast: RedisOptions = {
  ...quickly,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_500,
  // Without it a connection whose other end is gone without a word would time out command after command for a quarter of an hour.
  socketTimeout: 2_000,
};

/** A worker's commands wait for the broker to return: BullMQ must not take an outage for a failed job. */
const patient: RedisOptions = {
  ...quickly,
  maxRetriesPerRequest: null,
  // Longer than BullMQ ever blocks (10 s).
  socketTimeout: 15_000,
};

export function openProducerConnection(url: string): Redis {
  return quieten(new Redis(url, failFast));
}

/** BullMQ makes the blocking twin of a worker's connection itself; `twins` holds it, so that it can be ended as well. */
export function openWorkerConnection(url: string): { connection: Redis; twins: Redis[] } {
  const connection = quieten(new Redis(url, patient));
  const twins: Redis[] = [];
  connection.duplicate = (override) => {
    const twin = quieten(Redis.prototype.duplicate.call(connection, override));
    twins.push(twin);
    return twin;
  };
  return { connection, twins };
}

/** Commands reject and BullMQ reports; without a listener of its own ioredis would also write to standard error. */
function quieten(connection: Redis): Redis {
  return connection.on('error', () => {});
}

/** Commands that still wait are rejected. */
export function endConnection(connection: Redis): void {
  if (connection.status === 'end') return;
  // Between two attempts `disconnect` would stop the next and leave waiting commands waiting for ever; an attempt that is cut rejects them.
  if (connection.status === 'reconnecting') connection.connect().catch(() => {});
  connection.disconnect();
}

/** @throws {QueueError} where no connection could be tried. */
export function checkBrokerUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : null;
  if (protocol === 'redis:' || protocol === 'rediss:') return;
  throw new QueueError('broker-url', 'The address of Redis must begin with redis:// or rediss:// and name a host.');
}

/** What BullMQ's scripts answer where a job, or its lock, is no longer this worker's (-1, -2, -3, -6). */
const lostJob = /^(?:Missing (?:key|lock) for job|could not renew lock|Job .* is not in the \w+ state|Lock mismatch)/;

/** Says what is safe to say: the errors of ioredis carry the command, which may be the one with the password. */
export function toQueueError(error: unknown): QueueError {
  if (error instanceof QueueError) return error;
  const { name = '', message = '', code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (lostJob.test(message))
    return new QueueError('job-taken-over', 'Redis no longer knows a job that was in hand, and it may be done twice.', {
      temporary: true,
    });
  const reply = /^([A-Z]{2,})\b/.exec(message)?.[1];
  if (name === 'ReplyError' && reply !== undefined)
    return new QueueError('broker-refuses', `Redis refuses a command with ${reply}.`, {
      temporary: true,
      fields: { reason: reply },
    });
  const reason = typeof code === 'string' ? code : /timed out|timeout/i.test(message) ? 'ETIMEDOUT' : 'ENOTCONN';
  return new QueueError('broker-away', `Redis cannot be reached (${reason}).`, { temporary: true, fields: { reason } });
}
