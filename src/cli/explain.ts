/** `candour explain FLAG`: one flag in full, rendered from what the log keeps of it. */

import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { buildRoster, type Roster } from '../council/roster.ts';
import { accountOf } from '../flaglog/account.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { readFlags } from '../flaglog/record-audit.ts';
import { gradeInWords } from '../rules/people.ts';
import { loadPack } from '../sources/load-council.ts';
import { findCouncilOf } from './find-council.ts';
import { addLogOptions, type LogOptions, openLogForReading, toPrintable } from './log-options.ts';
import { ruleInWords } from './plain-words.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';
import { formatSection } from './text-section.ts';

const examples = `
FLAG is the beginning of a flag's id, as candour flags gives it. Names and the clause come from the council file:
the one given, or the one with the same council in the settings file, which is config/candour.yaml where none is given.

Examples:
  candour explain 1a2b3c4d
  candour explain 1a2b3c4d --config /etc/candour/candour.yaml
  candour explain 1a2b3c4d --council council.yaml --log var/candour.db`;

export function registerExplain(program: Command): void {
  const command = program
    .command('explain')
    .summary('one flag in full')
    .description('Explains one flag: what the clause asks, what was found, how sure it is, and what to do.')
    .argument('<flag>', "beginning of the flag's id")
    .action((id: string, options: LogOptions) => runCommand(() => explain(id, options)))
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

async function explain(id: string, options: LogOptions): Promise<number> {
  await using opened = await openLogForReading(options);
  const { log } = opened;
  const flag = await findFlag(log, id);
  const found = await findCouncilOf(log.council, options);
  if (found === null)
    throw new UsageError(
      `The flag log is that of ${toPrintable(log.council)}: name its council file with --council FILE.`,
    );
  const { council, file } = found;
  const paraphrase = await findParaphrase(flag, file);
  process.stdout.write(`${formatExplanation(flag, paraphrase, buildRoster(council)).join('\n')}\n`);
  return 0;
}

async function findFlag(log: FlagLog, id: string): Promise<LoggedFlag> {
  if (!/^[0-9a-f]+$/i.test(id))
    throw new UsageError('FLAG is the beginning of an id such as candour flags prints: hexadecimal digits.');
  const found = (await readFlags(log)).filter((flag) => flag.id.startsWith(id.toLowerCase()));
  const [flag, ...others] = found;
  if (flag === undefined) throw new UsageError(`The flag log has no flag ${id}: candour flags lists them.`);
  if (others.length > 0) throw new UsageError(`${found.length} flags begin with ${id}: give more of the id.`);
  return flag;
}

/** In our own words; a council may have changed its pack since. */
async function findParaphrase({ clause }: LoggedFlag, councilFile: string): Promise<string> {
  const loaded = await loadPack(clause.protocol, dirname(resolve(councilFile)));
  return (
    loaded?.pack?.clauses.find(({ ref }) => ref === clause.ref)?.paraphrase ??
    '(this clause is not in the pack that is at hand)'
  );
}

export function formatExplanation(flag: LoggedFlag, paraphrase: string, roster: Roster): string[] {
  const { explanation, remedy, considered } = accountOf(flag, roster);
  const state = flag.isStanding ? flag.status : `withdrawn (${flag.reasons.join(', ')})`;
  return [
    `Flag ${flag.id}`,
    `${ruleInWords(flag.rule)} (${flag.rule}) · ${flag.severity} · ${state}`,
    ...formatSection('What the protocol asks', [`${paraphrase} (${flag.clause.protocol}, ${flag.clause.ref})`]),
    ...formatSection('What was found', [explanation]),
    ...formatSection('Evidence', flag.evidence.map(formatEvidence), '- '),
    ...formatSection('How sure', [`Grade ${flag.grade}, ${gradeInWords[flag.grade]}.`]),
    ...formatSection('Exceptions considered', considered, '- '),
    ...formatSection('What to do', [remedy]),
    ...formatSection('Where', [formatMessage(flag), formatHistory(flag), ...formatErased(flag)]),
  ].map(toPrintable);
}

function formatEvidence({ where, quote }: LoggedFlag['evidence'][number]): string {
  return quote === undefined ? where : `${where}: “${quote}”`;
}

function formatMessage({ messageId, date, mailbox }: LoggedFlag): string {
  return `Message ${messageId ?? '(erased)'} of ${date ?? '(erased)'}, mailbox ${mailbox ?? '(erased)'}`;
}

function formatHistory({ raised, changed }: LoggedFlag): string {
  const last = changed.seq === raised.seq ? '' : `; last changed in entry ${changed.seq} of ${changed.time}`;
  return `In the flag log: raised in entry ${raised.seq} of ${raised.time}${last}`;
}

function formatErased({ erased }: LoggedFlag): string[] {
  return erased.length === 0 ? [] : [`Erased since: ${erased.join(', ')}`];
}
