/** Coverage as Markdown (CommonMark with tables, as GitHub and most editors read it). */

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

export function formatCoverageMarkdown(coverage: Coverage): string {
  const without = withoutClauseInWords(coverage);
  const blocks = [
    `# ${escapeText(titleOfCoverage(coverage))}`,
    escapeText(protocolInWords(coverage)),
    `**${escapeText(countsInWords(coverage))}**`,
    clausesByState(coverage)
      .map(({ label, refs }) => `- **${label}:** ${escapeText(refs.join(', '))}.`)
      .join('\n'),
    ...explanation.map(escapeText),
    ...coverage.sections.flatMap(({ title, clauses }) => [`## ${escapeText(title)}`, formatTable(clauses)]),
    ...(without === null ? [] : ['## Not in this protocol', escapeText(without)]),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function formatTable(clauses: readonly ClauseCoverage[]): string {
  const rows = clauses.map((clause) => {
    const statements = statementsOf(clause).map(({ label, text }) => `**${label}:** ${escapeText(text)}`);
    return `| ${escapeText(clause.ref)} | ${escapeText(clause.paraphrase)} | ${statements.join('<br>')} |`;
  });
  return ['| Clause | What it asks | How it is watched |', '| --- | --- | --- |', ...rows].join('\n');
}

/** On one line, and nothing in it that Markdown or HTML would take for its own. */
function escapeText(text: string): string {
  return toPrintable(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\`*_[\]<>|#&~]/g, (character) => `\\${character}`);
}
