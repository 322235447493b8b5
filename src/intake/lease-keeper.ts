/** Holds what leases it can get, and does the work of each for as long as it holds it. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';
import { readFree, releaseLease, renewLeases, takeLease } from './lease.ts';

export type LeaseKeeperOptions = {
  database: Database;
  names: readonly string[];
  /** Unlike that of any other process. */
  holder: string;
  ttlMs: number;
  /** Works until the signal is aborted. */
  onTaken: (name: string, signal: AbortSignal) => Promise<void>;
  onError: (error: unknown) => void;
};

type Held = { controller: AbortController; work: Promise<void>; /** By `performance.now()`. */ validUntil: number };

/** A third of the time to live: two heartbeats may be lost before the lease is. */
const beatsALife = 3;

export class LeaseKeeper implements AsyncDisposable {
  readonly #options: LeaseKeeperOptions;
  readonly #held = new Map<string, Held>();
  readonly #ending = new AbortController();
  readonly #loop: Promise<void>;
  readonly #guard: NodeJS.Timeout;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    this.#loop = this.#run();
    // Apart from the loop, whose question to the database may itself be what takes too long.
    this.#guard = setInterval(() => this.#dropExpired(), Math.max(50, options.ttlMs / 10));
    this.#guard.unref();
  }

  get held(): string[] {
    return [...this.#held.keys()].sort();
  }

  /** Ends the work, and lets the leases go so that nobody need wait for them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    clearInterval(this.#guard);
    await this.#loop;
    const held = [...this.#held];
    for (const [, { controller }] of held) controller.abort();
    await Promise.all(held.map(([, { work }]) => work));
    const { database, holder, onError } = this.#options;
    for (const [name] of held) await releaseLease(database, name, holder).catch(onError);
    this.#held.clear();
  }

  async #run(): Promise<void> {
    const { ttlMs, onError } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await this.#beat().catch(onError);
      await delay(ttlMs / beatsALife, undefined, { signal }).catch(() => undefined);
    }
  }

  async #beat(): Promise<void> {
    const { database, names, holder, ttlMs } = this.#options;
    // From before the question: a lease may have begun at any moment of it.
    const asked = performance.now();
    const renewed = await renewLeases(database, [...this.#held.keys()], holder, ttlMs);
    for (const [name, held] of this.#held) {
      if (renewed.has(name)) held.validUntil = asked + ttlMs;
      else await this.#drop(name, held);
    }
    const wanted = names.filter((name) => !this.#held.has(name));
    for (const name of await readFree(database, wanted)) {
      if (this.#ending.signal.aborted) return;
      await this.#take(name);
    }
  }

  async #take(name: string): Promise<void> {
    const { database, holder, ttlMs, onTaken, onError } = this.#options;
    const asked = performance.now();
    if (!(await takeLease(database, name, holder, ttlMs))) return;
    const controller = new AbortController();
    const work = onTaken(name, controller.signal).catch(onError);
    this.#held.set(name, { controller, work, validUntil: asked + ttlMs });
  }

  /** Also where the database did not answer: the holder must have ended before somebody else may begin. */
  #dropExpired(): void {
    for (const [name, held] of this.#held)
      if (performance.now() >= held.validUntil) void this.#drop(name, held);
  }

  async #drop(name: string, { controller, work }: Held): Promise<void> {
    controller.abort();
    await work;
    this.#held.delete(name);
  }
}
