/** What Candour cannot see at a council, whatever it reads: said in every digest, so that silence is not mistaken for health. */

import type { LocalDate, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { nameAll } from '../rules/people.ts';

export function blindSpotsOf(roster: Roster, day: LocalDate): string[] {
  const { council } = roster;
  const hasJournal = council.mailboxes.some(({ journal }) => journal);
  const unread = council.unread.addresses.length + council.unread.domains.length;
  return [
    ...notConnected('officer', roster.officersOn(day), roster),
    ...notConnected('councillor', roster.councillorsOn(day), roster),
    hasJournal
      ? 'The journal shows what passes the council’s own mail system: not mail between private addresses.'
      : 'There is no journal: who received a hidden copy is known only where the sender’s own copy or the reader’s mailbox shows it.',
    'Some mail programs keep no Bcc field in the sender’s copy: without a journal, such a copy shows only where it arrived.',
    'Mail that was deleted before Candour could read it, and what was said on the telephone, in meetings or in messaging apps.',
    ...(unread === 0
      ? []
      : ['Mail with the addresses under unread in the council file, which the council decided not to open.']),
  ];
}

function notConnected(kind: string, people: readonly Person[], roster: Roster): string[] {
  const missing = people.filter((person) => !isConnected(person, roster));
  if (missing.length === 0) return [];
  const [what, verb] =
    missing.length === 1 ? [`mailbox of 1 ${kind}`, 'is'] : [`mailboxes of ${missing.length} ${kind}s`, 'are'];
  const names = nameAll(
    missing.map(({ id }) => id),
    roster,
  );
  return [
    `The ${what} ${verb} not connected: ${names}. What they send and receive is seen only where it reaches a connected mailbox.`,
  ];
}

/** A shared mailbox is not its holder's own. */
function isConnected(person: Person, { council }: Roster): boolean {
  return council.mailboxes.some(
    ({ owner }) => owner !== null && (owner === person.id || person.addresses.includes(owner)),
  );
}
