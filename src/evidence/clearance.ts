import { readAsk, withoutOpening } from './asking-words.ts';
import {
  approves,
  assents,
  authorises,
  issues,
  keepsBack,
  permits,
  politelyAuthorises,
  pressWords,
  speaks,
  withholds,
} from './clearance-words.ts';
import type { Wording } from './wording.ts';
import { plainWording, quote, type Sentence, sentencesOf } from './words.ts';

/** What an officer's words let others tell the media. Whose words they are, and in which conversation, the rules look at. */
export type Clearance = {
  /** Approves a release, or says that its writer wrote it or put it right; a quotation or null. */
  approval: string | null;
  /** Lets the reader answer the media; a quotation or null. */
  authorises: string | null;
  /** Subject or text speak of a release, a statement or a newspaper at all. */
  isAboutPress: boolean;
};

export function readClearance({
  subject,
  newText,
  signOff,
}: Pick<Wording, 'subject' | 'newText' | 'signOff'>): Clearance {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const sentences = sentencesOf(text);
  const all = sentences.map(({ plain }) => plain).join(' ');
  const find = (pattern: RegExp): string | null => {
    const found = sentences.find(
      ({ plain }) => pattern.test(plain) && (pattern === politelyAuthorises || !/\?\W*$/.test(plain)),
    );
    return found ? quote(found.written) : null;
  };
  return {
    approval: withholds.test(all) ? null : (find(approves) ?? find(assents) ?? findWanted(sentences, issues)),
    authorises: keepsBack.test(all)
      ? null
      : (find(authorises) ?? find(politelyAuthorises) ?? find(assents) ?? findWanted(sentences, speaks)),
    isAboutPress: pressWords.test(plainWording(`${subject} ${text}`)),
  };
}

/** The first sentence that orders, asks or permits what the pattern is about. */
function findWanted(sentences: readonly Sentence[], what: RegExp): string | null {
  const found = sentences.find((each) => {
    if (!what.test(each.plain)) return false;
    const kind = readAsk(withoutOpening(each));
    return kind === 'instruction' || kind === 'request' || (kind === null && permits.test(each.plain));
  });
  return found ? quote(found.written) : null;
}
