/** `candour scan`: audits a council's file mailboxes (contract, section 2). */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Council, Mailbox } from '../council/council.ts';
import { formatSummary, statusOf } from './audit-summary.ts';
import { formatFlagLine } from './flag-lines.ts';
import { formatFlagTable } from './flag-table.ts';
import { loadForAudit } from './load-for-audit.ts';
import { defaultLogPath, parseDateOption } from './log-options.ts';
import { runAudit } from './run-audit.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

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
  if (owner !== undefined && paths.length === 0)
    throw new UsageError('--owner says whose the PATHs are: name at least one.');
  const loaded = await loadForAudit(file);
  if (loaded === null) return 2;
  const chosen = paths.length === 0 ? null : chooseMailboxes(paths, owner ?? null, loaded.council);
  const finished = await runAudit({ ...loaded, chosen, asOf, logPath: log === false ? null : log });
  const lines =
    format === 'jsonl'
      ? finished.flags.map(({ flag }) => formatFlagLine(flag))
      : formatFlagTable(finished.flags, finished.roster).map((line) => `${line}\n`);
  process.stdout.write(lines.join(''));
  process.stderr.write(`${formatSummary(finished).join('\n')}\n`);
  return statusOf(finished);
}

function chooseMailboxes(paths: readonly string[], owner: string | null, council: Council): Mailbox[] {
  const isKnown =
    council.people.some(({ id }) => id === owner) || council.shared.some(({ address }) => address === owner);
  if (owner !== null && !isKnown)
    throw new UsageError(`--owner: the council file has no person or shared address “${owner}”.`);
  return paths.map((path, index) => {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw new UsageError(`Nothing is at ${path}.`);
    return { id: `path-${index + 1}`, owner, journal: false, path: resolve(path), imap: null };
  });
}
