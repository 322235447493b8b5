import type { Person } from '../council/council.ts';
import type { MailEvidence } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { councillorReaders, isCircular, type PassedOn } from './passed-on.ts';

/** Correspondence that somebody redirected unchanged to councillors who had not received it: the Message-ID is the message's own. */
export type Redirected = { by: Person; passed: PassedOn };

/** Every redirection of officer-councillor correspondence by somebody other than its author, as the copies and reports show it. */
export function redirectionsOf(message: MessageEvidence, { roster }: MailEvidence): Redirected[] {
  const author = message.author.person;
  if (!message.isOrdinary || !author || isCircular(message, roster)) return [];
  const otherSide = author.role === 'officer' ? 'councillor' : 'officer';
  if (![...message.recipients.visible].some((id) => roster.personOfId(id)?.role === otherSide)) return [];
  const known = new Set([author.id, ...councillorReaders(message, roster).map((person) => person.id)]);
  return message.recipients.redirections.flatMap(({ by, to, grade, mailbox, evidence }) => {
    if (by === null || by.id === author.id) return [];
    const newReaders = to
      .flatMap((party) => (party.kind === 'person' && party.person ? [party.person] : []))
      .filter(
        (person) => roster.isCouncillorOn(person, message.localDate) && !known.has(person.id) && person.id !== by.id,
      );
    if (newReaders.length === 0) return [];
    const words = message.content?.passingOn ?? [];
    const piece = { author, parties: new Set<string>(), addressees: [], newReaders, original: message, words };
    return [{ by, passed: { ...piece, how: 'redirected' as const, grade, mailbox, where: evidence.where } }];
  });
}
