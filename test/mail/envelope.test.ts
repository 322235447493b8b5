import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/mail/message.ts';
import { messageOf, withFields } from './samples.ts';

async function envelopeOf(text: string): Promise<Envelope> {
  return (await messageOf(text)).envelope;
}

const lists: [name: string, field: string, expected: string[]][] = [
  ['a bare address, any case', 'To: CLERK@Example.GOV.uk', ['clerk@example.gov.uk']],
  [
    'a name with a comma in quotes',
    'To: "Smith, Alan" <a@example.com>, b@example.com',
    ['a@example.com Smith, Alan', 'b@example.com'],
  ],
  ['an encoded name with a comma', 'To: =?utf-8?Q?Si=C3=A2n=2C_Cllr?= <s@example.com>', ['s@example.com Siân, Cllr']],
  ['an empty group', 'To: undisclosed-recipients:;', []],
  ['a group with members', 'To: Members: a@example.com, B <b@example.com>;', ['a@example.com', 'b@example.com B']],
  ['remnants of mailto', 'To: <mailto:a@example.com>', ['a@example.com']],
  ['two To fields', 'To: a@example.com\nTo: b@example.com, A <a@example.com>', ['a@example.com', 'b@example.com']],
  [
    'folded in the middle',
    'To: "Alan\n Smith" <a@example.com>,\n\tb@example.com',
    ['a@example.com Alan Smith', 'b@example.com'],
  ],
  [
    'a name that is somebody else’s address',
    'To: "clerk@example.gov.uk" <x@example.net>',
    ['x@example.net clerk@example.gov.uk'],
  ],
  ['an international domain', 'To: a@cyngor-llanfor-môr.example', ['a@xn--cyngor-llanfor-mr-ezb.example']],
  ['nonsense', 'To: nobody at all, <>, @', []],
  ['empty', 'To:', []],
];

describe('address fields', () => {
  test.each(lists)('%s', async (_name, field, expected) => {
    const { to } = await envelopeOf(`From: c@example.com\n${field}\n\nx`);
    expect(to.map(({ address, name }) => `${address} ${name}`.trim())).toEqual(expected);
  });

  test('several Bcc fields are united', async () => {
    const { bcc } = await envelopeOf(withFields('Bcc: a@example.com\nBCC: b@example.com'));
    expect(bcc.map(({ address }) => address)).toEqual(['a@example.com', 'b@example.com']);
  });

  test('Sender is kept only where it is another mailbox', async () => {
    expect((await envelopeOf(withFields('Sender: CLERK@example.gov.uk'))).sender).toBeNull();
    expect((await envelopeOf(withFields('Sender: Tom <t@example.gov.uk>'))).sender).toEqual({
      address: 't@example.gov.uk',
      name: 'Tom',
    });
  });
});

describe('the message id', () => {
  test.each([
    ['as written', 'Message-ID: <Abc@Host>', '<Abc@Host>'],
    ['another case of the field', 'message-id:<a@b>', '<a@b>'],
    ['without brackets', 'Message-Id: a@b', '<a@b>'],
    ['folded', 'Message-ID:\n <a@b>', '<a@b>'],
  ])('%s', async (_name, field, expected) => {
    expect((await envelopeOf(`From: c@example.com\n${field}\n\nx`)).messageId).toBe(expected);
  });

  test('one of the content where there is none, equal however the server wrote the MIME', async () => {
    const head = 'From: c@example.com\nDate: Thu, 12 Mar 2026 09:14:00 +0000\nSubject: Lease\n';
    const plain = await envelopeOf(`${head}\nDear Jane, the caf=C3=A9.\n`.replace('=C3=A9', 'é'));
    const encoded = await envelopeOf(
      `${head.replace('+0000', 'GMT')}Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\nDear Jane,\n the caf=C3=A9.\n`,
    );
    const other = await envelopeOf(`${head}\nDear John.\n`);
    expect(plain.messageId).toMatch(/^<sha256[0-9a-f]{64}@candour\.invalid>$/);
    expect(encoded.messageId).toBe(plain.messageId);
    expect(other.messageId).not.toBe(plain.messageId);
  });
});

describe('other fields', () => {
  test('dates: Date, else the oldest Received', async () => {
    expect((await envelopeOf(withFields(''))).date).toEqual(new Date('2026-03-12T09:14:00Z'));
    const received =
      'Received: from b; Thu, 12 Mar 2026 10:00:00 +0100\nReceived: from a; Thu, 12 Mar 2026 08:59:00 +0000';
    expect((await envelopeOf(`${received}\nFrom: a@b.example\nDate: yesterday\n\nx`)).date).toEqual(
      new Date('2026-03-12T08:59:00Z'),
    );
    expect((await envelopeOf('From: a@b.example\n\nx')).date).toBeNull();
  });

  test('resent blocks, newest first', async () => {
    const fields = `Resent-From: b@example.com\nResent-To: c@example.com, d@example.com\nResent-Date: Thu, 12 Mar 2026 11:00:00 +0000\nReceived: from x\nResent-From: a@example.com\nResent-To: b@example.com`;
    const { resent } = await envelopeOf(`${fields}\n${withFields('')}`);
    expect(resent.map(({ from, to }) => [from[0]?.address, to.map(({ address }) => address)])).toEqual([
      ['b@example.com', ['c@example.com', 'd@example.com']],
      ['a@example.com', ['b@example.com']],
    ]);
    expect(resent[0]?.date).toEqual(new Date('2026-03-12T11:00:00Z'));
  });

  test('references and thread root', async () => {
    const envelope = await envelopeOf(
      withFields(
        'In-Reply-To: <a@b> (Ann)\nReferences: <r@b>\n <a@b>\nThread-Index: AQHasWJ1AAECAwQFBgcICQoLDA0ODwEAAAAQ\nX-Forwarded-Message-Id: <f@b>',
      ),
    );
    expect(envelope.inReplyTo).toEqual(['<a@b>']);
    expect(envelope.references).toEqual(['<r@b>', '<a@b>']);
    expect(envelope.forwardedMessageIds).toEqual(['<f@b>']);
    expect(envelope.threadRoot).toBe('0101dab16275000102030405060708090a0b0c0d0e0f');
  });

  test('delivery fields, topmost first', async () => {
    const { delivery } = await envelopeOf(
      `Delivered-To: Home@example.com\nX-Forwarded-To: home@example.com\nX-Forwarded-For: a.smith@example.gov.uk home@example.com\nReceived: from x by y (Postfix) id 1\n for <a.smith@example.gov.uk>; Thu, 12 Mar 2026 09:14:02 +0000\nAuthentication-Results: mx; spf=pass; dmarc=fail action=none\nAuthentication-Results: other; dmarc=pass\nReturn-Path: <a.smith+caf_=home=example.com@example.gov.uk>\n${withFields('')}`,
    );
    expect(delivery).toEqual({
      envelopeRecipients: ['home@example.com', 'a.smith@example.gov.uk'],
      forwardedBy: ['a.smith@example.gov.uk'],
      forwardedTo: ['home@example.com'],
      failsDmarc: true,
      hops: 1,
    });
  });

  test.each([
    [
      'Exchange mailbox forwarding',
      'X-MS-Exchange-ForwardingLoop: a@example.gov.uk;44444444-6666-4444-8888-bbbbbbbbbbbb',
    ],
    ['an inbox rule', 'X-MS-Exchange-Inbox-Rules-Loop: a@example.gov.uk'],
  ])('forwarded by %s', async (_name, field) => {
    expect((await envelopeOf(withFields(field))).delivery.forwardedBy).toEqual(['a@example.gov.uk']);
  });
});

const guid = '11111111-2222-3333-4444-555555555555';
describe('sensitivity', () => {
  test.each([
    [
      'folded before each key',
      `msip_labels: MSIP_Label_${guid}_Enabled=true;\n MSIP_Label_${guid}_Name=OFFICIAL\n SENSITIVE;\n MSIP_Label_${guid}_SiteId=x`,
      'OFFICIAL SENSITIVE',
      true,
    ],
    [
      'folded inside a key, blank before =',
      `msip_labels: MSIP_Label_11111111-2222-3333-\n 4444-555555555555_Name =General; MSIP_Label_${guid}_Enabled=false;`,
      'General',
      false,
    ],
    ['one field each', `msip_label_${guid}_enabled: true\nmsip_label_${guid}_name: Confidential`, 'Confidential', true],
  ])('label %s', async (_name, fields, name, enabled) => {
    expect((await envelopeOf(withFields(fields))).labels).toEqual([{ id: guid, name, enabled }]);
  });

  test.each([
    ['Company-Confidential', 'company-confidential'],
    ['Company Confidential', 'company-confidential'],
    ['Private', 'private'],
  ])('Sensitivity: %s', async (value, expected) => {
    expect((await envelopeOf(withFields(`Sensitivity: ${value}`))).sensitivity).toBe(expected);
  });
});

const report = (type: string) => `Content-Type: multipart/report; report-type=${type}; boundary=b`;
const kinds: [name: string, expected: string, text: string][] = [
  ['a person’s message', 'ordinary', withFields('')],
  ['Exchange puts X-Auto-Response-Suppress on ordinary mail', 'ordinary', withFields('X-Auto-Response-Suppress: All')],
  [
    'it passed a discussion list',
    'ordinary',
    withFields(
      'List-Id: <x.example>\nList-Unsubscribe: <mailto:u@example>\nList-Post: <mailto:x@example>\nPrecedence: bulk',
    ),
  ],
  ['Auto-Submitted: no', 'ordinary', withFields('Auto-Submitted: no')],
  [
    'an invitation with a covering text',
    'ordinary',
    withFields(
      'Content-Type: multipart/alternative; boundary=b',
      '--b\n\nPlease come.\n--b\nContent-Type: text/calendar; method=REQUEST\n\nMETHOD:REQUEST\n--b--',
    ),
  ],
  ['a journal report', 'ordinary', withFields('X-MS-Journal-Report:\nAuto-Submitted: auto-generated')],
  [
    'a person who answers an automatic reply',
    'ordinary',
    withFields('').replace('Lease', 'RE: Automatic reply: Lease'),
  ],
  ['out of office by RFC 3834', 'automatic', withFields('Auto-Submitted: auto-replied')],
  [
    'out of office by Exchange',
    'automatic',
    withFields('X-Auto-Response-Suppress: All').replace('Lease', 'Automatic reply: Lease'),
  ],
  ['an autoresponder', 'automatic', withFields('X-Autoreply: yes')],
  ['Precedence: auto_reply', 'automatic', withFields('Precedence: auto_reply')],
  ['a delivery report', 'bounce', withFields(report('delivery-status'), '--b\n\nx\n--b--')],
  ['a bounce of an old server', 'bounce', `Return-Path: <>\n${withFields('').replace('clerk@', 'mailer-daemon@')}`],
  ['a read receipt', 'receipt', withFields(report('disposition-notification'), '--b\n\nx\n--b--')],
  [
    'an answer to an invitation',
    'calendar',
    withFields(
      'Content-Type: multipart/mixed; boundary=b',
      '--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n--b--',
    ),
  ],
  ['nothing but a calendar', 'calendar', withFields('Content-Type: text/calendar; method=REQUEST')],
  ['a newsletter', 'bulk', withFields('List-Id: <n.example>\nList-Unsubscribe: <https://n.example>')],
  ['Precedence: bulk', 'bulk', withFields('Precedence: bulk')],
];

describe('the kind of message', () => {
  test.each(kinds)('%s: %s', async (_name, expected, text) => {
    expect((await envelopeOf(text)).kind).toBe(expected);
  });
});
