/** Rules whose flags were mostly dismissed, and what in the council's own settings would have avoided that. Pure. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import type { DismissalReason } from './codes.ts';
import { isDismissalReason } from './codes.ts';
import type { ReviewState } from './review-state.ts';

export type Decided = { flag: Pick<LoggedFlag, 'id' | 'rule' | 'people'>; review: ReviewState };

export type TuningAdvice = {
  rule: string;
  decided: number;
  dismissed: number;
  /** Of the dismissals that hold, the most frequent first. */
  reasons: { reason: string; count: number }[];
  /** The commonest who acted in what was dismissed; null: no one person stands out. */
  by: { id: string; count: number } | null;
  suggestion: Suggestion;
};

/** `setting`: what to write into the council file, a line of YAML each; empty where no setting would help. */
export type Suggestion = { because: string; setting: string[] };

export type TuningOptions = { leastDecided: number; leastShare: number };
export const usualTuning: TuningOptions = { leastDecided: 5, leastShare: 0.5 };

/** The worst first. What is not decided counts for nothing: nobody has said yet that it was wrong. */
export function adviseTuning(flags: readonly Decided[], { leastDecided, leastShare }: TuningOptions): TuningAdvice[] {
  const byRule = Map.groupBy(
    flags.flatMap((each) => {
      const outcome = outcomeOf(each.review);
      return outcome === null ? [] : [{ ...each, outcome }];
    }),
    ({ flag }) => flag.rule,
  );
  const advice = [...byRule].flatMap(([rule, decided]): TuningAdvice[] => {
    const dismissed = decided.filter(({ outcome }) => outcome.isDismissed);
    if (decided.length < leastDecided || dismissed.length / decided.length < leastShare) return [];
    const reasons = countBy(dismissed.map(({ outcome }) => outcome.reason));
    const [first] = countBy(dismissed.flatMap(({ flag }) => flag.people.by ?? []));
    const by =
      first !== undefined && first.count * 2 > dismissed.length ? { id: first.word, count: first.count } : null;
    return [
      {
        rule,
        decided: decided.length,
        dismissed: dismissed.length,
        reasons: reasons.map(({ word, count }) => ({ reason: word, count })),
        by,
        suggestion: suggest(rule, reasons[0]?.word ?? '', by?.id ?? null),
      },
    ];
  });
  return advice.sort((left, right) => right.dismissed - left.dismissed || (left.rule < right.rule ? -1 : 1));
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

const byTime: readonly string[] = [
  'officer-response-overdue',
  'councillor-response-overdue',
  'complaint-response-overdue',
  'undisclosed-forward',
];

function suggest(rule: string, reason: string, by: string | null): Suggestion {
  const arrangement = [
    'arrangements:',
    `  - rule: ${rule}`,
    ...(by === null ? [] : [`    people: [${by}]`]),
    '    reason: the resolution, and its date',
  ];
  const off = ['rules:', `  ${rule}: { enabled: false }`];
  const longer = ['rules:', `  ${rule}: { workingDays: NUMBER }`];
  const found: Partial<Record<DismissalReason, Suggestion>> = {
    'consent-on-file': {
      because: 'Consent was on file: a standing arrangement tells Candour of it.',
      setting: arrangement,
    },
    'approval-on-file': {
      because: 'It had been approved: a standing arrangement tells Candour of it.',
      setting: arrangement,
    },
    'exception-applies': byTime.includes(rule)
      ? { because: 'The time is often longer for good reason: let the council set another number.', setting: longer }
      : {
          because: 'An exception that mail does not show applied: a standing arrangement tells of it.',
          setting: arrangement,
        },
    'out-of-scope': {
      because: 'The council does not mean the clause so: switch the rule off, and say why.',
      setting: off,
    },
    'wrong-match': {
      because: 'Candour took something for what it is not: no setting helps; report it, with the flag’s evidence.',
      setting: [],
    },
    'marking-unjustified': {
      because: 'Items were marked that need no marking: that is for those who mark them, and for no setting.',
      setting: [],
    },
    duplicate: { because: 'Several flags told of one matter: no setting helps; report it.', setting: [] },
  };
  const known = isDismissalReason(reason) ? found[reason] : undefined;
  return known ?? { because: 'No reason is on record that a setting could answer.', setting: [] };
}
