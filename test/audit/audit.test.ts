/** The second reading: outsiders are heard before anybody is said to have disclosed something to them. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AuditResult, audit } from '../../src/audit/audit.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { formatMail, loadShippedPack, type Mail } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const secret =
  'The caretaker has been offered a settlement of four thousand pounds and leaves at the end of July. Until it is signed nobody may hear of it.';
const item: Mail = { id: 'item', from: 'clerk', to: 'adair', subject: 'CONFIDENTIAL: caretaker', text: secret };
const pasted: Mail = { id: 'pasted', from: 'bell', to: 'builder', date: '2026-06-06', text: secret };
const builders: Mail = { id: 'theirs', from: 'builder', to: 'clerk', date: '2026-06-01' };

/** `isRemoved`: the builder's message goes away once all mail has been read. */
async function auditWith(text: string, isRemoved = false): Promise<AuditResult> {
  const council = netherBarrow('nalc-model-2026');
  const folder = makeFolder({
    'clerk/Sent/1.eml': formatMail(item),
    'clerk/2.eml': formatMail({ ...builders, text }),
    'bell/Sent/1.eml': formatMail(pasted),
  });
  const mailboxes = council.mailboxes
    .filter(({ id }) => id === 'clerk' || id === 'bell')
    .map((mailbox) => ({ ...mailbox, path: join(folder, mailbox.id) }));
  let read = 0;
  const onProgress = (): void => {
    if (++read === 3 && isRemoved) rmSync(join(folder, 'clerk/2.eml'));
  };
  const pack = await loadShippedPack(council.protocol);
  return audit({ council, pack, mailboxes, asOf: '2026-07-31', threads: 1, onProgress });
}

function disclosedBy({ standing }: AuditResult): (string | null)[] {
  return standing.filter(({ flag }) => flag.rule === 'confidential-to-third-party').map(({ flag }) => flag.people.by);
}

describe('what an outsider is said to have been told', () => {
  test('is a disclosure where the outsider had not said it', async () => {
    expect(disclosedBy(await auditWith('When is the fence due?'))).toEqual(['bell']);
  });

  test('is none where the outsider had said it', async () => {
    expect(disclosedBy(await auditWith(secret))).toEqual([]);
  });

  test('is one where the outsider can no longer be heard, and that is reported', async () => {
    const result = await auditWith(secret, true);
    expect(disclosedBy(result)).toEqual(['bell']);
    expect(result.unreadable).toEqual([
      { mailbox: 'clerk', reference: '2.eml', reason: 'the message was moved or removed while the audit ran' },
    ]);
  });
});
