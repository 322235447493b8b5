/** `candour simulate`: what another protocol or other settings would flag in the same mail. */

import { type Command, Option } from 'commander';
import { formatProblem } from '../council/problem.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { type Adopted, trySettings } from '../protocol/try-settings.ts';
import { loadPack } from '../sources/load-council.ts';
import { formatGaps, statusOf } from './audit-summary.ts';
import { checkOwner, chooseMailboxes } from './choose-mailboxes.ts';
import { inContractOrder } from './flag-lines.ts';
import { loadForAudit } from './load-for-audit.ts';
import { parseDateOption } from './log-options.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';
import { runSimulation, type Side, type Simulation } from './simulation.ts';
import { formatSimulation, runningOf } from './simulation-text.ts';

type SimulateOptions = {
  council: string;
  pack?: string;
  set: string[];
  format: 'text' | 'json';
  asOf?: string;
  owner?: string;
};

const examples = `
The mail is read once and judged twice: by the council's own protocol and settings, and by the simulated ones. What the council file
says of rules holds for both, and --set stands over it. No flag log is read or written, and nobody is told.
KEY is a setting of the rule as a pack writes it (lists with commas between), or enabled, severity or exceptions.
Exit status: 0 it ran, 2 bad usage or configuration, 3 it ran but something could not be read.

Examples:
  candour simulate --council council.yaml --pack st-just
  candour simulate --council council.yaml --pack protocols/our-draft.yaml --format json > changes.json
  candour simulate --council council.yaml --set undisclosed-forward.workingDays=5
  candour simulate --council council.yaml --set silent-copy.senders=officer,councillor --set cc-note-missing.enabled=false`;

export function registerSimulate(program: Command): void {
  const command = program
    .command('simulate')
    .summary('what another protocol or other settings would flag')
    .description('Judges the same mail by another protocol or other settings, and shows which flags come, go and stay.')
    .argument('[path...]', "folders, Maildirs, mbox or .eml files to read in place of the council file's mailboxes")
    .requiredOption('--council <file>', 'the council file')
    .option('--pack <pack>', 'the protocol to try: the id of a pack, or the path of one')
    .option('--set <rule.key=value>', 'a setting to try; may be given again', collect, [])
    .addOption(new Option('--format <format>', 'of what is printed').choices(['text', 'json']).default('text'))
    .option('--as-of <date>', 'the “now” of the timing rules, such as 2026-07-15; without it, today')
    .option('--owner <id>', 'whose the PATHs are: a person of the council file or a shared address')
    .action((paths: string[], options: SimulateOptions) => runCommand(() => simulate(paths, options)))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

async function simulate(paths: readonly string[], options: SimulateOptions): Promise<number> {
  const asOf = parseDateOption('--as-of', options.asOf);
  checkOwner(paths, options.owner);
  if (options.pack === undefined && options.set.length === 0)
    throw new UsageError('Nothing to simulate: name a protocol with --pack, or settings with --set.');
  const loaded = await loadForAudit(options.council);
  if (loaded === null) return 2;
  const { council, pack } = loaded;
  const tried = trySettings({ pack: await choosePack(options.pack, pack), rules: council.rules }, options.set);
  if (tried.problems.length > 0)
    throw new UsageError('Settings are wrong.', { problems: tried.problems.map((each) => `candour: --set ${each}`) });
  for (const line of whatStaysOff(tried.adopted, options.set)) process.stderr.write(`candour: --set ${line}\n`);
  const chosen = chooseMailboxes(paths, options.owner, council);
  const simulation = await runSimulation({ council, pack, simulated: tried.adopted, chosen, asOf });
  process.stdout.write(options.format === 'json' ? formatJson(simulation) : formatSimulation(simulation));
  process.stderr.write(`${summarise(simulation).join('\n')}\n`);
  return Math.max(...[simulation.before, simulation.after].map(statusOf));
}

async function choosePack(named: string | undefined, own: Pack): Promise<Pack> {
  if (named === undefined) return own;
  const loaded = await loadPack(named, process.cwd());
  if (loaded === null)
    throw new UsageError(
      `Candour has no protocol pack “${named}”: give the id of one in config/protocols, or the path of a file.`,
    );
  const errors = loaded.problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  if (loaded.pack === null) throw new UsageError('The protocol pack has mistakes.', { problems: errors });
  for (const problem of loaded.problems) process.stderr.write(`${formatProblem(problem)} (warning)\n`);
  return loaded.pack;
}

/** To set something of a rule that does not run changes nothing, and silence would look like a result. */
function whatStaysOff({ pack, rules }: Adopted, written: readonly string[]): string[] {
  const effective = effectiveRules(pack, { rules });
  return written.flatMap((each) => {
    const rule = effective.find((candidate) => each.startsWith(`${candidate.rule}.`));
    const isMeant = /\.enabled=false$/.test(each);
    return rule === undefined || rule.enabled || isMeant ? [] : [`${each}: the rule stays off. ${rule.offBecause}`];
  });
}

function summarise({ before, after, notFiles, come, go, stay }: Simulation): string[] {
  const counts = Object.entries(before.result.examined);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const gaps = [before, after].flatMap((side) => formatGaps({ ...side, notFiles }));
  return [
    `Messages examined: ${total} (${counts.map(([mailbox, count]) => `${mailbox} ${count}`).join(', ')})`,
    ...new Set(gaps),
    `Flags that come: ${come.length}, go: ${go.length}, stay: ${stay.length}`,
    'Nothing was written to a flag log.',
  ];
}

/** docs/formats/simulation.md */
function formatJson({ council, asOf, before, after, come, go, stay }: Simulation): string {
  const sideOf = (side: Side) => ({
    protocol: side.pack.id,
    version: side.pack.version,
    rules: runningOf(side),
    flags: side.result.standing.length,
  });
  const told = {
    format: 'candour-simulation/1',
    council: council.id,
    asOf,
    before: sideOf(before),
    after: sideOf(after),
    come: come.map(inContractOrder),
    go: go.map(inContractOrder),
    stay: stay.map(({ before, after, changed }) => ({
      changed,
      before: inContractOrder(before),
      after: inContractOrder(after),
    })),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}
