import iconv from 'iconv-lite';

/** Byte order marks, the four-byte ones first: that of UTF-16 is the beginning of that of UTF-32. */
const byteOrderMarks: [mark: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

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
 * Whether the beginning of a file is text: no control characters that nobody types. Windows-1252 text passes, because
 * its bytes over 127 are letters.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) {
    return true;
  }
  const head = bytes.subarray(0, 4_096);
  let letters = 0;
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a) return false;
    if (byte >= 0x20 && byte < 0x7f) letters += 1;
  }
  return letters * 2 >= head.length;
}

export function textLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
}
