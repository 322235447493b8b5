/** What is kept of a text so that it can be recognised, and nothing else. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedHash, shinglesOf } from '../../src/evidence/shingles.ts';

const sentence = 'the caretaker has been offered a settlement of four thousand pounds';
const shared = (left: string, right: string): number => {
  const known = shinglesOf(left, 'key');
  return [...shinglesOf(right, 'key')].filter((shingle) => known.has(shingle)).length;
};

describe('a text is recognised', () => {
  test.each([
    ['in capitals', sentence.toUpperCase()],
    ['with other line ends and spaces', sentence.replaceAll(' ', '\n  ')],
    ['with other punctuation', `“${sentence.replace('offered', 'offered,')}”.`],
    ['with accents added', sentence.replace('caretaker', 'càretaker')],
  ])('%s', (_how, text) => {
    expect(shared(sentence, text)).toBe(shinglesOf(sentence, 'key').size);
  });

  test('in the middle of another', () => {
    expect(shared(sentence, `I hear that ${sentence}, or so they say.`)).toBe(shinglesOf(sentence, 'key').size);
  });
});

describe('a text is not recognised', () => {
  test('by four words in a row', () => {
    expect(shared(sentence, 'has been offered a lift')).toBe(0);
  });

  test('in another order', () => {
    expect(shared(sentence, sentence.split(' ').reverse().join(' '))).toBe(0);
  });

  test('under another key', () => {
    const others = shinglesOf(sentence, 'another key');
    expect([...shinglesOf(sentence, 'key')].filter((shingle) => others.has(shingle))).toEqual([]);
  });
});

test.each([
  ['', 0],
  ['…', 0],
  ['one', 1],
  ['one two three four five', 1],
  ['one two three four five six', 2],
])('“%s” has %i shingles', (text, count) => {
  expect(shinglesOf(text, 'key').size).toBe(count);
});

test('every shingle is an unsigned number of 32 bits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, key) => {
      for (const shingle of [...shinglesOf(text, key), keyedHash(text, key)]) {
        expect(Number.isInteger(shingle) && shingle >= 0 && shingle < 2 ** 32).toBe(true);
      }
    }),
  );
});
