import { describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import { exampleCouncil } from './example-council.ts';

const roster = buildRoster(exampleCouncil());
const ids = (people: { id: string }[]) => people.map(({ id }) => id);
const list = (address: string) => {
  const found = roster.listOfAddress(address);
  if (found === null) throw new Error(`no list ${address}`);
  return found;
};

describe('whose address it is', () => {
  test.each([
    ['clerk@littlewickham-pc.gov.uk', '2026-01-01', 'clerk'],
    ['clerk@littlewickham-pc.gov.uk', '2024-03-31', 'former-clerk'],
    ['CLERK@littlewickham-pc.gov.uk', '2024-04-01', 'clerk'],
    ['clerk+planning@littlewickham-pc.gov.uk', '2026-01-01', 'clerk'],
    ['+clerk@littlewickham-pc.gov.uk', '2026-01-01', undefined],
    ['clerk@example.com', '2026-01-01', undefined],
  ])('%s on %s: %s', (address, date, id) => {
    expect(roster.personOfAddress(address, date)?.id).toBe(id);
  });
});

describe('what an address is on a day', () => {
  test.each([
    ['an officer', 'clerk@littlewickham-pc.gov.uk', '2026-01-01', 'person'],
    ['a councillor in private', 'ngozi.okafor@example.com', '2026-01-01', 'person'],
    ['a councillor on the last day of the term', 'denis.wray@example.net', '2025-05-06', 'person'],
    ['a former councillor in private', 'denis.wray@example.net', '2025-05-07', 'outside'],
    ['a councillor before the term, in private', 'ngozi.okafor@example.com', '2023-05-08', 'outside'],
    ['a former councillor at the council', 'cllr.wray@littlewickham-pc.gov.uk', '2026-01-01', 'council-domain'],
    ['nobody at the council', 'caretaker@littlewickham-pc.gov.uk', '2026-01-01', 'council-domain'],
    ['nobody at a subdomain of the council', 'x@mail.littlewickham-pc.gov.uk', '2026-01-01', 'council-domain'],
    ['a domain that only ends alike', 'x@notlittlewickham-pc.gov.uk', '2026-01-01', 'outside'],
    ['the office', 'Office@littlewickham-pc.gov.uk', '2026-01-01', 'shared'],
    ['a list', 'councillors@littlewickham-pc.gov.uk', '2026-01-01', 'list'],
    ['the solicitor', 'jane@hartley-law.example', '2026-01-01', 'trusted'],
    ['the solicitor’s subdomain', 'jane@mail.hartley-law.example', '2026-01-01', 'trusted'],
    ['a resident', 'resident@example.org', '2026-01-01', 'outside'],
    ['no address at all', 'undisclosed-recipients:;', '2026-01-01', 'outside'],
  ])('%s', (_, address, date, kind) => {
    expect(roster.classifyAddress(address, date).kind).toBe(kind);
  });

  test('the press and ministers’ offices are marked as such', () => {
    const on = '2026-01-01';
    expect(roster.classifyAddress('news@wickhamherald.example', on)).toMatchObject({
      kind: 'outside',
      media: true,
      minister: false,
    });
    expect(roster.classifyAddress('m@po.communities.gov.uk', on)).toMatchObject({
      kind: 'outside',
      media: false,
      minister: true,
    });
  });

  test('somebody out of term is still named', () => {
    expect(roster.classifyAddress('denis.wray@example.net', '2026-01-01').person?.id).toBe('cllr-wray');
  });
});

describe('who is what on a day', () => {
  test('councillors and officers are those in term', () => {
    expect(ids(roster.councillorsOn('2025-05-06'))).toEqual(['cllr-okafor', 'cllr-pratt', 'cllr-wray']);
    expect(ids(roster.councillorsOn('2025-05-07'))).toEqual(['cllr-okafor', 'cllr-pratt']);
    expect(ids(roster.officersOn('2024-03-31'))).toEqual(['former-clerk']);
  });

  test('an office is held within its own term and the person’s', () => {
    expect(ids(roster.holdersOf('clerk', '2026-01-01'))).toEqual(['clerk']);
    expect(ids(roster.holdersOf('chair', '2025-05-12'))).toEqual([]);
    expect(ids(roster.holdersOf('chair', '2026-05-11'))).toEqual(['cllr-okafor']);
    expect(ids(roster.holdersOf('chair', '2026-05-12'))).toEqual([]);
  });

  test('a list reaches its members in term', () => {
    expect(ids(roster.membersOfList(list('planning@littlewickham-pc.gov.uk'), '2026-01-01'))).toEqual(['cllr-pratt']);
    expect(ids(roster.membersOfList(list('councillors@littlewickham-pc.gov.uk'), '2026-01-01'))).toEqual([
      'cllr-okafor',
      'cllr-pratt',
    ]);
  });
});

test.each([
  ['rep@union.example', true],
  ['rep@branch.union.example', true],
  ['police@example.police.uk', true],
  ['other@example.police.uk', false],
])('mail of %s is not opened: %s', (address, expected) => {
  expect(roster.isUnread(address)).toBe(expected);
});
