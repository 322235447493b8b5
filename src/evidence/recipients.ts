import type { LocalDate, Person } from '../council/council.ts';
import type { ClassifiedAddress, Roster } from '../council/roster.ts';
import type { Address } from '../mail/message.ts';
import type { CopyFacts } from './facts.ts';
import type { EvidenceItem, Grade } from './grade.ts';
import { type Author, compare, copyPlace, copyRank, evidenceOf } from './message-evidence.ts';

/** Somebody who received a message that does not show it. */
export type HiddenRecipient = { person: Person; grade: Grade; evidence: EvidenceItem[]; mailbox: string };

/** Somebody passed the message on unchanged: `Resent-*` fields, a mailbox rule, or `Forwarded:` in a journal report. */
export type Redirection = {
  by: Person | null;
  to: ClassifiedAddress[];
  grade: Grade;
  mailbox: string;
  evidence: EvidenceItem;
};

/** An address outside the council to which a message went, and how that is known. */
export type OutsideRecipient = ClassifiedAddress & { grade: Grade; evidence: EvidenceItem; hidden: boolean };

export type Recipients = {
  /** Roster people whose own address stands in To, in Cc. */
  to: Person[];
  cc: Person[];
  /** Everybody whom To and Cc show, lists and shared addresses included. */
  visible: Set<string>;
  /** Visible through a list or a shared address only. */
  viaList: Set<string>;
  hidden: HiddenRecipient[];
  redirections: Redirection[];
  /** Everybody outside (third parties and trusted bodies) in To, Cc, Bcc or the envelope. */
  outside: OutsideRecipient[];
  /** An outside address stands in To, or nobody of the council does. */
  isToOutside: boolean;
  /** Lists of the council in To or Cc. */
  lists: number;
};

type Collected = {
  hidden: Map<string, HiddenRecipient>;
  outside: Map<string, OutsideRecipient>;
  redirections: Map<string, Redirection>;
};

const gradeOrder: Grade[] = ['A', 'B', 'C', 'D'];

/** Who received a message, over all its copies: header fields, accepted Bcc fields, journal reports and deliveries. */
export function gatherRecipients(copies: CopyFacts[], author: Author, day: LocalDate, roster: Roster): Recipients {
  const shown = gatherShown(copies, day, roster);
  const collected: Collected = { hidden: new Map(), outside: new Map(), redirections: new Map() };
  for (const copy of copies) {
    gatherFromHeaders(copy, shown, author, day, roster, collected);
    if (copy.journal) gatherFromJournal(copy, shown, author, day, roster, collected);
    else gatherFromDelivery(copy, shown, author, day, roster, collected);
  }
  const people = (kind: 'to' | 'cc'): Person[] => [...shown[kind].values()].sort((a, b) => compare(a.id, b.id));
  return {
    to: people('to'),
    cc: people('cc').filter((person) => !shown.to.has(person.id)),
    visible: shown.visible,
    viaList: shown.viaList,
    hidden: [...collected.hidden.values()].sort((a, b) => compare(a.person.id, b.person.id)),
    redirections: [...collected.redirections.entries()].sort(([a], [b]) => compare(a, b)).map(([, each]) => each),
    outside: [...collected.outside.values()].sort((a, b) => compare(a.address, b.address)),
    isToOutside: shown.outsideInTo || (!shown.councilInTo && collected.outside.size > 0),
    lists: shown.lists.size,
  };
}

type Shown = {
  to: Map<string, Person>;
  cc: Map<string, Person>;
  visible: Set<string>;
  viaList: Set<string>;
  addresses: Set<string>;
  lists: Set<string>;
  outsideInTo: boolean;
  councilInTo: boolean;
};

function gatherShown(copies: CopyFacts[], day: LocalDate, roster: Roster): Shown {
  const shown: Shown = {
    to: new Map(),
    cc: new Map(),
    visible: new Set(),
    viaList: new Set(),
    addresses: new Set(),
    lists: new Set(),
    outsideInTo: false,
    councilInTo: false,
  };
  const place = (address: string, field: 'to' | 'cc'): void => {
    const found = roster.classifyAddress(address, day);
    shown.addresses.add(found.address);
    if (found.kind === 'person' && found.person) {
      shown[field].set(found.person.id, found.person);
      shown.visible.add(found.person.id);
    } else {
      for (const person of membersBehind(found, day, roster)) {
        shown.visible.add(person.id);
        shown.viaList.add(person.id);
      }
      if (found.kind === 'list') shown.lists.add(found.address);
    }
    if (field !== 'to') return;
    if (found.kind === 'outside' || found.kind === 'trusted') shown.outsideInTo = true;
    else shown.councilInTo = true;
  };
  for (const { message, journal } of copies) {
    for (const address of message.envelope.to) place(address.address, 'to');
    for (const address of message.envelope.cc) place(address.address, 'cc');
    // A journal report knows what was To and Cc even where the enclosed header fields were rewritten.
    for (const line of journal?.recipients ?? []) {
      if ((line.kind === 'to' || line.kind === 'cc') && line.forwardedFrom === '' && line.expandedFrom === '')
        place(line.address, line.kind);
    }
  }
  return shown;
}

function membersBehind(found: ClassifiedAddress, day: LocalDate, roster: Roster): Person[] {
  if (found.kind === 'list' && found.list) return roster.membersOfList(found.list, day);
  if (found.kind === 'shared' && found.shared) return roster.holdersOfShared(found.shared, day);
  return [];
}

/** To and Cc show the outside recipients; a Bcc field counts only where the contract lets it (section 4, further readings). */
function gatherFromHeaders(
  copy: CopyFacts,
  shown: Shown,
  author: Author,
  day: LocalDate,
  roster: Roster,
  into: Collected,
): void {
  const { envelope } = copy.message;
  const grade = (['A', 'B', 'C'] as const)[copyRank(copy, roster)];
  for (const [field, addresses] of [['To', envelope.to] as const, ['Cc', envelope.cc] as const]) {
    for (const { address } of addresses) {
      addOutside(roster.classifyAddress(address, day), grade, copy, `${field} field`, false, into);
    }
  }
  if (!isBccAccepted(copy, envelope.bcc, roster)) return;
  for (const { address } of envelope.bcc) {
    const found = roster.classifyAddress(address, day);
    const where = `${copyPlace(copy)}, Bcc header`;
    addOutside(found, 'B', copy, 'Bcc header', true, into);
    for (const person of peopleBehind(found, day, roster)) {
      addHidden(person, 'B', evidenceOf('bcc-header', where, found.address), copy, shown, author, into);
    }
  }
}

/**
 * A Bcc field is the sender's own word only where the sender keeps it: in a Sent folder of a council mailbox, or in the sender's
 * own mailbox on a copy that no server delivered. In a reader's mailbox it counts where it names that reader alone.
 */
function isBccAccepted(copy: CopyFacts, bcc: Address[], roster: Roster): boolean {
  if (bcc.length === 0 || copy.journal) return false;
  if (copy.isSent) return true;
  if (copyRank(copy, roster) === 1) return copy.message.envelope.delivery.hops === 0;
  const owner = roster.council.mailboxes.find((mailbox) => mailbox.id === copy.mailbox)?.owner ?? null;
  return (
    owner !== null &&
    !copy.message.envelope.delivery.failsDmarc &&
    bcc.every(({ address }) => ownerIs(owner, address, roster))
  );
}

function ownerIs(owner: string, address: string, roster: Roster): boolean {
  return roster.personOfAddress(address)?.id === owner || roster.sharedOfAddress(address)?.address === owner;
}

function peopleBehind(found: ClassifiedAddress, day: LocalDate, roster: Roster): Person[] {
  return found.kind === 'person' && found.person ? [found.person] : membersBehind(found, day, roster);
}

function gatherFromJournal(
  copy: CopyFacts,
  shown: Shown,
  author: Author,
  day: LocalDate,
  roster: Roster,
  into: Collected,
): void {
  for (const line of copy.journal?.recipients ?? []) {
    const found = roster.classifyAddress(line.address, day);
    const evidence = evidenceOf('journal-report', `${copyPlace(copy)}, ${labelOf(line.kind)} line`, found.address);
    if (line.forwardedFrom !== '') {
      const by = roster.personOfAddress(line.forwardedFrom, day);
      if (by && found.person?.id === by.id) continue;
      const key = `forwarded ${line.forwardedFrom} ${found.address}`;
      into.redirections.set(key, { by, to: [found], grade: 'A', mailbox: copy.mailbox, evidence });
      continue;
    }
    addOutside(found, 'A', copy, `${labelOf(line.kind)} line`, !shown.addresses.has(found.address), into);
    if (line.expandedFrom !== '' && shown.addresses.has(line.expandedFrom.toLowerCase())) continue;
    for (const person of peopleBehind(found, day, roster)) addHidden(person, 'A', evidence, copy, shown, author, into);
  }
}

function labelOf(kind: string): string {
  return kind === 'recipient' ? 'Recipient' : kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** The copy itself, in a mailbox whose owner the message does not address; and whoever redirected it there. */
function gatherFromDelivery(
  copy: CopyFacts,
  shown: Shown,
  author: Author,
  day: LocalDate,
  roster: Roster,
  into: Collected,
): void {
  const { envelope } = copy.message;
  for (const [index, block] of envelope.resent.entries()) {
    const by = block.from[0] ? roster.personOfAddress(block.from[0].address, day) : null;
    const to = [...block.to, ...block.cc, ...block.bcc].map(({ address }) => roster.classifyAddress(address, day));
    const grade: Grade = copy.isSent ? 'B' : 'C';
    const evidence = evidenceOf('redirection', `${copyPlace(copy)}, Resent-From and Resent-To fields`);
    into.redirections.set(`resent ${copy.mailbox} ${copy.reference} ${index}`, {
      by,
      to,
      grade,
      mailbox: copy.mailbox,
      evidence,
    });
  }
  const owner = roster.council.mailboxes.find((mailbox) => mailbox.id === copy.mailbox)?.owner ?? null;
  if (owner === null || copy.isSent || envelope.delivery.failsDmarc || envelope.resent.length > 0) return;
  const owners = ownersOf(owner, day, roster);
  // A machine forwarded it from somebody else's mailbox: that is not the sender's doing.
  const passedBy = envelope.delivery.forwardedBy.map((address) => roster.personOfAddress(address, day)?.id ?? address);
  if (passedBy.some((by) => !owners.some((person) => person.id === by))) return;
  for (const person of owners) {
    addHidden(
      person,
      'C',
      evidenceOf('delivered-copy', `${copyPlace(copy)}; its owner is in neither To nor Cc`),
      copy,
      shown,
      author,
      into,
    );
  }
}

function ownersOf(owner: string, day: LocalDate, roster: Roster): Person[] {
  const person = roster.personOfId(owner);
  if (person) return roster.isInTerm(person, day) ? [person] : [];
  const shared = roster.sharedOfAddress(owner);
  return shared ? roster.holdersOfShared(shared, day) : [];
}

function addHidden(
  person: Person,
  grade: Grade,
  evidence: EvidenceItem,
  copy: CopyFacts,
  shown: Shown,
  author: Author,
  into: Collected,
): void {
  if (shown.visible.has(person.id) || person.id === author.person?.id) return;
  const there = into.hidden.get(person.id);
  if (!there) {
    into.hidden.set(person.id, { person, grade, evidence: [evidence], mailbox: copy.mailbox });
    return;
  }
  there.evidence.push(evidence);
  if (gradeOrder.indexOf(grade) < gradeOrder.indexOf(there.grade))
    Object.assign(there, { grade, mailbox: copy.mailbox });
}

function addOutside(
  found: ClassifiedAddress,
  grade: Grade,
  copy: CopyFacts,
  field: string,
  hidden: boolean,
  into: Collected,
): void {
  if (found.kind !== 'outside' && found.kind !== 'trusted') return;
  const there = into.outside.get(found.address);
  if (there && gradeOrder.indexOf(there.grade) <= gradeOrder.indexOf(grade)) {
    if (!hidden) there.hidden = false;
    return;
  }
  const evidence = evidenceOf('recipient', `${copyPlace(copy)}, ${field}`, found.address);
  into.outside.set(found.address, { ...found, grade, evidence, hidden: hidden && (there?.hidden ?? true) });
}
