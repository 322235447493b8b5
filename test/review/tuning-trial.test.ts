/** Which of many outcomes is chosen. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOutcome, chooseSetting, describeTried, type TriedSetting } from '../../src/review/tuning-trial.ts';

const few = fc.nat({ max: 4 });
const outcome = fc.record({ avoided: few, lost: few, come: few });

describe('the choice among outcomes', () => {
  test('of numbers that lose nothing, the first of those that avoid most and make the fewest others', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (outcomes) => {
        const chosen = chooseOutcome(outcomes);
        const safe = outcomes.filter(({ avoided, lost }) => avoided > 0 && lost === 0);
        if (safe.length === 0) return;
        const most = Math.max(...safe.map(({ avoided }) => avoided));
        const fewest = Math.min(...safe.filter(({ avoided }) => avoided === most).map(({ come }) => come));
        expect(chosen).toBe(safe.find(({ avoided, come }) => avoided === most && come === fewest));
      }),
    );
  });

  test('never one that avoids nothing, and none that loses more than another does', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (outcomes) => {
        const chosen = chooseOutcome(outcomes);
        const helping = outcomes.filter(({ avoided }) => avoided > 0);
        expect(chosen === null).toBe(helping.length === 0);
        for (const { lost } of helping) expect(chosen?.lost).toBeLessThanOrEqual(lost);
      }),
    );
  });
});

describe('the words of a setting that was tried', () => {
  const kind = fc.constantFrom('number', 'arrangement', 'off');
  const effect = fc.constantFrom('not-raised', 'not-alerted');
  const setting: fc.Arbitrary<TriedSetting> = fc
    .record({ kind, effect, avoided: few, lost: few, come: few })
    .map((each) => ({ ...each, words: 'x', setting: ['x'] }));
  const trial = {
    dismissed: { tried: 4, gone: 0, settled: 0 },
    confirmed: { tried: 4, gone: 0, settled: 0 },
  };

  test('say in one sentence what would be lost', () => {
    fc.assert(
      fc.property(setting, (tried) => {
        const words = describeTried(tried, trial);
        expect(words.includes(`but ${tried.lost} of 4 confirmed flags`)).toBe(tried.lost > 0);
        expect(words).not.toContain('.');
      }),
    );
  });

  test('and a suggestion is one of what was tried, of a kind that was asked for', () => {
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 3 }), fc.uniqueArray(kind), (settings, preference) => {
        const chosen = chooseSetting({ ...trial, settings }, preference);
        if (chosen === null) return;
        expect(settings).toContain(chosen);
        expect(preference).toContain(chosen.kind);
        expect(chosen.avoided).toBeGreaterThan(0);
      }),
    );
  });
});
