import type { Roster } from '../council/roster.ts';
import type { Exchange } from '../evidence/answers.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import { noNeed } from '../evidence/read-facts.ts';
import { foldText } from '../evidence/words.ts';
import type { Address } from '../mail/message.ts';
import {
  answerNeed,
  askingNeed,
  firstOfficerAsked,
  isByOfficer,
  isQuotedOfficer,
  judgeOverdue,
  officersNames,
  type ReadOwed,
  remedyInWords,
  timeInWords,
} from './answers-owed.ts';
import { dayOf, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** Somebody outside asks or complains to an officer, and no officer answers within the working days of the council's policy. */
export const complaintResponseOverdue: Rule = {
  id: 'complaint-response-overdue',

  judgesOutsiders: true,

  needs(view) {
    if (!view.isOrdinary || view.isUnread) return noNeed;
    if (view.from === 'outside' && view.reachesOfficer) return askingNeed;
    return view.from === 'officer' && view.reachesOutside ? answerNeed : noNeed;
  },

  judge: (message, context) => judgeOverdue(message, readOwed, context),

  account(flag, roster) {
    const time = timeInWords(flag);
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} somebody outside the council wrote to ${nameOf(flag.people.by, roster)} with an enquiry or a complaint, and no answer of any officer was found ${time.due}.${time.late}`,
      remedy: remedyInWords('the writer', time, 'by telephone, by letter or in person'),
      considered: [
        'An answer of any officer in the thread, on the same subject, or quoting the message: none in time.',
        'Newsletters, suppliers’, trusted bodies’ and automatic mail: ruled out.',
        'The writer said that it is settled, or had written of the same before: ruled out.',
      ],
    };
  },
};

/** Addresses at which nobody reads answers, or at which a firm does its trade. */
const machineOrTrade =
  /^(?:no-?_?reply|do-?not-?reply|donotreply|mailer|mailer-daemon|postmaster|bounces?|notifications?|alerts?|news|newsletters?|bulletins?|marketing|sales|quotes?|quotations?|accounts?|invoices?|billing|orders?|credit-?control)(?:[.+_-].*)?@/;

const readOwed: ReadOwed = (message, { roster }) => {
  const enquiry = message.content?.enquiry ?? null;
  if (message.author.role !== 'outside' || enquiry === null) return null;
  const asker = askerOf(message, roster);
  const by = firstOfficerAsked(message, roster);
  if (asker.addresses.size === 0 || by === null) return null;
  return { by, affected: [], asked: enquiry, exchange: exchangeWith(asker, roster) };
};

type Outsider = { addresses: Set<string>; names: Set<string> };

/** Where somebody outside writes from and wants answers at; nowhere where it is nobody who waits for one. */
function askerOf({ copies, localDate }: MessageEvidence, roster: Roster): Outsider {
  const asker: Outsider = { addresses: new Set(), names: new Set() };
  for (const { message } of copies) {
    const { from, replyTo } = message.envelope;
    for (const { address, name } of [...from, ...replyTo]) {
      // A trusted body advises or supervises the council: what it asks is no enquiry of the public.
      if (roster.classifyAddress(address, localDate).kind !== 'outside' || machineOrTrade.test(address)) continue;
      asker.addresses.add(address);
      const folded = foldText(name);
      if (folded.includes(' ')) asker.names.add(folded);
    }
  }
  return asker;
}

function exchangeWith({ addresses, names }: Outsider, roster: Roster): Exchange {
  const isTheirs = ({ address, name }: Address): boolean => addresses.has(address) || names.has(foldText(name));
  return {
    isByAsker: ({ author }) => addresses.has(author.address),
    isByAnswerer: (summary) => isByOfficer(summary, roster),
    reachesAsker: ({ thirdParties }) => thirdParties.some((address) => addresses.has(address)),
    // They may have another address, which only their name shows to be theirs.
    namesAsker: ({ copies }) =>
      copies.some(({ message: { envelope }, journal }) =>
        [
          ...envelope.to,
          ...envelope.cc,
          ...envelope.bcc,
          ...(journal?.recipients ?? []).map(({ address }) => ({ address, name: '' })),
        ].some(isTheirs),
      ),
    outsideAddresses: addresses,
    answerers: officersNames(roster),
    isQuotedAsker: ({ from, fromName }) => isTheirs({ address: from, name: fromName }),
    isQuotedAnswerer: (quoted, message) => isQuotedOfficer(quoted, message, roster),
  };
}
