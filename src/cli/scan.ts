/** `candour scan`: audits a council's file mailboxes (contract, section 2). */

import { type Command, Option } from 'commander';
import { formatSummary, statusOf } from './audit-summary.ts';
import { checkOwner, chooseMailboxes } from './choose-mailboxes.ts';
import { formatFlagLine } from './flag-lines.ts';
import { formatFlagTable } from './flag-table.ts';
import { loadForAudit } from './load-for-audit.ts';
import { defaultLogPath, parseDateOption } from './log-options.ts';
import { runAudit } from './run-audit.ts';
import { exitWithUsage, runCommand } from './run-command.ts';

type ScanOptions = {
  council: string;
  format: 'jsonl' | 'table';
  asOf?: string;
  log: string | false;
  owner?: string;
};

const examples = `
Progress and the summary go to standard error; its last line gives the head of the flag log.
With PATHs, or as of another day than today, a scan adds to the flag log and never withdraws from it.
Exit status: 0 the audit ran, 2 bad usage or configuration, 3 it ran but something could not be read.

Examples:
  candour scan --council council.yaml --format table
  candour scan --council council.yaml --no-log > flags.jsonl
  candour scan --council council.yaml --owner clerk exports/sent.mbox`;

export function registerScan(program: Command): void {
  const command = program
    .command('scan')
    .summary("audit a council's mailboxes")
    .description("Audits a council's file mailboxes and prints its flags, one line of JSON each.")
    .argument('[path...]', "folders, Maildirs, mbox or .eml files to audit in place of the council file's mailboxes")
    .requiredOption('--council <file>', 'the council file')
    .addOption(new Option('--format <format>', 'of the flags').choices(['jsonl', 'table']).default('jsonl'))
    .option('--as-of <date>', 'the “now” of the timing rules, such as 2026-07-15; without it, today')
    .option('--owner <id>', 'whose the PATHs are: a person of the council file or a shared address')
    .option('--log <path>', 'the flag log', defaultLogPath)
    .option('--no-log', 'judge without writing to the flag log')
    .action((paths: string[], options: ScanOptions) => runCommand(() => scan(paths, options)))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function scan(
  paths: readonly string[],
  { council: file, format, asOf: day, log, owner }: ScanOptions,
): Promise<number> {
  const asOf = parseDateOption('--as-of', day);
  checkOwner(paths, owner);
  const loaded = await loadForAudit(file);
  if (loaded === null) return 2;
  const chosen = chooseMailboxes(paths, owner, loaded.council);
  const finished = await runAudit({ ...loaded, chosen, asOf, logPath: log === false ? null : log });
  const lines =
    format === 'jsonl'
      ? finished.flags.map(({ flag }) => formatFlagLine(flag))
      : formatFlagTable(finished.flags, finished.roster).map((line) => `${line}\n`);
  process.stdout.write(lines.join(''));
  process.stderr.write(`${formatSummary(finished).join('\n')}\n`);
  return statusOf(finished);
}
