import type { Mailbox } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { CopyFacts, NotExamined } from '../evidence/facts.ts';
import { viewMessage } from '../evidence/message-view.ts';
import { FactReader, type Need, noNeed } from '../evidence/read-facts.ts';
import { readJournalReport } from '../mail/journal-report.ts';
import type { JournalReport, Limits, Message } from '../mail/message.ts';
import { readMessage } from '../mail/read-message.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import { ruleOf } from '../rules/all-rules.ts';
import { unite } from '../rules/needs.ts';
import type { CopyPlace } from '../sources/copy.ts';

/** How far a copy is opened: as the rules need it (the gate), or all of it, when lineage asks to hear an outsider. */
export type Opening = 'gate' | 'all';

export type ReadCopy =
  | { kind: 'facts'; facts: CopyFacts }
  /** Understood, and deliberately left aside: `reason` is one plain sentence. */
  | { kind: 'left-aside'; reason: string }
  | { kind: 'unreadable'; reason: string };

const everything: Need = { content: true, documents: true, letters: true, lineage: true };

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

  async read(place: CopyPlace, bytes: Uint8Array, opening: Opening): Promise<ReadCopy> {
    const message = await readMessage(bytes, this.#limits);
    if ('kind' in message) return { kind: 'unreadable', reason: message.reason };
    const mailbox = this.#mailboxes.get(place.mailboxId) ?? null;
    if (!message.envelope.isJournalReport)
      return this.#readFacts(place, message, null, mailbox?.owner ?? null, opening);
    // Anybody can send what looks like a journal report: it counts only where journal reports are delivered (contract).
    if (!mailbox?.journal)
      return { kind: 'left-aside', reason: 'a journal report outside a journal mailbox proves nothing' };
    const report = readJournalReport(message, this.#limits);
    if (!report?.message)
      return { kind: 'unreadable', reason: 'the journal report encloses no message that can be read' };
    return this.#readFacts(place, enclosedMessage(report, report.message), report, null, opening);
  }

  async #readFacts(
    place: CopyPlace,
    message: Message,
    report: JournalReport | null,
    owner: string | null,
    opening: Opening,
  ): Promise<ReadCopy> {
    const notExamined: NotExamined[] = [];
    const day = localDate(message.envelope.date ?? new Date(0), this.#roster.council.timezone);
    const need = opening === 'all' ? everything : this.#needOf(message, report, owner);
    const facts: CopyFacts = {
      mailbox: place.mailboxId,
      folder: place.folder,
      reference: place.reference,
      isSent: place.isSent,
      journal: report ? { recipients: report.recipients, sender: report.sender } : null,
      message: await this.#reader.read(message, need, day, notExamined),
      notExamined,
    };
    return { kind: 'facts', facts };
  }

  #needOf(message: Message, report: JournalReport | null, owner: string | null): Need {
    const view = viewMessage(message.envelope, report?.recipients ?? [], owner, this.#roster);
    return this.#rules.reduce((need, each) => {
      const rule = ruleOf(each.rule);
      return rule ? unite(need, rule.needs(view, each.settings)) : need;
    }, noNeed);
  }
}

/** The enclosed message under the Message-ID that the report gives, should it have lost its own. */
function enclosedMessage(report: JournalReport, message: Message): Message {
  if (!message.envelope.messageId.endsWith('@candour.invalid>') || report.messageId === '') return message;
  return { ...message, envelope: { ...message.envelope, messageId: report.messageId } };
}
