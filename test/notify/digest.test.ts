import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { buildDigest } from '../../src/notify/digest.ts';
import { type DigestFlag, shareOf } from '../../src/notify/digest-facts.ts';
import { durationInWords, isTroubled } from '../../src/notify/health.ts';
import { buildHeartbeat } from '../../src/notify/heartbeat.ts';
import { buildReport } from '../../src/notify/report.ts';
import {
  asNew,
  asTold,
  at,
  health,
  mailboxHealth,
  makeContext,
  makeDisclosure,
  makeFacts,
  makeFlag,
  makeRoster,
  routing,
} from './notice-cases.ts';

const theirs = (name: string, changes: Partial<LoggedFlag> = {}): LoggedFlag =>
  makeFlag(name, { people: { by: 'ewart', affected: ['clerk'], hidden: ['vice'] }, ...changes });
const aboutClerk = (name: string, changes: Partial<LoggedFlag> = {}): LoggedFlag => makeFlag(name, changes);
const many = (count: number, make: (name: string) => LoggedFlag, name = 'n'): LoggedFlag[] =>
  Array.from({ length: count }, (_, index) => make(`${name}${index}`));
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function digest(flags: DigestFlag[], changes: Parameters<typeof makeFacts>[1] = {}, named = routing) {
  const { subject, text } = buildDigest(makeFacts(flags, changes), await makeContext({ roster: makeRoster(named) }));
  const titles = [...text.matchAll(/^(.+)\n-{3,}$/gm)].map(([, title]) => title ?? '');
  const parts = text.split(/^.+\n-{3,}$/m).slice(1);
  return { subject, text, titles, part: (title: string) => oneLine(parts[titles.indexOf(title)] ?? `no ${title}`) };
}

test('stands in one order', async () => {
  const excepted = theirs('e', { status: 'excepted', exception: 'mayor-own-name' });
  const { titles } = await digest([
    asNew(makeDisclosure('a')),
    asTold(theirs('b'), 9),
    asNew(aboutClerk('c')),
    asTold(excepted, 1),
  ]);
  expect(titles).toEqual([
    'To decide today',
    'New',
    'Waiting',
    'With another handler',
    'Excused by the protocol itself',
    'What was read',
    'What cannot be seen',
    'The flag log',
    'If you think a flag is wrong',
  ]);
});

describe('to decide today', () => {
  test('are at most five, serious ones first, then what waits longest', async () => {
    const flags = [
      ...many(3, theirs, 'o').map(asNew),
      asTold(theirs('old'), 30),
      asTold(theirs('older'), 40),
      asNew(makeDisclosure('s')),
      asTold(makeDisclosure('t'), 2),
    ];
    const { part } = await digest(flags);
    const ids = [...part('To decide today').matchAll(/\(flag ([0-9a-f]{8})/g)].map(([, id]) => id);
    const wanted = [makeDisclosure('t'), makeDisclosure('s'), theirs('older'), theirs('old'), theirs('o0')];
    expect(ids).toEqual(wanted.map(({ id }) => id.slice(0, 8)));
  });

  test('is never what is only advice', async () => {
    const { part } = await digest([asNew(theirs('a', { severity: 'advice' }))]);
    expect(part('To decide today')).toBe(' Nothing. ');
    expect(part('New')).toContain('Hidden copy (1)');
  });
});

describe('what is new', () => {
  test('is grouped by rule, at most ten, then counted', async () => {
    const letters = many(9, (name) => theirs(name, { rule: 'official-letter-councillor-name' }), 'l');
    const { subject, part } = await digest([...many(9, theirs), ...letters].map(asNew));
    expect(subject).toBe('Candour: digest of 24 November 2026, 18 new flags');
    const told = part('New');
    expect(told).toContain('18 new flags, of which 5 stand above.');
    expect(told).toMatch(/Hidden copy \(4\).*Letter under own name \(9\)/);
    expect(told.match(/- [0-9a-f]{8}: /g)).toHaveLength(10);
    expect(told).toContain('And 3 more: npx candour flags lists them.');
  });

  test('is told once: what was told before waits', async () => {
    const { part } = await digest([asTold(theirs('a'), 1)]);
    expect(part('New')).toContain('No new flags.');
    expect(part('Waiting')).toContain(
      '1 flag told before and still standing, of which 0 told more than five working days ago.',
    );
  });
});

test('what waits for more than five working days is told apart', async () => {
  const late = many(7, theirs, 'late').map((flag) => asTold(flag, 8));
  const recent = many(2, theirs, 'recent').map((flag) => asTold(flag, 1));
  const { part } = await digest([...late, ...recent]);
  expect(part('Waiting')).toMatch(
    /9 flags told before and still standing, of which 7 .*Told more than five working days ago - .*Told since - /,
  );
});

test('what a digest told and what no longer stands is taken back', async () => {
  const gone = theirs('a', { isStanding: false, reasons: ['later-evidence'] });
  const { part } = await digest([{ ...asTold(gone, 3), news: 'correction' }]);
  expect(part('Waiting')).toContain(
    'Hidden copy, 3 June 2026, Cllr Faye Ewart, concerning Edith Gray. Withdrawn: later evidence undid it.',
  );
});

describe('the Clerk', () => {
  test('is told how many flags are with another handler, and no more', async () => {
    const { text, part } = await digest([asNew(aboutClerk('a')), asTold(aboutClerk('b'), 20), asNew(theirs('c'))]);
    expect(part('With another handler')).toBe(
      ' 2 flags are with another handler, as routing in the council file says. ',
    );
    for (const name of ['a', 'b']) expect(text).not.toContain(aboutClerk(name).id.slice(0, 8));
  });

  test('is told where nobody is named', async () => {
    const { part } = await digest([asNew(aboutClerk('a'))], {}, '');
    expect(part('With another handler')).toContain(
      '1 flag is told to nobody. The council file names nobody to handle a flag about the Clerk',
    );
    expect((await digest([], {}, '')).part('With another handler')).toContain('names nobody');
  });

  test('sees the same mail whatever the flags about the Clerk hold', () => {
    const person = fc.constantFrom('chair', 'vice', 'ewart', 'deputy');
    const flag = fc
      .record({
        name: fc.uuid(),
        rule: fc.constantFrom('silent-copy', 'confidential-to-third-party', 'staff-contact-bypasses-clerk'),
        severity: fc.constantFrom('serious' as const, 'ordinary' as const, 'advice' as const),
        affected: fc.uniqueArray(person),
        isByClerk: fc.boolean(),
        isNew: fc.boolean(),
        days: fc.nat({ max: 60 }),
      })
      .map(({ name, rule, severity, affected, isByClerk, isNew, days }) => {
        const people = { by: isByClerk ? 'clerk' : 'ewart', affected, hidden: isByClerk ? [] : ['clerk'] };
        const made = makeFlag(name, { rule, severity, people });
        return isNew ? asNew(made) : asTold(made, days);
      });
    const own = [asNew(makeDisclosure('own')), asTold(theirs('waiting'), 12)];
    const pairs = fc
      .integer({ min: 0, max: 6 })
      .chain((size) => fc.tuple(...[0, 1].map(() => fc.array(flag, { minLength: size, maxLength: size }))));
    return fc.assert(
      fc.asyncProperty(pairs, async ([one = [], other = []]) => {
        const context = await makeContext();
        for (const render of [buildDigest, buildReport, buildHeartbeat])
          expect(render(makeFacts([...own, ...one]), context)).toEqual(render(makeFacts([...other, ...own]), context));
      }),
      { numRuns: 25 },
    );
  });
});

test('another handler has their own flags, and no count of others', async () => {
  const { titles, text, part } = await digest([asNew(aboutClerk('a')), asNew(makeDisclosure('b'))], {
    recipient: 'chair',
  });
  expect(titles).not.toContain('With another handler');
  expect(part('To decide today')).toContain(aboutClerk('a').id.slice(0, 8));
  expect(text).not.toContain(makeDisclosure('b').id.slice(0, 8));
});

test('no flag is in two shares, and every flag that somebody may see is in one', () => {
  const roster = makeRoster();
  const person = fc.constantFrom('clerk', 'chair', 'vice', 'ewart', 'deputy');
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.uuid(), person, fc.uniqueArray(person)), {
        selector: ([name]) => name,
      }),
      (flags) => {
        const all = flags.map(([name, by, hidden]) => asNew(makeFlag(name, { people: { by, affected: [], hidden } })));
        const shares = ['clerk', 'chair', 'vice', 'auditor'].map((recipient) =>
          shareOf(makeFacts(all, { recipient }), roster),
        );
        const told = shares.flatMap(({ fresh }) => fresh.map(({ id }) => id));
        expect(new Set(told).size).toBe(told.length);
        expect(told.length + (shares[0]?.elsewhere?.unhandled ?? 0)).toBe(all.length);
      },
    ),
    { numRuns: 50 },
  );
});

describe('health', () => {
  const failing = {
    ...mailboxHealth,
    mailbox: 'office',
    state: 'failing' as const,
    reason: 'The server does not accept the password.',
    waiting: 3,
    oldestWaitingAt: at - 5 * 36e5,
    unreadable: 2,
    gone: 0,
    notExamined: 1,
  };

  test('says what was read and what could not be', async () => {
    const { part } = await digest([], {
      health: {
        ...health,
        mailboxes: [mailboxHealth, failing, { ...failing, mailbox: 'b', state: 'starting', lastReadAt: null }],
      },
    });
    const told = part('What was read');
    expect(told).toContain(
      '- clerk. Last message read: 24 November 2026, 7:30am. State: read as mail comes, all of it looked through 24 November 2026, 8:29am',
    );
    expect(told).toContain(
      'State: cannot be read since 23 November 2026, 8:30am. The server does not accept the password; 3 messages to be read, the oldest seen 5 hours ago',
    );
    expect(told).toContain('- b. Last message read: none yet. State: not read yet');
    expect(told).toContain('4 messages could not be read (office 2, b 2).');
    expect(told).toContain('2 attachments could not be examined (office 1, b 1).');
    expect(part('What cannot be seen')).toContain('There is no journal.');
  });

  test('says so where all is well, and where nothing is connected', async () => {
    expect((await digest([])).part('What was read')).toContain('Messages that could not be read: none.');
    expect((await digest([], { health: { mailboxes: [], blindSpots: [] } })).part('What was read')).toContain(
      'No mailbox is connected.',
    );
  });

  test('a heartbeat that cannot read everything says that first', async () => {
    const context = await makeContext();
    expect(buildHeartbeat(makeFacts([]), context).subject).toBe('Candour: at work, 24 November 2026');
    const troubled = makeFacts([], { health: { ...health, mailboxes: [failing] } });
    expect(isTroubled(troubled.health)).toBe(true);
    expect(buildHeartbeat(troubled, context).subject).toBe('Candour: not everything can be read, 24 November 2026');
  });

  test.each([
    [0, 'less than a minute'],
    [60_000, '1 minute'],
    [119 * 60_000, '119 minutes'],
    [5 * 36e5, '5 hours'],
    [72 * 36e5, '3 days'],
    [-5, 'less than a minute'],
  ])('%i ms is %s', (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });
});

test('a report counts a backlog by rule, and lists what is serious', async () => {
  const flags = [...many(30, theirs), ...many(12, makeDisclosure, 's')].map(asNew);
  const { subject, text } = buildReport(makeFacts(flags), await makeContext());
  expect(subject).toBe('Candour: report on earlier mail, 42 flags');
  expect(oneLine(text)).toContain('- Hidden copy. Flags: 30. Serious: 0');
  expect(oneLine(text)).toContain('- Confidential item sent. Flags: 12. Serious: 12');
  expect(text).toContain('And 2 more');
});
