/** What goes wrong, in random order and at random times, for as long as it lasts. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Dovecot } from '../../test/support/dovecot.ts';
import type { RedisServer } from '../../test/support/redis.ts';
import type { Fault, SmtpSink } from '../../test/support/smtp-sink.ts';
import type { Crew } from './crew.ts';
import type { Probe } from './probe.ts';

export type StormParts = {
  crew: Crew;
  redis: RedisServer;
  dovecot: Dovecot;
  sink: SmtpSink;
  /** Asked after each return of Redis. */
  probe: Probe;
  /** After every death of a worker. */
  afterDeath: () => Promise<void>;
  random: () => number;
  /** Between one fault and the next, at most. */
  pauseMs: number;
};

export type Storm = {
  /** How often each thing happened. */
  readonly counts: Map<string, number>;
  /** Milliseconds from the return of Redis until workers took jobs again. */
  readonly redisReturnsMs: number[];
  /** When the mail server cut all connections, by `performance.now()`. */
  readonly cuts: number[];
};

const letterFaults: readonly Fault[] = [
  'temporary',
  'permanent',
  'recipient-refused',
  'silent',
  'die-before-answer',
  'die-after-taking',
  'die-after-answer',
  'hang-up',
  'turn-away',
];

/** Every kind of fault comes at least once. */
export async function storm(parts: StormParts, isOver: () => boolean): Promise<Storm> {
  const { random, pauseMs } = parts;
  const result: Storm = { counts: new Map(), redisReturnsMs: [], cuts: [] };
  const faults = listFaults(parts, result);
  const kinds = Object.keys(faults) as (keyof typeof faults)[];
  const wanted = [...kinds];
  while (!isOver() || wanted.length > 0) {
    await delay(random() * pauseMs);
    // Deaths of workers are the most frequent of all.
    const isDeath = random() < 0.5;
    const kind = isDeath
      ? 'kill -9 a worker'
      : (wanted.splice(Math.floor(random() * wanted.length), 1)[0] ?? pick(kinds, random));
    if (isDeath && wanted.includes(kind)) wanted.splice(wanted.indexOf(kind), 1);
    const what = await faults[kind]();
    result.counts.set(what, (result.counts.get(what) ?? 0) + 1);
  }
  return result;
}

function listFaults({ crew, redis, dovecot, sink, probe, afterDeath, random }: StormParts, result: Storm) {
  const away = (): number => random() * 2_000;
  const restartRedis = async (end: () => Promise<void>): Promise<void> => {
    // What is measured is how those who were at work find back to it, not how long a process takes to start.
    await crew.started();
    await end();
    await delay(away());
    await redis.start();
    result.redisReturnsMs.push(await probe());
  };
  return {
    'kill -9 a worker': async () => {
      const worker = await crew.killAndRestart(Math.floor(random() * crew.size), away() / 2);
      await afterDeath();
      return `kill -9 ${worker}`;
    },
    'kill -9 Redis': async () => {
      await restartRedis(() => redis.kill());
      return 'kill -9 Redis, start';
    },
    'stop Redis': async () => {
      await restartRedis(() => redis.stop());
      return 'stop Redis, start';
    },
    'flush Redis': async () => {
      await redis.flush();
      return 'flush Redis';
    },
    'restart Dovecot': async () => {
      await dovecot.restart();
      return 'restart Dovecot';
    },
    'kill -9 Dovecot': async () => {
      await dovecot.kill();
      await delay(away());
      await dovecot.start();
      return 'kill -9 Dovecot, start';
    },
    'SMTP faults': async () => {
      const fault = pick(letterFaults, random);
      sink.failNext(1 + Math.floor(random() * 2), fault);
      return `SMTP ${fault}`;
    },
    'SMTP dies after DATA': async () => {
      sink.failNext(2, 'die-after-taking');
      return 'SMTP die-after-taking';
    },
    'SMTP times out': async () => {
      sink.failNext(1, 'silent');
      return 'SMTP silent';
    },
    'SMTP away': async () => {
      result.cuts.push(performance.now());
      await sink.refuse();
      await delay(away());
      await sink.listen();
      return 'SMTP server away';
    },
  };
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
