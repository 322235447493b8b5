import type { LocalDate, Person } from '../council/council.ts';
import { isLocalDate } from '../council/dates.ts';
import type { Roster } from '../council/roster.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import type { FlagFacts } from './rule.ts';

/** Councillors whom To or Cc shows by their own address: what makes correspondence individual (contract, section 4). */
export function councillorsAddressed(message: MessageEvidence, roster: Roster): { to: Person[]; cc: Person[] } {
  const isCouncillor = (person: Person): boolean => roster.isCouncillorOn(person, message.localDate);
  return { to: message.recipients.to.filter(isCouncillor), cc: message.recipients.cc.filter(isCouncillor) };
}

export function officersAddressed(message: MessageEvidence, roster: Roster): Person[] {
  return [...message.recipients.to, ...message.recipients.cc].filter((person) =>
    roster.isOfficerOn(person, message.localDate),
  );
}

export function idsOf(people: Person[]): string[] {
  return [...new Set(people.map((person) => person.id))].sort();
}

/** "Cllr A, Cllr B and Cllr C", by name as people know them. */
export function nameAll(ids: string[], roster: Roster): string {
  const names = ids.map((id) => nameOf(id, roster));
  return names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function nameOf(id: string | null, roster: Roster): string {
  if (id === null) return 'somebody at a shared address';
  const person = roster.personOfId(id);
  if (!person) return id;
  return person.role === 'councillor' && !/^(?:cllr|councillor)\b/i.test(person.name)
    ? `Cllr ${person.name}`
    : person.name;
}

/** The note that the foot of the message should have had. */
export function copyNote(ids: string[], roster: Roster): string {
  return `CC ${ids.map((id) => `Councillor ${(roster.personOfId(id)?.name ?? id).replace(/^(?:cllr|councillor) /i, '')}`).join(', ')}`;
}

/** The local day of a flag, as people write it. */
export function dayOf(flag: FlagFacts): string {
  return formatDay(flag.date.slice(0, 10));
}

/** 3 June 2026; of a flag whose date was erased there is no day to tell. */
export function formatDay(date: LocalDate): string {
  if (!isLocalDate(date)) return 'a day that was erased';
  const [year = '', month = '', day = ''] = date.split('-');
  const months = 'January February March April May June July August September October November December'.split(' ');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** How surely the fact is known, in words for people. */
export const gradeInWords = {
  A: 'certain: the mail system’s own record (envelope or journal report)',
  B: 'well founded: the sender’s own copy',
  C: 'likely: a copy in a recipient’s mailbox',
  D: 'inferred only',
} as const;
