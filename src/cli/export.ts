/** `candour export`: the events of a period for an auditor. */

import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { LocalDate } from '../council/council.ts';
import { localDate } from '../council/dates.ts';
import { buildExport, type ExportOptions, type FlagLogExport } from '../export/build-export.ts';
import { financialYearOf, periodOfYear } from '../export/financial-year.ts';
import { mostSampled, type SampleOrder } from '../export/sample.ts';
import { formatSummary } from '../export/summary-html.ts';
import { formatExportCsv, formatExportJsonl } from '../export/write-text.ts';
import { formatWorkbook } from '../export/write-xlsx.ts';
import { formatHead } from '../flaglog/entry.ts';
import { openEvents } from '../flaglog/events.ts';
import { findTimezone } from '../flaglog/settings-record.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { verifyChain } from '../flaglog/verify.ts';
import { gatherSample } from '../operation/gather-sample.ts';
import { programVersion } from '../operation/version.ts';
import { addLogOptions, type LogOptions, type OpenedLog, openLogForReading, parseDateOption } from './log-options.ts';
import { replaceFile } from './replace-file.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

/** It is about people. */
const ownerOnly = 0o600;

const formats = ['csv', 'xlsx', 'jsonl', 'html'] as const;
type Format = (typeof formats)[number];

type ExportCommandOptions = LogOptions & {
  format: Format;
  year?: string;
  from?: string;
  to?: string;
  all?: boolean;
  output?: string;
  withAddresses?: boolean;
  withQuotes?: boolean;
  withNames?: boolean;
  namesWithheld?: boolean;
  sample?: string;
  seed?: string;
};

export function registerExport(program: Command): void {
  const command = program
    .command('export')
    .description('write the events of a period to a file that an auditor can verify by itself')
    .addOption(new Option('--format <format>', 'of the file').choices(formats).default('csv'))
    .addOption(
      new Option('--year <year>', 'financial year such as 2026-27; without any period, the current one').conflicts([
        'from',
        'to',
        'all',
      ]),
    )
    .option('--from <date>', "first day, in the council's time; with --to only, from the beginning")
    .option('--to <date>', 'last day, inclusive; with --from only, to the end')
    .addOption(new Option('--all', 'everything there is').conflicts(['from', 'to']))
    .option('--output <file>', 'where to write; without it, to standard output')
    .addOption(
      new Option('--names-withheld', 'people as roles with a number of this file; nothing that says who').conflicts([
        'withNames',
        'withAddresses',
        'withQuotes',
      ]),
    )
    .option('--with-addresses', 'open also the addresses of people outside the council')
    .option('--with-quotes', 'open also quotes from the mail and reasons given, which may name anybody')
    .option('--with-names', 'open all of this, and the names of the roster')
    .option('--sample <number>', 'draw so many dismissed and excepted flags, and messages without a flag')
    .option('--seed <text>', "of the auditor's choice; without it, the hash of the newest entry")
    .action((options: ExportCommandOptions) => runCommand(() => writeExport(options)))
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

const examples = `
What is not opened stays committed to: the file verifies with it and without it.
html is a summary for reading and printing; it is not verified by itself.
Exit status: 0 written, 1 the flag log does not verify (nothing is written), 2 bad usage.

Examples:
  candour export --year 2026-27 --output audit-2026-27.csv
  candour export --format xlsx --year 2026-27 --sample 25 --seed "auditor 4711" --output audit-2026-27.xlsx
  candour export --format html --names-withheld --output summary.html
  candour export --format jsonl --all --output all.jsonl
  candour export --config /etc/candour/candour.yaml --output audit.csv
  candour verify audit-2026-27.csv`;

async function writeExport(options: ExportCommandOptions): Promise<number> {
  const size = parseSample(options);
  const given = parsePeriod(options);
  await using opened = await openLogForReading(options);
  const { log } = opened;
  const entries = await log.readEntries();
  const verified = verifyChain(entries, { beginsAtFirst: true, endsAtNewest: true });
  if (!verified.ok) {
    process.stderr.write('candour: The flag log does not verify, so nothing was exported: candour verify says more.\n');
    return 1;
  }
  const timezone = findTimezone(openEvents(entries));
  const period = given ?? currentYear(timezone);
  const built = buildExport(entries, {
    council: log.council,
    period,
    exportedAt: new Date(),
    program: programVersion,
    open: readChoice(options),
    sample: size === null ? null : await drawSample(opened, entries, options, { size, period, timezone }),
    pseudonymKey: randomBytes(32),
  });
  const bytes = await formatExport(built, options.format);
  if (options.output === undefined) process.stdout.write(bytes);
  else writeFiles(options.output, options.format, bytes, built);
  const head = verified.last === null ? 'none' : formatHead(verified.last);
  process.stderr.write(`candour: ${describeCount(built, period)}; head of the log: ${head}\n`);
  return 0;
}

function describeCount({ entries }: FlagLogExport, { from, to }: ExportOptions['period']): string {
  const bounds = [from === null ? '' : ` from ${from}`, to === null ? '' : ` to ${to}`].join('');
  return `${entries.length} events${bounds} exported`;
}

function readChoice(options: ExportCommandOptions): ExportOptions['open'] {
  const { withNames = false, withAddresses = false, withQuotes = false, namesWithheld = false } = options;
  const variant = namesWithheld ? 'names-withheld' : withNames ? 'with-names' : 'roster-ids';
  return { variant, addresses: withAddresses, quotes: withQuotes };
}

/** Null: no bound was given. */
function parsePeriod(options: ExportCommandOptions): ExportOptions['period'] | null {
  const { year, all = false } = options;
  if (year !== undefined) {
    const period = periodOfYear(year);
    if (period === null) throw new UsageError('--year takes a financial year such as 2026-27.');
    return period;
  }
  const from = parseDateOption('--from', options.from);
  const to = parseDateOption('--to', options.to);
  if (from !== null && to !== null && from > to) throw new UsageError('--from is later than --to.');
  return all || from !== null || to !== null ? { from, to } : null;
}

function currentYear(timezone: string): { from: LocalDate; to: LocalDate } {
  const period = periodOfYear(financialYearOf(localDate(new Date(), timezone)));
  if (period === null) throw new RangeError('Every day is in a financial year.');
  return period;
}

function parseSample({ sample, seed }: ExportCommandOptions): number | null {
  if (sample === undefined) {
    if (seed !== undefined) throw new UsageError('--seed goes with --sample.');
    return null;
  }
  const size = /^[1-9][0-9]{0,3}$/.test(sample) ? Number(sample) : 0;
  if (size < 1 || size > mostSampled) throw new UsageError(`--sample takes a number from 1 to ${mostSampled}.`);
  // Of another seed the same text, and no two ways to read what is hashed.
  if (seed !== undefined && !/^[^\p{Cc}\p{Cs}]{1,200}$/u.test(seed))
    throw new UsageError('--seed takes a text of up to 200 characters without control characters.');
  return size;
}

function drawSample(
  { database, log }: OpenedLog,
  entries: readonly StoredEntry[],
  { seed }: ExportCommandOptions,
  wanted: { size: number; period: ExportOptions['period']; timezone: string },
): Promise<SampleOrder> {
  return gatherSample(database, log.council, entries, { ...wanted, seed: seed ?? null });
}

async function formatExport(built: FlagLogExport, format: Format): Promise<Uint8Array> {
  if (format === 'xlsx') {
    const workbook = await formatWorkbook(built);
    if (workbook === null) throw new UsageError('A workbook cannot hold so many events: export to csv or jsonl.');
    return workbook;
  }
  const writers = { csv: formatExportCsv, jsonl: formatExportJsonl, html: formatSummary };
  return new TextEncoder().encode(writers[format](built));
}

function writeFiles(output: string, format: Format, bytes: Uint8Array, { manifest }: FlagLogExport): void {
  try {
    replaceFile(output, bytes, ownerOnly);
    // For people: the manifest that verifies stands in the last row of the file itself.
    if (format === 'csv')
      replaceFile(
        `${output.replace(/\.csv$/i, '')}.manifest.json`,
        `${JSON.stringify(manifest, null, 2)}\n`,
        ownerOnly,
      );
  } catch (cause) {
    throw new UsageError('The output file cannot be written.', { cause });
  }
}
