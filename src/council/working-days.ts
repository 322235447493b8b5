/** Working days: Monday to Friday without the bank holidays of the council's nation and its own closures. */

import { bankHolidaysOf, isWeekend } from './bank-holidays.ts';
import type { Council, LocalDate } from './council.ts';
import { addDays } from './dates.ts';

export type Calendar = Pick<Council, 'nation' | 'closures'>;

export function isWorkingDay(date: LocalDate, { nation, closures }: Calendar): boolean {
  if (isWeekend(date) || closures.includes(date)) return false;
  return !bankHolidaysOf(Number(date.slice(0, 4)), nation).has(date);
}

/** The last of `count` working days, of which day 1 is the first working day after `date`; `date` itself for none. */
export function addWorkingDays(date: LocalDate, count: number, calendar: Calendar): LocalDate {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Working days that lie behind `after`, up to `until` inclusive; null where the two are more than a year apart. */
export function countWorkingDays(after: LocalDate, until: LocalDate, calendar: Calendar): number | null {
  if (until > addDays(after, 366)) return null;
  let count = 0;
  for (let day = addDays(after, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
