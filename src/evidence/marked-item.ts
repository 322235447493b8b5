import type { Person } from '../council/council.ts';
import type { ContentFacts } from './facts.ts';
import type { MailEvidence } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';

/** An officer's message to a councillor that is marked confidential. */
export function isMarkedItem(message: MessageEvidence, evidence: MailEvidence): boolean {
  if (
    message.author.role !== 'officer' ||
    !message.isOrdinary ||
    !message.content ||
    message.content.marks.length === 0
  )
    return false;
  return councillorsReached(message, evidence).length > 0;
}

export function councillorsReached(message: MessageEvidence, evidence: MailEvidence): Person[] {
  const ids = new Set([...message.recipients.visible, ...message.recipients.hidden.map((each) => each.person.id)]);
  return [...ids].sort().flatMap((id) => {
    const person = evidence.roster.personOfId(id);
    return person && evidence.roster.isCouncillorOn(person, message.localDate) ? [person] : [];
  });
}

/** The item's own words: what it quotes from elsewhere is not the item (contract, section 4). */
export function ownShingles(content: ContentFacts | null): Set<number> {
  const own = new Set<number>(content?.text.shingles ?? []);
  for (const document of content?.documents ?? []) for (const shingle of document.text.shingles) own.add(shingle);
  return own;
}

/** The mark as it stood, to quote; the item itself is never quoted. */
export function markQuote(content: ContentFacts | null): string {
  return content?.marks[0]?.quote ?? '';
}
