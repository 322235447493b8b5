/** What coverage says of a protocol, in the words that every format of it shares. */

import { formatDay } from '../rules/people.ts';
import { countOf } from '../rules/plain-words.ts';
import type { ClauseCoverage, Coverage, RuleCoverage } from './coverage.ts';

/** `label` tells the state in a word or two, so that nothing depends on colour. */
export type Statement = { label: string; text: string };

export const stateInWords = {
  watched: 'Watched',
  off: 'Switched off',
  'not-testable': 'Not testable by email',
} as const satisfies Record<ClauseCoverage['state'], string>;

export function titleOfCoverage({ council }: Coverage): string {
  return `${council.name}: what is watched of the protocol, and what is not`;
}

export function countsInWords({ counts }: Coverage): string {
  const { clauses, watched, partly, off, notTestable } = counts;
  const inPart = partly === 0 ? '' : ` (${partly} of them in part)`;
  return `${countOf(clauses, 'clause')}: ${watched} watched${inPart}, ${off} switched off, ${notTestable} not testable by email.`;
}

/** Which clauses are watched and which are switched off, for whoever reads no further; nothing where there are none. */
export function clausesByState({ sections }: Coverage): { label: string; refs: string[] }[] {
  const clauses = sections.flatMap((section) => section.clauses);
  return (['watched', 'off'] as const).flatMap((state) => {
    const refs = clauses.filter((clause) => clause.state === state).map(({ ref }) => ref);
    return refs.length === 0 ? [] : [{ label: stateInWords[state], refs }];
  });
}

export function protocolInWords({ protocol: { id, title, adopted, version } }: Coverage): string {
  const date = adopted === '' ? '' : `, text of ${formatPartOfDate(adopted)}`;
  return `${title} (${id}, version ${version}${date})`;
}

/** What a reader has to know who does not know Candour. */
export const explanation = [
  'The protocol’s own words are not repeated here: each clause is told in short.',
  'A clause that is watched gives rise to flags, which are possible departures from the protocol for a person to look at. A clause that is switched off, or that email cannot test, gives rise to none, whatever happens.',
];

export function withoutClauseInWords({ withoutClause }: Coverage): string | null {
  if (withoutClause.length === 0) return null;
  const names = withoutClause.map(({ name, rule }) => `${name} (${rule})`).join(', ');
  return `Candour can look for these too, but this protocol has no clause for them, and so they never give a flag here: ${names}.`;
}

export function statementsOf({ rules, unwatched, notTestable, state }: ClauseCoverage): Statement[] {
  if (state === 'not-testable') return [{ label: stateInWords[state], text: notTestable }];
  const left = unwatched === '' ? [] : [{ label: 'Not covered here', text: unwatched }];
  return [...rules.map(describeRule), ...left];
}

function describeRule(rule: RuleCoverage): Statement {
  const name = `${rule.name} (${rule.rule})`;
  if (!rule.isOn) return { label: stateInWords.off, text: `${name}. ${rule.offBecause}` };
  const sentences = [
    `${name}, ${rule.severity}`,
    ...rule.settings,
    ...(rule.exceptions.length === 0 ? [] : [`Excused by the text: ${rule.exceptions.join('; ')}`]),
    ...(rule.arrangements === 0
      ? []
      : [`Taken into account: ${countOf(rule.arrangements, 'standing arrangement')} in the council file`]),
    ...(rule.citedAs === '' ? [] : [`Flags cite ${rule.citedAs}`]),
  ];
  return { label: stateInWords.watched, text: `${sentences.join('. ')}.` };
}

/** 19 May 2026, May 2026 or 2026. */
function formatPartOfDate(date: string): string {
  if (date.length === 10) return formatDay(date);
  return date.length === 7 ? formatDay(`${date}-01`).replace(/^1 /, '') : date;
}
