/**
 * Who is told of a flag. Whoever is the subject must not be the only reader: a flag about the Clerk goes to the person whom the
 * council file names in `routing`, and the Clerk is told a count only. Pure; everything holds on a given local day.
 */

import { normaliseAddress, withoutTag } from '../council/addresses.ts';
import type { Council, LocalDate, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';

/**
 * Id of a person; or `clerk-flags`, `alternate` or `auditor` where `routing` gives an address there. No person has such an id
 * (src/council/check-routing.ts).
 */
export type Recipient = string;

/** `recipient` is null where nobody is named who may see the flag: it is then told to nobody, and counted. */
export type Handler = { recipient: Recipient | null; isRerouted: boolean };

const routingKeys = ['clerkFlags', 'alternate', 'auditor'] as const;
export type RoutingKey = (typeof routingKeys)[number];
const recipientNames: Record<RoutingKey, Recipient> = {
  clerkFlags: 'clerk-flags',
  alternate: 'alternate',
  auditor: 'auditor',
};

/** In these a councillor may have raised a concern about the Clerk, which must not be betrayed to the Clerk. */
const rulesOfConcerns: readonly string[] = ['staff-contact-bypasses-clerk', 'document-request-not-via-clerk'];

/** Ids of those whom the flag is about: who acted, and who received a copy unseen. Each once, sorted. */
export function subjectsOf({ people }: Pick<LoggedFlag, 'people'>): string[] {
  return [...new Set([...(people.by === null ? [] : [people.by]), ...people.hidden])].sort();
}

/** The places in which handlers stand, in the order in which a flag passes on. */
export type Office = 'clerk' | 'clerk-flags' | 'alternate';

/**
 * Whoever may not handle the flag any more, whatever the roster says: `passedOverOf` its review. Where the name was erased (null),
 * whoever stands in that office is passed over, since nobody can tell any more that it is somebody else.
 */
export type PassedOver = readonly { id: Recipient | null; office: Office }[];

/** The Clerk of that day, or the deputy where there is none; whom `routing` names where such a handler must not be the reader. */
export function handlerOf(flag: LoggedFlag, roster: Roster, day: LocalDate, passedOver: PassedOver = []): Handler {
  const usual = usualHandlers(roster, day);
  const [first] = usual;
  const isOut = usual.some(({ id }) => isAbout(flag, id, usual) || isPassedOver(id, 'clerk', passedOver, roster));
  if (first !== undefined && !isOut) return { recipient: first.id, isRerouted: false };
  const named = routingKeys.flatMap((key) => namedHandlerOf(key, flag, roster, day, passedOver) ?? []);
  return { recipient: named[0] ?? null, isRerouted: true };
}

/** Whether a notice about the flag may go to this recipient. To be asked again when it is sent, since flags widen meanwhile. */
export function mayRead(
  flag: LoggedFlag,
  recipient: Recipient,
  roster: Roster,
  day: LocalDate,
  passedOver: PassedOver = [],
): boolean {
  const usual = usualHandlers(roster, day);
  const office = officeOf(recipient, roster, day);
  if (office !== null && isPassedOver(recipient, office, passedOver, roster)) return false;
  return !readersOf(recipient, roster).some((id) => isAbout(flag, id, usual));
}

/** Whom routing names under this key, where they may handle the flag; null where they may not, or nobody is named. */
export function namedHandlerOf(
  key: RoutingKey,
  flag: LoggedFlag,
  roster: Roster,
  day: LocalDate,
  passedOver: PassedOver = [],
): Recipient | null {
  const recipient = recipientOf(key, roster);
  const office = key === 'auditor' ? null : offices[key];
  if (recipient === null || isPassedOver(recipient, office, passedOver, roster)) return null;
  return isEligible(flag, key, usualHandlers(roster, day), roster, day) ? recipient : null;
}

const offices = { clerkFlags: 'clerk-flags', alternate: 'alternate' } as const;

/** In which place they come as a handler; null for everybody else. */
export function officeOf(id: Recipient, roster: Roster, day: LocalDate): Office | null {
  if (usualHandlers(roster, day).some((person) => person.id === id)) return 'clerk';
  const key = (['clerkFlags', 'alternate'] as const).find((each) => recipientOf(each, roster) === id);
  return key === undefined ? null : offices[key];
}

/** The same person may be named by an address here and by an id there. */
function isPassedOver(recipient: Recipient, office: Office | null, passedOver: PassedOver, roster: Roster): boolean {
  const readers = [recipient, ...readersOf(recipient, roster)];
  return passedOver.some(({ id, office: of }) =>
    id === null ? of === office : [id, ...readersOf(id, roster)].some((each) => readers.includes(each)),
  );
}

/** Who holds the office of Clerk, else of deputy: nobody else decides flags by office. */
export function usualHandlers(roster: Roster, day: LocalDate): Person[] {
  const clerks = roster.holdersOf('clerk', day);
  return clerks.length > 0 ? clerks : roster.holdersOf('deputy-clerk', day);
}

/** Whom `routing` names under this key; null where it names nobody. */
export function recipientOf(key: RoutingKey, { council }: Roster): Recipient | null {
  const value = council.routing[key];
  if (value === null) return null;
  return value.includes('@') ? recipientNames[key] : value;
}

/** Null where nothing can be sent to them. A person's address on a council domain comes before a private one. */
export function addressOf(
  recipient: Recipient,
  roster: Roster,
  day: LocalDate,
): { name: string; address: string } | null {
  const written = writtenAddress(recipient, roster.council);
  if (written !== null) return { name: '', address: written };
  const person = roster.personOfId(recipient);
  if (person === null) return null;
  const own = person.addresses.filter((address) => isOwn(address, person, roster, day));
  const address = own.find(roster.isCouncilAddress) ?? own[0];
  return address === undefined ? null : { name: person.name, address };
}

function writtenAddress(recipient: Recipient, { routing }: Council): string | null {
  const key = routingKeys.find((each) => recipientNames[each] === recipient && routing[each]?.includes('@'));
  return key === undefined ? null : normaliseAddress(routing[key] ?? '');
}

/** An address that delivers to others as well would show them the flag; predecessors whose term is over have lost theirs. */
function isOwn(address: string, person: Person, roster: Roster, day: LocalDate): boolean {
  return (
    roster.sharedOfAddress(address) === null &&
    roster.listOfAddress(address) === null &&
    roster.council.people.every(
      (other) => other.id === person.id || !roster.isInTerm(other, day) || !hasAddress(other, address),
    )
  );
}

function isAbout(flag: LoggedFlag, id: string, usual: readonly Person[]): boolean {
  if (subjectsOf(flag).includes(id)) return true;
  if (!usual.some((person) => person.id === id)) return false;
  // Of a flag of which this was erased nobody can tell any more that it was not about the Clerk.
  if (flag.erased.some((field) => field === 'by' || field === 'hidden')) return true;
  if (!rulesOfConcerns.includes(flag.rule)) return false;
  return flag.erased.includes('evidence') || flag.evidence.some(({ kind }) => kind === 'names-clerk');
}

function isEligible(
  flag: LoggedFlag,
  key: RoutingKey,
  usual: readonly Person[],
  roster: Roster,
  day: LocalDate,
): boolean {
  const recipient = recipientOf(key, roster);
  if (recipient === null) return false;
  const person = roster.personOfId(recipient);
  if (person !== null && !roster.isInTerm(person, day)) return false;
  const isReadBySubject = readersOf(recipient, roster).some((id) => isAbout(flag, id, usual));
  return !isReadBySubject && addressOf(recipient, roster, day) !== null;
}

/** Ids of everybody who would read what goes to this recipient, in term or not. */
function readersOf(recipient: Recipient, roster: Roster): string[] {
  const { council } = roster;
  const written = writtenAddress(recipient, council);
  if (written === null) return [recipient];
  const list = roster.listOfAddress(written);
  const members = list?.members === 'all-councillors' ? council.people.filter(isCouncillor).map(({ id }) => id) : [];
  return [
    ...council.people.filter((person) => hasAddress(person, written)).map(({ id }) => id),
    ...(roster.sharedOfAddress(written)?.heldBy ?? []),
    ...(Array.isArray(list?.members) ? list.members : members),
  ];
}

function isCouncillor({ role }: Person): boolean {
  return role === 'councillor';
}

function hasAddress(person: Person, address: string): boolean {
  const plain = withoutTag(normaliseAddress(address));
  return person.addresses.some((own) => withoutTag(own) === plain);
}
