import type { TextPrint } from './facts.ts';
import type { Disclosure } from './lineage.ts';
import type { MailEvidence } from './mail-evidence.ts';
import { councillorsReached, isMarkedItem, markQuote } from './marked-item.ts';
import type { MarkedItems } from './marked-items.ts';
import { subjectMark } from './marks.ts';
import { compare, copyPlace, evidenceOf, type MessageEvidence } from './message-evidence.ts';
import { allAttached, isEnough, isShownBehindBlock } from './shown-text.ts';

/** A possible disclosure; `shared` are the shingles it rests on, null where it rests on more than text. */
export type Suspicion = { disclosure: Disclosure; shared: Set<number> | null; date: number };

type Match = { how: string; shared: Set<number> | null; isRelease?: boolean };

/** What a message is compared with. `isCommon` says which of the shingles are a template's, or had been sent outside by the date. */
export type Comparison = {
  evidence: MailEvidence;
  items: MarkedItems;
  isCommon: (shingles: Set<number>, date: number) => (shingle: number) => boolean;
};

/** How an item may have left by this message: the item itself, sent or passed on outside, or a message that shows it. */
export function suspicionsIn(message: MessageEvidence, comparison: Comparison): Suspicion[] {
  const { evidence } = comparison;
  if (!message.isOrdinary) return [];
  const found: Suspicion[] = [];
  const plain = (disclosure: Disclosure): Suspicion => ({ disclosure, shared: null, date: message.date });
  if (isMarkedItem(message, evidence)) found.push(...disclosuresOfItem(message, evidence).map(plain));
  const thirdParties = message.recipients.outside.filter((party) => party.kind === 'outside');
  if (message.author.role === 'outside' || !message.content || thirdParties.length === 0) return found;
  const where = message.copies[0] ? copyPlace(message.copies[0]) : '';
  const common: Common = {
    isRelease: false,
    by: message.author.person,
    thirdParties,
    grade: message.grade,
    mailbox: message.mailbox,
  };
  const matches = [...matchesOf(message, comparison)].sort(([a], [b]) => a.date - b.date || compare(a.key, b.key));
  for (const [item, match] of matches) {
    const disclosure: Disclosure = {
      ...common,
      item,
      officer: item.author.person,
      councillors: councillorsReached(item, evidence),
      isRelease: match.isRelease === true,
      evidence: [
        evidenceOf('confidential-item', `${where}: ${match.how}`, markQuote(item.content)),
        ...thirdParties.map((party) => party.evidence),
      ],
    };
    found.push({ disclosure, shared: match.shared, date: message.date });
  }
  const onlyHere = matches.length === 0 ? shownOnlyHere(message, where, common, evidence) : null;
  if (onlyHere) found.push(plain(onlyHere));
  return found;
}

type Common = Pick<Disclosure, 'by' | 'thirdParties' | 'grade' | 'mailbox' | 'isRelease'>;

/** The marked message itself went outside, by its own recipients or because somebody's mailbox sent it on. */
function disclosuresOfItem(item: MessageEvidence, evidence: MailEvidence): Disclosure[] {
  const base = {
    item,
    officer: item.author.person,
    councillors: councillorsReached(item, evidence),
    isRelease: false,
  };
  const where = item.copies[0] ? copyPlace(item.copies[0]) : '';
  const mark = evidenceOf('confidential-mark', where, markQuote(item.content));
  const found: Disclosure[] = [];
  const outside = item.recipients.outside.filter((party) => party.kind === 'outside');
  if (outside.length > 0) {
    const best = [...outside].sort((a, b) => (a.grade < b.grade ? -1 : 1))[0];
    found.push({
      ...base,
      by: item.author.person,
      thirdParties: outside,
      grade: best?.grade ?? item.grade,
      mailbox: item.mailbox,
      evidence: [mark, ...outside.map((party) => party.evidence)],
    });
  }
  for (const redirection of item.recipients.redirections) {
    const parties = redirection.to.filter((party) => party.kind === 'outside');
    if (parties.length === 0 || !redirection.by) continue;
    found.push({
      ...base,
      by: redirection.by,
      thirdParties: parties,
      grade: redirection.grade,
      mailbox: redirection.mailbox,
      evidence: [mark, redirection.evidence],
    });
  }
  return found;
}

function matchesOf(message: MessageEvidence, { items, isCommon }: Comparison): Map<MessageEvidence, Match> {
  const matches = new Map<MessageEvidence, Match>();
  const content = message.content;
  if (!content || items.isEmpty) return matches;
  const place = (item: MessageEvidence, match: Match): void => {
    if (item.key === message.key || item.date > message.date + 60_000 || matches.has(item)) return;
    if (match.shared !== null) {
      const isTemplate = isCommon(match.shared, message.date);
      if (!isEnough(without(match.shared, isTemplate), items.sizeOf(item))) return;
    }
    matches.set(item, match);
  };
  for (const inner of message.copies.flatMap((copy) => allAttached(copy.message))) {
    for (const item of items.withMessageId(inner.envelope.messageId))
      place(item, { how: 'the item attached as a message', shared: null });
  }
  for (const quoted of content.history) {
    if (!quoted.hasText) continue;
    for (const [item, common] of items.sharedWith([quoted.text])) {
      if (isShownBehindBlock(quoted, item, common.size, items.sizeOf(item)))
        place(item, { how: 'the item forwarded or quoted', shared: null });
    }
  }
  const how = 'text of the item stands in it';
  for (const [item, shared] of items.sharedWith(disclosedPrints(message))) {
    if (isEnough(shared, items.sizeOf(item))) place(item, { how, shared });
  }
  for (const [item, shared] of isOfficersOwnWord(message) ? items.sharedWith([content.text]) : []) {
    if (isEnough(shared, items.sizeOf(item))) place(item, { how, shared, isRelease: isGivenOut(message, item) });
  }
  for (const file of documentHashes(message)) {
    for (const item of items.withFile(file)) place(item, { how: 'a file of the item attached', shared: null });
  }
  return matches;
}

/**
 * Whether these words give out what the item says, as an officer may: whoever marked it, in words that do not show it for what was
 * written to a councillor; another officer to the press, or to several outside.
 */
function isGivenOut({ author, content, recipients: { outside } }: MessageEvidence, item: MessageEvidence): boolean {
  if (author.person !== null && author.person.id === item.author.person?.id)
    return content?.passingOn.every(({ kind }) => kind !== 'shown-as-written') ?? true;
  return outside.length > 1 || outside.some(({ media }) => media);
}

export function without(shingles: Set<number>, isTakenAway: (shingle: number) => boolean): Set<number> {
  const left = new Set<number>();
  for (const shingle of shingles) if (!isTakenAway(shingle)) left.add(shingle);
  return left;
}

/** A forward that shows a marked item of which no mailbox holds a copy: its header block or the attached message tells. */
function shownOnlyHere(
  message: MessageEvidence,
  where: string,
  common: Common,
  evidence: MailEvidence,
): Disclosure | null {
  const { roster } = evidence;
  const day = message.localDate;
  for (const inner of message.copies.flatMap((copy) => allAttached(copy.message))) {
    const stand = evidence.uniteAttached(inner);
    if (!isMarkedItem(stand, evidence)) continue;
    return {
      ...common,
      item: null,
      officer: stand.author.person,
      councillors: councillorsReached(stand, evidence),
      evidence: [evidenceOf('confidential-item', `${where}: attached message`, markQuote(inner.content))],
    };
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
    const shown = evidenceOf('confidential-item', `${where}: header block of the forwarded message`, mark);
    return { ...common, item: null, officer, councillors, evidence: [shown] };
  }
  return null;
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
