import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Canonical,
  decodeCanonical,
  encodeCanonical,
  formatCanonical,
  wellFormed,
} from '../../src/flaglog/canonical.ts';

const { value: canonicalValue } = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger().map((integer) => integer + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value')),
  ),
}));

describe('canonical bytes', () => {
  it.each<[Canonical, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5 }, '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'],
    ['\u0000\b\t\n\f\r"\\/\u007f\u001f', '"\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f\\u001f"'],
    ['e\u0301', '"e\u0301"'],
    [-9007199254740991, '-9007199254740991'],
  ])('writes %j in one way', (value, text) => {
    expect(formatCanonical(value)).toBe(text);
  });

  it('come back as the value they were made of', () => {
    fc.assert(
      fc.property(canonicalValue, (value) => {
        const bytes = encodeCanonical(value);
        const decoded = decodeCanonical(bytes);
        expect(decoded).not.toBe(undefined);
        expect(encodeCanonical(decoded ?? null)).toEqual(bytes);
      }),
    );
  });

  it('do not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.integer().map((n) => n + 0),
        ),
        (object) => {
          const reversed = Object.fromEntries(Object.entries(object).reverse());
          expect(formatCanonical(reversed)).toBe(formatCanonical(object));
        },
      ),
    );
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['keys out of order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['a needless escape', '"\\u0061"'],
    ['upper-case hexadecimal', '"\\u001F"'],
    ['a fraction', '1.5'],
    ['an exponent', '1e3'],
    ['minus zero', '-0'],
    ['an unsafe integer', '9007199254740993'],
    ['a lone surrogate', '"\\ud800"'],
    ['a byte order mark', '\ufeff{}'],
    ['nesting without end', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nothing', ''],
  ])('are not recognised in %s', (_, text) => {
    expect(decodeCanonical(new TextEncoder().encode(text))).toBe(undefined);
  });

  it('are not recognised in what is not UTF-8', () => {
    expect(decodeCanonical(new Uint8Array([0x22, 0xff, 0x22]))).toBe(undefined);
  });

  it.each([1.5, Number.NaN, 2 ** 53, -0, '\ud800'])('are refused for %j', (value) => {
    expect(() => encodeCanonical(value)).toThrow(TypeError);
  });

  it('hold U+FFFD where a quote was cut in the middle of a character', () => {
    expect(wellFormed({ quote: 'half \ud83d' })).toEqual({ quote: 'half \ufffd' });
  });
});
