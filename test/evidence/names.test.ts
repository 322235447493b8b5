/** Whom a piece of text means on a given day. */

import { describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import { NameReader } from '../../src/evidence/names.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026');
const reader = new NameReader(council, buildRoster(council));
const town = netherBarrow('st-just');
const townReader = new NameReader(town, buildRoster(town));

type NameCase = { text: string; date?: string; people: string[]; kind?: string };

const named = (of: NameReader, text: string, date: string): string[] =>
  [...new Set(of.mentions(text, date).flatMap(({ people }) => people))].sort();

const everybody = ['adair', 'bell', 'crane', 'elsie-dunn', 'frost', 'peter-dunn'];

const groups: Record<string, NameCase[]> = {
  'a name': [
    { text: 'Cllr Bell', people: ['bell'] },
    { text: 'Councillor T Bell', people: ['bell'] },
    { text: 'Cllr T. Bell', people: ['bell'] },
    { text: 'Cllr Mrs Crane', people: ['crane'] },
    { text: 'THOMAS BELL', people: ['bell'] },
    { text: 'Sylvia Crane and Nora Frost', people: ['crane', 'frost'] },
    { text: 'Cllrs Bell, Crane & Frost', people: ['bell', 'crane', 'frost'] },
    { text: 'Tommy Bellamy', people: ['bell'] },
    { text: 'Cllr Bell’s', people: ['bell'] },
    { text: 'Helen Marsh', people: ['clerk'] },
  ],
  'a surname that two bear': [
    { text: 'Cllr Dunn', people: ['elsie-dunn', 'peter-dunn'] },
    { text: 'Cllr P. Dunn', people: ['peter-dunn'] },
    { text: 'Cllr E Dunn', people: ['elsie-dunn'] },
    { text: 'Elsie Dunn', people: ['elsie-dunn'] },
    { text: 'Cllrs P & E Dunn', people: ['elsie-dunn', 'peter-dunn'] },
  ],
  'somebody else': [
    { text: 'Cllr W. Bell', people: [] },
    { text: 'Wendy Crane', people: [] },
    { text: 'the bells of St Mary’s', people: [] },
    { text: 'frosty weather', people: [] },
    { text: 'Cllr Brown', people: [] },
  ],
  'a day': [
    { text: 'Cllr Holt', date: '2026-05-06', people: ['holt'] },
    { text: 'Cllr Holt', date: '2026-05-07', people: [] },
    { text: 'the Chair', date: '2026-05-11', people: ['bell'] },
    { text: 'the Chair', date: '2026-05-12', people: ['adair'] },
    { text: 'all councillors', date: '2026-05-06', people: [...everybody, 'holt'].sort() },
  ],
  'an office': [
    { text: 'the Chairman', people: ['adair'] },
    { text: 'the Vice-Chair', people: ['crane'] },
    { text: 'the Deputy Clerk', people: ['deputy'] },
    { text: 'the Parish Clerk', people: ['clerk'] },
    { text: 'the mayor-making', people: [] },
    { text: 'the Chair of Planning', people: [] },
  ],
  'a group': [
    { text: 'all members', people: everybody },
    { text: 'the full council', people: everybody },
    { text: 'Amenities Committee', people: ['bell', 'crane'] },
    { text: 'amenities@netherbarrow.gov.uk', people: ['bell', 'crane'] },
    { text: 'planning-chair@netherbarrow.gov.uk', people: ['crane'] },
  ],
  'an address': [
    { text: 'tom.bell@home.example', people: ['bell'] },
    { text: 'cc bell@netherbarrow.gov.uk, frost@netherbarrow.gov.uk', people: ['bell', 'frost'] },
    { text: 'bell@elsewhere.example', people: [] },
  ],
};

describe.each(Object.entries(groups))('%s', (_group, cases) => {
  test.each(cases)('$text, $date', ({ text, date = '2026-06-03', people }) => {
    expect(named(reader, text, date)).toEqual(people);
  });
});

test('a bare first name is marked as too weak to accuse anybody with', () => {
  expect(reader.mentions('Thomas will know.', '2026-06-03')).toEqual([{ kind: 'first-name', people: ['bell'] }]);
});

test('a first name beside its surname is one mention, not two', () => {
  expect(reader.mentions('Thomas Bell will know.', '2026-06-03')).toEqual([{ kind: 'name', people: ['bell'] }]);
});

test.each([
  ['the Mayor', 'adair'],
  ['the Deputy Mayor', 'crane'],
  // Where a council has a Mayor, people still say Chair.
  ['the Chair', 'adair'],
  ['the Vice-Chair', 'crane'],
])('in a town council, %s is %s', (text, person) => {
  expect(named(townReader, text, '2026-06-03')).toEqual([person]);
});
