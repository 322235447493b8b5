/** What other settings would have made of flags that people have decided: counts, the choice among them, and their words. Pure. */

import { countOf } from '../rules/plain-words.ts';

export type SettingKind = 'number' | 'arrangement' | 'off';

/** `avoided` of the dismissed flags, `lost` of the confirmed ones; `come`: messages that would be flagged and are not now. */
export type Outcome = { avoided: number; lost: number; come: number };

export type TriedSetting = Outcome & {
  kind: SettingKind;
  /** Behind “with”: `workingDays 9 in place of 5`. */
  words: string;
  /** What to write into the council file, a line of YAML each; empty where no number avoids anything. */
  setting: string[];
  /** What becomes of a flag that it touches. */
  effect: 'not-raised' | 'not-alerted';
};

/** `gone`: the evidence of their messages is. `settled`: the present settings do not raise them any more. */
export type Triable = { tried: number; gone: number; settled: number };

export type Trial = { dismissed: Triable; confirmed: Triable; settings: TriedSetting[] };

/** Of those that avoid anything: the fewest lost, then the most avoided, then the fewest to come, then the first. Null: none does. */
export function chooseOutcome<Each extends Outcome>(outcomes: readonly Each[]): Each | null {
  const [best] = outcomes
    .filter(({ avoided }) => avoided > 0)
    .sort((left, right) => left.lost - right.lost || right.avoided - left.avoided || left.come - right.come);
  return best ?? null;
}

/** The first kind that answers most of the dismissals and loses nothing; else the best of all. */
export function chooseSetting(
  { dismissed, settings }: Pick<Trial, 'dismissed' | 'settings'>,
  preference: readonly SettingKind[],
): TriedSetting | null {
  const inOrder = preference.flatMap((kind) => settings.filter((each) => each.kind === kind));
  const isEnough = ({ avoided, lost }: TriedSetting): boolean => lost === 0 && avoided * 2 > dismissed.tried;
  return inOrder.find(isEnough) ?? chooseOutcome(inOrder);
}

/** Without a full stop, and never what would be avoided without what would be lost. */
export function describeTried(tried: TriedSetting, { dismissed, confirmed }: Pick<Trial, 'dismissed' | 'confirmed'>) {
  const { kind, words, effect, avoided, lost, come } = tried;
  const [gone, kept] =
    effect === 'not-raised'
      ? ['would not have been raised', 'would have been raised all the same']
      : ['would have alerted nobody', 'would have been told of as before'];
  const what =
    avoided === 0
      ? `${dismissed.tried === 1 ? 'the dismissed flag' : `all ${dismissed.tried} dismissed flags`} ${kept}`
      : `${avoided} of ${countOf(dismissed.tried, 'dismissed flag')} ${gone}`;
  const without = kind === 'number' && lost > 0 ? 'no number avoids any without losing a confirmed flag: ' : '';
  const others = come === 0 ? '' : `; ${countOf(come, 'other message')} would be flagged instead`;
  return `${without}with ${words}, ${what}${describeLost(tried, confirmed)}${others}`;
}

function describeLost({ effect, avoided, lost }: TriedSetting, { tried, gone }: Triable): string {
  if (lost > 0) {
    const fate = effect === 'not-raised' ? 'would be lost as well' : 'would have alerted nobody either';
    return `, but ${lost} of ${countOf(tried, 'confirmed flag')} ${fate}`;
  }
  if (avoided === 0 || tried === 0) return '';
  return `, and no confirmed flag${gone === 0 ? '' : ' that could be tried'} would be lost`;
}

/** The flags that no figure counts; a sentence each. */
export function describeUntried({ dismissed, confirmed }: Pick<Trial, 'dismissed' | 'confirmed'>): string[] {
  const count = (field: 'gone' | 'settled'): string =>
    [
      ...(dismissed[field] === 0 ? [] : [countOf(dismissed[field], 'dismissed flag')]),
      ...(confirmed[field] === 0 ? [] : [countOf(confirmed[field], 'confirmed flag')]),
    ].join(' and ');
  const [gone, settled] = [count('gone'), count('settled')];
  return [
    ...(gone === '' ? [] : [`Cannot be tried, as the evidence of their messages is gone: ${gone}.`]),
    ...(settled === '' ? [] : [`Not raised any more by the present settings: ${settled}.`]),
  ];
}
