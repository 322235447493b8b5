/** One signed-in connection to a mail server (RFC 5321, 3.1), over nodemailer's, with a deadline at every step. */

import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ComposedLetter } from './compose.ts';
import { DeadlinePassed, describeFailure, type SmtpStage } from './smtp-failure.ts';
import type { SignIn } from './smtp-sign-in.ts';

export type SmtpServer = {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  timeoutMs: number;
};

/** An open session is at rest between two calls. After any failure it is of no use any more. Failures are NotifyErrors. */
export interface SmtpSession {
  readonly isOpen: boolean;
  /** Milliseconds of `performance.now()` since which nothing was said. */
  readonly restingSince: number;
  send(letter: ComposedLetter, deadline: AbortSignal): Promise<void>;
  /** Asks the server for a sign of life. */
  reset(deadline: AbortSignal): Promise<void>;
  /** Says goodbye, and waits a moment for the answer. */
  quit(): Promise<void>;
  destroy(): void;
}

/** A server that does not answer QUIT within this time is left without a goodbye. */
const goodbyeMs = 500;

export async function openSession(server: SmtpServer, signIn: SignIn, deadline: AbortSignal): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    // Nothing of nodemailer's own may end a session sooner, or keep it longer, than the deadline of the caller.
    dnsTimeout: server.timeoutMs,
    connectionTimeout: server.timeoutMs,
    greetingTimeout: server.timeoutMs,
    socketTimeout: 24 * 60 * 60 * 1000,
    allowInternalNetworkInterfaces: true,
    ...(signIn.handlers === undefined ? {} : { customAuth: signIn.handlers }),
  });
  // While nothing waits for an answer, a lost connection shows in `isOpen`; without a listener it would stop the process.
  connection.on('error', () => {});
  const session = new NodemailerSession(connection);
  try {
    await session.step('connecting', deadline, (done) => connection.connect(done));
    // The end of a letter is a packet of its own, which would wait some 40 ms for the server to acknowledge the one before.
    if (connection._socket) connection._socket.setNoDelay(true);
    if (signIn.credentials !== null) {
      const { credentials } = signIn;
      await session.step('signing-in', deadline, (done) => connection.login(credentials, done));
    }
  } catch (error) {
    session.destroy();
    throw signIn.failure() ?? error;
  }
  return session;
}

class NodemailerSession implements SmtpSession {
  restingSince = performance.now();
  readonly #connection: SMTPConnection;

  constructor(connection: SMTPConnection) {
    this.#connection = connection;
  }

  get isOpen(): boolean {
    const socket = this.#socket;
    return !this.#connection.destroyed && socket !== null && socket.writable && socket.readable;
  }

  get #socket(): Socket | null {
    return this.#connection._socket || null;
  }

  async send({ envelope, bytes }: ComposedLetter, deadline: AbortSignal): Promise<void> {
    let stage: SmtpStage = 'sending';
    // It is read when the server has answered DATA with 354, and not before: from then on an end without answer is unclear.
    const body = new Readable({
      read() {
        stage = 'handed-over';
        this.push(bytes);
        this.push(null);
      },
    });
    await this.step(
      () => stage,
      deadline,
      (done) => this.#connection.send({ ...envelope, size: bytes.length }, body, done),
    );
  }

  reset(deadline: AbortSignal): Promise<void> {
    return this.step('sending', deadline, (done) => this.#connection.reset(done));
  }

  async quit(): Promise<void> {
    if (this.isOpen) {
      const goodbye = new Promise<void>((resolve) => this.#connection.once('end', resolve));
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, goodbyeMs);
      this.#connection.quit();
      await Promise.race([goodbye, patience.promise]);
      clearTimeout(timer);
    }
    this.destroy();
  }

  destroy(): void {
    const socket = this.#socket;
    this.#connection.close();
    // close() only ends our half, and waits for ever for a server that says nothing.
    socket?.destroy();
  }

  /** One exchange: ends with the answer, with the connection, or with the deadline, whichever is first. */
  async step(
    stage: SmtpStage | (() => SmtpStage),
    deadline: AbortSignal,
    start: (done: (error?: Error | null) => void) => void,
  ): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onEnd = () => reject(new Error('The connection ended.'));
    const onDeadline = () => reject(new DeadlinePassed());
    this.#connection.once('error', reject);
    this.#connection.once('end', onEnd);
    deadline.addEventListener('abort', onDeadline);
    try {
      if (deadline.aborted) onDeadline();
      else start((error) => (error ? reject(error) : resolve()));
      await promise;
      this.restingSince = performance.now();
    } catch (error) {
      const failure = describeFailure(error, typeof stage === 'function' ? stage() : stage, this.#socket);
      this.destroy();
      throw failure;
    } finally {
      this.#connection.off('error', reject);
      this.#connection.off('end', onEnd);
      deadline.removeEventListener('abort', onDeadline);
    }
  }
}
