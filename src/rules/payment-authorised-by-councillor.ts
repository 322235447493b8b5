import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { commitmentIn } from '../evidence/letters.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { noNeed } from '../evidence/read-facts.ts';
import { peopleOfAddress } from './clerk.ts';
import { toOutside, unite } from './needs.ts';
import { dayOf, idsOf, nameOf } from './people.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A councillor, on their own word, tells an officer, the bank or a supplier that a payment is approved or is to be made. */
export const paymentAuthorisedByCouncillor: Rule = {
  id: 'payment-authorised-by-councillor',

  needs(view) {
    const fromCouncillor = view.isOrdinary && !view.isUnread && view.mayBeCouncillors;
    // An officer's message may name the decision that the councillor then answers.
    const toCouncillor = view.isOrdinary && !view.isUnread && view.from === 'officer' && view.reachesCouncillor;
    if (!toCouncillor && !(fromCouncillor && (view.reachesOfficer || view.reachesOutside))) return noNeed;
    // What is a commitment is none of this rule's, and only the letter itself tells.
    return unite(fromCouncillor ? toOutside(view) : noNeed, { ...noNeed, content: true, topics: ['payments'] });
  },

  judge(message, context) {
    const { roster } = context;
    const { author, content, recipients } = message;
    const payments = content?.payments;
    if (!message.isOrdinary || author.role !== 'councillor' || !content || !payments) return null;
    if (payments.authority !== null || content.letter.isPrivate) return null;
    const isTold = [...recipients.visible].some((id) => isOfficer(roster.personOfId(id), message, roster));
    const isToBank = recipients.outside.length > 0 && payments.isBanking;
    // Whoever outside is no bank is told of a payment, not ordered to make it: "please pay" asks them for money.
    const words = [
      ...(isTold || recipients.outside.length > 0 ? payments.approvals : []),
      ...((isTold && !recipients.isToOutside) || isToBank ? payments.orders : []),
    ];
    if (words.length === 0) return null;
    // An order that says the council will pay is a commitment alone, also where the rule for commitments is switched off.
    if (commitmentIn(message, roster) || answersNamedAuthority(message, context)) return null;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: author.person?.id ?? null,
      affected: recipients.isToOutside ? [] : idsOf(officersWrittenTo(message, roster)),
      hidden: [],
      thirdParties: [],
      evidence: [...new Set(words)]
        .slice(0, 3)
        .map((each) => evidenceOf('payment-approved', `mailbox ${message.mailbox}, new text`, each)),
    };
  },

  account(flag, roster) {
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${nameOf(flag.people.by, roster)} approved a payment, or told that it is to be made, in words that name no decision of the council (“${flag.evidence[0]?.quote ?? ''}”). No single councillor may authorise a payment.`,
      remedy:
        'Hold the payment until its authority is clear: a minute, an approved schedule or a delegation. If there is one, note it beside the invoice; if not, the council decides.',
      considered: [
        'A minute, a resolution or an approved schedule: the text and what it answers name none.',
        'A signatory who releases what was approved: nothing says so.',
        'Only asks whether something was paid, or proposes that the council pay it: no.',
        'An order that says the council will pay is looked at as a commitment instead.',
      ],
    };
  },
};

function isOfficer(person: Person | null, { localDate }: MessageEvidence, roster: Roster): boolean {
  return person !== null && roster.isOfficerOn(person, localDate);
}

/** The officers in To, by their own address, a shared one or a list; those in Cc where To shows none. */
function officersWrittenTo({ copies, localDate, recipients }: MessageEvidence, roster: Roster): Person[] {
  const officersOf = (people: Person[]): Person[] => people.filter((person) => roster.isOfficerOn(person, localDate));
  const to = copies.flatMap(({ message }) => message.envelope.to);
  const written = officersOf(to.flatMap(({ address }) => peopleOfAddress(address, roster, localDate)));
  return written.length > 0 ? written : officersOf(recipients.cc);
}

/** An officer named the decision earlier in the conversation: the councillor only says yes to what was approved. */
function answersNamedAuthority(message: MessageEvidence, { evidence }: RuleContext): boolean {
  return evidence
    .threadOf(message, ({ author, date, isOpened }) => author.role === 'officer' && isOpened && date <= message.date)
    .some((earlier) => (earlier.content?.payments?.authority ?? null) !== null);
}
