/** What both press rules ask for and find: words to the media, and what officers said of them before these went out. */

import type { Clearance } from '../evidence/clearance.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import type { MessageView } from '../evidence/message-view.ts';
import { sameMatterMs } from '../evidence/neighbourhood.ts';
import { type Need, noNeed } from '../evidence/read-facts.ts';
import { distinctiveWords } from '../evidence/subject-words.ts';
import { clerksOn, isClerkOn, isClerksAddress } from './clerk.ts';
import type { Finding, RuleContext } from './rule.ts';

/** Words to the media, documents included: a release is often attached. */
export function toMedia(view: MessageView): Need {
  const goesOut = view.isOrdinary && !view.isUnread && view.reachesMedia;
  return goesOut ? { ...noNeed, content: true, documents: true, topics: ['press'] } : noNeed;
}

/** Words in which an officer may let others speak. */
export function clearance(view: MessageView): Need {
  const isInside = view.isOrdinary && !view.isUnread && (view.reachesCouncillor || view.reachesOfficer);
  return isInside && view.from === 'officer' ? { ...noNeed, content: true, topics: ['clearance'] } : noNeed;
}

/** Newspapers, broadcasters and their people, as the council file names them. */
export function mediaReached({ recipients }: MessageEvidence): string[] {
  return recipients.outside.filter((party) => party.media).map(({ address }) => address);
}

/** `kind` of evidence for the words that went out. */
export function buildMediaFinding(kind: string, words: string, message: MessageEvidence): Finding {
  const { grade, mailbox, author, recipients } = message;
  const first = recipients.outside.find((party) => party.media);
  return {
    exception: null,
    grade,
    mailbox,
    by: author.person?.id ?? null,
    affected: [],
    hidden: [],
    thirdParties: recipients.outside.map(({ address }) => address),
    evidence: [evidenceOf(kind, `mailbox ${mailbox}, new text`, words), ...(first ? [first.evidence] : [])],
  };
}

/** The Clerk's own words of this kind, in the conversation before the message, or in what the message quotes. */
export function clerkSaid(
  what: keyof Pick<Clearance, 'approval' | 'authorises'>,
  message: MessageEvidence,
  { evidence, roster }: RuleContext,
): boolean {
  const said = evidence
    .threadOf(message, ({ author, date, isOpened }) => author.role === 'officer' && isOpened && date <= message.date)
    .some((earlier) => earlier.key !== message.key && mayBeClerks(earlier, roster) && wordsIn(earlier, what) !== null);
  const quoted = message.content?.press?.quoted ?? [];
  return said || quoted.some((each) => each[what] !== null && isClerksAddress(each.from, roster, message.localDate));
}

/** The Clerk approved the same release in a message of its own: within a month before, and on the same matter. */
export function clerkApprovedElsewhere(message: MessageEvidence, { evidence, roster }: RuleContext): boolean {
  const author = message.author.person;
  if (!author) return false;
  const release = distinctiveWords(message.subject);
  return clerksOn(roster, message.localDate)
    .flatMap((clerk) => evidence.byAuthor(clerk.id, message.date - sameMatterMs, message.date))
    .some((each) => {
      const reaches =
        each.recipients.visible.has(author.id) || each.recipients.hidden.some(({ person }) => person.id === author.id);
      return reaches && wordsIn(each, 'approval') !== null && isSameMatter(each, release);
    });
}

function isSameMatter({ subject, content }: MessageEvidence, release: Set<string>): boolean {
  const approved = distinctiveWords(subject);
  // "Re: ok?": nothing tells which release was meant, and whoever sent this one had an approval in hand.
  if (approved.size === 0 || release.size === 0) return content?.clearance?.isAboutPress === true;
  return [...release].some((word) => approved.has(word));
}

function wordsIn({ content }: MessageEvidence, what: 'approval' | 'authorises'): string | null {
  return content?.clearance?.[what] ?? null;
}

/** Written by the Clerk of that day; or from an address that the Clerk shares, in a hand that nothing tells. */
function mayBeClerks({ author, localDate }: MessageEvidence, roster: RuleContext['roster']): boolean {
  if (author.person) return isClerkOn(author.person, roster, localDate);
  return isClerksAddress(author.address, roster, localDate);
}

/** A spokesperson of the council file, on their subject. */
export function isSpokesperson(message: MessageEvidence, { roster }: RuleContext): boolean {
  const subjects = message.content?.press?.subjects ?? [];
  return roster.council.spokespersons.some(
    ({ person, subject }) => person === message.author.person?.id && subjects.includes(subject),
  );
}
