/** `candour tune`: rules whose flags were mostly dismissed, with the setting that would have avoided them. */

import { type Command, Option } from 'commander';
import type { StoredMail } from '../audit/judge-anew.ts';
import { KnownEvidence } from '../audit/known-evidence.ts';
import { furthestNumber, milderNumbers } from '../audit/try-numbers.ts';
import { tryRule } from '../audit/try-tuning.ts';
import { buildRoster } from '../council/roster.ts';
import { toLoggedFlag } from '../flaglog/flag-state.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import { numberSettingOf } from '../protocol/rule-settings.ts';
import { listMutes } from '../review/mutes.ts';
import { reviewsOf } from '../review/review-log.ts';
import { reviewOf } from '../review/review-state.ts';
import { type Attempt, adviseOn, findMostlyDismissed, usualTuning } from '../review/tuning.ts';
import { type FoundCouncil, findCouncilOf } from './find-council.ts';
import { addLogOptions, type LogOptions, type OpenedLog, openLogForReading, toPrintable } from './log-options.ts';
import { hasLiveTables } from './read-installation.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';
import { formatTuning } from './tuning-text.ts';

type TuneOptions = LogOptions & { format: 'text' | 'json'; least: string };

const examples = `
Counts decisions that hold: a flag that was reopened counts as undecided, one that was referred as confirmed.
Settings are tried on what the database holds of the mail: each number up to ${furthestNumber} with which the rule raises fewer flags, an arrangement
for those whom the dismissed flags are about, and the rule switched off. Shown is what would have become of the dismissed flags, and of the
confirmed ones. Every time is taken to have run out: a flag that would only have come later is not avoided. That takes the council
file, which comes from the settings file or from --council, and the database of candour serve: candour scan keeps no mail to try on.
Nothing is changed: what to write into the council file is shown, and a person decides. A rule that is switched off shows as such in
every digest and export.
Exit status: 0 shown, 2 bad usage.

Examples:
  candour tune --config config/candour.yaml
  candour tune --config /etc/candour/candour.yaml --council st-just --least 20
  candour tune --log var/candour.db --council council.yaml
  candour tune --format json | jq '.[] | {rule, trial}'`;

export function registerTune(program: Command): void {
  const command = program
    .command('tune')
    .summary('rules whose flags were mostly dismissed, and what to set')
    .description('Shows rules whose flags were mostly dismissed, with the setting that would have avoided them.')
    .addOption(new Option('--format <format>', 'of what is shown').choices(['text', 'json']).default('text'))
    .option('--least <number>', 'decided flags that a rule must have', String(usualTuning.leastDecided))
    .action((options: TuneOptions) => runCommand(() => tune(options)))
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

async function tune(options: TuneOptions): Promise<number> {
  if (!/^[1-9]\d{0,5}$/.test(options.least)) throw new UsageError('--least takes a number from 1.');
  await using opened = await openLogForReading(options);
  const { log } = opened;
  const state = await log.catchUp();
  const { reviews, mutes } = reviewsOf(state);
  const flags = [...state.flags.values()].map((known) => ({
    flag: toLoggedFlag(log.council, known),
    review: reviewOf(reviews, known.id),
  }));
  const found = findMostlyDismissed(flags, { ...usualTuning, leastDecided: Number(options.least) });
  const council = found.length === 0 ? null : await findCouncilOf(log.council, options);
  const mail = council === null ? null : await loadStoredMail(opened, council);
  const advice = found.map((each): ReturnType<typeof adviseOn> => {
    const attempt: Attempt =
      mail === null || council === null
        ? { trial: null, notTried: explainUntried(each.rule, log.council, council) }
        : { trial: tryRule({ ...mail, mutes: listMutes(mutes, council.council) }, each), notTried: null };
    return adviseOn(each, attempt, numberSettingOf(each.rule)?.key ?? null);
  });
  const text = options.format === 'json' ? JSON.stringify(advice, null, 2) : formatTuning(advice, options.least);
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Null where the database holds none of the council's mail. */
async function loadStoredMail(
  { database }: OpenedLog,
  { council, pack }: FoundCouncil,
): Promise<Omit<StoredMail, 'mutes'> | null> {
  if (!(await hasLiveTables(database))) return null;
  const known = new KnownEvidence(buildRoster(council));
  await known.catchUp(database.kysely);
  const { evidence, lineage } = known;
  return evidence.size === 0 ? null : { council, pack, evidence, lineage };
}

function explainUntried(rule: string, id: string, found: FoundCouncil | null): string {
  const why =
    found === null
      ? `no council file of ${toPrintable(id)} without mistakes is at hand: name it with --council, or run`
      : 'the database holds none of the mail, as after candour scan. To try it on the mail itself:';
  return `Not tried: ${why} candour simulate --council ${found?.file ?? 'council.yaml'} --set ${settingToTry(rule, found)}`;
}

/** The next number, where the council has one, and others after it. */
function settingToTry(rule: string, found: FoundCouncil | null): string {
  const number = numberSettingOf(rule);
  if (number === null) return `${rule}.enabled=false`;
  const now = found && effectiveRules(found.pack, found.council).find((each) => each.rule === rule);
  const written = now?.settings[number.key];
  const [next = number.least] = milderNumbers(number, typeof written === 'number' ? written : null);
  return `${rule}.${number.key}=${next} (and other numbers)`;
}
