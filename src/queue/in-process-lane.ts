/** The jobs of one kind in this process: who waits, who is in hand, who takes the next. */

import { formatReference } from './job-reference.ts';
import type { Job } from './queue.ts';
import type { Outcome } from './work-in-hand.ts';

export type Taker = { concurrency: number; run: (job: Job) => Promise<Outcome> };

export class InProcessLane {
  /** By reference, in the order of arrival. */
  readonly #waiting = new Map<string, Job>();
  /** By reference; true where the job was added again meanwhile: its handler may have read the database before the news. */
  readonly #active = new Map<string, { isNews: boolean }>();
  /** With the jobs that each has in hand. */
  readonly #takers = new Map<Taker, Set<Promise<void>>>();
  #isHandingOut = false;

  add(job: Job): void {
    const reference = formatReference(job);
    const active = this.#active.get(reference);
    if (active !== undefined) active.isNews = true;
    else if (!this.#waiting.has(reference)) this.#waiting.set(reference, job);
    this.#handOutSoon();
  }

  join(taker: Taker): void {
    this.#takers.set(taker, new Set());
    this.#handOutSoon();
  }

  /** Hands it nothing more. Resolves when it has nothing in hand any more. */
  async leave(taker: Taker): Promise<void> {
    const inHand = this.#takers.get(taker) ?? [];
    this.#takers.delete(taker);
    await Promise.all(inHand);
  }

  count(): { waiting: number; active: number } {
    return { waiting: this.#waiting.size, active: this.#active.size };
  }

  clear(): void {
    this.#takers.clear();
    this.#waiting.clear();
  }

  /** Not within `add`, whose caller may hold a transaction, and not as a microtask: handlers that never wait would starve the rest. */
  #handOutSoon(): void {
    if (this.#isHandingOut) return;
    this.#isHandingOut = true;
    setImmediate(() => {
      this.#isHandingOut = false;
      this.#handOut();
    });
  }

  #handOut(): void {
    for (const [reference, job] of this.#waiting) {
      const taker = this.#findTaker();
      if (taker === undefined) return;
      this.#waiting.delete(reference);
      const inHand = this.#takers.get(taker);
      const handing: Promise<void> = this.#handTo(taker, reference, job).finally(() => inHand?.delete(handing));
      inHand?.add(handing);
    }
  }

  /** Whoever has least in hand. */
  #findTaker(): Taker | undefined {
    const free = [...this.#takers].filter(([{ concurrency }, inHand]) => inHand.size < concurrency);
    return free.sort(([, one], [, other]) => one.size - other.size)[0]?.[0];
  }

  async #handTo(taker: Taker, reference: string, job: Job): Promise<void> {
    const active = { isNews: false };
    this.#active.set(reference, active);
    const outcome = await taker.run(job);
    this.#active.delete(reference);
    // What was abandoned still runs in this process, and is left to the reconciler.
    if (outcome === 'given-back' || active.isNews) this.#waiting.set(reference, job);
    this.#handOutSoon();
  }
}
