import type { LocalDate, Person } from '../council/council.ts';
import type { ClassifiedAddress, Roster } from '../council/roster.ts';
import { localDate } from '../council/roster.ts';
import type { Address } from '../mail/message.ts';
import type { ContentFacts, CopyFacts } from './facts.ts';
import type { EvidenceItem, Grade } from './grade.ts';
import { closeForRules, isForLineage, openForLineage } from './lineage-only.ts';
import { gatherRecipients, type Recipients } from './recipients.ts';

/** Who wrote a message, as far as the roster knows. `person` is null for outsiders and where a shared address hides the hand. */
export type Author = {
  address: string;
  person: Person | null;
  role: 'officer' | 'councillor' | 'outside';
  /** Written from a shared address of the council. */
  isShared: boolean;
};

/** Everything known of one message: all its copies as one body of evidence. */
export type MessageEvidence = {
  /** The Message-ID, with a fingerprint behind it where different messages share it. */
  key: string;
  messageId: string;
  /** Milliseconds since 1970; 0 where no copy has a date. */
  date: number;
  localDate: LocalDate;
  subject: string;
  author: Author;
  /** Only ordinary messages can be at fault; automatic ones are evidence (contract, section 4). */
  isOrdinary: boolean;
  recipients: Recipients;
  /** Facts of the best copy whose body was opened, or null. */
  content: ContentFacts | null;
  /** Content and copies as lineage may see them, where the body was opened for lineage alone; else null. Nothing else looks at it. */
  heard: { content: ContentFacts | null; copies: CopyFacts[] } | null;
  /** Best first: journal report, the sender's own copy, a recipient's copy. */
  copies: CopyFacts[];
  /** Grade of what the copies say in their text (contract, section 4). */
  grade: Grade;
  mailbox: string;
};

/** Evidence entry that points at a copy, without people's text. */
export function copyPlace(copy: CopyFacts): string {
  const folder = copy.folder === '' ? '' : `, folder ${copy.folder}`;
  return copy.journal ? `journal report in mailbox ${copy.mailbox}` : `copy in mailbox ${copy.mailbox}${folder}`;
}

export function evidenceOf(kind: string, where: string, quote?: string): EvidenceItem {
  return quote === undefined || quote === '' ? { kind, where } : { kind, where, quote: quote.slice(0, 200) };
}

/** Whether the mailbox that holds the copy is the author's: their own, or a shared one that they hold. */
export function isAuthorsOwn(copy: CopyFacts, roster: Roster): boolean {
  if (copy.journal) return false;
  const owner = roster.council.mailboxes.find((mailbox) => mailbox.id === copy.mailbox)?.owner ?? null;
  if (owner === null) return false;
  const { envelope } = copy.message;
  return [...envelope.from, ...(envelope.sender ? [envelope.sender] : [])].some((address) =>
    isOwnedBy(address, owner, roster),
  );
}

function isOwnedBy(address: Address, owner: string, roster: Roster): boolean {
  const person = roster.personOfAddress(address.address);
  const shared = roster.sharedOfAddress(address.address);
  const ownerShared = roster.sharedOfAddress(owner);
  return (
    person?.id === owner ||
    (shared !== null && (shared.address === owner || shared.heldBy.includes(owner))) ||
    (ownerShared !== null && person !== null && ownerShared.heldBy.includes(person.id))
  );
}

/** A copy's rank as a witness of what was sent: 0 journal report, 1 the sender's own, 2 a recipient's. */
export function copyRank(copy: CopyFacts, roster: Roster): 0 | 1 | 2 {
  if (copy.journal) return 0;
  return copy.isSent || isAuthorsOwn(copy, roster) ? 1 : 2;
}

/** Unites the copies of one message. The order in which they are given changes nothing. */
export function uniteCopies(key: string, copies: CopyFacts[], roster: Roster): MessageEvidence {
  const ranked = copies
    .map((copy) => ({ copy, rank: copyRank(copy, roster) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        // By name: in which order the council file lists its mailboxes says nothing about the mail.
        compare(a.copy.mailbox, b.copy.mailbox) ||
        compare(a.copy.folder, b.copy.folder) ||
        compare(a.copy.reference, b.copy.reference),
    );
  const best = ranked[0];
  if (!best) throw new Error('A message has at least one copy');
  const read = ranked.map(({ copy }) => copy);
  const sorted = read.some(isForLineage) ? read.map(closeForRules) : read;
  const content = contentOf(sorted);
  const { envelope } = best.copy.message;
  const instant = sorted.map((copy) => copy.message.envelope.date).find((date) => date !== null) ?? new Date(0);
  const day = localDate(instant, roster.council.timezone);
  const author = authorOf(sorted, roster, day);
  return {
    key,
    messageId: envelope.messageId,
    date: instant.getTime(),
    localDate: day,
    subject: envelope.subject,
    author,
    isOrdinary: sorted.every((copy) => copy.message.envelope.kind === 'ordinary'),
    recipients: gatherRecipients(sorted, author, day, roster),
    content,
    heard:
      content === null && sorted !== read ? heardIn(read.map(openForLineage)) : hearOutsider(author, content, sorted),
    copies: sorted,
    grade: (['A', 'B', 'C'] as const)[best.rank] ?? 'C',
    mailbox: best.copy.mailbox,
  };
}

function heardIn(copies: CopyFacts[]): MessageEvidence['heard'] {
  return { content: contentOf(copies), copies };
}

/** Of somebody outside who was read for what they ask, another copy may be the one that lineage has heard. */
function hearOutsider(author: Author, content: ContentFacts | null, copies: CopyFacts[]): MessageEvidence['heard'] {
  if (author.role !== 'outside' || content === null || content.hasPrints) return null;
  const heard = copies.find(({ message }) => message.content?.hasPrints === true)?.message.content;
  return heard ? { content: heard, copies } : null;
}

/**
 * Of the best copy that was opened; for topics that it was not opened for, of the next. What one copy shows in its header section, such as
 * who received it blind, opens it for rules that another copy gave no reason to ask.
 */
function contentOf(copies: CopyFacts[]): ContentFacts | null {
  const contents = copies.flatMap(({ message }) => message.content ?? []);
  const [best] = contents;
  if (best === undefined || contents.length === 1) return best ?? null;
  const opened = (topic: 'asking' | 'payments' | 'press' | 'clearance' | 'groups'): ContentFacts =>
    contents.find((content) => content[topic] !== null) ?? best;
  const { asking, enquiry, isPrivate, answeredOtherwise } = opened('asking');
  return {
    ...best,
    ...{ asking, enquiry, isPrivate, answeredOtherwise },
    payments: opened('payments').payments,
    press: opened('press').press,
    clearance: opened('clearance').clearance,
    groups: opened('groups').groups,
  };
}

function authorOf(copies: CopyFacts[], roster: Roster, day: LocalDate): Author {
  const envelope = copies[0]?.message.envelope;
  const address = envelope?.from[0]?.address ?? envelope?.sender?.address ?? '';
  const from = roster.classifyAddress(address, day);
  if (from.kind === 'person' && from.person)
    return { address, person: from.person, role: from.person.role, isShared: false };
  if (from.kind !== 'shared' || !from.shared) return { address, person: null, role: 'outside', isShared: false };
  const holders = roster.holdersOfShared(from.shared, day);
  const person = handBehindShared(copies, holders, roster, day);
  if (person) return { address, person, role: person.role, isShared: true };
  // Where officers and councillors share an address and nothing tells whose hand it was, nobody is taken to have written.
  const allOfficers = holders.length > 0 && holders.every((holder) => holder.role === 'officer');
  return { address, person: null, role: allOfficers ? 'officer' : 'outside', isShared: true };
}

/** Whose hand wrote from a shared address: `Sender`, the owner of the Sent folder, the signature, the only holder. */
function handBehindShared(copies: CopyFacts[], holders: Person[], roster: Roster, day: LocalDate): Person | null {
  const isHolder = (person: Person | null | undefined): person is Person =>
    person !== null && person !== undefined && holders.some((holder) => holder.id === person.id);
  for (const { message, journal } of copies) {
    const sender = message.envelope.sender ? roster.personOfAddress(message.envelope.sender.address, day) : null;
    if (isHolder(sender)) return sender;
    const submitter = journal ? roster.personOfAddress(journal.sender, day) : null;
    if (isHolder(submitter)) return submitter;
  }
  for (const copy of copies) {
    const owner = roster.council.mailboxes.find((mailbox) => mailbox.id === copy.mailbox)?.owner ?? '';
    const person = roster.personOfId(owner);
    if (copy.isSent && isHolder(person)) return person;
  }
  for (const copy of copies) {
    const signed = (copy.message.content?.letter.signature.people ?? [])
      .map((id) => roster.personOfId(id))
      .filter(isHolder);
    if (signed.length === 1 && signed[0]) return signed[0];
  }
  const only = holders.length === 1 ? holders[0] : undefined;
  return only ?? null;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type { ClassifiedAddress };
