/** The lines of `candour serve`. Pure but for the working directory, from which paths are shown. */

import { relative, resolve } from 'node:path';
import { formatHead, type Head } from '../flaglog/entry.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import type { MailboxCounts } from '../intake/health-register.ts';
import type { MailboxRow } from '../intake/mailbox-register.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { defaultSettingsPath } from '../settings/load-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { formatFlagTable } from './flag-table.ts';
import { shortIdLength } from './flags.ts';
import { defaultLogPath, toPrintable } from './log-options.ts';
import { countOf } from './plain-words.ts';

export type ServeView = {
  live: LiveCouncil;
  settings: Settings;
  config: string;
  isTerminal: boolean;
  isOneOfSeveral: boolean;
};

export function formatGreeting({ council }: LiveCouncil): string[] {
  const mailboxes = countOf(council.mailboxes.length, 'mailbox', 'mailboxes');
  return [`Candour serves ${toPrintable(council.name)}: ${mailboxes}. Ctrl-C ends it.`];
}

export function formatElsewhere({ council }: LiveCouncil, isElsewhere: boolean): string[] {
  const name = toPrintable(council.name);
  return isElsewhere
    ? [`Another process watches the mailboxes of ${name}. This one waits, and takes over when that one ends.`]
    : [`This process watches the mailboxes of ${name} from now on.`];
}

export function formatProgress(counts: readonly MailboxCounts[], view: ServeView): string[] {
  const waiting = sumOf(counts, (each) => each.waiting);
  const read = sumOf(counts, (each) => each.read + each.unreadable + each.gone);
  const total = countOf(read + waiting, 'message');
  return [`${prefixOf(view)}${read.toLocaleString('en-GB')} of ${total} found so far are read.`];
}

/** A line a mailbox that cannot be read. */
export function formatHealth(mailboxes: readonly MailboxRow[], view: ServeView): string[] {
  return mailboxes
    .filter(({ state }) => state === 'failing')
    .map(({ mailbox, reason }) => `${prefixOf(view)}Mailbox ${mailbox} cannot be read: ${toPrintable(reason)}`);
}

type First = { flags: readonly LoggedFlag[]; counts: readonly MailboxCounts[]; head: Head | null };

export function formatFirst({ flags, counts, head }: First, view: ServeView): string[] {
  const { council, pack, roster } = view.live;
  const read = sumOf(counts, (each) => each.read);
  const unread = sumOf(counts, ({ unreadable }) => unreadable);
  const where = `${countOf(read, 'message')} in ${countOf(counts.length, 'mailbox', 'mailboxes')}`;
  const summary = `${where} examined; ${countOf(flags.length, 'possible departure')} from the protocol`;
  const unreadLines =
    unread === 0 ? [] : [`${countOf(unread, 'message')} could not be read: candour status says more.`];
  if (!view.isTerminal)
    return [`${toPrintable(council.name)}: ${summary}.`, ...unreadLines, ...formatNext(flags, head, view)];
  return [
    '',
    `${toPrintable(council.name)} · ${toPrintable(pack.title)}`,
    `${summary}.`,
    ...unreadLines,
    '',
    ...formatFlagTable(
      [...flags].sort(compareByDate).map((flag) => ({ id: flag.id, flag })),
      roster,
    ),
    '',
    ...formatNext(flags, head, view),
  ];
}

export function formatNews(count: number, view: ServeView): string[] {
  const command = `npx candour flags${optionsFor(view)}`;
  return [`${prefixOf(view)}${countOf(count, 'new possible departure')} from the protocol: ${command}`];
}

function formatNext(flags: readonly LoggedFlag[], head: Head | null, view: ServeView): string[] {
  const { database, mail } = view.settings;
  const example = (flags.find(({ severity }) => severity === 'serious') ?? flags[0])?.id.slice(0, shortIdLength);
  const next: [string, string][] = [
    ...(example === undefined
      ? []
      : [[`explain ${example}`, 'one flag: the clause, the evidence, what to do'] as [string, string]]),
    ['flags', 'all flags in the log'],
    ['status', 'is everything being read?'],
    ['digest --print', 'what the Clerk gets in the morning'],
    ['export --output audit.csv', 'the log for an auditor'],
    ['verify', 'is the log as it was written?'],
  ];
  const commands = next.map(([command]) => `npx candour ${command}${optionsFor(view)}`);
  const width = Math.max(...commands.map(({ length }) => length));
  const path = database.kind === 'sqlite' ? relative(process.cwd(), database.path) : 'in PostgreSQL';
  return [
    `The flag log is ${path}${head === null ? '' : `, its head ${formatHead(head)}`}`,
    mail.transport.kind === 'file'
      ? `Alerts and digests are written into ${relative(process.cwd(), mail.transport.folder)}`
      : 'Alerts and digests are sent by mail',
    '',
    'Next, in another window',
    ...commands.map((command, at) => `  ${command.padEnd(width)}  ${next[at]?.[1]}`),
    '',
    'Watching for new mail.',
  ];
}

/** What a command needs to find this installation, from the folder where the service was started. */
function optionsFor({ config, settings: { database }, live, isOneOfSeveral }: ServeView): string {
  const isShipped =
    resolve(config) === defaultSettingsPath &&
    database.kind === 'sqlite' &&
    relative(process.cwd(), database.path) === defaultLogPath;
  const council = isOneOfSeveral ? ` --council ${live.council.id}` : '';
  return isShipped && !isOneOfSeveral ? '' : ` --config ${config}${council}`;
}

function prefixOf({ live, isOneOfSeveral }: ServeView): string {
  return isOneOfSeveral ? `${toPrintable(live.council.name)}: ` : '';
}

function sumOf(counts: readonly MailboxCounts[], count: (each: MailboxCounts) => number): number {
  return counts.reduce((sum, each) => sum + count(each), 0);
}

function compareByDate(left: LoggedFlag, right: LoggedFlag): number {
  const order = ({ date }: LoggedFlag): number => (date === null ? 0 : Date.parse(date));
  return order(left) - order(right) || left.raised.seq - right.raised.seq;
}
