import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { Exchange } from '../evidence/answers.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import { isCircular, personOfQuoted } from '../evidence/passed-on.ts';
import { noNeed } from '../evidence/read-facts.ts';
import {
  answerNeed,
  askingNeed,
  firstRequest,
  isByOfficer,
  isQuotedOfficer,
  judgeOverdue,
  type ReadOwed,
  remedyInWords,
  timeInWords,
} from './answers-owed.ts';
import { dayOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** The mirror of officer-response-overdue (St Just 4.8): an officer asks one councillor, who does not answer in time. */
export const councillorResponseOverdue: Rule = {
  id: 'councillor-response-overdue',

  needs(view) {
    if (!view.isOrdinary || view.isUnread) return noNeed;
    if (view.from === 'officer' && view.reachesCouncillor) return askingNeed;
    return view.from === 'councillor' && view.reachesOfficer ? answerNeed : noNeed;
  },

  judge: (message, context) => judgeOverdue(message, readOwed, context),

  account(flag, roster) {
    const { by, affected } = flag.people;
    const asker = affected.length === 0 ? 'an officer' : nameAll(affected, roster);
    const time = timeInWords(flag);
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${asker} asked ${nameOf(by, roster)} something by email, and no answer was found ${time.due}.${time.late}`,
      remedy: remedyInWords(asker, time),
      considered: [
        'An answer from any address of the councillor, in the thread, on the same subject, or quoting the question: none in time.',
        'Several councillors were asked, or a circular: ruled out.',
        'An officer said that it is settled, or had asked the same before: ruled out.',
      ],
    };
  },
};

const readOwed: ReadOwed = (message, { roster }) => {
  const { role, person } = message.author;
  const asked = role === 'officer' ? firstRequest(message) : null;
  const by = asked === null ? null : onlyCouncillorAsked(message, roster);
  if (by === null || asked === null) return null;
  return { by, affected: person ? [person.id] : [], asked, exchange: exchangeWith(by, roster) };
};

/** Where several are asked, nobody in particular owes the answer. */
function onlyCouncillorAsked(message: MessageEvidence, roster: Roster): Person | null {
  const { copies, localDate } = message;
  if (isCircular(message, roster)) return null;
  const asked = new Map<string, Person>();
  for (const { address } of copies.flatMap(({ message: { envelope } }) => envelope.to)) {
    const { kind, person, shared } = roster.classifyAddress(address, localDate);
    const hands =
      kind === 'shared' && shared ? roster.holdersOfShared(shared, localDate) : kind === 'person' ? [person] : [];
    for (const hand of hands) if (hand && roster.isCouncillorOn(hand, localDate)) asked.set(hand.id, hand);
  }
  const [only] = asked.values();
  return asked.size === 1 && only ? only : null;
}

function exchangeWith(councillor: Person, roster: Roster): Exchange {
  const { id, addresses } = councillor;
  const isOfficer = (each: string): boolean => roster.personOfId(each)?.role === 'officer';
  return {
    isByAsker: (summary) => isByOfficer(summary, roster),
    isByAnswerer: ({ author }) => author.personId === id || addresses.includes(author.address),
    // Told to any officer, it was told to the office.
    reachesAsker: ({ parties }) => parties.some(isOfficer),
    namesAsker: () => false,
    outsideAddresses: new Set(),
    answerers: [id],
    isQuotedAsker: (quoted, message) => isQuotedOfficer(quoted, message, roster),
    isQuotedAnswerer: ({ from, fromName }, message) =>
      addresses.includes(from) || personOfQuoted(from, fromName, message, roster)?.id === id,
  };
}
