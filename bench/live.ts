/** `npm run bench:live`: from the moment a message is seen until the mail server has the alert, beside a client that only waits. */

import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readMailboxes } from '../src/intake/mailbox-register.ts';
import { Installation } from '../src/operation/installation.ts';
import { createLogger } from '../src/operation/logger.ts';
import { createMetrics } from '../src/operation/metrics.ts';
import { loadSettings } from '../src/settings/load-settings.ts';
import { type Dovecot, startDovecot } from '../test/support/dovecot.ts';
import { makeLiveFolder, password } from '../test/support/live-folder.ts';
import { startPostgresql } from '../test/support/postgresql.ts';
import { startRedis } from '../test/support/redis.ts';
import { openSmtpSink, type SmtpSink } from '../test/support/smtp-sink.ts';
import { readAlerts } from './support/alert-letters.ts';
import { type BareListener, listenBarely } from './support/bare-listener.ts';
import { CandourProcess } from './support/candour-process.ts';
import { buildCommitmentLetter } from './support/commitment-letter.ts';
import { percentile, print, printTable } from './support/print-table.ts';

const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '40' },
    redis: { type: 'boolean', default: false },
    postgresql: { type: 'boolean', default: false },
    // A folder for a CPU profile of the service.
    profile: { type: 'string' },
  },
});
const perSecond = Number(options.rate);
/** Before them as many of two seconds, which are not counted: threads start, code is compiled, mailboxes are judged for the first time. */
const warmUp = perSecond * 2;
const messages = warmUp + perSecond * Number(options.seconds);
/**
 * Enough folders for each to get less than two letters a second: Dovecot gathers for about 500 ms what it tells of, and a letter that
 * comes within that time of another would be told of sooner.
 */
const places = ['cllr-pratt', 'clerk', 'office', 'assistant'].flatMap((user) => [
  { user, folder: 'INBOX' },
  { user, folder: 'Sent' },
]);
const users = ['clerk', 'assistant', 'office', 'cllr-pratt', 'journal'];
const startMs = 30_000;
const endMs = 30_000;

const target = { seenP50Ms: 50, seenP99Ms: 200, ratio: 1.25 };

await using stack = new AsyncDisposableStack();
const dovecot = stack.use(await startDovecot({ users: Object.fromEntries(users.map((user) => [user, password])) }));
const sink = stack.use(await openSmtpSink());
const redis = options.redis ? stack.use(await startRedis()) : null;
const postgresql = options.postgresql ? stack.use(await startPostgresql()) : null;
const folder = stack.use(
  makeLiveFolder({
    imapPort: dovecot.port,
    smtpPort: sink.port,
    redisUrl: redis?.url ?? null,
    postgresqlUrl: postgresql === null ? null : await postgresql.createDatabase('live'),
    settings: { alertsPerHour: 'off' },
  }),
);
const { settings, problems } = loadSettings(folder.settingsFile);
if (settings === null) throw new Error(problems.join('\n'));
const logger = createLogger({ level: 'error' });
const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
const service = stack.use(new CandourProcess(['src/cli/main.ts', 'serve', '--config', folder.settingsFile], profile));
const installation = stack.use(await Installation.open({ settings, logger, metrics: createMetrics(), now: Date.now }));
const council = [...installation.councils.values()][0];
if (council === undefined) throw new Error('There is no council.');

print(
  `${messages - warmUp} letters, ${perSecond} a second, into ${places.length} folders; ${postgresql ? 'PostgreSQL' : 'SQLite'}, ${redis ? 'Redis' : 'in-process queue'}`,
);
await until(startMs, async () => {
  const rows = await readMailboxes(installation.database.kysely, council.council.id);
  return rows.filter(({ state }) => state === 'watching').length === users.length;
});
const listeners = await Promise.all(
  places.map(async (place) => stack.use(await listenBarely({ port: dovecot.port, password, ...place }))),
);
// Connections that begin to idle are told of what comes from now on.
await delay(2_000);
const sent = await deliverAll(dovecot, 0, warmUp);
await until(endMs, () => Promise.resolve(sink.messages.length >= warmUp));
sent.push(...(await deliverAll(dovecot, warmUp, messages)));
await until(endMs, () => Promise.resolve(sink.messages.length >= messages)).catch((error: Error) =>
  print(error.message),
);
await report(sink, listeners);

type Sent = { messageId: string; place: number; deliveredAt: number };

async function deliverAll(server: Dovecot, from: number, to: number): Promise<Sent[]> {
  const began = clock();
  const all: Sent[] = [];
  for (let index = from; index < to; index++) {
    await delay(Math.max(0, began + ((index - from) * 1_000) / perSecond - clock()));
    const place = index % places.length;
    const { user, folder: name } = places[place] as (typeof places)[number];
    const { messageId, bytes } = buildCommitmentLetter(index, new Date());
    all.push({ messageId, place, deliveredAt: clock() });
    server.deliver(user, name, bytes);
  }
  return all;
}

async function report({ messages: letters }: SmtpSink, bare: readonly BareListener[]): Promise<void> {
  const seen = await readSeen();
  const alertedAt = await readAlertedAt(letters);
  const [fromSeen, fromDelivery, barely]: [number[], number[], number[]] = [[], [], []];
  const counts = places.map(() => 0);
  let missing = 0;
  for (const [index, { messageId, place, deliveredAt }] of sent.entries()) {
    const nth = counts[place] ?? 0;
    counts[place] = nth + 1;
    const [seenAt, alerted, told] = [seen.get(messageId), alertedAt.get(messageId), bare[place]?.toldAt[nth]];
    if (seenAt === undefined || alerted === undefined || told === undefined) missing += 1;
    else if (index >= warmUp) {
      fromSeen.push(alerted - seenAt);
      fromDelivery.push(alerted - deliveredAt);
      barely.push(told - deliveredAt);
    }
  }
  const row = (name: string, values: number[]): (string | number)[] => [
    name,
    ...[0.5, 0.9, 0.99, 1].map((share) => Math.round(percentile(values, share))),
  ];
  printTable(
    ['milliseconds', 'p50', 'p90', 'p99', 'max'],
    [
      row('seen to alert', fromSeen),
      row('delivery to alert', fromDelivery),
      row('delivery to `exists` of a bare client', barely),
    ],
  );
  const ratio = mean(fromDelivery) / mean(barely);
  print(
    `delivery to alert / bare client: ${ratio.toFixed(2)} (means), ${(percentile(fromDelivery, 0.5) / percentile(barely, 0.5)).toFixed(2)} (medians)`,
  );
  print(`letters without an alert: ${missing}`);
  const isWell =
    missing === 0 &&
    percentile(fromSeen, 0.5) <= target.seenP50Ms &&
    percentile(fromSeen, 0.99) <= target.seenP99Ms &&
    ratio <= target.ratio;
  print(
    `targets (p50 ${target.seenP50Ms} ms, p99 ${target.seenP99Ms} ms, ratio ${target.ratio}): ${isWell ? 'met' : 'missed'}`,
  );
  if (missing > 0) print(service.output.slice(-3_000));
  process.exitCode = isWell ? 0 : 1;
}

/** By Message-ID, milliseconds since 1970. */
async function readSeen(): Promise<Map<string, number>> {
  const rows = await installation.database.kysely.selectFrom('copy').select(['message_id', 'seen_at']).execute();
  return new Map(rows.map(({ message_id, seen_at }) => [message_id ?? '', seen_at]));
}

async function readAlertedAt(letters: SmtpSink['messages']): Promise<Map<string, number>> {
  const flags = (await council?.readStandingFlags()) ?? [];
  const messageIds = new Map(flags.map(({ id, messageId }) => [id.slice(0, 8), messageId ?? '']));
  const found = new Map<string, number>();
  for (const alert of await readAlerts(letters))
    for (const flag of alert.flags) found.set(messageIds.get(flag) ?? '', performance.timeOrigin + alert.receivedAt);
  return found;
}

function clock(): number {
  return performance.timeOrigin + performance.now();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function until(timeoutMs: number, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > deadline || !service.isRunning)
      throw new Error(`Not within ${timeoutMs / 1_000} seconds.\n${service.output.slice(-3_000)}`);
    await delay(50);
  }
}
