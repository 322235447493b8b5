import type { Roster } from '../council/roster.ts';
import type { Exchange } from '../evidence/answers.ts';
import type { MessageSummary } from '../evidence/mail-evidence.ts';
import { personOfQuoted } from '../evidence/passed-on.ts';
import { noNeed } from '../evidence/read-facts.ts';
import {
  answerNeed,
  askingNeed,
  firstOfficerAsked,
  firstRequest,
  isByOfficer,
  isQuotedOfficer,
  judgeOverdue,
  officersNames,
  type ReadOwed,
  remedyInWords,
  timeInWords,
} from './answers-owed.ts';
import { dayOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** A councillor asks an officer, and no officer answers within the working days that the council has set. */
export const officerResponseOverdue: Rule = {
  id: 'officer-response-overdue',

  needs(view) {
    if (!view.isOrdinary || view.isUnread) return noNeed;
    if (view.from === 'councillor' && view.reachesOfficer) return askingNeed;
    return view.from === 'officer' && view.reachesCouncillor ? answerNeed : noNeed;
  },

  judge: (message, context) => judgeOverdue(message, readOwed, context),

  account(flag, roster) {
    const asker = nameAll(flag.people.affected, roster);
    const time = timeInWords(flag);
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${asker} asked ${nameOf(flag.people.by, roster)} something by email, and no answer of any officer was found ${time.due}.${time.late}`,
      remedy: remedyInWords(asker, time),
      considered: [
        'An answer of any officer in the thread, on the same subject, or quoting the request, were it only to say when more will follow: none in time.',
        'The councillor said that it is settled, or had asked the same before: ruled out.',
      ],
    };
  },
};

const readOwed: ReadOwed = (message, { roster }) => {
  const { role, person } = message.author;
  const asked = role === 'councillor' ? firstRequest(message) : null;
  const by = asked === null ? null : firstOfficerAsked(message, roster);
  if (person === null || by === null || asked === null) return null;
  return { by, affected: [person.id], asked, exchange: exchangeWith(person.id, person.addresses, roster) };
};

function exchangeWith(councillor: string, addresses: readonly string[], roster: Roster): Exchange {
  const isTheirs = ({ author }: MessageSummary): boolean =>
    author.personId === councillor || addresses.includes(author.address);
  return {
    isByAsker: isTheirs,
    isByAnswerer: (summary) => isByOfficer(summary, roster),
    // Whoever has left the council meanwhile is reached all the same.
    reachesAsker: ({ parties, thirdParties }) =>
      parties.includes(councillor) || thirdParties.some((address) => addresses.includes(address)),
    namesAsker: () => false,
    outsideAddresses: new Set(),
    answerers: officersNames(roster),
    isQuotedAsker: ({ from, fromName }, message) =>
      addresses.includes(from) || personOfQuoted(from, fromName, message, roster)?.id === councillor,
    isQuotedAnswerer: (quoted, message) => isQuotedOfficer(quoted, message, roster),
  };
}
