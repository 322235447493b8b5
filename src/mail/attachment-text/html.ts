import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import type { NotExamined } from './outcome.ts';
import { decodeText } from './plain-text.ts';
import { walkMarkup } from './xml.ts';

export type HtmlText = { kind: 'lines'; lines: string[]; title: string; cut: boolean };

/** Characters of markup that are read for each character of text that is looked at. */
const markupPerCharacter = 10;
const invisible = new Set(['script', 'style', 'head', 'template', 'noscript', 'svg', 'object']);
const blocks = new Set([
  ...['p', 'div', 'br', 'hr', 'tr', 'table', 'li', 'ul', 'ol', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'center'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'footer', 'section', 'article', 'body', 'form', 'address'],
]);

/**
 * The text of an attached HTML document, a block a line. Not html-to-text, which reads bodies: it descends by recursion
 * and builds the whole tree, and an attachment can be forty megabytes of open elements.
 */
export function readHtml(bytes: Uint8Array, limits: Limits, budget: Budget): HtmlText | NotExamined {
  const lines: string[] = [];
  let line = '';
  let title = '';
  let inTitle = false;
  let invisibleDepth = 0;
  const endLine = () => {
    const trimmed = line.trim();
    if (trimmed !== '') lines.push(trimmed);
    line = '';
  };
  const markup = decodeHtml(bytes);
  const maximumMarkup = limits.textLength * markupPerCharacter;
  const outcome = walkMarkup(
    markup.slice(0, maximumMarkup),
    'html',
    {
      open(name) {
        if (invisible.has(name)) invisibleDepth += 1;
        if (name === 'title') inTitle = true;
        if (blocks.has(name)) endLine();
        if (name === 'td' || name === 'th') line += ' ';
      },
      text(text) {
        if (inTitle) title += text;
        else if (invisibleDepth === 0) line += text.replace(/\s+/g, ' ');
      },
      close(name) {
        if (invisible.has(name)) invisibleDepth -= 1;
        if (name === 'title') inTitle = false;
        if (blocks.has(name)) endLine();
      },
    },
    budget,
  );
  endLine();
  return outcome === 'complete' ? { kind: 'lines', lines, title, cut: markup.length > maximumMarkup } : outcome;
}

export function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').replaceAll('\0', '');
  const preamble = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?/;
  return /^<(?:!doctype html|html|head|body)\b/i.test(head.replace(preamble, ''));
}

/** The declared character set rules, unless the bytes say otherwise by a mark or by being UTF-8. */
function decodeHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase() ?? '';
  const isSingleByte = /^(windows|iso-8859|cp|koi8|macintosh)/.test(declared);
  if (isSingleByte && iconv.encodingExists(declared) && !isUtf8(bytes)) {
    return iconv.decode(Buffer.from(bytes), declared);
  }
  return decodeText(bytes);
}
