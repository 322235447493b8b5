/** What `candour tune` says to people. */

import { codeInWords } from '../review/review-words.ts';
import type { TuningAdvice } from '../review/tuning.ts';
import { describeTried, describeUntried } from '../review/tuning-trial.ts';
import { toPrintable } from './log-options.ts';
import { ruleInWords } from './plain-words.ts';

export function formatTuning(advice: readonly TuningAdvice[], least: string): string {
  if (advice.length === 0)
    return `No rule with ${least} or more decided flags had most of them dismissed: there is nothing to tune.`;
  return advice.map((each) => formatAdvice(each).map(toPrintable).join('\n')).join('\n\n');
}

function formatAdvice(advice: TuningAdvice): string[] {
  const { rule, decided, dismissed, reasons, by, suggestion } = advice;
  return [
    `${ruleInWords(rule)} (${rule}): ${dismissed} of ${decided} decided flags dismissed`,
    ...reasons.map(({ reason, count }) => `  ${count} × ${reason === '' ? 'no reason given' : codeInWords(reason)}`),
    ...(by === null ? [] : [`  ${by.count} of them by ${by.id}`]),
    `  ${suggestion.because}`,
    ...suggestion.setting.map((line) => `      ${line}`),
    ...formatTrial(advice),
  ];
}

/** What is suggested has been said. */
function formatTrial({ trial, notTried, suggestion }: TuningAdvice): string[] {
  if (trial === null) return [`  ${notTried}`];
  const others = trial.settings.filter(({ kind }) => kind !== suggestion.kind);
  return [
    ...others.map((tried) => `  Tried: ${describeTried(tried, trial)}.`),
    ...describeUntried(trial).map((line) => `  ${line}`),
  ];
}
