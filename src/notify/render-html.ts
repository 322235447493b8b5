/**
 * A notice as HTML for mail programs and screen readers: a language, one order of headings, real lists and table headers, styles
 * inline only, and nothing that is fetched from anywhere. Colours have a contrast of at least 7 on white (WCAG 2.2, 1.4.6).
 */

import { type Block, type Item, type NoticeDocument, toPlain } from './document.ts';

const ink = '#1a1a1a';
const link = '#1d4f91';
const line = '#767676';

export function renderHtml({ subject, title, blocks }: NoticeDocument): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(subject)}</title>
</head>
<body style="margin:0;padding:16px;background:#ffffff;color:${ink};font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
<main style="display:block;max-width:640px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">
<h1 style="font-size:24px;line-height:1.25;margin:0 0 16px">${escapeText(title)}</h1>
${blocks.map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 2
        ? `<h2 style="font-size:19px;line-height:1.3;margin:24px 0 8px">${escapeText(block.text)}</h2>`
        : `<h3 style="font-size:16px;margin:16px 0 4px">${escapeText(block.text)}</h3>`;
    case 'paragraph':
      return `<p style="margin:0 0 12px">${escapeText(block.text)}</p>`;
    case 'list':
      return `<ul style="margin:0 0 12px;padding-left:20px">\n${block.items.map(renderItem).join('\n')}\n</ul>`;
    case 'facts':
      return `<dl style="margin:0 0 12px">\n${block.rows.map(renderFact).join('\n')}\n</dl>`;
    case 'table':
      return renderTable(block);
    case 'draft': {
      const paragraphs = block.paragraphs.map((text) => `<p style="margin:0 0 8px">${escapeText(text)}</p>`).join('\n');
      return `<blockquote style="margin:0 0 12px;padding:8px 12px;border-left:4px solid ${line}">\n${paragraphs}\n</blockquote>`;
    }
    case 'command':
      return `<p style="margin:0 0 12px"><code style="font-family:Consolas,Menlo,monospace">${escapeText(block.text)}</code></p>`;
    case 'link':
      return `<p style="margin:0 0 12px">${anchor(block.href, block.text)}</p>`;
  }
}

function renderItem({ id, href, text }: Item): string {
  const name = id === null ? '' : `${href === null ? escapeText(id) : anchor(href, id)}: `;
  return `<li style="margin:0 0 4px">${name}${escapeText(text)}</li>`;
}

function renderFact({ term, text }: { term: string; text: string }): string {
  return `<dt style="font-weight:bold">${escapeText(term)}</dt>\n<dd style="margin:0 0 8px">${escapeText(text)}</dd>`;
}

function renderTable({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const style = `style="text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid ${line}"`;
  const head = columns.map((column) => `<th scope="col" ${style}>${escapeText(column)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    const rest = cells.map((cell) => `<td ${style}>${escapeText(cell)}</td>`).join('');
    return `<tr><th scope="row" ${style}>${escapeText(name)}</th>${rest}</tr>`;
  });
  return `<table style="width:100%;border-collapse:collapse;margin:0 0 12px">
<caption style="text-align:left;padding-bottom:4px">${escapeText(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>`;
}

function anchor(href: string, text: string): string {
  return `<a href="${escapeText(href)}" style="color:${link}">${escapeText(text)}</a>`;
}

/** Text of unknown origin for an element or an attribute. */
export function escapeText(text: string): string {
  return toPlain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
