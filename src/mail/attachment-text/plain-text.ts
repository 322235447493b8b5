import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Byte order marks, the four-byte ones first: that of UTF-16 is the beginning of that of UTF-32. */
const byteOrderMarks: [mark: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Tab, line ends, form feed, and the end-of-file mark of DOS. */
const typedControls = new Set([0x09, 0x0a, 0x0d, 0x0c, 0x1a]);

/** Plain text, decoded by its byte order mark, else as UTF-8 where it is that, else as Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const marked = byteOrderMarks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return iconv.decode(Buffer.from(bytes), marked[1]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'cp1252');
  }
}

/**
 * Whether the beginning of a file is text: no control characters that nobody types, and either UTF-8 or, in an older
 * code page, mostly plain letters.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (byteOrderMarks.some(([mark]) => mark.every((byte, index) => bytes[index] === byte))) return true;
  const head = bytes.subarray(0, 4_096);
  let plain = 0;
  for (const byte of head) {
    if (byte < 0x20 && !typedControls.has(byte)) return false;
    if (byte < 0x7f) plain += 1;
  }
  return isUtf8(withoutCutCharacter(head)) || plain * 2 >= head.length;
}

/** The head may end in the middle of a character of up to four bytes. */
function withoutCutCharacter(head: Uint8Array): Uint8Array {
  let end = head.length;
  while (end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return (head[end - 1] ?? 0) >= 0xc0 ? head.subarray(0, end - 1) : head;
}

export function textLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
}
