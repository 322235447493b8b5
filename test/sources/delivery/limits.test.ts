import { describe, expect, test, vi } from 'vitest';
import type { DeliveryAnswer } from '../../../src/sources/delivery/delivery.ts';
import { DeliveryError } from '../../../src/sources/delivery/delivery.ts';
import { openDeliveryListener } from '../../../src/sources/delivery/delivery-listener.ts';
import { beginMessage, connectPeer, deliverySettings, openListener, report, stuffed } from './peer.ts';

describe('who may deliver', () => {
  test('a machine that is not named is sent away, and reported', async () => {
    await using listener = await openListener(deliverySettings({ acceptFrom: ['127.0.0.2', '10.0.0.0/8'] }));
    using stranger = await connectPeer(listener.port, '127.0.0.3');
    expect(await stranger.replies(1)).toEqual(['554 Not accepted from here']);
    await vi.waitFor(() => expect(stranger.isClosed).toBe(true));
    expect(listener.errors).toMatchObject([{ code: 'peer-refused', fields: { peer: '127.0.0.3' } }]);

    using known = await connectPeer(listener.port, '127.0.0.2');
    expect((await known.replies(1))[0]).toMatch(/^220/);
  });

  test('nothing that a machine says before it was looked at is taken', async () => {
    await using listener = await openListener(deliverySettings({ acceptFrom: ['127.0.0.2'] }));
    using stranger = await connectPeer(listener.port, '127.0.0.3');
    const commands = 'LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<journal@candour.example>\r\nDATA\r\n';
    stranger.write(Buffer.concat([Buffer.from(commands), stuffed(report)]));
    expect((await stranger.replies(1))[0]).toMatch(/^(421|554)/);
    await vi.waitFor(() => expect(stranger.isClosed).toBe(true));
    expect(listener.deliveries).toEqual([]);
  });

  test.each([
    '0.0.0.0/0',
    '203.0.113.7',
    '10.0.0.0/7',
    '2001:db8::/32',
    '::/0',
    'mail.example',
    '10.0.0.0/x',
    '10.0.0.0/33',
    '',
  ])('%j is no list of machines nearby', async (entry) => {
    const opening = openDeliveryListener(deliverySettings({ acceptFrom: [entry] }), {
      deliver: async () => 'stored',
      onError: () => {},
    });
    await expect(opening).rejects.toMatchObject({ name: 'DeliveryError', code: 'configuration' });
  });

  test('a port that is taken is said', async () => {
    await using listener = await openListener(deliverySettings());
    const opening = openListener(deliverySettings({ port: listener.port }));
    await expect(opening).rejects.toThrow(DeliveryError);
    await expect(opening).rejects.toMatchObject({ code: 'listen', fields: { reason: 'EADDRINUSE' } });
  });
});

describe('how much may be delivered', () => {
  test('the limit is announced, and what says that it is larger is refused at once', async () => {
    await using listener = await openListener(deliverySettings({ messageBytes: 5_000 }));
    using peer = await connectPeer(listener.port);
    const lines: string[] = [];
    peer.socket.on('data', (chunk) => lines.push(chunk.toString()));
    await peer.replies(1);
    await peer.say('LHLO peer.example');
    expect(lines.join('')).toMatch(/^250[- ]SIZE 5000\r$/m);
    expect(lines.join('')).not.toMatch(/STARTTLS|AUTH/);
    expect(await peer.say('MAIL FROM:<> SIZE=5001')).toMatch(/^552/);
  });

  test.each(['lmtp', 'smtp'] as const)(
    'by %s, more than was announced is refused and not kept, and the session goes on',
    async (protocol) => {
      await using listener = await openListener(deliverySettings({ protocol, messageBytes: 5_000 }));
      using peer = await connectPeer(listener.port);
      const named = ['journal@candour.example', 'clerk@nether-barrow.example'];
      await beginMessage(peer, protocol === 'lmtp' ? 'LHLO' : 'EHLO', named);
      for (let index = 0; index < 100; index++) peer.write(`${'x'.repeat(998)}\r\n`);
      peer.write('.\r\n');
      const expected = Array(protocol === 'lmtp' ? 2 : 1).fill('552 The message is too large');
      expect(await peer.replies(expected.length)).toEqual(expected);
      expect(listener.deliveries).toEqual([]);
      expect(listener.errors).toMatchObject([{ code: 'too-large', fields: { messageBytes: 5_000 } }]);
      expect(await peer.say('MAIL FROM:<>')).toMatch(/^250/);
    },
  );

  test('exactly the limit is taken', async () => {
    await using listener = await openListener(deliverySettings({ messageBytes: report.length }));
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(stuffed(report));
    expect((await peer.replies(1))[0]).toMatch(/^250/);
  });

  test('more connections than allowed are turned away for the moment', async () => {
    await using listener = await openListener(deliverySettings(), { limits: { connections: 1 } });
    using first = await connectPeer(listener.port);
    await first.replies(1);
    using second = await connectPeer(listener.port);
    expect((await second.replies(1))[0]).toMatch(/^421/);
    expect(await first.say('NOOP')).toMatch(/^250/);
  });

  test('more messages at once than allowed wait for each other', async () => {
    const waiting: (() => void)[] = [];
    let atOnce = 0;
    const deliver = async (): Promise<DeliveryAnswer> => {
      atOnce = Math.max(atOnce, ++open);
      await new Promise<void>((resolve) => waiting.push(resolve));
      open--;
      return 'stored';
    };
    let open = 0;
    await using listener = await openListener(deliverySettings(), { deliver, limits: { messages: 2 } });
    const peers = await Promise.all(Array.from({ length: 5 }, () => connectPeer(listener.port)));
    await Promise.all(peers.map((peer) => beginMessage(peer, 'LHLO', ['journal@candour.example'])));
    for (const peer of peers) peer.write(stuffed(report));
    for (let count = 0; count < 5; count++) {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
      waiting.shift()?.();
    }
    for (const peer of peers) expect((await peer.replies(1))[0]).toMatch(/^250/);
    expect(atOnce).toBe(2);
    for (const peer of peers) peer[Symbol.dispose]();
  });
});

describe('senders that do not finish', () => {
  test('one that dies in the middle of a message delivered nothing', async () => {
    await using listener = await openListener(deliverySettings());
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(report);
    peer.socket.destroySoon();
    await vi.waitFor(() => expect(peer.isClosed).toBe(true));

    using next = await connectPeer(listener.port);
    await beginMessage(next, 'LHLO', ['clerk@nether-barrow.example']);
    next.write(stuffed(report));
    await next.replies(1);
    expect(listener.deliveries.map(({ mailbox }) => mailbox)).toEqual(['clerk']);
  });

  test('one that breaks the connection off is reported without a word of the mail', async () => {
    await using listener = await openListener(deliverySettings());
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(report);
    peer.socket.resetAndDestroy();
    await vi.waitFor(() =>
      expect(listener.errors).toMatchObject([{ code: 'connection', fields: { reason: 'ECONNRESET' } }]),
    );
    expect(JSON.stringify(listener.errors[0]) + listener.errors[0]?.message).not.toMatch(/@|report/);
    expect(listener.deliveries).toEqual([]);
  });

  test('one that trickles for ever loses its connection when the time is over', async () => {
    await using listener = await openListener(deliverySettings(), { limits: { transactionMs: 200 } });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    const trickle = setInterval(() => peer.write('x'), 20);
    try {
      expect((await peer.replies(1))[0]).toMatch(/^421/);
      await vi.waitFor(() => expect(peer.isClosed).toBe(true));
    } finally {
      clearInterval(trickle);
    }
    expect(listener.errors).toMatchObject([{ code: 'deadline' }]);
    expect(listener.deliveries).toEqual([]);
  });

  test('one that says nothing is left', async () => {
    await using listener = await openListener(deliverySettings(), { limits: { idleMs: 200 } });
    using peer = await connectPeer(listener.port);
    expect(await peer.replies(2)).toEqual([expect.stringMatching(/^220/), expect.stringMatching(/^421/)]);
  });
});

describe('the end', () => {
  test('finishes the message in hand, sends everybody else away, and takes nothing more', async () => {
    const stored = Promise.withResolvers<DeliveryAnswer>();
    const deliver = vi.fn(() => stored.promise);
    const listener = await openListener(deliverySettings(), { deliver });
    using busy = await connectPeer(listener.port);
    await beginMessage(busy, 'LHLO', ['journal@candour.example']);
    busy.write(stuffed(report));
    using idle = await connectPeer(listener.port);
    await idle.replies(1);
    await vi.waitFor(() => expect(deliver).toHaveBeenCalled());

    const closing = listener[Symbol.asyncDispose]();
    expect((await idle.replies(1))[0]).toMatch(/^421/);
    using late = await connectPeer(listener.port);
    await vi.waitFor(() => expect(late.isClosed).toBe(true));
    stored.resolve('stored');
    expect(await busy.replies(2)).toEqual(['250 Stored', expect.stringMatching(/^421/)]);
    await closing;
  });

  test('does not wait for ever for what is in hand', async () => {
    const listener = await openListener(deliverySettings(), {
      deliver: () => new Promise(() => {}),
      limits: { closeMs: 200 },
    });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(stuffed(report));
    const start = performance.now();
    await listener[Symbol.asyncDispose]();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(await peer.replies(1)).toEqual(['451 The message could not be stored for now']);
  });

  test('finishes the second of two messages that were sent without waiting', async () => {
    const stored = Promise.withResolvers<DeliveryAnswer>();
    const deliver = vi.fn(
      async (): Promise<DeliveryAnswer> => (deliver.mock.calls.length === 1 ? 'stored' : stored.promise),
    );
    const listener = await openListener(deliverySettings({ protocol: 'smtp' }), { deliver });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'EHLO', ['journal@candour.example']);
    const commands = Buffer.from('MAIL FROM:<>\r\nRCPT TO:<journal@candour.example>\r\nDATA\r\n');
    peer.write(Buffer.concat([stuffed(report), commands, stuffed(report)]));
    expect(await peer.replies(4)).toEqual([
      '250 Stored',
      '250 Accepted',
      '250 Accepted',
      expect.stringMatching(/^354/),
    ]);
    await vi.waitFor(() => expect(deliver).toHaveBeenCalledTimes(2));
    const closing = listener[Symbol.asyncDispose]();
    stored.resolve('stored');
    expect((await peer.replies(1))[0]).toBe('250 Stored');
    await closing;
  });

  test('may come while a message is on its way: the rest of it is waited for', async () => {
    const listener = await openListener(deliverySettings());
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    const all = stuffed(report);
    peer.write(all.subarray(0, 20));
    const closing = listener[Symbol.asyncDispose]();
    peer.write(all.subarray(20));
    expect((await peer.replies(1))[0]).toBe('250 Stored');
    await closing;
    expect(listener.deliveries).toHaveLength(1);
  });
});
