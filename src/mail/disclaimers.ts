import { holdsCopySentence, opensCopyNote } from './copy-note-line.ts';
import { hasDisclaimerWord, scoreDisclaimer, speaksPersonally, standsAlone } from './disclaimer-cues.ts';
import { isRule } from './forward-marker.ts';
import { isClosingLine, isEnclosureLine, isSignatureBlock, isSignatureLine } from './sign-off.ts';
import { findStandingTail } from './standing-tail.ts';

/** What is left of a text, and the standing disclaimers taken out of it, one a paragraph. */
export type WithoutDisclaimers = { lines: string[]; disclaimers: string[] };

type Paragraph = { start: number; end: number };

/** Where a paragraph stands decides how much it must look like a disclaimer. */
type Place = 'head' | 'text' | 'foot' | 'after-disclaimer';

/**
 * Takes standing disclaimers out of lines that one person wrote. Copy notes stay, wherever they stand: below the
 * disclaimer, after enclosures, or in the lines of its own paragraph.
 */
export function removeDisclaimers(lines: readonly string[]): WithoutDisclaimers {
  const known = removeKnown(lines);
  const tail = findStandingTail(known.lines, splitParagraphs(known.lines));
  if (tail < 0) return known;
  const text = known.lines.slice(tail).join('\n').trim();
  return { lines: known.lines.slice(0, tail), disclaimers: [...known.disclaimers, text] };
}

/** Those that read like one. */
function removeKnown(lines: readonly string[]): WithoutDisclaimers {
  if (!lines.some((line) => hasDisclaimerWord.test(line.length > 20_000 ? line.slice(0, 20_000) : line))) {
    return { lines: [...lines], disclaimers: [] };
  }
  const kept: string[] = [];
  const disclaimers: string[] = [];
  let place: Place = 'head';
  let foot = false;
  for (const paragraph of splitParagraphs(lines)) {
    const content = lines.slice(paragraph.start, paragraph.end);
    if (content.every(isRule)) {
      kept.push(...content, '');
      continue;
    }
    const cut = cutParagraph(content, place);
    for (const line of cut.kept) kept.push(line);
    kept.push('');
    if (cut.disclaimer === '') {
      foot ||= content.some(isClosingLine) || isSignatureBlock(content);
      place = foot ? 'foot' : 'text';
      continue;
    }
    disclaimers.push(cut.disclaimer);
    dropRule(kept);
    // Below a disclaimer at the foot the next paragraph most likely belongs to it; below a banner at the head the
    // message begins.
    place = place === 'head' ? 'head' : 'after-disclaimer';
  }
  return { lines: kept, disclaimers };
}

function splitParagraphs(lines: readonly string[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = -1;
  for (let index = 0; index <= lines.length; index++) {
    const line = lines[index] ?? '';
    const ends = index === lines.length || line.trim() === '' || isRule(line);
    if (!ends) {
      if (start < 0) start = index;
      continue;
    }
    if (start >= 0) paragraphs.push({ start, end: index });
    start = -1;
    if (index < lines.length && line.trim() !== '') paragraphs.push({ start: index, end: index + 1 });
  }
  return paragraphs;
}

/** A line of dashes or underscores that a gateway put above its disclaimer goes with it. */
function dropRule(kept: string[]): void {
  let index = kept.length - 1;
  while (index >= 0 && (kept[index] as string).trim() === '') index--;
  const line = kept[index];
  if (line !== undefined && isRule(line)) kept.length = index;
}

type Cut = { kept: string[]; disclaimer: string };

function cutParagraph(content: readonly string[], place: Place): Cut {
  const none: Cut = { kept: [...content], disclaimer: '' };
  if (!content.some((line) => hasDisclaimerWord.test(line))) return none;
  const notes = findNoteLines(content);
  const others = content.filter((_, index) => !notes.has(index));
  const start = findStart(others, place);
  if (start < 0) return none;
  const noteLines = content.filter((_, index) => notes.has(index));
  return { kept: [...others.slice(0, start), ...noteLines], disclaimer: others.slice(start).join('\n').trim() };
}

/** Indexes of the lines of a copy note: the line that opens it and the names on the lines after it. */
function findNoteLines(content: readonly string[]): Set<number> {
  const notes = new Set<number>();
  let isOpen = false;
  for (const [index, line] of content.entries()) {
    const previous = content[index - 1] ?? '';
    // "...you must not" / "copy to others": a disclaimer that a server wrapped, no note.
    const isWrapped = previous.length > 55 && !/[.!?:;*)]\s*$/.test(previous) && /^\s*[a-z]/.test(line) && !isOpen;
    if (opensCopyNote(line) && !isWrapped && !hasDisclaimerWord.test(line.slice(0, 400))) isOpen = true;
    else if (isOpen && (line.length > 100 || hasDisclaimerWord.test(line) || startsDisclaimer.test(line)))
      isOpen = false;
    if (isOpen || isEnclosureLine(line)) notes.add(index);
  }
  return notes;
}

const startsDisclaimer =
  /^[\s*_"“>[(#-]{0,8}(?:this (?:e-?mail|message|communication|transmission|correspondence|information)|the (?:information|contents?|views|council (?:takes|accepts|cannot|does not))|these |if you (?:are not|have|receive|think|know)|all e-?mails?|nothing in|any (?:views|opinions|unauthori|disclosure|personal)|confidential|disclaimer|legal (?:notice|disclaimer)|private (?:and|&) confidential|please (?:note|consider|think|do not print|be aware)|e-?mails? |unless |privacy|data protection|caution|warning|external|you don['’]t often|think before|save paper|our privacy|we process|we take|information in this|unless this|gall y|mae'r (?:neges|e-?bost)|internet |registered )/i;

/** The line from which a paragraph is a disclaimer, or -1. Mostly 0; a signature may stand above without a gap. */
function findStart(lines: readonly string[], place: Place): number {
  if (lines.length === 0) return -1;
  if (isDisclaimer(lines, 0, place)) {
    // A signature above without a gap stays.
    const start = lines.findIndex(
      (line) => !isSignatureLine(line) || startsDisclaimer.test(line) || hasDisclaimerWord.test(line),
    );
    return start > 0 && isDisclaimer(lines, start, place) ? start : 0;
  }
  for (let index = 1; index < lines.length; index++) {
    if (startsDisclaimer.test(lines[index] as string) && isDisclaimer(lines, index, 'foot')) return index;
  }
  return -1;
}

/** "Confidential because it names residents" is the reason that the protocol asks for, in the sender's own words. */
const ownWords =
  /^\W*(?:strictly |private and )?(?:in confidence|confidential(?:ly)?|marked confidential)[\s,:–-]{0,4}(?:because|as|since|due to|owing to|on account of|for(?! (?:the )?(?:addressee|intended|named|person|people|recipient)))\b/i;
/** A few words in capitals are the sender's mark wherever they stand. */
function isMark(text: string): boolean {
  return text.split(' ').length <= 10 && text === text.toUpperCase() && !isExternalBanner(text);
}

const greeting = /^\W*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b/i;

/** "Views in this email are my own unless I say otherwise": of the writer, and all the same below every letter. */
const ownViews =
  /\b(?:views|opinions)\b[^.;]{0,50}\b(?:in|of) (?:this|these|my|any|all) (?:e-?mails?|messages?|correspondence)\b|\b(?:e-?mails?|messages?)\b[^.;]{0,40}\b(?:views|opinions)\b[^.;]{0,30}\b(?:are|is) (?:my own|mine|personal)/;

function isDisclaimer(lines: readonly string[], start: number, place: Place): boolean {
  const text = lines.slice(start).join(' ').slice(0, 6_000).replace(/\s+/g, ' ').trim();
  if (ownWords.test(text) || isMark(text) || greeting.test(text) || holdsCopySentence(text)) return false;
  const lower = text.toLowerCase();
  const { strong, weak, isAboutItself } = scoreDisclaimer(lower);
  const words = text.split(' ').length;
  const itself = isAboutItself ? 1 : 0;
  if (speaksPersonally.test(text) && strong < 2 && !(place !== 'head' && ownViews.test(lower))) return false;
  switch (place) {
    case 'head':
      // A short line at the head is the sender's mark, whatever its words ("PRIVATE AND CONFIDENTIAL - ADDRESSEE ONLY").
      return isExternalBanner(text) || (words > 14 && strong >= 2 && strong + weak + itself >= 4);
    case 'text':
      return words > 5 && strong >= 1 && strong + weak + itself >= 3 && (strong >= 2 || isAboutItself);
    case 'foot':
      return (strong >= 1 && strong + weak + itself >= 2) || (isAboutItself && weak >= 1) || standsAlone.test(lower);
    case 'after-disclaimer':
      return strong >= 1 || (weak >= 1 && isAboutItself) || weak >= 2 || standsAlone.test(lower);
  }
}

function isExternalBanner(text: string): boolean {
  return /^\W*(?:\[?external\]?\W|caution\b|warning\b|external (?:e-?mail|sender|message)|this (?:e-?mail|message) (?:originated|came|was sent|is) from (?:an? )?(?:outside|external)|you don['’]t often get|attention\b.{0,40}external)/i.test(
    text,
  );
}
