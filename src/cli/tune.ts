/** `candour tune`: rules whose flags were mostly dismissed, with the setting that would have avoided them. */

import { type Command, Option } from 'commander';
import { toLoggedFlag } from '../flaglog/flag-state.ts';
import { reviewsOf } from '../review/review-log.ts';
import { reviewOf } from '../review/review-state.ts';
import { codeInWords } from '../review/review-words.ts';
import { adviseTuning, type TuningAdvice, usualTuning } from '../review/tuning.ts';
import { addLogOptions, type LogOptions, openLogForReading, toPrintable } from './log-options.ts';
import { ruleInWords } from './plain-words.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

type TuneOptions = LogOptions & { format: 'text' | 'json'; least: string };

const examples = `
Counts decisions that hold: a flag that was reopened counts as undecided. Nothing is changed: what to write into the council file
is shown, and a person decides. A rule that is switched off shows as such in every digest and export.
Exit status: 0 shown, 2 bad usage.

Examples:
  candour tune
  candour tune --least 20
  candour tune --config /etc/candour/candour.yaml --council st-just
  candour tune --format json | jq '.[].rule'`;

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
  const { reviews } = reviewsOf(state);
  const flags = [...state.flags.values()].map((known) => ({
    flag: toLoggedFlag(log.council, known),
    review: reviewOf(reviews, known.id),
  }));
  const advice = adviseTuning(flags, { ...usualTuning, leastDecided: Number(options.least) });
  const text = options.format === 'json' ? JSON.stringify(advice, null, 2) : formatTuning(advice, options.least);
  process.stdout.write(`${text}\n`);
  return 0;
}

export function formatTuning(advice: readonly TuningAdvice[], least: string): string {
  if (advice.length === 0)
    return `No rule with ${least} or more decided flags had most of them dismissed: there is nothing to tune.`;
  return advice
    .map(({ rule, decided, dismissed, reasons, by, suggestion: { because, setting } }) =>
      [
        `${ruleInWords(rule)} (${rule}): ${dismissed} of ${decided} decided flags dismissed`,
        ...reasons.map(
          ({ reason, count }) => `  ${count} × ${reason === '' ? 'no reason given' : toPrintable(codeInWords(reason))}`,
        ),
        ...(by === null ? [] : [`  ${by.count} of them by ${toPrintable(by.id)}`]),
        `  ${because}`,
        ...setting.map((line) => `      ${toPrintable(line)}`),
      ].join('\n'),
    )
    .join('\n\n');
}
