import { array, assert, boolean, constantFrom, integer, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeMbox, type MboxMessage, MboxSplitter, unquoteFromLines } from '../../src/sources/mbox-format.ts';
import { writeMbox } from './mbox-writer.ts';

const largest = 1_000_000;

function split(file: Uint8Array, chunkBytes = file.length, messageBytes = largest, offset = 0): MboxMessage[] {
  const splitter = new MboxSplitter(messageBytes, offset);
  const messages: MboxMessage[] = [];
  for (let start = offset; start < file.length; start += chunkBytes) {
    messages.push(...splitter.push(file.subarray(start, start + chunkBytes)));
  }
  return [...messages, ...splitter.end()];
}
const texts = (messages: MboxMessage[]) => messages.map(({ bytes }) => bytes && Buffer.from(bytes).toString('latin1'));
const envelope = 'From clerk@example.org Wed Jun  3 09:14:00 2026';

/** Lines that have broken mbox readers before, and any others. */
const line = constantFrom(
  '',
  '',
  'From the Chair, with thanks',
  envelope,
  `>${envelope}`,
  '>From here on',
  '>>From twice quoted',
  '> From: somebody',
  'From: somebody@example.org',
  'Subject: inside a body',
  '\u00a3 1,000 \u00ff\u0000',
);
const anyLine = string({ maxLength: 60 }).map((text) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[\r\n]/g, ' '),
);

const message = tuple(array(tuple(boolean(), line, anyLine), { maxLength: 30 }), constantFrom('\n', '\r\n')).map(
  ([lines, lineEnd]) => {
    const body = lines.map(([isTrap, trap, any]) => (isTrap ? trap : any));
    return Buffer.from(['Subject: x', 'To: y@example.org', '', ...body, ''].join(lineEnd), 'latin1');
  },
);

test('messages written as mbox come back byte for byte, however the file is cut in chunks', () => {
  assert(
    property(
      array(message, { minLength: 1, maxLength: 8 }),
      constantFrom('\n' as const, '\r\n' as const),
      integer({ min: 1, max: 700 }),
      (messages, lineEnd, chunkBytes) => {
        const found = split(writeMbox(messages, { lineEnd, finalEmptyLine: true }), chunkBytes);
        expect(texts(found)).toEqual(messages.map((bytes) => bytes.toString('latin1')));
      },
    ),
    { numRuns: 300 },
  );
});

test('each message can be read again from its offset', () => {
  assert(
    property(array(message, { minLength: 1, maxLength: 5 }), (messages) => {
      const file = writeMbox(messages, { lineEnd: '\n', finalEmptyLine: true });
      for (const { offset, bytes } of split(file)) {
        expect(split(file, 100, largest, offset)[0]).toMatchObject({ offset, bytes });
      }
    }),
    { numRuns: 50 },
  );
});

describe('what begins a message', () => {
  const second = (line: string) => `${envelope}\nSubject: a\n\nHello\n\n${line}\nSubject: b\n\nBye\n`;
  test.each([
    ['the usual line', 'From a@example.org Mon Jan  5 10:00:00 2026', 2],
    ['Thunderbird’s', 'From - Mon Jan 05 10:00:00 2026', 2],
    ['Takeout’s', 'From 1234@xxx Mon Jan 05 10:00:00 +0000 2026', 2],
    ['with a zone', 'From a@example.org Mon Jan  5 10:00:00 GMT 2026', 2],
    ['with the date of RFC 5322', 'From a@example.org Mon, 05 Jan 2026 10:00:00 +0000', 2],
    ['with an ISO date', 'From a@example.org 2026-01-05T10:00:00Z', 2],
    ['an address alone', 'From a@example.org', 2],
    ['a sentence', 'From Monday the hall is closed', 1],
    ['a sentence with a time', 'From Mon Jan 5 10:00 2026 on, the hall is closed', 1],
    ['a header field', 'From: a@example.org', 1],
    ['a quoted line', '>From a@example.org Mon Jan  5 10:00:00 2026', 1],
  ])('%s', (_, line, count) => {
    expect(split(Buffer.from(second(line)))).toHaveLength(count);
  });

  test('not without an empty line before it', () => {
    expect(split(Buffer.from(`${envelope}\nSubject: a\n\nHello\n${envelope}\nSubject: b\n\n`))).toHaveLength(1);
  });

  test('not without a header field behind it', () => {
    expect(split(Buffer.from(`${envelope}\nSubject: a\n\n${envelope}\nand so on\n`))).toHaveLength(1);
  });
});

describe('the ends of a file', () => {
  test('without a final newline', () => {
    expect(texts(split(Buffer.from(`${envelope}\nSubject: a\n\nHello`)))).toEqual(['Subject: a\n\nHello']);
  });
  test('without a final empty line', () => {
    expect(texts(split(Buffer.from(`${envelope}\nSubject: a\n\nHello\n`)))).toEqual(['Subject: a\n\nHello\n']);
  });
  test('with empty lines before the first message', () => {
    expect(texts(split(Buffer.from(`\n\n${envelope}\nSubject: a\n\nHello\n`)))).toEqual(['Subject: a\n\nHello\n']);
  });
  test('empty', () => {
    expect(split(Buffer.alloc(0))).toEqual([]);
  });
});

test('a message that is too large is counted and not kept, and the next one is found', () => {
  const huge = `Subject: a\n\n${'x'.repeat(5_000)}\n`;
  const file = writeMbox([Buffer.from(huge), Buffer.from('Subject: b\n\nBye\n')], {
    lineEnd: '\n',
    finalEmptyLine: true,
  });
  const found = split(file, 300, 1_000);
  expect(texts(found)).toEqual([null, 'Subject: b\n\nBye\n']);
  expect(found[0]?.size).toBe(huge.length + 1);
});

test('a message of exactly the largest size is kept', () => {
  const text = 'Subject: a\n\nHello\n';
  expect(
    texts(split(writeMbox([Buffer.from(text)], { lineEnd: '\r\n', finalEmptyLine: true }), 10, text.length)),
  ).toEqual([text]);
});

test('one quote mark is taken from lines that begin with From, and from no others', () => {
  const text = '>From a\n>>From b\n x >From c\n> From d\n>From';
  expect(Buffer.from(unquoteFromLines(Buffer.from(text))).toString()).toBe(
    'From a\n>From b\n x >From c\n> From d\n>From',
  );
});

test.each([
  ['an mbox file', `${envelope}\nSubject: a\n`, true],
  ['a letter', 'From the desk of the Clerk\nDear all\n', false],
  ['a message', 'From: a@example.org\nSubject: a\n', false],
])('%s looks like mbox: %s', (_, text, expected) => {
  expect(looksLikeMbox(Buffer.from(text))).toBe(expected);
});
