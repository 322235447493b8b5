/** A message in the mailbox of a test's council, as if the audit had read it. */

import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { registerListing } from '../../src/intake/copy-register.ts';
import { validityOfFile } from '../../src/sources/files/file-validity.ts';
import { councilId, type TestConsole } from './console-kit.ts';

/** Flags with it are about this message. */
export const pond = { messageId: '<pond@littlewickham-pc.gov.uk>', mailbox: 'clerk' };
const mail = `From: Alan Pratt <cllr-pratt@littlewickham-pc.gov.uk>\r
To: "<script>alert(1)</script>" <x@paper.example>\r
Subject: Pond <img src=x onerror=alert(2)>\r
Date: Wed, 03 Jun 2026 09:14:00 +0100\r
Message-ID: ${pond.messageId}\r
\r
The heron is back.\r
<script>alert(3)</script>{{ 7 * 7 }}\r
${'w'.repeat(200)}\r
`;

export async function putMessage({ live, database }: TestConsole): Promise<void> {
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
    .set({ state: 'read', message_id: pond.messageId, content_key: contentKey })
    .execute();
}
