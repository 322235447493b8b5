import { describe, expect, test } from 'vitest';
import { bankHolidaysOf, easterSunday, type Nation } from '../../src/council/bank-holidays.ts';
import { addWorkingDays, isWorkingDay } from '../../src/council/working-days.ts';

/** As published on gov.uk/bank-holidays. */
const published: [Nation, number, string][] = [
  ['england', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  ['england', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  ['england', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  ['wales', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  ['england', 2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
  ['england', 2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
  ['england', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  ['england', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ['scotland', 2022, '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
  ['scotland', 2023, '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
  ['scotland', 2024, '01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26'],
  ['scotland', 2026, '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28'],
  ['northern-ireland', 2024, '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26'],
  ['northern-ireland', 2026, '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28'],
];

describe('bank holidays', () => {
  test.each(published)('%s %i', (nation, year, days) => {
    const weekdays = [...bankHolidaysOf(year, nation)].sort();
    expect(weekdays.map((date) => date.slice(5)).join(' ')).toBe(days);
  });

  test('Easter', () => {
    expect([1961, 2000, 2019, 2026, 2038].map(easterSunday)).toEqual([
      '1961-04-02',
      '2000-04-23',
      '2019-04-21',
      '2026-04-05',
      '2038-04-25',
    ]);
  });
});

describe('working days', () => {
  const england = { nation: 'england', closures: ['2026-12-29'] } as const;
  const calendar = { nation: england.nation, closures: [...england.closures] };

  test.each([
    ['day 1 is the next working day', '2026-06-03', 1, '2026-06-04'],
    ['a weekend lies between', '2026-06-05', 2, '2026-06-09'],
    ['sent on a Saturday', '2026-06-06', 1, '2026-06-08'],
    ['over Easter', '2026-04-02', 1, '2026-04-07'],
    ['over Christmas and the council’s own closure', '2026-12-24', 2, '2026-12-31'],
    ['no days', '2026-06-06', 0, '2026-06-06'],
  ])('%s', (_, date, count, expected) => {
    expect(addWorkingDays(date, count, calendar)).toBe(expected);
  });

  test('2 January is a holiday in Scotland alone', () => {
    expect(isWorkingDay('2026-01-02', calendar)).toBe(true);
    expect(isWorkingDay('2026-01-02', { nation: 'scotland', closures: [] })).toBe(false);
  });
});
