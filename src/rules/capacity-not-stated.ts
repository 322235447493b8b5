import { commitmentIn, officialLetterIn } from '../evidence/letters.ts';
import { evidenceOf } from '../evidence/message-evidence.ts';
import { toOutside } from './needs.ts';
import { dayOf, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** A councillor writes from a council address to somebody outside on council matters without saying in which capacity (St Just 12.5). */
export const capacityNotStated: Rule = {
  id: 'capacity-not-stated',

  needs: toOutside,

  judge(message, { roster }) {
    const { author, content, recipients } = message;
    if (!message.isOrdinary || author.role !== 'councillor' || author.isShared || !author.person || !content)
      return null;
    if (!roster.isCouncilAddress(author.address) || !recipients.isToOutside) return null;
    const letters = [content.letter, ...content.attachedLetters];
    if (letters.some((letter) => letter.voice.capacity !== null)) return null;
    const passesCouncilMail = content.history.some(
      (quoted) =>
        quoted.hasText && quoted.from !== '' && roster.isCouncilAddress(quoted.from) && quoted.from !== author.address,
    );
    const isBusiness =
      letters.some((letter) => letter.concernsCouncilBusiness) || (passesCouncilMail && !content.letter.isPrivate);
    if (!isBusiness || content.letter.isPrivate) return null;
    if (commitmentIn(message, roster) || officialLetterIn(message, roster)) return null;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: author.person.id,
      affected: [],
      hidden: [],
      thirdParties: recipients.outside.map((party) => party.address),
      evidence: [evidenceOf('council-address', `mailbox ${message.mailbox}, From field`, author.address)],
    };
  },

  account(flag, roster) {
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${nameOf(flag.people.by, roster)} wrote from a council address to somebody outside about council matters, and the text does not say in which capacity.`,
      remedy:
        'Say in the text whether you write as an individual member, in an office, or for the council, for example: “I am writing as a ward councillor and not on behalf of the Council.”',
      considered: [
        'Words in the new text or an attached letter that state the capacity: none found; a signature title or standing disclaimer is none.',
        'A private matter: nothing says so.',
      ],
    };
  },
};
