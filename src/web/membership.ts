/** Who somebody who signed in is at a council, on a local day: asked anew at every request, since offices and routing change. */

import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { addressOf, type Recipient, recipientOf, usualHandlers } from '../review/routing.ts';
import type { RoleName } from '../review/transitions.ts';

/** `ids`: as whom the council file knows the address. Never empty, unless the only role is `operator`. */
export type Member = { address: string; day: LocalDate; ids: readonly Recipient[]; roles: ReadonlySet<RoleName> };

export type MembershipFacts = {
  roster: Roster;
  day: LocalDate;
  /** Addresses in the settings. */
  operators: readonly string[];
  /** Ids of those who have been offered to add a statement to a flag. */
  concerned: ReadonlySet<Recipient>;
};

/** `address` is the one that mail of Candour goes to, lower case. Null where it has no role that day. */
export function memberOf(address: string, facts: MembershipFacts): Member | null {
  const { roster, day, operators, concerned } = facts;
  const ids = idsAt(roster, day).filter((id) => addressOf(id, roster, day)?.address === address);
  const roles = new Set(ids.flatMap((id) => rolesOfId(id, roster, day)));
  if (ids.some((id) => concerned.has(id))) roles.add('person-concerned');
  if (operators.includes(address)) roles.add('operator');
  return roles.size === 0 ? null : { address, day, ids, roles };
}

/**
 * To which address a link goes for what somebody typed: any address of theirs is understood, and the letter goes where their
 * alerts go. Null where nobody with a role is meant.
 */
export function findSignInAddress(typed: string, facts: MembershipFacts): string | null {
  const { roster, day } = facts;
  if (memberOf(typed, facts) !== null) return typed;
  const person = roster.personOfAddress(typed, day);
  const address = person === null ? null : (addressOf(person.id, roster, day)?.address ?? null);
  return address === null || memberOf(address, facts) === null ? null : address;
}

/** Everybody in term, and whoever is named by an address only. */
function idsAt(roster: Roster, day: LocalDate): Recipient[] {
  const people = roster.council.people.filter((person) => roster.isInTerm(person, day)).map(({ id }) => id);
  const named = (['clerkFlags', 'alternate', 'auditor'] as const).flatMap((key) => recipientOf(key, roster) ?? []);
  return [...new Set([...people, ...named.filter((id) => roster.personOfId(id) === null)])];
}

function rolesOfId(id: Recipient, roster: Roster, day: LocalDate): RoleName[] {
  // The file's own check refuses that the auditor decides anything; whoever is named twice all the same only reads.
  if (id === recipientOf('auditor', roster)) return ['auditor'];
  const roles: RoleName[] = [];
  const isUsual = usualHandlers(roster, day).some((person) => person.id === id);
  if (isUsual || id === recipientOf('clerkFlags', roster)) roles.push('handler');
  if (id === recipientOf('alternate', roster)) roles.push('alternate');
  return roles;
}
