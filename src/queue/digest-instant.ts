/** When a time of the day comes next in a timezone, also on the days when clocks change. */

import { addDays, formatLocal, localDate } from '../council/dates.ts';
import type { DigestTime } from './queue.ts';

const hourMs = 3_600_000;
type TimeOfDay = Pick<DigestTime, 'hour' | 'minute' | 'timezone'>;

/**
 * The next instant after `afterMs` at which a local day reaches the time; both in milliseconds since the epoch. A time that the day
 * leaves out comes when the clocks have gone forward, or in the last minute of the day where they went over midnight, so that it stays
 * that day's; one that it has twice comes the first time only.
 */
export function nextDigestInstant(time: TimeOfDay, afterMs: number): number {
  // A day behind, as the clocks can have gone forward over midnight; days that a timezone left out altogether are passed over.
  for (let date = addDays(localDate(new Date(afterMs), time.timezone), -1); ; date = addDays(date, 1)) {
    const instant = instantOn(date, time);
    if (instant !== null && instant > afterMs) return instant;
  }
}

/** The first instant of this local day at which its clock shows the time or a later one; null where there is no such day. */
function instantOn(date: string, { hour, minute, timezone }: TimeOfDay): number | null {
  const wanted = Date.parse(`${date}T00:00:00Z`) + hour * hourMs + minute * 60_000;
  const offsetAt = (instant: number): number => localClock(instant, timezone) - instant;
  const [earlier = 0, later = 0] = [-24, 24]
    .map((hours) => wanted - offsetAt(wanted + hours * hourMs))
    .sort((one, other) => one - other);
  if (localClock(earlier, timezone) === wanted) return earlier;
  if (localClock(later, timezone) === wanted) return later;
  const instant = findInstant(earlier, later, (candidate) => localClock(candidate, timezone) >= wanted);
  if (localDate(new Date(instant), timezone) === date) return instant;
  return localDate(new Date(instant - 1), timezone) === date ? instant - 60_000 : null;
}

/** The first instant in (`from`, `to`] for which `isReached`, which holds from there on. */
function findInstant(from: number, to: number, isReached: (instant: number) => boolean): number {
  let [before, reached] = [from, to];
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (isReached(middle)) reached = middle;
    else before = middle;
  }
  return reached;
}

/** What the local clock shows, as if it were UTC. */
function localClock(instant: number, timezone: string): number {
  return Date.parse(`${formatLocal(new Date(instant), timezone).slice(0, 19)}Z`) + (instant % 1_000);
}
