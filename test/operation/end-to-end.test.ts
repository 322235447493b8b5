/** From the mailbox to the alert and the digest, on real servers: the same flags as a scan, and everybody told once. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, test, vi } from 'vitest';
import { verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { countCopies } from '../../src/intake/health-register.ts';
import { readMailboxes } from '../../src/intake/mailbox-register.ts';
import type { LiveCouncil } from '../../src/operation/live-council.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { auditCorpus } from '../support/corpora.ts';
import { type Dovecot, startDovecot, usualFolders } from '../support/dovecot.ts';
import { type LiveRun, startLive } from '../support/live.ts';
import { littleWickham, makeLiveFolder, password, readCorpusMessages } from '../support/live-folder.ts';
import { startPostgresql } from '../support/postgresql.ts';
import { startRedis } from '../support/redis.ts';
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const writing =
  /^\S+ (?:UID )?(?:STORE|COPY|MOVE|APPEND|EXPUNGE|CREATE|DELETE|RENAME|SUBSCRIBE|SELECT|SETMETADATA|CLOSE)\b/im;

type Told = Pick<
  Flag,
  'rule' | 'messageId' | 'status' | 'severity' | 'grade' | 'exception' | 'people' | 'thirdParties'
>;

function essence({ rule, messageId, status, severity, grade, exception, people, thirdParties }: Told) {
  return JSON.stringify({ rule, messageId, status, severity, grade, exception, people, thirdParties });
}

async function standingOf(live: LiveCouncil): Promise<string[]> {
  const flags = await live.readStandingFlags();
  return flags.map((flag) => essence({ ...flag, messageId: flag.messageId ?? '' })).sort();
}

/** Everything was read, and every mailbox was judged since. */
async function expectAllJudged({ installation }: LiveRun, live: LiveCouncil, messages: number): Promise<void> {
  const { database } = installation;
  await vi.waitFor(
    async () => {
      const counts = await countCopies(database.kysely, live.council.id);
      expect(counts.reduce((sum, { read }) => sum + read, 0)).toBe(messages);
      expect(counts.every(({ waiting, unreadable, gone }) => waiting + unreadable + gone === 0)).toBe(true);
      const { last } = await database.kysely
        .selectFrom('copy')
        .select(({ fn }) => fn.max('evidence_seq').as('last'))
        .executeTakeFirstOrThrow();
      const mailboxes = await readMailboxes(database.kysely, live.council.id);
      expect(mailboxes.map(({ swept_seq }) => swept_seq)).toEqual(mailboxes.map(() => last));
    },
    { timeout: 50_000, interval: 250 },
  );
}

function readLetters(sink: SmtpSink): Promise<{ to: string; subject: string; text: string }[]> {
  return Promise.all(
    sink.messages.map(async ({ raw, envelope }) => {
      const { subject = '', text = '' } = await simpleParser(raw);
      return { to: envelope.to.join(), subject, text };
    }),
  );
}

/** Ids of the flags that alerts are about, as people read them. */
async function flagsIn(sink: SmtpSink, subject: RegExp): Promise<string[]> {
  return (await readLetters(sink))
    .filter((letter) => subject.test(letter.subject))
    .flatMap(({ text }) => [...text.matchAll(/\(flag ([0-9a-f]{8})/g)].map(([, id]) => id ?? ''));
}

/** The first of a council is a report on what there was. */
function isDigest(subject: string): boolean {
  return /digest of|report on earlier mail/.test(subject);
}

function nextMonday(now: Date): string {
  const days = ((8 - now.getUTCDay()) % 7 || 7) * 86_400_000;
  return new Date(now.getTime() + days).toISOString().slice(0, 10);
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const list = [...items];
  let state = seed;
  for (let at = list.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (at + 1);
    [list[at], list[other]] = [list[other] as Item, list[at] as Item];
  }
  return list;
}

/** Names, times and contents of every message of every mailbox: what nobody may change. */
function picture(dovecot: Dovecot, users: readonly string[]): string[] {
  return users.flatMap((user) => {
    const root = dovecot.maildir(user).path;
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\/(?:cur|new)$/.test(entry.parentPath))
      .map(
        (entry) =>
          `${user} ${entry.name.replace(/:2,$/, '')} ${readFileSync(join(entry.parentPath, entry.name)).length}`,
      )
      .sort();
  });
}

describe.each(['sqlite, in-process queue', 'postgresql, redis'])('the live service on %s', (kind) => {
  test('messages delivered in random order end in the flags of a scan, one alert each, and a digest of the rest', async () => {
    await using stack = new AsyncDisposableStack();
    const isAtScale = kind.startsWith('postgresql');
    const messages = readCorpusMessages(littleWickham);
    const users = [...new Set(messages.map(({ mailbox }) => mailbox))];
    const dovecot = stack.use(
      await startDovecot({ users: Object.fromEntries(users.map((user) => [user, password])), folders: usualFolders }),
    );
    const sink = stack.use(await openSmtpSink());
    const redis = isAtScale ? stack.use(await startRedis()) : null;
    const postgresql = isAtScale ? stack.use(await startPostgresql()) : null;
    using folder = makeLiveFolder({
      imapPort: dovecot.port,
      smtpPort: sink.port,
      redisUrl: redis?.url ?? null,
      postgresqlUrl: postgresql === null ? null : await postgresql.createDatabase('live'),
    });
    let ahead = 0;
    await using live = await startLive(folder.settingsFile, { now: () => Date.now() + ahead });
    const council = [...live.installation.councils.values()][0] as LiveCouncil;

    // The service runs before the first message comes.
    await vi.waitFor(
      async () => {
        const mailboxes = await readMailboxes(live.installation.database.kysely, council.council.id);
        expect(mailboxes.filter(({ state }) => state === 'watching').length).toBe(users.length);
      },
      { timeout: 20_000, interval: 100 },
    );
    for (const { mailbox, folder: name, bytes } of shuffled(messages, 20_261_124))
      dovecot.deliver(mailbox, name, bytes);
    await expectAllJudged(live, council, messages.length);

    const scanned = (await auditCorpus(littleWickham)).standing.map(({ flag }) => flag);
    expect(await standingOf(council)).toEqual(scanned.map(essence).sort());

    const standing = await council.readStandingFlags();
    const open = standing.filter(({ status }) => status === 'open');
    const short = (flags: typeof open): string[] => flags.map(({ id }) => id.slice(0, 8)).sort();
    const serious = short(open.filter(({ severity }) => severity === 'serious'));
    await vi.waitFor(async () => expect((await flagsIn(sink, /serious possible departure/)).sort()).toEqual(serious), {
      timeout: 20_000,
      interval: 200,
    });
    expect(serious.length).toBeGreaterThan(10);

    // The next Monday has a digest, and in it everything that is open; nobody is told of one flag in two.
    ahead = Date.parse(`${nextMonday(new Date())}T12:00:00Z`) - Date.now();
    await live.installation.enqueue([{ kind: 'send-digest', council: council.council.id }]);
    const { kysely } = live.installation.database;
    await vi.waitFor(
      async () => {
        const links = await kysely.selectFrom('notice_flag').select('flag').where('kind', '=', 'digest').execute();
        expect(links.map(({ flag }) => flag).sort()).toEqual(open.map(({ id }) => id).sort());
        const waiting = await kysely.selectFrom('notice').select('id').where('state', '<>', 'sent').execute();
        expect(waiting).toEqual([]);
      },
      { timeout: 20_000, interval: 200 },
    );
    const digests = (await readLetters(sink)).filter(({ subject }) => isDigest(subject));
    expect([...new Set(digests.map(({ to }) => to))].sort()).toEqual([
      'clerk@littlewickham-pc.gov.uk',
      'cllr.lindqvist@littlewickham-pc.gov.uk',
      'cllr.okafor@littlewickham-pc.gov.uk',
    ]);
    expect(new Set(sink.messages.map(({ messageId }) => messageId)).size).toBe(sink.messages.length);

    expect(live.lines.filter((line) => /"level":(?:"error"|50)/.test(line))).toEqual([]);
    expect(users.map((user) => writing.exec(dovecot.rawlog(user))?.[0] ?? null)).toEqual(users.map(() => null));
    expect(picture(dovecot, users).length).toBe(messages.length);
    expect((await verifyFlagLog(council.log)).ok).toBe(true);
  });
});
