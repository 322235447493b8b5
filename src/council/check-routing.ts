/**
 * Who handles a flag about the Clerk (contract, section 1, `routing`): nobody may be guessed, and the Clerk must not be the only
 * reader. Pure and without a day, so whoever holds the office of Clerk at any time counts as the Clerk.
 */

import { isAddress, normaliseAddress, withoutTag } from './addresses.ts';
import type { KeyPath, Remark } from './problem.ts';
import { asList, asRecord, asText } from './raw-value.ts';

type Raw = Record<string, unknown>;
type Key = 'clerkFlags' | 'alternate' | 'auditor';

/** Recipients of notices that are named by what they are (src/review/routing.ts): nobody's id, or mail would go astray. */
export const reservedRecipients: readonly string[] = ['clerk-flags', 'alternate', 'auditor'];

export function checkRouting(council: Raw, people: readonly Raw[]): Remark[] {
  const routing = asRecord(council.routing);
  const clerks = people.filter((person) => officesOf(person).includes('clerk'));
  const named = (['clerkFlags', 'alternate', 'auditor'] as const).filter((key) => asText(routing[key]) !== null);
  if (named.length === 0) return clerks.length === 0 ? [] : [absent()];
  return [
    ...missing(routing, clerks),
    ...named.flatMap((key) => checkNamed(key, asText(routing[key]) ?? '', { council, people, clerks })),
    ...sameTwice(routing),
    ...reservedIds(people),
  ];
}

/** An audit of files runs in spite of it: it is `check` and the service that refuse. */
function refused(path: KeyPath, message: string): Remark {
  return { severity: 'warning', code: 'routing-refused', path, message };
}

function absent(): Remark {
  const message =
    'There is no routing, so nobody is named to handle a flag about the Clerk: name clerkFlags and alternate.';
  return { severity: 'warning', code: 'no-routing', path: [], message };
}

function missing(routing: Raw, clerks: readonly Raw[]): Remark[] {
  if (clerks.length === 0) return [];
  const sentences = {
    clerkFlags: 'Nobody is named to handle flags about the Clerk: add clerkFlags.',
    alternate: 'Nobody is named for when that handler cannot act: add alternate.',
  };
  return (['clerkFlags', 'alternate'] as const)
    .filter((key) => asText(routing[key]) === null)
    .map((key) => refused(['routing'], sentences[key]));
}

type Roll = { council: Raw; people: readonly Raw[]; clerks: readonly Raw[] };

function checkNamed(key: Key, value: string, { council, people, clerks }: Roll): Remark[] {
  const path: KeyPath = ['routing', key];
  const ids = clerks.map((clerk) => asText(clerk.id));
  const isClerks = (address: string): boolean => holdersOf(address, council, people).some((id) => ids.includes(id));
  if (value.includes('@') && !isAddress(value)) {
    return [refused(path, 'This is no email address: write it alone, such as clerk@example.gov.uk.')];
  }
  if (value.includes('@')) return isClerks(value) ? [refused(path, wouldReach)] : [];
  const person = people.find(({ id }) => asText(id) === value);
  if (person === undefined) {
    const message = `“${value}” is neither the id of somebody in people nor an email address.`;
    return [{ severity: 'error', code: 'reference', path, message }];
  }
  if (ids.includes(value)) return [refused(path, 'Flags about the Clerk would go to the Clerk.')];
  const addresses = addressesOf(person);
  if (addresses.length === 0) {
    return [refused(path, 'Nothing can be sent to this person: people gives no address of theirs.')];
  }
  if (addresses.every(isClerks)) return [refused(path, wouldReach)];
  return key !== 'auditor' && person.role === 'officer'
    ? [{ severity: 'warning', code: 'routing', path, message: answerable }]
    : [];
}

const wouldReach = 'Flags about the Clerk would reach the Clerk, who holds this address too.';
const answerable =
  'An officer is answerable to the Clerk: a councillor, or somebody outside, handles flags about the Clerk better.';

function sameTwice(routing: Raw): Remark[] {
  const [handler, alternate] = [asText(routing.clerkFlags), asText(routing.alternate)];
  if (handler === null || handler.toLowerCase() !== alternate?.toLowerCase()) return [];
  return [refused(['routing', 'alternate'], 'The alternate is the same as clerkFlags: name somebody else.')];
}

function reservedIds(people: readonly Raw[]): Remark[] {
  return people.flatMap((person, index) => {
    const id = asText(person.id);
    if (id === null || !reservedRecipients.includes(id)) return [];
    return [refused(['people', index, 'id'], `“${id}” has a meaning of its own in routing: give another id.`)];
  });
}

/** Ids of all to whom an address delivers: their own, a shared one that they hold, a list that they are on. */
function holdersOf(written: string, council: Raw, people: readonly Raw[]): (string | null)[] {
  const wanted = plain(written);
  const isIt = (entry: unknown): boolean => plain(asText(asRecord(entry).address) ?? '') === wanted;
  return [
    ...people.filter((person) => addressesOf(person).map(plain).includes(wanted)).map(({ id }) => asText(id)),
    ...asList(council.shared)
      .filter(isIt)
      .flatMap((entry) => asList(asRecord(entry).heldBy).map(asText)),
    ...asList(council.lists)
      .filter(isIt)
      .flatMap((entry) => asList(asRecord(entry).members).map(asText)),
  ];
}

function plain(address: string): string {
  return withoutTag(normaliseAddress(address));
}

function addressesOf(person: Raw): string[] {
  return asList(person.addresses).flatMap((address) => asText(address) ?? []);
}

function officesOf(person: Raw): (string | null)[] {
  return asList(person.offices).map((office) => asText(office) ?? asText(asRecord(office).office));
}
