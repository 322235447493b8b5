import { htmlToText } from './html-text.ts';
import { visibleLength } from './markup-scan.ts';
import type { Limits, Part } from './message.ts';
import { decodeText, decodeTextUpTo } from './mime-tree.ts';
import { isBodyPart } from './part-role.ts';

/** The same text as plain and as HTML (multipart/alternative), or one of them; each may be cut up by attachments. */
type Piece = { plain: Part[]; html: Part[] };

/** Markup is several times longer than the text in it. */
const markupFactor = 5;

/** The text that a reader sees, every piece of it: a gateway's disclaimer and text around attachments are pieces too. */
export function readableText(root: Part, limits: Limits): string {
  const texts: string[] = [];
  let length = 0;
  for (const piece of collectPieces(root, null)) {
    const text = textOfPiece(piece, limits);
    texts.push(text);
    length += text.length;
    if (length > limits.textLength) break;
  }
  return (texts.length === 1 ? (texts[0] as string) : texts.join('\n\n')).slice(0, limits.textLength);
}

function collectPieces(part: Part, parent: Part | null): Piece[] {
  if (part.children.length > 0) {
    const pieces = part.children.flatMap((child) => collectPieces(child, part));
    if (part.contentType !== 'multipart/alternative' || pieces.length === 0) return pieces;
    return [{ plain: pieces.flatMap(({ plain }) => plain), html: pieces.flatMap(({ html }) => html) }];
  }
  if (!isBodyPart(part, parent)) return [];
  if (part.contentType === 'text/html') return [{ plain: [], html: [part] }];
  // A multipart without any part in it: clients show what is there as text.
  const isText = part.contentType === 'text/plain' || (parent === null && part.contentType.startsWith('multipart/'));
  return isText ? [{ plain: [part], html: [] }] : [];
}

function textOfPiece({ plain, html }: Piece, limits: Limits): string {
  const text = plain.map((part) => withoutPrivateMarks(decodeText(part, limits))).join('\n\n');
  if (html.length === 0 || !isStub(text, html, limits)) return text;
  return html.map((part) => htmlToText(decodeMarkup(part, limits))).join('\n\n');
}

function decodeMarkup(html: Part, limits: Limits): string {
  return decodeTextUpTo(html, limits, limits.textLength * markupFactor);
}

/**
 * A plain part that only says "This message is in HTML", or says much less than the HTML does. Readers see the HTML:
 * what it adds must not go unseen.
 */
function isStub(text: string, html: readonly Part[], limits: Limits): boolean {
  if (text.trim() === '') return true;
  if (text.length < 400 && /\b(?:in|as|supports?|view(?:ing)?) (?:an? )?html\b/i.test(text)) return true;
  const markupLength = html.reduce((length, part) => length + part.body.length, 0);
  if (markupLength < text.length * 3) return false;
  const visible = html.reduce((length, part) => length + visibleLength(decodeMarkup(part, limits)), 0);
  return visible > text.length * 3;
}

/** The private-use characters by which `htmlToText` marks what the markup said must not come from a sender. */
function withoutPrivateMarks(text: string): string {
  return /[\ue010-\ue01f]/.test(text) ? text.replace(/[\ue010-\ue01f]/g, '') : text;
}
