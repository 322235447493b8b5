/** A real mail server that takes everything, and fails on request in the ways that mail servers fail. */

import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { fieldValue, type HeaderField, readHeaderSection } from '../../src/mail/header-fields.ts';

export type SinkOptions = {
  /** 0, or left out: a free one. */
  port?: number;
  /** `none` by default. */
  security?: 'tls' | 'starttls' | 'none';
  /** PEM, for `tls` and `starttls`. */
  certificate?: { key: string; cert: string };
  /** User to password; left out: nobody has to sign in. */
  passwords?: Record<string, string>;
  /** The access tokens that are good for now, for XOAUTH2. */
  tokens?: ReadonlySet<string>;
  /** Milliseconds after which the sink leaves a connection that says nothing. */
  idleMs?: number;
};

/**
 * What may happen to a letter. `die-before-answer`: the connection ends after DATA, and the letter is lost. `die-after-taking`: the same,
 * but the sink keeps the letter. `die-after-answer`: it ends right behind the 250. `silent`: no answer to DATA, ever, and the letter is lost.
 */
export type LetterFault =
  | 'temporary'
  | 'permanent'
  | 'recipient-refused'
  | 'silent'
  | 'die-before-answer'
  | 'die-after-taking'
  | 'die-after-answer';

/** `hang-up`: the connection ends before the greeting. `turn-away`: 421 instead of the greeting. */
export type Fault = LetterFault | 'hang-up' | 'turn-away';

export type ReceivedLetter = {
  envelope: { from: string; to: string[] };
  raw: Buffer;
  fields: HeaderField[];
  messageId: string;
  /** `performance.now()` when the last byte was there. */
  receivedAt: number;
  /** What happened to its sender, who may not know that it was taken; null: nothing. */
  fault: LetterFault | null;
};

export interface SmtpSink extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly messages: ReceivedLetter[];
  /** How many connections were accepted so far. */
  readonly connectionCount: number;
  readonly openConnections: number;
  /** The next `count` letters, or connections, fare so. */
  failNext(count: number, how: Fault): void;
  /** Ends all connections, as a restart does. */
  cutConnections(): void;
  /** The port is closed: connections are refused, and those there are end. `listen` opens it again. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
}

export async function openSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const sink = new Sink(options);
  await sink.listen();
  return sink;
}

const connectionFaults: readonly Fault[] = ['hang-up', 'turn-away'];
const replied = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

class Sink implements SmtpSink {
  readonly host = '127.0.0.1';
  readonly messages: ReceivedLetter[] = [];
  port: number;
  connectionCount = 0;
  readonly #options: SinkOptions;
  readonly #sockets = new Map<number, Socket>();
  #faults: Fault[] = [];
  #server: SMTPServer | null = null;

  constructor(options: SinkOptions) {
    this.#options = options;
    this.port = options.port ?? 0;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  failNext(count: number, how: Fault): void {
    this.#faults.push(...Array<Fault>(count).fill(how));
  }

  cutConnections(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }

  async listen(): Promise<void> {
    const server = this.#build();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.on('error', reject);
    server.listen(this.port, this.host, resolve);
    await promise;
    this.port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    this.cutConnections();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.refuse();
  }

  #build(): SMTPServer {
    const { security = 'none', certificate, passwords, tokens, idleMs } = this.#options;
    const wantsSignIn = passwords !== undefined || tokens !== undefined;
    const server = new SMTPServer({
      ...certificate,
      secure: security === 'tls',
      disabledCommands: [...(wantsSignIn ? [] : ['AUTH']), ...(security === 'starttls' ? [] : ['STARTTLS'])],
      authMethods: [
        ...(passwords === undefined ? [] : ['PLAIN', 'LOGIN']),
        ...(tokens === undefined ? [] : ['XOAUTH2']),
      ],
      allowInsecureAuth: security === 'none',
      disableReverseLookup: true,
      logger: false,
      ...(idleMs === undefined ? {} : { socketTimeout: idleMs }),
      onAuth: ({ username = '', password, accessToken }, _session, callback) => {
        const isRight =
          accessToken === undefined ? passwords?.[username] === password : tokens?.has(accessToken) === true;
        if (isRight) callback(null, { user: username });
        else if (accessToken === undefined) callback(replied(535, `no such user ${username}`));
        else callback(null, { data: { status: '401', schemes: 'bearer' } });
      },
      onConnect: (session, callback) => {
        const fault = this.#nextFault((each) => connectionFaults.includes(each));
        if (fault === 'hang-up') this.#hangUp(session);
        else callback(fault === undefined ? null : replied(421, 'try again later'));
      },
      onRcptTo: ({ address }, _session, callback) => {
        const fault = this.#nextFault((each) => each === 'recipient-refused');
        callback(fault === undefined ? null : replied(550, `nobody called ${address} here`));
      },
      onData: (stream, session, callback) => {
        // The socket of a sender who is gone is nothing to report: `failNext` asked for it.
        stream.on('error', () => {});
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => this.#answer(Buffer.concat(chunks), session, callback));
      },
    });
    server.server.on('connection', (socket: Socket) => this.#remember(socket));
    // Senders that leave in the middle are what the tests are about.
    server.on('error', () => {});
    return server;
  }

  #answer(raw: Buffer, session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    const fault = this.#nextFault((each) => !connectionFaults.includes(each) && each !== 'recipient-refused') as
      | LetterFault
      | undefined;
    if (fault === undefined || fault === 'die-after-taking' || fault === 'die-after-answer')
      this.#take(raw, session, fault ?? null);
    if (fault === 'silent') return;
    if (fault === 'temporary') callback(replied(451, `${recipients(session)} is busy`));
    else if (fault === 'permanent') callback(replied(554, `${recipients(session)} does not want this`));
    else if (fault === 'die-before-answer' || fault === 'die-after-taking') this.#hangUp(session);
    else callback();
    if (fault === 'die-after-answer') this.#sockets.get(session.remotePort)?.destroySoon();
  }

  #take(raw: Buffer, session: SMTPServerSession, fault: LetterFault | null): void {
    const { mailFrom, rcptTo } = session.envelope;
    const { fields } = readHeaderSection(raw, 0, raw.length);
    this.messages.push({
      envelope: { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) },
      raw,
      fields,
      messageId: fieldValue(fields, 'message-id'),
      receivedAt: performance.now(),
      fault,
    });
  }

  #remember(socket: Socket): void {
    const { remotePort = 0 } = socket;
    this.connectionCount++;
    this.#sockets.set(remotePort, socket);
    socket.once('close', () => this.#sockets.delete(remotePort));
  }

  #hangUp(session: SMTPServerSession): void {
    this.#sockets.get(session.remotePort)?.destroy();
  }

  #nextFault(concerns: (fault: Fault) => boolean): Fault | undefined {
    const index = this.#faults.findIndex(concerns);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0];
  }
}

const recipients = (session: SMTPServerSession) => session.envelope.rcptTo.map(({ address }) => address).join(', ');
