import { aside, nothingGiven, states } from './media-answer-words.ts';
import type { Wording } from './wording.ts';
import { quote, sentencesOf } from './words.ts';

/**
 * The first sentence that answers an enquiry on its substance, or null. Whether it answers the media at all, addresses and the
 * conversation tell.
 */
export function readMediaAnswer({ newText, signOff }: Pick<Wording, 'newText' | 'signOff'>): string | null {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const sentences = sentencesOf(text);
  if (sentences.some(({ plain }) => nothingGiven.test(plain))) return null;
  const answer = sentences.find(
    ({ plain }) => !/\?\W*$/.test(plain) && plain.split(' ').length >= 3 && !aside.test(plain) && states.test(plain),
  );
  return answer ? quote(answer.written) : null;
}
