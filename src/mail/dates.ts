const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Welsh month names by their first letters; clients set to Welsh write them in what they quote. */
const welshMonths = ['ion', 'chw', 'maw', 'ebr', 'mai', 'meh', 'gor', 'aws', 'med', 'hyd', 'tac', 'rha'];

/** Offsets in minutes of the zone names that mail clients write. */
const zones: Record<string, number> = {
  gmt: 0,
  utc: 0,
  ut: 0,
  z: 0,
  bst: 60,
  ist: 60,
  wet: 0,
  west: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}; // prettier-ignore

/** Civil time without a zone is London's: British Summer Time runs from the last Sunday of March to that of October. */
function londonOffsetMinutes(year: number, month: number, day: number, hour: number): number {
  const civil = Date.UTC(year, month, day, hour);
  return civil >= Date.UTC(year, 2, lastSunday(year, 2), 1) && civil < Date.UTC(year, 9, lastSunday(year, 9), 2)
    ? 60
    : 0;
}

function lastSunday(year: number, month: number): number {
  return 31 - new Date(Date.UTC(year, month, 31)).getUTCDay();
}

type Civil = { year: number; month: number; day: number };

function monthOf(word: string): number {
  const letters = word.slice(0, 3).toLowerCase();
  const english = months.indexOf(letters);
  return english >= 0 ? english : welshMonths.indexOf(letters);
}

/** RFC 5322 reads two digits as 1950 to 2049. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

const dayMonthYear =
  /\b(\d{1,2})(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?[\s.-]+(?:o |of )?([A-Za-z]{3,12})\.?,?[\s.-]+(\d{4}|\d{2})\b/;
const monthDayYear = /\b([A-Za-z]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/;
const yearMonthDay = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const numeric = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/;
const clock = /\b(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\b\.?)?/i;
const hourOnly = /\b(\d{1,2})\s*([ap])\.?m\b/i;

function findDay(text: string): { civil: Civil; rest: string } | null {
  const written = dayMonthYear.exec(text);
  if (written !== null && monthOf(written[2] as string) >= 0) {
    return found(text, written, fullYear(written[3] as string), monthOf(written[2] as string), Number(written[1]));
  }
  const american = monthDayYear.exec(text);
  if (american !== null && monthOf(american[1] as string) >= 0) {
    return found(text, american, Number(american[3]), monthOf(american[1] as string), Number(american[2]));
  }
  const iso = yearMonthDay.exec(text);
  if (iso !== null) return found(text, iso, Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const digits = numeric.exec(text);
  if (digits === null) return null;
  const [first, second] = [Number(digits[1]), Number(digits[2])];
  // Day first, as the British write, unless that is impossible.
  const isAmerican = second > 12 && first <= 12;
  return found(
    text,
    digits,
    fullYear(digits[3] as string),
    (isAmerican ? first : second) - 1,
    isAmerican ? second : first,
  );
}

function found(text: string, match: RegExpExecArray, year: number, month: number, day: number) {
  if (month < 0 || month > 11 || day < 1 || day > 31 || year < 1970 || year > 2200) return null;
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return { civil: { year, month, day }, rest };
}

function findZoneMinutes(text: string): number | null {
  const offset = /(?:\b(?:GMT|UTC)\s*)?([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return offset[1] === '-' ? -minutes : minutes;
  }
  for (const word of text.match(/\b[A-Za-z]{1,4}\b/g) ?? []) {
    const zone = zones[word.toLowerCase()];
    if (zone !== undefined) return zone;
  }
  return null;
}

/**
 * The instant of a date as mail clients and header fields write it; without a zone, London time; null when no day and
 * time of day can be read. `12 March 2026 09:14`, `Mon, Jan 12, 2026 at 8:04 PM`, `03/02/2026 11:26`, RFC 5322…
 */
export function parseDate(text: string): Date | null {
  const head = text.slice(0, 200);
  const day = findDay(head);
  if (day === null) return null;
  const time = clock.exec(day.rest) ?? hourOnly.exec(day.rest);
  if (time === null) return null;
  const isHourOnly = time.length === 3;
  let hour = Number(time[1]);
  const minute = isHourOnly ? 0 : Number(time[2]);
  const second = isHourOnly ? 0 : Number(time[3] ?? 0);
  const half = (isHourOnly ? time[2] : time[4])?.toLowerCase();
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  if (hour > 24 || minute > 59 || second > 60) return null;
  const { year, month, day: dayOfMonth } = day.civil;
  const afterTime = day.rest.slice(time.index + time[0].length);
  const zone = findZoneMinutes(afterTime) ?? londonOffsetMinutes(year, month, dayOfMonth, hour);
  const instant = Date.UTC(year, month, dayOfMonth, hour, minute, second) - zone * 60_000;
  return Number.isNaN(instant) ? null : new Date(instant);
}
