/** Plain text made comparable: words, sentences, paragraphs. Everything that looks for wording starts from here. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant.
const isAscii = /^[\x00-\x7f]*$/;

/** Lower case, accents removed, typographic quotes and dashes made plain, white space folded: what two spellings share. */
export function foldText(text: string): string {
  // Most English text is plain ASCII, for which nothing but case and white space is to do.
  if (isAscii.test(text)) return text.replaceAll('`', "'").replace(/\s+/g, ' ').toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u2018\u2019\u201b\u2032`\u00b4]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .trim();
}

const contractions: Array<[RegExp, string]> = [
  [/\b(do|does|did|is|was|are|were|has|have|had|would|could|should|ca|wo)nt\b/g, "$1n't"],
  [/\b(i)(ve|m)\b/g, "$1'$2"],
  [/\b(they|you|we)(ve|re)\b(?<!\bwere\b)/g, "$1'$2"],
  [/\b(that|he|she|there|what)s\b/g, "$1's"],
  [/\b(?:pl[sz]|plse|plese|pleas|plz)\b/g, 'please'],
  [/\b(?:coun[sc]il|councel|counsill|concil|councill)\b(?!lor)/g, 'council'],
  [/\bahed\b/g, 'ahead'],
  [/\bwed (?=(?:like|love|prefer|want)\b)/g, "we'd "],
  [/\bwich\b/g, 'which'],
  [/\b(sh|w|c)oud\b/g, '$1ould'],
  [/\bwen\b/g, 'when'],
];

/** Whether any of them can stand in a text at all: one look spares nine. */
const hurried =
  /(?:s|d|e|o)nt\b|\bi(?:ve|m)\b|\b(?:they|you|we)(?:ve|re)\b|\b(?:that|he|she|there|what)s\b|\bpl|\bcoun[sc]il|\bcouncel|\bcounsill|\bconcil|\bahed|\bwed\b|wich|oud\b|\bwen\b/;

/** Folded text with the short cuts of hurried writers undone ("dont", "pls"): what wording is looked for in. */
export function plainWording(text: string): string {
  let plain = foldText(text);
  if (!hurried.test(plain)) return plain;
  for (const [pattern, replacement] of contractions) plain = plain.replace(pattern, replacement);
  return plain;
}

/** Text without longer passages in double quotation marks: what a writer says in words of their own. */
export function withoutQuotations(text: string): string {
  return text.replace(/["\u201c]([^"\u201c\u201d]{30,2000})["\u201d]/g, ' ');
}

/** Words of letters and digits, folded. Amounts keep their digits, so that a price is a word like any other. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

const abbreviations =
  /\b(?:cllrs?|mr|mrs|ms|dr|revd?|st|no|nos|ref|c\.c|p\.p|e\.g|i\.e|approx|dept|ltd|co|hon|jun|jan|feb|aug|sept|oct|nov|dec|[A-Za-z])$/i;

/**
 * Sentences of a text, each on one line. A line that ends a paragraph ends a sentence; so does a short line that stands alone,
 * as in lists and signatures. Abbreviations such as `Cllr.` and initials do not end one.
 */
export function sentencesOf(text: string): Sentence[] {
  if (latest?.text !== text)
    latest = { text, sentences: cutSentences(text).map((written) => ({ written, plain: plainWording(written) })) };
  return latest.sentences;
}

/** `written` as it stands in the text, on one line; `plain` as wording is looked for. */
export type Sentence = { written: string; plain: string };

/** Several readers look at the same text one after the other: the latest cut is kept. */
let latest: { text: string; sentences: Sentence[] } | null = null;

function cutSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const paragraph of joinWrappedLines(text)) {
    let start = 0;
    const end = /[.!?]+["')\]]*(?=\s|$)/g;
    for (let match = end.exec(paragraph); match !== null; match = end.exec(paragraph)) {
      const before = paragraph.slice(start, match.index);
      if (match[0].startsWith('.') && abbreviations.test(before)) continue;
      sentences.push(paragraph.slice(start, match.index + match[0].length).trim());
      start = match.index + match[0].length;
    }
    const rest = paragraph.slice(start).trim();
    if (rest !== '') sentences.push(rest);
  }
  return sentences.filter((sentence) => sentence !== '').flatMap(cutOverlong);
}

/** Nobody writes sentences of this length; patterns that look far back and ahead must not be led through one. */
const longestSentence = 500;

function cutOverlong(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > longestSentence) {
    const space = rest.lastIndexOf(' ', longestSentence);
    const at = space > longestSentence / 2 ? space : longestSentence;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...pieces, rest];
}

/** A line of 55 characters or more that the next one continues was wrapped by the mail client, not ended by the writer. */
function joinWrappedLines(text: string): string[] {
  const joined: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') {
      open = false;
      continue;
    }
    const last = joined.length - 1;
    if (open && last >= 0) joined[last] = `${joined[last]} ${trimmed}`;
    else joined.push(trimmed);
    open = trimmed.length >= 55;
  }
  return joined;
}

/** A quotation for evidence: one line, at most `length` characters. */
export function quote(text: string, length = 180): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** Escapes a literal for use inside a regular expression. */
export function escapePattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
