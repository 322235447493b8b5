/** One connection to a mailbox, opened read-only: EXAMINE only, so that no flag can change and nothing can be moved (RFC 3501, 6.3.2). */

import { readFileSync } from 'node:fs';
import {
  type FetchMessageObject,
  type FetchQueryObject,
  ImapFlow,
  type ListResponse,
  type MailboxObject,
} from 'imapflow';
import type { ImapSettings } from '../../settings/settings.ts';
import { isLoopback } from '../../settings/shape-parts.ts';
import { describeImapFailure } from './describe-failure.ts';
import { ImapError } from './imap-error.ts';
import type { SignIn } from './sign-in.ts';

/** `messageBytes`: the largest message that is fetched; none by default. `signal`: nobody waits for the server any more. */
export type ConnectionOptions = { deadlineMs: number; messageBytes?: number; signal?: AbortSignal };

/** Beside a message an answer has its structure and header, and many of them. */
const answerSlackBytes = 16_000_000;
const greetingMs = 16_000;
const farewellMs = 500;
const leavingMs = 2_000;
const gone = { code: 'NoConnection' };

/** Rejects with an ImapError. */
export async function connectImap(
  settings: ImapSettings,
  signIn: SignIn,
  options: ConnectionOptions,
): Promise<ImapConnection> {
  if (settings.security === 'none' && !isLoopback(settings.host)) {
    const message = `Mail from ${settings.host} would come in plain text, which everybody on the way can read: write security: tls or starttls.`;
    throw new ImapError('plain-text-refused', message, { temporary: false });
  }
  try {
    return await open(settings, signIn, options);
  } catch (error) {
    const failure = describeImapFailure(error, settings);
    // A token may have been taken back before its time: one more try with a new one.
    if (failure.code !== 'sign-in' || !signIn.renew()) throw failure;
  }
  try {
    return await open(settings, signIn, options);
  } catch (error) {
    throw describeImapFailure(error, settings);
  }
}

/** A new ImapFlow each time: imapflow's are for one connection only. */
async function open(settings: ImapSettings, signIn: SignIn, options: ConnectionOptions): Promise<ImapConnection> {
  const { host, port, security, certificateFile } = settings;
  const messageBytes = options.messageBytes ?? 0;
  const client = new ImapFlow({
    host: host.replace(/^\[|\]$/g, ''),
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    ...(certificateFile === null ? {} : { tls: { ca: readFileSync(certificateFile) } }),
    auth: await signIn.credentials(),
    clientInfo: { name: 'candour', version: false, vendor: false, 'support-url': false },
    logger: false,
    disableIMAP4rev2: true,
    // CONDSTORE and UTF8=ACCEPT change what servers answer, and compression costs memory on every idle connection.
    disableAutoEnable: true,
    disableCompression: true,
    disableAutoIdle: true,
    connectionTimeout: options.deadlineMs,
    greetingTimeout: Math.min(options.deadlineMs, greetingMs),
    maxLiteralSize: messageBytes + answerSlackBytes,
    maxResponseSize: messageBytes * 2 + answerSlackBytes,
  });
  const connection = new ImapConnection(client, settings, options);
  try {
    await connection.run(() => client.connect());
    return connection;
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
}

export class ImapConnection implements AsyncDisposable {
  readonly #client: ImapFlow;
  readonly #settings: ImapSettings;
  readonly #deadlineMs: number;
  #failure: unknown = null;
  #hasNews = false;
  #wake: () => void = () => {};
  readonly #ended = new AbortController();
  #leaving: NodeJS.Timeout | undefined;

  constructor(client: ImapFlow, settings: ImapSettings, { deadlineMs, signal }: ConnectionOptions) {
    this.#client = client;
    this.#settings = settings;
    this.#deadlineMs = deadlineMs;
    signal?.addEventListener('abort', () => this.#leave(), { signal: this.#ended.signal });
    // Before connect(): an error without a listener ends the process.
    client.on('error', (error) => {
      this.#failure ??= error;
      this.#wake();
    });
    client.on('close', () => this.#wake());
    client.on('exists', ({ count, prevCount }) => {
      if (count <= prevCount) return;
      this.#hasNews = true;
      this.#wake();
    });
  }

  get isOpen(): boolean {
    return this.#client.usable;
  }

  /** The folder that is open; null before the first, and after a refusal. */
  get folder(): MailboxObject | null {
    return this.#client.mailbox || null;
  }

  /** One operation of however many commands, under one deadline: a connection that is late is cut. Rejects with an ImapError. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#client.close();
    }, this.#deadlineMs);
    try {
      return await work();
    } catch (error) {
      if (isLate) throw describeImapFailure({ code: 'ETIMEOUT' }, this.#settings);
      throw describeImapFailure(this.#failure ?? error, this.#settings);
    } finally {
      clearTimeout(timer);
    }
  }

  list(): Promise<ListResponse[]> {
    return this.run(() => this.#client.list());
  }

  /** Anew each time, so that UIDVALIDITY, UIDNEXT and EXISTS are those of now. */
  examine(path: string): Promise<MailboxObject> {
    return this.run(() => this.#client.mailboxOpen(path, { readOnly: true }));
  }

  /** Null where the server would not say. */
  async status(path: string): Promise<{ validity: string; uidNext: number } | null> {
    const status = await this.run(() => this.#client.status(path, { uidNext: true, uidValidity: true }));
    if (!status || status.uidNext === undefined || status.uidValidity === undefined) return null;
    return { validity: String(status.uidValidity), uidNext: status.uidNext };
  }

  /** UIDs within `from:to`, ascending; `since` is a day of INTERNALDATE as the server counts days. */
  async search(from: number, to: number | '*', since: Date | null): Promise<number[]> {
    const query = { uid: `${from}:${to}`, ...(since === null ? {} : { since }) };
    const found = await this.run(async () => {
      const uids = await this.#client.search(query, { uid: true });
      // imapflow says false where the server refused, and where the connection is gone.
      if (!Array.isArray(uids)) throw Object.assign(new Error(), this.isOpen ? { responseStatus: 'NO' } : gone);
      return uids;
    });
    // `n:*` holds the last message in any case.
    return found.filter((uid) => uid >= from && (to === '*' || uid <= to));
  }

  /** `range` of UIDs, or of sequence numbers where `by` says so. No command is given before the last answer is here. */
  fetch(range: string, query: FetchQueryObject, by: 'uid' | 'sequence' = 'uid'): Promise<FetchMessageObject[]> {
    return this.run(() => this.#client.fetchAll(range, query, { uid: by === 'uid' }));
  }

  /**
   * Idles until the folder has more messages (`news`), `untilMs` have passed, the connection is gone or `signal` is aborted. A server
   * that knows no IDLE (RFC 2177), or ends it early, is asked when the time is over.
   */
  async idle(untilMs: number, signal: AbortSignal): Promise<'news' | 'nothing'> {
    if (!this.#hasNews && this.isOpen && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = (): void => resolve();
      this.#wake = wake;
      const timer = setTimeout(wake, untilMs);
      signal.addEventListener('abort', wake);
      this.#client.idle().catch(wake);
      await promise;
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      this.#wake = () => {};
    }
    if (!this.isOpen && !signal.aborted) throw describeImapFailure(this.#failure ?? gone, this.#settings);
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews ? 'news' : 'nothing';
  }

  /** What is under way may come to its end, if it does so soon. */
  #leave(): void {
    this.#leaving = setTimeout(() => this.#client.close(), this.#client.usable ? leavingMs : 0);
  }

  /** Says goodbye where the server listens, and leaves in any case. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#client.usable) {
      const timer = setTimeout(() => this.#client.close(), farewellMs);
      await this.#client.logout().catch(() => undefined);
      clearTimeout(timer);
    }
    this.#client.close();
    this.#ended.abort();
    clearTimeout(this.#leaving);
  }
}
