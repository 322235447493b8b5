import type { Council } from '../council/council.ts';
import { heading, news, otherMatter, party, sends, subjectHeading, talksOf } from './press-release-words.ts';
import type { Wording } from './wording.ts';
import { escapePattern, foldText, plainWording, quote, sentencesOf } from './words.ts';

/** A headline: a line in capitals with a paragraph under it. */
const headline =
  /(?:^|\n)[ \t]*((?=[^\na-z]{12,120}\n)[A-Z0-9'’"“(£][^\na-z]*[A-Z][^\na-z]* [^\na-z]*[A-Z][^\na-z]* [^\na-z]*)\n\s*\S[^\n]{40}/;

/** Words that can stand in a release, or in what sends one; without any of them nothing more is looked for. */
const possible =
  /releas|statement|notice|announce|publi|print|embargo|editor|\bends\b|\bpr\b|attach|enclos|tribute|write-?up|blurb|copy|\bnews\b|distribut|insert|\bstory\b|paper|\bsaid\b|paragraph|article|\bpage\b|\bitem\b|few lines|words|column|caption|quote|read this|room for|piece|writ|wrote|typed|carry|repl(?:y|ies)|respon|answer|inches|website|\bpages\b|issuing|\bruns?\b|ours\b|appear/i;

/** "And you can use that", in answer to somebody: an answer, and no text prepared for publication. */
const lendsWords = /\byou (?:can|may) (?:certainly |happily )?(?:use|quote) (?:that|me)\b/;

/** A text prepared for publication that the message sends, in its text, in a document, or in what it passes on; quoted, or null. */
export function readRelease({ subject, newText, heads, fileNames, history }: Wording): string | null {
  const inDocument = readDocuments(heads, fileNames);
  if (inDocument !== null) return inDocument;
  if (!possible.test(`${subject}\n${newText}`) && history.length === 0) return null;
  const plainSubject = plainWording(subject);
  const plain = plainWording(newText);
  const head = heading.exec(newText.slice(0, 6_000));
  if (head) return quote(lineAt(newText, head.index));
  if (otherMatter.test(plain)) return null;
  const told = news.exec(plain);
  if (told) return quote(told[0]);
  const title = headline.exec(newText.slice(0, 3_000));
  if (title?.[1] !== undefined && !talksOf.test(plain)) return quote(title[1]);
  if (subjectHeading.test(plainSubject) && !talksOf.test(plain) && newText.trim().length > 40) return quote(subject);
  const sentence = sentencesOf(newText).find(
    ({ plain: each }) => sends.test(each) && !talksOf.test(each) && !(history.length > 0 && lendsWords.test(each)),
  );
  return sentence ? quote(sentence.written) : null;
}

function readDocuments(heads: readonly string[], fileNames: readonly string[]): string | null {
  const head = heads.find((each) => heading.test(each.slice(0, 600)));
  if (head !== undefined) return quote(head.trim().split('\n', 1)[0] ?? '');
  const name = fileNames.find((each) =>
    /(?:press|media|news)[ _-]?(?:release|statement)|^(?:release|statement)[ _-]|[ _-]release\./i.test(each),
  );
  return name === undefined ? null : quote(name);
}

function lineAt(text: string, index: number): string {
  return text.slice(index).trim().split('\n', 1)[0] ?? '';
}

/** Words that make what is sent a party political statement, or null. The council file knows the names of its groups. */
export function readParty(
  { subject, newText, heads }: Pick<Wording, 'subject' | 'newText' | 'heads'>,
  { people }: Pick<Council, 'people'>,
): string | null {
  const plain = plainWording(`${subject}\n${newText}\n${heads.join('\n')}`);
  const found = party.exec(plain);
  if (found) return quote(found[0]);
  const groups = new Set(people.flatMap(({ group }) => (group === null ? [] : [foldText(group)])));
  for (const group of groups) {
    // "Independent" or "Labour" alone are words of every day.
    const name = group.includes(' ')
      ? escapePattern(group)
      : `(?:the )?${escapePattern(group)} (?:group|party|councillors)`;
    if (new RegExp(`\\b${name}\\b`).test(plain)) return group;
  }
  return null;
}
