import type { AskingFacts } from './asking.ts';
import { quote, sentencesOf } from './words.ts';

/** Whoever asked says that somebody told them: by telephone, in the office, on the stairs. */
const told =
  /\b(?:thank(?:s| you)|cheers|grateful|good of you)\b[^.?!]{0,40}\b(?:(?:tele)?phoning|ringing|calling (?:me|back|in|round)?|(?:tele)?phone call|(?:your|the|that) call|ringing (?:me )?back|popping (?:in|round|by)|coming (?:round|over|out|to see)|explaining|talking (?:it|to|with)|speaking (?:to|with)|(?:the|our|a) (?:chat|talk|conversation))\b|\b(?:has |have |had |just |kindly )*(?:told|rang|phoned|telephoned|explained (?:it|this|that|all) to|answered) (?:me|us)\b(?: back)?[^.?!]{0,20}\b(?:on|at|in|by|over|just|yesterday|today|this|after|before|outside|himself|herself|since)\b|\b(?:rang|phoned|telephoned|called) (?:me|us) back\b|\b(?:spoke|spoken|talked) (?:to|with) (?:you|him|her|them|[a-z]+)\b[^.?!]{0,40}\b(?:phone|telephone|yesterday|today|this (?:morning|afternoon)|on \w+day|at the (?:office|meeting))\b|\b(?:as|like) (?:we|you) (?:discussed|agreed|said|explained)\b[^.?!]{0,30}\b(?:phone|telephone|yesterday|today|this (?:morning|afternoon)|in person|at the (?:office|meeting))\b|\bno (?:need|reason) (?:for (?:you|anyone) )?to (?:write|reply|answer|respond|come back)\b|\b(?:i )?understand (?:it )?now\b/;

const untold =
  /\b(?:nobody|no one|no-one|never|not|n't|still|hardly|nor|until|unless|if|when|once)\b[^.?!]{0,40}\b(?:told|rang|phoned|telephoned|called|explain\w*|answered|spoke|spoken|understand)\b|\?/;

/** Words by which an answer came that no mailbox holds, or null. A message that asks for anything has had none. */
export function readAnsweredOtherwise(newText: string, { asks }: AskingFacts): string | null {
  if (asks.length > 0) return null;
  const found = sentencesOf(newText).find(({ plain }) => told.test(plain) && !untold.test(plain));
  return found === undefined ? null : quote(found.written);
}
