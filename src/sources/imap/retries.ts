/** How long to wait before the next try: twice as long each time, and never all mailboxes at the same moment. */

import { type ImapError, isSignInFailure } from './imap-error.ts';

export type RetryRange = { firstMs: number; longestMs: number };

/** `retry`: of a server that was away. `signInRetry`: of one that has refused to let us in, which providers count. */
export type RetryTimes = { retry: RetryRange; signInRetry: RetryRange };

export const usualRetryTimes: RetryTimes = {
  retry: { firstMs: 1_000, longestMs: 300_000 },
  signInRetry: { firstMs: 60_000, longestMs: 1_800_000 },
};

export class Retries {
  readonly #times: RetryTimes;
  #tries = 0;
  #signIns = 0;

  constructor(times: RetryTimes) {
    this.#times = times;
  }

  /** Milliseconds: the step and up to a quarter more, at most the longest. */
  nextMs(failure: ImapError): number {
    // What only a person can mend is not tried again at once.
    const isForPeople = isSignInFailure(failure) || !failure.temporary;
    const { firstMs, longestMs } = isForPeople ? this.#times.signInRetry : this.#times.retry;
    const tries = isForPeople ? this.#signIns++ : this.#tries++;
    const stepMs = Math.min(firstMs * 2 ** Math.min(tries, 30), longestMs);
    return Math.min(stepMs * (1 + Math.random() / 4), longestMs);
  }

  /** Only after everything went well: a server that lets us in and then hangs up is not asked every second. */
  reset(): void {
    this.#tries = 0;
    this.#signIns = 0;
  }
}
