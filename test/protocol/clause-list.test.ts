/** Every pack beside the list of what its text asks: nothing is missing, and nothing is invented. */

import { describe, expect, test } from 'vitest';
import { isRuleId } from '../../src/council/rule-ids.ts';
import { sectionOf } from '../../src/protocol/pack.ts';
import { readClauseList } from './clause-list.ts';
import { loadShipped, shippedPacks } from './shipped-packs.ts';

const list = readClauseList();

/** Clauses that send the reader on to another one. */
const crossReference = /(?:watched|excuses|exception \S+ of) (?:under )?((?:[\w.]+(?:-[\w.]+)*)(?: and [\w.-]+)?)/g;

test('the list is about the packs that are there', () => {
  expect([...new Set(list.map(({ protocol }) => protocol))].sort()).toEqual([...shippedPacks].sort());
});

test('the list names no rule that does not exist, and no missing rule that does', () => {
  for (const { place, rule, note } of list) {
    if (rule !== '') expect({ place, rule, known: isRuleId(rule) }).toEqual({ place, rule, known: true });
    const wished = /^no rule (\S+)$/.exec(note)?.[1];
    if (wished !== undefined)
      expect({ place, wished, known: isRuleId(wished) }).toEqual({ place, wished, known: false });
  }
});

describe.each(shippedPacks)('%s', (id) => {
  const pack = loadShipped(id);
  const rows = list.filter(({ protocol }) => protocol === id);
  const carries = (ref: string, rule: string): boolean =>
    pack.clauses.some((clause) => clause.ref === ref && clause.rules.some((entry) => entry.rule === rule));

  test('has every clause of the list, and no other', () => {
    const listed = new Set(rows.flatMap(({ refs }) => refs));
    const own = pack.clauses.map(({ ref }) => ref);
    expect(own.filter((ref) => !listed.has(ref))).toEqual([]);
    expect([...listed].filter((ref) => !own.includes(ref))).toEqual([]);
  });

  test('watches under each clause what the list says, and nothing else', () => {
    const listed = new Set(rows.flatMap(({ refs, rule }) => (rule === '' ? [] : refs.map((ref) => `${ref} ${rule}`))));
    const own = pack.clauses.flatMap(({ ref, rules }) => rules.map(({ rule }) => `${ref} ${rule}`));
    expect(own.sort()).toEqual([...listed].sort());
  });

  test('carries elsewhere what the list sends elsewhere', () => {
    for (const { place, note } of rows) {
      const [, rule = '', ref = ''] = /^(\S+) under (\S+)$/.exec(note) ?? [];
      if (rule !== '') expect({ place, carried: carries(ref, rule) }).toEqual({ place, carried: true });
    }
  });

  test('sends its readers only to clauses that are watched', () => {
    const watched = new Set(pack.clauses.filter(({ rules }) => rules.length > 0).map(({ ref }) => ref));
    const named = pack.clauses.flatMap(({ ref, notTestable, unwatched }) =>
      [...`${notTestable} ${unwatched}`.matchAll(crossReference)].flatMap(([, refs = '']) =>
        refs.split(' and ').map((target) => ({ ref, target: target.replace(/\.$/, '') })),
      ),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ target }) => /\d/.test(target) && !watched.has(target))).toEqual([]);
  });

  test('speaks in whole sentences, each clause for itself', () => {
    for (const { ref, paraphrase, notTestable, unwatched } of pack.clauses) {
      for (const text of [paraphrase, notTestable, unwatched].filter((each) => each !== ''))
        expect(`${ref}: ${text}`).toMatch(/: [A-Z"“].*[^.]\.$/);
    }
  });

  test('has a heading for every section, in the order of the text', () => {
    const sections = [...new Set(pack.clauses.map(({ ref }) => sectionOf(ref)))];
    expect(sections.every((section) => (pack.sections[section] ?? '') !== '')).toBe(true);
  });
});
