/** What `candour serve` tells the person in front of it: what was read and found first, and then what is new. */

import { relative } from 'node:path';
import { formatHead } from '../flaglog/entry.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { countCopies } from '../intake/health-register.ts';
import { isCaughtUp, readMailboxes } from '../intake/mailbox-register.ts';
import type { Installation } from '../operation/installation.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { formatFlagTable } from './flag-table.ts';
import { shortIdLength } from './flags.ts';
import { defaultLogPath, toPrintable } from './log-options.ts';
import { countOf } from './plain-words.ts';

const lookEveryMs = 1_000;

type Seen = { isTold: boolean; flags: Set<string>; health: string };

/** Writes until the process ends; whatever fails here is the operator's log's affair and disturbs no work. */
export function reportWhileServing(installation: Installation, write: (line: string) => void): void {
  const seen = new Map<string, Seen>();
  for (const live of installation.councils.values()) {
    const mailboxes = countOf(live.council.mailboxes.length, 'mailbox', 'mailboxes');
    write(`Candour watches ${mailboxes} of ${toPrintable(live.council.name)}. Ctrl-C ends it.`);
    seen.set(live.council.id, { isTold: false, flags: new Set(), health: '' });
  }
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look(installation, seen, write)
      .catch((error: unknown) => installation.logger.warn('report', { error }))
      .finally(() => {
        isLooking = false;
      });
  }, lookEveryMs);
  timer.unref();
}

async function look(installation: Installation, seen: Map<string, Seen>, write: (line: string) => void): Promise<void> {
  for (const live of installation.councils.values()) {
    const state = seen.get(live.council.id);
    if (state === undefined) continue;
    if (!state.isTold) {
      if (!(await isFirstJudged(installation, live))) continue;
      state.isTold = true;
      const flags = await live.readStandingFlags();
      for (const { id } of flags) state.flags.add(id);
      for (const line of await formatFirst(installation, live, flags)) write(line);
    }
    for (const line of await formatNews(installation, live, state)) write(line);
  }
}

/** Everything there was has been read, and every mailbox has been judged once since. */
async function isFirstJudged({ database }: Installation, { council }: LiveCouncil): Promise<boolean> {
  const ids = council.mailboxes.map(({ id }) => id);
  if (!(await isCaughtUp(database.kysely, council.id, ids))) return false;
  const mailboxes = await readMailboxes(database.kysely, council.id);
  return mailboxes.every(({ swept_at, state }) => swept_at !== null || state === 'failing');
}

async function formatFirst(
  installation: Installation,
  live: LiveCouncil,
  flags: readonly LoggedFlag[],
): Promise<string[]> {
  const { council, pack, roster } = live;
  const counts = await countCopies(installation.database.kysely, council.id);
  const read = counts.reduce((sum, { read: each }) => sum + each, 0);
  const unread = counts.reduce((sum, { unreadable, gone }) => sum + unreadable + gone, 0);
  const where = `${countOf(read, 'message')} in ${countOf(counts.length, 'mailbox', 'mailboxes')}`;
  return [
    '',
    `${toPrintable(council.name)} · ${toPrintable(pack.title)}`,
    `${where} examined; ${countOf(flags.length, 'possible departure')} from the protocol.`,
    ...(unread === 0 ? [] : [`${countOf(unread, 'message')} could not be read: candour status says more.`]),
    '',
    ...formatFlagTable(
      [...flags].sort(compareByDate).map((flag) => ({ id: flag.id, flag })),
      roster,
    ),
    '',
    ...(await formatNext(installation, live, flags)),
  ];
}

async function formatNext(
  { settings }: Installation,
  live: LiveCouncil,
  flags: readonly LoggedFlag[],
): Promise<string[]> {
  const { database, mail } = settings;
  const path = database.kind === 'sqlite' ? relative(process.cwd(), database.path) : null;
  const head = await live.log.head();
  const where = path === null || path === defaultLogPath ? '' : ` --log ${path}`;
  const example = (flags.find(({ severity }) => severity === 'serious') ?? flags[0])?.id.slice(0, shortIdLength);
  const next: [string, string][] = [
    ...(example === undefined
      ? []
      : [[`explain ${example}`, 'one flag: the clause, the evidence, what to do'] as [string, string]]),
    ['flags', 'all flags in the log'],
    ['status', 'is everything being read?'],
    ['export --output audit.csv', 'the log for an auditor'],
    ['verify', 'is the log as it was written?'],
  ];
  return [
    `The flag log is ${path ?? 'in the database'}${head === null ? '' : `, its head ${formatHead(head)}`}`,
    mail.transport.kind === 'file'
      ? `Alerts and digests are written to ${relative(process.cwd(), mail.transport.folder)}`
      : 'Alerts and digests are sent by mail',
    '',
    'Next, in another window',
    ...next.map(([command, meaning]) => `  ${`npx candour ${command}${where}`.padEnd(42)} ${meaning}`),
    '',
    'Watching for new mail.',
  ];
}

async function formatNews(installation: Installation, live: LiveCouncil, state: Seen): Promise<string[]> {
  const fresh = (await live.readStandingFlags()).filter(({ id }) => !state.flags.has(id));
  for (const { id } of fresh) state.flags.add(id);
  const failing = (await readMailboxes(installation.database.kysely, live.council.id)).filter(
    ({ state: each }) => each === 'failing',
  );
  const health = failing.map(({ mailbox, reason }) => `Mailbox ${mailbox}: ${toPrintable(reason)}`).join('\n');
  const isNews = health !== state.health;
  state.health = health;
  return [
    ...(fresh.length === 0
      ? []
      : [`${countOf(fresh.length, 'new possible departure')} from the protocol: npx candour flags`]),
    ...(isNews ? [health === '' ? 'All mailboxes can be read again.' : health] : []),
  ];
}

function compareByDate(left: LoggedFlag, right: LoggedFlag): number {
  const order = ({ date }: LoggedFlag): number => (date === null ? 0 : Date.parse(date));
  return order(left) - order(right) || left.raised.seq - right.raised.seq;
}
