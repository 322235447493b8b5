import { describe, expect, test } from 'vitest';
import { buildCoverage, type Coverage } from '../../src/protocol/coverage.ts';
import { countsInWords, protocolInWords, statementsOf } from '../../src/protocol/coverage-words.ts';
import { netherBarrow } from '../support/nether-barrow.ts';
import { loadShipped, shippedPacks } from './shipped-packs.ts';

const cover = (pack: string, more = ''): Coverage => buildCoverage(loadShipped(pack), netherBarrow('st-just', more));
const clausesOf = ({ sections }: Coverage) => sections.flatMap(({ clauses }) => clauses);
const clauseOf = (coverage: Coverage, ref: string) => {
  const clause = clausesOf(coverage).find((each) => each.ref === ref);
  if (clause === undefined) throw new Error(`no clause ${ref}`);
  return clause;
};
const toldOf = (coverage: Coverage, ref: string): string[] =>
  statementsOf(clauseOf(coverage, ref)).map(({ label, text }) => `${label}: ${text}`);

describe.each(shippedPacks)('%s', (id) => {
  const coverage = cover(id);

  test('is told whole and in the order of the text, and every clause says how it is watched or why not', () => {
    expect(clausesOf(coverage).map(({ ref }) => ref)).toEqual(loadShipped(id).clauses.map(({ ref }) => ref));
    for (const clause of clausesOf(coverage)) {
      expect(statementsOf(clause).length).toBeGreaterThan(0);
      for (const { label, text } of statementsOf(clause))
        expect(`${label}: ${text}`).toMatch(/^[A-Z][a-z ]+: [A-Z].*\.$/);
    }
  });

  test('counts every clause once', () => {
    const { clauses, watched, partly, off, notTestable } = coverage.counts;
    expect(clauses).toBe(loadShipped(id).clauses.length);
    expect(watched + off + notTestable).toBe(clauses);
    expect(partly).toBeLessThanOrEqual(watched);
    expect(notTestable).toBe(loadShipped(id).clauses.filter(({ notTestable }) => notTestable !== '').length);
  });
});

describe('a rule under a clause', () => {
  test('is told with what the pack sets and what the text excuses', () => {
    const coverage = cover('nalc-model-2026');
    expect(toldOf(coverage, 'correspondence-1')).toEqual([
      'Watched: Hidden copy (silent-copy), ordinary. Messages of: officers.',
      'Watched: Forward not disclosed (undisclosed-forward), ordinary. Working days in which to tell: 2.',
      'Watched: Note of copy missing (cc-note-missing), advice.',
      'Watched: Note without a copy (cc-note-mismatch), ordinary.',
      'Not covered here: Whether copying was necessary is a judgement; only whether it was open is looked at.',
    ]);
    expect(toldOf(coverage, 'correspondence-2')[0]).toBe(
      'Watched: Letter under own name (official-letter-councillor-name), ordinary. Excused by the text: the Chair writing to a Minister.',
    );
  });

  test('tells which figure is the council’s own', () => {
    const coverage = cover('nalc-model-2026', 'rules: { undisclosed-forward: { workingDays: 1 } }');
    expect(toldOf(coverage, 'correspondence-1')[1]).toMatch(
      /Working days in which to tell: 1 \(the council’s own figure\)\.$/,
    );
  });

  test('is off where the council file says so, and with it a clause that has no other', () => {
    const coverage = cover(
      'st-just',
      'rules: { silent-copy: { enabled: false }, capacity-not-stated: { enabled: false } }',
    );
    expect(clauseOf(coverage, '12.1').state).toBe('watched');
    expect(toldOf(coverage, '12.1')[0]).toBe(
      'Switched off: Hidden copy (silent-copy). The council file switches it off.',
    );
    expect(clauseOf(coverage, '12.5').state).toBe('off');
  });

  test('is off until the council sets what it needs', () => {
    expect(toldOf(cover('hexham'), '3.1d')[0]).toMatch(
      /^Switched off: .*The council file does not set workingDays for it\.$/,
    );
    const { rules } = clauseOf(cover('hexham', 'rules: { officer-response-overdue: { workingDays: 10 } }'), '3.1d');
    expect(rules[0]).toMatchObject({ isOn: true });
  });

  test('under two clauses says under the second which one flags cite', () => {
    const coverage = cover('st-just');
    expect(clauseOf(coverage, '4.6').rules[0]?.citedAs).toBe('');
    expect(clauseOf(coverage, '9.5').rules[0]?.citedAs).toBe('4.6');
  });

  test('says how many standing arrangements are taken into account, and for whom they are stays out', () => {
    const arrangement =
      '{ rule: silent-copy, people: [adair], subject: planning, from: 2026-05-12, reason: "Minute 41/26" }';
    const coverage = cover('nalc-model-2026', `arrangements: [${arrangement}]`);
    expect(toldOf(coverage, 'correspondence-1')[0]).toMatch(
      /Taken into account: 1 standing arrangement in the council file\.$/,
    );
    expect(JSON.stringify(coverage)).not.toMatch(/adair|41\/26/);
  });
});

test('a clause that sends the reader on says where the other one is switched off', () => {
  const off =
    'rules: { confidential-to-third-party: { enabled: false }, confidential-reason-missing: { enabled: false } }';
  expect(toldOf(cover('nalc-model-2026'), 'officers-can-expect-6')[0]).toMatch(/watched under correspondence-3\.$/);
  expect(toldOf(cover('nalc-model-2026', off), 'officers-can-expect-6')[0]).toMatch(
    /watched under correspondence-3 \(switched off\)\.$/,
  );
});

test('sections have their headings, also where the text comes back to one', () => {
  const titles = cover('nalc-model-2026').sections.map(({ title }) => title);
  expect(titles.slice(6, 9)).toEqual(['Officers', 'What officers must do', 'Officers, continued']);
  expect(cover('st-just').sections.map(({ title }) => title)).toContain('12. Correspondence');
});

test('a pack without headings is told under the beginnings of its references', () => {
  const pack = { ...loadShipped('duston'), sections: {} };
  const titles = buildCoverage(pack, netherBarrow('st-just')).sections.map(({ title }) => title);
  expect(titles).toContain('Officers can expect');
});

test('rules that the protocol has no clause for are named', () => {
  const without = cover('hexham').withoutClause.map(({ rule }) => rule);
  expect(without).toContain('silent-copy');
  expect(without).not.toContain('officer-response-overdue');
  expect(without).toHaveLength(19);
});

test('the head counts, and tells the text’s own date as exactly as it is known', () => {
  expect(countsInWords(cover('cottingham'))).toMatch(
    /^41 clauses: \d+ watched.*, \d+ switched off, 38 not testable by email\.$/,
  );
  expect(protocolInWords(cover('cottingham'))).toMatch(/\(cottingham, version 1, text of 21 February 2013\)$/);
  expect(protocolInWords(cover('hexham'))).toMatch(/text of December 2020\)$/);
  expect(protocolInWords(cover('st-just'))).toMatch(/\(st-just, version 1\)$/);
});
