import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody } from '../../src/mail/body.ts';
import { readJournalReport } from '../../src/mail/journal-report.ts';
import { defaultLimits, type Message } from '../../src/mail/message.ts';
import { readMessage } from '../../src/mail/read-message.ts';
import { bytesOf, withFields } from './samples.ts';

function readEverything(message: Message): void {
  readBody(message, defaultLimits);
  readJournalReport(message, defaultLimits);
  message.attachedMessages.forEach(readEverything);
}

async function read(bytes: Uint8Array): Promise<void> {
  const message = await readMessage(bytes, defaultLimits);
  if (!('kind' in message)) readEverything(message);
}

const whole = bytesOf(
  withFields(
    'X-MS-Journal-Report:\nCc: "Smith, A" <a@example.com>, G: b@example.com;\nmsip_labels: MSIP_Label_11111111-2222-3333-4444-555555555555_Name=x;\nContent-Type: multipart/mixed; boundary="b"',
    '--b\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nDear Jane=\n\nKind regards\nAnn\n\nThis email is confidential and intended for the addressee.\n\nOn Thu, 4 Jun 2026 at 09:14, B <b@example.com> wrote:\n> Hello\n> -----Original Message-----\n> From: C\n> Sent: 1 June 2026 10:00\n> To: D\n> Subject: x\n\n--b\nContent-Type: text/html\n\n<div class="gmail_quote"><blockquote type=cite>x<hr></blockquote></div>\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ny\n--b--',
  ),
);

describe('whatever arrives', () => {
  test('arbitrary bytes never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), async (bytes) => {
        await read(bytes);
        await read(Buffer.concat([Buffer.from('From: a@b\nContent-Type: text/html\n\n'), bytes]));
      }),
      { numRuns: 150 },
    );
  });

  test('a message with bytes changed, cut out or doubled never throws', async () => {
    const mutation = fc.record({
      at: fc.nat(whole.length),
      length: fc.nat(40),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (mutations) => {
        let bytes = Buffer.from(whole);
        for (const { at, length, bytes: inserted } of mutations) {
          bytes = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + length)]);
        }
        await read(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

const units = [
  '>',
  ' ',
  '-',
  '(',
  '> ',
  '>\n',
  '*',
  '_',
  '=?',
  '<',
  '<div>',
  '<style>',
  'a@',
  'a@b,',
  '"',
  'On 1 Jan 2026 10:00 ',
  'From: a\n',
  'From: a@b\nSent: c\nTo: d\n',
  '----- Forwarded message -----\n',
  'cc: a\n',
  'this email is confidential ',
  '> On 1 Jan 2026 10:00 a@b wrote:\n',
  'Regards\n',
  'A B C\n',
  '&nbsp;',
  '\ufeff',
];
const length = 400_000;

/** Generous for a slow machine; a pattern that backtracks takes minutes. */
const maximumMs = 4_000;

describe('400,000 characters of one thing take linear time', () => {
  test.each(units)('%j', async (unit) => {
    const run = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const started = performance.now();
    for (const type of [
      'text/plain',
      'text/plain; format=flowed',
      'text/html',
      'text/plain\nContent-Transfer-Encoding: quoted-printable',
    ]) {
      await read(bytesOf(`From: a@b\nMessage-ID: <a@b>\nContent-Type: ${type}\n\n${run}x\n`));
    }
    const line = run.replace(/\n/g, '');
    await read(
      bytesOf(`To: ${line}\nSubject: ${line}\nReceived: ${line}\nX-Forwarded-For: ${line}\nReferences: ${line}\n\nx`),
    );
    expect(performance.now() - started).toBeLessThan(maximumMs);
  });
});
