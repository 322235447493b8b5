import { hash } from 'node:crypto';
import type { CopyFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import { compare } from './message-evidence.ts';
import { type PackedFacts, unpackFacts } from './packed-facts.ts';
import { foldText } from './words.ts';

/** One copy as it is kept. */
export type StoredCopy = Pick<PackedFacts, 'mailbox' | 'reference' | 'bytes'>;

type Variant = { stored: StoredCopy; facts: CopyFacts; fingerprint: string };

/**
 * Copies that share a Message-ID are one message if two of From, Date and text agree; a forger or a faulty program may reuse an id
 * (contract, section 4). The subject stands in for the text where the body was not opened.
 */
export function differentMessages(stored: StoredCopy[]): Array<{ copies: StoredCopy[]; fingerprint: string }> {
  if (stored.length === 1) return [{ copies: stored, fingerprint: '' }];
  const variants = stored.map((each): Variant => {
    const facts = unpackFacts(each);
    return { stored: each, facts, fingerprint: fingerprintOf(facts) };
  });
  variants.sort(
    (a, b) =>
      compare(a.fingerprint, b.fingerprint) ||
      compare(a.stored.mailbox + a.stored.reference, b.stored.mailbox + b.stored.reference),
  );
  const groups: Variant[][] = [];
  for (const variant of variants) {
    const [home, ...others] = groups.filter((group) =>
      group.some((other) => isSameMessage(variant.facts, other.facts)),
    );
    if (!home) groups.push([variant]);
    else {
      home.push(variant, ...others.flat());
      for (const merged of others) groups.splice(groups.indexOf(merged), 1);
    }
  }
  return groups.map((group) => ({
    copies: group.map((variant) => variant.stored),
    fingerprint: hash('sha256', group.map((variant) => variant.fingerprint).sort(compare)[0] ?? '').slice(0, 16),
  }));
}

function isSameMessage(a: CopyFacts, b: CopyFacts): boolean {
  const [first, second] = [a.message, b.message];
  const sameFrom = first.envelope.from[0]?.address === second.envelope.from[0]?.address;
  const sameDate = secondsOf(first.envelope.date) === secondsOf(second.envelope.date);
  if (sameFrom && sameDate) return true;
  if (!sameFrom && !sameDate) return false;
  const [text, otherText] = [textOf(a), textOf(b)];
  if (text !== null && otherText !== null) return text === otherText;
  return foldText(baseSubject(first.envelope.subject)) === foldText(baseSubject(second.envelope.subject));
}

/** What was opened for lineage alone must not decide which messages there are. */
function textOf({ message: { content } }: CopyFacts): string | null {
  return content === null || content.forLineageOnly ? null : content.fingerprint;
}

function secondsOf(date: Date | null): number {
  return date === null ? 0 : Math.floor(date.getTime() / 1000);
}

function fingerprintOf({ message }: CopyFacts): string {
  const { envelope } = message;
  return `${secondsOf(envelope.date)} ${envelope.from[0]?.address ?? ''} ${foldText(baseSubject(envelope.subject))}`;
}
