/** `npm run bench:idle`: what it costs to watch many mailboxes in which nothing happens. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { type Database, openDatabase } from '../src/database/open-database.ts';
import { startDovecot } from '../test/support/dovecot.ts';
import { type LiveFolder, makeLiveFolder, password } from '../test/support/live-folder.ts';
import { openSmtpSink } from '../test/support/smtp-sink.ts';
import { CandourProcess } from './support/candour-process.ts';
import { print, printTable } from './support/print-table.ts';

const { values: options } = parseArgs({
  options: {
    mailboxes: { type: 'string', default: '200' },
    councils: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '90' },
    // The watcher alone, as where every kind of work has a process of its own.
    worker: { type: 'boolean', default: false },
    // A folder for a CPU profile of the service.
    profile: { type: 'string' },
  },
});
const councils = Number(options.councils);
const perCouncil = Math.ceil(Number(options.mailboxes) / councils);
const mailboxes = councils * perCouncil;
const target = { mebibytes: 400, percent: 3 };
const startMs = 180_000;
/** What starting left behind is tidied up. */
const settleMs = 20_000;
/** Of /proc/<pid>/stat: USER_HZ, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

await using stack = new AsyncDisposableStack();
const users = Array.from({ length: mailboxes }, (_, index) => `box${index}`);
const dovecot = stack.use(await startDovecot({ users: Object.fromEntries(users.map((user) => [user, password])) }));
const sink = stack.use(await openSmtpSink());
const folder = stack.use(
  makeLiveFolder({ imapPort: dovecot.port, smtpPort: sink.port, redisUrl: null, postgresqlUrl: null }),
);
writeCouncils(folder);
const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
const words = options.worker ? ['workers/watch.ts'] : ['src/cli/main.ts', 'serve'];
const service = stack.use(new CandourProcess([...words, '--config', folder.settingsFile], profile));

print(
  `${mailboxes} mailboxes of ${councils} councils, two folders of each on IDLE, in one process (${words.join(' ')})`,
);
const began = performance.now();
await until(isAllWatched);
print(`all watched after ${((performance.now() - began) / 1_000).toFixed(1)} s`);
// The first look at everything, and the reports of it, are no idling.
if (!options.worker) await until(isFirstDayDone);
await delay(settleMs);
const from = readUse(service.pid);
await delay(Number(options.seconds) * 1_000);
const to = readUse(service.pid);
const percent = (100 * (to.cpuSeconds - from.cpuSeconds)) / ((to.at - from.at) / 1_000);
printTable(
  ['', 'measured', 'target'],
  [
    ['memory (RSS), MiB', Math.round(to.rssMib), `under ${target.mebibytes}`],
    ['memory at its highest, MiB', Math.round(to.peakMib), ''],
    ['CPU, % of a core', percent.toFixed(2).padStart(8), `under ${target.percent}`],
  ],
);
const isWell = to.rssMib < target.mebibytes && percent < target.percent;
print(`targets: ${isWell ? 'met' : 'missed'}`);
process.exitCode = isWell ? 0 : 1;

/** The council of the live folder many times, each with mailboxes of its own. */
function writeCouncils({ folder: path, councilFile, settingsFile }: LiveFolder): void {
  const council = parse(readFileSync(councilFile, 'utf8'));
  const settings = parse(readFileSync(settingsFile, 'utf8'));
  const [usual] = settings.councils;
  const [{ imap, ...first }] = council.mailboxes;
  settings.councils = Array.from({ length: councils }, (_, at) => {
    const file = join(path, `council-${at}.yaml`);
    const own = users.slice(at * perCouncil, (at + 1) * perCouncil);
    const boxes = own.map((user, index) => ({
      ...(council.mailboxes[index] ?? { ...first, id: user }),
      imap: { ...imap, user },
    }));
    writeFileSync(file, stringify({ ...council, id: `${council.id}-${at}`, mailboxes: boxes }));
    return { ...usual, file };
  });
  writeFileSync(settingsFile, stringify(settings));
}

async function until(check: (database: Database) => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + startMs;
  for (;;) {
    await delay(500);
    if (!service.isRunning || Date.now() > deadline)
      throw new Error(`It did not settle.\n${service.output.slice(-3_000)}`);
    if (await ask(check).catch(() => false)) return;
  }
}

async function ask(check: (database: Database) => Promise<boolean>): Promise<boolean> {
  await using database = await openDatabase({ kind: 'sqlite', path: folder.databasePath }, { readOnly: true });
  return await check(database);
}

async function isAllWatched({ kysely }: Database): Promise<boolean> {
  const rows = await kysely.selectFrom('mailbox').select('mailbox').where('state', '=', 'watching').execute();
  return rows.length === mailboxes;
}

async function isFirstDayDone({ kysely }: Database): Promise<boolean> {
  const unswept = await kysely.selectFrom('mailbox').select('mailbox').where('swept_at', 'is', null).execute();
  const days = await kysely.selectFrom('digest_day').select('day').execute();
  const unsent = await kysely.selectFrom('notice').select('id').where('state', '=', 'waiting').execute();
  return unswept.length === 0 && days.length === councils && unsent.length === 0;
}

function readUse(pid: number): { at: number; cpuSeconds: number; rssMib: number; peakMib: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  // Fields 14 and 15, counted behind the name of the program, which may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    at: performance.now(),
    cpuSeconds: ticks / ticksPerSecond,
    rssMib: kib('VmRSS') / 1024,
    peakMib: kib('VmHWM') / 1024,
  };
}
