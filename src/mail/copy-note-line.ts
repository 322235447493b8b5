const noteOpening =
  /^[\s*•-]{0,6}(?:fao\b[^\n/]{1,60}\/\s?)?(?:b?c\.?\s?c\.?(?:['’]?d)?(?=[\s:.–-])|(?:cop(?:y|ies|ied)(?: (?:to|in|in to|also to)\b|\s?:))|circulation\s?[:–-]|distribution\s?[:–-]|for information\s?[:–-]|copi (?:i|at)\b)[\s:.–-]{0,4}(?=\S|$)/i;
const noteSentence =
  /\b(?:I|we) (?:have|am|are|'ve|’ve|was)?\s?(?:also |today |blind[- ]?)?(?:copied|copying|cc['’]?d|cc-?ing|sending a copy|sent a copy)\b|\b(?:I|we)['’](?:ve|m|re) (?:also |blind[- ]?)?(?:cop(?:ied|ying))\b|\b(?:is|are|has been|have been|was) (?:also |blind[- ]?)?(?:copied|cc['’]?d)\b|\bcopy of this (?:e-?mail|letter|message) (?:has been|goes|is being|was|will be) (?:also )?(?:sent|to|given)\b/i;

/** Longer lines are prose, whatever they start with. */
const maximumLength = 250;

/** A line that says who was copied ("CC Councillor Jones"). Such a note is never part of a disclaimer. */
export function opensCopyNote(line: string): boolean {
  return line.length < maximumLength && noteOpening.test(line);
}

/** A sentence that says who was copied ("I have copied Cllr Jones into this email"). */
export function holdsCopySentence(text: string): boolean {
  return text.length < 2_000 && noteSentence.test(text);
}
