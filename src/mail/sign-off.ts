import { opensCopyNote } from './copy-note-line.ts';
import { signatureMark } from './html-text.ts';
import { tidyText } from './tidy-text.ts';

const closingWords =
  /^[\s*_]{0,6}(?:(?:(?:with|my|our|very|all|and)\s){0,3}(?:(?:kind(?:est)?|best|warm(?:est)?)(?: and (?:kind|best|warm))?(?: (?:regards?|wishes|thanks))?|(?:many|good|sincere|cordial) (?:regards|wishes|thanks))|(?:with )?(?:all )?(?:regards|wishes|thanks|thank you)(?: (?:in advance|again|and (?:kind|best|warm) (?:regards|wishes)|and regards))?|yours?(?: (?:very|most))? (?:faithfully|sincerely|truly|ever|obediently|etc)|(?:faithfully|sincerely|respectfully|cordially) yours|yours|sincerely|faithfully|respectfully|cheers|all the best|take care|kr|br|yn gywir|yn ddiffuant|cofion(?: gorau| cynnes| caredig)?|diolch(?: yn fawr)?|dymuniadau gorau|hwyl)\s{0,3}(?:[,.!–-]|\p{Extended_Pictographic}|$)/iu;
const onBehalf = /^[\s*_]{0,6}(?:(?:signed,? )?(?:for and )?on behalf of\b|signed\b\s?[:,]?\s*$|p\.?\s?p\.?[\s:]+\S)/i;
const delimiter = /^(?:--|—|__) ?$/;
const deviceLine =
  /^[\s*_<[]{0,4}(?:sent (?:from|via|using|with) |get outlook for|anfonwyd o |yahoo mail|from my (?:iphone|ipad|phone|mobile))/i;
const enclosure = /^[\s*]{0,4}(?:enc(?:l|s|losures?|losed)?(?:[.:]|\s*$|\s*\(|\s+\d)|attach(?:ment|ed)s?\s?:)/i;
const contact =
  /\d{5,}|\d{3}[\s-]\d{3}|[^\s@]@[^\s@]|\bhttps?:|\bwww\.|^\s*(?:tel|phone|mobile|mob|office|email|e-mail|t|m|e|w)\s?[:.]/i;

/** Yours faithfully, Kind regards, For and on behalf of: a whole line of closing words, with a name behind at most. */
export function isClosingLine(line: string): boolean {
  if (line.length > 120) return false;
  if (line === signatureMark || delimiter.test(line.trimStart()) || onBehalf.test(line) || deviceLine.test(line))
    return true;
  const match = closingWords.exec(line);
  if (match === null || match[0].trim() === '') return false;
  const rest = line.slice(match[0].length).trim();
  return rest === '' || (rest.length < 60 && rest.split(/\s+/).length <= 7 && isNameLine(rest));
}

const smallWords = /^(?:and|of|the|to|for|on|in|at|de|van|von|y|yr|ap|&|\/|-|–|\||\(?[a-z]\.?\)?)$/i;

/** A line as people write names and titles: short, each word with a capital letter, no sentence. */
function isNameLine(line: string): boolean {
  // What stands in brackets ("in a personal capacity") may be written anyhow.
  const text = line
    .replace(/\([^()]{0,80}\)/g, '')
    .trim()
    .replace(/^[*_]+|[*_,]+$/g, '');
  if (text === '' || text.length > 70 || /[?!;]$/.test(text)) return false;
  if (/\.$/.test(text) && !/\b(?:[A-Z]|Cllr|Mrs?|Ms|Dr|Hons|Jr|Snr|Esq)\.$/.test(text)) return false;
  const words = text.split(/[\s,/|]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > 9 || !/\p{Lu}/u.test(words[0] as string)) return false;
  if (/^(?:Dear|Hi|Hello|PS|P\.S)\b/.test(text)) return false;
  return words.every((word) => /^[("'“‘]?[\p{Lu}\d]/u.test(word) || smallWords.test(word));
}

/** A line that names an enclosure ("Enc.", "Attachments: 2"). */
export function isEnclosureLine(line: string): boolean {
  return line.length < 120 && enclosure.test(line);
}

/** A telephone, an address of mail or the web. */
export function isContactLine(line: string): boolean {
  return contact.test(line);
}

/** A line as signatures have them: name, title, telephone, address. */
export function isSignatureLine(line: string): boolean {
  return line.length < 100 && (isNameLine(line) || contact.test(line));
}

/** A name with its title, council or telephone below it, as people have it at the foot without closing words. */
export function isSignatureBlock(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.every(isSignatureLine);
}

function isFootLine(line: string): boolean {
  return opensCopyNote(line) || deviceLine.test(line) || enclosure.test(line) || contact.test(line);
}

const longestSignature = 25;
/** Sentences below closing words are a postscript; more than these, and the words closed a paragraph, not the letter. */
const longestPostscript = { formal: 3, informal: 1 };
const informal =
  /^[\s*_]{0,6}(?:many |with )?(?:thanks|thank you|cheers|diolch|hwyl|yours|kr|br)\b(?! (?:very |most )?(?:faithfully|sincerely|truly))/i;

function isSentence(line: string): boolean {
  return /[.?!]\s*$/.test(line) && line.trim().split(/\s+/).length > 8;
}

/**
 * From the closing words, or the first line of a name block, to the end; '' when there is none. `lines` are what the
 * sender wrote, without disclaimers.
 */
export function findSignOff(lines: readonly string[]): string {
  const start = findStart(lines);
  return start < 0 ? '' : tidyText(lines.slice(start));
}

function findStart(lines: readonly string[]): number {
  let candidate = -1;
  let inked = 0;
  let sentences = 0;
  for (let index = lines.length - 1; index >= 0 && inked <= longestSignature; index--) {
    const line = lines[index] as string;
    if (line.trim() === '') continue;
    if (isClosingLine(line)) {
      candidate = index;
      break;
    }
    inked++;
    if (isSentence(line)) sentences++;
  }
  const line = lines[candidate] ?? '';
  const allowed = informal.test(line) ? longestPostscript.informal : longestPostscript.formal;
  if (candidate < 0 || sentences > allowed) return findNameBlock(lines, lines.length);
  // "Sent from my iPhone" and `-- ` come after the name: the sign-off starts above them.
  const upper = climb(lines, candidate);
  if (upper < candidate || closingWords.test(line) || onBehalf.test(lines[upper] as string)) return upper;
  const block = findNameBlock(lines, candidate);
  return block >= 0 ? block : upper;
}

/** The first of several closing lines that stand close together: "Kind regards", the name, `-- `, the title. */
function climb(lines: readonly string[], from: number): number {
  let start = from;
  let between = 0;
  for (let index = from - 1; index >= 0 && between <= 6; index--) {
    const line = lines[index] as string;
    if (line.trim() === '') continue;
    if (isClosingLine(line)) {
      start = index;
      between = 0;
      continue;
    }
    if (line.length > 70 || /[.?!]\s*$/.test(line)) break;
    between++;
  }
  return start;
}

const maximumBlockLines = 6;

/** A few short lines of name and title at the end, where there are no closing words; copy notes and phones may follow. */
function findNameBlock(lines: readonly string[], end: number): number {
  let index = end - 1;
  let first = -1;
  let count = 0;
  while (index >= 0) {
    const line = lines[index] as string;
    if (line.trim() === '') {
      // Inside the block one empty line may stand between name and title, more end it.
      if (first >= 0 && !isNameLine(lines[index - 1] ?? '')) break;
    } else if (first < 0 && isFootLine(line)) {
      // Below the name: looked past.
    } else if (isNameLine(line) && count < maximumBlockLines) {
      first = index;
      count++;
    } else if (!(first >= 0 && isFootLine(line) && count < maximumBlockLines)) {
      break;
    }
    index--;
  }
  if (first < 0) return -1;
  const above = lines.slice(0, first).findLast((line) => line.trim() !== '');
  // A message of one line is text, not a signature; a name stands below a sentence or an empty line.
  if (above === undefined) return -1;
  const isAfterGap = (lines[first - 1] ?? '').trim() === '';
  return isAfterGap || /[.!?,:)]\s*$/.test(above) ? first : -1;
}
