import { hash } from 'node:crypto';
import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { CopyFacts, MessageFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import { type Author, compare, type MessageEvidence, uniteCopies } from './message-evidence.ts';
import { type PackedFacts, packFacts, unpackFacts } from './packed-facts.ts';
import { Threads } from './threads.ts';
import { foldText } from './words.ts';

type StoredCopy = Pick<PackedFacts, 'mailbox' | 'reference' | 'bytes'>;

/** What is kept of every message in the open, so that most questions need not unpack it. */
export type MessageSummary = {
  key: string;
  messageId: string;
  date: number;
  localDate: LocalDate;
  author: Pick<Author, 'address' | 'role'> & { personId: string | null };
  isOrdinary: boolean;
  /** Roster ids of its author and of everybody whom it reached, visibly or not. */
  parties: string[];
  /** Its body was opened, and carries a confidential mark. */
  isMarked: boolean;
  isOpened: boolean;
  /** Outside addresses in To, Cc, Bcc or the envelope that belong to no trusted body. */
  thirdParties: string[];
  subject: string;
};

type Entry = { summary: MessageSummary; copies: StoredCopy[] };
type Survey = {
  entries: Entry[];
  byId: Map<string, Entry[]>;
  bySubject: Map<string, Entry[]>;
  byAuthor: Map<string, Entry[]>;
  byThread: Map<string, Entry[]>;
};

const keptUnpacked = 128;

/**
 * All mail of a council as one body of evidence. Copies may be added in any order; the messages, threads and answers that come out
 * are the same (design, promise 3).
 */
export class MailEvidence {
  readonly roster: Roster;
  readonly #copies = new Map<string, StoredCopy[]>();
  readonly #threads = new Threads();
  #survey: Survey | null = null;
  #unpacked = new Map<string, MessageEvidence>();
  #remembered = new Map<string, unknown>();
  /** Message-IDs that several different messages share, as reported to the Clerk. Known once the messages have been asked for. */
  readonly sharedMessageIds = new Set<string>();

  constructor(roster: Roster) {
    this.roster = roster;
  }

  /** Adding the same copy again replaces what was known of it, so that reading twice changes nothing. */
  add(copy: CopyFacts): void {
    this.addPacked(packFacts(copy));
  }

  addPacked({ messageId, mailbox, reference, links, bytes }: PackedFacts): void {
    const known =
      this.#copies.get(messageId)?.filter((other) => other.mailbox !== mailbox || other.reference !== reference) ?? [];
    this.#copies.set(messageId, [...known, { mailbox, reference, bytes }]);
    for (const link of links) this.#threads.join(messageId, link);
    this.#survey = null;
    this.#unpacked.clear();
    this.#remembered.clear();
  }

  /** What is known of every message in short, oldest first. */
  summaries(): MessageSummary[] {
    return this.#surveyed().entries.map(({ summary }) => summary);
  }

  /** The messages that `select` picks by their summary, oldest first, unpacked one at a time. */
  *messages(select: (summary: MessageSummary) => boolean = () => true): Generator<MessageEvidence> {
    for (const entry of this.#surveyed().entries) if (select(entry.summary)) yield this.#unpack(entry);
  }

  withMessageId(messageId: string): MessageEvidence[] {
    return (this.#surveyed().byId.get(messageId) ?? []).map((entry) => this.#unpack(entry));
  }

  /** The conversation of a message: by Message-ID, In-Reply-To, References, forwarded and attached messages, Thread-Index. */
  threadOf(message: MessageEvidence, select: (summary: MessageSummary) => boolean = () => true): MessageEvidence[] {
    const { byThread, byId } = this.#surveyed();
    const entries = byThread.get(this.#threads.rootOf(message.messageId)) ?? byId.get(message.messageId) ?? [];
    return entries.filter(({ summary }) => select(summary)).map((entry) => this.#unpack(entry));
  }

  /** Messages on the same subject, whatever their reply and forward prefixes. Empty subjects join nothing. */
  onSubjectOf(message: MessageEvidence, select: (summary: MessageSummary) => boolean = () => true): MessageEvidence[] {
    const entries = this.#surveyed().bySubject.get(foldText(baseSubject(message.subject))) ?? [];
    return entries.filter(({ summary }) => select(summary)).map((entry) => this.#unpack(entry));
  }

  /** Messages of one author, a person's id or an address, within a span of time (milliseconds since 1970, inclusive). */
  byAuthor(author: string, from: number, until: number): MessageEvidence[] {
    const entries = this.#surveyed().byAuthor.get(author) ?? [];
    return entries
      .filter(({ summary }) => summary.date >= from && summary.date <= until)
      .map((entry) => this.#unpack(entry));
  }

  /** Whether the message answers or forwards one that came before, by its header fields and where that one is known. */
  answersEarlier(message: MessageEvidence): boolean {
    const { byId } = this.#surveyed();
    return message.copies.some(({ message: { envelope } }) =>
      [...envelope.inReplyTo, ...envelope.references].some((id) =>
        (byId.get(id) ?? []).some(({ summary }) => summary.date <= message.date),
      ),
    );
  }

  /** An attached message as evidence of its own: only its header section and text speak, and no mailbox vouches for it. */
  uniteAttached(inner: MessageFacts): MessageEvidence {
    const copy: CopyFacts = {
      mailbox: '',
      folder: '',
      reference: '',
      isSent: false,
      journal: null,
      message: inner,
      notExamined: [],
    };
    return uniteCopies(inner.envelope.messageId, [copy], this.roster);
  }

  /** A value computed from all evidence, kept until a copy is added. */
  remember<Value>(name: string, compute: () => Value): Value {
    if (!this.#remembered.has(name)) this.#remembered.set(name, compute());
    return this.#remembered.get(name) as Value;
  }

  #unpack({ summary: { key }, copies }: Entry): MessageEvidence {
    const known = this.#unpacked.get(key);
    if (known) return known;
    const message = uniteCopies(key, copies.map(unpackFacts), this.roster);
    if (this.#unpacked.size >= keptUnpacked) this.#unpacked.clear();
    this.#unpacked.set(key, message);
    return message;
  }

  #surveyed(): Survey {
    this.#survey ??= this.#buildSurvey();
    return this.#survey;
  }

  #buildSurvey(): Survey {
    this.sharedMessageIds.clear();
    const entries: Entry[] = [];
    for (const [id, stored] of this.#copies) {
      const groups = differentMessages(stored);
      if (groups.length > 1) this.sharedMessageIds.add(id);
      for (const { copies, fingerprint } of groups) {
        const key = groups.length > 1 ? `${id}#${fingerprint}` : id;
        entries.push({ copies, summary: summarise(uniteCopies(key, copies.map(unpackFacts), this.roster)) });
      }
    }
    entries.sort((a, b) => a.summary.date - b.summary.date || compare(a.summary.key, b.summary.key));
    const survey: Survey = { entries, byId: new Map(), bySubject: new Map(), byAuthor: new Map(), byThread: new Map() };
    for (const entry of entries) {
      const { messageId, subject, author } = entry.summary;
      append(survey.byId, messageId, entry);
      append(survey.byThread, this.#threads.rootOf(messageId), entry);
      // Only what the council's own people write is ever looked for by its subject.
      if (subject !== '' && author.role !== 'outside') append(survey.bySubject, subject, entry);
      if (author.role === 'outside') continue;
      append(survey.byAuthor, author.personId ?? author.address, entry);
      if (author.personId !== null) append(survey.byAuthor, author.address, entry);
    }
    // Most mail stands alone; a conversation of one needs no entry.
    for (const [root, thread] of survey.byThread) if (thread.length === 1) survey.byThread.delete(root);
    return survey;
  }
}

function summarise(message: MessageEvidence): MessageSummary {
  const { key, messageId, date, localDate, author, isOrdinary, content, recipients } = message;
  return {
    key,
    messageId,
    date,
    localDate,
    author: { address: author.address, role: author.role, personId: author.person?.id ?? null },
    isOrdinary,
    parties: [
      ...new Set([
        ...(author.person ? [author.person.id] : []),
        ...recipients.visible,
        ...recipients.hidden.map((each) => each.person.id),
      ]),
    ],
    isMarked: (content?.marks.length ?? 0) > 0,
    isOpened: content !== null,
    thirdParties: recipients.outside.filter((party) => party.kind === 'outside').map((party) => party.address),
    subject: foldText(baseSubject(message.subject)),
  };
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

type Variant = { stored: StoredCopy; facts: CopyFacts; fingerprint: string };

/**
 * Copies that share a Message-ID are one message if two of From, Date and text agree; a forger or a faulty program may reuse an id
 * (contract, section 4). The subject stands in for the text where the body was not opened.
 */
function differentMessages(stored: StoredCopy[]): Array<{ copies: StoredCopy[]; fingerprint: string }> {
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
