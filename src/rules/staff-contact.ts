/** A councillor turns to an officer other than the Clerk: what both rules of contact with staff have in common. */

import type { Person } from '../council/council.ts';
import { isWithin } from '../council/dates.ts';
import type { RuleId } from '../council/rule-ids.ts';
import type { AskingFacts } from '../evidence/asking.ts';
import { copyPlace, evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import type { MessageView } from '../evidence/message-view.ts';
import { type Need, noNeed } from '../evidence/read-facts.ts';
import { clerksOn, isClerkOn, isClerkReached } from './clerk.ts';
import { isAgreedWithClerk, wasBegunByOfficer } from './contact-agreed.ts';
import { idsOf } from './people.ts';
import type { Finding, RuleContext } from './rule.ts';

/** What officers and councillors write to each other: requests, and the Clerk's agreement. */
export function needsContact(view: MessageView): Need {
  const isInside =
    view.from !== 'outside' && (view.reachesOfficer || (view.from === 'officer' && view.reachesCouncillor));
  return view.isOrdinary && !view.isUnread && isInside
    ? { content: true, documents: false, letters: false, lineage: false, topics: ['asking'] }
    : noNeed;
}

/** Whom a councillor wrote to past the Clerk, and what was said; before anything that excuses it. */
export type StaffContact = { councillor: Person; officers: Person[]; asking: AskingFacts };

/** Null where the message is none: automatic, private, or one that the Clerk received, were it in a hidden copy. */
export function contactIn(message: MessageEvidence, context: RuleContext): StaffContact | null {
  const { roster } = context;
  const { author, content, localDate: day } = message;
  const asking = content?.asking ?? null;
  if (!message.isOrdinary || author.role !== 'councillor' || author.person === null || asking === null) return null;
  // Where nobody is Clerk, nobody can be bypassed.
  if (!asking.isBusiness || clerksOn(roster, day).length === 0) return null;
  if (isClerkReached(message, roster) || isClerkBehindList(message, context)) return null;
  const officers = officersWrittenTo(message, context);
  if (officers.length === 0) return null;
  // A right that everybody has is no matter of the protocol (model: access to information 6).
  if (asking.rightOfEverybody !== null) return null;
  return { councillor: author.person, officers, asking };
}

/** A journal report shows whom a list reached that the council file does not describe. */
function isClerkBehindList({ copies, localDate }: MessageEvidence, { roster }: RuleContext): boolean {
  return copies.some(({ journal }) =>
    (journal?.recipients ?? []).some(
      ({ address, expandedFrom }) =>
        expandedFrom !== '' && isClerkOn(roster.personOfAddress(address, localDate), roster, localDate),
    ),
  );
}

/**
 * Officers in To and Cc other than the Clerk, by their own address or by a shared one. A list speaks to all its
 * members and to no officer. Where officers stand in Cc alone, somebody else was asked, unless the text turns to them by name.
 */
function officersWrittenTo(message: MessageEvidence, { roster }: RuleContext): Person[] {
  const day = message.localDate;
  const officersIn = (field: 'to' | 'cc'): Person[] => {
    const own = message.recipients[field].filter((person) => roster.isOfficerOn(person, day));
    const shared = message.copies.flatMap(({ message: { envelope } }) =>
      envelope[field].flatMap(({ address }) => {
        const found = roster.classifyAddress(address, day);
        const holders = found.kind === 'shared' && found.shared ? roster.holdersOfShared(found.shared, day) : [];
        return holders.filter((holder) => roster.isOfficerOn(holder, day));
      }),
    );
    return [...own, ...shared].filter((person) => !isClerkOn(person, roster, day));
  };
  const [to, cc] = [officersIn('to'), officersIn('cc')];
  const named = message.content?.asking?.named ?? [];
  if (to.length === 0 && !cc.some(({ id }) => named.includes(id))) return [];
  return [...new Map([...to, ...cc].map((person) => [person.id, person])).values()];
}

/** What excuses direct contact in every pack, and what this pack's settings do. */
export function isExcused(
  contact: StaffContact,
  rules: readonly RuleId[],
  message: MessageEvidence,
  context: RuleContext,
): boolean {
  return (
    isExcusedBySettings(contact, message, context) ||
    wasBegunByOfficer(contact, message, context) ||
    isAgreedWithClerk(contact, message, context) ||
    isArranged(contact, rules, message, context)
  );
}

function isExcusedBySettings(
  { councillor, asking }: StaffContact,
  message: MessageEvidence,
  { roster, settings }: RuleContext,
): boolean {
  const excused = Array.isArray(settings.excused) ? settings.excused : [];
  if (
    excused.includes('factual-enquiry') &&
    asking.asks.length > 0 &&
    asking.asks.every(({ kind }) => kind === 'enquiry')
  )
    return true;
  return (
    excused.includes('chair-or-vice-chair-request') &&
    (['chair', 'vice-chair', 'mayor', 'deputy-mayor'] as const).some((office) =>
      roster.holdsOffice(councillor, office, message.localDate),
    ) &&
    !asking.asks.some(({ isOrder }) => isOrder)
  );
}

/**
 * A standing arrangement of the council file, for one of the rules: within its dates, for this councillor and these officers where it
 * names any, and on its subject.
 */
function isArranged(
  { councillor, officers, asking }: StaffContact,
  rules: readonly RuleId[],
  message: MessageEvidence,
  { roster }: RuleContext,
): boolean {
  return roster.council.arrangements.some(({ rule, people, subject, from, until }) => {
    if (!rules.some((each) => each === rule) || !isWithin(message.localDate, from, until)) return false;
    const named = people.map((id) => roster.personOfId(id)).filter((person) => person !== null);
    const [councillorIds, officerIds] = (['councillor', 'officer'] as const).map((role) =>
      idsOf(named.filter((person) => person.role === role)),
    );
    return (
      (councillorIds?.length === 0 || councillorIds?.includes(councillor.id)) &&
      (officerIds?.length === 0 || officers.every(({ id }) => officerIds?.includes(id))) &&
      (subject.trim() === '' || asking.matters.includes(subject))
    );
  });
}

/** More than these make nothing clearer, and evidence has its bounds. */
const mostQuotes = 5;

/** `quotes`: the words that the flag rests on, with their kind. */
export function findingOf(
  { councillor, officers, asking }: StaffContact,
  quotes: readonly { kind: string; quote: string }[],
  message: MessageEvidence,
  { roster }: RuleContext,
): Finding {
  const copy = message.copies[0];
  const where = copy ? copyPlace(copy) : `copy in mailbox ${message.mailbox}`;
  const clerks = idsOf(clerksOn(roster, message.localDate));
  // Anything but a plain request may be, or lead to, a concern about the Clerk, and such a flag must not go to the Clerk (src/review/routing.ts).
  const mayConcernClerk =
    asking.named.some((id) => clerks.includes(id)) &&
    (asking.asks.length === 0 || asking.asks.some(({ kind }) => kind !== 'request' && kind !== 'instruction'));
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by: councillor.id,
    affected: idsOf(officers),
    hidden: [],
    thirdParties: [],
    evidence: [
      ...quotes.slice(0, mostQuotes).map(({ kind, quote }) => evidenceOf(kind, where, quote)),
      ...(mayConcernClerk ? [evidenceOf('names-clerk', where)] : []),
    ],
  };
}
