import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { commitmentIn, officialLetterIn } from '../evidence/letters.ts';
import { baseSubject } from '../evidence/marks.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { foldText } from '../evidence/words.ts';
import { toOutside } from './needs.ts';
import { dayOf, formatDay, nameOf } from './people.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A letter of the council under the Chair's name. `sameAs`: what its copies to others share with it. */
type ChairLetter = { message: MessageEvidence; chair: Person; quote: string; place: string; sameAs: string[] };

/**
 * More letters go out under the Chair's name in a quarter of the calendar than the council allows. Letters that the text excuses count
 * too, and so do those that bind the council. Setting `perQuarter`: the council's number, which no protocol gives.
 */
export const chairLetterFrequency: Rule = {
  id: 'chair-letter-frequency',

  needs: toOutside,

  judge(message, context) {
    const { perQuarter } = context.settings;
    const letter = typeof perQuarter === 'number' ? chairLetterIn(message, context.roster) : null;
    if (letter === null) return null;
    const letters = lettersOfQuarter(message, context);
    const passing = letters[perQuarter as number];
    if (passing?.message.key !== message.key) return null;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: letter.chair.id,
      affected: [],
      hidden: [],
      thirdParties: message.recipients.outside.map(({ address }) => address),
      evidence: letters
        .slice(0, (perQuarter as number) + 1)
        .map((each) =>
          evidenceOf(
            'letter-of-chair',
            `mailbox ${each.message.mailbox}, ${each.place} of ${formatDay(each.message.localDate)}`,
            each.quote,
          ),
        ),
    };
  },

  account(flag, roster) {
    return {
      explanation: `Possible departure from the protocol: the letter of ${nameOf(flag.people.by, roster)} of ${dayOf(flag)} is one more under the Chair’s name than the council’s number for a quarter. Letters under the Chair’s name are to be rare.`,
      remedy:
        'Let the Clerk sign the council’s next letters. If more letters of the Chair are wanted, the council can set another number.',
      considered: [
        'Letters that an officer signs too, or that do not speak for the council: not counted.',
        'One letter to several people, or sent again: counted once.',
      ],
    };
  },
};

/** The letters of the quarter in which the message was sent, oldest first, each once. */
function lettersOfQuarter({ localDate }: MessageEvidence, { evidence, roster }: RuleContext): ChairLetter[] {
  const quarter = quarterOf(localDate);
  const letters: ChairLetter[] = [];
  const known = new Set<string>();
  for (const message of evidence.messages(
    (summary) => summary.mayBeLetter && quarterOf(summary.localDate) === quarter,
  )) {
    const letter = chairLetterIn(message, roster);
    if (letter === null) continue;
    if (!letter.sameAs.some((each) => known.has(each))) letters.push(letter);
    for (const each of letter.sameAs) known.add(each);
  }
  return letters;
}

function chairLetterIn(message: MessageEvidence, roster: Roster): ChairLetter | null {
  const letter = commitmentIn(message, roster) ?? officialLetterIn(message, roster);
  if (letter === null || !isChair(letter.bearer, message, roster)) return null;
  // Words to the media have clauses of their own.
  if (message.recipients.outside.every(({ media }) => media)) return null;
  const quote = foldText(letter.quote);
  return {
    message,
    chair: letter.bearer,
    quote: letter.quote,
    place: letter.fileName === '' ? 'letter' : `attached letter ${letter.fileName}`,
    sameAs: [
      `subject ${foldText(baseSubject(message.subject))} ${quote}`,
      letter.fileName === '' ? `text ${message.content?.fingerprint}` : `document ${letter.fileName} ${quote}`,
    ],
  };
}

/** In a town the Mayor chairs the council. */
function isChair(person: Person, { localDate }: MessageEvidence, roster: Roster): boolean {
  return roster.holdsOffice(person, 'chair', localDate) || roster.holdsOffice(person, 'mayor', localDate);
}

/** Such as `2026-2`. */
function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
