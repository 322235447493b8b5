/** Holds what leases it can get, and does the work of each for as long as it holds it. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';
import { readLeases, releaseLeases, renewLeases, takeLeases } from './lease.ts';

export type LeaseKeeperOptions = {
  database: Database;
  names: readonly string[];
  /** Unlike that of any other process. */
  holder: string;
  ttlMs: number;
  /** Works until the signal is aborted. Where it ends before, the lease is let go, and may be taken again. */
  onTaken: (name: string, signal: AbortSignal) => Promise<void>;
  onError: (error: unknown) => void;
};

type Held = {
  controller: AbortController;
  work: Promise<void>;
  /** By `performance.now()`. */
  validUntil: number;
};

/** So many heartbeats in the time to live: two may be lost before the lease is. */
const beatsALife = 4;
/** The holder gives it up by its own clock after this share: its work must have ended when another one may begin. */
const validShare = 0.8;

/** Who comes first holds everything; others stand by, and share by chance what it leaves. A watcher at rest costs next to nothing. */
export class LeaseKeeper implements AsyncDisposable {
  readonly #options: LeaseKeeperOptions;
  /** Also those whose work has been told to end and has not ended yet: they are not taken anew before it has. */
  readonly #held = new Map<string, Held>();
  readonly #ending = new AbortController();
  readonly #loop: Promise<void>;
  readonly #guard: NodeJS.Timeout;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    // Apart from the loop, whose question to the database may itself be what takes too long.
    this.#guard = setInterval(() => this.#endExpired(), Math.max(20, options.ttlMs / 40));
    this.#guard.unref();
    this.#loop = this.#run();
  }

  get held(): string[] {
    return this.#working().sort();
  }

  /** Ends the work, and lets the leases go so that nobody need wait for them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const names = [...this.#held.keys()];
    // Before the loop is waited for: a database that does not answer must not keep the work going.
    for (const { controller } of this.#held.values()) controller.abort();
    await Promise.all([...this.#held.values()].map(({ work }) => work));
    await this.#loop;
    clearInterval(this.#guard);
    const { database, holder, onError } = this.#options;
    await releaseLeases(database, names, holder).catch(onError);
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
    const working = this.#working();
    // From before the question: the lease may have begun at any moment of it.
    const asked = performance.now();
    const renewed = await renewLeases(database, working, { holder, ttlMs });
    for (const name of working) {
      const held = this.#held.get(name);
      if (held === undefined) continue;
      if (renewed.has(name)) held.validUntil = asked + ttlMs * validShare;
      else held.controller.abort();
    }
    const taken = new Set((await readLeases(database)).map(({ name }) => name));
    const free = names.filter((name) => !taken.has(name) && !this.#held.has(name));
    if (free.length > 0 && !this.#ending.signal.aborted) await this.#take(free);
  }

  async #take(free: readonly string[]): Promise<void> {
    const { database, holder, ttlMs } = this.#options;
    const validUntil = performance.now() + ttlMs * validShare;
    const taken = await takeLeases(database, free, { holder, ttlMs });
    // A process that was stopped meanwhile may hold by now what has run out.
    if (this.#ending.signal.aborted || performance.now() >= validUntil)
      await releaseLeases(database, [...taken], holder);
    else for (const name of taken) this.#begin(name, validUntil);
  }

  #begin(name: string, validUntil: number): void {
    const controller = new AbortController();
    const work = this.#work(name, controller);
    this.#held.set(name, { controller, work, validUntil });
  }

  async #work(name: string, controller: AbortController): Promise<void> {
    const { database, holder, onTaken, onError } = this.#options;
    // Not before `#held` knows of it.
    await null;
    try {
      await onTaken(name, controller.signal);
    } catch (error) {
      onError(error);
    }
    this.#held.delete(name);
    if (!controller.signal.aborted) await releaseLeases(database, [name], holder).catch(onError);
  }

  #working(): string[] {
    return [...this.#held].flatMap(([name, { controller }]) => (controller.signal.aborted ? [] : [name]));
  }

  /** Also where the database did not answer: the holder must have ended before somebody else may begin. */
  #endExpired(): void {
    const at = performance.now();
    for (const { controller, validUntil } of this.#held.values()) if (at >= validUntil) controller.abort();
  }
}
