/** A process for reader-pool.test.ts, which stops it while it reads: prints how many messages it could not read, and says when it began. */

import { ReaderPool } from '../../src/audit/reader-pool.ts';
import { buildRoster } from '../../src/council/roster.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import type { Copy } from '../../src/sources/copy.ts';
import { formatMail } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const text = 'The verge in Well Lane was cut on Monday, and the hedge will follow. '.repeat(2_000);
const bytes = Buffer.from(formatMail({ id: 'long', from: 'clerk', to: 'adair', text }));
const { council } = buildRoster(netherBarrow('nalc-model-2026'));
const limits = { ...defaultLimits, messageTimeMs: 1_500 };
await using pool = new ReaderPool({ council, rules: [], key: 'key of the tests', limits }, 2);
const endsAt = performance.now() + Number(process.argv[2]);
let unreadable = 0;

async function* copies(): AsyncGenerator<Copy> {
  for (let index = 0; performance.now() < endsAt; index++)
    yield { kind: 'copy', mailboxId: 'clerk', folder: 'Sent', reference: String(index), isSent: true, bytes };
}

await pool.readOne(
  { kind: 'copy', mailboxId: 'clerk', folder: 'Sent', reference: 'first', isSent: true, bytes },
  'ungated',
);
process.stdout.write('begun\n');
await pool.readAll(copies(), 'ungated', (_copy, answer) => {
  if (answer.kind !== 'facts') unreadable += 1;
});
process.stdout.write(`unreadable: ${unreadable}\n`);
