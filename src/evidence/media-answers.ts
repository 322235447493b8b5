import { readAsk, withoutOpening } from './asking-words.ts';
import { aside, asked, betweenUs, clerksWord, newsroom, nothingGiven, states, trade } from './media-answer-words.ts';
import type { Wording } from './wording.ts';
import { plainWording, quote, type Sentence, sentencesOf } from './words.ts';

/** Each a quotation or null. Whether it answers the media at all, addresses and the conversation tell. */
export type MediaAnswer = { answer: string | null; asked: string | null; withAuthority: string | null };

export function readMediaAnswer({ newText, signOff }: Pick<Wording, 'newText' | 'signOff'>): MediaAnswer {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const sentences = sentencesOf(text);
  const find = (test: (plain: string, sentence: Sentence) => boolean): string | null => {
    const found = sentences.find((each) => test(each.plain, each));
    return found ? quote(found.written) : null;
  };
  return {
    answer: sentences.some(({ plain }) => nothingGiven.test(plain)) ? null : find(isOfSubstance),
    asked: find((plain) => asked.test(plain)),
    withAuthority: find((plain) => clerksWord.test(plain)),
  };
}

/** Words of the paper's own business in an enquiry or an answer; null where somebody asks for news as well. */
export function readTrade(subject: string, text: string): string | null {
  const plain = plainWording(`${subject} ${text}`);
  const found = trade.exec(plain);
  return found && !newsroom.test(plain) ? quote(found[0]) : null;
}

/** "You can use that": whatever is said with it is an answer. */
const quotable =
  /\byou (?:can|may|could) (?:certainly |happily |of course )?(?:quote|use|print|run|say|have|publish) (?:me|us|that|this|it)\b/;

function isOfSubstance(sentence: string, whole: Sentence): boolean {
  if (quotable.test(sentence) && sentence.split(' ').length >= 7) return true;
  return (
    !/\?\W*$/.test(sentence) &&
    sentence.split(' ').length >= 3 &&
    !aside.test(sentence) &&
    !betweenUs.test(sentence) &&
    states.test(sentence) &&
    readAsk(withoutOpening(whole)) === null
  );
}
