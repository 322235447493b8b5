/** The yardstick: mailparser's simpleParser over every message of an mbox, and nothing else. Prints how many it read. */

import { createReadStream } from 'node:fs';
import { simpleParser } from 'mailparser';

const separator = Buffer.from('\nFrom ');
let rest: Buffer = Buffer.alloc(0);
let count = 0;

async function parse(message: Buffer): Promise<void> {
  await simpleParser(message.subarray(message.indexOf(10) + 1));
  count += 1;
}

for await (const chunk of createReadStream(process.argv[2] ?? '', { highWaterMark: 1 << 20 })) {
  rest = Buffer.concat([rest, chunk]);
  for (let end = rest.indexOf(separator); end >= 0; end = rest.indexOf(separator)) {
    await parse(rest.subarray(0, end + 1));
    rest = rest.subarray(end + 1);
  }
}
if (rest.length > 0) await parse(rest);
process.stdout.write(`${count}\n`);
