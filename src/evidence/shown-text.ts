import type { MessageFacts, QuotedFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { foldText } from './words.ts';

/** How much has to be shared before a text counts as coming from an item: about fourteen words in a row, or most of a short text. */
const enough = { shingles: 10, shortShingles: 4, shortShare: 0.6, behindHeaderBlock: 5, behindHeaderBlockShare: 0.4 };

/** `size`: of the item, in shingles. */
export function isEnough(shared: Set<number>, size: number): boolean {
  if (shared.size >= enough.shingles) return true;
  return shared.size >= enough.shortShingles && shared.size >= size * enough.shortShare;
}

/** Fewer words will do behind a header block or attribution line that names the item's author and time. */
export function isShownBehindBlock(quoted: QuotedFacts, item: MessageEvidence, shared: number, size: number): boolean {
  const wanted = Math.min(enough.behindHeaderBlock, Math.max(1, size * enough.behindHeaderBlockShare));
  return shared >= wanted && isBlockOf(quoted, item);
}

function isBlockOf(quoted: QuotedFacts, item: MessageEvidence): boolean {
  const sameAuthor =
    quoted.from !== ''
      ? quoted.from === item.author.address
      : foldText(quoted.fromName) === foldText(item.author.person?.name ?? '');
  if (!sameAuthor) return false;
  const sameSubject =
    quoted.subject !== '' && foldText(baseSubject(quoted.subject)) === foldText(baseSubject(item.subject));
  const sameTime =
    quoted.date !== null &&
    Math.abs(quoted.date - item.date) <= 121 * 60_000 &&
    (Math.abs(quoted.date - item.date) % 3_600_000 <= 60_000 ||
      Math.abs(quoted.date - item.date) % 3_600_000 >= 3_540_000);
  return sameTime || (sameSubject && quoted.date === null);
}

/** The messages attached to it, and to those. */
export function allAttached(message: MessageFacts): MessageFacts[] {
  return message.attached.flatMap((inner) => [inner, ...allAttached(inner)]);
}
