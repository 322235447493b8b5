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

/** Reads what follows a backslash at `offset`. */
function readControl(bytes: Uint8Array, offset: number): { token: RichTextToken; next: number } {
  const first = bytes[offset] ?? 0;
  if (first === 0x27) {
    const byte = Number.parseInt(ascii(bytes, offset + 1, offset + 3), 16);
    return { token: { kind: 'bytes', bytes: Uint8Array.of(Number.isNaN(byte) ? 0x3f : byte) }, next: offset + 3 };
  }
  if (!isLetter(first)) return { token: { kind: 'symbol', symbol: String.fromCharCode(first) }, next: offset + 1 };
  let end = offset;
  while (end < bytes.length && end - offset < longestWord && isLetter(bytes[end] ?? 0)) end += 1;
  const word = ascii(bytes, offset, end);
  const parameter = /^-?\d{1,10}/.exec(ascii(bytes, end, end + 11))?.[0] ?? '';
  end += parameter.length;
  if (bytes[end] === 0x20) end += 1;
  return { token: { kind: 'word', word, parameter: parameter === '' ? null : Number(parameter) }, next: end };
}

function isSpecial(byte: number): boolean {
  return byte === backslash || byte === 0x7b || byte === 0x7d || byte === 0x0d || byte === 0x0a || byte === 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
