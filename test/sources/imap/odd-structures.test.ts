/** Messages built at random, soundly and not: whatever a mail server makes of their structure, what is fetched by need reads as the whole does. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Need, noNeed } from '../../../src/evidence/read-facts.ts';
import { readBody } from '../../../src/mail/body.ts';
import { defaultLimits, type Message } from '../../../src/mail/message.ts';
import { decodePart, readMessage } from '../../../src/mail/read-message.ts';
import { type FetchedCopy, ImapReader } from '../../../src/sources/imap/imap-reader.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { startWatch } from './watch-recorder.ts';

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ folders: [] });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

const words = fc.constantFrom(
  'The path is open.',
  'Motion carried',
  '',
  '--',
  'x'.repeat(300),
  'caf\u00e9',
  '--= 1',
  'From here',
);
const fileName = fc.constantFrom(
  'minutes.pdf',
  'letter.docx',
  'note.eml',
  'r\u00e9sum\u00e9.txt',
  "d'\u00e9tat; final.pdf",
  '',
);
const leaf = fc
  .record({
    type: fc.constantFrom(
      'text/plain',
      'text/html',
      'application/pdf',
      'image/png',
      'text/calendar',
      'message/delivery-status',
      'TEXT/Plain; charset="utf-8"',
      '',
    ),
    disposition: fc.constantFrom('', 'inline', 'attachment', 'Attachment'),
    fileName,
    encoding: fc.constantFrom('', '7bit', 'base64', 'quoted-printable', 'x-odd'),
    text: words,
  })
  .map(({ type, disposition, fileName: name, encoding, text }) => {
    const body = encoding === 'base64' ? Buffer.from(text).toString('base64') : text;
    const header = [
      type === '' ? '' : `Content-Type: ${type}${name === '' ? '' : `; name="${name}"`}`,
      disposition === '' ? '' : `Content-Disposition: ${disposition}${name === '' ? '' : `;\r\n filename="${name}"`}`,
      encoding === '' ? '' : `Content-Transfer-Encoding: ${encoding}`,
    ].filter((line) => line !== '');
    return [...header, '', body].join('\r\n');
  });

let boundaries = 0;
type Ties = { part: string; many: string; message: string };
const { part } = fc.letrec<Ties>((tie) => ({
  part: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('many'), tie('message')),
  many: fc
    .record({
      kind: fc.constantFrom('mixed', 'alternative', 'related', 'signed', 'digest', 'report'),
      children: fc.array(tie('part'), { minLength: 0, maxLength: 3 }),
      isClosed: fc.boolean(),
      padding: fc.constantFrom('', '', ' '),
      isQuoted: fc.constantFrom(true, true, false),
      preamble: fc.constantFrom('', 'This is a message of several parts.\r\n'),
      epilogue: fc.constantFrom('', 'after all'),
    })
    .map(({ kind, children, isClosed, padding, isQuoted, preamble, epilogue }) => {
      const boundary = isQuoted ? `= ${++boundaries} =` : `=_${++boundaries}`;
      const value = isQuoted ? `"${boundary}"` : boundary;
      const parts = children.map((child) => `--${boundary}${padding}\r\n${child}\r\n`).join('');
      const end = isClosed ? `--${boundary}--\r\n${epilogue}` : '';
      return `Content-Type: multipart/${kind};\r\n boundary=${value}\r\n\r\n${preamble}${parts}${end}`;
    }),
  message: fc
    .record({ inner: tie('part'), id: fc.boolean(), encoding: fc.constantFrom('', '', 'base64') })
    .map(({ inner, id, encoding }) => {
      const text = `${id ? 'Message-ID: <inner@example.org>\r\n' : ''}Subject: Inside\r\nFrom: Ann <ann@example.org>\r\n${inner}`;
      const type = 'Content-Type: message/rfc822\r\n';
      return encoding === ''
        ? `${type}\r\n${text}`
        : `${type}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}`;
    }),
}));
const message = fc
  .record({ root: part, id: fc.constantFrom('Message-ID: <outer@example.org>\r\n', '', 'Message-ID: <>\r\n') })
  .map(({ root, id }) => `${id}Subject: Odd\r\nFrom: Bea <bea@example.org>\r\nMIME-Version: 1.0\r\n${root}`);

const needs: Need[] = [
  noNeed,
  { ...noNeed, content: true },
  { content: true, documents: true, letters: false, lineage: false, topics: [] },
];

test('reads as the whole message, for every need', async () => {
  const messages = fc.sample(message, { numRuns: 250, seed: 20_260_101 });
  for (const each of messages) dovecot.deliver('clerk', 'INBOX', each);
  const settings = dovecot.settings();
  await using watch = startWatch({ settings });
  await watch.recorder.until(() => watch.recorder.syncs === 1);
  const { validity } = watch.recorder.cursors.get('INBOX') ?? { validity: '' };
  await using reader = new ImapReader({ settings, mailbox: 'clerk', limits: defaultLimits });
  const fetchAs = (uid: number, need: Need | 'all'): Promise<FetchedCopy> =>
    reader.fetchCopy({ folder: 'INBOX', validity, reference: String(uid) }, () => need);
  const unlike: string[] = [];
  let saved = 0;
  await Promise.all(
    messages.map(async (raw, index) => {
      const whole = await bytesOf(fetchAs(index + 1, 'all'));
      expect(whole.toString()).toBe(raw);
      for (const need of needs) {
        const bytes = await bytesOf(fetchAs(index + 1, need));
        saved += whole.length - bytes.length;
        const [expected, found] = [await outlineOf(whole, need), await outlineOf(bytes, need)];
        if (JSON.stringify(expected) !== JSON.stringify(found))
          unlike.push(`${JSON.stringify(need)}\n${raw}\n${JSON.stringify(expected)}\n${JSON.stringify(found)}`);
      }
    }),
  );
  expect(unlike.slice(0, 1)).toEqual([]);
  expect(saved).toBeGreaterThan(0);
});

async function bytesOf(fetched: Promise<FetchedCopy>): Promise<Buffer> {
  const copy = await fetched;
  if (copy.kind !== 'copy') throw new Error(copy.reason);
  return Buffer.from(copy.bytes);
}

async function outlineOf(bytes: Uint8Array, need: Need): Promise<unknown> {
  const read = await readMessage(bytes, defaultLimits);
  return 'kind' in read ? read : outline(read, need);
}

/** All that facts are made of, for a need. */
function outline(read: Message, need: Need): unknown {
  return {
    envelope: read.envelope,
    body: need.content ? readBody(read, defaultLimits) : null,
    attachments: read.attachments.map(({ fileName: name, contentType, part: document }) => ({
      name,
      contentType,
      bytes: need.documents ? Buffer.from(decodePart(document, defaultLimits)).toString('latin1') : '',
    })),
    attached: read.attachedMessages.map((inner) => outline(inner, need)),
  };
}
