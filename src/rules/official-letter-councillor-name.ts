import type { Person } from '../council/council.ts';
import { commitmentIn, isToMediaAlone, officialLetterIn } from '../evidence/letters.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { toOutside } from './needs.ts';
import { dayOf, nameOf } from './people.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A letter that speaks for the council goes outside under a councillor's name. What binds the council is another rule's. */
export const officialLetterCouncillorName: Rule = {
  id: 'official-letter-councillor-name',

  needs: toOutside,

  judge(message, context) {
    const { roster } = context;
    const letter = officialLetterIn(message, roster);
    // A commitment replaces this flag, also where the rule for commitments is switched off (contract, section 4).
    if (!letter || commitmentIn(message, roster)) return null;
    // The protocols have a section of their own on who speaks to the media, which lets a Chair do so with the officer.
    if (isToMediaAlone(message)) return null;
    const place = letter.fileName === '' ? 'new text' : `attached letter ${letter.fileName}`;
    return {
      exception: exceptionFor(letter.bearer, message, context),
      grade: message.grade,
      mailbox: message.mailbox,
      by: letter.bearer.id,
      affected: [],
      hidden: [],
      thirdParties: message.recipients.outside.map((party) => party.address),
      evidence: [
        evidenceOf('speaks-for-council', `mailbox ${message.mailbox}, ${place}`, letter.quote),
        ...signedBy(letter.letter.signature.text, message, place),
      ],
    };
  },

  account(flag, roster) {
    const name = nameOf(flag.people.by, roster);
    const excused =
      flag.exception === 'chair-to-minister'
        ? ' The protocol excuses the Chair writing to a Minister.'
        : flag.exception === 'mayor-own-name'
          ? ' The protocol lets the Mayor write in the Mayor’s own name.'
          : '';
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} a letter that speaks for the council went to somebody outside under the name of ${name}, not of an officer.${excused}`,
      remedy: `Official letters go out in the officer’s name: the Clerk can send it again, or confirm to the recipient that ${name} wrote with the council’s authority.`,
      considered: [
        'Signed by an officer as well: no.',
        'Written as an individual, or casework for a resident: nothing says so.',
        flag.exception === null
          ? 'The exceptions in the protocol’s text: they do not apply.'
          : 'An exception in the protocol’s text applies.',
      ],
    };
  },
};

function signedBy(
  text: string,
  message: MessageEvidence,
  place: string,
): Array<{ kind: string; where: string; quote?: string }> {
  return text === '' ? [] : [evidenceOf('signature', `mailbox ${message.mailbox}, ${place}, sign-off`, text)];
}

function exceptionFor(bearer: Person, message: MessageEvidence, { exceptions, roster }: RuleContext): string | null {
  const day = message.localDate;
  const isMayor = roster.holdsOffice(bearer, 'mayor', day);
  if (exceptions.includes('chair-to-minister') && (roster.holdsOffice(bearer, 'chair', day) || isMayor)) {
    const outside = message.recipients.outside;
    if (outside.length > 0 && outside.every((party) => party.minister)) return 'chair-to-minister';
  }
  return exceptions.includes('mayor-own-name') && isMayor ? 'mayor-own-name' : null;
}
