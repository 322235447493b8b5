import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { addressOf, handlerOf, mayRead, subjectsOf } from '../../src/review/routing.ts';
import { day, makeFlag, makeRoster, routing } from './notice-cases.ts';

const by = (id: string | null, hidden: string[] = []): Partial<LoggedFlag> => ({
  people: { by: id, affected: ['chair'], hidden },
});
const concern: Partial<LoggedFlag> = {
  ...by('ewart'),
  rule: 'staff-contact-bypasses-clerk',
  evidence: [{ kind: 'names-clerk', where: 'mailbox deputy, new text' }],
};

test('the subject is who acted and who received a copy unseen, never who was affected', () => {
  expect(subjectsOf(makeFlag('a', by('clerk', ['ewart', 'clerk'])))).toEqual(['clerk', 'ewart']);
  expect(subjectsOf(makeFlag('a', by(null)))).toEqual([]);
});

const cases: [
  what: string,
  flag: Partial<LoggedFlag>,
  recipient: string | null,
  isRerouted: boolean,
  routing?: string,
][] = [
  ['a councillor’s doing goes to the Clerk', by('ewart'), 'clerk', false],
  ['the deputy’s doing goes to the Clerk', by('deputy'), 'clerk', false],
  ['an unknown hand at a shared address goes to the Clerk', by(null), 'clerk', false],
  ['the Clerk’s doing goes to whom the council named', by('clerk'), 'chair', true],
  ['a copy that the Clerk received unseen as well', by('ewart', ['clerk']), 'chair', true],
  ['where the named handler is a subject too, to the alternate', by('clerk', ['chair']), 'vice', true],
  ['where the alternate is one as well, to the auditor', by('clerk', ['chair', 'vice']), 'auditor', true],
  ['nobody is guessed where nobody is named', by('clerk'), null, true, ''],
  [
    'nor where everybody who is named is a subject',
    by('clerk', ['chair', 'vice']),
    null,
    true,
    'routing: { clerkFlags: chair, alternate: vice }',
  ],
  ['the Clerk still has the others', by('ewart'), 'clerk', false, ''],
  ['a concern about the Clerk is not betrayed to the Clerk', concern, 'chair', true],
  ['whoever raises the concern does not handle it either', { ...concern, ...by('chair') }, 'vice', true],
  ['a rule about something else may name the Clerk', { ...concern, rule: 'silent-copy' }, 'clerk', false],
  [
    'a concern whose text was erased may have named the Clerk',
    { ...concern, evidence: [], erased: ['evidence'] },
    'chair',
    true,
  ],
  ['a flag whose people were erased may be about the Clerk', { ...by(null), erased: ['by'] }, 'chair', true],
  [
    'an address outside',
    by('clerk'),
    'clerk-flags',
    true,
    'routing: { clerkFlags: mo@district.example, alternate: vice }',
  ],
  [
    'an address of a subject is passed over',
    by('clerk', ['chair']),
    'vice',
    true,
    'routing: { clerkFlags: Ada+x@home.example, alternate: vice }',
  ],
  [
    'a list that a subject is on is passed over',
    by('clerk', ['ewart']),
    'vice',
    true,
    'routing: { clerkFlags: all@uppersallow.gov.uk, alternate: vice }',
  ],
  [
    'whoever is out of term is passed over',
    by('clerk'),
    'vice',
    true,
    'routing: { clerkFlags: former, alternate: vice }',
  ],
];

describe('who handles a flag:', () => {
  test.each(cases)('%s', (_, changes, recipient, isRerouted, named = routing) => {
    expect(handlerOf(makeFlag('a', changes), makeRoster(named), day)).toEqual({ recipient, isRerouted });
  });

  test('the deputy, while there is no Clerk', () => {
    const roster = makeRoster(routing, (text) => text.replace('offices: [clerk]', 'offices: [rfo]'));
    expect(handlerOf(makeFlag('a', by('ewart')), roster, day)).toEqual({ recipient: 'deputy', isRerouted: false });
    expect(handlerOf(makeFlag('a', by('deputy')), roster, day)).toEqual({ recipient: 'chair', isRerouted: true });
  });

  test('a flag about a former Clerk goes to the Clerk of the day', () => {
    const roster = makeRoster(routing, (text) =>
      text
        .replace('offices: [clerk]', 'offices: [{ office: clerk, until: 2026-09-30 }]')
        .replace('offices: [deputy-clerk]', 'offices: [{ office: clerk, from: 2026-10-01 }]'),
    );
    expect(handlerOf(makeFlag('a', by('clerk')), roster, day).recipient).toBe('deputy');
    expect(handlerOf(makeFlag('a', by('clerk')), roster, '2026-09-30').recipient).toBe('chair');
  });

  test('of two Clerks neither handles a flag about the other', () => {
    const roster = makeRoster(routing, (text) => text.replace('offices: [deputy-clerk]', 'offices: [clerk]'));
    expect(handlerOf(makeFlag('a', by('deputy')), roster, day).recipient).toBe('chair');
  });
});

test('whoever is the subject is never the reader, whoever is named', () => {
  const anybody = fc.constantFrom('clerk', 'deputy', 'chair', 'vice', 'ewart', 'former');
  const anyone = fc.oneof(
    fc.constantFrom('chair', 'vice', 'deputy', 'ewart'),
    fc.constantFrom('a@out.example', 'ada@home.example', 'ewart@uppersallow.gov.uk', 'all@uppersallow.gov.uk'),
  );
  fc.assert(
    fc.property(
      fc.option(anybody),
      fc.uniqueArray(anybody),
      fc.uniqueArray(anyone, { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      (author, hidden, named, isConcern) => {
        const roster = makeRoster(`routing: { clerkFlags: ${named[0]}, alternate: ${named[1]}, auditor: ${named[2]} }`);
        const flag = makeFlag('a', { ...(isConcern ? concern : {}), ...by(author, hidden) });
        const { recipient, isRerouted } = handlerOf(flag, roster, day);
        if (recipient === null) {
          expect(isRerouted).toBe(true);
          return;
        }
        const to = addressOf(recipient, roster, day)?.address ?? 'none';
        const subjects = [...subjectsOf(flag), ...(isConcern ? ['clerk'] : [])];
        const readers = roster.council.people.filter(({ addresses }) => addresses.includes(to)).map(({ id }) => id);
        const onList = to === 'all@uppersallow.gov.uk' ? ['chair', 'vice', 'ewart', 'former'] : [];
        for (const id of [recipient, ...readers, ...onList]) expect(subjects).not.toContain(id);
        expect(mayRead(flag, recipient, roster, day)).toBe(true);
      },
    ),
  );
});

describe('where it is sent:', () => {
  const roster = makeRoster();
  test.each([
    ['a council address before a private one', 'chair', { name: 'Ada Boyle', address: 'boyle@uppersallow.gov.uk' }],
    ['an address of routing as it is', 'auditor', { name: '', address: 'rupert@audit.example' }],
    ['nobody unknown', 'ghost', null],
    ['nobody whom routing does not name', 'clerk-flags', null],
  ])('%s', (_, recipient, to) => {
    expect(addressOf(recipient, roster, day)).toEqual(to);
  });

  test('never an address that somebody else has as well', () => {
    const shared = makeRoster(routing, (text) => text.replace('boyle@uppersallow.gov.uk', 'office@uppersallow.gov.uk'));
    expect(addressOf('chair', shared, day)?.address).toBe('ada@home.example');
    const twins = makeRoster(routing, (text) => text.replace('[denby@', '[ada@home.example, denby@'));
    expect(addressOf('vice', twins, day)?.address).toBe('denby@uppersallow.gov.uk');
  });

  test('an address that a predecessor had is the holder’s own', () => {
    const roster = makeRoster(routing, (text) => text.replace('[imrie@home.example]', '[ewart@uppersallow.gov.uk]'));
    expect(addressOf('ewart', roster, day)?.address).toBe('ewart@uppersallow.gov.uk');
  });
});

test('a flag that has come to be about its reader may be read no longer', () => {
  const roster = makeRoster();
  expect(mayRead(makeFlag('a', by('ewart')), 'clerk', roster, day)).toBe(true);
  expect(mayRead(makeFlag('a', by('clerk')), 'clerk', roster, day)).toBe(false);
  expect(mayRead(makeFlag('a', concern), 'clerk', roster, day)).toBe(false);
  expect(mayRead(makeFlag('a', concern), 'chair', roster, day)).toBe(true);
});
