import { describe, expect, test } from 'vitest';
import { concernsCouncilBusiness } from '../../src/evidence/business.ts';
import { plainWording, sentencesOf } from '../../src/evidence/words.ts';

describe('sentences', () => {
  test.each([
    ['end at a full stop', 'I walked it. You are right.', ['I walked it.', 'You are right.']],
    ['do not end at a title or an initial', 'Cllr. Pratt and B. Crowe came.', ['Cllr. Pratt and B. Crowe came.']],
    ['end with a short line of their own', 'Dear Ian\nThe key is cut.', ['Dear Ian', 'The key is cut.']],
  ])('%s', (_name, text, expected) => {
    expect(sentencesOf(text).map(({ written }) => written)).toEqual(expected);
  });

  test('run on through a line that the mail program wrapped', () => {
    const text = 'The engineer condemned the flue this morning, so no heating\nuntil it is replaced.';
    expect(sentencesOf(text)).toHaveLength(1);
  });

  test('are cut where nobody writes so long, so that no pattern is led through a sentence without end', () => {
    const pieces = sentencesOf('council '.repeat(50_000)).map(({ written }) => written);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(500);
    expect(
      pieces
        .join(' ')
        .split(' ')
        .filter((word) => word === 'council'),
    ).toHaveLength(50_000);
  });
});

test.each([
  ['Dont', "don't"],
  ['pls go ahed', 'please go ahead'],
  ['the parish counsil', 'the parish council'],
  ['Joséphine’s', "josephine's"],
])('%s is read as %s', (written, plain) => {
  expect(plainWording(written)).toBe(plain);
});

test.each([
  ['When is the last train?', false],
  ['Could the bins by the pavilion be emptied?', true],
  ['Happy birthday, and love to the baby! See you at the hall.', false],
])('council business in “%s”: %s', (text, expected) => {
  expect(concernsCouncilBusiness(text)).toBe(expected);
});
