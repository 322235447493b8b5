/** The packs that come with Candour. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { parsePack } from '../../src/protocol/parse-pack.ts';

const folder = join(import.meta.dirname, '../../config/protocols');
const load = (file: string) => {
  const { pack, problems } = parsePack(readFileSync(join(folder, file), 'utf8'), file);
  if (pack === null) throw new Error(JSON.stringify(problems));
  return { pack, problems };
};
const clausesOf = (file: string) =>
  Object.fromEntries(effectiveRules(load(file).pack, { rules: {} }).map(({ rule, clauseRef }) => [rule, clauseRef]));

describe.each(readdirSync(folder))('%s', (file) => {
  test('has no mistakes and is named after its id', () => {
    const { pack, problems } = load(file);
    expect(problems).toEqual([]);
    expect(`${pack.id}.yaml`).toBe(basename(file));
  });

  test('takes commitments and confidence seriously, and notes and reasons as advice', () => {
    const severities = {
      serious: ['councillor-commitment', 'confidential-to-third-party'],
      advice: ['cc-note-missing', 'confidential-reason-missing', 'chair-letter-frequency'],
    };
    for (const { rule, severity } of effectiveRules(load(file).pack, { rules: {} })) {
      const expected = Object.entries(severities).find(([, rules]) => rules.includes(rule))?.[0] ?? 'ordinary';
      expect(`${rule}: ${severity}`).toBe(`${rule}: ${expected}`);
    }
  });
});

test('the model cites these clauses', () => {
  expect(clausesOf('nalc-model-2026.yaml')).toEqual({
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
  expect(clausesOf('st-just.yaml')).toEqual({
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

test('what makes the two differ is data', () => {
  const settings = (file: string, id: string) =>
    effectiveRules(load(file).pack, { rules: {} }).find(({ rule }) => rule === id);
  expect(settings('nalc-model-2026.yaml', 'silent-copy')?.settings).toEqual({ senders: ['officer'] });
  expect(settings('st-just.yaml', 'silent-copy')?.settings).toEqual({ senders: ['officer', 'councillor'] });
  expect(settings('nalc-model-2026.yaml', 'official-letter-councillor-name')?.exceptions).toEqual([
    'chair-to-minister',
  ]);
  expect(settings('st-just.yaml', 'official-letter-councillor-name')?.exceptions).toEqual(['mayor-own-name']);
  expect(settings('nalc-model-2026.yaml', 'confidential-to-third-party')?.exceptions).toEqual([]);
  expect(settings('st-just.yaml', 'confidential-to-third-party')?.exceptions).toEqual([
    'consent-of-author',
    'required-by-law',
  ]);
});
