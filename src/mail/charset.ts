import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Labels under which mail declares plain ASCII or nothing at all, although it may hold anything. */
const undeclared = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown-8bit', 'x-unknown', 'default', '8bit']);
const utf8 = new Set(['utf-8', 'utf8', 'utf_8', 'unicode-1-1-utf-8']);
/** Browsers and mail clients read these as windows-1252, whose extra 27 signs senders use under either name. */
const latin1 = new Set([
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'latin1',
  'latin-1',
  'l1',
  'cp819',
  'windows-1252',
  'cp1252',
  'x-ansi',
]);

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Text of bytes in a declared charset. A wrong or unknown declaration must not lose a name or a mark: what is valid
 * UTF-8 is read as UTF-8, everything else as windows-1252.
 */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const buffer = asBuffer(bytes);
  const label = charset.trim().toLowerCase();
  if (undeclared.has(label) || utf8.has(label)) return decodeUtf8OrLatin(buffer, utf8.has(label));
  if (latin1.has(label)) return isAscii(buffer) ? buffer.toString('latin1') : iconv.decode(buffer, 'windows-1252');
  if (!iconv.encodingExists(label)) return decodeUtf8OrLatin(buffer, false);
  try {
    return iconv.decode(buffer, label);
  } catch {
    return decodeUtf8OrLatin(buffer, false);
  }
}

function decodeUtf8OrLatin(buffer: Buffer, isDeclared: boolean): string {
  if (isAscii(buffer)) return buffer.toString('latin1');
  if (isUtf8(buffer)) return withoutByteOrderMark(buffer.toString('utf8'));
  if (isDeclared) {
    // A long body cut in the middle of a sign is still UTF-8; one without a single whole sign never was.
    const text = buffer.toString('utf8');
    if (/[\u0080-\ufffc]/.test(text)) return withoutByteOrderMark(text);
  }
  return iconv.decode(buffer, 'windows-1252');
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
