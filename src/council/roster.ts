/** Who an address belongs to, and who holds what, on a given day. */

import { isOnDomain, normaliseAddress, withoutTag } from './addresses.ts';
import type { Council, DistributionList, LocalDate, Office, Person, SharedAddress, TrustedBody } from './council.ts';
import { isWithin } from './dates.ts';

export { formatLocal, localDate } from './dates.ts';

/**
 * `outside` is a third party: an address of nobody on the roster that day, of no shared address, list or trusted body, and
 * not on a council domain. `council-domain` is an address on a council domain that is nobody's that day.
 */
export type AddressKind = 'person' | 'shared' | 'list' | 'trusted' | 'council-domain' | 'outside';

export type ClassifiedAddress = {
  /** Lower case. */
  address: string;
  kind: AddressKind;
  /** Whoever the address belongs to, also out of term; see `kind`. */
  person: Person | null;
  shared: SharedAddress | null;
  list: DistributionList | null;
  trusted: TrustedBody | null;
  media: boolean;
  minister: boolean;
};

export type Roster = {
  council: Council;
  personOfId: (id: string) => Person | null;
  /**
   * Matches `name+tag@domain` with `name@domain`. Where several people have had the address, the one in term on the date;
   * without a date, or where nobody is in term, the first.
   */
  personOfAddress: (address: string, date?: LocalDate) => Person | null;
  sharedOfAddress: (address: string) => SharedAddress | null;
  listOfAddress: (address: string) => DistributionList | null;
  classifyAddress: (address: string, date: LocalDate) => ClassifiedAddress;
  /** On a council domain or a subdomain of one. */
  isCouncilAddress: (address: string) => boolean;
  /** Mail of a union, occupational health, the police…: not to be opened. */
  isUnread: (address: string) => boolean;
  isInTerm: (person: Person, date: LocalDate) => boolean;
  isCouncillorOn: (person: Person, date: LocalDate) => boolean;
  isOfficerOn: (person: Person, date: LocalDate) => boolean;
  councillorsOn: (date: LocalDate) => Person[];
  officersOn: (date: LocalDate) => Person[];
  holdsOffice: (person: Person, office: Office, date: LocalDate) => boolean;
  holdersOf: (office: Office, date: LocalDate) => Person[];
  /** Whoever is out of term is no member; unknown ids are ignored. */
  membersOfList: (list: DistributionList, date: LocalDate) => Person[];
  /** Those in term who hold the shared address. */
  holdersOfShared: (shared: SharedAddress, date: LocalDate) => Person[];
};

export function isInTerm(person: Person, date: LocalDate): boolean {
  return isWithin(date, person.from, person.until);
}

export function isCouncillorOn(person: Person, date: LocalDate): boolean {
  return person.role === 'councillor' && isInTerm(person, date);
}

export function isOfficerOn(person: Person, date: LocalDate): boolean {
  return person.role === 'officer' && isInTerm(person, date);
}

export function holdsOffice(person: Person, office: Office, date: LocalDate): boolean {
  return (
    isInTerm(person, date) &&
    person.offices.some((term) => term.office === office && isWithin(date, term.from, term.until))
  );
}

export function buildRoster(council: Council): Roster {
  const people = groupBy(
    council.people.flatMap((person) => person.addresses.map((address): [string, Person] => [address, person])),
  );
  const shared = new Map(council.shared.map((entry) => [entry.address, entry]));
  const lists = new Map(council.lists.map((entry) => [entry.address, entry]));
  const byId = new Map(council.people.map((person) => [person.id, person]));
  const trusted = council.trusted.map((body) => ({ body, has: addressTest(body) }));
  const isMedia = addressTest(council.media);
  const isMinister = addressTest(council.ministers);
  const isUnread = addressTest(council.unread);
  const councilDomains = new Set(council.domains);

  const personOfAddress = (address: string, date?: LocalDate): Person | null => {
    const found = lookUp(people, address) ?? [];
    return (date === undefined ? undefined : found.find((person) => isInTerm(person, date))) ?? found[0] ?? null;
  };
  const sharedOfAddress = (address: string): SharedAddress | null => lookUp(shared, address) ?? null;
  const listOfAddress = (address: string): DistributionList | null => lookUp(lists, address) ?? null;
  const isCouncilAddress = (address: string): boolean => isOnDomain(normaliseAddress(address), councilDomains);
  const inTerm = (ids: readonly string[], date: LocalDate): Person[] =>
    ids.flatMap((id) => byId.get(id) ?? []).filter((person) => isInTerm(person, date));
  const councillorsOn = (date: LocalDate): Person[] => council.people.filter((person) => isCouncillorOn(person, date));

  // A mailbox has few correspondents beside its messages, and each message asks for them several times.
  const classified = new Map<string, ClassifiedAddress>();
  const classifyAddress = (written: string, date: LocalDate): ClassifiedAddress => {
    const question = `${date} ${written}`;
    const known = classified.get(question);
    if (known !== undefined) return known;
    const found = classify(written, date);
    if (classified.size >= 4_096) classified.clear();
    classified.set(question, found);
    return found;
  };
  const classify = (written: string, date: LocalDate): ClassifiedAddress => {
    const address = normaliseAddress(written);
    const found = {
      person: personOfAddress(address, date),
      shared: sharedOfAddress(address),
      list: listOfAddress(address),
      trusted: trusted.find(({ has }) => has(address))?.body ?? null,
    };
    let kind: AddressKind = 'outside';
    if (found.person !== null && isInTerm(found.person, date)) kind = 'person';
    else if (found.shared !== null) kind = 'shared';
    else if (found.list !== null) kind = 'list';
    else if (found.trusted !== null) kind = 'trusted';
    else if (isCouncilAddress(address)) kind = 'council-domain';
    return { address, kind, ...found, media: isMedia(address), minister: isMinister(address) };
  };

  return {
    council,
    personOfId: (id) => byId.get(id) ?? null,
    personOfAddress,
    sharedOfAddress,
    listOfAddress,
    classifyAddress,
    isCouncilAddress,
    isUnread,
    isInTerm,
    isCouncillorOn,
    isOfficerOn,
    councillorsOn,
    officersOn: (date) => council.people.filter((person) => isOfficerOn(person, date)),
    holdsOffice,
    holdersOf: (office, date) => council.people.filter((person) => holdsOffice(person, office, date)),
    membersOfList: ({ members }, date) => (members === 'all-councillors' ? councillorsOn(date) : inTerm(members, date)),
    holdersOfShared: ({ heldBy }, date) => inTerm(heldBy, date),
  };
}

function groupBy<Value>(pairs: readonly [string, Value][]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function lookUp<Value>(map: ReadonlyMap<string, Value>, written: string): Value | undefined {
  const address = normaliseAddress(written);
  return map.get(address) ?? map.get(withoutTag(address));
}

function addressTest({ addresses, domains }: { addresses: string[]; domains: string[] }): (address: string) => boolean {
  const [exact, suffixes] = [new Set(addresses), new Set(domains)];
  return (written) => {
    const address = normaliseAddress(written);
    return exact.has(address) || exact.has(withoutTag(address)) || isOnDomain(address, suffixes);
  };
}
