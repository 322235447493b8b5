/** The packs that come with Candour. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { projectFolder } from '../support/corpora.ts';
import { loadShipped, shippedPacks, shippedRule } from './shipped-packs.ts';

const clausesOf = (id: string) =>
  Object.fromEntries(effectiveRules(loadShipped(id), { rules: {} }).map(({ rule, clauseRef }) => [rule, clauseRef]));

test('these five are there', () => {
  expect([...shippedPacks].sort()).toEqual(['cottingham', 'duston', 'hexham', 'nalc-model-2026', 'st-just']);
});

describe.each(shippedPacks)('%s', (id) => {
  test('is named after its id', () => {
    expect(loadShipped(id).id).toBe(id);
  });

  test('takes commitments and confidence seriously, and notes and reasons as advice', () => {
    const severities = {
      serious: ['councillor-commitment', 'confidential-to-third-party'],
      advice: ['cc-note-missing', 'confidential-reason-missing', 'chair-letter-frequency'],
    };
    for (const { rule, severity } of effectiveRules(loadShipped(id), { rules: {} })) {
      const expected = Object.entries(severities).find(([, rules]) => rules.includes(rule))?.[0] ?? 'ordinary';
      expect(`${rule}: ${severity}`).toBe(`${rule}: ${expected}`);
    }
  });
});

test('the model cites these clauses', () => {
  expect(clausesOf('nalc-model-2026')).toEqual({
    'silent-copy': 'correspondence-1',
    'undisclosed-forward': 'correspondence-1',
    'cc-note-missing': 'correspondence-1',
    'cc-note-mismatch': 'correspondence-1',
    'official-letter-councillor-name': 'correspondence-2',
    'councillor-commitment': 'correspondence-2',
    'chair-letter-frequency': 'correspondence-2',
    'confidential-to-third-party': 'correspondence-3',
    'confidential-reason-missing': 'correspondence-3',
    'staff-contact-bypasses-clerk': 'general-principles-3',
    'document-request-not-via-clerk': 'access-to-information-1',
    'payment-authorised-by-councillor': 'officers-can-expect-11',
    'officer-response-overdue': 'expectations-councillors-4',
    'complaint-response-overdue': 'officers-must-6',
    'member-left-off-distribution': 'expectations-councillors-6',
    'press-release-unapproved': 'press-and-media-3',
    'media-contact-without-officer': 'press-and-media-4',
  });
});

test('St Just cites these clauses', () => {
  expect(clausesOf('st-just')).toEqual({
    'silent-copy': '12.1',
    'copy-without-consent': '12.1',
    'official-letter-councillor-name': '12.2',
    'councillor-commitment': '12.4',
    'capacity-not-stated': '12.5',
    'confidential-to-third-party': '10.4',
    'staff-contact-bypasses-clerk': '4.6',
    'document-request-not-via-clerk': '10.3',
    'payment-authorised-by-councillor': '2.7',
    'officer-response-overdue': '4.7',
    'councillor-response-overdue': '4.8',
    'group-report-not-shared': '8.12',
    'member-left-off-distribution': '9.3',
    'press-release-unapproved': '11.5c',
    'media-contact-without-officer': '11.4',
  });
});

test('Duston cites these clauses', () => {
  expect(clausesOf('duston')).toEqual({
    'councillor-commitment': 'officers-can-expect-11',
    'payment-authorised-by-councillor': 'officers-can-expect-11',
    'complaint-response-overdue': 'officers-must-6',
    'officer-response-overdue': 'expectations-councillors-4',
    'member-left-off-distribution': 'expectations-councillors-6',
    'staff-contact-bypasses-clerk': 'general-principles-3',
    'document-request-not-via-clerk': 'access-to-information-1',
  });
});

test('Hexham cites these clauses', () => {
  expect(clausesOf('hexham')).toEqual({ 'officer-response-overdue': '3.1d', 'member-left-off-distribution': '3.1f' });
});

test('Cottingham cites these clauses', () => {
  expect(clausesOf('cottingham')).toEqual({
    'officer-response-overdue': '5.1-4',
    'member-left-off-distribution': '5.1-6',
    'group-report-not-shared': '6.4',
  });
});

test.each([
  ['nalc-model-2026', '2026-05-19'],
  ['st-just', ''],
  ['duston', '2023-03-02'],
  ['hexham', '2020-12'],
  ['cottingham', '2013-02-21'],
])('%s was adopted when its text says so: %s', (id, adopted) => {
  expect(loadShipped(id).adopted).toBe(adopted);
});

describe('what makes the protocols differ is data', () => {
  const settings = (rule: string) =>
    Object.fromEntries(
      shippedPacks.flatMap((id) => {
        const found = shippedRule(id, rule);
        return found === undefined ? [] : [[id, found.settings]];
      }),
    );

  test('whose copies are judged', () => {
    expect(settings('silent-copy')).toEqual({
      'nalc-model-2026': { senders: ['officer'] },
      'st-just': { senders: ['officer', 'councillor'] },
    });
  });

  test('whose name an official letter may bear', () => {
    expect(shippedRule('nalc-model-2026', 'official-letter-councillor-name')?.exceptions).toEqual([
      'chair-to-minister',
    ]);
    expect(shippedRule('st-just', 'official-letter-councillor-name')?.exceptions).toEqual(['mayor-own-name']);
  });

  test('what excuses a disclosure', () => {
    expect(shippedRule('nalc-model-2026', 'confidential-to-third-party')?.exceptions).toEqual([]);
    expect(shippedRule('st-just', 'confidential-to-third-party')?.exceptions).toEqual([
      'consent-of-author',
      'required-by-law',
    ]);
  });

  test('what goes to the Clerk, and what need not', () => {
    const any = { covers: 'any-communication', excused: ['chair-or-vice-chair-request'] };
    expect(settings('staff-contact-bypasses-clerk')).toEqual({
      'nalc-model-2026': any,
      duston: any,
      'st-just': { covers: 'requests-and-concerns', excused: ['factual-enquiry'] },
    });
    expect(settings('document-request-not-via-clerk')).toEqual({
      'nalc-model-2026': { excused: ['chair-or-vice-chair-request'] },
      duston: { excused: ['chair-or-vice-chair-request'] },
      'st-just': { excused: ['factual-enquiry'] },
    });
  });

  test('what is owed to every political group', () => {
    expect(settings('group-report-not-shared')).toEqual({
      cottingham: { occasion: 'shared-report', workingDays: 5 },
      'st-just': { occasion: 'declined-invitation' },
    });
  });

  test('whose words to the media are meant, and which release needs no approval', () => {
    expect(settings('media-contact-without-officer')).toEqual({
      'nalc-model-2026': { speaker: 'councillor' },
      'st-just': { speaker: 'officer' },
    });
    expect(settings('press-release-unapproved')).toEqual({
      'nalc-model-2026': { excused: [] },
      'st-just': { excused: ['party-political-statement'] },
    });
  });

  test('a weak sign waits for the council in every pack', () => {
    expect(Object.keys(settings('member-left-off-distribution')).sort()).toEqual([...shippedPacks].sort());
    for (const id of shippedPacks) {
      const { enabled, settings } = shippedRule(id, 'member-left-off-distribution') ?? {};
      expect({ id, enabled, settings }).toEqual({ id, enabled: false, settings: { missingAtMost: 2 } });
    }
  });

  test('no code knows a protocol by its name', () => {
    const code = globSync('src/{council,mail,evidence,rules,protocol,flaglog,audit,notify}/**/*.ts', {
      cwd: projectFolder,
    });
    const named = code.filter((path) => {
      const text = readFileSync(join(projectFolder, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return shippedPacks.some((id) => text.includes(`'${id}'`));
    });
    expect(named).toEqual([]);
  });
});
