/** `candour flags`: the flags that stand in the flag log, listed and filtered. */

import { type Command, Option } from 'commander';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { readFlags } from '../flaglog/record-audit.ts';
import { addLogOptions, type LogOptions, openLogForReading, parseDateOption, toPrintable } from './log-options.ts';
import { shortIdLength } from './plain-words.ts';
import { exitWithUsage, runCommand } from './run-command.ts';

type FlagsOptions = LogOptions & {
  format: 'table' | 'jsonl';
  rule?: string;
  status?: 'open' | 'excepted' | 'withdrawn';
  person?: string;
  since?: string;
  until?: string;
  severity?: string;
};

type Column = { title: string; width: number; show: (flag: LoggedFlag) => string };

export { shortIdLength };

export function registerFlags(program: Command): void {
  const command = program
    .command('flags')
    .description('list the possible departures from the protocol that stand in the flag log')
    .option('--rule <id>', 'only of this rule')
    .addOption(
      new Option('--status <status>', 'only these; withdrawn ones are listed only so').choices([
        'open',
        'excepted',
        'withdrawn',
      ]),
    )
    .option('--person <id>', 'only where this person acted, was affected or got a hidden copy')
    .option('--since <date>', 'only messages of this day or later')
    .option('--until <date>', 'only messages of this day or earlier')
    .addOption(new Option('--severity <severity>', 'only of this one').choices(['serious', 'ordinary', 'advice']))
    .addOption(new Option('--format <format>', 'of the list').choices(['table', 'jsonl']).default('table'))
    .action((options: FlagsOptions) => runCommand(() => listFlags(options)))
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

const examples = `
Examples:
  candour flags
  candour flags --severity serious --since 2026-04-01
  candour flags --person cllr-pratt --format jsonl
  candour flags --config /etc/candour/candour.yaml --council st-just`;

async function listFlags(options: FlagsOptions): Promise<number> {
  const since = parseDateOption('--since', options.since);
  const until = parseDateOption('--until', options.until);
  await using opened = await openLogForReading(options);
  const { log } = opened;
  const matching = (await readFlags(log)).filter((flag) => matchesWords(flag, options));
  const dated = matching.filter(({ date }) => isWithinDates(date, since, until));
  const flags = dated.sort(compareByDate);
  process.stdout.write(options.format === 'jsonl' ? formatLines(flags) : formatTable(flags));
  const undated = since === null && until === null ? 0 : matching.filter(({ date }) => date === null).length;
  if (undated > 0)
    process.stderr.write(`candour: ${undated} more, whose message date was erased, cannot be placed in time.\n`);
  return 0;
}

function matchesWords(flag: LoggedFlag, { rule, status, person, severity }: FlagsOptions): boolean {
  const { by, affected, hidden } = flag.people;
  const isStatus =
    status === 'withdrawn' ? !flag.isStanding : flag.isStanding && (status ?? flag.status) === flag.status;
  return (
    isStatus &&
    (rule === undefined || flag.rule === rule) &&
    (severity === undefined || flag.severity === severity) &&
    (person === undefined || [by, ...affected, ...hidden].includes(person))
  );
}

function isWithinDates(date: string | null, since: string | null, until: string | null): boolean {
  if (since === null && until === null) return true;
  const day = date?.slice(0, 10);
  return day !== undefined && (since === null || day >= since) && (until === null || day <= until);
}

function compareByDate(left: LoggedFlag, right: LoggedFlag): number {
  const order = (flag: LoggedFlag): number => (flag.date === null ? 0 : Date.parse(flag.date));
  return order(left) - order(right) || left.raised.seq - right.raised.seq;
}

function formatLines(flags: readonly LoggedFlag[]): string {
  return flags.map((flag) => `${JSON.stringify(flag)}\n`).join('');
}

const columns: readonly Column[] = [
  { title: 'Flag', width: shortIdLength, show: ({ id }) => id.slice(0, shortIdLength) },
  { title: 'Date', width: 10, show: ({ date }) => date?.slice(0, 10) ?? '(erased)' },
  { title: 'Severity', width: 8, show: ({ severity }) => severity },
  { title: 'How sure', width: 8, show: ({ grade }) => grade },
  { title: 'Status', width: 9, show: ({ status, isStanding }) => (isStanding ? status : 'withdrawn') },
  { title: 'Rule', width: 31, show: ({ rule }) => rule },
  {
    title: 'Who acted',
    width: 14,
    show: ({ people, erased }) => people.by ?? (erased.includes('by') ? '(erased)' : ''),
  },
];

function formatTable(flags: readonly LoggedFlag[]): string {
  if (flags.length === 0) return 'No flags.\n';
  const lines = [
    columns.map(({ title, width }) => padCell(title, width)),
    columns.map(({ width }) => '-'.repeat(width)),
    ...flags.map((flag) => columns.map(({ show, width }) => padCell(toPrintable(show(flag)), width))),
  ];
  const table = lines.map((cells) => `${cells.join('  ').trimEnd()}\n`).join('');
  return `${table}\n${summarise(flags)}\n`;
}

function summarise(flags: readonly LoggedFlag[]): string {
  const count = (severity: string): number => flags.filter((flag) => flag.severity === severity).length;
  const noun = flags.length === 1 ? 'possible departure' : 'possible departures';
  return `${flags.length} ${noun} from the protocol: ${count('serious')} serious, ${count('ordinary')} ordinary, ${count('advice')} advice.`;
}

function padCell(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
