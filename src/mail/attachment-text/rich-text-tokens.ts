/** Tokens of Rich Text Format 1.9.1, section "Conventions of an RTF Reader". */
export type RichTextToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; word: string; parameter: number | null }
  | { kind: 'symbol'; symbol: string }
  /** Text in the current code page, written plainly or as `\'hh`. */
  | { kind: 'bytes'; bytes: Uint8Array };

const backslash = 0x5c;
const longestWord = 32;
const longestNumber = 10;

/** Cuts `bytes` into tokens. `\binN` data is jumped over. Yields nothing after the end of the data, however it ends. */
export function* readTokens(bytes: Uint8Array): Generator<RichTextToken> {
  let offset = 0;
  while (offset < bytes.length) {
    const byte = bytes[offset] ?? 0;
    offset += 1;
    if (byte === 0x7b) yield { kind: 'open' };
    else if (byte === 0x7d) yield { kind: 'close' };
    else if (byte === 0x0d || byte === 0x0a || byte === 0) continue;
    else if (byte !== backslash) {
      // In runs, because pictures are megabytes of hexadecimal digits.
      const start = offset - 1;
      while (offset < bytes.length && !isSpecial(bytes[offset] ?? 0)) offset += 1;
      yield { kind: 'bytes', bytes: bytes.subarray(start, offset) };
    } else {
      const { token, next } = readControl(bytes, offset);
      offset = next;
      if (token.kind === 'word' && token.word === 'bin') offset += Math.max(0, token.parameter ?? 0);
      else yield token;
    }
  }
}

/** Reads what follows a backslash at `offset`. Written out by hand: a document is mostly made of these. */
function readControl(bytes: Uint8Array, offset: number): { token: RichTextToken; next: number } {
  const first = bytes[offset] ?? 0;
  if (first === 0x27) {
    const byte = hexDigit(bytes[offset + 1] ?? 0) * 16 + hexDigit(bytes[offset + 2] ?? 0);
    return { token: { kind: 'bytes', bytes: Uint8Array.of(byte) }, next: offset + 3 };
  }
  if (!isLetter(first)) return { token: { kind: 'symbol', symbol: String.fromCharCode(first) }, next: offset + 1 };
  let end = offset;
  let word = '';
  while (end < bytes.length && word.length < longestWord && isLetter(bytes[end] ?? 0)) {
    word += String.fromCharCode(bytes[end] ?? 0);
    end += 1;
  }
  const negative = bytes[end] === 0x2d && isDigit(bytes[end + 1] ?? 0);
  if (negative) end += 1;
  let parameter: number | null = null;
  for (let digits = 0; digits < longestNumber && isDigit(bytes[end] ?? 0); digits += 1) {
    parameter = (parameter ?? 0) * 10 + (bytes[end] ?? 0) - 0x30;
    end += 1;
  }
  if (bytes[end] === 0x20) end += 1;
  if (negative && parameter !== null) parameter = -parameter;
  return { token: { kind: 'word', word, parameter }, next: end };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** What is no digit counts as 0: the byte is lost in any case. */
function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : 0;
}

function isSpecial(byte: number): boolean {
  return byte === backslash || byte === 0x7b || byte === 0x7d || byte === 0x0d || byte === 0x0a || byte === 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}
