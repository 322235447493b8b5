import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLocal, localDate } from '../../src/council/dates.ts';
import { nextDigestInstant } from '../../src/queue/digest-instant.ts';

const next = (clock: string, timezone: string, after: string): string => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return formatLocal(new Date(nextDigestInstant({ hour, minute, timezone }, Date.parse(after))), timezone);
};

describe('the next time of a digest', () => {
  test.each([
    ['today, before the time', '08:30', 'Europe/London', '2026-11-24T08:29:59.999Z', '2026-11-24T08:30:00Z'],
    ['tomorrow, at the time', '08:30', 'Europe/London', '2026-11-24T08:30:00Z', '2026-11-25T08:30:00Z'],
    ['in summer', '08:30', 'Europe/London', '2026-06-03T07:30:00Z', '2026-06-04T08:30:00+01:00'],
    ['over the spring change', '08:30', 'Europe/London', '2026-03-28T12:00:00Z', '2026-03-29T08:30:00+01:00'],
    ['over the autumn change', '08:30', 'Europe/London', '2026-10-24T12:00:00Z', '2026-10-25T08:30:00Z'],
    [
      'left out: when clocks have gone forward',
      '01:30',
      'Europe/London',
      '2026-03-28T12:00:00Z',
      '2026-03-29T02:00:00+01:00',
    ],
    ['the day after one left out', '01:30', 'Europe/London', '2026-03-29T01:00:00Z', '2026-03-30T01:30:00+01:00'],
    ['twice: the first', '01:30', 'Europe/London', '2026-10-24T12:00:00Z', '2026-10-25T01:30:00+01:00'],
    ['twice: not the second', '01:30', 'Europe/London', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ['twice: not the second, asked between', '01:30', 'Europe/London', '2026-10-25T01:10:00Z', '2026-10-26T01:30:00Z'],
    ['by half an hour', '02:15', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', '2026-10-04T02:30:00+11:00'],
    ['left out at midnight', '00:30', 'America/Havana', '2026-03-07T12:00:00Z', '2026-03-08T01:00:00-04:00'],
    ['left out before midnight', '23:30', 'America/Nuuk', '2024-03-30T12:00:00Z', '2024-03-30T22:59:00-02:00'],
    ['the day after that', '23:30', 'America/Nuuk', '2024-03-31T00:59:00Z', '2024-03-31T23:30:00-01:00'],
    ['a day that never was', '08:30', 'Pacific/Apia', '2011-12-29T20:00:00Z', '2011-12-31T08:30:00+14:00'],
  ])('%s', (_, clock, timezone, after, expected) => {
    expect(Date.parse(next(clock, timezone, after))).toBe(Date.parse(expected));
  });

  test('comes once a local day, in every timezone and at every time', () => {
    const timezones = [
      'Europe/London',
      'Australia/Lord_Howe',
      'America/Havana',
      'America/St_Johns',
      'Africa/Casablanca',
      'America/Nuuk',
    ];
    const time = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      timezone: fc.constantFrom(...timezones),
    });
    const instant = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(time, instant, (digest, afterMs) => {
        const first = nextDigestInstant(digest, afterMs);
        const second = nextDigestInstant(digest, first);
        expect(first).toBeGreaterThan(afterMs);
        expect(Date.parse(localDate(new Date(second), digest.timezone))).toBe(
          Date.parse(localDate(new Date(first), digest.timezone)) + 86_400_000,
        );
        // Asked at any moment between, the answer is the same.
        expect(nextDigestInstant(digest, Math.floor((first + second) / 2))).toBe(second);
        expect(nextDigestInstant(digest, second - 1)).toBe(second);
      }),
      { numRuns: 2_000, examples: [[{ hour: 23, minute: 0, timezone: 'America/Nuuk' }, 1_774_573_200_000]] },
    );
  });
});
