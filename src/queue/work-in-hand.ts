/** The jobs that one worker has in hand, and how they come to an end: by themselves, by their signal, or not at all. */

import type { Job, JobHandlers, JobKind, WorkOptions } from './queue.ts';

export type Handler = (job: Job, signal: AbortSignal) => Promise<void>;
/**
 * `given-back`: the worker is ending, and the job was not begun or its handler stopped for the signal. `abandoned`: the handler
 * runs on, and nobody waits for it.
 */
export type Outcome = 'done' | 'given-back' | 'abandoned';

/** What a handler has to stop in once its signal is aborted. */
const graceMs = 1_000;

export class WorkInHand {
  readonly #options: WorkOptions;
  readonly #inHand = new Set<{ abort: AbortController; abandon: () => void }>();
  #isEnding = false;
  #whenIdle: (() => void) | null = null;

  constructor(options: WorkOptions) {
    this.#options = options;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Never rejects: what the handler rejects with is reported. */
  run(job: Job, handler: Handler): Promise<Outcome> {
    if (this.#isEnding) return Promise.resolve('given-back');
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const abort = new AbortController();
    const entry = { abort, abandon: () => resolve('abandoned') };
    this.#inHand.add(entry);
    start(handler, job, abort.signal).then(
      () => resolve('done'),
      (error: unknown) => {
        if (!abort.signal.aborted) this.#options.onError(error, job);
        resolve(abort.signal.aborted ? 'given-back' : 'done');
      },
    );
    return promise.finally(() => {
      this.#inHand.delete(entry);
      if (this.#inHand.size === 0) this.#whenIdle?.();
    });
  }

  /** Takes no more; waits for what is in hand as long as the worker's options say, then aborts it, then abandons it. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (await this.#isIdleWithin(this.#options.closeMs)) return;
    for (const { abort } of this.#inHand) abort.abort();
    if (await this.#isIdleWithin(graceMs)) return;
    for (const { abandon } of this.#inHand) abandon();
  }

  #isIdleWithin(timeoutMs: number): Promise<boolean> {
    if (this.#inHand.size === 0) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), timeoutMs);
    this.#whenIdle = () => resolve(true);
    return promise.finally(() => clearTimeout(timer));
  }
}

/** A handler that throws before its first `await` rejects as well. */
async function start(handler: Handler, job: Job, signal: AbortSignal): Promise<void> {
  await handler(job, signal);
}

/** Jobs of a kind are only ever handed to the handler of that kind. */
export function handlerOf(handlers: JobHandlers, kind: JobKind): Handler {
  return handlers[kind] as Handler;
}
