/** Mail is delivered while everything dies and comes back; then it is counted what is lost and what is doubled. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { readUnreadable } from '../../src/intake/health-register.ts';
import { Installation } from '../../src/operation/installation.ts';
import type { LiveCouncil } from '../../src/operation/live-council.ts';
import { createLogger } from '../../src/operation/logger.ts';
import { createMetrics } from '../../src/operation/metrics.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { startDovecot } from '../../test/support/dovecot.ts';
import { type CorpusMessage, littleWickham, makeLiveFolder, password } from '../../test/support/live-folder.ts';
import { startPostgresql } from '../../test/support/postgresql.ts';
import { startRedis } from '../../test/support/redis.ts';
import { seededRandom } from '../../test/support/shuffled-mailboxes.ts';
import { openSmtpSink } from '../../test/support/smtp-sink.ts';
import { CandourProcess } from '../support/candour-process.ts';
import { auditMessages, makeRounds } from '../support/corpus-rounds.ts';
import { type AlertAccount, accountAlerts, accountFlags, type FlagAccount } from './account.ts';
import { describeMissing, findUnread } from './copies.ts';
import { Crew } from './crew.ts';
import { makeProbe } from './probe.ts';
import { describeLeft, passTime } from './quiet.ts';
import { type Storm, storm } from './storm.ts';

export type ChaosOptions = {
  messages: number;
  seed: number;
  database: 'postgresql' | 'sqlite';
  /** How long the delivery takes; the storm lasts as long. */
  stormMs: number;
  /** Between one fault and the next, at most. */
  pauseMs: number;
  /** For everything to come to rest afterwards. */
  restMs: number;
  say?: (line: string) => void;
};

export type ChaosReport = {
  storm: Storm;
  flags: FlagAccount;
  alerts: AlertAccount;
  /** How often the log was verified after a death; what did not verify. */
  verified: number;
  unverified: string[];
  /** Commands of clients that could have changed a mailbox. */
  writes: string[];
  /** Messages that lay in the mailboxes at the end. */
  found: number;
  /** Copies that lay in the mailboxes and were never read, and rows that are no evidence. */
  unread: string[];
  /** Messages that were given up, and why: every one of them can be read. */
  givenUp: string[];
  /** Worker processes that ended by themselves. */
  accidents: string[];
  /** What was left undone when `restMs` were over; '' where nothing was. */
  left: string;
  restedMs: number;
};

/** A letter that is not answered for so long has failed: the mail server is asked to be silent now and then. */
const smtpTimeoutSeconds = 3;
const writing =
  /^\S+ (?:UID )?(?:STORE|COPY|MOVE|APPEND|EXPUNGE|CREATE|DELETE|RENAME|SUBSCRIBE|SELECT|SETMETADATA|CLOSE)\b.*/gim;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, stormMs, pauseMs, restMs, database, say = () => {} } = options;
  await using stack = new AsyncDisposableStack();
  const random = seededRandom(seed);
  const messages = makeRounds(littleWickham, options.messages, random);
  const users = readUsers();
  const dovecot = stack.use(await startDovecot({ users: Object.fromEntries(users.map((user) => [user, password])) }));
  const sink = await openSmtpSink();
  stack.defer(() => sink[Symbol.asyncDispose]());
  const redis = stack.use(await startRedis());
  const postgresql = database === 'postgresql' ? stack.use(await startPostgresql()) : null;
  const folder = stack.use(
    makeLiveFolder({
      imapPort: dovecot.port,
      smtpPort: sink.port,
      redisUrl: redis.url,
      postgresqlUrl: postgresql === null ? null : await postgresql.createDatabase('chaos'),
      settings: { alertsPerHour: 'off' },
    }),
  );
  shortenTimeout(folder.settingsFile);
  const expected = await auditMessages(littleWickham, messages, {
    scratch: join(folder.folder, 'files'),
    now: Date.now(),
  });
  say(`An audit of the ${messages.length} messages as files gives ${expected.length} flags.`);

  const installation = stack.use(await openInstallation(folder.settingsFile));
  const [council] = installation.councils.values();
  if (council === undefined || installation.settings.queue.kind !== 'redis')
    throw new Error('The settings are incomplete.');
  const verifications = new Verifications(council);
  const crew = stack.use(new Crew(folder.settingsFile));
  crew.startAll();
  const delivery = deliverAll(messages, stormMs, (each) => dovecot.deliver(each.mailbox, each.folder, each.bytes));
  const probe = makeProbe(council.council.id, installation.settings.queue, redis);
  let isDelivered = false;
  void delivery.finally(() => {
    isDelivered = true;
  });
  const afterDeath = (): Promise<void> => verifications.run();
  const stormed = await storm({ crew, redis, dovecot, sink, probe, afterDeath, random, pauseMs }, () => isDelivered);
  await delivery;
  say('All messages are delivered; everything dies once more.');

  crew.noteAccidents();
  await crew.killAll();
  await redis.flush();
  stormed.cuts.push(performance.now());
  await sink.refuse();
  await verifications.run();
  const calm = stack.use(await openSmtpSink({ port: sink.port }));
  await passTime(installation);
  const began = performance.now();
  crew.startAll();
  const left = await rest(installation, council, messages.length, { restMs, say });
  const restedMs = performance.now() - began;
  await verifications.run();
  await verifications.runCommand(folder.settingsFile);
  crew.noteAccidents();

  const standing = await council.readStandingFlags();
  const letters = [...sink.messages, ...calm.messages];
  if (left !== '') say(crew.output);
  const flags = accountFlags(expected, standing);
  for (const line of await describeMissing(installation.database, council, flags.lost)) say(line);
  return {
    storm: stormed,
    flags,
    alerts: await accountAlerts(standing, letters, { deaths: crew.deaths, cuts: stormed.cuts }),
    verified: verifications.count,
    unverified: verifications.failures,
    writes: users.flatMap((user) => [...dovecot.rawlog(user).matchAll(writing)].map(([command]) => command)),
    found: users.reduce((sum, user) => sum + countMessages(dovecot.maildir(user).path), 0),
    unread: await findUnread(installation.database, council.council, messages),
    givenUp: (await readUnreadable(installation.database.kysely, council.council.id, messages.length)).map(
      ({ mailbox, reference, reason }) => `${mailbox} ${reference}: ${reason}`,
    ),
    accidents: crew.accidents,
    left,
    restedMs,
  };
}

function countMessages(maildir: string): number {
  const entries = readdirSync(maildir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /\/(?:new|cur)$/.test(entry.parentPath)).length;
}

function readUsers(): string[] {
  const { mailboxes } = parse(readFileSync(join(littleWickham.folder, 'council.yaml'), 'utf8'));
  return mailboxes.map(({ id }: { id: string }) => id);
}

function shortenTimeout(settingsFile: string): void {
  const settings = parse(readFileSync(settingsFile, 'utf8'));
  settings.mail.smtp.timeoutSeconds = smtpTimeoutSeconds;
  writeFileSync(settingsFile, stringify(settings));
}

async function openInstallation(settingsFile: string): Promise<Installation> {
  const { settings, problems } = loadSettings(settingsFile);
  if (settings === null) throw new Error(problems.join('\n'));
  return Installation.open({
    settings,
    logger: createLogger({ level: 'error' }),
    metrics: createMetrics(),
    now: Date.now,
  });
}

async function deliverAll(
  messages: readonly CorpusMessage[],
  withinMs: number,
  deliver: (message: CorpusMessage) => void,
): Promise<void> {
  const began = performance.now();
  for (const [index, message] of messages.entries()) {
    const waitMs = began + (index * withinMs) / messages.length - performance.now();
    if (waitMs > 0) await delay(waitMs);
    deliver(message);
  }
}

/** Nobody touches anything any more. Returns what was left undone. */
async function rest(
  installation: Installation,
  council: LiveCouncil,
  copies: number,
  { restMs, say }: { restMs: number; say: (line: string) => void },
): Promise<string> {
  const deadline = performance.now() + restMs;
  let [left, quiet] = ['', 0];
  while (quiet < 3 && performance.now() < deadline) {
    await delay(1_000);
    const now = await describeLeft(installation, council, copies);
    if (now !== left && now !== '') say(`  ${now}`);
    left = now;
    quiet = now === '' ? quiet + 1 : 0;
  }
  return left;
}

class Verifications {
  count = 0;
  readonly failures: string[] = [];
  readonly #council: LiveCouncil;

  constructor(council: LiveCouncil) {
    this.#council = council;
  }

  async run(): Promise<void> {
    const verified = await verifyFlagLog(this.#council.log);
    this.#note(verified.ok ? null : verified.message);
  }

  /** `candour verify`, as an operator runs it. */
  async runCommand(settingsFile: string): Promise<void> {
    await using command = new CandourProcess(['src/cli/main.ts', 'verify', '--config', settingsFile]);
    this.#note((await command.ended()) === 0 ? null : command.output);
  }

  #note(failure: string | null): void {
    this.count += 1;
    if (failure !== null) this.failures.push(failure);
  }
}
