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

/** No pattern knows such texts: it is the place below a whole signature that says what they are. */
const unknown: string[] = [
  'If you were not meant to get this email, sorry - please bin it and drop us a line so that we know.',
  'Confidential: for the addressee. Not you? Please tell the sender and remove this email from your system.',
  'Exford Town Council takes the protection of your data seriously. Read how we look after it at www.example.org/privacy.',
  'Please note that anything you send to this address may have to be released if somebody asks for it.',
  'The Council reads incoming mail once a day. Please be aware that your reply may be read by others in the office.',
  'My working days are Monday to Wednesday. I may send emails at odd hours; please do not feel you need to answer outside yours.',
  'Please contact the office if you need this information in large print or another language.',
  "Please do not reply to this email if you wish to report a pothole: use the county's website.",
];
const signed: string[] = [
  letter,
  'Dear Jane\n\nThe roof came in at £4,000.\n\nAnn\n\nAnn Lee\nTown Clerk\nExford Town Council, The Guildhall\nT: 01632 960804',
  'Dear Jane\n\nThe roof came in at £4,000.\n\nRegards\n\nAnn Lee | Town Clerk | Exford Town Council, The Guildhall',
];

describe('standing text below a signature', () => {
  test.each(unknown)('%s', (text) => {
    for (const above of signed)
      expect(cutZones(`${above}\n\n${text}`)).toMatchObject({ newText: above, disclaimers: [text] });
  });

  test.each([
    'PS Could you send the minutes to Jo?',
    'Could you ring the caretaker about the key?',
    'I have copied Cllr Jones in, since he lives next to it.',
    'Please note that the Chairman has been sent a copy of this.',
    'CC Cllr Jones',
    'We meet on Tuesday at the pavilion, if it is dry.',
    'Because of the audit this stays confidential until June.',
  ])('what the writer added stays: %s', (text) => {
    for (const above of signed) expect(cutZones(`${above}\n\n${text}`).newText).toBe(`${above}\n\n${text}`);
  });

  test.each([
    'Exford Town Council\nThe Guildhall, Exford\n\nDear Jane\n\nPlease have the hall opened by nine.',
    'Dear Jane\n\nMany thanks\n\nPlease have the hall opened by nine.',
    'Dear Jane\n\nPresent were:\n\nAnn Lee\nJo Smith\n\nThe lease was agreed by all of them.',
    'Jane, the roof came in at £4,000.\n\nAnn\n\nPlease have the hall opened by nine.',
  ])('nothing is cut where no whole signature stands above: %j', (text) => {
    expect(cutZones(text).newText).toBe(text);
  });
});
