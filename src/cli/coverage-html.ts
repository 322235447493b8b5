/**
 * Coverage as one page of HTML for a screen, a screen reader and a printer: nothing is fetched from anywhere, headings in order, tables
 * with headers, states told in words. Colours have a contrast of at least 7 on white (WCAG 2.2, 1.4.6).
 */

import { escapeText } from '../notify/render-html.ts';
import type { ClauseCoverage, Coverage } from '../protocol/coverage.ts';
import {
  clausesByState,
  countsInWords,
  explanation,
  protocolInWords,
  type Statement,
  statementsOf,
  titleOfCoverage,
  withoutClauseInWords,
} from '../protocol/coverage-words.ts';

const buildStyle = (refWidth: string): string => `
body { margin: 0; padding: 1.5rem; background: #ffffff; color: #1a1a1a; font: 1rem/1.5 Arial, Helvetica, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 0.5rem; }
p, ul { margin: 0 0 0.75rem; }
.counts { font-size: 1.1rem; font-weight: bold; }
nav ul { columns: 18rem; padding-left: 1.25rem; }
a { color: #1d4f91; white-space: nowrap; }
nav a { white-space: normal; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid #767676; }
thead th { border-bottom-width: 2px; }
tbody th { font-weight: normal; }
th:nth-child(1) { width: ${refWidth}; }
th:nth-child(2) { width: 42%; }
td p { margin: 0 0 0.25rem; }
td p:last-child { margin-bottom: 0; }
.watched { border-left: 4px solid #1a1a1a; padding-left: 0.6rem; }
.off { border-left: 4px dashed #767676; padding-left: 0.6rem; }
.not-testable { padding-left: calc(0.6rem + 4px); }
footer { margin-top: 2rem; font-size: 0.875rem; }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { padding: 0; font-size: 9.5pt; line-height: 1.35; }
  h1 { font-size: 16pt; }
  h2 { font-size: 12pt; break-after: avoid; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;

/** `program`: its name and version, for the foot of the page. */
export function formatCoverageHtml(coverage: Coverage, program: string): string {
  const title = escapeText(titleOfCoverage(coverage));
  const sections = coverage.sections.map((section, index) => ({ ...section, id: `section-${index + 1}` }));
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeText(title)}</a></li>`);
  const longest = Math.max(0, ...sections.flatMap(({ clauses }) => clauses.map(({ ref }) => ref.length)));
  const without = withoutClauseInWords(coverage);
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${buildStyle(longest > 14 ? '20%' : '12%')}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${escapeText(protocolInWords(coverage))}</p>
<p class="counts">${escapeText(countsInWords(coverage))}</p>
${clausesByState(coverage).map(renderReferences).join('\n')}
${explanation.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('\n')}
<nav aria-label="Sections">
<ul>
${links.join('\n')}
</ul>
</nav>
</header>
<main>
${sections.map(({ id, title, clauses }) => renderSection(id, title, clauses)).join('\n')}
${without === null ? '' : `<h2>Not in this protocol</h2>\n<p>${escapeText(without)}</p>\n`}</main>
<footer>
<p>Written by ${escapeText(program)}.</p>
</footer>
</body>
</html>
`;
}

function renderSection(id: string, title: string, clauses: readonly ClauseCoverage[]): string {
  return `<h2 id="${id}">${escapeText(title)}</h2>
<table aria-labelledby="${id}">
<thead><tr><th scope="col">Clause</th><th scope="col">What it asks</th><th scope="col">How it is watched</th></tr></thead>
<tbody>
${clauses.map(renderClause).join('\n')}
</tbody>
</table>`;
}

function renderClause(clause: ClauseCoverage): string {
  const statements = statementsOf(clause).map(renderStatement);
  return `<tr id="clause-${escapeText(clause.ref)}"><th scope="row">${escapeText(clause.ref)}</th><td>${escapeText(clause.paraphrase)}</td><td><div class="${clause.state}">${statements.join('')}</div></td></tr>`;
}

function renderReferences({ label, refs }: { label: string; refs: readonly string[] }): string {
  const links = refs.map((ref) => `<a href="#clause-${escapeText(ref)}">${escapeText(ref)}</a>`);
  return `<p><strong>${escapeText(label)}:</strong> ${links.join(', ')}.</p>`;
}

function renderStatement({ label, text }: Statement): string {
  return `<p><strong>${escapeText(label)}:</strong> ${escapeText(text)}</p>`;
}
