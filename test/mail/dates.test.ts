import { describe, expect, test } from 'vitest';
import { parseDate } from '../../src/mail/dates.ts';

const dates: [text: string, expected: string | null][] = [
  ['Thu, 12 Mar 2026 09:14:00 +0000', '2026-03-12T09:14:00Z'],
  ['Fri, 21 Nov 1997 09:55:06 -0600 (CST)', '1997-11-21T15:55:06Z'],
  ['21 Nov 97 09:55 GMT', '1997-11-21T09:55:00Z'],
  ['12 March 2026 09:14', '2026-03-12T09:14:00Z'],
  ['12 June 2026 09:14', '2026-06-12T08:14:00Z'],
  ['Monday, 12 January 2026 20:04', '2026-01-12T20:04:00Z'],
  ['Mon, Jan 12, 2026 at 8:04 PM', '2026-01-12T20:04:00Z'],
  ['Mon, Jan 12, 2026 at 8:04 PM', '2026-01-12T20:04:00Z'],
  ['Thu, 12 Mar 2026 at 09:14', '2026-03-12T09:14:00Z'],
  ['03/02/2026 11:26', '2026-02-03T11:26:00Z'],
  ['3/2/26, 11:26', '2026-02-03T11:26:00Z'],
  ['02/25/2026 4:52 PM', '2026-02-25T16:52:00Z'],
  ['2026-03-12 09:14', '2026-03-12T09:14:00Z'],
  ['12.03.2026 09.14', '2026-03-12T09:14:00Z'],
  ['25 October 2021 at 11:17:21 EEST', '2021-10-25T08:17:21Z'],
  ['29 March 2026 00:30', '2026-03-29T00:30:00Z'],
  ['29 March 2026 02:30', '2026-03-29T01:30:00Z'],
  ['12 Mawrth 2026 09:14', '2026-03-12T09:14:00Z'],
  ['Thursday, June 4, 2026 12:05 am', '2026-06-03T23:05:00Z'],
  ['4 June 2026 9am', '2026-06-04T08:00:00Z'],
  ['12 March 2026', null],
  ['soon', null],
  ['99/99/2026 10:00', null],
];

describe('dates as clients write them', () => {
  test.each(dates)('%s', (text, expected) => {
    expect(parseDate(text)).toEqual(expected === null ? null : new Date(expected));
  });
});
