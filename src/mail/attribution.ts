import { parseDate } from './dates.ts';
import { noFields } from './header-block.ts';
import type { QuotedFields } from './message.ts';
import { parseQuotedMailbox } from './quoted-address.ts';

/**
 * The line over a quotation: `On Thu, 12 Mar 2026 at 09:14, X <x> wrote:`, wrapped by some clients over up to four
 * lines. `isCertain`: it names a time or an address, so that what follows is a quotation even without `>`.
 */
export type Attribution = { fields: QuotedFields; text: string; next: number; isCertain: boolean };

const maximumLines = 4;
const maximumLength = 600;
const closing = /\b(?:wrote|writes|ysgrifennodd)(?:\s+on\b[^\n]{0,60})?\s*:?[\s-]*$/i;
const opening = /^[\s\ufeff*_-]{0,8}(?:On|Ar)\b/;
/** `2026-03-12 09:14 GMT+00:00 X <x@y>:` as older Gmail and some phones write. */
const dateFirst = /^\s{0,8}\d[^<>]{8,200}<[^<>\s]+@[^<>\s]+>\s*:\s*$/;
const pronoun = /\b(?:you|I|we|he|she|they|who|it)\s+(?:also\s+|then\s+|have\s+|had\s+)?(?:wrote|said|writes)\b/i;

/** Reads an attribution at `lines[start]`. `isQuoted` says whether a line is quoted by `>`. */
export function readAttribution(
  lines: readonly string[],
  start: number,
  isQuoted: (line: string) => boolean,
): Attribution | null {
  const first = lines[start] as string;
  if (first.length > maximumLength) return null;
  if (dateFirst.test(first) && parseDate(first) !== null) return describe(first, start + 1, true);
  const opens = opening.test(first);
  let text = '';
  for (let index = start; index < Math.min(lines.length, start + (opens ? maximumLines : 1)); index++) {
    const line = lines[index] as string;
    if (line.trim() === '' || line.length > maximumLength || isQuoted(line)) return null;
    text = text === '' ? line.trim() : `${text} ${line.trim()}`;
    if (!closing.test(line)) continue;
    if (pronoun.test(text)) return null;
    const hasAddress = /[^\s<>]@[^\s<>]/.test(text);
    const hasInstant = /\d[:.]\d\d/.test(text) && /\b(?:19|20)\d\d\b|\d\/\d\d?\/\d\d/.test(text);
    const isCertain =
      opens && (text.endsWith(':') ? hasInstant || (hasAddress && /\d/.test(text)) : hasInstant && hasAddress);
    if (isCertain) return describe(text, index + 1, true);
    // Less certain lines ("Ann Lee wrote:") count only directly above lines that are quoted.
    const isAboveQuote = isQuoted(nextInkedLine(lines, index + 1));
    return isAboveQuote && text.length < 200 ? describe(text, index + 1, false) : null;
  }
  return null;
}

export function nextInkedLine(lines: readonly string[], start: number): string {
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line.trim() !== '') return line;
  }
  return '';
}

/** The end of the date in an attribution: the time of day with its half and zone, else the year. */
const timeOfDay =
  /\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[APap]\.?[Mm]\b\.?)?(?:\s*(?:[+-]\d{4}|\(?(?:GMT|UTC|BST|[A-Z]{2,4}T)\b(?:[+-]\d{1,2}(?::?\d{2})?)?\)?))?/g;
const year = /\b(?:19|20)\d{2}\b/g;

function describe(text: string, next: number, isCertain: boolean): Attribution {
  const inner = text
    .replace(opening, '')
    .replace(closing, '')
    .replace(/[:\s-]+$/, '')
    .replace(/\bat\s*$/i, '');
  const address = inner.search(/[<([]?[^\s<>]+@/);
  const head = address < 0 ? inner : inner.slice(0, address);
  const end = lastEnd(head, timeOfDay) || lastEnd(head, year);
  // The name after the date; before it where the date comes last ("Ann Lee wrote on 12 March").
  const name = inner.slice(end).replace(/^[\s,;:>-]+/, '');
  const dateText =
    end === 0
      ? ''
      : inner
          .slice(0, end)
          .replace(/^[\s,]+/, '')
          .trim();
  return {
    fields: {
      ...noFields,
      from: parseQuotedMailbox(name),
      dateText,
      date: dateText === '' ? null : parseDate(dateText),
    },
    text,
    next,
    isCertain,
  };
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
