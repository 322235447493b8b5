import { describe, expect, test } from 'vitest';
import { cutZones } from '../../src/mail/body.ts';

const letter = 'Dear Jane\n\nThe roof came in at £4,000.\n\nKind regards\n\nAnn Lee\nTown Clerk';

const standing: string[] = [
  'This email and any attachments are meant only for the person to whom they are addressed. If they reached you by mistake, please tell the sender and destroy every copy.',
  'The contents are intended for the named recipient(s) only. If you are not the intended recipient, kindly let us know.',
  'Any views given are those of the author and not necessarily those of Exford Parish Council.',
  'CONFIDENTIALITY NOTICE: this message may hold privileged material.',
  'PRIVATE AND CONFIDENTIAL. This e-mail is for the intended recipient only and may not be passed on without leave of the Clerk.',
  'This e-mail has been scanned for viruses by MailGuard.',
  'Please think of the environment before you print this.',
  'We process personal data as our privacy notice says: www.example.org/privacy',
  'Emails to and from Exford Parish Council may be disclosed under the Freedom of Information Act.',
  'All e-mail traffic may be subject to monitoring and recording.',
  'Nothing in this email shall create a contract on behalf of the Council.',
  'Gall y neges hon gynnwys gwybodaeth gyfrinachol. / This message may contain confidential information; if you are not the intended recipient, tell us.',
];

describe('standing disclaimers', () => {
  test.each(standing)('%s', (disclaimer) => {
    const wrapped = disclaimer.replace(/(.{50,70}) /g, '$1\n');
    for (const foot of [
      disclaimer,
      wrapped,
      `____________________\n${disclaimer}`,
      `${'*'.repeat(40)}\n\n${disclaimer}`,
    ]) {
      const body = cutZones(`${letter}\n\n${foot}`);
      expect(body.newText).toBe(letter);
      expect(body.disclaimers).toHaveLength(1);
    }
  });

  test.each(standing)('straight below the signature: %s', (disclaimer) => {
    const body = cutZones(`${letter}\n${disclaimer}\n\nCC Cllr Jones`);
    expect(body.newText).toContain('Town Clerk\n\nCC Cllr Jones');
  });

  test.each([
    'CAUTION: This email originated from outside the council. Do not click links unless you know the sender.',
    '[EXTERNAL] This message came from outside.',
    'You don’t often get email from jane@example.com. Learn why this is important',
  ])('a banner at the head: %s', (banner) => {
    expect(cutZones(`${banner}\n\n${letter}`)).toMatchObject({ newText: letter, disclaimers: [banner] });
  });

  test('several paragraphs, each one', () => {
    expect(cutZones(`${letter}\n\n${standing[0]}\n\n${standing[8]}`)).toMatchObject({
      newText: letter,
      disclaimers: [standing[0], standing[8]],
    });
  });

  test('above the history', () => {
    const body = cutZones(`${letter}\n\n${standing[0]}\n\nOn 04/06/2026 09:14, Bea wrote:\n> Hello`);
    expect(body).toMatchObject({ newText: letter, disclaimers: [standing[0]], history: [{ text: 'Hello' }] });
  });
});

describe('what only sounds like one stays', () => {
  const words = [
    'CONFIDENTIAL',
    'PRIVATE AND CONFIDENTIAL - ADDRESSEE ONLY',
    'IN CONFIDENCE',
    'Confidential because it names residents and their debts.',
    'In confidence as the tenant has not been told.',
    'Please treat this email as confidential until the meeting on Tuesday.',
    'The FOI request is due on Friday; please let me have any emails you hold.',
    'Please delete my previous email, which was sent in error.',
    'The privacy notice on the website needs updating before the audit.',
    'It is legally privileged advice, so do not pass it on.',
    'I have copied Cllr Jones into this email.',
    'A copy of this email has been sent to Councillor Jones.',
  ];
  test.each(words)('%s', (sentence) => {
    for (const text of [
      `${sentence}\n\n${letter}`,
      letter.replace('\n\nKind', `\n\n${sentence}\n\nKind`),
      `${letter}\n\n${sentence}`,
    ]) {
      expect(cutZones(text).newText).toBe(text);
    }
  });
});

const notes = [
  'CC Councillor Jones',
  'cc: Cllrs Smith & Jones',
  'c.c.\nCllr Jones\nCllr Patel',
  'Copied to: Councillors Smith, Jones',
  'Copy to Councillor Jones',
  'Copies to: all members of the Staffing Committee',
  'Bcc: Cllr Jones for information',
  'Circulation: Cllrs Smith, Jones; file',
  'Distribution: Full Council',
  'For information: Cllr Jones',
  'Enc. Minutes\ncc Cllr Jones',
];

describe('copy notes stay, wherever they stand', () => {
  test.each(notes)('%s', (note) => {
    expect(cutZones(`${letter}\n\n${note}\n\n${standing[0]}`).newText).toBe(`${letter}\n\n${note}`);
    expect(cutZones(`${letter}\n\n${standing[0]}\n\n${note}`).newText).toBe(`${letter}\n\n${note}`);
    expect(cutZones(`${letter}\n\n${standing[0]}\n${note}`).newText).toBe(`${letter}\n\n${note}`);
    expect(cutZones(`${letter}\n\n${standing[0]}\n\n${note}\n\n${standing[8]}`).newText).toBe(`${letter}\n\n${note}`);
  });
});
