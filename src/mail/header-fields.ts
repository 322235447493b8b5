import { type Buffer, isAscii } from 'node:buffer';
import libmime from 'libmime';
import { decodeCharset } from './charset.ts';

/** One header field: `name` in lower case, `value` unfolded (RFC 5322 section 2.2.3), encoded words not yet decoded. */
export type HeaderField = { name: string; value: string };

/** The header section at the head of an entity, and where its body starts. */
export type HeaderSection = { fields: HeaderField[]; bodyStart: number };

/** A header section longer than this is hostile: the rest is not looked at. */
const maximumHeaderBytes = 1_000_000;
const maximumFields = 5_000;

const fieldLine = /^([!-9;-~]{1,256})[ \t]*:(.*)$/;

/** Reads RFC 5322 header fields. Raw 8-bit bytes are UTF-8 where valid, else windows-1252. */
export function readHeaderSection(bytes: Buffer, start: number, end: number): HeaderSection {
  const from = afterLeadingBlankLines(bytes, start, end);
  const { headEnd, bodyStart } = findEndOfHeader(bytes, from, end);
  const head = bytes.subarray(from, Math.min(headEnd, from + maximumHeaderBytes));
  const text = isAscii(head) ? head.toString('latin1') : decodeCharset(head, 'utf-8');
  const lines = text.replace(/\r$/, '').split(/\r?\n/);
  const fields: HeaderField[] = [];
  let name = '';
  let pieces: string[] = [];
  const finish = () => {
    if (name !== '')
      fields.push({ name, value: pieces.length === 1 ? (pieces[0] as string).trim() : pieces.join('').trim() });
    name = '';
  };
  for (const line of lines) {
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) {
      // Unfolding removes the line end only: the blank belongs to the value.
      if (name !== '') pieces.push(line);
      continue;
    }
    const match = fieldLine.exec(line);
    if (match === null) {
      // A line that is no field (an mbox `From ` line, a broken fold) ends the field before it and is passed over.
      finish();
      continue;
    }
    finish();
    if (fields.length >= maximumFields) break;
    name = (match[1] as string).toLowerCase();
    pieces = [match[2] as string];
  }
  finish();
  return { fields, bodyStart };
}

function afterLeadingBlankLines(bytes: Buffer, start: number, end: number): number {
  let index = start;
  while (index < end && (bytes[index] === 10 || bytes[index] === 13)) index++;
  return index;
}

/** The empty line between header and body; the whole entity is header where there is none. */
function findEndOfHeader(bytes: Buffer, start: number, end: number): { headEnd: number; bodyStart: number } {
  let index = start;
  while (index < end) {
    const lineFeed = bytes.indexOf(10, index);
    if (lineFeed < 0 || lineFeed >= end) break;
    const next = bytes[lineFeed + 1];
    if (next === 10 && lineFeed + 1 < end) return { headEnd: lineFeed, bodyStart: lineFeed + 2 };
    if (next === 13 && bytes[lineFeed + 2] === 10 && lineFeed + 2 < end) {
      return { headEnd: lineFeed, bodyStart: lineFeed + 3 };
    }
    index = lineFeed + 1;
  }
  return { headEnd: end, bodyStart: end };
}

/** Decodes the encoded words of RFC 2047. A word that cannot be decoded stays as it is. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  try {
    return libmime.decodeWords(value);
  } catch {
    return value;
  }
}

/** The first field of a name, or ''. */
export function fieldValue(fields: readonly HeaderField[], name: string): string {
  for (const field of fields) if (field.name === name) return field.value;
  return '';
}

/** Every field of a name, topmost first. */
export function fieldValues(fields: readonly HeaderField[], name: string): string[] {
  const values: string[] = [];
  for (const field of fields) if (field.name === name) values.push(field.value);
  return values;
}

/** A structured value such as `text/plain; charset=utf-8` with its RFC 2231 parameters; names in lower case. */
export function parseParameters(value: string): { value: string; parameters: Record<string, string> } {
  try {
    const parsed = libmime.parseHeaderValue(value);
    return { value: (parsed.value || '').trim().toLowerCase(), parameters: parsed.params };
  } catch {
    return { value: (value.split(';', 1)[0] ?? '').trim().toLowerCase(), parameters: {} };
  }
}
