/** Which rules are worth another setting, from how their flags were decided, and what is suggested. */

import { describe, expect, test } from 'vitest';
import { formatTuning } from '../../src/cli/tuning-text.ts';
import type { ReviewEntry, ReviewState } from '../../src/review/review-state.ts';
import type { StateName } from '../../src/review/transitions.ts';
import {
  type Attempt,
  adviseOn,
  type Decided,
  findMostlyDismissed,
  type TuningAdvice,
  usualTuning,
} from '../../src/review/tuning.ts';
import type { Trial, TriedSetting } from '../../src/review/tuning-trial.ts';

function decided(to: StateName, reason: string | null = null, by = 'cllr-pratt', rule = 'silent-copy'): Decided {
  const entry = { from: 'open', to, reason } as ReviewEntry;
  const review = { state: to, history: to === 'open' ? [] : [entry] } as unknown as ReviewState;
  return { flag: { id: 'x', rule, people: { by, affected: [], hidden: [] } } as unknown as Decided['flag'], review };
}

const times = (count: number, one: Decided): Decided[] => Array.from({ length: count }, () => one);
const untried: Attempt = { trial: null, notTried: 'Not tried: no mail.' };

function advise(flags: Decided[], attempt: Attempt = untried, numberKey: string | null = null): TuningAdvice[] {
  return findMostlyDismissed(flags, usualTuning).map((found) => adviseOn(found, attempt, numberKey));
}

describe('rules that were mostly dismissed', () => {
  test('are named, with why, for whom, and what to set', () => {
    const flags = [
      ...times(4, decided('dismissed', 'consent-on-file')),
      decided('dismissed', 'wrong-match'),
      decided('confirmed'),
    ];
    const advice = advise(flags);
    expect(advice).toMatchObject([
      {
        rule: 'silent-copy',
        decided: 6,
        dismissed: 5,
        reasons: [
          { reason: 'consent-on-file', count: 4 },
          { reason: 'wrong-match', count: 1 },
        ],
        by: { id: 'cllr-pratt', count: 5 },
        trial: null,
      },
    ]);
    const text = formatTuning(advice, '5');
    expect(text).toContain('(silent-copy): 5 of 6 decided flags dismissed');
    expect(text).toContain('people: [cllr-pratt]');
    expect(text).toContain('\n  Not tried: no mail.');
  });

  test('are none where most is confirmed, seldom decided or not decided', () => {
    const flags = [
      ...times(4, decided('dismissed', 'out-of-scope', 'clerk', 'cc-note-missing')),
      ...times(9, decided('open', null, 'clerk', 'cc-note-missing')),
      ...times(6, decided('confirmed')),
      ...times(5, decided('dismissed', 'out-of-scope')),
    ];
    expect(advise(flags)).toEqual([]);
    expect(formatTuning([], '5')).toContain('nothing to tune');
  });
});

describe('without mail to try on', () => {
  test.each([
    ['exception-applies', 'workingDays', /another number \(workingDays\)/, ''],
    ['exception-applies', null, /arrangement/, 'arrangements'],
    ['out-of-scope', 'workingDays', /switched off/, 'enabled: false'],
    ['wrong-match', 'workingDays', /no setting helps/, ''],
    ['reason-of-later-version', 'workingDays', /No reason is on record/, ''],
  ])('what was dismissed as %s, with the number %s', (reason, numberKey, because, words) => {
    const [advice] = advise(times(5, decided('dismissed', reason, 'clerk')), untried, numberKey);
    expect(advice?.suggestion.because).toMatch(because);
    const setting = advice?.suggestion.setting.join('\n') ?? 'none';
    if (words === '') expect(setting).toBe('');
    else expect(setting).toContain(words);
    expect(setting).not.toMatch(/NUMBER/);
  });
});

describe('with settings that were tried', () => {
  const number: TriedSetting = {
    kind: 'number',
    words: 'workingDays 9 in place of 5',
    setting: ['rules:', '  x: { workingDays: 9 }'],
    effect: 'not-raised',
    avoided: 4,
    lost: 0,
    come: 0,
  };
  const arrangement: TriedSetting = {
    ...number,
    kind: 'arrangement',
    words: 'an arrangement for clerk',
    setting: ['arrangements:'],
    effect: 'not-alerted',
    avoided: 5,
  };
  const off: TriedSetting = { ...number, kind: 'off', words: 'the rule switched off', avoided: 5, lost: 2 };
  const counts = (tried: number) => ({ tried, gone: 0, settled: 0 });
  const trialOf = (...settings: TriedSetting[]): Trial => ({ dismissed: counts(5), confirmed: counts(2), settings });
  const suggest = (reason: string, trial: Trial) =>
    advise(times(5, decided('dismissed', reason)), { trial, notTried: null })[0]?.suggestion;

  test.each<[string, TriedSetting[], string, TriedSetting | null]>([
    [
      'exception-applies',
      [number, arrangement, off],
      'with workingDays 9 in place of 5, 4 of 5 dismissed flags would not have been raised, and no confirmed flag would be lost.',
      number,
    ],
    [
      'consent-on-file',
      [number, arrangement, off],
      'with an arrangement for clerk, 5 of 5 dismissed flags would have alerted nobody, and no confirmed flag would be lost.',
      arrangement,
    ],
    // Few of them: what answers all is told first.
    ['exception-applies', [{ ...number, avoided: 1 }, arrangement], 'with an arrangement for clerk', arrangement],
    // To switch it off would lose what people confirmed.
    ['out-of-scope', [off, number], 'with workingDays 9', number],
    [
      'out-of-scope',
      [off],
      'with the rule switched off, 5 of 5 dismissed flags would not have been raised, but 2 of 2 confirmed flags would be lost as well.',
      off,
    ],
    [
      'exception-applies',
      [{ ...number, lost: 1 }],
      'no number avoids any without losing a confirmed flag: with workingDays 9 in place of 5, 4 of 5 dismissed flags would not have been raised, but 1 of 2 confirmed flags would be lost as well.',
      { ...number, lost: 1 },
    ],
    [
      'exception-applies',
      [{ ...number, come: 2 }],
      'and no confirmed flag would be lost; 2 other messages would be flagged instead.',
      number,
    ],
    ['exception-applies', [{ ...number, avoided: 0, setting: [] }], 'no setting that was tried', null],
    ['wrong-match', [number, arrangement, off], 'no setting helps', null],
    ['reason-of-later-version', [number], 'No reason is on record: with workingDays 9', number],
  ])('%s', (reason, settings, words, chosen) => {
    const suggestion = suggest(reason, trialOf(...settings));
    expect(suggestion?.because).toContain(words);
    expect(suggestion?.setting).toEqual(chosen?.setting ?? []);
    expect(suggestion?.kind).toBe(chosen?.kind ?? null);
  });

  test('flags that the present settings no longer raise need no setting', () => {
    const trial = { dismissed: { tried: 0, gone: 0, settled: 5 }, confirmed: counts(0), settings: [] };
    expect(suggest('exception-applies', trial)).toEqual({
      because: 'The present settings raise none of the dismissed flags any more: nothing needs to be set.',
      kind: null,
      setting: [],
    });
    const gone = { ...trial, dismissed: { tried: 0, gone: 5, settled: 0 } };
    expect(suggest('exception-applies', gone)?.because).toMatch(/left to be tried/);
  });

  test('what else was tried is told below, and what could not be', () => {
    const trial: Trial = {
      ...trialOf(number, { ...arrangement, avoided: 0 }, off),
      confirmed: { tried: 2, gone: 1, settled: 3 },
    };
    const text = formatTuning(
      advise(times(5, decided('dismissed', 'exception-applies')), { trial, notTried: null }),
      '5',
    );
    expect(text.split('\n').slice(3)).toEqual([
      '  An exception that mail does not show applied: with workingDays 9 in place of 5, 4 of 5 dismissed flags would not have been raised, and no confirmed flag that could be tried would be lost.',
      '      rules:',
      '        x: { workingDays: 9 }',
      '  Tried: with an arrangement for clerk, all 5 dismissed flags would have been told of as before.',
      '  Tried: with the rule switched off, 5 of 5 dismissed flags would not have been raised, but 2 of 2 confirmed flags would be lost as well.',
      '  Cannot be tried, as the evidence of their messages is gone: 1 confirmed flag.',
      '  Not raised any more by the present settings: 3 confirmed flags.',
    ]);
  });
});
