import { describe, expect, test } from 'vitest';
import { formatLocal, isLocalDate, localDate } from '../../src/council/dates.ts';

describe('the local form of an instant', () => {
  test.each([
    ['summer time', '2026-06-03T08:14:00Z', 'Europe/London', '2026-06-03T09:14:00+01:00'],
    ['winter time', '2026-01-03T08:14:00Z', 'Europe/London', '2026-01-03T08:14:00+00:00'],
    [
      'the last second before the clocks go forward',
      '2026-03-29T00:59:59Z',
      'Europe/London',
      '2026-03-29T00:59:59+00:00',
    ],
    ['the first second after', '2026-03-29T01:00:00Z', 'Europe/London', '2026-03-29T02:00:00+01:00'],
    ['past midnight here, not yet there', '2026-06-03T23:30:00Z', 'Europe/London', '2026-06-04T00:30:00+01:00'],
    ['west of Greenwich', '2026-06-03T02:00:00Z', 'America/St_Johns', '2026-06-02T23:30:00-02:30'],
    ['before standard time', '1840-01-01T00:00:00Z', 'Europe/London', '1839-12-31T23:59:00-00:01'],
    ['a year that no mail can have', '+020266-01-01T00:00:00Z', 'Europe/London', '9999-12-30T00:00:00+00:00'],
  ])('%s', (_, instant, timezone, expected) => {
    expect(formatLocal(new Date(instant), timezone)).toBe(expected);
    expect(localDate(new Date(instant), timezone)).toBe(expected.slice(0, 10));
  });
});

test.each([
  ['2026-02-28', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-2-9', false],
  ['2026-13-01', false],
  ['tomorrow', false],
])('%s is a date: %s', (text, expected) => {
  expect(isLocalDate(text)).toBe(expected);
});
