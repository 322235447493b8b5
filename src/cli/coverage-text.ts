/** Coverage for a terminal: references on the left, what is said of them beside. */

import type { ClauseCoverage, Coverage } from '../protocol/coverage.ts';
import {
  clausesByState,
  countsInWords,
  explanation,
  protocolInWords,
  statementsOf,
  titleOfCoverage,
  withoutClauseInWords,
} from '../protocol/coverage-words.ts';
import { toPrintable } from './log-options.ts';
import { wrap } from './text-section.ts';

/** A longer reference stands on a line of its own. */
const widestReference = 28;

export function formatCoverageText(coverage: Coverage): string {
  const refs = coverage.sections.flatMap(({ clauses }) => clauses.map(({ ref }) => ref.length));
  const width = Math.min(widestReference, Math.max(0, ...refs)) + 2;
  const without = withoutClauseInWords(coverage);
  const lines = [
    ...wrap(titleOfCoverage(coverage), ''),
    ...wrap(protocolInWords(coverage), ''),
    '',
    ...wrap(countsInWords(coverage), ''),
    ...clausesByState(coverage).flatMap(({ label, refs }) => wrap(`${refs.join(', ')}.`, `  ${label}: `)),
    '',
    ...explanation.flatMap((paragraph) => wrap(paragraph, '')),
    ...coverage.sections.flatMap(({ title, clauses }) => [
      '',
      '',
      title,
      ...clauses.flatMap((clause) => ['', ...formatClause(clause, width)]),
    ]),
    ...(without === null ? [] : ['', '', 'Not in this protocol', '', ...wrap(without, '  ')]),
  ];
  return `${lines.map(toPrintable).join('\n')}\n`;
}

function formatClause(clause: ClauseCoverage, width: number): string[] {
  const isLong = clause.ref.length > width - 2;
  const first = `  ${(isLong ? '' : clause.ref).padEnd(width)}`;
  const indent = ' '.repeat(first.length);
  return [
    ...(isLong ? [`  ${clause.ref}`] : []),
    ...wrap(clause.paraphrase, first),
    ...statementsOf(clause).flatMap(({ label, text }) => wrap(`${label}: ${text}`, `${indent}- `)),
  ];
}
