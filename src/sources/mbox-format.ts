/**
 * The mbox format (RFC 4155 and its relatives mboxo and mboxrd), as pure functions over bytes.
 *
 * A message begins with an envelope line: `From `, a sender, a date. Such a line only counts at the start of the file or
 * after an empty line, and only where a header field follows; otherwise somebody's sentence that begins with "From "
 * would cut a message in two. Writers put `>` before such sentences, which `unquoteFromLines` takes away again.
 */

export type MboxMessage = {
  /** Byte offset of the envelope line in the file. */
  offset: number;
  /** Bytes of the message as stored. */
  size: number;
  /** Without envelope line, separating empty line and quoting; null where the message is larger than allowed. */
  bytes: Uint8Array | null;
};

const lineFeed = 10;
const carriageReturn = 13;
const envelopeLineBytes = 512;
/** What must be in sight to judge an envelope line: the line itself, and the start of the next. */
const lookAheadBytes = envelopeLineBytes + 256;

const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)';
const zone = '(?: +(?:[a-z]{1,5}|[+-]\\d{4}))*';
const clock = '\\d{1,2}:\\d{2}(?::\\d{2})?';
const asctime = `${weekday},? +(?:[a-z]{3} +\\d{1,2}|\\d{1,2} +[a-z]{3}(?: +\\d{4})?) +${clock}${zone}(?: +\\d{4})?${zone}`;
const isoTime = '\\d{4}-\\d{2}-\\d{2}[t ]\\d{2}:\\d{2}\\S*';
const datedEnvelope = new RegExp(`^From +(?:\\S+ +){0,4}?(?:${asctime}|${isoTime})(?: remote from \\S+)?\\s*$`, 'i');
const bareEnvelope = /^From \S+@\S+\s*$/;
const fieldStart = /^(?:[!-9;-~]+[ \t]*:|>From |\r?\n|$)/;

type Growing = { offset: number; size: number; parts: Uint8Array[] };

/** Cuts a stream in messages, holding no more than one of them, and never more than `messageBytes` of it. */
export class MboxSplitter {
  readonly #messageBytes: number;
  readonly #startOffset: number;
  /** What has come and is not yet judged. */
  #window: Buffer = Buffer.alloc(0);
  #windowOffset: number;
  #current: Growing | null = null;

  /** `startOffset` is where in the file the first chunk begins. */
  constructor(messageBytes: number, startOffset = 0) {
    this.#messageBytes = messageBytes;
    this.#startOffset = startOffset;
    this.#windowOffset = startOffset;
  }

  /** The messages that are complete with this chunk. */
  push(chunk: Uint8Array): MboxMessage[] {
    this.#window = this.#window.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#window, chunk]);
    return this.#consume(false);
  }

  /** The rest, once the file has ended. */
  end(): MboxMessage[] {
    const messages = this.#consume(true);
    if (this.#current !== null) messages.push(finish(this.#current, this.#messageBytes));
    this.#current = null;
    return messages;
  }

  #consume(isLast: boolean): MboxMessage[] {
    const messages: MboxMessage[] = [];
    let position = 0;
    for (;;) {
      const isFileStart = this.#windowOffset === this.#startOffset;
      const start = findLineStart(this.#window, position, isFileStart);
      if (start === null || (!isLast && this.#window.length - start < lookAheadBytes)) {
        this.#takeUndecided(start, isLast);
        return messages;
      }
      const isFirst = isFileStart && isBlank(this.#window.subarray(0, start));
      const bodyStart = findBodyStart(this.#window, start, isFirst);
      if (bodyStart === null) {
        position = start + 1;
        continue;
      }
      const offset = this.#windowOffset + start;
      this.#take(start);
      if (this.#current !== null) messages.push(finish(this.#current, this.#messageBytes));
      this.#current = null;
      this.#take(bodyStart - start);
      this.#current = { offset, size: 0, parts: [] };
      position = 0;
    }
  }

  /** Everything before a possible envelope line, save the three bytes that show an empty line before it. */
  #takeUndecided(start: number | null, isLast: boolean): void {
    if (isLast) {
      this.#take(this.#window.length);
      return;
    }
    const end = (start ?? this.#window.length - 'From '.length) - 3;
    // At the very start of a file an envelope line needs no empty line before it, so that start must stay in sight.
    const isFileStart = this.#windowOffset === this.#startOffset && this.#current === null;
    if (end > (isFileStart ? lookAheadBytes : 0)) this.#take(end);
  }

  #take(end: number): void {
    if (this.#current !== null) grow(this.#current, this.#window.subarray(0, end), this.#messageBytes);
    this.#window = this.#window.subarray(end);
    this.#windowOffset += end;
  }
}

/** The next line that begins with `From `. */
function findLineStart(window: Buffer, position: number, isFileStart: boolean): number | null {
  if (isFileStart && position === 0 && window.subarray(0, 5).equals(Buffer.from('From '))) return 0;
  const found = window.indexOf('\nFrom ', Math.max(position - 1, 0), 'latin1');
  return found < 0 ? null : found + 1;
}

/** Where the message of an envelope line begins; null where the line is none. */
function findBodyStart(window: Buffer, start: number, isFirst: boolean): number | null {
  if (!isFirst && !followsEmptyLine(window, start)) return null;
  const lineEnd = window.subarray(start, start + envelopeLineBytes).indexOf(lineFeed);
  if (lineEnd < 0) return null;
  const line = window.toString('latin1', start, start + lineEnd);
  if (!isFirst && !datedEnvelope.test(line) && !bareEnvelope.test(line)) return null;
  const next = start + lineEnd + 1;
  return fieldStart.test(window.toString('latin1', next, next + 250)) ? next : null;
}

/** Before the first byte in sight stands the end of an envelope line. */
function followsEmptyLine(window: Buffer, start: number): boolean {
  const byteAt = (index: number): number | undefined => (index < 0 ? lineFeed : window[index]);
  return byteAt(start - 2) === lineFeed || (byteAt(start - 2) === carriageReturn && byteAt(start - 3) === lineFeed);
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === lineFeed || byte === carriageReturn);
}

function grow(message: Growing, bytes: Uint8Array, messageBytes: number): void {
  message.size += bytes.length;
  // Two bytes of grace for the separating empty line. Beyond that it is only counted, never kept.
  if (message.size > messageBytes + 2) message.parts = [];
  else if (bytes.length > 0) message.parts.push(bytes);
}

function finish(message: Growing, messageBytes: number): MboxMessage {
  const { offset, size, parts } = message;
  if (size > messageBytes + 2) return { offset, size, bytes: null };
  const bytes = withoutSeparator(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
  return { offset, size, bytes: bytes.length > messageBytes ? null : unquoteFromLines(bytes) };
}

/** Every message is followed by an empty line that is not its own. */
function withoutSeparator(bytes: Uint8Array): Uint8Array {
  const [third, second, last] = [bytes.at(-3), bytes.at(-2), bytes.at(-1)];
  if (last !== lineFeed) return bytes;
  if (second === lineFeed) return bytes.subarray(0, -1);
  return second === carriageReturn && third === lineFeed ? bytes.subarray(0, -2) : bytes;
}

/** Takes one `>` from every line that is `From ` behind one or more `>` (mboxrd; for mboxo's single `>` the same). */
export function unquoteFromLines(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  let keptUntil = 0;
  for (let found = source.indexOf('>From '); found >= 0; found = source.indexOf('>From ', found + 1)) {
    let start = found;
    while (start > keptUntil && source[start - 1] === 0x3e) start -= 1;
    if (start > 0 && source[start - 1] !== lineFeed) continue;
    kept.push(source.subarray(keptUntil, start));
    keptUntil = start + 1;
  }
  return kept.length === 0 ? bytes : Buffer.concat([...kept, source.subarray(keptUntil)]);
}

/** Whether a file that begins with these bytes is an mbox file: here any envelope line will do, if a field follows. */
export function looksLikeMbox(head: Uint8Array): boolean {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^(?:\r?\n)+/, '');
  const [line = '', next = ''] = text.split('\n', 2);
  return /^From \S/.test(line) && /^(?:[!-9;-~]+[ \t]*:|>From )/.test(next);
}
