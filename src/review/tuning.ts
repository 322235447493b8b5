/** Rules whose flags were mostly dismissed, and what in the council's own settings would have avoided that. Pure. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import type { DismissalReason } from './codes.ts';
import { isDismissalReason } from './codes.ts';
import type { ReviewState } from './review-state.ts';
import { chooseSetting, describeTried, type SettingKind, type Trial } from './tuning-trial.ts';

export type Decided = { flag: LoggedFlag; review: ReviewState };

export type MostlyDismissed = {
  rule: string;
  dismissed: Decided[];
  /** Also what was referred: whatever was decided and not dismissed. */
  confirmed: Decided[];
  /** Of the dismissals that hold, the most frequent first. */
  reasons: { reason: string; count: number }[];
  /** The commonest who acted in what was dismissed; null: no one person stands out. */
  by: { id: string; count: number } | null;
};

/** What was tried of it; else why nothing was, and what to do instead. */
export type Attempt = { trial: Trial; notTried: null } | { trial: null; notTried: string };

export type TuningAdvice = Pick<MostlyDismissed, 'rule' | 'reasons' | 'by'> & {
  decided: number;
  dismissed: number;
  suggestion: Suggestion;
} & Attempt;

/**
 * `kind`: null where nothing is to be set. `setting`: what to write into the council file, a line of YAML each; empty also where a
 * number is to be found.
 */
export type Suggestion = { because: string; kind: SettingKind | null; setting: string[] };

const nothingToSet = (because: string): Suggestion => ({ because, kind: null, setting: [] });

export type TuningOptions = { leastDecided: number; leastShare: number };
export const usualTuning: TuningOptions = { leastDecided: 5, leastShare: 0.5 };

/** The worst first. What is not decided counts for nothing: nobody has said yet that it was wrong. */
export function findMostlyDismissed(
  flags: readonly Decided[],
  { leastDecided, leastShare }: TuningOptions,
): MostlyDismissed[] {
  const byRule = Map.groupBy(
    flags.flatMap((each) => {
      const outcome = outcomeOf(each.review);
      return outcome === null ? [] : [{ each, outcome }];
    }),
    ({ each }) => each.flag.rule,
  );
  const found = [...byRule].flatMap(([rule, decided]): MostlyDismissed[] => {
    const dismissed = decided.filter(({ outcome }) => outcome.isDismissed);
    if (decided.length < leastDecided || dismissed.length / decided.length < leastShare) return [];
    const reasons = countBy(dismissed.map(({ outcome }) => outcome.reason));
    const [first] = countBy(dismissed.flatMap(({ each }) => each.flag.people.by ?? []));
    return [
      {
        rule,
        dismissed: dismissed.map(({ each }) => each),
        confirmed: decided.filter(({ outcome }) => !outcome.isDismissed).map(({ each }) => each),
        reasons: reasons.map(({ word, count }) => ({ reason: word, count })),
        by: first !== undefined && first.count * 2 > dismissed.length ? { id: first.word, count: first.count } : null,
      },
    ];
  });
  return found.sort(
    (left, right) => right.dismissed.length - left.dismissed.length || (left.rule < right.rule ? -1 : 1),
  );
}

/** `numberKey`: the number that a council can set for the rule; null where there is none. */
export function adviseOn(found: MostlyDismissed, attempt: Attempt, numberKey: string | null): TuningAdvice {
  const { rule, dismissed, confirmed, reasons, by } = found;
  const suggestion = attempt.trial === null ? suggestUntried(found, numberKey) : suggestTried(found, attempt.trial);
  const decided = dismissed.length + confirmed.length;
  return { rule, decided, dismissed: dismissed.length, reasons, by, suggestion, ...attempt };
}

function outcomeOf({ state, history }: ReviewState): { isDismissed: boolean; reason: string } | null {
  if (!['dismissed', 'confirmed', 'referred', 'closed'].includes(state)) return null;
  const entry = history.findLast(({ from, to }) => from !== to && to !== 'closed');
  return entry === undefined ? null : { isDismissed: entry.to === 'dismissed', reason: entry.reason ?? '' };
}

function countBy(words: readonly string[]): { word: string; count: number }[] {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, { length }]) => ({ word, count: length }))
    .sort((left, right) => right.count - left.count || (left.word < right.word ? -1 : 1));
}

/** What the commonest reason says, and which settings answer it, the fittest first; none where it is no matter of settings. */
type Answer = { why: string; kinds: SettingKind[] };

const answers: Record<DismissalReason, Answer> = {
  'consent-on-file': { why: 'Consent was on file', kinds: ['arrangement', 'number', 'off'] },
  'approval-on-file': { why: 'It had been approved', kinds: ['arrangement', 'number', 'off'] },
  'exception-applies': {
    why: 'An exception that mail does not show applied',
    kinds: ['number', 'arrangement', 'off'],
  },
  'out-of-scope': { why: 'The council does not mean the clause so', kinds: ['off', 'number', 'arrangement'] },
  'wrong-match': {
    why: 'Candour took something for what it is not: no setting helps; report it, with the flag’s evidence',
    kinds: [],
  },
  'marking-unjustified': {
    why: 'Items were marked that need no marking: that is for those who mark them, and for no setting',
    kinds: [],
  },
  duplicate: { why: 'Several flags told of one matter: no setting helps; report it', kinds: [] },
};

function answerTo({ reasons }: MostlyDismissed): Answer | null {
  const reason = reasons[0]?.reason ?? '';
  return isDismissalReason(reason) ? answers[reason] : null;
}

function suggestTried(found: MostlyDismissed, trial: Trial): Suggestion {
  const { tried, gone } = trial.dismissed;
  if (tried === 0) {
    const because =
      gone === 0
        ? 'The present settings raise none of the dismissed flags any more: nothing needs to be set.'
        : 'None of the dismissed flags is left to be tried.';
    return nothingToSet(because);
  }
  const { why, kinds } = answerTo(found) ?? {
    why: 'No reason is on record',
    kinds: ['number', 'arrangement', 'off'],
  };
  if (kinds.length === 0) return nothingToSet(`${why}.`);
  const chosen = chooseSetting(trial, kinds);
  return chosen === null
    ? nothingToSet(`${why}; no setting that was tried would have avoided any of the flags.`)
    : { because: `${why}: ${describeTried(chosen, trial)}.`, kind: chosen.kind, setting: chosen.setting };
}

/** What fits the reason, without a word on what it would do. */
function suggestUntried(found: MostlyDismissed, numberKey: string | null): Suggestion {
  const { rule, by } = found;
  const answer = answerTo(found);
  if (answer === null) return nothingToSet('No reason is on record that a setting could answer.');
  const { why, kinds } = answer;
  const kind = kinds.find((each) => each !== 'number' || numberKey !== null);
  if (kind === undefined) return nothingToSet(`${why}.`);
  const people = by === null ? [] : [by.id];
  const { how, setting } = {
    number: { how: `the council can set another number (${numberKey})`, setting: [] },
    arrangement: { how: 'a standing arrangement tells Candour of it', setting: arrangementLines(rule, people) },
    off: { how: 'the rule can be switched off', setting: ruleLines(rule, 'enabled: false') },
  }[kind];
  return { because: `${why}: ${how}.`, kind, setting };
}

/** `people`: roster ids; empty: anybody. */
export function arrangementLines(rule: string, people: readonly string[]): string[] {
  return [
    'arrangements:',
    `  - rule: ${rule}`,
    ...(people.length === 0 ? [] : [`    people: [${people.join(', ')}]`]),
    '    reason: the resolution, and its date',
  ];
}

export function ruleLines(rule: string, setting: string): string[] {
  return ['rules:', `  ${rule}: { ${setting} }`];
}
