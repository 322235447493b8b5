import { describe, expect, test } from 'vitest';
import { parseCouncilFile } from '../../src/council/parse-council-file.ts';
import { formatProblem } from '../../src/council/problem.ts';
import { exampleCouncil, exampleText } from './example-council.ts';

const parse = (text: string) => parseCouncilFile(text, 'council.yaml', '/councils/little-wickham');

/** The example with one piece of it replaced. */
function changed(piece: string, replacement: string): string {
  if (!exampleText.includes(piece)) throw new Error(`The example has no “${piece}”.`);
  return exampleText.replace(piece, replacement);
}

describe('a council file without mistakes', () => {
  test('becomes a council, with defaults for what it leaves out', () => {
    const council = exampleCouncil();
    expect(parse(exampleText).problems).toEqual([]);
    expect(council).toMatchObject({
      timezone: 'Europe/London',
      nation: 'england',
      closures: [],
      labels: [],
      rules: {},
    });
  });

  test('addresses and domains are lower case, paths absolute', () => {
    const council = exampleCouncil();
    expect(council.people[0]?.addresses).toEqual(['clerk@littlewickham-pc.gov.uk']);
    expect(council.mailboxes[0]?.path).toBe('/councils/little-wickham/mailboxes/clerk');
  });

  test('an office is a word or a term', () => {
    const { people } = exampleCouncil();
    expect(people[0]?.offices).toEqual([{ office: 'clerk', from: null, until: null }]);
    expect(people[2]?.offices).toEqual([{ office: 'chair', from: '2025-05-13', until: '2026-05-11' }]);
  });

  test('dates may be quoted, unquoted, or YAML 1.1 timestamps', () => {
    const text = `%YAML 1.1\n---${changed('until: 2024-03-31', "until: '2024-03-31'")}`;
    expect(parse(text).problems).toEqual([]);
    expect(parse(text).council?.people.map(({ from, until }) => [from, until])).toEqual([
      ['2024-04-01', null],
      [null, '2024-03-31'],
      ['2023-05-09', null],
      [null, null],
      [null, '2025-05-06'],
    ]);
  });

  test('a key with nothing behind it says nothing', () => {
    expect(parse(`${exampleText}closures:\nspokespersons:\n`).problems).toEqual([]);
  });

  test('unread is one set of addresses and domains', () => {
    expect(exampleCouncil().unread).toEqual({ addresses: ['police@example.police.uk'], domains: ['union.example'] });
  });

  test('labels keep their GUID in small letters', () => {
    const guid = '9FBDE396-1A24-4C79-8EDF-9254A0F35055';
    const { council, problems } = parse(`${exampleText}labels: { ${guid}: { name: Secret, confidential: true } }\n`);
    expect(problems).toEqual([]);
    expect(council?.labels).toEqual([{ id: guid.toLowerCase(), name: 'Secret', confidential: true }]);
  });
});

/** What is wrong, and the line that tells: position and key are part of the promise. */
const errors: [what: string, text: string, line: string][] = [
  ['no id', changed('id: little-wickham\n', ''), 'council.yaml:1:1 id – This is missing.'],
  [
    'an empty file',
    '',
    'council.yaml:1:1 The file holds no council: it must begin with keys such as id, name and people.',
  ],
  [
    'a list',
    '- a\n',
    'council.yaml:1:1 The file holds no council: it must begin with keys such as id, name and people.',
  ],
  [
    'a role left out',
    changed('    role: officer\n', ''),
    'council.yaml:7:5 people[0].role – This is missing: write officer or councillor.',
  ],
  [
    'an unknown role',
    changed('role: officer', 'role: clerk'),
    'council.yaml:9:11 people[0].role – This must be officer or councillor, not “clerk”.',
  ],
  [
    'an unknown office',
    changed('offices: [clerk]', 'offices: [king]'),
    'council.yaml:10:15 people[0].offices[0] – This must be clerk, deputy-clerk, rfo, assistant, chair, vice-chair, mayor, deputy-mayor or committee-chair, not “king”.',
  ],
  [
    'an address without domain',
    changed('Clerk@LittleWickham-PC.gov.uk', 'clerk@'),
    'council.yaml:11:17 people[0].addresses[0] – This is no email address: write it alone, such as clerk@example.gov.uk.',
  ],
  [
    'one address, no list',
    changed('[Clerk@LittleWickham-PC.gov.uk]', 'a@b.uk'),
    'council.yaml:11:16 people[0].addresses – This must be a list, not “a@b.uk”.',
  ],
  [
    'a date that is none',
    changed('2024-04-01', '2024-02-30'),
    'council.yaml:12:11 people[0].from – This is no date: write year-month-day, such as 2026-05-12.',
  ],
  [
    'a term that ends first',
    changed('from: 2023-05-09', 'from: 2023-05-09\n    until: 2022-01-01'),
    'council.yaml:25:12 people[2].until – The term ends on 2022-01-01, before it begins on 2023-05-09.',
  ],
  [
    'an id that stands twice',
    changed('id: cllr-pratt', 'id: clerk'),
    'council.yaml:25:9 people[3].id – The id “clerk” already belongs to another person.',
  ],
  [
    'nobody holds the address',
    changed('heldBy: [clerk, former-clerk]', 'heldBy: [clerk, ghost]'),
    'council.yaml:35:64 shared[0].heldBy[1] – Nobody in people has the id “ghost”.',
  ],
  [
    'nobody is on the list',
    changed('[cllr-pratt, cllr-wray]', '[ghost]'),
    'council.yaml:38:60 lists[1].members[0] – Nobody in people has the id “ghost”.',
  ],
  [
    'members of another kind',
    changed('all-councillors', 'everybody'),
    'council.yaml:37:62 lists[0].members – This must be a list of person ids, or the word all-councillors.',
  ],
  [
    'an unknown owner',
    changed('owner: clerk', 'owner: ghost'),
    'council.yaml:45:25 mailboxes[0].owner – “ghost” is neither the id of somebody in people nor a shared address.',
  ],
  [
    'a mailbox without source',
    changed(', path: mailboxes/clerk', ''),
    'council.yaml:45:5 mailboxes[0] – The mailbox has no source: give it a path or imap.',
  ],
  [
    'a mailbox with two sources',
    changed('path: mailboxes/clerk', 'path: x, imap: { host: y }'),
    'council.yaml:45:5 mailboxes[0] – The mailbox has two sources: keep path or imap.',
  ],
  [
    'a journal with an owner',
    changed('owner: clerk,', 'owner: clerk, journal: true,'),
    'council.yaml:45:25 mailboxes[0].owner – A journal mailbox has no owner: it holds reports about everybody’s mail.',
  ],
  [
    'an unknown timezone',
    `${exampleText}timezone: Europe/Lundon\n`,
    'council.yaml:46:11 timezone – This is no timezone: write one such as Europe/London.',
  ],
  [
    'an arrangement with nobody',
    `${exampleText}arrangements: [{ rule: silent-copy, people: [ghost] }]\n`,
    'council.yaml:46:46 arrangements[0].people[0] – Nobody in people has the id “ghost”.',
  ],
  [
    'a spokesperson who is nobody',
    `${exampleText}spokespersons: [{ person: ghost, subject: flood }]\n`,
    'council.yaml:46:27 spokespersons[0].person – Nobody in people has the id “ghost”.',
  ],
  [
    'routing to nobody',
    changed('clerkFlags: chair@home.example', 'clerkFlags: ghost'),
    'council.yaml:40:24 routing.clerkFlags – “ghost” is neither the id of somebody in people nor an email address.',
  ],
  [
    'a setting of the wrong type',
    `${exampleText}rules: { silent-copy: { enabled: "no" } }\n`,
    'council.yaml:46:34 rules.silent-copy.enabled – This must be true or false, not “no”.',
  ],
  [
    'a number too small',
    `${exampleText}rules: { silent-copy: { workingDays: 0 } }\n`,
    'council.yaml:46:38 rules.silent-copy.workingDays – This must be 1 or more.',
  ],
  [
    'a key that stands twice',
    `${exampleText}name: Other\n`,
    'council.yaml:46:1 This key stands twice in the same place: keep one of the two.',
  ],
  [
    'a bracket left open',
    changed('[cllr-pratt, cllr-wray]', '[cllr-pratt'),
    'council.yaml:38:71 A bracket is not closed: ] is missing.',
  ],
  ['tabs', 'id: a\npeople:\n\t- id: b\n', 'council.yaml:3:1 YAML does not allow tabs for indentation: use spaces.'],
];

describe('an error leaves no council and says where it stands:', () => {
  test.each(errors)('%s', (_, text, line) => {
    const { council, problems } = parse(text);
    expect(council).toBeNull();
    expect(problems.filter(({ severity }) => severity === 'error').map(formatProblem)).toContainEqual(
      expect.stringContaining(line),
    );
  });
});

const warnings: [what: string, text: string, code: string, key: string][] = [
  ['an unknown key', `${exampleText}colour: red\n`, 'unknown-key', 'colour'],
  [
    'an unknown key further in',
    changed('role: officer', 'role: officer\n    shoe: 9'),
    'unknown-key',
    'people[0].shoe',
  ],
  ['an address of two people', changed('cllr.pratt@', 'CLLR.okafor@'), 'duplicate-address', 'people[3].addresses[0]'],
  ['an address of a person and an office', changed('office@', 'cllr.pratt@'), 'duplicate-address', 'shared[0].address'],
  [
    'an office outside the term',
    changed('from: 2025-05-13, until: 2026-05-11', 'until: 2020-01-01'),
    'empty-term',
    'people[2].offices[0]',
  ],
  [
    'a rule that does not exist',
    `${exampleText}rules: { silent-cpoy: { enabled: false } }\n`,
    'unknown-rule',
    'rules.silent-cpoy',
  ],
  [
    'a person without addresses',
    changed('    addresses: [cllr.pratt@littlewickham-pc.gov.uk]\n', ''),
    'no-addresses',
    'people[3]',
  ],
  ['no clerk', exampleText.replaceAll('offices: [clerk]', 'offices: [rfo]'), 'no-clerk', 'people'],
  ['no councillors', exampleText.replaceAll('role: councillor', 'role: officer'), 'no-councillors', 'people'],
  [
    'a label that is no GUID',
    `${exampleText}labels: { secret: { name: S, confidential: true } }\n`,
    'label-guid',
    'labels.secret',
  ],
  ['a mailbox of nobody', changed('owner: clerk, ', ''), 'mailbox-owner', 'mailboxes[0]'],
];

describe('a warning leaves a council:', () => {
  test.each(warnings)('%s', (_, text, code, key) => {
    const { council, problems } = parse(text);
    expect(problems.map(({ severity, code, key }) => ({ severity, code, key }))).toEqual([
      { severity: 'warning', code, key },
    ]);
    expect(council).not.toBeNull();
  });
});

test('successive clerks may have the same address', () => {
  expect(parse(exampleText).problems).toEqual([]);
});

test('every mistake is told at once, in the order of the file', () => {
  const text = changed('role: officer', 'role: clerk')
    .replace('owner: clerk', 'owner: ghost')
    .replace('[clerk, former', '[ghost, former');
  const { problems } = parse(`${text}colour: red\n`);
  expect(problems.map(({ key }) => key)).toEqual([
    'people[0].role',
    'shared[0].heldBy[0]',
    'mailboxes[0].owner',
    'colour',
  ]);
});

test('aliases that multiply without end are refused', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [name, next] of ['ab', 'bc', 'cd', 'de'].map((pair) => [pair[0], pair[1]])) {
    bomb.push(`${next}: &${next} [${Array(10).fill(`*${name}`).join(', ')}]`);
  }
  expect(parse(bomb.join('\n')).problems.map(formatProblem)).toEqual([
    'council.yaml:1:1 The file repeats itself by too many aliases.',
  ]);
});
