import { declines, inItsName, notForCouncil, statesCouncils, weDecide, wholeBody } from './media-speaking-words.ts';
import type { VoiceReader } from './voice.ts';
import type { Wording } from './wording.ts';
import { quote, sentencesOf } from './words.ts';

/**
 * The first sentence by which a message to the media speaks for the council, or null. To a reporter "the council is putting in £400" speaks for it, where in a letter
 * to a neighbour it would only tell.
 */
export function speaksToMedia(
  { subject, newText }: Pick<Wording, 'subject' | 'newText'>,
  voice: VoiceReader,
): string | null {
  const sentences = sentencesOf(newText);
  const all = sentences.map(({ plain }) => plain).join(' ');
  if (notForCouncil.test(all)) return null;
  const { council, individual } = voice.read(newText);
  if (individual !== null) return null;
  if (council !== null && !declines.test(all)) return council;
  const isCouncils =
    voice.mentionsCouncil(`${subject}\n${newText}`) ||
    /\b(?:council|parish|committee|vice-?chair|chair|cllr|councillor)\b/.test(all);
  const found = sentences.find(
    ({ plain }) =>
      !/\?\W*$/.test(plain) &&
      !declines.test(plain) &&
      (statesCouncils.test(plain) ||
        inItsName.test(plain) ||
        wholeBody.test(plain) ||
        (isCouncils && weDecide.test(plain))),
  );
  return found ? quote(found.written) : null;
}
