/** Stands between a client and a server of a test, counts, and does what networks do on bad days. */

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

export type TcpProxy = AsyncDisposable & {
  readonly port: number;
  /** Connections accepted so far, and those that are open. */
  readonly connections: number;
  readonly open: number;
  /** Bytes that the server has sent. */
  readonly received: number;
  /** What the client has sent, as text. */
  readonly sent: string;
  /** Ends all connections, at once and without a word. */
  cut(): void;
  /** Connections stay open and nothing passes any more, in either direction; new ones fare the same. */
  deafen(): void;
  hear(): void;
  /** The same for the connections that are open now, and for no other. */
  silence(): void;
  /** More connections than this at a time are ended as soon as they come. */
  admit(count: number): void;
  /** What the client is told for a line of the server; null passes every line as it is. For connections in plain text. */
  rewrite(change: ((line: string) => string) | null): void;
};

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let [connections, received, sent] = [0, 0, ''];
  let isDeaf = false;
  const silenced = new WeakSet<[Socket, Socket]>();
  let admitted = Number.POSITIVE_INFINITY;
  let change: ((line: string) => string) | null = null;

  function end(pair: [Socket, Socket]): void {
    for (const socket of pair) socket.destroy();
    pairs.delete(pair);
  }

  const server = createServer((client) => {
    connections += 1;
    client.on('error', () => {});
    if (pairs.size >= admitted) return void client.destroy();
    const upstream = connect(target.port, target.host);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    upstream.on('error', () => {});
    for (const socket of pair) socket.on('close', () => end(pair));
    client.on('data', (chunk) => {
      if (isDeaf || silenced.has(pair)) return;
      sent += chunk.toString('latin1');
      upstream.write(chunk);
    });
    const lines = lineRewriter(() => change);
    upstream.on('data', (chunk) => {
      if (isDeaf || silenced.has(pair)) return;
      received += chunk.length;
      client.write(lines(chunk));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    port: address.port,
    get connections() {
      return connections;
    },
    get open() {
      return pairs.size;
    },
    get received() {
      return received;
    },
    get sent() {
      return sent;
    },
    cut: () => [...pairs].forEach(end),
    silence: () => {
      for (const pair of pairs) silenced.add(pair);
    },
    deafen: () => {
      isDeaf = true;
    },
    hear: () => {
      isDeaf = false;
    },
    admit: (count) => {
      admitted = count;
    },
    rewrite: (value) => {
      change = value;
    },
    [Symbol.asyncDispose]: async () => {
      [...pairs].forEach(end);
      server.close();
      await once(server, 'close');
    },
  };
}

/** Whole lines only, so that one that comes in two pieces is changed too. */
function lineRewriter(current: () => ((line: string) => string) | null): (chunk: Buffer) => Buffer {
  const decoder = new StringDecoder('latin1');
  let rest = '';
  return (chunk) => {
    const change = current();
    if (change === null && rest === '') return chunk;
    const lines = (rest + decoder.write(chunk)).split('\r\n');
    rest = lines.pop() ?? '';
    const text = lines.map((line) => `${change?.(line) ?? line}\r\n`).join('');
    return Buffer.from(text, 'latin1');
  };
}
