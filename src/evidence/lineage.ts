import type { Person } from '../council/council.ts';
import type { ClassifiedAddress } from '../council/roster.ts';
import type { CopyFacts } from './facts.ts';
import type { EvidenceItem, Grade } from './grade.ts';
import type { MailEvidence, MessageSummary } from './mail-evidence.ts';
import { isMarkedItem, ownShingles } from './marked-item.ts';
import { MarkedItems } from './marked-items.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { OfficerTexts } from './officer-texts.ts';
import { isEnough } from './shown-text.ts';
import { type Comparison, type Suspicion, suspicionsIn, without } from './suspicions.ts';
import { UnreadMail } from './unread-mail.ts';

/** A confidential item that left the council, and in which message. */
export type Disclosure = {
  /** The marked item; null where no mailbox holds it and the disclosing message alone shows it. */
  item: MessageEvidence | null;
  officer: Person | null;
  councillors: Person[];
  by: Person | null;
  thirdParties: ClassifiedAddress[];
  grade: Grade;
  mailbox: string;
  evidence: EvidenceItem[];
  /**
   * An officer's own new words without a mark: theirs to release, and no departure by itself (contract, section 4). It is kept for
   * protocols that ask to record what the law required.
   */
  isRelease: boolean;
};

/** A copy that has to be opened in full, for lineage alone, before somebody may be said to have disclosed something. */
export type CopyToHear = Pick<CopyFacts, 'mailbox' | 'folder' | 'reference' | 'isSent'>;

/**
 * Follows every marked item to whoever outside received it. It stays valid as copies are added to the evidence: what they change is
 * worked out at the next question, message by message.
 */
export class Lineage {
  readonly #evidence: MailEvidence;
  readonly #items = new MarkedItems();
  readonly #unread: UnreadMail;
  readonly #comparison: Comparison;
  /** Null until text was found that could be an item's: before that nobody asks what officers wrote otherwise. */
  #texts: OfficerTexts | null = null;
  /** Message-IDs whose messages have changed; null before the first question. */
  #changed: Set<string> | null = null;
  /** What was found by message key, until something changes that it rests on. */
  readonly #found = new Map<string, Suspicion[]>();
  /** Whoever stands not in `#found` has nothing to find. */
  #hasFoundAll = false;

  constructor(evidence: MailEvidence) {
    this.#evidence = evidence;
    this.#unread = new UnreadMail(evidence);
    this.#comparison = {
      evidence,
      items: this.#items,
      isCommon: (shingles, date) => {
        const texts = this.#officerTexts();
        texts.learn(shingles);
        return (shingle) => texts.isCommon(shingle, date);
      },
    };
  }

  /** What the message shows to be disclosed. What rests on text that an outsider may have had stands here once that one was heard. */
  disclosuresOf(key: string): Disclosure[] {
    const heard = new Map<string, Set<number> | null>();
    return this.#suspicionsOf(key)
      .filter((suspicion) => this.#holds(suspicion, heard))
      .map(({ disclosure }) => disclosure);
  }

  /** The copies that must be opened before all is known of what the message discloses; given to `MailEvidence.add`, or given up there. */
  toHear(key: string): CopyToHear[] {
    const summary = this.#caughtUp().summaryOf(key);
    if (!summary) return [];
    const message = this.#unread.isToHear(summary) ? this.#evidence.messageOfKey(key) : null;
    const copies = message ? copiesLeft(message, this.#evidence) : [];
    for (const address of outsidersIn(this.#suspicionsOf(key))) copies.push(...this.#unheardOf(address));
    return copies;
  }

  /** The same for all evidence in one go, each copy once. To be asked again when these were opened or given up, until none is left. */
  allToHear(): CopyToHear[] {
    const evidence = this.#caughtUp();
    const unread = evidence.messages((summary) => this.#unread.isToHear(summary));
    const copies = [...unread].flatMap((message) => copiesLeft(message, evidence));
    // What is read there may take suspicion off somebody else's mail.
    if (copies.length > 0) return copies;
    const addresses = new Set(outsidersIn(this.#allSuspicions()));
    if (addresses.size === 0) return [];
    const theirs = evidence.messages((summary) => isUnheard(summary) && addresses.has(summary.author.address));
    return [...theirs].flatMap((message) => copiesLeft(message, evidence));
  }

  /** Keys of the messages that may disclose something, or not, depending on what was said in this one by somebody outside. */
  dependingOn(messageId: string): string[] {
    const evidence = this.#caughtUp();
    if (this.#items.isEmpty) return [];
    const outsiders = evidence.withMessageId(messageId, ({ author }) => author.role === 'outside');
    const keys = new Set<string>();
    for (const { author } of outsiders) {
      for (const { key } of evidence.summariesTo(author.address))
        if (outsidersIn(this.#suspicionsOf(key)).length > 0) keys.add(key);
    }
    return [...keys];
  }

  /** Whether enough is left once templates, published text and the outsiders' own words are taken away. */
  #holds({ disclosure, shared, date }: Suspicion, heard: Map<string, Set<number> | null>): boolean {
    const { item, thirdParties } = disclosure;
    if (shared === null || item === null) return true;
    const theirs: Set<number>[] = [];
    for (const { address } of thirdParties) {
      if (!heard.has(address)) heard.set(address, this.#wordsOf(address));
      const words = heard.get(address) ?? null;
      if (words === null) return false;
      theirs.push(words);
    }
    const isCommon = this.#comparison.isCommon(shared, date);
    const left = without(shared, (shingle) => isCommon(shingle) || theirs.some((words) => words.has(shingle)));
    return isEnough(left, this.#items.sizeOf(item));
  }

  /** The shingles of everything that this outsider wrote; null while some of it is still to hear. */
  #wordsOf(address: string): Set<number> | null {
    if (this.#unheardOf(address).length > 0) return null;
    const messages = this.#evidence.byOutsider(address, (summary) => !isUnheard(summary));
    return new Set(messages.flatMap((message) => [...ownShingles((message.heard ?? message).content)]));
  }

  #unheardOf(address: string): CopyToHear[] {
    return this.#evidence.byOutsider(address, isUnheard).flatMap((message) => copiesLeft(message, this.#evidence));
  }

  #suspicionsOf(key: string): Suspicion[] {
    const summary = this.#caughtUp().summaryOf(key);
    if (!summary || !concernsLineage(summary)) return [];
    const known = this.#found.get(key);
    if (known || this.#hasFoundAll) return known ?? [];
    const message = this.#evidence.messageOfKey(key);
    const suspicions = message ? suspicionsIn(this.#asSeen(message), this.#comparison) : [];
    this.#found.set(key, suspicions);
    return suspicions;
  }

  #allSuspicions(): Suspicion[] {
    // One pass for all of them, rather than one for each text that is found.
    if (!this.#items.isEmpty) this.#officerTexts().learn(this.#items.shingles());
    for (const summary of this.#evidence.summaries()) {
      if (concernsLineage(summary) && this.#suspicionsOf(summary.key).length === 0) this.#found.delete(summary.key);
    }
    this.#hasFoundAll = true;
    return [...this.#found.values()].flat();
  }

  #caughtUp(): MailEvidence {
    const evidence = this.#evidence;
    if (this.#changed === null) {
      this.#changed = evidence.trackChanges();
      for (const message of evidence.messages(mayBeItem)) this.#addItem(message);
      if (this.#unread.see(this.#items.all())) this.#renewHeard();
    } else if (this.#changed.size > 0) {
      const messageIds = [...this.#changed];
      this.#changed.clear();
      for (const messageId of messageIds) this.#renew(messageId);
      if (this.#unread.see(this.#items.all())) this.#renewHeard();
    }
    return evidence;
  }

  /** Which unread mail lineage may look at has changed. */
  #renewHeard(): void {
    for (const { isHeard, author, messageId } of this.#evidence.summaries())
      if (isHeard && author.role !== 'outside') this.#renew(messageId);
  }

  #renew(messageId: string): void {
    const removed = [this.#items.remove(messageId), this.#texts?.remove(messageId)];
    const own = this.#evidence.withMessageId(messageId, ({ author }) => author.role !== 'outside');
    for (const message of own) {
      this.#addItem(message);
      if (this.#texts) this.#addText(message, this.#texts);
    }
    // What outsiders say takes no suspicion back by itself: see #holds.
    if (own.length === 0 && !removed.includes(true)) return;
    this.#found.clear();
    this.#hasFoundAll = false;
  }

  #addItem(message: MessageEvidence): void {
    const seen = this.#asSeen(message);
    if (isMarkedItem(seen, this.#evidence)) this.#items.add(seen);
  }

  #officerTexts(): OfficerTexts {
    if (this.#texts === null) {
      this.#texts = new OfficerTexts();
      for (const message of this.#evidence.messages(mayCount)) this.#addText(message, this.#texts);
    }
    return this.#texts;
  }

  #addText(message: MessageEvidence, texts: OfficerTexts): void {
    const { author, content, messageId, date, recipients } = this.#asSeen(message);
    if (author.role !== 'officer' || !content || content.marks.length > 0) return;
    const wentOutside = recipients.outside.some((party) => party.kind === 'outside');
    texts.add(messageId, date, wentOutside, ownShingles(content));
  }

  /** With what was opened for lineage, where that may be how an item left. */
  #asSeen(message: MessageEvidence): MessageEvidence {
    if (message.heard === null) return message;
    const summary = this.#evidence.summaryOf(message.key);
    return summary && this.#unread.isWay(summary) ? { ...message, ...message.heard } : message;
  }
}

function mayBeItem({ isMarked, author }: MessageSummary): boolean {
  return isMarked && author.role === 'officer';
}

/** What an officer wrote without a mark. */
function mayCount({ isMarked, isOpened, isHeard, author }: MessageSummary): boolean {
  return !isMarked && (isOpened || isHeard) && author.role === 'officer';
}

/** Messages that lineage has to do with at all: marked ones, and what the council's people sent outside. */
function concernsLineage({ isOrdinary, author, isMarked, isOpened, isHeard, thirdParties }: MessageSummary): boolean {
  const isOut = (isOpened || isHeard) && thirdParties.length > 0;
  return isOrdinary && author.role !== 'outside' && (isMarked || isOut);
}

/** Also what was opened for what it asks alone: nobody knows yet which text its writer had. */
function isUnheard({ author, hasPrints }: MessageSummary): boolean {
  return author.role === 'outside' && !hasPrints;
}

/** The outsiders who may have had the text on which a suspicion rests. */
function outsidersIn(suspicions: Suspicion[]): string[] {
  const addresses = suspicions
    .filter(({ shared }) => shared !== null)
    .flatMap(({ disclosure }) => disclosure.thirdParties.map((party) => party.address));
  return [...new Set(addresses)];
}

/** The best copy that has not been given up. */
function copiesLeft({ copies }: MessageEvidence, evidence: MailEvidence): CopyToHear[] {
  const copy = copies.find((each) => !evidence.isGivenUp(each));
  if (!copy) return [];
  const { mailbox, folder, reference, isSent } = copy;
  return [{ mailbox, folder, reference, isSent }];
}
