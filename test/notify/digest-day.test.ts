import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDate } from '../../src/council/dates.ts';
import { isWorkingDay } from '../../src/council/working-days.ts';
import { isDigestDue, isOverdue, mondayOf } from '../../src/notify/digest-day.ts';

const council = { timezone: 'Europe/London', nation: 'england' as const, closures: ['2026-12-29'] };
const digestAt = { hour: 8, minute: 30 };
const ask = (now: string, lastDigestDay: string | null = '2026-11-23') =>
  isDigestDue({ now: Date.parse(now), lastDigestDay, council, digestAt });

describe('a digest is due', () => {
  test.each([
    ['at its time on a working day', '2026-11-24T08:30:00Z', '2026-11-23', { day: '2026-11-24', isFirstOfWeek: false }],
    [
      'later on that day, where the service was down',
      '2026-11-24T22:00:00Z',
      '2026-11-20',
      { day: '2026-11-24', isFirstOfWeek: true },
    ],
    ['by the local clock', '2026-06-03T07:30:00Z', '2026-06-02', { day: '2026-06-03', isFirstOfWeek: false }],
    [
      'on Monday, which opens the week',
      '2026-11-23T08:30:00Z',
      '2026-11-20',
      { day: '2026-11-23', isFirstOfWeek: true },
    ],
    [
      'on Tuesday, which opens it after a bank holiday',
      '2026-05-26T08:00:00Z',
      '2026-05-22',
      { day: '2026-05-26', isFirstOfWeek: true },
    ],
    ['the first time of all', '2026-11-26T09:00:00Z', null, { day: '2026-11-26', isFirstOfWeek: true }],
  ])('%s', (_, now, last, due) => {
    expect(ask(now, last)).toEqual(due);
  });

  test.each([
    ['before its time', '2026-11-24T08:29:59Z', '2026-11-23'],
    ['twice a day', '2026-11-24T09:00:00Z', '2026-11-24'],
    ['on Saturday', '2026-11-28T09:00:00Z', '2026-11-27'],
    ['on a bank holiday', '2026-12-25T09:00:00Z', '2026-12-24'],
    ['on a day on which the council is closed', '2026-12-29T09:00:00Z', '2026-12-24'],
    ['where the clock was set back to an earlier day', '2026-11-24T09:00:00Z', '2026-11-25'],
  ])('not %s', (_, now, last) => {
    expect(ask(now, last)).toBeNull();
  });
});

test('once each working day, asked every half hour for months, whatever the time and the zone, also over clock changes', () => {
  const zone = fc.constantFrom(
    'Europe/London',
    'Africa/Cairo',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  );
  fc.assert(
    fc.property(zone, fc.nat({ max: 23 }), fc.constantFrom(0, 30), (timezone, hour, minute) => {
      const days: string[] = [];
      for (let now = Date.parse('2026-03-20T00:00:00Z'); now < Date.parse('2026-11-10T00:00:00Z'); now += 1_800_000) {
        const due = isDigestDue({
          now,
          lastDigestDay: days.at(-1) ?? null,
          council: { ...council, timezone },
          digestAt: { hour, minute },
        });
        if (due !== null) days.push(due.day);
      }
      const expected: string[] = [];
      const last = localDate(new Date('2026-11-09T00:00:00Z'), timezone);
      for (let each = days[0] ?? ''; each <= last; each = addDays(each, 1))
        if (isWorkingDay(each, council)) expected.push(each);
      expect(days.filter((each) => each <= last)).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

describe('on a working day on which clocks change, as in Cairo,', () => {
  const cairo = { ...council, timezone: 'Africa/Cairo' };
  const due = (now: string, last: string, hour: number) =>
    isDigestDue({ now: Date.parse(now), lastDigestDay: last, council: cairo, digestAt: { hour, minute: 30 } })?.day;

  test('a time that they leave out comes when they have gone forward', () => {
    // On Friday 24 April 2026 midnight is at once 1am.
    expect(due('2026-04-23T21:59:00Z', '2026-04-23', 0)).toBeUndefined();
    expect(due('2026-04-23T22:00:00Z', '2026-04-23', 0)).toBe('2026-04-24');
  });

  test('a time that they show twice has one digest', () => {
    // On Thursday 29 October 2026 the hour before midnight comes twice.
    expect(due('2026-10-29T20:30:00Z', '2026-10-28', 23)).toBe('2026-10-29');
    expect(due('2026-10-29T21:30:00Z', '2026-10-29', 23)).toBeUndefined();
  });
});

test('the week begins on Monday', () => {
  expect(['2026-11-23', '2026-11-24', '2026-11-29', '2026-11-30'].map(mondayOf)).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
    '2026-11-30',
  ]);
});

test('a flag waits too long after more than five working days', () => {
  expect(isOverdue('2026-11-16', '2026-11-23', council)).toBe(false);
  expect(isOverdue('2026-11-16', '2026-11-24', council)).toBe(true);
  expect(isOverdue('2026-12-23', '2027-01-04', council)).toBe(false);
});
