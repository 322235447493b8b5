/** Which rules are worth another setting, from how their flags were decided. */

import { describe, expect, test } from 'vitest';
import { formatTuning } from '../../src/cli/tune.ts';
import type { ReviewEntry, ReviewState } from '../../src/review/review-state.ts';
import type { StateName } from '../../src/review/transitions.ts';
import { adviseTuning, type Decided, usualTuning } from '../../src/review/tuning.ts';

function decided(to: StateName, reason: string | null = null, by = 'cllr-pratt', rule = 'silent-copy'): Decided {
  const entry = { from: 'open', to, reason } as ReviewEntry;
  const review = { state: to, history: to === 'open' ? [] : [entry] } as unknown as ReviewState;
  return { flag: { id: 'x', rule, people: { by, affected: [], hidden: [] } } as unknown as Decided['flag'], review };
}

const times = (count: number, one: Decided): Decided[] => Array.from({ length: count }, () => one);

describe('advice on settings', () => {
  test('names a rule that was mostly dismissed, why, for whom, and what to set', () => {
    const flags = [
      ...times(4, decided('dismissed', 'consent-on-file')),
      decided('dismissed', 'wrong-match'),
      decided('confirmed'),
    ];
    const [advice, ...others] = adviseTuning(flags, usualTuning);
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      rule: 'silent-copy',
      decided: 6,
      dismissed: 5,
      reasons: [
        { reason: 'consent-on-file', count: 4 },
        { reason: 'wrong-match', count: 1 },
      ],
      by: { id: 'cllr-pratt', count: 5 },
    });
    const text = formatTuning(advice === undefined ? [] : [advice], '5');
    expect(text).toContain('(silent-copy): 5 of 6 decided flags dismissed');
    expect(text).toContain('people: [cllr-pratt]');
  });

  test('is silent on what is mostly confirmed, seldom decided or not decided', () => {
    const flags = [
      ...times(4, decided('dismissed', 'out-of-scope', 'clerk', 'cc-note-missing')),
      ...times(9, decided('open', null, 'clerk', 'cc-note-missing')),
      ...times(6, decided('confirmed')),
      ...times(5, decided('dismissed', 'out-of-scope')),
    ];
    expect(adviseTuning(flags, usualTuning)).toEqual([]);
    expect(formatTuning([], '5')).toContain('nothing to tune');
  });

  test.each([
    ['officer-response-overdue', 'exception-applies', 'workingDays'],
    ['silent-copy', 'exception-applies', 'arrangements'],
    ['silent-copy', 'out-of-scope', 'enabled: false'],
    ['silent-copy', 'wrong-match', ''],
  ])('on %s dismissed as %s suggests “%s”', (rule, reason, words) => {
    const [advice] = adviseTuning(times(5, decided('dismissed', reason, 'clerk', rule)), usualTuning);
    const setting = advice?.suggestion.setting.join('\n') ?? 'none';
    if (words === '') expect(setting).toBe('');
    else expect(setting).toContain(words);
  });
});
