/** `candour export`: the events of a period for an auditor. */

import { type Command, Option } from 'commander';
import { periodOfYear } from '../export/financial-year.ts';
import { mostSampled } from '../export/sample.ts';
import { formatHead } from '../flaglog/entry.ts';
import {
  type ExportFormat,
  type ExportOrder,
  exportFormats,
  type MadeExport,
  makeExport,
} from '../operation/make-export.ts';
import { addLogOptions, type LogOptions, openLogForReading, parseDateOption } from './log-options.ts';
import { replaceFile } from './replace-file.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

/** It is about people. */
const ownerOnly = 0o600;

type ExportCommandOptions = LogOptions & {
  format: ExportFormat;
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
    .addOption(new Option('--format <format>', 'of the file').choices(exportFormats).default('csv'))
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
  const order: ExportOrder = {
    format: options.format,
    period: parsePeriod(options),
    open: readChoice(options),
    sample: size === null ? null : { size, seed: options.seed ?? null },
  };
  await using opened = await openLogForReading(options);
  const made = await makeExport(opened.log, opened.database, order, new Date());
  if (made.kind === 'unverified') {
    process.stderr.write('candour: The flag log does not verify, so nothing was exported: candour verify says more.\n');
    return 1;
  }
  if (made.kind === 'too-many') throw new UsageError('A workbook cannot hold so many events: export to csv or jsonl.');
  if (options.output === undefined) process.stdout.write(made.bytes);
  else writeFiles(options.output, options.format, made);
  const head = made.head === null ? 'none' : formatHead(made.head);
  process.stderr.write(`candour: ${describeCount(made)}; head of the log: ${head}\n`);
  return 0;
}

function describeCount({ events, period: { from, to } }: MadeExport): string {
  const bounds = [from === null ? '' : ` from ${from}`, to === null ? '' : ` to ${to}`].join('');
  return `${events} events${bounds} exported`;
}

function readChoice(options: ExportCommandOptions): ExportOrder['open'] {
  const { withNames = false, withAddresses = false, withQuotes = false, namesWithheld = false } = options;
  const variant = namesWithheld ? 'names-withheld' : withNames ? 'with-names' : 'roster-ids';
  return { variant, addresses: withAddresses, quotes: withQuotes };
}

/** Null: no bound was given. */
function parsePeriod(options: ExportCommandOptions): ExportOrder['period'] {
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

function writeFiles(output: string, format: ExportFormat, { bytes, manifest }: MadeExport): void {
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
