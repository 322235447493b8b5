import type { Mailbox } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { CopyFacts, NotExamined } from '../evidence/facts.ts';
import { markForLineage } from '../evidence/lineage-only.ts';
import { type MessageView, viewMessage } from '../evidence/message-view.ts';
import { FactReader, type Need, noNeed } from '../evidence/read-facts.ts';
import { normaliseAddress } from '../mail/address-list.ts';
import { readJournalReport } from '../mail/journal-report.ts';
import type { JournalReport, Limits, Message } from '../mail/message.ts';
import { readMessage } from '../mail/read-message.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import { ruleOf } from '../rules/all-rules.ts';
import { unite } from '../rules/needs.ts';
import type { CopyPlace } from '../sources/copy.ts';

/**
 * How far a copy is opened: as the rules need it (the gate); `all` opens what the gate leaves closed too, for lineage alone; `ungated`
 * opens everything for every rule, and only tests do so, to show that the gate keeps nothing from a rule.
 */
export type Opening = 'gate' | 'all' | 'ungated';

export type ReadCopy =
  | { kind: 'facts'; facts: CopyFacts }
  /** Understood, and deliberately left aside: `reason` is one plain sentence. */
  | { kind: 'left-aside'; reason: string }
  | { kind: 'unreadable'; reason: string };

/** Of a message that a mail server delivered (RFC 5321, 2.3.1), without any address of Candour's own. */
export type SmtpEnvelope = { from: string; to: readonly string[] };

const topics = ['asking', 'payments', 'press', 'clearance', 'groups'] as const;
const everything: Need = { content: true, documents: true, letters: true, lineage: true, topics };
const forLineage: Need = { ...everything, letters: false, topics: [] };

/** Reads copies of one council's mail into facts. One instance a thread. */
export class CopyReader {
  readonly #reader: FactReader;
  readonly #roster: Roster;
  readonly #rules: EffectiveRule[];
  readonly #limits: Limits;
  readonly #mailboxes: Map<string, Mailbox>;

  constructor(roster: Roster, rules: EffectiveRule[], key: string, limits: Limits) {
    this.#reader = new FactReader(roster, key, limits);
    this.#roster = roster;
    this.#rules = rules.filter((rule) => rule.enabled);
    this.#limits = limits;
    this.#mailboxes = new Map(roster.council.mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  }

  /**
   * What the gate would have opened of a copy, from its header section alone, so that no more need be fetched. `all` where the header
   * section does not tell: of journal reports, and of what cannot be read.
   */
  async needOfHeader(place: CopyPlace, header: Uint8Array): Promise<Need | 'all'> {
    const mailbox = this.#mailboxes.get(place.mailboxId) ?? null;
    if (mailbox?.journal) return 'all';
    const message = await readMessage(header, this.#limits);
    if ('kind' in message) return 'all';
    if (message.envelope.isJournalReport) return noNeed;
    return this.#needOf(viewMessage(message.envelope, [], mailbox?.owner ?? null, this.#roster));
  }

  /**
   * `envelope`: where a mail server delivered the copy. It says for certain who was to receive the message, unless that is a journal
   * report, which tells of another envelope.
   */
  async read(place: CopyPlace, bytes: Uint8Array, opening: Opening, envelope?: SmtpEnvelope): Promise<ReadCopy> {
    const message = await readMessage(bytes, this.#limits);
    if ('kind' in message) return { kind: 'unreadable', reason: message.reason };
    const mailbox = this.#mailboxes.get(place.mailboxId) ?? null;
    if (!message.envelope.isJournalReport) {
      const delivered = envelope ? journalOf(envelope) : null;
      return this.#readFacts(place, message, delivered, mailbox?.owner ?? null, opening);
    }
    // Anybody can send what looks like a journal report: it counts only where journal reports are delivered (contract).
    if (!mailbox?.journal)
      return { kind: 'left-aside', reason: 'a journal report outside a journal mailbox proves nothing' };
    const report = readJournalReport(message, this.#limits);
    if (!report?.message)
      return { kind: 'unreadable', reason: 'the journal report encloses no message that can be read' };
    const journal = { recipients: report.recipients, sender: report.sender };
    return this.#readFacts(place, enclosedMessage(report, report.message), journal, null, opening);
  }

  async #readFacts(
    place: CopyPlace,
    message: Message,
    journal: CopyFacts['journal'],
    owner: string | null,
    opening: Opening,
  ): Promise<ReadCopy> {
    const notExamined: NotExamined[] = [];
    const day = localDate(message.envelope.date ?? new Date(0), this.#roster.council.timezone);
    const view = viewMessage(message.envelope, journal?.recipients ?? [], owner, this.#roster);
    const gate = this.#needOf(view);
    const isForLineage = opening === 'all' && !gate.content;
    // What outsiders ask is read without what lineage has to know of them: it hears them like those whose mail stayed closed.
    const isHeard = opening === 'all' && view.from === 'outside';
    const need = opening === 'ungated' ? everything : isForLineage || isHeard ? unite(gate, forLineage) : gate;
    const read = await this.#reader.read(message, need, day, notExamined);
    const facts: CopyFacts = {
      mailbox: place.mailboxId,
      folder: place.folder,
      reference: place.reference,
      isSent: place.isSent,
      journal,
      message: isForLineage ? markForLineage(read) : read,
      // No rule wanted to examine these.
      notExamined: isForLineage || (isHeard && !gate.documents) ? [] : notExamined,
    };
    return { kind: 'facts', facts };
  }

  #needOf(view: MessageView): Need {
    return this.#rules.reduce((need, each) => unite(need, ruleOf(each.rule).needs(view, each.settings)), noNeed);
  }
}

function journalOf({ from, to }: SmtpEnvelope): NonNullable<CopyFacts['journal']> {
  return {
    sender: normaliseAddress(from),
    recipients: to.map((address) => ({
      address: normaliseAddress(address),
      kind: 'recipient',
      expandedFrom: '',
      forwardedFrom: '',
    })),
  };
}

/** The enclosed message under the Message-ID that the report gives, should it have lost its own. */
function enclosedMessage(report: JournalReport, message: Message): Message {
  if (!message.envelope.messageId.endsWith('@candour.invalid>') || report.messageId === '') return message;
  return { ...message, envelope: { ...message.envelope, messageId: report.messageId } };
}
