import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import type { CouncilStatus, MailboxStatus } from '../../src/cli/gather-status.ts';
import { listAttention } from '../../src/cli/status-attention.ts';
import { formatStatus } from '../../src/cli/status-text.ts';
import { countCopies } from '../../src/intake/health-register.ts';
import { loadCorpus } from '../support/corpora.ts';
import { type LiveRun, startLive } from '../support/live.ts';
import { littleWickham } from '../support/live-folder.ts';
import { startRedis } from '../support/redis.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const settings = `
councils: [council.yaml]
database: var/candour.db
http: off
`;
const words = ['status', '--config', 'candour.yaml'];

async function expectRead({ installation }: LiveRun, messages: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const counts = await countCopies(installation.database.kysely, 'little-wickham');
      expect(counts.reduce((sum, { read }) => sum + read, 0)).toBe(messages);
    },
    { timeout: 40_000, interval: 50 },
  );
}

describe('candour status', () => {
  test('beside a running service, and after it has ended', async () => {
    const folder = makeCouncilFolder({ files: { 'candour.yaml': settings } });
    await using live = await startLive(join(folder, 'candour.yaml'));
    await expectRead(live, 2);
    const well = await runCandour(folder, ...words);
    expect(well).toMatchObject({ status: 0, err: '' });
    expect(well.out).toMatch(/^Little Wickham Parish Council, \d+ \w+ \d{4}, .*\nAll is well\.$/m);
    expect(well.out).toMatch(/- clerk: read as mail comes, since .*2\s+messages read/s);
    expect(well.out).toMatch(/Candour observes: there are digests,\s+and no\s+immediate\s+alerts/);
    expect(well.out).toContain('There is no journal');
    await live[Symbol.asyncDispose]();

    const ended = await runCandour(folder, ...words);
    expect(ended.status).toBe(3);
    expect(ended.out).toMatch(/Nothing has looked at mailbox clerk since .*is candour serve\s+running\?/s);
    const json = await runCandour(folder, ...words, '--format', 'json');
    expect(json.status).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({
      format: 'candour-status/1',
      well: false,
      queue: { reachable: true },
      councils: [
        {
          council: 'little-wickham',
          attention: [expect.stringContaining('is candour serve running?')],
          mailboxes: [{ mailbox: 'clerk', state: 'watching', watched: false, read: 2, waiting: 0, unreadable: 0 }],
          log: { verified: true, standing: 1 },
        },
      ],
    });
  });

  test('says which messages could not be read, and why', async () => {
    const folder = makeCouncilFolder({
      more: '  - { id: office, owner: clerk, path: mailboxes/office }\n',
      files: { 'candour.yaml': settings, 'mailboxes/clerk/Sent/3.eml': 'This is no message.\n' },
    });
    await using live = await startLive(join(folder, 'candour.yaml'));
    await expectRead(live, 2);
    await vi.waitFor(
      async () => {
        const { status, out } = await runCandour(folder, ...words);
        expect(status).toBe(3);
        expect(out).toMatch(/Mailbox office cannot be read since .* \(mailbox-not-found\)\./);
        expect(out).toMatch(/Messages that could not be read\n {2}- clerk, Sent\/3\.eml, seen .*: \S+/);
      },
      { timeout: 40_000, interval: 100 },
    );
  });

  test('a Redis that does not answer needs attention', async () => {
    const redis = await startRedis();
    const files = { 'redis-url': `${redis.url}\n`, 'candour.yaml': `${settings}queue: { redisUrlFile: redis-url }\n` };
    const folder = makeCouncilFolder({ files });
    try {
      await using live = await startLive(join(folder, 'candour.yaml'));
      await expectRead(live, 2);
      const well = await runCandour(folder, ...words);
      expect(well.out).toMatch(/^Queue: Redis answers; \d+ jobs wait, \d+ are in hand\.$/m);
      expect(well.status).toBe(0);
    } finally {
      await redis[Symbol.asyncDispose]();
    }
    const away = await runCandour(folder, ...words);
    expect(away.status).toBe(3);
    expect(away.out).toMatch(/^Queue: Redis does not answer\./m);
  });

  test('without a database, or with one of an older version, it says what to do', async () => {
    const folder = makeCouncilFolder({ files: { 'candour.yaml': settings } });
    expect(await runCandour(folder, ...words)).toEqual({
      status: 2,
      out: '',
      err: 'candour: There is no database of Candour at var/candour.db yet: candour serve makes it.\n',
    });
    const nowhere = await runCandour(folder, 'status', '--config', 'nowhere.yaml');
    expect(nowhere).toMatchObject({ status: 2, out: '' });

    await runCandour(folder, 'scan', '--council', 'council.yaml');
    const database = new DatabaseSync(join(folder, 'var/candour.db'));
    database.exec("DROP TABLE mailbox; DELETE FROM kysely_migration WHERE name <> '0001-flag-log';");
    database.close();
    const older = await runCandour(folder, ...words);
    expect(older).toMatchObject({ status: 2, out: '' });
    expect(older.err).toContain('made by an older version of Candour: candour serve brings it up to date.');
  });
});

const { council } = await loadCorpus(littleWickham);
const at = Date.parse('2026-11-24T10:00:00Z');
const minute = 60_000;
const clerk: MailboxStatus = {
  mailbox: 'clerk',
  state: 'watching',
  code: '',
  reason: '',
  stateSince: at - 60 * minute,
  lastReadAt: at - 5 * minute,
  syncedAt: at - minute,
  waiting: 0,
  oldestWaitingAt: null,
  unreadable: 0,
  gone: 0,
  notExamined: 0,
  read: 3,
  isWatched: true,
};
const notices = { waiting: 0, sent: 3, dropped: 0, givenUp: [], failing: [], dueSince: null, beyondCap: 0 };
const status: CouncilStatus = {
  council,
  at,
  mailboxes: [clerk],
  blindSpots: [],
  unreadable: [],
  notExamined: [],
  notices,
  log: { head: 'ab@3', standing: 1, openedAt: at, fault: null },
  digest: { lastDay: '2026-11-24', at: { hour: 8, minute: 30 }, isLate: false },
  observedUntil: null,
  heldBack: 0,
};

describe('what needs attention', () => {
  test.each<[string, Partial<CouncilStatus>, RegExp | null]>([
    ['nothing', {}, null],
    ['a watcher that hangs', { mailboxes: [{ ...clerk, syncedAt: at - 90 * minute }] }, /not looked through since/],
    [
      'a mailbox nobody has looked at',
      { mailboxes: [{ ...clerk, isWatched: false, syncedAt: null }] },
      /^Nothing has looked at mailbox clerk yet; is candour serve running\?$/,
    ],
    [
      'a service that does not run is told once',
      { mailboxes: [clerk, clerk].map((mailbox) => ({ ...mailbox, isWatched: false })) },
      /^Nothing has looked at the mailboxes since 24 November 2026, 9:59am;/,
    ],
    [
      'a wrong password',
      { mailboxes: [{ ...clerk, state: 'failing', code: 'sign-in', reason: 'Check user and password.' }] },
      /^Mailbox clerk cannot be read since 24 November 2026, 9:00am \(sign-in\)\. Check user and password\.$/,
    ],
    [
      'a message that waits for hours',
      { mailboxes: [{ ...clerk, waiting: 2, oldestWaitingAt: at - 300 * minute }] },
      /2 messages to be read, the oldest for 5 hours/,
    ],
    [
      'a mail server that refuses',
      { notices: { ...notices, failing: [{ code: 'sign-in', count: 2 }] } },
      /^2 notices could not be sent so far \(sign-in\), and are tried again\. The mail server does not let Candour in/,
    ],
    [
      'a notice that nobody sends',
      { notices: { ...notices, dueSince: at - 20 * minute } },
      /due for 20 minutes, and nobody sends it/,
    ],
    ['a digest that did not come', { digest: { ...status.digest, isLate: true } }, /digest of the day is late/],
    ['a log that was altered', { log: { ...status.log, fault: 'The flag log does not verify.' } }, /does not verify/],
  ])('%s', (_name, part, expected) => {
    const sentences = listAttention({ ...status, ...part });
    if (expected === null) expect(sentences).toEqual([]);
    else expect(sentences).toEqual([expect.stringMatching(expected)]);
  });

  test('messages and attachments are listed, and what is beyond the list is counted', () => {
    const unreadable = [
      { mailbox: 'clerk', folder: 'INBOX', reference: '412', seenAt: at, reason: 'It is no message.' },
    ];
    const notExamined = [
      {
        mailbox: 'clerk',
        folder: 'Sent',
        reference: 'Sent/1.eml',
        sentAt: at,
        fileName: 'a\u001b[2J.pdf',
        reason: 'A scan.',
      },
    ];
    const mailboxes = [{ ...clerk, unreadable: 3, notExamined: 1 }];
    const text = formatStatus({ ...status, mailboxes, unreadable, notExamined }, []).join('\n');
    expect(text).toContain('- clerk, INBOX, seen 24 November 2026, 10:00am: It is no message.\n  - and 2 more');
    expect(text).toContain('- clerk, Sent/1.eml, message of 24 November 2026, 10:00am, “a\ufffd[2J.pdf”: A scan.');
  });
});
