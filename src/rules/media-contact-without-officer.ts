import type { Person } from '../council/council.ts';
import { isToMediaAlone } from '../evidence/letters.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import type { MessageSummary } from '../evidence/message-summary.ts';
import type { PressFacts } from '../evidence/press.ts';
import { type Need, noNeed } from '../evidence/read-facts.ts';
import { clerksOn, isClerkOn, isClerkReached, peopleOfAddress } from './clerk.ts';
import { unite } from './needs.ts';
import { dayOf, nameOf } from './people.ts';
import { buildMediaFinding, clearance, clerkSaid, isSpokesperson, mediaReached, toMedia } from './press-clearance.ts';
import type { Rule, RuleContext } from './rule.ts';

const newText: Need = { ...noNeed, content: true, topics: ['press'] };

/**
 * Words to the media without the officer. `speaker: councillor` (model): a councillor speaks for the council and no officer has a part in
 * the conversation. `speaker: officer` (St Just 11.4): an officer answers an enquiry without the Clerk's word.
 */
export const mediaContactWithoutOfficer: Rule = {
  id: 'media-contact-without-officer',

  needs(view, { speaker }) {
    if (speaker === 'officer') {
      const enquiry = view.isOrdinary && !view.isUnread && view.isFromMedia && view.reachesOfficer;
      const words = view.from === 'officer' ? toMedia(view) : enquiry ? newText : noNeed;
      return unite(words, view.reachesOfficer ? clearance(view) : noNeed);
    }
    return view.mayBeCouncillors ? toMedia(view) : noNeed;
  },

  judge(message, context) {
    const press = message.content?.press;
    const { author } = message;
    if (!message.isOrdinary || !author.person || !press || mediaReached(message).length === 0) return null;
    // A text prepared for publication is the other rule's.
    if (press.release !== null || isSpokesperson(message, context)) return null;
    const words =
      context.settings.speaker === 'officer'
        ? answerOfOfficer(press, message, context)
        : wordsOfCouncillor(press, message, context);
    return words === null ? null : buildMediaFinding('words-to-media', words, message);
  },

  account(flag, roster) {
    const by = flag.people.by === null ? null : roster.personOfId(flag.people.by);
    const name = nameOf(flag.people.by, roster);
    return by?.role === 'officer'
      ? {
          explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${name} answered an enquiry of the media. No word of the Clerk that allows it was found in the conversation.`,
          remedy:
            'The Clerk looks at the answer, and says whether it stands. Where officers answer on some subject as a matter of course, name them in the council file as spokespersons.',
          considered: [
            'The Clerk in To or Cc, by a shared address or by a list: no.',
            'The Clerk’s authority in the conversation, or quoted in the answer: none found.',
            'A spokesperson named in the council file, on their subject: no.',
          ],
        }
      : {
          explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${name} spoke for the council to the media, and no officer was addressed or had been in the conversation.`,
          remedy:
            'Tell the Clerk what was said, so that the council speaks with one voice; the Clerk can put right what is not so.',
          considered: [
            'An officer addressed, or earlier in the conversation: none found.',
            'A spokesperson named in the council file, on their subject: no.',
            'Speaks as an individual, declines, or only passes the question on: no.',
          ],
        };
  },
};

function wordsOfCouncillor(press: PressFacts, message: MessageEvidence, context: RuleContext): string | null {
  if (message.author.role !== 'councillor' || press.forCouncil === null) return null;
  return hasOfficer(message, press, context) ? null : press.forCouncil;
}

/** An officer is addressed, openly or not, or wrote or received something earlier in the conversation. */
function hasOfficer(message: MessageEvidence, press: PressFacts, { roster, evidence }: RuleContext): boolean {
  const day = message.localDate;
  const isOfficer = (person: Person | null): boolean => person !== null && roster.isOfficerOn(person, day);
  const { visible, hidden } = message.recipients;
  if ([...visible].some((id) => isOfficer(roster.personOfId(id)))) return true;
  if (hidden.some(({ person }) => isOfficer(person))) return true;
  const quoted = press.quoted.flatMap(({ from, to }) => [from, ...to]).filter((address) => address !== '');
  if (quoted.some((address) => peopleOfAddress(address, roster, day).some(isOfficer))) return true;
  const hasPart = ({ author, date, parties }: MessageSummary): boolean =>
    date <= message.date && (author.role === 'officer' || parties.some((id) => isOfficer(roster.personOfId(id))));
  return evidence.threadOf(message, hasPart).length > 0;
}

function answerOfOfficer(press: PressFacts, message: MessageEvidence, context: RuleContext): string | null {
  const { roster } = context;
  const { author, localDate } = message;
  if (author.role !== 'officer' || press.answer === null || isClerkOn(author.person, roster, localDate)) return null;
  // While nobody is Clerk there is nobody to ask.
  if (clerksOn(roster, localDate).length === 0 || isClerkReached(message, roster)) return null;
  if (!wasAsked(press, message, context)) return null;
  return press.withAuthority !== null || clerkSaid('authorises', message, context) ? null : press.answer;
}

/** Somebody of the media wrote before: in the conversation, or as the message quotes or says it. */
function wasAsked(press: PressFacts, message: MessageEvidence, { roster, evidence }: RuleContext): boolean {
  const isMedia = (address: string): boolean =>
    address !== '' && roster.classifyAddress(address, message.localDate).media;
  const isEarlier = ({ author, date, isOrdinary }: MessageSummary): boolean =>
    isOrdinary && date <= message.date && author.role === 'outside' && isMedia(author.address);
  const asked = [
    // Some programs quote under a name alone: what is answered to the media alone is theirs.
    ...press.quoted
      .filter(({ from }) => isMedia(from) || (from === '' && isToMediaAlone(message)))
      .map(({ trade }) => trade),
    ...evidence.threadOf(message, isEarlier).map(({ content }) => content?.press?.trade ?? null),
  ];
  // A bill for an advertisement is no enquiry.
  return asked.length > 0 ? asked.some((trade) => trade === null) : press.asked !== null && press.trade === null;
}
