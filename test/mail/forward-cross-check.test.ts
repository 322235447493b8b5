import EmailForwardParser from 'email-forward-parser';
import { describe, expect, test } from 'vitest';
import { cutZones } from '../../src/mail/body.ts';

/** Another author's reading of the same forwards: where both find one, they must agree on what it says. */
const Parser = EmailForwardParser as unknown as new () => {
  read(
    body: string,
    subject?: string,
  ): {
    forwarded: boolean;
    message: string | null;
    email: {
      body: string | null;
      from: { address: string | null };
      subject: string | null;
      to: { address: string | null }[];
    };
  };
};
const parser = new Parser();

const fields =
  'From: Ann Lee <clerk@example.gov.uk>\nDate: Thu, 4 Jun 2026 at 09:14\nSubject: Lease\nTo: <a.smith@example.gov.uk>';
const outlook =
  'From: Ann Lee <clerk@example.gov.uk>\nSent: 04 June 2026 09:14\nTo: a.smith@example.gov.uk <a.smith@example.gov.uk>\nSubject: Lease';
const forwards: [client: string, text: string][] = [
  ['Gmail', `---------- Forwarded message ---------\n${fields}\n\nThe lease costs £400.`],
  [
    'Apple Mail',
    `> Begin forwarded message:\n>\n${fields.replace(/^/gm, '> ').replace(' at ', ' 2026 at ')}\n>\n> The lease costs £400.`,
  ],
  ['Outlook on the web', `________________________________\n${outlook}\n\nThe lease costs £400.`],
  [
    'Outlook for Mac',
    `${outlook.replace('Sent: 04 June 2026 09:14', 'Date: Thursday, 4 June 2026 at 09:14')}\n\nThe lease costs £400.`,
  ],
  [
    'Thunderbird',
    `-------- Forwarded Message --------\nSubject: Lease\nDate: Thu, 4 Jun 2026 09:14:00 +0100\nFrom: Ann Lee <clerk@example.gov.uk>\nTo: a.smith@example.gov.uk\n\nThe lease costs £400.`,
  ],
];

describe('email-forward-parser reads the same', () => {
  test.each(forwards)('%s', (_client, text) => {
    const theirs = parser.read(`See below.\n\n${text}`, 'Fwd: Lease');
    const ours = cutZones(`See below.\n\n${text}`);
    expect(theirs.forwarded).toBe(true);
    expect(ours.newText).toBe(theirs.message?.trim());
    expect(ours.history[0]).toMatchObject({
      text: theirs.email.body?.trim(),
      fields: { subject: 'Lease', from: { address: theirs.email.from.address } },
    });
    expect(ours.history[0]?.fields.to.map(({ address }) => address)).toEqual(
      theirs.email.to.map(({ address }) => address),
    );
  });
});
