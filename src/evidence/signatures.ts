import type { LocalDate } from '../council/council.ts';
import type { NameReader } from './names.ts';
import { foldText } from './words.ts';

/** Who signs a text: people of the roster, and whether an officer's title stands there without a name. */
export type Signature = {
  people: string[];
  /** Of these, the ones named by surname: a bare first name is too weak to put a letter under somebody's name. */
  names: string[];
  officerTitle: boolean;
  text: string;
};

const closing =
  /^\W*(?:yours (?:faithfully|sincerely|truly|ever|aye|etc)|(?:very |with )?(?:kind(?:est)?|best|warm(?:est)?|many|good|all good)? ?(?:regards|wishes|thanks)|(?:many )?thanks(?: (?:again|in advance|very much))?|(?:for and )?on behalf of .{0,60}|for and on behalf|signed(?: on behalf)?.{0,50}|sincerely|faithfully|cheers|all the best|respectfully|cofion|p\.?p\.?\b.{0,60}|cordially|thank you)\W*$/;

const officerTitle =
  /(?:^|[,|/-] ?)\W*(?:(?:the )?(?:town|parish|deputy|assistant|locum|acting|council) )*(?:clerk(?: to (?:the )?(?:council|.{3,40}council))?|proper officer|responsible financ(?:ial|e) officer|rfo)(?:\W|$)/;

/** The closing words and all below them; failing those, the last lines of the text. `text` is the whole letter or new text. */
export function signatureBlock(text: string): string {
  const lines = text.split('\n');
  for (let at = lines.length - 1; at >= Math.max(0, lines.length - 40); at--) {
    if (closing.test(foldText(lines[at] ?? ''))) return lines.slice(at).join('\n');
  }
  const tail: string[] = [];
  for (let at = lines.length - 1; at >= 0 && tail.length < 6; at--) {
    const line = (lines[at] ?? '').trim();
    if (line.length > 70) break;
    tail.unshift(line);
  }
  return tail.join('\n');
}

/** Whom the signature block names that day. Lines of addresses and links say nothing about who signs. */
export function readSignature(block: string, reader: NameReader, date: LocalDate): Signature {
  const lines = withoutCopyNotes(block.split('\n')).filter(
    (line) => line.trim() !== '' && !/@|https?:|www\./i.test(line),
  );
  const people = new Set<string>();
  const names = new Set<string>();
  let title = false;
  for (const line of lines.slice(0, 14)) {
    if (line.length > 140) continue;
    const folded = foldText(line);
    if (officerTitle.test(folded) && !/\b(?:c\/o|contact|reply to|via|tell|ask|care of)\b/.test(folded)) title = true;
  }
  // One question for all lines; the separator keeps a name from running on into the next line.
  const text = lines
    .slice(0, 14)
    .filter((line) => line.length <= 140)
    .join(' ; ');
  for (const mention of reader.people(text, date)) {
    for (const id of mention.people) {
      people.add(id);
      if (mention.kind === 'name') names.add(id);
    }
  }
  return { people: [...people], names: [...names], officerTitle: title, text: lines.join(' ').slice(0, 180) };
}

/** Whoever is copied does not sign: a copy note ends at the next empty line. */
function withoutCopyNotes(lines: string[]): string[] {
  let inNote = false;
  return lines.filter((line) => {
    if (line.trim() === '') inNote = false;
    else if (
      /^\W*(?:b?c\.?\s?c\.?\b|cop(?:y|ies|ied)\b|circulation|distribution|for information|with a copy)/i.test(line)
    )
      inNote = true;
    return !inNote;
  });
}
