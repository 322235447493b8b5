/** `candour start`: audits the councils of the settings file and shows what was found. `npm start` runs it. */

import { relative } from 'node:path';
import type { Command } from 'commander';
import { formatHead } from '../flaglog/entry.ts';
import { formatGaps, statusOf } from './audit-summary.ts';
import { formatFlagTable } from './flag-table.ts';
import { shortIdLength } from './flags.ts';
import { loadForAudit } from './load-for-audit.ts';
import { defaultLogPath, exitWithUsage, runCommand, toPrintable } from './log-options.ts';
import { countOf } from './plain-words.ts';
import { type FinishedAudit, runAudit } from './run-audit.ts';
import { defaultSettingsPath, loadSettings } from './settings.ts';

const examples = `
Exit status: 0 the audits ran, 2 bad usage or configuration, 3 they ran but something could not be read.

Examples:
  candour start
  candour start --config /etc/candour/candour.yaml`;

export function registerStart(program: Command): void {
  const command = program
    .command('start')
    .summary('audit the councils of the settings file')
    .description('Audits the councils of the settings file, writes the flag log and shows the flags.')
    .option('--config <file>', 'the settings file', relative(process.cwd(), defaultSettingsPath))
    .action(({ config }: { config: string }) => runCommand(() => start(config)))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function start(config: string): Promise<number> {
  const { settings, problems } = loadSettings(config);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (settings === null) return 2;
  let status = 0;
  for (const file of settings.councils) {
    const loaded = await loadForAudit(file);
    if (loaded === null) return 2;
    process.stderr.write(`Auditing the mail of ${toPrintable(loaded.council.name)} …\n`);
    const finished = await runAudit({ ...loaded, chosen: null, asOf: null, logPath: settings.log });
    process.stdout.write(`${formatReport(finished).join('\n')}\n`);
    status = Math.max(status, statusOf(finished));
  }
  return status;
}

function formatReport(finished: FinishedAudit): string[] {
  const { council, pack, roster, result, flags } = finished;
  const messages = Object.values(result.examined).reduce((sum, count) => sum + count, 0);
  const gaps = formatGaps(finished).map(toPrintable);
  return [
    `${toPrintable(council.name)} · ${toPrintable(pack.title)}`,
    `${countOf(messages, 'message')} in ${countOf(Object.keys(result.examined).length, 'mailbox', 'mailboxes')} examined; ` +
      `${countOf(flags.length, 'possible departure')} from the protocol.`,
    '',
    ...formatFlagTable(flags, roster),
    '',
    ...(gaps.length === 0 ? [] : ['What this audit did not see', ...gaps.map((gap) => `  ${gap}`), '']),
    ...formatNext(finished),
  ];
}

function formatNext({ log, flags }: FinishedAudit): string[] {
  if (log === null) return [];
  const path = relative(process.cwd(), log.path);
  const where = path === defaultLogPath ? '' : ` --log ${path}`;
  const example = (flags.find(({ flag }) => flag.severity === 'serious') ?? flags[0])?.id?.slice(0, shortIdLength);
  const next: [string, string][] = [
    ...(example === undefined
      ? []
      : [[`explain ${example}`, 'one flag: the clause, the evidence, what to do'] as [string, string]]),
    ['flags', 'all flags in the log'],
    ['export --output audit.csv', 'the log for an auditor'],
    ['verify', 'is the log as it was written?'],
  ];
  return [
    `The flag log is ${path}${log.head === null ? '' : `, its head ${formatHead(log.head)}`}`,
    '',
    'Next',
    ...next.map(([command, meaning]) => `  ${`npx candour ${command}${where}`.padEnd(42)} ${meaning}`),
  ];
}
