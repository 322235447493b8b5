import type { Roster } from '../council/roster.ts';
import type { CopyFacts, MessageFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import { type MessageEvidence, uniteCopies } from './message-evidence.ts';
import { inOrder, type MessageSummary, summarise } from './message-summary.ts';
import { neighbourhoodOf } from './neighbourhood.ts';
import { linksOf, type PackedFacts, packFacts, unpackFacts } from './packed-facts.ts';
import { type Entry, Survey } from './survey.ts';
import { Threads } from './threads.ts';
import { differentMessages, type StoredCopy } from './variants.ts';
import { foldText } from './words.ts';

export type { MessageSummary } from './message-summary.ts';

type Select = (summary: MessageSummary) => boolean;
const all: Select = () => true;

const keptUnpacked = 128;
/** Where more messages than this have changed since the last question, and more than half, the survey is made anew. */
const fewChanges = 64;

/**
 * All mail of a council as one body of evidence. Copies may be added in any order; the messages, threads and answers that come out
 * are the same (design, promise 3). What an added copy changes is worked out at the next question: in milliseconds where few were
 * added, all at once where many were.
 */
export class MailEvidence {
  readonly roster: Roster;
  readonly #copies = new Map<string, StoredCopy[]>();
  readonly #threads = new Threads();
  /** A copy was replaced by one that no longer names another message: the conversations have to be told anew. */
  #hasLostLinks = false;
  #survey: Survey | null = null;
  /** Message-IDs whose entries in the survey are out of date. */
  readonly #changed = new Set<string>();
  readonly #trackers: Set<string>[] = [];
  readonly #unpacked = new Map<string, MessageEvidence>();
  readonly #sharedMessageIds = new Set<string>();
  readonly #givenUp = new Set<string>();

  constructor(roster: Roster) {
    this.roster = roster;
  }

  /** Adding the same copy again replaces what was known of it, so that reading twice changes nothing. */
  add(copy: CopyFacts): void {
    this.addPacked(packFacts(copy));
  }

  addPacked({ messageId, mailbox, reference, links, bytes }: Omit<PackedFacts, 'sentAt'>): void {
    const others: StoredCopy[] = [];
    for (const known of this.#copies.get(messageId) ?? []) {
      if (known.mailbox !== mailbox || known.reference !== reference) others.push(known);
      else if (linksOf(unpackFacts(known).message).some((link) => !links.includes(link))) this.#loseLinks();
    }
    this.#copies.set(messageId, [...others, { mailbox, reference, bytes }]);
    for (const link of links) {
      const joining = this.#threads.join(messageId, link);
      if (joining) this.#survey?.joinThreads(joining.root, joining.joined);
    }
    for (const tracker of this.#trackers) tracker.add(messageId);
    if (!this.#survey) return;
    this.#changed.add(messageId);
    if (this.#changed.size > Math.max(fewChanges, this.#survey.entries.length / 2)) this.#survey = null;
  }

  /** How many messages are known. */
  get size(): number {
    return this.#surveyed().entries.length;
  }

  /** Message-IDs that several different messages share, as reported to the Clerk. */
  get sharedMessageIds(): ReadonlySet<string> {
    this.#surveyed();
    return this.#sharedMessageIds;
  }

  /** What is known of every message in short, oldest first. */
  summaries(): MessageSummary[] {
    return this.#surveyed().entries.map(({ summary }) => summary);
  }

  summaryOf(key: string): MessageSummary | null {
    return this.#entryOf(key)?.summary ?? null;
  }

  /** The messages that `select` picks by their summary, oldest first, unpacked one at a time. */
  *messages(select: Select = all): Generator<MessageEvidence> {
    for (const entry of this.#surveyed().entries) if (select(entry.summary)) yield this.#unpack(entry);
  }

  /** Null where no message has this key, or none has it any longer: a second message under one Message-ID gives both a new key. */
  messageOfKey(key: string): MessageEvidence | null {
    const entry = this.#entryOf(key);
    return entry && this.#unpack(entry);
  }

  withMessageId(messageId: string, select: Select = all): MessageEvidence[] {
    return this.#unpackAll(this.#surveyed().withId(messageId), select);
  }

  /** Keys of the messages of which the mailbox holds a copy, oldest first. */
  keysOfMailbox(mailbox: string): string[] {
    return this.#surveyed()
      .entries.filter(({ copies }) => copies.some((copy) => copy.mailbox === mailbox))
      .map(({ summary }) => summary.key);
  }

  /** See neighbourhood.ts. */
  neighbourhoodOf(messageId: string): string[] {
    return neighbourhoodOf(messageId, this.#surveyed(), this.rootOf(messageId));
  }

  /** The name of its conversation, which may change as copies are added. */
  rootOf(messageId: string): string {
    this.#surveyed();
    return this.#threads.rootOf(messageId);
  }

  /** The conversation of a message: by Message-ID, In-Reply-To, References, forwarded and attached messages, Thread-Index. */
  threadOf({ messageId }: Pick<MessageEvidence, 'messageId'>, select: Select = all): MessageEvidence[] {
    return this.#unpackAll(this.#surveyed().inThread(this.#threads.rootOf(messageId)), select);
  }

  /** Messages on the same subject, whatever their reply and forward prefixes. Empty subjects join nothing. */
  onSubjectOf({ subject }: Pick<MessageEvidence, 'subject'>, select: Select = all): MessageEvidence[] {
    const wanted = foldText(baseSubject(subject));
    const entries = this.#surveyed().onSubject(wanted, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    return this.#unpackAll(entries, select);
  }

  /** Messages of one author, a person's id or an address, within a span of time (milliseconds since 1970, inclusive). */
  byAuthor(author: string, from: number, until: number): MessageEvidence[] {
    return this.#unpackAll(this.#surveyed().byAuthor(author, from, until), all);
  }

  /** The same three questions where a summary is enough to answer: a thread, a folded subject, an author; the last two in a span of time. */
  summariesOfThread({ messageId }: Pick<MessageEvidence, 'messageId'>): MessageSummary[] {
    return summariesOf(this.#surveyed().inThread(this.#threads.rootOf(messageId)));
  }

  summariesOnSubject(subject: string, from: number, until: number): MessageSummary[] {
    return summariesOf(this.#surveyed().onSubject(subject, from, until));
  }

  summariesBy(author: string, from: number, until: number): MessageSummary[] {
    return summariesOf(this.#surveyed().byAuthor(author, from, until));
  }

  summariesByOutsider(address: string): MessageSummary[] {
    return summariesOf(this.#surveyed().byOutsider(address));
  }

  /** What the council's people wrote that may quote a message of this time (milliseconds since 1970), in whatever time zone. */
  quoting(date: number, select: Select): MessageEvidence[] {
    return this.#unpackAll(this.#surveyed().quoting(date), select);
  }

  /** What somebody outside wrote, by address. */
  byOutsider(address: string, select: Select = all): MessageEvidence[] {
    return this.#unpackAll(this.#surveyed().byOutsider(address), select);
  }

  /** What the council's people wrote to somebody outside, by address. */
  summariesTo(address: string): MessageSummary[] {
    return this.#surveyed()
      .toOutsider(address)
      .map(({ summary }) => summary);
  }

  /** Whether the message answers or forwards one that came before, by its header fields and where that one is known. */
  answersEarlier(message: MessageEvidence): boolean {
    const survey = this.#surveyed();
    return message.copies.some(({ message: { envelope } }) =>
      [...envelope.inReplyTo, ...envelope.references].some((id) =>
        survey.withId(id).some(({ summary }) => summary.date <= message.date),
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

  /** The copy is gone or cannot be read, so that nobody waits for it to be opened for lineage. */
  giveUpHearing(mailbox: string, reference: string): void {
    this.#givenUp.add(placeName(mailbox, reference));
  }

  isGivenUp({ mailbox, reference }: Pick<CopyFacts, 'mailbox' | 'reference'>): boolean {
    return this.#givenUp.has(placeName(mailbox, reference));
  }

  /** A set to which every Message-ID is added of which a copy comes in; whoever asked for it empties it. */
  trackChanges(): Set<string> {
    const tracker = new Set<string>();
    this.#trackers.push(tracker);
    return tracker;
  }

  #entryOf(key: string): Entry | null {
    const survey = this.#surveyed();
    const shared = key.lastIndexOf('#');
    const candidates = [...survey.withId(key), ...(shared < 0 ? [] : survey.withId(key.slice(0, shared)))];
    return candidates.find(({ summary }) => summary.key === key) ?? null;
  }

  #unpackAll(entries: readonly Entry[], select: Select): MessageEvidence[] {
    return entries.filter(({ summary }) => select(summary)).map((entry) => this.#unpack(entry));
  }

  #unpack({ summary: { key }, copies }: Entry): MessageEvidence {
    const known = this.#unpacked.get(key);
    if (known) return known;
    const message = uniteCopies(key, copies.map(unpackFacts), this.roster);
    // The oldest goes: conversations are asked for again and again while one of their messages is judged.
    for (const oldest of this.#unpacked.keys()) {
      if (this.#unpacked.size < keptUnpacked) break;
      this.#unpacked.delete(oldest);
    }
    this.#unpacked.set(key, message);
    return message;
  }

  #loseLinks(): void {
    this.#hasLostLinks = true;
    this.#survey = null;
  }

  #surveyed(): Survey {
    if (this.#survey === null) this.#survey = this.#buildSurvey();
    else if (this.#changed.size > 0) this.#renew(this.#survey);
    return this.#survey;
  }

  #renew(survey: Survey): void {
    for (const messageId of this.#changed) {
      const root = this.#threads.rootOf(messageId);
      for (const entry of [...survey.withId(messageId)]) {
        survey.remove(entry, root);
        this.#unpacked.delete(entry.summary.key);
      }
      for (const { copies, key } of this.#variantsOf(messageId)) {
        const message = uniteCopies(key, copies.map(unpackFacts), this.roster);
        survey.add({ copies, summary: summarise(message) }, root);
      }
    }
    this.#changed.clear();
  }

  #buildSurvey(): Survey {
    this.#changed.clear();
    this.#unpacked.clear();
    this.#sharedMessageIds.clear();
    const isTellingLinks = this.#hasLostLinks;
    if (isTellingLinks) this.#threads.clear();
    this.#hasLostLinks = false;
    const entries: Entry[] = [];
    for (const messageId of this.#copies.keys()) {
      for (const { copies, key } of this.#variantsOf(messageId)) {
        const facts = copies.map(unpackFacts);
        if (isTellingLinks)
          for (const link of facts.flatMap(({ message }) => linksOf(message))) this.#threads.join(messageId, link);
        entries.push({ copies, summary: summarise(uniteCopies(key, facts, this.roster)) });
      }
    }
    entries.sort((a, b) => inOrder(a.summary, b.summary));
    const survey = new Survey();
    for (const entry of entries) survey.add(entry, this.#threads.rootOf(entry.summary.messageId));
    return survey;
  }

  /** The different messages that share the id, and whether there are several. */
  #variantsOf(messageId: string): { copies: StoredCopy[]; key: string }[] {
    const groups = differentMessages(this.#copies.get(messageId) ?? []);
    if (groups.length > 1) this.#sharedMessageIds.add(messageId);
    else this.#sharedMessageIds.delete(messageId);
    return groups.map(({ copies, fingerprint }) => ({
      copies,
      key: groups.length > 1 ? `${messageId}#${fingerprint}` : messageId,
    }));
  }
}

function summariesOf(entries: readonly Entry[]): MessageSummary[] {
  return entries.map(({ summary }) => summary);
}

function placeName(mailbox: string, reference: string): string {
  return JSON.stringify([mailbox, reference]);
}
