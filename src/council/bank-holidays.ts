/**
 * Bank holidays of the four nations by the rules of the Banking and Financial Dealings Act 1971, with the days that royal
 * proclamations added or moved. A new proclamation is one line in `proclaimed`.
 */

import type { Council, LocalDate } from './council.ts';
import { addDays, dayOfWeek } from './dates.ts';

export type Nation = Council['nation'];

type Proclamation = { date: LocalDate; nations: 'all' | Nation[]; insteadOf?: LocalDate };

const proclaimed: Proclamation[] = [
  { date: '2011-04-29', nations: 'all' },
  { date: '2012-06-04', nations: 'all', insteadOf: '2012-05-28' },
  { date: '2012-06-05', nations: 'all' },
  { date: '2020-05-08', nations: 'all', insteadOf: '2020-05-04' },
  { date: '2022-06-02', nations: 'all', insteadOf: '2022-05-30' },
  { date: '2022-06-03', nations: 'all' },
  { date: '2022-09-19', nations: 'all' },
  { date: '2023-05-08', nations: 'all' },
  { date: '2026-06-15', nations: ['scotland'] },
];

const known = new Map<string, ReadonlySet<LocalDate>>();

export function bankHolidaysOf(year: number, nation: Nation): ReadonlySet<LocalDate> {
  const key = `${nation} ${year}`;
  const holidays = known.get(key) ?? computeBankHolidays(year, nation);
  known.set(key, holidays);
  return holidays;
}

function computeBankHolidays(year: number, nation: Nation): ReadonlySet<LocalDate> {
  const easter = easterSunday(year);
  const isScotland = nation === 'scotland';
  const holidays = new Set<LocalDate>([
    addDays(easter, -2),
    ...(isScotland ? [] : [addDays(easter, 1)]),
    firstMonday(year, '05'),
    lastMondayOfMay(year),
    isScotland ? firstMonday(year, '08') : addDays(firstMonday(year, '09'), -7),
  ]);
  const fixed = ['01-01', '12-25', '12-26'];
  if (isScotland) fixed.push('01-02', '11-30');
  if (nation === 'northern-ireland') fixed.push('03-17', '07-12');
  const days = fixed.map((day) => `${fourDigits(year)}-${day}`);
  for (const day of days.filter((date) => !isWeekend(date))) holidays.add(day);
  for (const day of days.filter(isWeekend)) holidays.add(substituteFor(day, holidays));
  for (const { date, nations, insteadOf } of proclaimed) {
    if (!date.startsWith(fourDigits(year)) || (nations !== 'all' && !nations.includes(nation))) continue;
    holidays.add(date);
    if (insteadOf !== undefined) holidays.delete(insteadOf);
  }
  return holidays;
}

/** The next weekday that is not a holiday already: Boxing Day's substitute comes after Christmas Day's. */
function substituteFor(day: LocalDate, holidays: ReadonlySet<LocalDate>): LocalDate {
  let date = day;
  while (isWeekend(date) || holidays.has(date)) date = addDays(date, 1);
  return date;
}

export function isWeekend(date: LocalDate): boolean {
  return dayOfWeek(date) % 6 === 0;
}

function firstMonday(year: number, month: string): LocalDate {
  const first = `${fourDigits(year)}-${month}-01`;
  return addDays(first, (8 - dayOfWeek(first)) % 7);
}

function lastMondayOfMay(year: number): LocalDate {
  return addDays(firstMonday(year, '06'), -7);
}

function fourDigits(year: number): string {
  return String(year).padStart(4, '0');
}

/** The anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  return addDays(`${fourDigits(year)}-03-22`, epact + weekday - 7 * shift);
}
