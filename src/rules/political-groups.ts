/** Who sits in which political group on a day, and whom a message reached. */

import type { LocalDate, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';

/** Councillors in term by group. Whoever has none belongs to none, and a group without members that day is no group. */
export function membersByGroup(roster: Roster, day: LocalDate): Map<string, Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of roster.councillorsOn(day)) {
    if (person.group !== null) groups.set(person.group, [...(groups.get(person.group) ?? []), person]);
  }
  return groups;
}

/** Councillors of that day who received the message, whether it shows them or not. */
export function councillorsReached({ recipients, localDate }: MessageEvidence, roster: Roster): Person[] {
  const reached = new Set([...recipients.visible, ...recipients.hidden.map(({ person }) => person.id)]);
  return roster.councillorsOn(localDate).filter((person) => reached.has(person.id));
}

/** The group to which all of these belong; null where they belong to several, or any of them to none. */
export function commonGroup(people: readonly Person[]): string | null {
  const [first] = people;
  return first !== undefined && people.every(({ group }) => group === first.group) ? first.group : null;
}
