import { hash } from 'node:crypto';
import type { Roster } from '../council/roster.ts';
import type { CopyFacts, MessageFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import { compare, type MessageEvidence, uniteCopies } from './message-evidence.ts';
import { foldText } from './words.ts';

/**
 * All mail of a council as one body of evidence. Copies may be added in any order; the messages, threads and answers that come out
 * are the same (design, promise 3).
 */
export class MailEvidence {
  readonly roster: Roster;
  readonly #copies = new Map<string, CopyFacts[]>();
  #messages: MessageEvidence[] | null = null;
  #threads: Map<string, MessageEvidence[]> | null = null;
  #subjects: Map<string, MessageEvidence[]> | null = null;
  #threadOf = new Map<string, string>();
  /** Message-IDs that several different messages share, as reported to the Clerk. */
  readonly sharedMessageIds = new Set<string>();

  constructor(roster: Roster) {
    this.roster = roster;
  }

  /** Adding the same copy again replaces what was known of it, so that reading twice changes nothing. */
  add(copy: CopyFacts): void {
    const id = copy.message.envelope.messageId;
    const known = this.#copies.get(id) ?? [];
    const others = known.filter((other) => other.mailbox !== copy.mailbox || other.reference !== copy.reference);
    this.#copies.set(id, [...others, copy]);
    this.#messages = null;
    this.#threads = null;
    this.#subjects = null;
  }

  /** Every message, oldest first. */
  messages(): MessageEvidence[] {
    this.#messages ??= this.#unite();
    return this.#messages;
  }

  withMessageId(messageId: string): MessageEvidence[] {
    return this.#byId().get(messageId) ?? [];
  }

  /** The conversation of a message: by Message-ID, In-Reply-To, References, forwarded and attached messages, Thread-Index. */
  threadOf(message: MessageEvidence): MessageEvidence[] {
    this.#threads ??= this.#buildThreads();
    return this.#threads.get(this.#threadOf.get(message.messageId) ?? '') ?? [message];
  }

  /** Messages on the same subject, whatever their reply and forward prefixes. Empty subjects join nothing. */
  onSubjectOf(message: MessageEvidence): MessageEvidence[] {
    const same = this.onSubject(message.subject);
    return same.length > 0 ? same : [message];
  }

  onSubject(subject: string): MessageEvidence[] {
    if (this.#subjects === null) {
      this.#subjects = new Map();
      for (const each of this.messages()) {
        const base = foldText(baseSubject(each.subject));
        if (base !== '') append(this.#subjects, base, each);
      }
    }
    return this.#subjects.get(foldText(baseSubject(subject))) ?? [];
  }

  /** Whether the message answers or forwards one that came before, by its header fields and where that one is known. */
  answersEarlier(message: MessageEvidence): boolean {
    return message.copies.some(({ message: { envelope } }) =>
      [...envelope.inReplyTo, ...envelope.references].some((id) => this.withMessageId(id).some((earlier) => earlier.date <= message.date)),
    );
  }

  /** An attached message as evidence of its own: only its header section and text speak, and no mailbox vouches for it. */
  uniteAttached(inner: MessageFacts): MessageEvidence {
    const copy: CopyFacts = { mailbox: '', folder: '', reference: '', isSent: false, journal: null, message: inner, notExamined: [] };
    return uniteCopies(inner.envelope.messageId, [copy], this.roster);
  }

  #ids: Map<string, MessageEvidence[]> | null = null;
  #byId(): Map<string, MessageEvidence[]> {
    if (this.#messages === null || this.#ids === null) {
      this.#ids = new Map();
      for (const message of this.messages()) append(this.#ids, message.messageId, message);
    }
    return this.#ids;
  }

  #unite(): MessageEvidence[] {
    this.#ids = null;
    this.sharedMessageIds.clear();
    const messages: MessageEvidence[] = [];
    for (const [id, copies] of this.#copies) {
      const groups = differentMessages(copies);
      if (groups.length > 1) this.sharedMessageIds.add(id);
      for (const group of groups) {
        const key = groups.length > 1 ? `${id}#${groupFingerprint(group)}` : id;
        messages.push(uniteCopies(key, group, this.roster));
      }
    }
    return messages.sort((a, b) => a.date - b.date || compare(a.key, b.key));
  }

  #buildThreads(): Map<string, MessageEvidence[]> {
    const parents = new Map<string, string>();
    const find = (id: string): string => {
      let root = id;
      for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
      for (let at = id; at !== root; ) {
        const next = parents.get(at) ?? root;
        parents.set(at, root);
        at = next;
      }
      return root;
    };
    const join = (a: string, b: string): void => {
      const [rootA, rootB] = [find(a), find(b)];
      // The smaller name wins, so that the order of joining does not show.
      if (rootA !== rootB) parents.set(rootA < rootB ? rootB : rootA, rootA < rootB ? rootA : rootB);
    };
    for (const copies of this.#copies.values()) {
      for (const { message } of copies) for (const id of linksOf(message)) join(message.envelope.messageId, id);
    }
    this.#threadOf = new Map();
    const threads = new Map<string, MessageEvidence[]>();
    for (const message of this.messages()) {
      const root = find(message.messageId);
      this.#threadOf.set(message.messageId, root);
      append(threads, root, message);
    }
    return threads;
  }
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function linksOf(message: MessageFacts): string[] {
  const { envelope } = message;
  const links = [...envelope.inReplyTo, ...envelope.references, ...envelope.forwardedMessageIds];
  if (envelope.threadRoot !== null) links.push(`thread-index:${envelope.threadRoot}`);
  for (const inner of message.attached) links.push(inner.envelope.messageId, ...linksOf(inner));
  return links;
}

/**
 * Copies that share a Message-ID are one message if two of From, Date and text agree; a forger or a faulty program may reuse an id
 * (contract, section 4). The subject stands in for the text where the body was not opened.
 */
function differentMessages(copies: CopyFacts[]): CopyFacts[][] {
  if (copies.length === 1) return [copies];
  const groups: CopyFacts[][] = [];
  const ordered = [...copies].sort((a, b) => compare(fingerprintOf(a), fingerprintOf(b)) || compare(a.mailbox + a.reference, b.mailbox + b.reference));
  for (const copy of ordered) {
    const home = groups.filter((group) => group.some((other) => isSameMessage(copy, other)));
    const [first, ...rest] = home;
    if (!first) groups.push([copy]);
    else {
      first.push(copy, ...rest.flat());
      for (const merged of rest) groups.splice(groups.indexOf(merged), 1);
    }
  }
  return groups;
}

function isSameMessage(a: CopyFacts, b: CopyFacts): boolean {
  const [first, second] = [a.message, b.message];
  const sameFrom = first.envelope.from[0]?.address === second.envelope.from[0]?.address;
  const sameDate = secondsOf(first.envelope.date) === secondsOf(second.envelope.date);
  if (sameFrom && sameDate) return true;
  if (!sameFrom && !sameDate) return false;
  if (first.content && second.content) return first.content.fingerprint === second.content.fingerprint;
  return foldText(baseSubject(first.envelope.subject)) === foldText(baseSubject(second.envelope.subject));
}

function secondsOf(date: Date | null): number {
  return date === null ? 0 : Math.floor(date.getTime() / 1000);
}

function fingerprintOf({ message }: CopyFacts): string {
  const { envelope } = message;
  return `${secondsOf(envelope.date)} ${envelope.from[0]?.address ?? ''} ${foldText(baseSubject(envelope.subject))}`;
}

function groupFingerprint(group: CopyFacts[]): string {
  const smallest = group.map(fingerprintOf).sort(compare)[0] ?? '';
  return hash('sha256', smallest).slice(0, 16);
}
