/** What a mail program puts below every signature: no pattern knows all such texts, and where they stand says what they are. */

import { holdsCopySentence, opensCopyNote } from './copy-note-line.ts';
import { speaksPersonally } from './disclaimer-cues.ts';
import { isRule } from './forward-marker.ts';
import { isClosingLine, isContactLine, isEnclosureLine, isSignatureLine } from './sign-off.ts';

/** Above the tail the signature stands within so many paragraphs: closing words, name, address. */
const signatureParagraphs = 3;
const tailParagraphs = 4;
const fewestWords = 5;
/** A web address makes no signature of a sentence: so many words of a signature's line may be written small. */
const smallWordsAtMost = 4;

const postscript = /^\W*(?:p\.? ?p?\.?s\b|n\.?b\b|post ?script|oh\b|also\b|and\b|one more|forgot)/i;
const greeting = /^\W*(?:dear|hello|hi)\b/i;
const asks = /\?/;
const notYou = /\bnot (?:for )?you\?/gi;
/** "The Chairman has been sent a copy of this": a note, wherever it stands. */
const tellsOfCopy =
  /\b(?:has|have|had|is|are|been|being|was|were|gets?|getting|sent|given)\b[^.;!?]{0,40}\bcop(?:y|ied)\b|\bcop(?:y|ied) (?:in|to)\b/i;
/** Whether it is a disclaimer or the reason of a mark, disclaimer-cues.ts has said. */
const ofConfidence = /\bconfiden\w+|\bprivileged\b/i;
/** To whoever reads it, of the sender's mail or house. */
const speaksToAnybody = /\b(?:you|yours?|please|we|us|our|e-?mails?|messages?|council|office|www|https?)\b/i;
/** Of the person, and all the same below every letter. */
const officeNotice =
  /\b(?:working (?:days|hours|pattern|week)|office hours|opening (?:hours|times)|(?:odd|unsocial|unusual|different) hours|outside (?:of )?(?:your|normal|usual|office|working)[\w ]{0,12} hours|flexibl[ey]|part[- ]time)\b|^\W*(?:the )?office (?:is )?open\b|\bfollow us (?:on|at)\b/i;

/**
 * `lines`: what one person wrote, without known disclaimers. `paragraphs`: bounds of its paragraphs, half-open. Returns the first line of
 * the tail; -1: none.
 */
export function findStandingTail(
  lines: readonly string[],
  paragraphs: readonly { start: number; end: number }[],
): number {
  const contentOf = (index: number): readonly string[] => {
    const { start = 0, end = 0 } = paragraphs[index] ?? {};
    return lines.slice(start, end);
  };
  let first = paragraphs.length;
  while (first > 1 && paragraphs.length - first < tailParagraphs && isStanding(contentOf(first - 1))) first -= 1;
  if (paragraphs.slice(first).every((_, index) => contentOf(first + index).every(isRule))) return -1;
  const above = Array.from({ length: signatureParagraphs }, (_, index) => contentOf(first - 1 - index));
  return isSigned(above) ? (paragraphs[first]?.start ?? -1) : -1;
}

function isStanding(content: readonly string[]): boolean {
  if (content.every(isRule)) return true;
  if (content.some((line) => opensCopyNote(line) || isEnclosureLine(line) || isClosingLine(line))) return false;
  const text = content.join(' ').trim();
  if (content.every(isOfSignature) || text.split(/\s+/).length < fewestWords) return false;
  const isAdded = [postscript, greeting, tellsOfCopy, ofConfidence].some((pattern) => pattern.test(text));
  if (isAdded || asks.test(text.replace(notYou, '')) || holdsCopySentence(text) || !speaksToAnybody.test(text))
    return false;
  return officeNotice.test(text) || !speaksPersonally.test(text);
}

function isOfSignature(line: string): boolean {
  return isSignatureLine(line) && (line.match(/(?<![\w.@/-])\p{Ll}{2,}/gu) ?? []).length <= smallWordsAtMost;
}

/** `above`: the paragraphs above it, the nearest first. A name with its title, after closing words or with an address or telephone. */
function isSigned(above: readonly (readonly string[])[]): boolean {
  const [nearest = []] = above;
  const ending = nearest.slice(nearest.findLastIndex((line) => !isOfSignature(line) && !isClosingLine(line)) + 1);
  const named = ending.filter((line) => !isClosingLine(line));
  // All of it in one line: "Ann Lee | Town Clerk | The Guildhall".
  if (named.length < 2 && !named.some((line) => /[|•·]|,.*,/.test(line))) return false;
  return named.some(isContactLine) || [ending, ...above.slice(1)].some((content) => content.some(isClosingLine));
}
