/** Who is Clerk on a day, and what reached the Clerk. */

import type { LocalDate, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';

/** Whoever holds the office of Clerk that day; while nobody does, the deputy stands in. */
export function clerksOn(roster: Roster, day: LocalDate): Person[] {
  const clerks = roster.holdersOf('clerk', day);
  return clerks.length > 0 ? clerks : roster.holdersOf('deputy-clerk', day);
}

export function isClerkOn(person: Person | null, roster: Roster, day: LocalDate): boolean {
  return person !== null && clerksOn(roster, day).some((clerk) => clerk.id === person.id);
}

/** The Clerk stands in To or Cc: by an address of their own, by a shared one that they hold, or by a list. */
export function isClerkAddressed(message: MessageEvidence, roster: Roster): boolean {
  return clerksOn(roster, message.localDate).some((clerk) => message.recipients.visible.has(clerk.id));
}

/** The Clerk received it, openly or in a hidden copy. */
export function isClerkReached(message: MessageEvidence, roster: Roster): boolean {
  return (
    isClerkAddressed(message, roster) ||
    message.recipients.hidden.some(({ person }) => isClerkOn(person, roster, message.localDate))
  );
}

/** Whether an address is the Clerk's own that day, or a shared one that the Clerk holds. */
export function isClerksAddress(address: string, roster: Roster, day: LocalDate): boolean {
  return peopleOfAddress(address, roster, day).some((person) => isClerkOn(person, roster, day));
}

/** Whose address it is that day: one person's, or of all who hold or stand behind it. */
export function peopleOfAddress(address: string, roster: Roster, day: LocalDate): Person[] {
  const { kind, person, shared, list } = roster.classifyAddress(address, day);
  if (kind === 'person' && person) return [person];
  if (kind === 'shared' && shared) return roster.holdersOfShared(shared, day);
  return kind === 'list' && list ? roster.membersOfList(list, day) : [];
}
