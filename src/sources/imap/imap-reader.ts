/** Reads copies that a watcher has listed. One connection, opened when something is asked for and closed when nothing has been for a while. */

import type { Limits } from '../../mail/message.ts';
import type { ImapSettings } from '../../settings/settings.ts';
import { describeImapFailure } from './describe-failure.ts';
import { fetchBatch } from './fetch-batch.ts';
import type { Choose, FetchedCopy, ListedPlace, Request } from './fetched-copy.ts';
import { connectImap, type ImapConnection } from './imap-connection.ts';
import { ImapError } from './imap-error.ts';
import { Retries, type RetryTimes, usualRetryTimes } from './retries.ts';
import { openSignIn, type SignIn } from './sign-in.ts';

export type { Choose, FetchedCopy, ListedPlace } from './fetched-copy.ts';

export type ImapReaderOptions = {
  settings: ImapSettings;
  /** Id of the mailbox in the council file. */
  mailbox: string;
  limits: Limits;
  /** 30 s by default. */
  idleCloseMs?: number;
  /** For one operation; 60 s by default. */
  deadlineMs?: number;
  retryTimes?: RetryTimes;
  /** Each failure of a connection, once for all who wait for it. */
  onError?: (error: ImapError) => void;
};

/** UIDs in one command: a few kilobytes of header each, and a command line that every server takes. */
const uidsAtOnce = 50;

export class ImapReader implements AsyncDisposable {
  readonly #options: Required<Omit<ImapReaderOptions, 'mailbox' | 'onError'>>;
  readonly #onError: (error: ImapError) => void;
  readonly #signIn: SignIn;
  readonly #retries: Retries;
  #waiting: Request[] = [];
  #connection: ImapConnection | null = null;
  #working: Promise<void> | null = null;
  #closing: NodeJS.Timeout | undefined;
  #refusal: { error: ImapError; until: number } | null = null;
  #isEnded = false;

  constructor(options: ImapReaderOptions) {
    const { idleCloseMs = 30_000, deadlineMs = 60_000, retryTimes = usualRetryTimes, onError = () => {} } = options;
    this.#options = { ...options, idleCloseMs, deadlineMs, retryTimes };
    this.#onError = onError;
    this.#signIn = openSignIn(options.settings.authentication);
    this.#retries = new Retries(retryTimes);
  }

  /** Rejects with an ImapError where the server cannot be asked now, and with what `choose` rejects with. */
  fetchCopy(place: ListedPlace, choose: Choose): Promise<FetchedCopy> {
    const { promise, ...settle } = Promise.withResolvers<FetchedCopy>();
    const request = { place, choose, ...settle };
    if (this.#isEnded) reject([request], this.#ended());
    else {
      this.#waiting.push(request);
      this.#work();
    }
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    reject(this.#waiting.splice(0), this.#ended());
    await this.#working;
    await this.#close();
  }

  #work(): void {
    clearTimeout(this.#closing);
    this.#working ??= this.#workOff().finally(() => {
      this.#working = null;
      if (this.#waiting.length > 0) this.#work();
      else this.#closeLater();
    });
  }

  async #workOff(): Promise<void> {
    // Whoever asks in the same turn goes into the same command.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#serve(this.#takeBatch());
  }

  /** Of the folder that was asked for first; each UID once in a command, whoever else asks for it comes with the next. */
  #takeBatch(): Request[] {
    const first = this.#waiting[0]?.place;
    const references = new Set<string>();
    const batch: Request[] = [];
    const rest: Request[] = [];
    for (const request of this.#waiting) {
      const { folder, validity, reference } = request.place;
      const fits = folder === first?.folder && validity === first.validity && !references.has(reference);
      if (fits && batch.length < uidsAtOnce) {
        references.add(reference);
        batch.push(request);
      } else rest.push(request);
    }
    this.#waiting = rest;
    return batch;
  }

  async #serve(batch: Request[]): Promise<void> {
    const open = new Set(batch);
    const watched = batch.map((request) => settling(request, () => open.delete(request)));
    try {
      const connection = await this.#connect();
      await fetchBatch(connection, watched, this.#options.limits);
      this.#retries.reset();
    } catch (error) {
      await this.#fail(error, [...open], batch.length);
    }
  }

  /** An answer that is not understood may be about one message among many: each is asked for alone before it is given up. */
  async #fail(error: unknown, open: Request[], asked: number): Promise<void> {
    const failure = describeImapFailure(error, this.#options.settings);
    if (failure === this.#refusal?.error) return reject(open, failure);
    await this.#close();
    const isAboutMessages = failure.code === 'odd-answer' || failure.code === 'command-refused';
    if (isAboutMessages && asked > 1) {
      for (const request of open) await this.#serve([request]);
      return;
    }
    this.#onError(failure);
    if (!isAboutMessages) this.#refusal = { error: failure, until: Date.now() + this.#retries.nextMs(failure) };
    reject(open, failure);
  }

  /** After a failure nobody knocks again before its time, however many copies wait: providers lock mailboxes for it. */
  async #connect(): Promise<ImapConnection> {
    if (this.#connection?.isOpen) return this.#connection;
    await this.#close();
    if (this.#refusal && Date.now() < this.#refusal.until) throw this.#refusal.error;
    const { settings, deadlineMs, limits } = this.#options;
    const { messageBytes } = limits;
    this.#connection = await connectImap(settings, this.#signIn, { deadlineMs, messageBytes });
    this.#refusal = null;
    return this.#connection;
  }

  #closeLater(): void {
    if (this.#isEnded || this.#connection === null) return;
    this.#closing = setTimeout(() => void this.#close(), this.#options.idleCloseMs);
    this.#closing.unref();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#closing);
    const connection = this.#connection;
    this.#connection = null;
    await connection?.[Symbol.asyncDispose]();
  }

  #ended(): ImapError {
    return new ImapError('disconnected', 'Candour is ending, and reads this copy after its next start.');
  }
}

function reject(requests: readonly Request[], error: ImapError): void {
  for (const request of requests) request.reject(error);
}

function settling(request: Request, onSettled: () => void): Request {
  return {
    ...request,
    resolve: (copy) => {
      onSettled();
      request.resolve(copy);
    },
    reject: (error) => {
      onSettled();
      request.reject(error);
    },
  };
}
