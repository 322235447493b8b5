import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { MessageFacts, QuotedFacts } from './facts.ts';
import type { Grade } from './grade.ts';
import type { MailEvidence } from './mail-evidence.ts';
import { baseSubject } from './marks.ts';
import { copyPlace, type MessageEvidence } from './message-evidence.ts';
import type { PassingOn } from './passing-on.ts';
import { foldText } from './words.ts';

/** A piece of correspondence between a councillor and an officer that stands in another message, and who newly reads it there. */
export type PassedOn = {
  how: 'forwarded in the text' | 'attached' | 'quoted in a reply' | 'redirected';
  author: Person;
  /** Roster people who wrote or received it in the first place. */
  parties: Set<string>;
  /** The councillors or officers it was addressed to. */
  addressees: Person[];
  /** Councillors who read it here for the first time. */
  newReaders: Person[];
  /** The piece itself, where some mailbox holds it. */
  original: MessageEvidence | null;
  /** What its author said in it about passing it on. */
  words: PassingOn[];
  grade: Grade;
  mailbox: string;
  where: string;
};

type Piece = {
  how: PassedOn['how'];
  author: Person | null;
  parties: Set<string>;
  addressees: Person[];
  recipientsKnown: boolean;
  original: MessageEvidence | null;
  isCircular: boolean;
  words: PassingOn[];
  hasText: boolean;
};

/**
 * Every piece of officer-councillor correspondence that the message passes on to councillors who did not have it. Circulars, mail
 * from outside, and whatever a reader wrote, received or was quoted before are left out.
 */
export function passedOnIn(message: MessageEvidence, evidence: MailEvidence): PassedOn[] {
  const { roster } = evidence;
  const readers = councillorReaders(message, roster);
  const found: PassedOn[] = [];
  const copy = message.copies.find((each) => each.message.content !== null) ?? message.copies[0];
  if (readers.length === 0 || !copy) return found;
  const where = `${copyPlace(copy)}, body`;
  const chains = [
    historyChain(message, evidence),
    ...copy.message.attached.map((inner) => attachedChain(inner, evidence)),
  ];
  for (const chain of chains) {
    // Whoever wrote or received an outer piece has had all that it quotes.
    let unaware = readers;
    for (const piece of chain) {
      unaware = unaware.filter((reader) => !piece.parties.has(reader.id));
      if (unaware.length === 0) break;
      const between = isOfficerCouncillor(piece, message, roster);
      if (!piece.author || !piece.hasText || piece.isCircular || !between) continue;
      const newReaders = unaware.filter((reader) => !hadItBefore(reader, piece, message, evidence));
      if (newReaders.length === 0) continue;
      const { author, how, parties, addressees, original, words } = piece;
      found.push({
        how,
        author,
        parties,
        addressees,
        newReaders,
        original,
        words,
        grade: message.grade,
        mailbox: message.mailbox,
        where,
      });
    }
  }
  return found;
}

/** Councillors whom the message reaches, visibly or not, other than its author. */
export function councillorReaders(message: MessageEvidence, roster: Roster): Person[] {
  const ids = new Set([...message.recipients.visible, ...message.recipients.hidden.map((each) => each.person.id)]);
  if (message.author.person) ids.delete(message.author.person.id);
  return [...ids]
    .sort()
    .flatMap((id) => roster.personOfId(id) ?? [])
    .filter((person) => roster.isCouncillorOn(person, message.localDate));
}

/** A message that a councillor and an officer exchanged and nobody else's business made common: no circular. */
export function isCircular(message: MessageEvidence, roster: Roster): boolean {
  if (message.recipients.lists > 0) return true;
  const reached = new Set([...message.recipients.visible, ...message.recipients.hidden.map((each) => each.person.id)]);
  if (message.author.person) reached.add(message.author.person.id);
  const councillors = roster.councillorsOn(message.localDate);
  return councillors.length > 2 && councillors.every((person) => reached.has(person.id));
}

function historyChain(message: MessageEvidence, evidence: MailEvidence): Piece[] {
  return (message.content?.history ?? []).map((quoted) => pieceOfQuoted(quoted, message, evidence));
}

function pieceOfQuoted(quoted: QuotedFacts, message: MessageEvidence, evidence: MailEvidence): Piece {
  const { roster } = evidence;
  const original = originalOf(quoted, message, evidence);
  const author = original ? original.author.person : personOfQuoted(quoted.from, quoted.fromName, message, roster);
  const named = quoted.to.map((address) => roster.classifyAddress(address, message.localDate));
  const fromBlock = named.flatMap((found) =>
    found.kind === 'person' && found.person
      ? [found.person]
      : found.kind === 'list' && found.list
        ? roster.membersOfList(found.list, message.localDate)
        : found.kind === 'shared' && found.shared
          ? roster.holdersOfShared(found.shared, message.localDate)
          : [],
  );
  for (const name of quoted.toNames) {
    const person = name === '' ? null : personOfName(name, roster);
    if (person) fromBlock.push(person);
  }
  const addressees = original ? addresseesOf(original, roster) : fromBlock;
  const parties = new Set(addressees.map((person) => person.id));
  if (original) for (const hidden of original.recipients.hidden) parties.add(hidden.person.id);
  if (author) parties.add(author.id);
  const councillors = roster.councillorsOn(message.localDate);
  return {
    how: quoted.kind === 'forward' ? 'forwarded in the text' : 'quoted in a reply',
    author,
    parties,
    addressees,
    recipientsKnown: original !== null || quoted.hasRecipients,
    original,
    isCircular:
      (original !== null && isCircular(original, roster)) ||
      named.some((found) => found.kind === 'list') ||
      (councillors.length > 2 && councillors.every((person) => parties.has(person.id))),
    words: [...quoted.passingOn, ...(original?.content?.passingOn ?? [])],
    hasText: quoted.hasText,
  };
}

function attachedChain(inner: MessageFacts, evidence: MailEvidence): Piece[] {
  const { roster } = evidence;
  const known = evidence.withMessageId(inner.envelope.messageId)[0] ?? null;
  const stand = known ?? evidence.uniteAttached(inner);
  const parties = new Set([...stand.recipients.visible, ...stand.recipients.hidden.map((each) => each.person.id)]);
  if (stand.author.person) parties.add(stand.author.person.id);
  const outer: Piece = {
    how: 'attached',
    author: stand.author.person,
    parties,
    addressees: addresseesOf(stand, roster),
    recipientsKnown: true,
    original: known,
    isCircular: isCircular(stand, roster),
    words: stand.content?.passingOn ?? inner.content?.passingOn ?? [],
    hasText: true,
  };
  return [outer, ...historyChain(evidence.uniteAttached(inner), evidence)];
}

function addresseesOf(message: MessageEvidence, roster: Roster): Person[] {
  return [...message.recipients.visible].sort().flatMap((id) => roster.personOfId(id) ?? []);
}

/** Between a councillor and an officer, as far as the piece itself shows; whoever passes it on may stand for the side not shown. */
function isOfficerCouncillor(piece: Piece, message: MessageEvidence, roster: Roster): boolean {
  if (!piece.author) return false;
  const day = message.localDate;
  const wanted = piece.author.role === 'officer' ? 'councillor' : 'officer';
  if (piece.addressees.some((person) => person.role === wanted && roster.isInTerm(person, day))) return true;
  if (piece.recipientsKnown) return false;
  return message.author.role === wanted && piece.author.id !== message.author.person?.id;
}

const minute = 60_000;
/** Two hours of time zone, and the seconds that clients leave out. */
const clockDifference = 121 * minute;

/** The quoted message in some mailbox: the same author, and the time that the block gives, to the minute and in any time zone. */
function originalOf(quoted: QuotedFacts, message: MessageEvidence, evidence: MailEvidence): MessageEvidence | null {
  const author = personOfQuoted(quoted.from, quoted.fromName, message, evidence.roster);
  const name = author?.id ?? quoted.from;
  if (name === '') return null;
  const candidates =
    quoted.date === null
      ? evidence.threadOf(message, (summary) => (summary.author.personId ?? summary.author.address) === name)
      : evidence.byAuthor(name, quoted.date - clockDifference, quoted.date + clockDifference);
  const subject = foldText(baseSubject(quoted.subject));
  const fitting = candidates.filter(
    (each) =>
      each.key !== message.key &&
      each.date <= message.date &&
      isSameTime(quoted.date, each.date) &&
      (subject === '' || foldText(baseSubject(each.subject)) === subject || quoted.date !== null),
  );
  // Two messages of one minute are told apart by their subject.
  return (
    fitting.findLast((each) => subject !== '' && foldText(baseSubject(each.subject)) === subject) ??
    fitting.at(-1) ??
    null
  );
}

/** Clients write local time to the minute, often without a zone: whole hours of difference are no difference. */
export function isSameTime(quoted: number | null, actual: number): boolean {
  if (quoted === null) return true;
  const difference = Math.abs(quoted - actual);
  const withinHour = difference % (60 * minute);
  return difference <= clockDifference && (withinHour <= minute || withinHour >= 59 * minute);
}

export function personOfQuoted(address: string, name: string, message: MessageEvidence, roster: Roster): Person | null {
  const byAddress = address === '' ? null : roster.personOfAddress(address, message.localDate);
  if (byAddress) return roster.isInTerm(byAddress, message.localDate) ? byAddress : null;
  if (address !== '') return null;
  return name === '' ? null : personOfName(name, roster);
}

/** A display name that is a roster name or alias, with or without a title. */
function personOfName(name: string, roster: Roster): Person | null {
  const bare = (text: string): string =>
    foldText(text)
      .replace(/^(?:cllr|councillor|mr|mrs|ms|miss|dr|y cyng|cyng)\.? /, '')
      .replace(/,.*$/, '');
  const wanted = bare(name);
  const fitting = roster.council.people.filter((person) =>
    [person.name, ...person.aliases].some((form) => bare(form) === wanted),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** The reader wrote, or was sent, an earlier message of the conversation that already held the piece. */
function hadItBefore(reader: Person, piece: Piece, message: MessageEvidence, evidence: MailEvidence): boolean {
  if (!piece.author) return false;
  return evidence
    .threadOf(message, ({ date, parties }) => date < message.date && parties.includes(reader.id))
    .some((earlier) => {
      const isParty = earlier.author.person?.id === reader.id || earlier.recipients.visible.has(reader.id);
      if (!isParty) return false;
      if (piece.original && earlier.key === piece.original.key) return true;
      const chain = [
        ...historyChain(earlier, evidence),
        ...(earlier.copies[0]?.message.attached ?? []).flatMap((inner) => attachedChain(inner, evidence)),
      ];
      return chain.some((held) =>
        piece.original
          ? held.original?.key === piece.original.key
          : held.author?.id === piece.author?.id && held.original === null && held.how !== 'redirected',
      );
    });
}
