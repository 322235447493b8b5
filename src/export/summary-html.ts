/**
 * An export's manifest as one page for a screen, a screen reader and a printer: nothing is fetched and nothing runs, headings in order,
 * tables with captions and headers. Colours have a contrast of at least 7 on white (WCAG 2.2, 1.4.6). It is for reading: what verifies
 * is the file it is about.
 */

import type { FlagLogExport } from './build-export.ts';
import { toShown } from './display.ts';
import { hashManifest } from './manifest.ts';
import { type Section, summarise, type Table } from './summarise.ts';

const style = `
body { margin: 0; background: #ffffff; color: #0b0c0c; font: 1.1875rem/1.5 Arial, Helvetica, sans-serif; }
.skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
a { color: #003078; text-underline-offset: 0.15em; }
a:focus { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #ffdd00; color: #0b0c0c; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 1rem; }
p, ul { margin: 0 0 1rem; }
nav ul { padding-left: 1.25rem; }
.frame { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
caption { text-align: left; font-weight: bold; padding: 0 0 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1.25rem 0.5rem 0; border-bottom: 1px solid #767676; }
tbody th { font-weight: normal; }
thead th { border-bottom-width: 2px; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-family: Consolas, Menlo, monospace; font-size: 0.9rem; }
footer { border-top: 1px solid #767676; margin-top: 2rem; }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { font-size: 10pt; line-height: 1.35; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h1 { font-size: 16pt; }
  h2 { font-size: 12pt; margin-top: 1.25rem; break-after: avoid; }
  table { font-size: 9pt; }
  .frame { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;

export function formatSummary({ manifest }: Pick<FlagLogExport, 'manifest'>): string {
  const { title, lead, sections } = summarise(manifest, hashManifest(manifest));
  const placed = sections.map((section, index) => ({ ...section, id: `section-${index + 1}` }));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header>
<h1>${escapeText(title)}</h1>
${lead.map((text) => `<p>${escapeText(text)}</p>`).join('\n')}
<nav aria-label="Contents">
<ul>
${placed.map(({ id, heading }) => `<li><a href="#${id}">${escapeText(heading)}</a></li>`).join('\n')}
</ul>
</nav>
</header>
<main id="main">
${placed.map(renderSection).join('\n')}
</main>
<footer>
<p>Written by Candour ${escapeText(String(manifest.program))}.</p>
</footer>
</body>
</html>
`;
}

function renderSection({ id, heading, paragraphs, tables }: Section & { id: string }): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeText(heading)}</h2>
${paragraphs.map((text) => `<p>${escapeText(text)}</p>`).join('\n')}
${tables.map((table, index) => renderTable(table, `${id}-table-${index + 1}`)).join('\n')}
</section>`;
}

/** A wide table scrolls by itself, also from the keyboard. */
function renderTable({ caption, columns, rows }: Table, id: string): string {
  const head = columns.map(({ name, isNumber }) => `<th scope="col"${classOf(isNumber)}>${escapeText(name)}</th>`);
  const body = rows.map((row) => `<tr>${row.map((cell, index) => renderCell(cell, index, columns)).join('')}</tr>`);
  return `<div class="frame" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${escapeText(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

function renderCell(cell: string, index: number, columns: Table['columns']): string {
  if (index === 0) return `<th scope="row">${escapeText(cell)}</th>`;
  return `<td${classOf(columns[index]?.isNumber ?? false)}>${escapeText(cell)}</td>`;
}

function classOf(isNumber: boolean): string {
  return isNumber ? ' class="number"' : '';
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return toShown(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
