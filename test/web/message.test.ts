/** The message behind a flag, opened on a click. */

import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { registerListing } from '../../src/intake/copy-register.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { personOf, reviewOf } from '../../src/review/review-state.ts';
import { validityOfFile } from '../../src/sources/files/file-validity.ts';
import { councilId, openTestConsole, type TestConsole } from './console-kit.ts';

const messageId = '<pond@littlewickham-pc.gov.uk>';
const mail = `From: Alan Pratt <cllr-pratt@littlewickham-pc.gov.uk>\r
To: "<script>alert(1)</script>" <x@paper.example>\r
Subject: Pond <img src=x onerror=alert(2)>\r
Date: Wed, 03 Jun 2026 09:14:00 +0100\r
Message-ID: ${messageId}\r
\r
The heron is back.\r
<script>alert(3)</script>{{ 7 * 7 }}\r
`;

/** As if the audit had read it. */
async function putIn({ live, database }: TestConsole): Promise<void> {
  const { path } = live.council.mailboxes[0] ?? {};
  if (typeof path !== 'string') throw new Error('The test needs a file mailbox.');
  const file = join(path, 'pond.eml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, mail);
  const found = [{ validity: validityOfFile(statSync(file)), reference: 'pond.eml' }];
  const listing = { folder: '', isSent: false, found, cursor: { validity: '1', lastUid: 0 } };
  await registerListing(database, councilId, 'clerk', listing, 1);
  const contentKey = createHash('sha256').update(mail).digest('hex');
  await database.kysely
    .updateTable('copy')
    .set({ state: 'read', message_id: messageId, content_key: contentKey })
    .execute();
}

test('is shown as plain text, kept nowhere, and each look is in the log', async () => {
  const kit = await openTestConsole({ flags: [{ messageId, mailbox: 'clerk' }] });
  await putIn(kit);
  const [flag = ''] = kit.flags;
  const clerk = await kit.signedIn('handler');
  const path = `/${councilId}/flags/${flag}/message`;
  expect((await clerk.get(path)).statusCode).toBe(404);
  const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags/${flag}`));
  const page = await clerk.post(path, { token });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('The heron is back.');
  expect(page.body).toContain('&lt;script&gt;alert(3)&lt;/script&gt;{{ 7 * 7 }}');
  expect(page.body).not.toMatch(/<script|<img/);
  const { history } = reviewOf(reviewsOf(await kit.live.log.catchUp()).reviews, flag);
  expect(history.map((entry) => [entry.transition, personOf(entry)])).toEqual([['open-message', 'clerk']]);
  expect((await clerk.get(`/${councilId}/flags/${flag}`)).body).toContain(
    'The handler opened the message in the mailbox.',
  );
  const entries = await kit.live.log.readEntries();
  expect(entries.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).not.toContain('heron');
});

test('that is gone is said to be, and the look stays in the log', async () => {
  const kit = await openTestConsole({ flags: [{ messageId }] });
  const [flag = ''] = kit.flags;
  const auditor = await kit.signedIn('auditor');
  const token = auditor.tokenIn(await auditor.get(`/${councilId}/flags/${flag}`));
  const page = await auditor.post(`/${councilId}/flags/${flag}/message`, { token });
  expect(page.statusCode).toBe(404);
  expect(page.body).toContain('No mailbox that is read holds this message any more.');
  const { history } = reviewOf(reviewsOf(await kit.live.log.catchUp()).reviews, flag);
  expect(history).toMatchObject([{ transition: 'open-message', role: 'auditor' }]);
});
