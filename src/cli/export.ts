/** `candour export`: the events of a period for an auditor. */

import { type Command, Option } from 'commander';
import { buildExport, type FlagLogExport, formatExportCsv, formatExportJsonl } from '../export/build-export.ts';
import { formatHead } from '../flaglog/entry.ts';
import { verifyChain } from '../flaglog/verify.ts';
import { addLogOptions, type LogOptions, openLogForReading, parseDateOption } from './log-options.ts';
import { replaceFile } from './replace-file.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

/** It is about people. */
const ownerOnly = 0o600;

type ExportCommandOptions = LogOptions & {
  format: 'csv' | 'jsonl';
  from?: string;
  to?: string;
  output?: string;
  withAddresses?: boolean;
  withQuotes?: boolean;
};

export function registerExport(program: Command): void {
  const command = program
    .command('export')
    .description('write the events of a period to a file that an auditor can verify by itself')
    .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'jsonl']).default('csv'))
    .option('--from <date>', "first day, in the council's time; without it, from the beginning")
    .option('--to <date>', 'last day, inclusive; without it, to the end')
    .option('--output <file>', 'where to write; without it, to standard output')
    .option('--with-addresses', 'open also the addresses of people outside the council')
    .option('--with-quotes', 'open also the quotes from the mail, which may name anybody')
    .action((options: ExportCommandOptions) => runCommand(() => writeExport(options)))
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

const examples = `
What is not opened stays committed to: the file verifies with it and without it.
Exit status: 0 written, 1 the flag log does not verify (nothing is written), 2 bad usage.

Examples:
  candour export --from 2026-04-01 --to 2027-03-31 --output audit-2026-27.csv
  candour export --format jsonl --output all.jsonl
  candour export --config /etc/candour/candour.yaml --output audit.csv
  candour verify audit-2026-27.csv`;

async function writeExport(options: ExportCommandOptions): Promise<number> {
  const period = { from: parseDateOption('--from', options.from), to: parseDateOption('--to', options.to) };
  if (period.from !== null && period.to !== null && period.from > period.to) {
    throw new UsageError('--from is later than --to.');
  }
  await using opened = await openLogForReading(options);
  const { log } = opened;
  const entries = await log.readEntries();
  const verified = verifyChain(entries, { beginsAtFirst: true, endsAtNewest: true });
  if (!verified.ok) {
    process.stderr.write('candour: The flag log does not verify, so nothing was exported: candour verify says more.\n');
    return 1;
  }
  const built = buildExport(entries, {
    council: log.council,
    period,
    exportedAt: new Date(),
    open: { addresses: options.withAddresses ?? false, quotes: options.withQuotes ?? false },
  });
  const text = options.format === 'csv' ? formatExportCsv(built) : formatExportJsonl(built);
  if (options.output === undefined) process.stdout.write(text);
  else writeFiles(options.output, options.format, text, built);
  const head = verified.last === null ? 'none' : formatHead(verified.last);
  process.stderr.write(`candour: ${built.entries.length} events exported; head of the log: ${head}\n`);
  return 0;
}

function writeFiles(output: string, format: 'csv' | 'jsonl', text: string, { manifest }: FlagLogExport): void {
  try {
    replaceFile(output, text, ownerOnly);
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
