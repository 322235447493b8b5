/** What an operator sees, and what passes through the queue, holds nothing of anybody's mail. */

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { simpleParser } from 'mailparser';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { ServeReport } from '../../src/cli/serve-report.ts';
import { countCopies } from '../../src/intake/health-register.ts';
import type { Job } from '../../src/queue/queue.ts';
import { makeFolder, writeInto } from '../sources/scratch-folder.ts';
import { startLive } from '../support/live.ts';
import { littleWickham, readCorpusMessages } from '../support/live-folder.ts';
import { startRedis } from '../support/redis.ts';
import { openSmtpSink } from '../support/smtp-sink.ts';

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);

/** Ids are random digits and letters: now and then they spell a word of the mail, such as "face". */
const withoutIds = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ' ')
    .replaceAll(/(?<![0-9a-z])[0-9a-f]{8,}(?![0-9a-z])/gi, ' ');

/** What the mail has in common with ids of the council file, and with our own events, fields, codes and names of functions. */
const ownWords = wordsOf(`
  assistant cllr clerk council journal little office okafor lindqvist pratt wickham
  audit code command copy count data deliver digest error file files folder good info internal kind letter level mail mailbox
  message name notice notify open read report send serve session smtp source start started state status sweep time transport
  version wait waiting watch
`);

async function readMail(): Promise<{ addresses: Set<string>; subjects: string[]; words: Set<string> }> {
  const [addresses, subjects, words] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { bytes } of readCorpusMessages(littleWickham)) {
    const { subject = '', text = '', from, to, cc, bcc } = await simpleParser(Buffer.from(bytes));
    const lists = [from, to, cc, bcc].flat().flatMap((list) => list?.value ?? []);
    for (const { address } of lists) if (address) addresses.add(address.toLowerCase());
    for (const [address] of text.matchAll(/[\w.+-]+@[\w-]+\.[\w.-]+\w/g)) addresses.add(address.toLowerCase());
    if (subject.includes(' ')) subjects.add(subject.toLowerCase());
    for (const word of wordsOf(`${subject} ${text} ${lists.map(({ name }) => name).join(' ')}`)) words.add(word);
  }
  return { addresses, subjects: [...subjects], words };
}

test('no log line, no line of candour serve and no job holds an address, a subject or a word of the mail', async () => {
  const mail = await readMail();
  expect(Math.min(mail.addresses.size, mail.subjects.length, mail.words.size)).toBeGreaterThan(40);
  const folder = makeFolder();
  cpSync(littleWickham.folder, folder, { recursive: true });
  // A message that cannot be read, and a mailbox that is not there.
  writeInto(folder, 'mailboxes/clerk/INBOX/zz.eml', 'Confidential quarrel of hale@example.org about the pavilion\n');
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await startRedis());
  const sink = stack.use(await openSmtpSink());
  sink.failNext(2, 'permanent');
  writeInto(folder, 'redis-url', redis.url);
  writeInto(
    folder,
    'candour.yaml',
    stringify({
      councils: [{ file: 'council.yaml', observeDays: 0, alertsPerHour: 'off', digestAt: '00:00' }],
      database: 'var/candour.db',
      queue: { redisUrlFile: 'redis-url' },
      mail: {
        from: 'Candour <candour@littlewickham-pc.gov.uk>',
        smtp: { host: '127.0.0.1', port: sink.port, security: 'none' },
      },
      http: 'off',
    }),
  );
  const client = new Redis(redis.url);
  const monitor = await client.monitor();
  stack.defer(() => {
    client.disconnect();
    monitor.disconnect();
  });
  const broker: string[] = [];
  monitor.on('monitor', (_time: string, words: string[]) => broker.push(words.join(' ')));
  const written: string[] = [];
  const jobs: Job[] = [];
  await using live = await startLive(join(folder, 'candour.yaml'));
  const { installation, lines } = live;
  const add = installation.queue.add.bind(installation.queue);
  installation.queue.add = (added) => {
    jobs.push(...added);
    return add(added);
  };
  const report = new ServeReport(installation, {
    write: (line) => written.push(line),
    isTerminal: false,
    config: 'candour.yaml',
    lookEveryMs: 200,
  });
  await vi.waitFor(
    async () => {
      expect(written).toContain('Watching for new mail.');
      const counts = await countCopies(installation.database.kysely, 'little-wickham');
      expect(counts.reduce((sum, { unreadable }) => sum + unreadable, 0)).toBe(1);
      expect(sink.messages.length).toBeGreaterThan(10);
      expect(lines.filter((line) => line.includes('"deliver"')).length).toBe(2);
    },
    { timeout: 50_000, interval: 100 },
  );
  report.end();
  await live[Symbol.asyncDispose]();

  const said = [...lines, ...written, ...jobs.map((job) => JSON.stringify(job))];
  expect(said.length).toBeGreaterThan(100);
  expect(broker.length).toBeGreaterThan(250);
  for (const line of [...said, ...broker].map((each) => each.toLowerCase())) {
    expect(mail.subjects.filter((subject) => line.includes(subject))).toEqual([]);
    expect([...mail.addresses].filter((address) => line.includes(address))).toEqual([]);
  }
  expect(said.filter((line) => line.includes('@') && !/[0-9a-f]{64}@\d+/.test(line))).toEqual([]);
  const told = withoutIds([...lines, ...jobs.map((job) => JSON.stringify(job))].join('\n'));
  const shared = [...wordsOf(told)].filter((word) => mail.words.has(word));
  expect(shared.filter((word) => !ownWords.has(word)).sort()).toEqual([]);
}, 90_000);
