/** Who may handle a flag about the Clerk: what `check` refuses, what it doubts, and what is well. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCouncilFile } from '../../src/council/parse-council-file.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { projectFolder } from '../support/corpora.ts';
import { exampleText } from './example-council.ts';

const written = 'routing: { clerkFlags: cllr-okafor, alternate: cllr-pratt, auditor: audit@fenland-audit.example }\n';

function check(routing: string, more: (text: string) => string = (text) => text) {
  const text = more(exampleText.replace(/^routing:.*\n/m, routing));
  const { council, problems } = parseCouncilFile(text, 'council.yaml', '/councils/little-wickham');
  // `check` and the service take these for errors; a scan runs in spite of them.
  const told = problems.map(({ severity, code, key, message }) => [
    code === 'routing-refused' ? 'error' : severity,
    key,
    message,
  ]);
  return {
    isUsable: council !== null && !told.some(([severity]) => severity === 'error'),
    isRead: council !== null,
    told,
  };
}

const reach = 'Flags about the Clerk would reach the Clerk, who holds this address too.';

const refused: [what: string, routing: string, key: string, message: string][] = [
  [
    'nobody for the Clerk’s flags',
    'routing: { alternate: cllr-pratt }\n',
    'routing',
    'Nobody is named to handle flags about the Clerk: add clerkFlags.',
  ],
  [
    'no alternate',
    'routing: { clerkFlags: cllr-okafor }\n',
    'routing',
    'Nobody is named for when that handler cannot act: add alternate.',
  ],
  [
    'the Clerk',
    'routing: { clerkFlags: clerk, alternate: cllr-pratt }\n',
    'routing.clerkFlags',
    'Flags about the Clerk would go to the Clerk.',
  ],
  [
    'the Clerk as the alternate',
    'routing: { clerkFlags: cllr-okafor, alternate: clerk }\n',
    'routing.alternate',
    'Flags about the Clerk would go to the Clerk.',
  ],
  [
    'the Clerk’s address',
    'routing: { clerkFlags: cllr-okafor, alternate: CLERK+flags@littlewickham-pc.gov.uk }\n',
    'routing.alternate',
    reach,
  ],
  [
    'a shared address that the Clerk holds',
    'routing: { clerkFlags: cllr-okafor, alternate: Office@littlewickham-pc.gov.uk }\n',
    'routing.alternate',
    reach,
  ],
  [
    'a shared address, for the handler',
    'routing: { clerkFlags: office@littlewickham-pc.gov.uk, alternate: cllr-pratt }\n',
    'routing.clerkFlags',
    reach,
  ],
  [
    'the Clerk’s address as the auditor’s',
    'routing: { clerkFlags: cllr-okafor, alternate: cllr-pratt, auditor: clerk@littlewickham-pc.gov.uk }\n',
    'routing.auditor',
    reach,
  ],
  [
    'somebody unknown',
    'routing: { clerkFlags: cllr-okafor, alternate: ghost }\n',
    'routing.alternate',
    '“ghost” is neither the id of somebody in people nor an email address.',
  ],
  [
    'what is no address',
    'routing: { clerkFlags: cllr-okafor, alternate: "Alan <a@b.example>" }\n',
    'routing.alternate',
    'This is no email address: write it alone, such as clerk@example.gov.uk.',
  ],
  [
    'the same person twice',
    'routing: { clerkFlags: cllr-okafor, alternate: cllr-okafor }\n',
    'routing.alternate',
    'The alternate is the same as clerkFlags: name somebody else.',
  ],
];

describe('refused as routing:', () => {
  test.each(refused)('%s', (_, routing, key, message) => {
    expect(check(routing)).toMatchObject({ isUsable: false, told: [['error', key, message]] });
  });

  test('and yet an audit of files can be made with it', () => {
    expect(check('routing: { clerkFlags: clerk }\n')).toMatchObject({ isUsable: false, isRead: true });
  });

  test('somebody with whom the Clerk shares every address', () => {
    const share = (text: string) =>
      text.replace('[cllr.pratt@littlewickham-pc.gov.uk]', '[office@littlewickham-pc.gov.uk]');
    expect(check(written, share).told).toContainEqual(['error', 'routing.alternate', reach]);
  });

  test('somebody without an address', () => {
    const silence = (text: string) => text.replace('    addresses: [cllr.pratt@littlewickham-pc.gov.uk]\n', '');
    expect(check(written, silence).told).toContainEqual([
      'error',
      'routing.alternate',
      'Nothing can be sent to this person: people gives no address of theirs.',
    ]);
  });

  test('a list that the Clerk is on', () => {
    const join = (text: string) => text.replace('[cllr-pratt, cllr-wray]', '[cllr-pratt, clerk]');
    const { told } = check('routing: { clerkFlags: cllr-okafor, alternate: planning@littlewickham-pc.gov.uk }\n', join);
    expect(told).toEqual([['error', 'routing.alternate', reach]]);
  });

  test('an id that routing has a meaning for', () => {
    const { told } = check(written, (text) => text.replaceAll('cllr-wray', 'alternate'));
    expect(told).toEqual([
      ['error', 'people[4].id', '“alternate” has a meaning of its own in routing: give another id.'],
    ]);
  });
});

describe('allowed as routing:', () => {
  test.each([
    ['people', written],
    ['addresses outside', 'routing: { clerkFlags: chair@home.example, alternate: monitoring@district.example }\n'],
    ['no auditor', 'routing: { clerkFlags: cllr-okafor, alternate: cllr-pratt }\n'],
  ])('%s', (_, routing) => {
    expect(check(routing)).toMatchObject({ isUsable: true, told: [] });
  });

  test('none at all, with a warning', () => {
    for (const routing of ['', 'routing:\n', 'routing: { alternate: null }\n'])
      expect(check(routing)).toMatchObject({
        isUsable: true,
        told: [
          [
            'warning',
            '',
            'There is no routing, so nobody is named to handle a flag about the Clerk: name clerkFlags and alternate.',
          ],
        ],
      });
  });

  test('an officer, with a warning', () => {
    const { isUsable, told } = check(written, (text) =>
      text.replace('role: councillor\n    addresses: [cllr.pratt', 'role: officer\n    addresses: [cllr.pratt'),
    );
    expect(isUsable).toBe(true);
    expect(told).toMatchObject([['warning', 'routing.alternate', expect.stringContaining('answerable to the Clerk')]]);
  });

  test('the example council’s', async () => {
    const { council, problems } = await loadCouncil(join(projectFolder, 'config/councils/little-wickham/council.yaml'));
    expect(problems).toEqual([]);
    expect(council?.routing).toEqual({
      clerkFlags: 'cllr-okafor',
      alternate: 'cllr-lindqvist',
      auditor: 'rupert@fenland-audit.example',
    });
  });
});
