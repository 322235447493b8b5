import { htmlToText, visibleLength } from './html-text.ts';
import type { Limits, Part } from './message.ts';
import { decodeText, decodeTextUpTo } from './mime-tree.ts';
import { isBodyPart } from './part-role.ts';

/** The same text as plain and as HTML (multipart/alternative), or one of them. */
type Piece = { plain: Part | null; html: Part | null };

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
    if (part.contentType !== 'multipart/alternative') return pieces;
    const plain = pieces.find((piece) => piece.plain !== null)?.plain ?? null;
    const html = pieces.find((piece) => piece.html !== null)?.html ?? null;
    return plain === null && html === null ? [] : [{ plain, html }];
  }
  if (!isBodyPart(part, parent)) return [];
  if (part.contentType === 'text/html') return [{ plain: null, html: part }];
  // A multipart without any part in it: clients show what is there as text.
  const isText = part.contentType === 'text/plain' || (parent === null && part.contentType.startsWith('multipart/'));
  return isText ? [{ plain: part, html: null }] : [];
}

function textOfPiece({ plain, html }: Piece, limits: Limits): string {
  const text = plain === null ? '' : withoutPrivateMarks(decodeText(plain, limits));
  if (html === null) return text;
  if (plain !== null && !isStub(text, html, limits)) return text;
  return htmlToText(decodeTextUpTo(html, limits, limits.textLength * markupFactor));
}

/**
 * A plain part that only says "This message is in HTML", or says much less than the HTML does. Readers see the HTML:
 * what it adds must not go unseen.
 */
function isStub(text: string, html: Part, limits: Limits): boolean {
  if (text.trim() === '') return true;
  if (text.length < 400 && /\b(?:in|as|supports?|view(?:ing)?) (?:an? )?html\b/i.test(text)) return true;
  if (html.body.length < text.length * 3) return false;
  return visibleLength(decodeTextUpTo(html, limits, limits.textLength * markupFactor)) > text.length * 3;
}

/** The private-use characters by which `htmlToText` marks what the markup said must not come from a sender. */
function withoutPrivateMarks(text: string): string {
  return /[\ue010-\ue01f]/.test(text) ? text.replace(/[\ue010-\ue01f]/g, '') : text;
}
