import fc from 'fast-check';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { describe, expect, test, vi } from 'vitest';
import type { DeliveryAnswer } from '../../../src/sources/delivery/delivery.ts';
import { beginMessage, connectPeer, council, deliverySettings, openListener, report, stuffed } from './peer.ts';

describe('a message', () => {
  test.each(['lmtp', 'smtp'] as const)(
    'arrives by %s from a usual mail program, with its envelope',
    async (protocol) => {
      await using listener = await openListener(deliverySettings({ protocol }));
      const connection = new SMTPConnection({
        host: '127.0.0.1',
        port: listener.port,
        lmtp: protocol === 'lmtp',
        ignoreTLS: true,
      });
      await new Promise<void>((resolve, reject) => {
        connection.on('error', reject);
        connection.connect(() => {
          const envelope = { from: 'clerk@nether-barrow.example', to: ['Journal@Candour.example'] };
          connection.send(envelope, report, (error) => (error ? reject(error) : resolve()));
        });
      });
      connection.quit();

      expect(listener.deliveries).toEqual([
        {
          council,
          mailbox: 'journal',
          envelope: { from: 'clerk@nether-barrow.example', to: ['journal@candour.example'] },
          bytes: report,
          receivedAt: expect.any(Number),
        },
      ]);
      expect(Math.abs(Date.now() - (listener.deliveries[0]?.receivedAt ?? 0))).toBeLessThan(10_000);
      expect(listener.errors).toEqual([]);
    },
  );

  test('arrives byte for byte, whatever it holds and however it is cut into packets', async () => {
    await using listener = await openListener(deliverySettings());
    const line = fc.oneof(
      fc.constantFrom('.', '..', '...', '. ', '.\t.', '', 'From ', 'Sender: é@x', '250 OK', '\0', '\r.'),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
    );
    // A line feed alone is no line end in SMTP (RFC 5321, 2.3.8), nor is a carriage return just before one.
    const clean = line.map((text) => text.replaceAll('\n', '').replace(/\r+$/, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(clean, { minLength: 1, maxLength: 12 }), fc.array(fc.nat(30)), async (lines, cuts) => {
        const message = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
        using peer = await connectPeer(listener.port);
        peer.socket.setNoDelay(true);
        await beginMessage(peer, 'LHLO', ['journal@candour.example']);
        let left = stuffed(message);
        for (const cut of cuts) {
          await new Promise<void>((resolve) => peer.socket.write(left.subarray(0, cut), () => resolve()));
          left = left.subarray(cut);
        }
        peer.write(left);
        expect(await peer.replies(1)).toEqual([expect.stringMatching(/^250/)]);
        expect(Buffer.from(listener.deliveries.at(-1)?.bytes ?? []).toString('latin1')).toBe(
          message.toString('latin1'),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('sent as one packet, commands and all, is answered in order', async () => {
    await using listener = await openListener(deliverySettings({ protocol: 'smtp' }));
    using peer = await connectPeer(listener.port);
    await peer.replies(1);
    await peer.say('EHLO peer.example');
    const transaction = 'MAIL FROM:<>\r\nRCPT TO:<journal@candour.example>\r\nDATA\r\n';
    peer.write(
      Buffer.concat([
        Buffer.from(transaction),
        stuffed(report),
        Buffer.from(transaction),
        stuffed(report),
        Buffer.from('QUIT\r\n'),
      ]),
    );
    const codes = (await peer.replies(9)).map((reply) => reply.slice(0, 3));
    expect(codes).toEqual(['250', '250', '354', '250', '250', '250', '354', '250', '221']);
    expect(listener.deliveries.map(({ bytes, envelope }) => [bytes, envelope.from])).toEqual([
      [report, ''],
      [report, ''],
    ]);
  });
});

describe('recipients', () => {
  test('of one mailbox get one delivery, and LMTP an answer each, also to one that is named twice', async () => {
    await using listener = await openListener(deliverySettings());
    using peer = await connectPeer(listener.port);
    const named = [
      'journal@candour.example',
      'clerk@nether-barrow.example',
      'reports@candour.example',
      'JOURNAL@candour.example',
    ];
    await beginMessage(peer, 'LHLO', named);
    peer.write(stuffed(report));
    expect(await peer.replies(4)).toEqual(Array(4).fill(expect.stringMatching(/^250/)));
    expect(listener.deliveries.map(({ mailbox, envelope }) => [mailbox, envelope.to])).toEqual([
      ['journal', ['journal@candour.example', 'reports@candour.example']],
      ['clerk', ['clerk@nether-barrow.example']],
    ]);
    expect(await peer.say('NOOP')).toMatch(/^250/);
  });

  test('whom nothing names are refused, without a gateway', async () => {
    await using listener = await openListener(deliverySettings());
    using peer = await connectPeer(listener.port);
    await peer.replies(1);
    await peer.say('LHLO peer.example');
    await peer.say('MAIL FROM:<>');
    expect(await peer.say('RCPT TO:<resident@elsewhere.example>')).toMatch(/^550/);
    expect(await peer.say('DATA')).toMatch(/^503/);
  });

  test('whom nothing names are the message’s own, behind a gateway', async () => {
    const gateway = { council, mailbox: 'gateway' };
    await using listener = await openListener(deliverySettings({ protocol: 'smtp', gateway }));
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'EHLO', [
      'resident@elsewhere.example',
      'Hidden@Elsewhere.example',
      'clerk@nether-barrow.example',
    ]);
    peer.write(stuffed(report));
    expect(await peer.replies(1)).toEqual([expect.stringMatching(/^250/)]);
    expect(listener.deliveries.map(({ mailbox, envelope }) => [mailbox, envelope.to])).toEqual([
      ['gateway', ['resident@elsewhere.example', 'hidden@elsewhere.example']],
      ['clerk', ['clerk@nether-barrow.example']],
    ]);
  });

  test('are answered for one by one by LMTP, and together by SMTP', async () => {
    const deliver = async ({ mailbox }: { mailbox: string }): Promise<DeliveryAnswer> =>
      mailbox === 'journal' ? 'stored' : { later: 'The council is being set up' };
    const both = ['clerk@nether-barrow.example', 'journal@candour.example'];

    await using byLmtp = await openListener(deliverySettings(), { deliver });
    using lmtp = await connectPeer(byLmtp.port);
    await beginMessage(lmtp, 'LHLO', both);
    lmtp.write(stuffed(report));
    expect(await lmtp.replies(2)).toEqual(['451 The council is being set up', '250 Stored']);

    await using bySmtp = await openListener(deliverySettings({ protocol: 'smtp' }), { deliver });
    using smtp = await connectPeer(bySmtp.port);
    await beginMessage(smtp, 'EHLO', both);
    smtp.write(stuffed(report));
    expect(await smtp.replies(1)).toEqual(['451 The council is being set up']);
  });
});

describe('the answer', () => {
  test('comes only when the message is stored', async () => {
    const stored = Promise.withResolvers<DeliveryAnswer>();
    const deliver = vi.fn(() => stored.promise);
    await using listener = await openListener(deliverySettings(), { deliver });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(stuffed(report));
    await vi.waitFor(() => expect(deliver).toHaveBeenCalled());
    let answered = false;
    const answer = peer.replies(1).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    stored.resolve('stored');
    expect(await answer).toEqual(['250 Stored']);
  });

  test.each(['lmtp', 'smtp'] as const)(
    'is 451 where storing fails by %s, and the second attempt succeeds',
    async (protocol) => {
      const attempts: number[] = [];
      const deliver = async (): Promise<DeliveryAnswer> => {
        attempts.push(Date.now());
        if (attempts.length === 1) throw new Error('disk full while storing <resident@elsewhere.example>');
        return 'stored';
      };
      await using listener = await openListener(deliverySettings({ protocol }), { deliver });
      const hello = protocol === 'lmtp' ? 'LHLO' : 'EHLO';
      for (const expected of [/^451 The message could not be stored for now$/, /^250/]) {
        using peer = await connectPeer(listener.port);
        await beginMessage(peer, hello, ['journal@candour.example']);
        peer.write(stuffed(report));
        expect((await peer.replies(1))[0]).toMatch(expected);
      }
      expect(listener.errors).toMatchObject([{ code: 'deliver', temporary: true }]);
      expect(listener.errors[0]?.message).not.toContain('@');
    },
  );

  test('is 554 where the message is refused, with the reason', async () => {
    await using listener = await openListener(deliverySettings(), {
      deliver: async () => ({ refused: 'No such council' }),
    });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(stuffed(report));
    expect(await peer.replies(1)).toEqual(['554 No such council']);
  });

  test('is 451 where storing takes too long', async () => {
    await using listener = await openListener(deliverySettings(), {
      deliver: () => new Promise(() => {}),
      limits: { transactionMs: 200 },
    });
    using peer = await connectPeer(listener.port);
    await beginMessage(peer, 'LHLO', ['journal@candour.example']);
    peer.write(stuffed(report));
    expect((await peer.replies(1))[0]).toMatch(/^451/);
  });
});
