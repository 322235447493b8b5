/** The council's financial year, 1 April to 31 March. */

import type { LocalDate } from '../council/council.ts';

/** `2026-27` for 2026-04-01. */
export function financialYearOf(date: LocalDate): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0);
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

/** Null where the text is no year such as `2026-27`. */
export function periodOfYear(text: string): { from: LocalDate; to: LocalDate } | null {
  const found = /^(\d{4})-(\d\d)$/.exec(text);
  const year = Number(found?.[1]);
  if (found === null || (year + 1) % 100 !== Number(found[2])) return null;
  return { from: `${found[1]}-04-01`, to: `${String(year + 1).padStart(4, '0')}-03-31` };
}
