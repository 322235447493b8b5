/** Records audits until it is killed; test/flaglog/kill.test.ts starts it. Prints the head after each. */

import { formatHead } from '../../src/flaglog/entry.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { recordAudit } from '../../src/flaglog/record-audit.ts';
import { council, makeRecord, makeStanding } from './support.ts';

const [path = '', start = '0'] = process.argv.slice(2);
await using log = await openFlagLog({ path, councilId: council.id });
const keys = Array.from({ length: 12 }, (_, index) => `<${index}@x>`);
for (let round = Number(start); ; round += 1) {
  const standing = keys
    .filter((_, index) => (index * 7 + round * 5) % 4 !== 0)
    .map((key) => makeStanding(key, { grade: round % 3 === 0 ? 'A' : 'C' }));
  const { head } = await recordAudit(log, { at: new Date(), ...makeRecord(standing, { examined: keys }) });
  if (head !== null) process.stdout.write(`${formatHead(head)}\n`);
}
