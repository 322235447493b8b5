/** The protocol as the council adopted it, clause by clause: what watches it, what is switched off, and what email cannot test. */

import type { Council } from '../council/council.ts';
import { isRuleId, type RuleId, ruleIds } from '../council/rule-ids.ts';
import type { Severity } from '../rules/flag.ts';
import { ruleInWords } from '../rules/plain-words.ts';
import { type EffectiveRule, effectiveRules } from './effective-rules.ts';
import { type Clause, type Pack, sectionOf } from './pack.ts';
import { exceptionWords, settingInWords } from './rule-settings.ts';

/** One rule under one clause. */
export type RuleCoverage = {
  rule: RuleId;
  /** A few words for people. */
  name: string;
  severity: Severity;
  isOn: boolean;
  /** One sentence; '' where the rule is on. */
  offBecause: string;
  /** Such as `Messages of: officers`, without a full stop; none where the rule is off. */
  settings: string[];
  /** What the text itself excuses, in words. */
  exceptions: string[];
  /** Standing arrangements for it in the council file. */
  arrangements: number;
  /** The clause that flags cite, where it is another one; '' where it is this. */
  citedAs: string;
};

/** `watched`: at least one of its rules is on. `off`: it has rules, and all are off. */
export type ClauseState = 'watched' | 'off' | 'not-testable';

export type ClauseCoverage = Pick<Clause, 'ref' | 'paraphrase' | 'unwatched' | 'notTestable'> & {
  state: ClauseState;
  rules: RuleCoverage[];
};

export type Coverage = {
  council: Pick<Council, 'id' | 'name'>;
  protocol: Pick<Pack, 'id' | 'title' | 'adopted' | 'version'>;
  /** `partly`: of the watched ones, those of which something stays unwatched. */
  counts: { clauses: number; watched: number; partly: number; off: number; notTestable: number };
  /** In the order of the text. */
  sections: { title: string; clauses: ClauseCoverage[] }[];
  /** Rules that no clause of this protocol carries, and that therefore never flag anything here. */
  withoutClause: { rule: RuleId; name: string }[];
};

export function buildCoverage(pack: Pack, council: Council): Coverage {
  const rules = new Map(effectiveRules(pack, council).map((effective) => [effective.rule, effective]));
  const covered = pack.clauses.map((clause) => coverClause(clause, rules, council));
  const off = new Set(covered.filter(({ state }) => state === 'off').map(({ ref }) => ref));
  const clauses = covered.map((clause) => markReferences(clause, off));
  const count = (state: ClauseState): number => clauses.filter((clause) => clause.state === state).length;
  return {
    council: { id: council.id, name: council.name },
    protocol: { id: pack.id, title: pack.title, adopted: pack.adopted, version: pack.version },
    counts: {
      clauses: clauses.length,
      watched: count('watched'),
      partly: clauses.filter(({ state, unwatched }) => state === 'watched' && unwatched !== '').length,
      off: count('off'),
      notTestable: count('not-testable'),
    },
    sections: intoSections(pack, clauses),
    withoutClause: ruleIds.filter((rule) => !rules.has(rule)).map((rule) => ({ rule, name: ruleInWords(rule) })),
  };
}

function coverClause(clause: Clause, known: ReadonlyMap<RuleId, EffectiveRule>, council: Council): ClauseCoverage {
  const rules = clause.rules.flatMap(({ rule }) => {
    const effective = isRuleId(rule) ? known.get(rule) : undefined;
    return effective === undefined ? [] : [coverRule(effective, clause.ref, council)];
  });
  const state = rules.length === 0 ? 'not-testable' : rules.some(({ isOn }) => isOn) ? 'watched' : 'off';
  const { ref, paraphrase, unwatched, notTestable } = clause;
  return { ref, paraphrase, state, rules, unwatched, notTestable };
}

/** “Watched under 5.1-6” would be untrue where that clause is switched off. */
function markReferences(clause: ClauseCoverage, off: ReadonlySet<string>): ClauseCoverage {
  const mark = (text: string): string =>
    text.replaceAll(/[\w.-]*\w/g, (word) => (off.has(word) ? `${word} (switched off)` : word));
  return { ...clause, unwatched: mark(clause.unwatched), notTestable: mark(clause.notTestable) };
}

function coverRule(effective: EffectiveRule, ref: string, council: Council): RuleCoverage {
  const { rule, severity, exceptions, clauseRef } = effective;
  const { enabled: isOn, offBecause } = effective;
  return {
    rule,
    name: ruleInWords(rule),
    severity,
    isOn,
    offBecause,
    settings: isOn ? settingsOf(effective, council) : [],
    exceptions: exceptions.map((exception) => exceptionWords[exception] ?? exception.replaceAll('-', ' ')),
    arrangements: council.arrangements.filter((arrangement) => arrangement.rule === rule).length,
    citedAs: clauseRef === ref ? '' : clauseRef,
  };
}

function settingsOf({ rule, settings }: EffectiveRule, council: Council): string[] {
  const own = council.rules[rule] ?? {};
  return Object.entries(settings).flatMap(([key, value]) => {
    const words = settingInWords(rule, key, value);
    if (words === null) return [];
    return [key in own ? `${words} (the council’s own figure)` : words];
  });
}

/** The text may come back to a section, as the model does to `officers`. */
function intoSections(pack: Pack, clauses: readonly ClauseCoverage[]): Coverage['sections'] {
  const sections: Coverage['sections'] = [];
  let current = '';
  for (const clause of clauses) {
    const section = sectionOf(clause.ref);
    if (section !== current) {
      const title = titleOf(pack, section);
      const isTakenUp = sections.some((earlier) => earlier.title === title);
      sections.push({ title: isTakenUp ? `${title}, continued` : title, clauses: [] });
    }
    current = section;
    sections.at(-1)?.clauses.push(clause);
  }
  return sections;
}

function titleOf({ sections }: Pack, section: string): string {
  const title = sections[section];
  if (title !== undefined) return /^\d/.test(section) ? `${section}. ${title}` : title;
  return /^\d/.test(section) ? section : section.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}
