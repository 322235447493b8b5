/** Notices by SMTP over one connection that stays open between letters, so that an alert does not wait for a handshake. */

import { BlockList, isIP } from 'node:net';
import type { MailSettings, TransportSettings } from '../../settings/settings.ts';
import { composeLetter } from './compose.ts';
import { NotifyError } from './error.ts';
import { openSession, type SmtpSession } from './smtp-session.ts';
import { buildSignIn } from './smtp-sign-in.ts';
import type { MailTransport, TransportOptions } from './transport.ts';

type SmtpSettings = Extract<TransportSettings, { kind: 'smtp' }>;

/** A connection without use is given back to the server: many allow one user only a few. */
const keptOpenMs = 60_000;
/** After this much silence a firewall may have forgotten the connection without telling: ask before relying on it. */
const trustedMs = 5_000;
/** How long that question may take, within the deadline of the letter. */
const probeMs = 2_000;

export function openSmtpTransport(
  from: MailSettings['from'],
  settings: SmtpSettings,
  options: TransportOptions,
): MailTransport {
  checkSettings(settings, options);
  const line = new SmtpLine(settings, options);
  return {
    send: (letter) =>
      line.use(async () => {
        const composed = await composeLetter(from, letter);
        return (session, deadline) => session.send(composed, deadline);
      }),
    verify: () => line.use(async () => (session, deadline) => session.reset(deadline)),
    [Symbol.asyncDispose]: () => line.close(),
  };
}

/** Before anything is connected to: a password must not have left before the mistake is noticed. */
function checkSettings({ security, host, authentication }: SmtpSettings, options: TransportOptions): void {
  if (security === 'none' && !isLoopback(host)) {
    throw new NotifyError(
      'configuration',
      'Mail goes without TLS to this machine only: set `security` to tls or starttls.',
    );
  }
  if (authentication !== null && authentication.kind !== 'password' && options.accessToken === undefined) {
    throw new NotifyError('configuration', 'The mail settings sign in by access tokens, and nothing gives any.');
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

// RFC 6761, 6.3: the name is this machine everywhere.
const isLoopback = (host: string) =>
  host.toLowerCase() === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));

type Exchange = (session: SmtpSession, deadline: AbortSignal) => Promise<void>;

/** The one connection, used by one letter at a time. */
class SmtpLine {
  readonly #settings: SmtpSettings;
  readonly #options: TransportOptions;
  #kept: SmtpSession | null = null;
  #keptTimer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #goodbye: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(settings: SmtpSettings, options: TransportOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  /**
   * What is prepared needs no connection, and none is made when it fails. The deadline covers all of it: waiting for the letters
   * before, connecting, signing in, handing over.
   */
  async use(prepare: () => Promise<Exchange>): Promise<void> {
    if (this.#isClosed) throw new NotifyError('closed', 'Notices are not sent any more: the service is ending.');
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.#settings.timeoutMs);
    const turn = this.#turn.then(async () => this.#take(await prepare(), deadline.signal));
    this.#turn = turn.catch(() => {});
    try {
      await turn;
    } finally {
      clearTimeout(timer);
    }
  }

  async #take(exchange: Exchange, deadline: AbortSignal): Promise<void> {
    const kept = await this.#takeKept(deadline);
    if (kept !== null) {
      try {
        await exchange(kept, deadline);
        this.#keep(kept);
        return;
      } catch (error) {
        if (!wasLostWhileResting(error)) throw error;
      }
    }
    const { authentication } = this.#settings;
    const signIn = buildSignIn(authentication, this.#options.accessToken ?? null);
    const session = await openSession(this.#settings, signIn, deadline);
    await exchange(session, deadline);
    this.#keep(session);
  }

  async #takeKept(deadline: AbortSignal): Promise<SmtpSession | null> {
    clearTimeout(this.#keptTimer);
    const session = this.#kept;
    this.#kept = null;
    if (session === null) return null;
    if (!session.isOpen) {
      session.destroy();
      return null;
    }
    if (performance.now() - session.restingSince < trustedMs) return session;
    try {
      await session.reset(AbortSignal.any([deadline, AbortSignal.timeout(probeMs)]));
      return session;
    } catch {
      return null;
    }
  }

  #keep(session: SmtpSession): void {
    this.#kept = session;
    this.#keptTimer = setTimeout(() => this.#dismiss(), keptOpenMs).unref();
  }

  #dismiss(): void {
    const session = this.#kept;
    this.#kept = null;
    if (session !== null) this.#goodbye = session.quit();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turn;
    clearTimeout(this.#keptTimer);
    this.#dismiss();
    await this.#goodbye;
  }
}

/** Servers end connections that rest, some only once they are spoken to. Nothing was handed over then: a fresh one may be tried. */
function wasLostWhileResting(error: unknown): boolean {
  return error instanceof NotifyError && (error.code === 'unreachable' || error.code === 'unavailable');
}
