import { Buffer } from 'node:buffer';
import { asBuffer } from './charset.ts';

/**
 * Content-Transfer-Encoding of RFC 2045 section 6. At most `maximum` decoded bytes are returned.
 * libqp and libbase64 are not used: the one strips trailing blanks by a pattern that takes minutes over a line of
 * 400,000 blanks, the other stops at the first padding, so that what a gateway appends to a body would not be seen.
 */
export function decodeTransferEncoding(body: Uint8Array, encoding: string, maximum: number): Uint8Array {
  if (encoding === 'base64') return decodeBase64(asBuffer(body), maximum);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body, maximum);
  return body.length > maximum ? body.subarray(0, maximum) : body;
}

function decodeBase64(body: Buffer, maximum: number): Uint8Array {
  // Four signs make three bytes, and line ends are at most half of what a hostile sender writes.
  const text = body.toString('latin1', 0, Math.min(body.length, maximum * 3));
  const padding = text.indexOf('=');
  const rest = padding < 0 ? '' : text.slice(padding).replace(/^[=\s]+/, '');
  if (rest === '') return Buffer.from(text, 'base64').subarray(0, maximum);
  const pieces = text.split(/=+/).map((piece) => Buffer.from(piece, 'base64'));
  return Buffer.concat(pieces).subarray(0, maximum);
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}

const lineFeed = 10;
const carriageReturn = 13;
const equals = 61;

function isBlank(code: number | undefined): boolean {
  return code === 32 || code === 9;
}

function decodeQuotedPrintable(body: Uint8Array, maximum: number): Uint8Array {
  const output = Buffer.allocUnsafe(Math.min(body.length, maximum));
  let length = 0;
  let index = 0;
  // Where the output would end without the blanks just written: RFC 2045 rule 3 drops them before a line end.
  let endOfInk = 0;
  while (index < body.length && length < maximum) {
    const code = body[index] as number;
    if (code === equals) {
      const afterSoftBreak = endOfSoftBreak(body, index + 1);
      if (afterSoftBreak > 0) {
        index = afterSoftBreak;
        endOfInk = length;
        continue;
      }
      const high = hexDigit(body[index + 1]);
      const low = hexDigit(body[index + 2]);
      const isEncoded = high >= 0 && low >= 0;
      output[length++] = isEncoded ? high * 16 + low : equals;
      endOfInk = length;
      index += isEncoded ? 3 : 1;
      continue;
    }
    if (code === lineFeed || (code === carriageReturn && body[index + 1] === lineFeed)) length = endOfInk;
    output[length++] = code;
    if (!isBlank(code)) endOfInk = length;
    index++;
  }
  return output.subarray(0, length);
}

/** The index after `=`, blanks and a line end; 0 when what follows is no soft line break. */
function endOfSoftBreak(body: Uint8Array, start: number): number {
  let index = start;
  // Blanks between `=` and the line end are padding that a gateway added; a few are enough.
  while (isBlank(body[index]) && index < start + 80) index++;
  if (index >= body.length) return body.length;
  if (body[index] === lineFeed) return index + 1;
  return body[index] === carriageReturn && body[index + 1] === lineFeed ? index + 2 : 0;
}
