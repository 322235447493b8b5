/** Whether a text touches on a subject as a council file names it, and whether two subject lines are about one matter. */

import { baseSubject } from './marks.ts';
import { foldText, wordsOf } from './words.ts';

const everything =
  /^(?:all|any|anything|everything|general|all (?:matters|subjects|council business)|council business|\*)?$/;
const little = new Set(
  'the and of for in on at to a an or with about all any matters matter issues issue questions council parish town'.split(
    ' ',
  ),
);

/** `subject`: "flooding", "hall bookings", "planning and licensing". Nothing, or "all", is every subject. */
export function isAbout(text: string, subject: string): boolean {
  if (everything.test(foldText(subject))) return true;
  const words = wordsOf(text);
  const has = (stem: string): boolean => words.some((word) => word.startsWith(stem));
  const alternatives = foldText(subject).split(/ (?:and|or) |[,;/&]/);
  return alternatives.some((alternative) => {
    const stems = wordsOf(alternative)
      .filter((word) => !little.has(word))
      .map(stemOf);
    return stems.length > 0 && stems.every(has);
  });
}

/** "flooding", "floods" and "flooded" have one stem; short words stay as they are. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ings?|ies|es|ed|s|y|e)$/, '');
  return stem.length >= 4 ? stem : word.replace(/s$/, '');
}

/** Words that stand in the subject line of every release, and tell none from another. */
const stock = new Set(
  'press media news release releases statement statements draft drafts notice version final copy text words wording piece article story herald post gazette paper council parish town from about your our for the and fw fwd re pr publication public please attached new update edition week approval approved check'.split(
    ' ',
  ),
);

/** Stems of the words by which one matter is told from another. */
export function distinctiveWords(subject: string): Set<string> {
  const words = wordsOf(baseSubject(subject)).filter(
    (word) => word.length >= 4 && !stock.has(word) && !/^\d+$/.test(word),
  );
  return new Set(words.map(stemOf));
}
