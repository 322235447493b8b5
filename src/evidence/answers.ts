import type { LocalDate } from '../council/council.ts';
import { localDate } from '../council/roster.ts';
import type { QuotedFacts } from './facts.ts';
import type { MailEvidence } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { inOrder, type MessageSummary } from './message-summary.ts';
import { sameMatterMs } from './neighbourhood.ts';
import { isSameTime } from './passed-on.ts';
import { sameMatterAs } from './same-matter.ts';

/** Who asked and who owes an answer, as far as messages show it. */
export type Exchange = {
  isByAsker: (summary: MessageSummary) => boolean;
  isByAnswerer: (summary: MessageSummary) => boolean;
  /** It reached whoever asked, as its summary knows. */
  reachesAsker: (summary: MessageSummary) => boolean;
  /** The same by what the header section writes, which only the message itself knows; asked of messages in the conversation. */
  namesAsker: (message: MessageEvidence) => boolean;
  /** Where somebody outside asked: every address that they wrote from or want answers at. */
  outsideAddresses: ReadonlySet<string>;
  /** Roster ids and addresses under which whoever owes the answer writes. */
  answerers: readonly string[];
  isQuotedAsker: (quoted: QuotedFacts, message: MessageEvidence) => boolean;
  isQuotedAnswerer: (quoted: QuotedFacts, message: MessageEvidence) => boolean;
};

/** What ended the wait: an answer, or the asker's word that the matter is settled or was answered otherwise. */
export type Ending = { how: 'answered' | 'settled'; date: number; localDate: LocalDate; messageId: string };

const dayMs = 86_400_000;

/**
 * The first thing that ended the wait for an answer, or null. `lastDay`: of the time for it; up to a month after that a message on the
 * same subject is looked for, and in the conversation itself one of any time. Pure, and the same whatever the order of reading.
 */
export function firstEnding(
  request: MessageEvidence,
  exchange: Exchange,
  lastDay: LocalDate,
  evidence: MailEvidence,
): Ending | null {
  const until = Math.max(request.date, Date.parse(`${lastDay}T00:00:00Z`) + dayMs) + sameMatterMs;
  const mayAnswer = (summary: MessageSummary): boolean =>
    summary.isOrdinary &&
    !summary.isAutomaticSubject &&
    exchange.isByAnswerer(summary) &&
    // A clock that goes wrong by hours, and a message without a date, must not turn an answer into silence.
    (summary.date === 0 || summary.date > request.date - dayMs);
  const candidates = conversationOf(request, mayAnswer, exchange, [request.date, until], evidence);
  const plain = candidates.filter((summary) => summary.date > request.date && exchange.reachesAsker(summary));
  // Most requests are answered, and then nothing need be unpacked.
  const [first] = plain;
  if (first && first.localDate <= lastDay) return answerAt(first.date, first.messageId, evidence);
  const all = [
    ...plain.map(({ date, messageId }) => answerAt(date, messageId, evidence)),
    ...answersLookedInto(request, exchange, candidates, until, evidence),
    ...answersOnMatter(request, exchange, mayAnswer, until, evidence),
    ...wordsOfAsker(request, exchange, until, evidence),
  ];
  return all.sort((a, b) => a.date - b.date || (a.messageId < b.messageId ? -1 : 1))[0] ?? null;
}

/** What `select` picks of the conversation, and of what was written on the same subject in a span of time, oldest first. */
export function conversationOf(
  { key, messageId }: MessageEvidence,
  select: (summary: MessageSummary) => boolean,
  { outsideAddresses }: Exchange,
  [from, until]: readonly [number, number],
  evidence: MailEvidence,
): MessageSummary[] {
  const subject = evidence.summaryOf(key)?.subject ?? '';
  const found = new Set(evidence.summariesOfThread({ messageId }));
  if (subject !== '') {
    for (const summary of evidence.summariesOnSubject(subject, from, until)) found.add(summary);
    // Only what the council's people write is found by its subject.
    for (const summary of [...outsideAddresses].flatMap((address) => evidence.summariesByOutsider(address)))
      if (summary.subject === subject && summary.date >= from && summary.date <= until) found.add(summary);
  }
  return [...found].filter((summary) => summary.key !== key && select(summary)).sort(inOrder);
}

/** Answers that only the messages themselves show: by a name in the header section, by what they refer to, by what they quote. */
function answersLookedInto(
  request: MessageEvidence,
  exchange: Exchange,
  candidates: readonly MessageSummary[],
  until: number,
  evidence: MailEvidence,
): Ending[] {
  const answers = candidates.flatMap((summary) => {
    const isReached = exchange.reachesAsker(summary);
    const isLater = summary.date > request.date;
    if (isReached && isLater) return [];
    const message = evidence.messageOfKey(summary.key);
    if (message === null || !(isReached || exchange.namesAsker(message))) return [];
    return isLater || refersTo(message, request) ? [message] : [];
  });
  const quoting = evidence.quoting(
    request.date,
    (summary) =>
      summary.isOrdinary &&
      !summary.isAutomaticSubject &&
      summary.key !== request.key &&
      summary.date > request.date &&
      summary.date <= until &&
      exchange.isByAnswerer(summary) &&
      exchange.reachesAsker(summary),
  );
  answers.push(...quoting.filter((message) => quotes(message, request, exchange)));
  return answers.map(({ date, messageId }) => answerAt(Math.max(date, request.date), messageId, evidence));
}

function refersTo({ copies }: MessageEvidence, { messageId }: MessageEvidence): boolean {
  return copies.some(({ message: { envelope } }) =>
    [...envelope.inReplyTo, ...envelope.references].includes(messageId),
  );
}

function quotes(message: MessageEvidence, request: MessageEvidence, exchange: Exchange): boolean {
  return (message.content?.history ?? []).some(
    (quoted) =>
      quoted.date !== null && isSameTime(quoted.date, request.date) && exchange.isQuotedAsker(quoted, message),
  );
}

/** Messages to the asker alone, under other words for the same thing. */
function answersOnMatter(
  request: MessageEvidence,
  exchange: Exchange,
  mayAnswer: (summary: MessageSummary) => boolean,
  until: number,
  evidence: MailEvidence,
): Ending[] {
  const isSameMatter = sameMatterAs(request);
  const asker = request.author.person;
  return exchange.answerers
    .flatMap((name) => evidence.summariesBy(name, request.date, until))
    .filter(
      (summary) =>
        summary.date > request.date &&
        exchange.reachesAsker(summary) &&
        // Under other words it has to reach the very person who asked, where any colleague would do in the conversation itself.
        (asker === null || summary.parties.includes(asker.id)) &&
        mayAnswer(summary) &&
        isSameMatter(summary.subject),
    )
    .flatMap(({ key }) => evidence.messageOfKey(key) ?? [])
    .filter(isLetterToFew)
    .map(({ date, messageId }) => answerAt(date, messageId, evidence));
}

/** What is sent to everybody, on a matter that only resembles what one of them asked, answers nobody. */
function isLetterToFew({ recipients }: MessageEvidence): boolean {
  return recipients.lists === 0 && recipients.to.length + recipients.cc.length <= 3;
}

/** That it is settled, and answers that only the asker's later words quote, since no mailbox that is read holds them. */
function wordsOfAsker(request: MessageEvidence, exchange: Exchange, until: number, evidence: MailEvidence): Ending[] {
  const isLater = (summary: MessageSummary): boolean =>
    summary.isOrdinary && summary.isOpened && summary.date > request.date && exchange.isByAsker(summary);
  const later = conversationOf(request, isLater, exchange, [request.date, until], evidence);
  return later.flatMap(({ key, date, messageId }) => {
    const message = evidence.messageOfKey(key);
    const { content = null } = message ?? {};
    const endings: Ending[] = [];
    if (content?.asking?.settled || content?.answeredOtherwise)
      endings.push({ ...answerAt(date, messageId, evidence), how: 'settled' });
    for (const quoted of content?.history ?? []) {
      const isAnswer = quoted.date !== null && quoted.date > request.date && quoted.date < date + dayMs;
      if (message && isAnswer && quoted.hasText && exchange.isQuotedAnswerer(quoted, message))
        endings.push(answerAt(quoted.date ?? date, messageId, evidence));
    }
    return endings;
  });
}

function answerAt(date: number, messageId: string, { roster }: MailEvidence): Ending {
  return { how: 'answered', date, localDate: localDate(new Date(date), roster.council.timezone), messageId };
}
