import { describe, expect, test } from 'vitest';
import { cutZones } from '../../src/mail/body.ts';
import type { QuotedMessage } from '../../src/mail/message.ts';

const own = 'Please see below.\n\nAlan';
const old = 'Dear Alan\n\nThe lease costs £400.\n\nAnn Lee';
const quoted = old
  .split('\n')
  .map((line) => `> ${line}`)
  .join('\n');
const block = (date: string, from = 'From: Ann Lee <clerk@example.gov.uk>') =>
  `${from}\n${date}\nTo: Alan Smith <a.smith@example.gov.uk>; b.jones@example.gov.uk\nCc: "Patel, Cara" <c@example.gov.uk>\nSubject: Lease`;

/** One line for one quoted message, so that a chain can be read off the table. */
function outline({ kind, fields, text }: QuotedMessage): string {
  const from = fields.from === null ? '?' : fields.from.address || fields.from.name;
  const date = fields.date?.toISOString().slice(0, 16) ?? '?';
  return `${kind} ${from} ${date} | ${text.replace(/\n+/g, ' / ')}`;
}

const summerText = 'Dear Alan / The lease costs £400. / Ann Lee';
const forwarded = `forward clerk@example.gov.uk 2026-06-04T08:14 | ${summerText}`;
const replied = `reply clerk@example.gov.uk 2026-06-04T08:14 | ${summerText}`;

const clients: [client: string, below: string, expected: string][] = [
  [
    'Gmail forward',
    `---------- Forwarded message ---------\n${block('Date: Thu, 4 Jun 2026 at 09:14')}\n\n\n${old}`,
    forwarded,
  ],
  ['Gmail reply', `On Thu, 4 Jun 2026 at 09:14, Ann Lee <clerk@example.gov.uk> wrote:\n\n${quoted}`, replied],
  [
    'Gmail reply, wrapped',
    `On Thu, 4 Jun 2026 at 09:14, Ann Lee, Clerk to the Council\n<clerk@example.gov.uk> wrote:\n\n${quoted}`,
    replied,
  ],
  [
    'Gmail reply, American',
    `On Thu, Jun 4, 2026 at 9:14 AM Ann Lee <clerk@example.gov.uk>\nwrote:\n\n${quoted}`,
    replied,
  ],
  ['Outlook desktop', `${block('Sent: 04 June 2026 09:14')}\n\n${old}`, forwarded],
  [
    'Outlook, original message',
    `-----Original Message-----\n${block('Sent: 04 June 2026 09:14')}\n\n${old}`,
    forwarded,
  ],
  [
    'Outlook with importance and sensitivity',
    `${block('Sent: 04 June 2026 09:14')}\nImportance: High\nSensitivity: Confidential\nAttachments: a.pdf\n\n${old}`,
    forwarded,
  ],
  [
    'Outlook on the web',
    `________________________________\n${block('Sent: Thursday, June 4, 2026 9:14 AM')}\n\n${old}`,
    forwarded,
  ],
  ['Outlook for Mac', `${block('Date: Thursday, 4 June 2026 at 09:14')}\n${old}`, forwarded],
  [
    'Outlook for Mac reply, not quoted',
    `On 04/06/2026, 09:14, "Ann Lee" <clerk@example.gov.uk> wrote:\n\n${old}`,
    replied,
  ],
  ['bold keys', `${block('Sent: 4 June 2026 09:14').replace(/^(\w+:)/gm, '*$1*')}\n\n${old}`, forwarded],
  [
    'old Outlook, mailto in brackets',
    `${block('Sent: 04 June 2026 09:14', 'From: Ann Lee [mailto:clerk@example.gov.uk]')}\n\n${old}`,
    forwarded,
  ],
  [
    'converted links',
    `${block('Sent: 04 June 2026 09:14', 'From: Ann Lee <clerk@example.gov.uk<mailto:clerk@example.gov.uk>>')}\n\n${old}`,
    forwarded,
  ],
  [
    'on behalf of',
    `${block('Sent: 04 June 2026 09:14', 'From: Tom Birch <tom@example.gov.uk> on behalf of Ann Lee <clerk@example.gov.uk>')}\n\n${old}`,
    forwarded,
  ],
  [
    'an empty line after each field',
    `${block('Sent: 04 June 2026 09:14').replace(/\n/g, '\n\n')}\n\n${old}`,
    forwarded,
  ],
  [
    'capital keys',
    `${block('SENT: 04 June 2026 09:14').replace(/^\w+:/gm, (key) => key.toUpperCase())}\n\n${old}`,
    forwarded,
  ],
  [
    'Welsh Outlook',
    `Oddi wrth: Ann Lee <clerk@example.gov.uk>\nAnfonwyd: 04 Mehefin 2026 09:14\nAt: a.smith@example.gov.uk\nPwnc: Lease\n\n${old}`,
    forwarded,
  ],
  [
    'Apple Mail forward',
    `Begin forwarded message:\n\n${block('Date: 4 June 2026 at 09:14:00 BST').replace(/^/gm, '> ')}\n> \n> \ufeff\n${quoted}`,
    forwarded,
  ],
  [
    'Apple Mail forward, not quoted',
    `Begin forwarded message:\n\n${block('Date: 4 June 2026 at 09:14:00 BST')}\n\n${old}`,
    forwarded,
  ],
  ['iPhone reply', `On 4 Jun 2026, at 09:14, Ann Lee <clerk@example.gov.uk> wrote:\n\n${quoted}`, replied],
  [
    'Apple reply, line quoted too',
    `> On 4 Jun 2026, at 09:14, Ann Lee <clerk@example.gov.uk> wrote:\n>\n${quoted}`,
    replied,
  ],
  [
    'Thunderbird forward',
    `-------- Forwarded Message --------\nSubject: Lease\nDate: Thu, 4 Jun 2026 09:14:00 +0100\nFrom: Ann Lee <clerk@example.gov.uk>\nTo: a.smith@example.gov.uk\n\n\n${old}`,
    forwarded,
  ],
  [
    'Android',
    `-------- Original message --------\n${block('Date: 04/06/2026 09:14 (GMT+01:00)')}\n\n${old}`,
    forwarded,
  ],
  [
    'Yahoo',
    `----- Forwarded message -----\n${block('Sent: Thursday, 4 June 2026 at 09:14:00 BST')}\n\n${old}`,
    forwarded,
  ],
  [
    'Yahoo, run together',
    `   ----- Forwarded Message ----- From: Ann Lee <clerk@example.gov.uk>To: "a.smith@example.gov.uk" <a.smith@example.gov.uk>Sent: Thursday, 4 June 2026, 09:14:26 BSTSubject: Lease\n ${old}`,
    forwarded,
  ],
  [
    'eM Client, no colons',
    `------ Original Message ------\nFrom "Ann Lee" <clerk@example.gov.uk>\nTo a.smith@example.gov.uk\nDate 04/06/2026 09:14:58\nSubject Lease\n\n${old}`,
    forwarded,
  ],
  ['Zoho', `---- On Thu, 04 Jun 2026 09:14:43 +0100 Ann Lee <clerk@example.gov.uk> wrote ----\n\n${old}`, replied],
  [
    'mutt',
    `----- Forwarded message from Ann Lee <clerk@example.gov.uk> -----\n\n${block('Date: Thu, 4 Jun 2026 09:14:00 +0100')}\n\n${old}\n\n----- End forwarded message -----`,
    forwarded,
  ],
];

describe('what a client quotes is history, with its sender and date', () => {
  test.each(clients)('%s', (_client, below, expected) => {
    const body = cutZones(`${own}\n\n${below}`);
    expect(body.newText).toBe(own);
    expect(body.history.map(outline)).toEqual([expected]);
  });

  test('Thunderbird’s reply names the sender without address', () => {
    const [quotation] = cutZones(`${own}\n\nOn 04/06/2026 09:14, Ann Lee wrote:\n${quoted}`).history;
    expect(quotation?.fields).toMatchObject({
      from: { name: 'Ann Lee', address: '' },
      date: new Date('2026-06-04T08:14:00Z'),
    });
  });

  test('recipients of the block, names with commas and all', () => {
    const [quotation] = cutZones(
      `${own}\n\n${block('Sent: 04 June 2026 09:14')}\nSensitivity: Confidential\n\n${old}`,
    ).history;
    expect(quotation?.fields).toMatchObject({
      to: [{ address: 'a.smith@example.gov.uk', name: 'Alan Smith' }, { address: 'b.jones@example.gov.uk' }],
      cc: [{ address: 'c@example.gov.uk', name: 'Patel, Cara' }],
      subject: 'Lease',
      sensitivity: 'confidential',
    });
  });

  test('a list of recipients that was wrapped', () => {
    const wrapped =
      'From: Ann Lee <clerk@example.gov.uk>\nDate: Thu, 4 Jun 2026 at 09:14\nSubject: Lease\nTo: Alan Smith <a.smith@example.gov.uk>, Bea Jones\n<b.jones@example.gov.uk>';
    const [quotation] = cutZones(`---------- Forwarded message ---------\n${wrapped}\n\n\n${old}`).history;
    expect(quotation?.fields.to.map(({ address }) => address)).toEqual([
      'a.smith@example.gov.uk',
      'b.jones@example.gov.uk',
    ]);
    expect(quotation?.text).toBe(old);
  });
});

describe('chains', () => {
  test('clients mixed: each message is one of its own, newest first', () => {
    const chain = `${own}\n\n${block('Sent: 04 June 2026 09:14')}\n\nI agree.\n\nOn Wed, 3 Jun 2026 at 10:00, Bea <bea@example.com> wrote:\n\n> May I?\n>\n> On 02/06/2026 08:00, Cara wrote:\n>> No.\n>>\n>> -----Original Message-----\n>> From: Dan <dan@example.com>\n>> Sent: 01 June 2026 07:00\n>> To: Cara\n>> Subject: Lease\n>>\n>> First.`;
    expect(cutZones(chain).history.map(outline)).toEqual([
      'forward clerk@example.gov.uk 2026-06-04T08:14 | I agree.',
      'reply bea@example.com 2026-06-03T09:00 | May I?',
      'reply Cara 2026-06-02T07:00 | No.',
      'forward dan@example.com 2026-06-01T06:00 | First.',
    ]);
  });

  test('a disclaimer inside a quoted message is cut from its text, its signature stays', () => {
    const disclaimer =
      'This email is confidential and intended solely for the addressee. If you have received it in error please delete it.';
    const [quotation] = cutZones(
      `${own}\n\n${block('Sent: 04 June 2026 09:14')}\n\n${old}\nTown Clerk\n\n${disclaimer}`,
    ).history;
    expect(quotation?.text).toBe(`${old}\nTown Clerk`);
  });
});

describe('what the sender wrote around quotations stays new text', () => {
  test('answers between quoted lines, and below them', () => {
    const body = cutZones(
      'On Thu, 4 Jun 2026 at 09:14, Ann <clerk@example.gov.uk> wrote:\n> Can you come?\n\nYes.\n\n> Who else?\nCllr Jones.\n\nAlan',
    );
    expect(body.newText).toBe('Yes.\n\nCllr Jones.\n\nAlan');
    expect(body.history.map(outline)).toEqual([
      'reply clerk@example.gov.uk 2026-06-04T08:14 | Can you come? / Who else?',
    ]);
  });

  test('below an Outlook Express block over quoted lines', () => {
    const body = cutZones(
      `----- Original Message -----\nFrom: "Ann Lee" <clerk@example.gov.uk>\nTo: <a.smith@example.gov.uk>\n\n${quoted}\n\nAgreed.`,
    );
    expect(body.newText).toBe('Agreed.');
    expect(body.history).toMatchObject([{ text: old, fields: { from: { address: 'clerk@example.gov.uk' } } }]);
  });

  test('where the start of the quotation was cut out', () => {
    expect(
      cutZones(`On Thu, 4 Jun 2026 at 09:14, Ann <clerk@example.gov.uk> wrote:\n[...]\n> Can you come?\n\nYes.`)
        .newText,
    ).toBe('[...]\n\nYes.');
  });

  test('a note below a quotation', () => {
    expect(cutZones(`Agreed.\n\n${quoted}\n\nAlan\ncc Cllr Jones`).newText).toBe('Agreed.\n\nAlan\ncc Cllr Jones');
  });

  test.each([
    ['a point of view', 'From: my point of view it is fine.\nTo: be honest, I like it.'],
    ['an agenda', 'Date: 12 March 2026\nTime: 7.30 pm\nTo: all members\nSubject: allotments'],
    [
      'a memo of the sender’s own',
      'From: the Clerk\nTo: all councillors\nDate: 12 March 2026\nSubject: Hall keys\n\nPlease return them.',
    ],
    ['somebody’s words in prose', 'On 3 March you wrote:\n\nThe hedge is fine.'],
    ['what was said at a meeting', 'On 3 March 2026 at 10:30 the contractor said:\n\nThe roof is sound.'],
    ['a rule over a paragraph', 'First part.\n\n____________________\n\nSecond part.'],
    ['a heading between dashes', '---- Original plan ----\n\nThe roof comes first.'],
    ['forwarding in prose', 'I saw your forwarded message:\n\nit says Friday.'],
  ])('%s', (_name, text) => {
    const body = cutZones(text);
    expect(body.history).toEqual([]);
    expect(body.newText).toBe(text);
  });
});
