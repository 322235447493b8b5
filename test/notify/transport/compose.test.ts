import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { parseAddressList } from '../../../src/mail/address-list.ts';
import { fieldValue, readHeaderSection } from '../../../src/mail/header-fields.ts';
import { isOwnMail } from '../../../src/mail/own-mail.ts';
import { composeLetter } from '../../../src/notify/transport/compose.ts';
import { failureOf, from, letter } from './letters.ts';

const fieldsOf = (bytes: Buffer) => readHeaderSection(bytes, 0, bytes.length).fields;

test('says that it is automatic, whose it is, and which conversation it belongs to', async () => {
  const earlier = ['<first@nether-barrow.example>', '<second@nether-barrow.example>'];
  const { bytes } = await composeLetter(from, letter({ references: earlier }));
  const value = (name: string) => fieldValue(fieldsOf(bytes), name);

  expect(value('auto-submitted')).toBe('auto-generated');
  expect(value('x-auto-response-suppress')).toBe('All');
  expect(value('x-candour')).toBe('notice');
  expect(value('message-id')).toBe('<alert.7f3a.clerk@nether-barrow.example>');
  expect(value('date')).toBe('Wed, 03 Jun 2026 09:15:00 +0000');
  expect(value('references')).toBe(earlier.join(' '));
  expect(value('in-reply-to')).toBe(earlier[1]);
  expect(value('precedence')).toBe('');
});

test('has the plain text first and the HTML beside it', async () => {
  const { bytes } = await composeLetter(from, letter({ text: 'Grüße\n.\nFrom here\n', html: '<p>Grüße</p>' }));
  expect(fieldValue(fieldsOf(bytes), 'content-type')).toMatch(/^multipart\/alternative/);
  const source = bytes.toString('latin1');
  expect(source.indexOf('text/plain')).toBeLessThan(source.indexOf('text/html'));
  expect(source).not.toMatch(/[^\r]\n/);
  const parsed = await simpleParser(bytes);
  expect(parsed.text?.trimEnd()).toBe('Grüße\n.\nFrom here');
  expect(parsed.html).toBe('<p>Grüße</p>');
});

test('has the same bytes on every attempt', async () => {
  expect(await composeLetter(from, letter())).toEqual(await composeLetter(from, letter()));
});

test('no subject, name or text puts a field into the header or an address into the envelope', async () => {
  const { bytes: plain } = await composeLetter(from, letter());
  const usual = fieldsOf(plain).map(({ name }) => name);
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '\r',
        '\n',
        '\0',
        '\u2028',
        ' ',
        ':',
        'Bcc: x@evil.example',
        '<',
        '>',
        '"',
        ',',
        '=?utf-8?Q?',
        'é',
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, hostile, async (subject, name, sender, text) => {
      const changes = { subject, to: { name, address: 'clerk@nether-barrow.example' }, text, html: text };
      const { bytes, envelope } = await composeLetter({ ...from, name: sender }, letter(changes));
      const fields = fieldsOf(bytes);
      // A subject that is empty once tidied is left out.
      expect(usual.filter((each) => each !== 'subject')).toEqual(
        fields.map((field) => field.name).filter((each) => each !== 'subject'),
      );
      expect(envelope).toEqual({ from: from.address, to: ['clerk@nether-barrow.example'] });
      const addresses = (field: string) => parseAddressList(fieldValue(fields, field)).map(({ address }) => address);
      expect(addresses('to')).toEqual(['clerk@nether-barrow.example']);
      expect(addresses('from')).toEqual([from.address]);
    }),
    { numRuns: 300 },
  );
});

describe('is refused for good', () => {
  test.each([
    ['recipient', { to: { name: '', address: 'clerk@nether-barrow.example>\r\nRCPT TO:<x@evil.example' } }],
    ['recipient', { to: { name: '', address: 'clerk@nether-barrow.example, x@evil.example' } }],
    ['recipient', { to: { name: '', address: '' } }],
    ['message-id', { messageId: '<a@b>\r\nBcc: x@evil.example' }],
    ['message-id', { messageId: 'a@b' }],
    ['message-id', { references: ['<a b@c>'] }],
    ['date', { date: new Date(Number.NaN) }],
  ])('with a %s that is none', async (reason, changes) => {
    const failure = await failureOf(composeLetter(from, letter(changes)));
    expect(failure).toMatchObject({ code: 'letter', temporary: false, fields: { reason } });
    expect(failure.message).not.toMatch(/@|evil/);
  });
});

describe('our own mail', () => {
  const own = { address: from.address, isSent: (id: string) => id === letter().messageId };

  test('is known again', async () => {
    const { bytes } = await composeLetter(from, letter());
    expect(isOwnMail(fieldsOf(bytes), own)).toBe(true);
  });

  test('is not what only says so', async () => {
    const forged = await composeLetter({ name: 'Candour', address: 'councillor@nether-barrow.example' }, letter());
    expect(isOwnMail(fieldsOf(forged.bytes), own)).toBe(false);
    const invented = await composeLetter(from, letter({ messageId: '<another@nether-barrow.example>' }));
    expect(isOwnMail(fieldsOf(invented.bytes), own)).toBe(false);
    const { bytes } = await composeLetter(from, letter());
    expect(
      isOwnMail(
        fieldsOf(bytes).filter(({ name }) => name !== 'x-candour'),
        own,
      ),
    ).toBe(false);
  });
});
