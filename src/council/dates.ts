/** Local calendar dates, and the local form of an instant. */

import type { LocalDate } from './council.ts';

const dayMs = 86_400_000;
/** Mail claims any year; RFC 3339 and our dates have four digits for it. */
const earliestMs = Date.parse('0001-01-02T00:00:00Z');
const latestMs = Date.parse('9999-12-30T00:00:00Z');

export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && formatUtcDate(time) === text;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return formatUtcDate(Date.parse(`${date}T00:00:00Z`) + days * dayMs);
}

/** 0 is Sunday. */
export function dayOfWeek(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** Both bounds are inclusive; null is no bound. */
export function isWithin(date: LocalDate, from: LocalDate | null, until: LocalDate | null): boolean {
  return (from === null || from <= date) && (until === null || date <= until);
}

export function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

/** The calendar date that people in this timezone see at this instant. Throws RangeError for an invalid Date. */
export function localDate(instant: Date, timezone: string): LocalDate {
  return formatUtcDate(clampMs(instant) + offsetMinutes(instant, timezone) * 60_000);
}

/** RFC 3339 with the local offset, such as `2026-06-03T09:14:00+01:00`. Throws RangeError for an invalid Date. */
export function formatLocal(instant: Date, timezone: string): string {
  const minutes = offsetMinutes(instant, timezone);
  const local = new Date(clampMs(instant) + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function clampMs(instant: Date): number {
  return Math.min(Math.max(instant.getTime(), earliestMs), latestMs);
}

function formatUtcDate(timeMs: number): LocalDate {
  return new Date(timeMs).toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/**
 * Offsets change only on quarter hours, so one answer serves a quarter of an hour: a council's mail is asked for tens of
 * thousands of instants, and Intl is slow.
 */
function offsetMinutes(instant: Date, timezone: string): number {
  const quarterMs = 900_000;
  const slot = Math.floor(clampMs(instant) / quarterMs);
  const key = `${timezone} ${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const minutes = computeOffsetMinutes(new Date(slot * quarterMs), timezone);
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, minutes);
  return minutes;
}

function computeOffsetMinutes(instant: Date, timezone: string): number {
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeZoneName: 'longOffset' });
    formatters.set(timezone, formatter);
  }
  const name = formatter.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  // `GMT`, `GMT+01:00`, and for instants before standard time `GMT-00:01:15`, whose seconds RFC 3339 cannot say.
  const found = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' && minutes !== 0 ? -minutes : minutes;
}
