/** A mail server that delivers, spoken by hand: what it says is what the test says, byte for byte. */

import { connect, type Socket } from 'node:net';
import type { DeliverySettings } from '../../../src/settings/settings.ts';
import type { Delivery, DeliveryError } from '../../../src/sources/delivery/delivery.ts';
import { type DeliveryOptions, openDeliveryListener } from '../../../src/sources/delivery/delivery-listener.ts';

export const council = 'nether-barrow';

export function deliverySettings(changes: Partial<DeliverySettings> = {}): DeliverySettings {
  return {
    host: '127.0.0.1',
    port: 0,
    protocol: 'lmtp',
    acceptFrom: ['127.0.0.1'],
    recipients: {
      'journal@candour.example': { council, mailbox: 'journal' },
      'reports@candour.example': { council, mailbox: 'journal' },
      'clerk@nether-barrow.example': { council, mailbox: 'clerk' },
    },
    gateway: null,
    messageBytes: 1_000_000,
    ...changes,
  };
}

/** A listener that keeps what it is handed, or answers what the test wants. */
export async function openListener(settings: DeliverySettings, options: Partial<DeliveryOptions> = {}) {
  const deliveries: Delivery[] = [];
  const errors: DeliveryError[] = [];
  const listener = await openDeliveryListener(settings, {
    deliver: async (delivery) => {
      deliveries.push(delivery);
      return 'stored';
    },
    onError: (error) => void errors.push(error),
    ...options,
  });
  return { port: listener.port, deliveries, errors, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

export interface Peer extends Disposable {
  readonly socket: Socket;
  readonly isClosed: boolean;
  write(data: string | Uint8Array): void;
  /** The next `count` replies, the greeting among them; of one that has several lines, the last line. */
  replies(count: number): Promise<string[]>;
  /** Says one command and hears its reply. */
  say(command: string): Promise<string>;
}

export async function connectPeer(port: number, localAddress = '127.0.0.1'): Promise<Peer> {
  const socket = connect({ host: '127.0.0.1', port, localAddress });
  const heard: string[] = [];
  let rest = '';
  let isClosed = false;
  let notify = () => {};
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    heard.push(...lines.filter((line) => /^\d{3}( |$)/.test(line)));
    notify();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    notify();
  });
  const replies = async (count: number) => {
    while (heard.length < count) {
      if (isClosed) throw new Error(`the connection was closed after: ${heard.join(' | ')}`);
      await new Promise<void>((resolve) => {
        notify = resolve;
      });
    }
    return heard.splice(0, count);
  };
  const peer: Peer = {
    socket,
    get isClosed() {
      return isClosed;
    },
    write: (data) => void socket.write(data),
    replies,
    async say(command) {
      socket.write(`${command}\r\n`);
      return (await replies(1))[0] ?? '';
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
  return peer;
}

/** As far as the answer to DATA, which must be 354. */
export async function beginMessage(peer: Peer, hello: 'LHLO' | 'EHLO', recipients: readonly string[]): Promise<void> {
  await peer.replies(1);
  await peer.say(`${hello} peer.example`);
  await peer.say('MAIL FROM:<Ada.Clerk@Nether-Barrow.example>');
  for (const recipient of recipients) await peer.say(`RCPT TO:<${recipient}>`);
  const answer = await peer.say('DATA');
  if (!answer.startsWith('354')) throw new Error(`DATA was answered by ${answer}`);
}

/** RFC 5321, 4.5.2: a dot before every line that begins with one, and the line that ends the message. */
export function stuffed(message: Buffer): Buffer {
  const text = message.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}

export const report = Buffer.from(
  'From: <journal@nether-barrow.example>\r\nSubject: report\r\n\r\nSender: clerk@nether-barrow.example\r\n',
);
