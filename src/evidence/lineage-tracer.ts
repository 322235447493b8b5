import type { ContentFacts, MessageFacts, TextPrint } from './facts.ts';
import type { Disclosure } from './lineage.ts';
import type { MailEvidence, MessageSummary } from './mail-evidence.ts';
import { councillorsReached, isMarkedItem, markQuote, ownShingles } from './marked-item.ts';
import { baseSubject, subjectMark } from './marks.ts';
import { copyPlace, evidenceOf, type MessageEvidence } from './message-evidence.ts';
import { foldText } from './words.ts';

/** How much has to be shared before a text counts as coming from an item: about fourteen words in a row, or most of a short text. */
const enough = { shingles: 10, shortShingles: 4, shortShare: 0.6, behindHeaderBlock: 5, behindHeaderBlockShare: 0.4 };

/** A possible disclosure; `shared` are the shingles it rests on, null where it rests on more than text. */
export type Suspicion = { disclosure: Disclosure; shared: Set<number> | null; date: number };

type Match = { how: string; shared: Set<number> | null; isRelease?: boolean };

/** Messages that lineage has to do with at all: marked ones, and what the council's people sent outside. */
function concernsLineage({ isOrdinary, author, isMarked, isOpened, thirdParties }: MessageSummary): boolean {
  return isOrdinary && author.role !== 'outside' && (isMarked || (isOpened && thirdParties.length > 0));
}

/** Compares what went outside with every marked item. Built once for all evidence. */
export class LineageTracer {
  readonly #evidence: MailEvidence;
  readonly #items: MessageEvidence[];
  /** Which items hold a shingle of their own; and in how many unmarked texts of officers it stands, and when it went outside. */
  readonly #itemsByShingle = new Map<number, MessageEvidence[]>();
  readonly #itemSizes = new Map<MessageEvidence, number>();
  readonly #itemsById = new Map<string, MessageEvidence[]>();
  readonly #itemsByFile = new Map<string, MessageEvidence[]>();
  readonly #officerTexts = new Map<number, { count: number; firstOutside: number }>();

  constructor(evidence: MailEvidence) {
    this.#evidence = evidence;
    const marked = evidence.messages((summary) => summary.isMarked && summary.author.role === 'officer');
    this.#items = [...marked].filter((message) => isMarkedItem(message, evidence));
    for (const item of this.#items) {
      const own = ownShingles(item.content);
      this.#itemSizes.set(item, own.size);
      this.#itemsById.set(item.messageId, [...(this.#itemsById.get(item.messageId) ?? []), item]);
      // Text tells on a readable file; one without text is known by its bytes.
      for (const { hash, text } of item.content?.documents ?? []) {
        if (text.words === 0) this.#itemsByFile.set(hash, [...(this.#itemsByFile.get(hash) ?? []), item]);
      }
      for (const shingle of own) {
        const holders = this.#itemsByShingle.get(shingle);
        if (holders) holders.push(item);
        else this.#itemsByShingle.set(shingle, [item]);
      }
    }
    if (this.#items.length > 0) this.#countOfficerTexts();
  }

  /** By message key; the same for every question. */
  suspicions(): Map<string, Suspicion[]> {
    return this.#evidence.remember('suspicions', () => {
      const found = new Map<string, Suspicion[]>();
      for (const message of this.#evidence.messages(concernsLineage)) {
        const suspicions = [...this.#suspicionsIn(message)];
        if (suspicions.length > 0) found.set(message.key, suspicions);
      }
      return found;
    });
  }

  /** Whether enough is left once templates, published text and the outsiders' own words are taken away. */
  holds({ disclosure, shared, date }: Suspicion, outsidersOwn: Map<string, TextPrint[]>): boolean {
    if (shared === null || disclosure.item === null) return true;
    const theirs = new Set<number>();
    for (const party of disclosure.thirdParties) {
      for (const print of outsidersOwn.get(party.address) ?? [])
        for (const shingle of print.shingles) theirs.add(shingle);
    }
    return this.#isEnough(this.#withoutTemplates(shared, date, theirs), disclosure.item);
  }

  /** What officers wrote without a mark: templates recur there, and what they sent outside is no longer confidential. */
  #countOfficerTexts(): void {
    for (const message of this.#evidence.messages(
      ({ author, isOpened, isMarked }) => author.role === 'officer' && isOpened && !isMarked,
    )) {
      if (!message.content) continue;
      const wentOutside = message.recipients.outside.some((party) => party.kind === 'outside');
      for (const shingle of ownShingles(message.content)) {
        if (!this.#itemsByShingle.has(shingle)) continue;
        const known = this.#officerTexts.get(shingle) ?? { count: 0, firstOutside: Number.POSITIVE_INFINITY };
        known.count++;
        if (wentOutside) known.firstOutside = Math.min(known.firstOutside, message.date);
        this.#officerTexts.set(shingle, known);
      }
    }
  }

  *#suspicionsIn(message: MessageEvidence): Generator<Suspicion> {
    if (!message.isOrdinary) return;
    const plain = (disclosure: Disclosure): Suspicion => ({ disclosure, shared: null, date: message.date });
    if (isMarkedItem(message, this.#evidence))
      for (const disclosure of this.#ofItemItself(message)) yield plain(disclosure);
    if (message.author.role === 'outside' || !message.content) return;
    const thirdParties = message.recipients.outside.filter((party) => party.kind === 'outside');
    if (thirdParties.length === 0) return;
    const copy = message.copies[0];
    const where = copy ? copyPlace(copy) : '';
    const common = {
      isRelease: false,
      by: message.author.person,
      thirdParties,
      grade: message.grade,
      mailbox: message.mailbox,
    };
    const matched = this.#matches(message);
    for (const [item, match] of matched) {
      const evidence = [
        evidenceOf('confidential-item', `${where}: ${match.how}`, markQuote(item.content)),
        ...thirdParties.map((party) => party.evidence),
      ];
      const councillors = councillorsReached(item, this.#evidence);
      const disclosure = {
        ...common,
        item,
        officer: item.author.person,
        councillors,
        isRelease: match.isRelease === true,
        evidence,
      };
      yield { disclosure, shared: match.shared, date: message.date };
    }
    if (matched.size === 0)
      for (const disclosure of this.#shownOnlyHere(message, where, common)) yield plain(disclosure);
  }

  /** The marked message itself went outside, by its own recipients or because somebody's mailbox sent it on. */
  *#ofItemItself(item: MessageEvidence): Generator<Disclosure> {
    const councillors = councillorsReached(item, this.#evidence);
    const base = { item, officer: item.author.person, councillors, isRelease: false };
    const mark = evidenceOf(
      'confidential-mark',
      item.copies[0] ? copyPlace(item.copies[0]) : '',
      markQuote(item.content),
    );
    const outside = item.recipients.outside.filter((party) => party.kind === 'outside');
    if (outside.length > 0) {
      const best = [...outside].sort((a, b) => (a.grade < b.grade ? -1 : 1))[0];
      yield {
        ...base,
        by: item.author.person,
        thirdParties: outside,
        grade: best?.grade ?? item.grade,
        mailbox: item.mailbox,
        evidence: [mark, ...outside.map((party) => party.evidence)],
      };
    }
    for (const redirection of item.recipients.redirections) {
      const parties = redirection.to.filter((party) => party.kind === 'outside');
      if (parties.length === 0 || !redirection.by) continue;
      yield {
        ...base,
        by: redirection.by,
        thirdParties: parties,
        grade: redirection.grade,
        mailbox: redirection.mailbox,
        evidence: [mark, redirection.evidence],
      };
    }
  }

  #matches(message: MessageEvidence): Map<MessageEvidence, Match> {
    const matches = new Map<MessageEvidence, Match>();
    const content = message.content;
    if (!content || this.#items.length === 0) return matches;
    const place = (item: MessageEvidence, match: Match): void => {
      if (item.key === message.key || item.date > message.date + 60_000 || matches.has(item)) return;
      if (match.shared !== null && !this.#isEnough(this.#withoutTemplates(match.shared, message.date, new Set()), item))
        return;
      matches.set(item, match);
    };
    for (const inner of message.copies.flatMap((copy) => allAttached(copy.message))) {
      for (const item of this.#itemsById.get(inner.envelope.messageId) ?? [])
        place(item, { how: 'the item attached as a message', shared: null });
    }
    for (const quoted of content.history) {
      if (!quoted.hasText) continue;
      for (const [item, common] of this.#sharedWith([quoted.text])) {
        const size = this.#itemSizes.get(item) ?? 0;
        const isShown =
          common.size >= Math.min(enough.behindHeaderBlock, Math.max(1, size * enough.behindHeaderBlockShare));
        if (isShown && isBlockOf(quoted, item)) place(item, { how: 'the item forwarded or quoted', shared: null });
      }
    }
    for (const [item, shared] of this.#sharedWith(disclosedPrints(message))) {
      if (this.#isEnough(shared, item)) place(item, { how: 'text of the item stands in it', shared });
    }
    for (const [item, shared] of isOfficersOwnWord(message) ? this.#sharedWith([content.text]) : []) {
      if (this.#isEnough(shared, item)) place(item, { how: 'text of the item stands in it', shared, isRelease: true });
    }
    for (const file of documentHashes(message)) {
      for (const item of this.#itemsByFile.get(file) ?? [])
        place(item, { how: 'a file of the item attached', shared: null });
    }
    return matches;
  }

  #sharedWith(prints: TextPrint[]): Map<MessageEvidence, Set<number>> {
    const shared = new Map<MessageEvidence, Set<number>>();
    for (const print of prints) {
      for (const shingle of print.shingles) {
        for (const item of this.#itemsByShingle.get(shingle) ?? []) {
          const known = shared.get(item) ?? new Set<number>();
          known.add(shingle);
          shared.set(item, known);
        }
      }
    }
    return shared;
  }

  #isEnough(shared: Set<number>, item: MessageEvidence): boolean {
    if (shared.size >= enough.shingles) return true;
    return shared.size >= enough.shortShingles && shared.size >= (this.#itemSizes.get(item) ?? 0) * enough.shortShare;
  }

  #withoutTemplates(shared: Set<number>, date: number, theirs: Set<number>): Set<number> {
    const left = new Set<number>();
    for (const shingle of shared) {
      const unmarked = this.#officerTexts.get(shingle);
      const isTemplate = unmarked !== undefined && (unmarked.count >= 2 || unmarked.firstOutside < date);
      if (!theirs.has(shingle) && !isTemplate) left.add(shingle);
    }
    return left;
  }

  /** A forward that shows a marked item of which no mailbox holds a copy: its header block or the attached message tells. */
  *#shownOnlyHere(
    message: MessageEvidence,
    where: string,
    common: Pick<Disclosure, 'by' | 'thirdParties' | 'grade' | 'mailbox' | 'isRelease'>,
  ): Generator<Disclosure> {
    const { roster } = this.#evidence;
    const day = message.localDate;
    for (const copy of message.copies) {
      for (const inner of allAttached(copy.message)) {
        const stand = this.#evidence.uniteAttached(inner);
        if (!isMarkedItem(stand, this.#evidence)) continue;
        const evidence = [evidenceOf('confidential-item', `${where}: attached message`, markQuote(inner.content))];
        yield {
          ...common,
          item: null,
          officer: stand.author.person,
          councillors: councillorsReached(stand, this.#evidence),
          evidence,
        };
        return;
      }
    }
    for (const quoted of message.content?.history ?? []) {
      const mark =
        subjectMark(quoted.subject)?.quote ??
        (/confidential/.test(quoted.sensitivity) ? `Sensitivity: ${quoted.sensitivity}` : null);
      const officer = quoted.from === '' ? null : roster.personOfAddress(quoted.from, day);
      if (mark === null || !quoted.hasText || !officer || !roster.isOfficerOn(officer, day)) continue;
      const councillors = quoted.to
        .flatMap((address) => roster.personOfAddress(address, day) ?? [])
        .filter((person) => roster.isCouncillorOn(person, day));
      if (councillors.length === 0) continue;
      yield {
        ...common,
        item: null,
        officer,
        councillors,
        evidence: [evidenceOf('confidential-item', `${where}: header block of the forwarded message`, mark)],
      };
      return;
    }
  }
}

function isBlockOf(quoted: ContentFacts['history'][number], item: MessageEvidence): boolean {
  const sameAuthor =
    quoted.from !== ''
      ? quoted.from === item.author.address
      : foldText(quoted.fromName) === foldText(item.author.person?.name ?? '');
  if (!sameAuthor) return false;
  const sameSubject =
    quoted.subject !== '' && foldText(baseSubject(quoted.subject)) === foldText(baseSubject(item.subject));
  const sameTime =
    quoted.date !== null &&
    Math.abs(quoted.date - item.date) <= 121 * 60_000 &&
    (Math.abs(quoted.date - item.date) % 3_600_000 <= 60_000 ||
      Math.abs(quoted.date - item.date) % 3_600_000 >= 3_540_000);
  return sameTime || (sameSubject && quoted.date === null);
}

/**
 * The texts that a message carries outside. What an officer newly writes there without a mark is that officer's to release; what
 * stands in its history and attachments is not.
 */
function disclosedPrints(message: MessageEvidence): TextPrint[] {
  const content = message.content;
  if (!content) return [];
  const prints = isOfficersOwnWord(message) ? [] : [content.text];
  prints.push(...content.history.map((quoted) => quoted.text), ...content.documents.map((document) => document.text));
  for (const inner of message.copies.flatMap((copy) => allAttached(copy.message))) {
    if (!inner.content) continue;
    prints.push(
      inner.content.text,
      ...inner.content.documents.map((document) => document.text),
      ...inner.content.history.map((quoted) => quoted.text),
    );
  }
  return prints;
}

function isOfficersOwnWord(message: MessageEvidence): boolean {
  return message.author.role === 'officer' && message.content?.marks.length === 0;
}

function documentHashes(message: MessageEvidence): Set<string> {
  const inner = message.copies.flatMap((copy) => allAttached(copy.message));
  return new Set(
    [message.content, ...inner.map((each) => each.content)]
      .flatMap((content) => content?.documents ?? [])
      .map((document) => document.hash),
  );
}

function allAttached(message: MessageFacts): MessageFacts[] {
  return message.attached.flatMap((inner) => [inner, ...allAttached(inner)]);
}
