import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { fieldValue } from '../../../src/mail/header-fields.ts';
import { openTransport } from '../../../src/notify/transport/transport.ts';
import { type Fault, openSmtpSink } from '../../support/smtp-sink.ts';
import { failureOf, letter, smtpSettings } from './letters.ts';

const nth = (index: number) => letter({ messageId: `<alert.${index}@nether-barrow.example>` });

describe('a letter', () => {
  test('arrives as it was written, in one connection for all', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink));
    await Promise.all([1, 2, 3].map((index) => transport.send(nth(index))));

    expect(sink.messages.map(({ messageId }) => messageId)).toEqual([1, 2, 3].map((index) => nth(index).messageId));
    expect(sink.messages[0]?.envelope).toEqual({
      from: 'candour@nether-barrow.example',
      to: ['clerk@nether-barrow.example'],
    });
    expect(fieldValue(sink.messages[0]?.fields ?? [], 'auto-submitted')).toBe('auto-generated');
    expect(sink.connectionCount).toBe(1);
  });

  test('goes out within a few milliseconds when the connection is there', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink));
    await transport.verify();
    const times: number[] = [];
    for (let index = 0; index < 50; index++) {
      const start = performance.now();
      await transport.send(nth(index));
      times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    console.info(
      `send() on a warm connection: median ${times[25]?.toFixed(1)} ms, slowest ${times[49]?.toFixed(1)} ms`,
    );
    expect(times[25]).toBeLessThan(50);
    expect(sink.connectionCount).toBe(1);
  });

  test('is not sent any more once the transport is released', async () => {
    await using sink = await openSmtpSink();
    const transport = await openTransport(smtpSettings(sink));
    const inHand = transport.send(letter());
    await transport[Symbol.asyncDispose]();
    await inHand;

    expect(sink.messages).toHaveLength(1);
    expect(await failureOf(transport.send(letter()))).toMatchObject({ code: 'closed', temporary: true });
  });
});

describe('what goes wrong', () => {
  const cases: [Fault, object][] = [
    ['temporary', { code: 'refused', temporary: true, fields: { status: 451, command: 'DATA' } }],
    ['permanent', { code: 'refused', temporary: false, fields: { status: 554, command: 'DATA' } }],
    ['recipient-refused', { code: 'refused', temporary: false, fields: { status: 550, command: 'RCPT TO' } }],
    ['turn-away', { code: 'unavailable', temporary: true, fields: { status: 421 } }],
    ['hang-up', { code: 'unreachable', temporary: true }],
    ['silent', { code: 'unclear', temporary: true }],
    ['die-before-answer', { code: 'unclear', temporary: true }],
    ['die-after-taking', { code: 'unclear', temporary: true }],
  ];

  test.each(cases)('%s is told apart, and the next letter goes', async (fault, expected) => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink, 'none', null, 800));
    sink.failNext(1, fault);
    const failure = await failureOf(transport.send(letter()));

    expect(failure).toMatchObject(expected);
    expect(describeAll(failure)).not.toMatch(/nether-barrow|clerk/);
    expect(sink.messages).toHaveLength(fault === 'die-after-taking' ? 1 : 0);
    await transport.send(letter());
    expect(sink.messages.at(-1)?.messageId).toBe(letter().messageId);
  });

  test.each(cases)('%s on a connection that was used before never hands over twice', async (fault, expected) => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink, 'none', null, 800));
    await transport.send(nth(1));
    sink.failNext(1, fault);
    // What befalls connections needs a new one.
    if (fault === 'hang-up' || fault === 'turn-away') sink.cutConnections();
    expect(await failureOf(transport.send(nth(2)))).toMatchObject(expected);
    expect(sink.messages).toHaveLength(fault === 'die-after-taking' ? 2 : 1);
  });

  test('a connection that ends behind its 250 was a success, and the next letter takes a new one', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink));
    sink.failNext(1, 'die-after-answer');
    await transport.send(nth(1));
    await transport.send(nth(2));
    expect(sink.messages).toHaveLength(2);
    expect(sink.connectionCount).toBe(2);
  });

  test('a refused connection is temporary, and works again when the server is back', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink));
    await transport.send(nth(1));
    await sink.refuse();
    expect(await failureOf(transport.send(nth(2)))).toMatchObject({
      code: 'unreachable',
      temporary: true,
      fields: { reason: 'ECONNREFUSED' },
    });
    await sink.listen();
    await transport.send(nth(2));
    expect(sink.messages).toHaveLength(2);
  });

  test('a server that ended the resting connection is not noticed', async () => {
    await using sink = await openSmtpSink({ idleMs: 300 });
    await using transport = await openTransport(smtpSettings(sink));
    await transport.send(nth(1));
    await vi.waitFor(() => expect(sink.openConnections).toBe(0));
    await transport.send(nth(2));
    expect(sink.connectionCount).toBe(2);
  });

  test('a connection that rested long is asked for a sign of life, and replaced', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings(sink));
    await transport.send(nth(1));
    const later = performance.now() + 30_000;
    using _clock = vi.spyOn(performance, 'now').mockImplementation(() => later);
    await transport.send(nth(2));
    expect(sink.connectionCount).toBe(1);
    sink.cutConnections();
    await transport.send(nth(3));
    expect(sink.connectionCount).toBe(2);
    expect(sink.messages).toHaveLength(3);
  });

  test('one deadline covers a server that accepts and says nothing', async () => {
    await using silent = await openSilentServer();
    await using transport = await openTransport(smtpSettings(silent, 'none', null, 300));
    const start = performance.now();
    const failures = await Promise.all([failureOf(transport.send(nth(1))), failureOf(transport.send(nth(2)))]);
    expect(failures).toMatchObject([
      { code: 'timeout', temporary: true },
      { code: 'timeout', temporary: true },
    ]);
    // Both at once: waiting for the letter before counts as well.
    expect(performance.now() - start).toBeLessThan(1_500);
    await vi.waitFor(() => expect(silent.openSockets()).toBe(0));
  });
});

/** All that could reach a log. */
function describeAll(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${describeAll(error.cause)}`;
}

async function openSilentServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    openSockets: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
