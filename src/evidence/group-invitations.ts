import {
  accepts,
  declines,
  everydayWords,
  notAnswer,
  offersDate,
  offersWriting,
  putsOff,
  takesAnswerBack,
  weakWords,
} from './group-invitation-words.ts';
import type { TaggedText } from './group-reports.ts';
import { quote } from './words.ts';

export type InvitationAnswer = { answer: 'accepts' | 'declines'; quote: string };

/** Whether a message answers a group's invitation. Whose invitation it was, its readers tell better than its words. */
export function readInvitation({ sentences }: TaggedText): InvitationAnswer | null {
  const said = sentences
    .map(({ written, plain }) => ({ written, plain: plain.replace(takesAnswerBack, ' ') }))
    .filter(({ plain }) => !notAnswer.test(plain) || declines.test(plain));
  const no = said.find(({ plain }) => declines.test(plain));
  const yes = said.find(({ plain }) => accepts.test(plain) && !declines.test(plain) && !putsOff.test(plain));
  if (no === undefined) {
    if (yes === undefined || sentences.some(({ plain }) => putsOff.test(plain))) return null;
    return { answer: 'accepts', quote: quote(yes.written) };
  }
  // Another evening, or the same advice in writing, is no refusal.
  if (said.some(({ plain }) => offersDate.test(plain))) return { answer: 'accepts', quote: quote((yes ?? no).written) };
  if (said.some(({ plain }) => offersWriting.test(plain)))
    return yes ? { answer: 'accepts', quote: quote(yes.written) } : null;
  if (said.some(({ plain }) => putsOff.test(plain))) return null;
  return { answer: 'declines', quote: quote(no.written) };
}

/** Telling words of what a group's invitation or report is about: of the subject, the message, its documents, and the message that it answers. */
export function readMatter({ subject, sentences, heads, asked }: TaggedText): string[] {
  const around = [...sentences, ...asked].flatMap(({ plain }) => objectsIn(plain));
  const own = tellingIn([...wordsIn(subject), ...around]);
  // "Attached, for your group": what it is about stands in the document alone.
  return own.some((word) => !weakWords.has(word))
    ? own
    : tellingIn([...own, ...heads.flatMap(({ plain }) => wordsIn(plain))]);
}

function wordsIn(plain: string): string[] {
  return plain.match(/[a-z0-9]+/g) ?? [];
}

function tellingIn(words: readonly string[]): string[] {
  return [...new Set(words.filter(isTelling).map(stem))].sort();
}

/** The words behind "about", "on" and the like, as far as a phrase goes. */
function objectsIn(plain: string): string[] {
  const found = plain.matchAll(
    /\b(?:about|on|re|regarding|concerning|over|explain|through|into|discuss)[:,]? (?:(?:the|our|its|your|a|an|this|that|how|what|all|any) )*((?:[a-z0-9'-]+ ?){1,4})/g,
  );
  return [...found].flatMap(([, phrase = '']) => phrase.match(/[a-z0-9]+/g) ?? []);
}

function isTelling(word: string): boolean {
  return (
    word.length > 2 && !/^\d+(?:st|nd|rd|th)?$/.test(word) && !word.startsWith('polgroup') && !everydayWords.has(word)
  );
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|es|s|ing)$/, '') : word;
}

/** Whether two invitations are about the same: one telling word in common, or two that many matters share. */
export function isSameMatter(one: readonly string[], other: readonly string[]): boolean {
  const shared = one.filter((word) => other.includes(word));
  return shared.some((word) => !weakWords.has(word)) || shared.length > 1;
}
