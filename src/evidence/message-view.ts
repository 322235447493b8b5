import type { LocalDate } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { Address, Envelope, JournalRecipient } from '../mail/message.ts';

/** What the header section alone says of a message: enough to decide what of it has to be opened. */
export type MessageView = {
  localDate: LocalDate;
  from: 'officer' | 'councillor' | 'outside';
  /** A councillor's own address, or a shared one that a councillor holds. */
  mayBeCouncillors: boolean;
  /** Anybody in To, Cc, Bcc, the envelope, or the mailbox that holds the copy. */
  reachesCouncillor: boolean;
  reachesOfficer: boolean;
  reachesOutside: boolean;
  reachesMedia: boolean;
  isFromMedia: boolean;
  /** Somebody whose mail is not to be opened writes or is written to. */
  isUnread: boolean;
  isOrdinary: boolean;
};

export function viewMessage(
  envelope: Envelope,
  recipients: JournalRecipient[],
  owner: string | null,
  roster: Roster,
): MessageView {
  const day = localDate(envelope.date ?? new Date(0), roster.council.timezone);
  const from = envelope.from[0] ?? envelope.sender;
  const redirected = envelope.resent.flatMap((block) => [...block.to, ...block.cc, ...block.bcc]);
  const addresses = [...envelope.to, ...envelope.cc, ...envelope.bcc, ...redirected].map(
    (each: Address) => each.address,
  );
  addresses.push(...recipients.map((each) => each.address));
  const view: MessageView = {
    localDate: day,
    from: from ? sideOf(from.address, day, roster) : 'outside',
    mayBeCouncillors: from ? mayBeCouncillors(from.address, day, roster) : false,
    reachesCouncillor: false,
    reachesOfficer: false,
    reachesOutside: false,
    reachesMedia: false,
    isFromMedia: from ? roster.classifyAddress(from.address, day).media : false,
    isUnread:
      addresses.some((address) => roster.isUnread(address)) ||
      (from !== undefined && from !== null && roster.isUnread(from.address)),
    isOrdinary: envelope.kind === 'ordinary',
  };
  for (const address of addresses) {
    const found = roster.classifyAddress(address, day);
    if (found.kind === 'outside' || found.kind === 'trusted') {
      view.reachesOutside = true;
      if (found.media) view.reachesMedia = true;
    }
    const people =
      found.kind === 'person' && found.person
        ? [found.person]
        : found.kind === 'list' && found.list
          ? roster.membersOfList(found.list, day)
          : found.kind === 'shared' && found.shared
            ? roster.holdersOfShared(found.shared, day)
            : [];
    for (const person of people) {
      if (person.role === 'councillor') view.reachesCouncillor = true;
      else view.reachesOfficer = true;
    }
  }
  if (owner !== null) {
    const person = roster.personOfId(owner);
    const holders = roster.sharedOfAddress(owner)?.heldBy.map((id) => roster.personOfId(id)) ?? [];
    for (const each of [person, ...holders]) if (each?.role === 'councillor') view.reachesCouncillor = true;
  }
  return view;
}

function mayBeCouncillors(address: string, day: LocalDate, roster: Roster): boolean {
  const { kind, person, shared } = roster.classifyAddress(address, day);
  if (kind === 'shared' && shared) return roster.holdersOfShared(shared, day).some(({ role }) => role === 'councillor');
  return kind === 'person' && person?.role === 'councillor';
}

function sideOf(address: string, day: LocalDate, roster: Roster): MessageView['from'] {
  const found = roster.classifyAddress(address, day);
  if (found.kind === 'person' && found.person) return found.person.role;
  if (found.kind === 'shared' && found.shared) return 'officer';
  return 'outside';
}
