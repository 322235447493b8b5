/** Readings of markup in one pass each, for what the library must not be given or need not be asked. */

/** html-to-text descends by recursion: a few thousand nested elements would end it, so they are read more simply. */
const maximumNesting = 400;

/** Elements that never hold others, and those that the next of their kind closes: they do not nest when left open. */
const notNesting = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead option'.split(
    ' ',
  ),
);

export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][^\s<>/]{0,40})/gi)) {
    if (notNesting.has((name as string).toLowerCase())) continue;
    depth = closing === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > maximumNesting) return true;
  }
  return false;
}

const blockTag = /^<\/?(?:p|div|br|tr|table|li|ul|ol|h[1-6]|blockquote|hr)\b/i;

/** The plainest reading of markup, in one pass: what is too deep or broken for the library must still be read. */
export function withoutTags(html: string): string {
  const pieces: string[] = [];
  let index = 0;
  while (index < html.length) {
    const open = html.indexOf('<', index);
    if (open < 0) break;
    pieces.push(html.slice(index, open));
    const invisible = endOfInvisible(html, open);
    const end = invisible > open ? invisible : html.indexOf('>', open);
    if (end < 0) break;
    if (blockTag.test(html.slice(open, open + 14))) pieces.push('\n');
    index = end + 1;
  }
  pieces.push(html.slice(index).replace(/^</, ''));
  return pieces
    .join('')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** Roughly how many characters of an HTML body a reader sees. One pass, nothing built. */
export function visibleLength(html: string): number {
  const start = Math.max(0, html.search(/<body\b/i));
  let visible = 0;
  let inTag = false;
  let skipUntil = -1;
  for (let index = start; index < html.length; index++) {
    const code = html.charCodeAt(index);
    if (inTag) {
      if (code === 62) inTag = false;
      continue;
    }
    if (code === 60) {
      skipUntil = endOfInvisible(html, index);
      if (skipUntil > index) index = skipUntil;
      else inTag = true;
    } else if (code > 32) visible++;
  }
  return visible;
}

function endOfInvisible(html: string, index: number): number {
  const next = html.charCodeAt(index + 1) | 32;
  if (next === 115 && /^<(?:style|script)\b/i.test(html.slice(index, index + 8))) {
    const name = html.slice(index + 1, index + 3).toLowerCase() === 'st' ? '</style' : '</script';
    const end = html.indexOf(name, index);
    return end < 0 ? html.length : end;
  }
  if (html.startsWith('<!--', index)) {
    const end = html.indexOf('-->', index);
    return end < 0 ? html.length : end + 2;
  }
  return -1;
}
