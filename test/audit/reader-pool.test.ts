/** Which messages are given up: those that take too much of the processor, never those that had to wait for it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReaderPool } from '../../src/audit/reader-pool.ts';
import { buildRoster } from '../../src/council/roster.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import type { Copy } from '../../src/sources/copy.ts';
import { formatMail } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

test('a process that is stopped for longer than a message may take gives no message up', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'read-while-stopped.ts'), '9000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const begun = Promise.withResolvers<void>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    begun.resolve();
  });
  await begun.promise;
  for (let turn = 0; turn < 3; turn++) {
    child.kill('SIGSTOP');
    await delay(2_000);
    child.kill('SIGCONT');
    await delay(300);
  }
  expect(await exited).toEqual([0, null]);
  expect(lines).toEqual(['begun', 'unreadable: 0']);
});

test('a message that takes more of the processor than it may is given up, and those beside it are read', async () => {
  const { council } = buildRoster(netherBarrow('nalc-model-2026'));
  const limits = { ...defaultLimits, messageTimeMs: 1_000 };
  await using pool = new ReaderPool({ council, rules: [], key: 'key of the tests', limits }, 1);
  const copyOf = (reference: string, bytes: Buffer): Copy => ({
    kind: 'copy',
    mailboxId: 'clerk',
    folder: 'Sent',
    reference,
    isSent: true,
    bytes,
  });
  const short = Buffer.from(formatMail({ id: 'short', from: 'clerk', to: 'adair', text: 'The verge was cut.' }));
  async function* copies(): AsyncGenerator<Copy> {
    yield copyOf('short', short);
    yield copyOf('endless', makeLaborious(60));
    yield copyOf('other', short);
  }
  const answers = new Map<string, string>();
  await pool.readAll(copies(), 'ungated', (copy, answer) => {
    answers.set(copy.reference, answer.kind === 'unreadable' ? answer.reason : answer.kind);
  });
  expect(Object.fromEntries(answers)).toEqual({
    short: 'facts',
    endless: 'reading it took longer than 1 seconds',
    other: 'facts',
  });
});

/** Seconds of work: so many long documents, each of which is read for its wording and for lineage. */
function makeLaborious(documents: number): Buffer {
  const words = 'Please pay the bill of Messrs Alder, and tell Cllr Bell that it was forwarded to the builder. ';
  const part = (name: string): string =>
    `--cut\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="${name}.txt"\r\n\r\nDear Sir\r\n${words.repeat(4_000)}\r\n`;
  const fields =
    'From: clerk@netherbarrow.gov.uk\r\nTo: adair@netherbarrow.gov.uk\r\nMessage-ID: <laborious@netherbarrow.gov.uk>\r\nDate: Wed, 3 Jun 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n';
  const parts = Array.from({ length: documents }, (_, index) => part(`document-${index}`));
  return Buffer.from(`${fields}${parts.join('')}--cut--\r\n`);
}
