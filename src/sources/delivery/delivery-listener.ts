/** The listener for journal reports and gateway copies, by LMTP (RFC 2033) or SMTP: a mail server in the council's house hands them over. */

import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { DeliverySettings } from '../../settings/settings.ts';
import { parseAcceptedPeers } from './accepted-peers.ts';
import { type Delivery, type DeliveryAnswer, DeliveryError } from './delivery.ts';
import { buildDirectory, type Directory } from './destinations.ts';
import { oneReply, type Reply, takeMessage } from './transaction.ts';
import { Turns } from './turns.ts';

export type DeliveryOptions = {
  /** Called once for each mailbox of a message; the sender is told only what this resolves with. Throwing means `later`. */
  deliver: (delivery: Delivery) => Promise<DeliveryAnswer>;
  onError: (error: DeliveryError) => void;
  limits?: Partial<DeliveryLimits>;
};

export type DeliveryLimits = {
  /** More are turned away for the moment. */
  connections: number;
  /** Messages in memory at once, each of `messageBytes` at most and twice that while its pieces are joined; others wait unread. */
  messages: number;
  /** A peer that says nothing. */
  idleMs: number;
  /** From DATA to the answer. */
  transactionMs: number;
  /** What is in hand when the listener is released may take this long. */
  closeMs: number;
};

const usual: DeliveryLimits = {
  connections: 20,
  messages: 4,
  idleMs: 60_000,
  transactionMs: 5 * 60_000,
  closeMs: 10_000,
};

export interface DeliveryListener extends AsyncDisposable {
  readonly port: number;
}

/** @throws {DeliveryError} `configuration`, or `listen` where the port cannot be had. */
export async function openDeliveryListener(
  settings: DeliverySettings,
  options: DeliveryOptions,
): Promise<DeliveryListener> {
  const listener = new Listener(settings, options);
  await listener.listen(settings);
  return listener;
}

type DataCallback = (error?: Error | null, message?: string | (string | Error)[]) => void;

class Listener implements DeliveryListener {
  port = 0;
  readonly #settings: DeliverySettings;
  readonly #options: DeliveryOptions;
  readonly #limits: DeliveryLimits;
  readonly #directory: Directory;
  readonly #server: SMTPServer;
  readonly #turns: Turns;
  readonly #sockets = new Set<Socket>();
  /** Sessions that are between DATA and its answer. */
  readonly #inHand = new Map<string, Promise<void>>();
  /** smtp-server keeps a recipient once, but LMTP owes an answer for each time it was named. A transaction has an object of its own. */
  readonly #recipients = new WeakMap<object, string[]>();
  /** Aborted when what is in hand has had its time at the end. */
  readonly #ending = new AbortController();
  #isClosing = false;

  constructor(settings: DeliverySettings, options: DeliveryOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#limits = { ...usual, ...options.limits };
    this.#directory = buildDirectory(settings);
    this.#turns = new Turns(this.#limits.messages);
    this.#server = this.#build(parseAcceptedPeers(settings.acceptFrom));
  }

  async listen({ host, port }: DeliverySettings): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(port, host, resolve);
    try {
      await promise;
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      const message = `The listener for delivered mail cannot use ${host} port ${port} (${reason}).`;
      throw new DeliveryError('listen', message, { temporary: true, fields: { reason }, cause });
    }
    this.#server.off('error', reject);
    this.#server.on('error', (error) => this.#report(error));
    this.port = (this.#server.server.address() as AddressInfo).port;
  }

  #build(isAccepted: (peer: string) => boolean): SMTPServer {
    const { protocol, messageBytes } = this.#settings;
    const server = new SMTPServer({
      lmtp: protocol === 'lmtp',
      size: messageBytes,
      // No TLS (docs/decisions/0012), nobody signs in, and the toys of old sendmail are no part of this.
      disabledCommands: ['AUTH', 'STARTTLS', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL'],
      maxClients: this.#limits.connections,
      maxRecipients: 1_000,
      socketTimeout: this.#limits.idleMs,
      // Ours comes first: theirs would cut off the answer to what is in hand.
      closeTimeout: this.#limits.closeMs + 10_000,
      // What was accepted as a peer is an address, and names can be given by anybody.
      disableReverseLookup: true,
      logger: false,
      onConnect: ({ remoteAddress }, callback) => {
        if (isAccepted(remoteAddress)) return void callback();
        const fields = { peer: remoteAddress };
        const message = 'A machine that is not among `acceptFrom` tried to deliver.';
        this.#options.onError(new DeliveryError('peer-refused', message, { fields }));
        callback(withStatus(554, 'Not accepted from here'));
      },
      onRcptTo: ({ address }, { envelope }, callback) => {
        if (!this.#directory.has(address)) return void callback(withStatus(550, 'No such mailbox'));
        const named = this.#recipients.get(envelope) ?? [];
        named.push(address);
        this.#recipients.set(envelope, named);
        callback();
      },
      onData: (stream, session, callback) => {
        const taking = this.#take(stream, session, callback);
        this.#inHand.set(session.id, taking);
        // A sender that does not wait for answers may have the next one in hand by then.
        void taking.finally(() => {
          if (this.#inHand.get(session.id) === taking) this.#inHand.delete(session.id);
        });
      },
    });
    server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    return server;
  }

  async #take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession, callback: DataCallback): Promise<void> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.#limits.transactionMs);
    // A sender that leaves while it waits for its turn ends the stream with an error, before anybody reads it.
    stream.on('error', () => {});
    const to = this.#recipients.get(envelope) ?? [];
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    const options = { ...this.#options, directory: this.#directory, messageBytes: this.#settings.messageBytes };
    const over = AbortSignal.any([deadline.signal, this.#ending.signal]);
    const replies = await this.#turns.take(() => takeMessage(stream, { from, to }, over, options));
    clearTimeout(timer);
    if (this.#settings.protocol === 'lmtp') return callback(null, replies.map(resultOf));
    const result = resultOf(oneReply(replies));
    if (typeof result === 'string') callback(null, result);
    else callback(result);
  }

  #report(error: Error): void {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const message = `A connection that delivers mail failed (${reason}).`;
    this.#options.onError(new DeliveryError('connection', message, { temporary: true, fields: { reason } }));
  }

  /** No new mail from now on; what is in hand is finished, and its sender hears the answer. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const closed = new Promise<void>((resolve) => this.#server.server.once('close', () => resolve()));
    this.#server.close();
    this.#sayGoodbye();
    await within(this.#limits.closeMs, Promise.all(this.#inHand.values()));
    this.#ending.abort();
    await Promise.all(this.#inHand.values());
    this.#sayGoodbye();
    await within(goodbyeMs, closed);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** RFC 5321, 3.8: a server may leave at any time with 421, and the sender keeps what was not answered. */
  #sayGoodbye(): void {
    for (const connection of [...this.#server.connections]) {
      if (!this.#inHand.has(connection.id)) connection.send(421, 'The service is ending, try again later');
    }
  }
}

/** A peer may take this long to hear the goodbye and hang up. */
const goodbyeMs = 250;

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}

const withStatus = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const resultOf = ({ status, text }: Reply) => (status === 250 ? text : withStatus(status, text));
