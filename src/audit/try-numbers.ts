/** Which number of a rule's setting would have avoided the most dismissed flags. */

import { type NumberSetting, numberSettingOf } from '../protocol/rule-settings.ts';
import { ruleLines } from '../review/tuning.ts';
import { chooseOutcome, type TriedSetting } from '../review/tuning-trial.ts';
import { judgeAll, type PreparedRules } from './judge.ts';
import { type Case, type Cases, countTouched, isGone, prepareWith, type StoredMail } from './judge-anew.ts';

/** Twelve weeks of working days: whoever needs more has no use for the rule. */
export const furthestNumber = 60;

type Candidate = { value: number; prepared: PreparedRules };

/** Null where the rule has no number, or none is left that is milder. */
export function tryNumbers(mail: StoredMail, rule: string, cases: Cases, now: PreparedRules): TriedSetting | null {
  const setting = numberSettingOf(rule);
  if (setting === null) return null;
  const { key } = setting;
  const written = now.active[0]?.context.settings[key];
  const present = typeof written === 'number' ? written : null;
  const candidates = milderNumbers(setting, present).map((value) => ({
    value,
    prepared: prepareWith(mail, rule, { override: { [key]: value } }),
  }));
  const [first, last] = [candidates[0], candidates.at(-1)];
  if (first === undefined || last === undefined) return null;
  const common = { kind: 'number', effect: 'not-raised' } as const;
  const chosen = chooseCandidate(mail, candidates, cases, now);
  if (chosen === null) {
    const words = `${key} from ${first.value} to ${last.value}`;
    return { ...common, words, setting: [], avoided: 0, lost: 0, come: 0 };
  }
  const { value, prepared, come } = chosen;
  return {
    ...common,
    words: `${key} ${value}${present === null ? '' : ` in place of ${present}`}`,
    setting: ruleLines(rule, `${key}: ${value}`),
    // Judged once more, so that the figures are right whatever the search assumed.
    ...countTouched(cases, (each) => isGone(mail, each, prepared)),
    come,
  };
}

/** From the present number on, to where it raises fewer flags; null: the rule's own, of which only the rule knows. */
export function milderNumbers({ least, milder }: NumberSetting, present: number | null): number[] {
  const [lowest, highest] =
    milder === 'larger'
      ? [present === null ? least : present + 1, furthestNumber]
      : [least, present === null ? furthestNumber : present - 1];
  const numbers = Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, index) => lowest + index);
  return milder === 'larger' ? numbers : numbers.reverse();
}

function chooseCandidate(mail: StoredMail, candidates: readonly Candidate[], cases: Cases, now: PreparedRules) {
  const places = new Map(
    [...cases.dismissed, ...cases.confirmed].map((each) => [each, firstWithout(mail, each, candidates)]),
  );
  const outcomes = candidates.map((candidate, place) => ({
    ...candidate,
    ...countTouched(cases, (each) => (places.get(each) ?? candidates.length) <= place),
    come: 0,
  }));
  const best = chooseOutcome(outcomes);
  if (best === null) return null;
  const equals = outcomes.filter(({ avoided, lost }) => avoided === best.avoided && lost === best.lost);
  return chooseOutcome(countComing(mail, equals, now));
}

/** The place of the first number under which the flag goes; their count where it stays. What goes under one goes under all milder ones. */
function firstWithout(mail: StoredMail, each: Case, candidates: readonly Candidate[]): number {
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = candidates[middle];
    if (candidate !== undefined && isGone(mail, each, candidate.prepared)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A letter that is no longer one too many may make that of another: the flag has then only moved. All the mail is judged for it, up to
 * the first number that makes no other.
 */
function countComing<Each extends Candidate>(
  { evidence }: StoredMail,
  candidates: readonly Each[],
  now: PreparedRules,
) {
  const keysOf = (prepared: PreparedRules): string[] =>
    judgeAll(evidence, prepared).standing.map(({ messageKey }) => messageKey);
  const before = new Set(keysOf(now));
  const counted: (Each & { come: number })[] = [];
  for (const candidate of candidates) {
    const come = keysOf(candidate.prepared).filter((key) => !before.has(key)).length;
    counted.push({ ...candidate, come });
    if (come === 0) break;
  }
  return counted;
}
