/** On which days there is a digest, and which of them opens the week. Pure: the time comes in. */

import type { Council, LocalDate } from '../council/council.ts';
import { addDays, dayOfWeek, formatLocal } from '../council/dates.ts';
import { addWorkingDays, isWorkingDay } from '../council/working-days.ts';
import type { CouncilSettings } from '../settings/settings.ts';

/** `isFirstOfWeek`: nothing was sent since Monday began, so the heartbeat and the head of the log go out as well. */
export type DueDigest = { day: LocalDate; isFirstOfWeek: boolean };

export type DigestQuestion = {
  /** Milliseconds since 1970. */
  now: number;
  /** The last local day whose digests were planned, whether or not there was anything to send; null: none yet. */
  lastDigestDay: LocalDate | null;
  council: Pick<Council, 'timezone' | 'nation' | 'closures'>;
  digestAt: CouncilSettings['digestAt'];
};

/**
 * Null before the time of the day, on days off, and where the day has had its digest. By the local clock, so a time that clocks
 * leave out comes when they have gone forward, and one that they show twice has one digest.
 */
export function isDigestDue({ now, lastDigestDay, council, digestAt }: DigestQuestion): DueDigest | null {
  const local = formatLocal(new Date(now), council.timezone);
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  const two = (count: number): string => String(count).padStart(2, '0');
  if (time < `${two(digestAt.hour)}:${two(digestAt.minute)}` || !isWorkingDay(day, council)) return null;
  if (lastDigestDay !== null && lastDigestDay >= day) return null;
  return { day, isFirstOfWeek: lastDigestDay === null || lastDigestDay < mondayOf(day) };
}

/** The Monday on or before the day. */
export function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, -((dayOfWeek(day) + 6) % 7));
}

// Digests say "more than five working days ago" in words.
const patienceWorkingDays = 5;

/** Whether a flag was told so long ago that it waits for too long. */
export function isOverdue(toldOn: LocalDate, day: LocalDate, calendar: Pick<Council, 'nation' | 'closures'>): boolean {
  return addWorkingDays(toldOn, patienceWorkingDays, calendar) < day;
}
