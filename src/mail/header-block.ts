import { parseDate } from './dates.ts';
import type { QuotedFields } from './message.ts';
import { parseQuotedList, parseQuotedMailbox } from './quoted-address.ts';

type FieldKey = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'bcc' | 'subject' | 'sensitivity' | 'other';

/** The names that clients write, in lower case; Welsh beside English. */
const fieldKeys = new Map<string, FieldKey>([
  ['from', 'from'],
  ['oddi wrth', 'from'],
  ['gan', 'from'],
  ['sent', 'sent'],
  ['anfonwyd', 'sent'],
  ['date', 'date'],
  ['date sent', 'date'],
  ['dyddiad', 'date'],
  ['to', 'to'],
  ['at', 'to'],
  ['i', 'to'],
  ['cc', 'cc'],
  ['copi', 'cc'],
  ['bcc', 'bcc'],
  ['subject', 'subject'],
  ['pwnc', 'subject'],
  ['testun', 'subject'],
  ['sensitivity', 'sensitivity'],
  ['sensitifrwydd', 'sensitivity'],
  ...['importance', 'pwysigrwydd', 'priority', 'attachments', 'atodiadau', 'reply-to', 'reply to', 'organisation'].map(
    (name): [string, FieldKey] => [name, 'other'],
  ),
  ...[
    'organization',
    'message-id',
    'resent-from',
    'sender',
    'categories',
    'categorïau',
    'when',
    'where',
    'mailed-by',
  ].map((name): [string, FieldKey] => [name, 'other']),
]);

type FieldLine = { key: FieldKey; value: string };

const fieldLine =
  /^[\s*_\ufeff]{0,12}(\p{L}[\p{L}-]{0,14}(?: \p{L}{1,6})?)[*_]{0,2}[ \t\u00a0]?:[*_]{0,2}(?:[ \t\u00a0]+|$|(?=\S))(.*)$/u;
/** eM Client writes its block without colons; only a marker line before it makes that readable. */
const bareFieldLine = /^(From|To|Cc|Date|Sent|Subject) (.+)$/;

function readFieldLine(line: string, isAfterMarker: boolean): FieldLine | null {
  const match = fieldLine.exec(line.length > 20_000 ? line.slice(0, 20_000) : line);
  if (match !== null) {
    const key = fieldKeys.get((match[1] as string).toLowerCase());
    if (key !== undefined) return { key, value: (match[2] as string).trim() };
  }
  const bare = isAfterMarker ? bareFieldLine.exec(line) : null;
  if (bare === null) return null;
  return { key: fieldKeys.get((bare[1] as string).toLowerCase()) ?? 'other', value: (bare[2] as string).trim() };
}

/** `next` is the index of the first line after the block. */
export type HeaderBlock = { fields: QuotedFields; next: number };

export const noFields: QuotedFields = {
  from: null,
  dateText: '',
  date: null,
  to: [],
  cc: [],
  subject: '',
  sensitivity: '',
};

/** What stands before a block decides how much of it must be there: prose and agendas hold single such lines too. */
export type BlockContext = 'bare' | 'after-marker';

const maximumBlockLines = 400;

/**
 * Reads the header block that starts at `lines[start]`, or null. A bare block starts with From, has at least two of
 * Sent or Date, To and Subject beside it, and shows that a client wrote it: `Sent`, a time of day or an address.
 */
export function readHeaderBlock(lines: readonly string[], start: number, context: BlockContext): HeaderBlock | null {
  const isAfterMarker = context === 'after-marker';
  const first = readFieldLine(lines[start] ?? '', isAfterMarker);
  if (first === null || (first.key !== 'from' && !isAfterMarker)) return null;
  const found: FieldLine[] = [];
  const keys = new Set<FieldKey>();
  let index = start;
  let isDoubleSpaced = false;
  while (index < lines.length && index < start + maximumBlockLines) {
    const line = lines[index] as string;
    const split = readRunTogether(line);
    const fields = split ?? listOf(readFieldLine(line, isAfterMarker));
    if (fields.length > 0 && !(fields.length === 1 && isRepeat(keys, fields[0] as FieldLine))) {
      for (const field of fields) {
        found.push(field);
        keys.add(field.key);
      }
      index++;
      if (split !== null) break;
      continue;
    }
    // The next block, or a list of such lines: never a continuation, or each of them would be read once for every other.
    if (fields.length > 0) break;
    const isBlank = line.trim() === '';
    if (isBlank && keys.size > 0 && continuesAfterBlank(lines, index, keys, isAfterMarker, isDoubleSpaced)) {
      isDoubleSpaced = true;
      index++;
      continue;
    }
    const last = found.at(-1);
    if (isBlank || last === undefined || !isContinuation(lines, index, last, isAfterMarker)) break;
    last.value = `${last.value} ${line.trim()}`;
    index++;
  }
  if (!isBlock(keys, found, isAfterMarker)) return null;
  return { fields: fieldsOf(found), next: index };
}

function listOf(field: FieldLine | null): FieldLine[] {
  return field === null ? [] : [field];
}

/** A second From starts another block. */
function isRepeat(keys: ReadonlySet<FieldKey>, { key }: FieldLine): boolean {
  return key !== 'other' && keys.has(key);
}

/** Yahoo and BT run the whole block together in one line. */
function readRunTogether(line: string): FieldLine[] | null {
  if (!/^\s*\*?From:/i.test(line) || line.length > 4_000) return null;
  const pieces = line.split(/\s*(?<!-)(?=(?:To|Cc|Sent|Date|Subject):\s)/);
  if (pieces.length < 3) return null;
  return pieces.flatMap((piece) => listOf(readFieldLine(piece, false)));
}

/** Gateways that make text of HTML put an empty line after each field. */
function continuesAfterBlank(
  lines: readonly string[],
  index: number,
  keys: ReadonlySet<FieldKey>,
  isAfterMarker: boolean,
  isDoubleSpaced: boolean,
): boolean {
  if (keys.size > 1 && !isDoubleSpaced) return false;
  const next = readFieldLine(lines[index + 1] ?? '', isAfterMarker);
  return next !== null && !isRepeat(keys, next);
}

/** A value that a client wrapped: indented, an open list or address, or followed by further fields of the block. */
function isContinuation(lines: readonly string[], index: number, last: FieldLine, isAfterMarker: boolean): boolean {
  const line = lines[index] as string;
  if (/^[ \t]+\S/.test(line)) return true;
  if (last.key === 'to' || last.key === 'cc' || last.key === 'bcc' || last.key === 'from') {
    if (/[,;]\s*$/.test(last.value) || last.value === '' || /^[<"'[]/.test(line)) return true;
    if (last.value.lastIndexOf('<') > last.value.lastIndexOf('>')) return true;
  }
  for (let ahead = index + 1; ahead < Math.min(lines.length, index + 6); ahead++) {
    const next = lines[ahead] as string;
    if (next.trim() === '') return false;
    if (readFieldLine(next, isAfterMarker) !== null) return line.length < 300;
  }
  return false;
}

function isBlock(keys: ReadonlySet<FieldKey>, found: readonly FieldLine[], isAfterMarker: boolean): boolean {
  const hasDate = keys.has('sent') || keys.has('date');
  const others = [hasDate, keys.has('to'), keys.has('subject')].filter(Boolean).length;
  if (isAfterMarker) return keys.has('from') || others >= 2;
  if (!keys.has('from') || others < 2) return false;
  if (keys.has('sent')) return true;
  return found.some(
    ({ key, value }) =>
      ((key === 'from' || key === 'to') && value.includes('@')) || (key === 'date' && /\d[:.]\d\d/.test(value)),
  );
}

function fieldsOf(found: readonly FieldLine[]): QuotedFields {
  const value = (...keys: FieldKey[]) => found.find(({ key }) => keys.includes(key))?.value ?? '';
  const dateText = value('sent', 'date')
    .replace(/^\*+|\*+$/g, '')
    .trim();
  return {
    from: parseQuotedMailbox(value('from')),
    dateText,
    date: dateText === '' ? null : parseDate(dateText),
    to: parseQuotedList(value('to')),
    cc: parseQuotedList(value('cc')),
    subject: value('subject')
      .replace(/\s+/g, ' ')
      .replace(/^\*+|\*+$/g, '')
      .trim(),
    sensitivity: value('sensitivity').toLowerCase(),
  };
}
