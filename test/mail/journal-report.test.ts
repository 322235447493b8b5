import { describe, expect, test } from 'vitest';
import { readJournalReport } from '../../src/mail/journal-report.ts';
import { defaultLimits, type JournalReport } from '../../src/mail/message.ts';
import { messageOf } from './samples.ts';

const inner =
  'From: clerk@example.gov.uk\nTo: a.smith@example.gov.uk\nSubject: Lease\nMessage-ID: <p1@example.gov.uk>\n\nDear Alan\n';

async function reportOf(
  envelope: string,
  mark = 'X-MS-Journal-Report:',
  type = 'text/plain',
): Promise<JournalReport | null> {
  const text = `${mark}\nFrom: clerk@example.gov.uk\nMessage-ID: <j1@journal.report.generator>\nSubject: Lease\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: ${type}\n\n${envelope}\n--b\nContent-Type: message/rfc822\n\n${inner}\n--b--\n`;
  return readJournalReport(await messageOf(text), defaultLimits);
}

const whole = `Sender: assistant@example.gov.uk
On-Behalf-Of: "Town Clerk" <CLERK@example.gov.uk>
Subject: Lease
Message-Id: <p1@example.gov.uk>
To: a.smith@example.gov.uk, Expanded: staffing@example.gov.uk
Cc: home@example.com, Forwarded: d.ray@example.gov.uk
BCC: Bea Jones <b.jones@example.gov.uk>
Recipient: x@example.org
Label: something new`;

describe('a journal report', () => {
  test('sender, principal, recipients and how they were reached', async () => {
    const report = await reportOf(whole);
    expect(report).toMatchObject({
      sender: 'assistant@example.gov.uk',
      onBehalfOf: 'clerk@example.gov.uk',
      messageId: '<p1@example.gov.uk>',
      subject: 'Lease',
    });
    expect(report?.message?.envelope.messageId).toBe('<p1@example.gov.uk>');
    expect(report?.recipients).toEqual([
      { address: 'a.smith@example.gov.uk', kind: 'to', expandedFrom: 'staffing@example.gov.uk', forwardedFrom: '' },
      { address: 'home@example.com', kind: 'cc', expandedFrom: '', forwardedFrom: 'd.ray@example.gov.uk' },
      { address: 'b.jones@example.gov.uk', kind: 'bcc', expandedFrom: '', forwardedFrom: '' },
      { address: 'x@example.org', kind: 'recipient', expandedFrom: '', forwardedFrom: '' },
    ]);
  });

  test('a subject with a line "To:" in it names no recipient', async () => {
    const report = await reportOf(
      'Sender: c@example.gov.uk\nSubject: Lease\nTo: victim@example.gov.uk\nMessage-ID: <p1@example.gov.uk>\nTo: a@example.gov.uk',
    );
    expect(report?.recipients.map(({ address }) => address)).toEqual(['a@example.gov.uk']);
  });

  test.each(['Content-Identifier: ExJournalReport', 'Content-Identifer: exjournalreport'])(
    'Exchange 2003: %s',
    async (mark) => {
      expect((await reportOf(whole, mark))?.recipients).toHaveLength(4);
    },
  );

  test('without its field it is no report', async () => {
    expect(await reportOf(whole, 'X-Other: y')).toBeNull();
  });

  test('a report in UTF-16', async () => {
    const base64 = Buffer.from(whole, 'utf16le').toString('base64');
    const report = await reportOf(
      `${base64}`,
      'X-MS-Journal-Report:',
      'text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64',
    );
    expect(report?.recipients).toHaveLength(4);
  });
});

describe('attached messages', () => {
  const attach = (header: string, body: string) =>
    messageOf(
      `From: a@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nSee attached.\n--o\n${header}\n\n${body}\n--o--\n`,
    );
  test.each([
    ['message/rfc822', 'Content-Type: message/rfc822', inner],
    [
      'base64, though illegal',
      'Content-Type: message/rfc822\nContent-Transfer-Encoding: base64',
      Buffer.from(inner).toString('base64'),
    ],
    ['an .eml file', 'Content-Type: application/octet-stream; name="Lease.EML"', inner],
  ])('%s', async (_name, header, body) => {
    const message = await attach(header, body);
    expect(message.attachments).toEqual([]);
    expect(message.attachedMessages.map(({ envelope }) => envelope.messageId)).toEqual(['<p1@example.gov.uk>']);
  });

  test('an .eml file that is none stays an attachment, so that somebody is told', async () => {
    const message = await attach('Content-Type: application/octet-stream; name="Lease.eml"', 'scrambled');
    expect(message.attachments.map(({ fileName }) => fileName)).toEqual(['Lease.eml']);
  });
});
