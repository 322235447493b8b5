import { hash } from 'node:crypto';
import { wordsOf } from './words.ts';

/** How many words make a shingle. Five in a row, in the same order, are rarely shared by chance. */
export const shingleWords = 5;

/**
 * Keyed 32-bit hashes of every run of five words: what is kept of a text so that it can be recognised, and nothing else.
 * `key` is secret to one run or one log, so that nobody who sees the hashes can try texts against them.
 * A text shorter than five words gives one hash of the whole.
 */
export function shinglesOf(text: string, key: string): Set<number> {
  const words = wordsOf(text);
  const shingles = new Set<number>();
  if (words.length === 0) return shingles;
  for (let at = 0; at === 0 || at + shingleWords <= words.length; at++) {
    shingles.add(keyedHash(words.slice(at, at + shingleWords).join(' '), key));
  }
  return shingles;
}

/** SHA-256 of the key and the text, cut to 32 bits: the truncation leaves nothing to extend or invert. */
export function keyedHash(text: string, key: string): number {
  return Number.parseInt(hash('sha256', `${key}\0${text}`).slice(0, 8), 16);
}
