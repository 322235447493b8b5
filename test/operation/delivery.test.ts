/** Mail that a server hands over, through the whole service: journal reports and gateway copies, and 250 only after the durable write. */

import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { findFreePort } from '../support/free-port.ts';
import { startLive } from '../support/live.ts';
import { clerkToOkafor, makeCouncilFolder } from '../support/small-council.ts';

const journalReport = (message: string): string =>
  [
    'From: Microsoft Exchange <journal@littlewickham-pc.gov.uk>',
    'To: journal@candour.example',
    'Subject: Hedge',
    'X-MS-Journal-Report:',
    'Message-ID: <report-1@littlewickham-pc.gov.uk>',
    'Date: Wed, 3 Jun 2026 09:14:05 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Sender: clerk@littlewickham-pc.gov.uk',
    'Subject: Hedge',
    'Message-Id: <journalled@littlewickham-pc.gov.uk>',
    'To: okafor@littlewickham-pc.gov.uk',
    'Bcc: pratt@littlewickham-pc.gov.uk',
    '',
    '--report',
    'Content-Type: message/rfc822',
    '',
    message,
    '--report--',
    '',
  ].join('\r\n');

test('journal reports and gateway copies count as the envelope’s own word, and are kept as facts only', async () => {
  const port = await findFreePort();
  const folder = makeCouncilFolder({
    more: '  - { id: journal, journal: true, path: mailboxes/journal }\n',
    files: {
      'mailboxes/journal/.keep': '',
      'candour.yaml': stringify({
        councils: [{ file: 'council.yaml', observeDays: 0 }],
        database: 'var/candour.db',
        mail: { from: 'Candour <candour@littlewickham-pc.gov.uk>', outbox: 'var/outbox' },
        http: 'off',
        delivery: {
          port,
          recipients: { 'journal@candour.example': 'little-wickham/journal' },
          gateway: 'little-wickham/clerk',
        },
      }),
    },
  });
  const transport = createTransport({ host: '127.0.0.1', port, lmtp: true, secure: false, ignoreTLS: true });
  const send = (to: string[], raw: string) =>
    transport.sendMail({ envelope: { from: 'clerk@littlewickham-pc.gov.uk', to }, raw });
  const deliver = async (): Promise<void> => {
    await using live = await startLive(join(folder, 'candour.yaml'));
    await send(['journal@candour.example'], journalReport(clerkToOkafor({ messageId: 'journalled' })));
    await send(
      ['okafor@littlewickham-pc.gov.uk', 'pratt@littlewickham-pc.gov.uk'],
      clerkToOkafor({ messageId: 'gateway' }),
    );
    // The server may forget it now, so the process may die now.
    const rows = await live.installation.database.kysely
      .selectFrom('copy')
      .select(['state', 'message_id'])
      .where('folder', '=', 'delivered')
      .orderBy('message_id')
      .execute();
    expect(rows).toEqual([
      { state: 'read', message_id: '<gateway@littlewickham-pc.gov.uk>' },
      { state: 'read', message_id: '<journalled@littlewickham-pc.gov.uk>' },
    ]);
  };
  try {
    await deliver();
    // Delivered again after an answer that was not heard, to a service that was started again.
    await deliver();
    await using live = await startLive(join(folder, 'candour.yaml'));
    const [council] = live.installation.councils.values();
    await vi.waitFor(
      async () => {
        const flags = (await council?.readStandingFlags()) ?? [];
        const found = flags.map(({ messageId, rule, grade, people }) => [messageId, rule, grade, people.hidden]);
        expect(found.sort()).toEqual([
          ['<gateway@littlewickham-pc.gov.uk>', 'silent-copy', 'A', ['cllr-pratt']],
          ['<journalled@littlewickham-pc.gov.uk>', 'silent-copy', 'A', ['cllr-pratt']],
          ['<silent@littlewickham-pc.gov.uk>', 'silent-copy', 'B', ['cllr-pratt']],
        ]);
      },
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    transport.close();
  }
});
