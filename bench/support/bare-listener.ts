/** A client that does nothing but wait: what the mail server itself takes to tell of a new message. */

import { ImapFlow } from 'imapflow';

export type BareListener = AsyncDisposable & {
  /** Of each message that came, in the order of arrival: milliseconds since 1970 at which the server told of it. */
  readonly toldAt: readonly number[];
};

export async function listenBarely(server: {
  port: number;
  user: string;
  password: string;
  folder: string;
}): Promise<BareListener> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: server.user, pass: server.password },
    logger: false,
    disableAutoIdle: true,
  });
  client.on('error', () => {});
  const toldAt: number[] = [];
  client.on('exists', ({ count, prevCount }) => {
    for (let each = prevCount; each < count; each++) toldAt.push(performance.timeOrigin + performance.now());
  });
  await client.connect();
  await client.mailboxOpen(server.folder, { readOnly: true });
  void client.idle().catch(() => undefined);
  return {
    toldAt,
    [Symbol.asyncDispose]: async () => {
      await client.logout().catch(() => undefined);
      client.close();
    },
  };
}
