import type { LocalDate } from '../council/council.ts';
import { localDate } from '../council/roster.ts';
import type { QuotedFacts } from './facts.ts';
import type { MailEvidence, MessageSummary } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { sameMatterMs } from './neighbourhood.ts';
import { isSameTime } from './passed-on.ts';
import { isSameMatter } from './same-matter.ts';

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

/** Answers of machines that carry no header field to say so. */
const automatic =
  /^\s*(?:(?:re|aw):\s*)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of (?:the )?office|undeliverable|undelivered|read|not read|delivered|accepted|declined|tentative(?:ly accepted)?|ymateb awtomatig|ateb awtomatig)\s*:|^\s*out of (?:the )?office\s*$/i;

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
  const sent = answersSent(request, exchange, until, evidence);
  const inTime = sent.find((ending) => ending.localDate <= lastDay);
  // Most requests are answered, and then nothing else need be looked at.
  if (inTime) return inTime;
  const all = [
    ...sent,
    ...answersOnMatter(request, exchange, until, evidence),
    ...wordsOfAsker(request, exchange, until, evidence),
  ];
  return all.sort((a, b) => a.date - b.date || (a.messageId < b.messageId ? -1 : 1))[0] ?? null;
}

/** Messages of the conversation, and those that `select` picks on the same subject up to an instant, oldest first. */
export function conversationOf(
  request: MessageEvidence,
  select: (summary: MessageSummary) => boolean,
  { outsideAddresses }: Exchange,
  [from, until]: readonly [number, number],
  evidence: MailEvidence,
): MessageEvidence[] {
  const isOther = (summary: MessageSummary): boolean => summary.key !== request.key && select(summary);
  const isThen = (summary: MessageSummary): boolean =>
    summary.date >= from && summary.date <= until && isOther(summary);
  const subject = evidence.summaryOf(request.key)?.subject ?? '';
  const found = [...evidence.threadOf(request, isOther), ...evidence.onSubjectOf(request, isThen)];
  // Only what the council's people write is looked for by its subject.
  for (const address of outsideAddresses) {
    if (subject !== '')
      found.push(...evidence.byOutsider(address, (summary) => summary.subject === subject && isThen(summary)));
  }
  return [...new Map(found.map((message) => [message.key, message])).values()].sort(
    (a, b) => a.date - b.date || (a.key < b.key ? -1 : 1),
  );
}

/** Messages to the asker in the conversation, on the same subject, or quoting the request. */
function answersSent(request: MessageEvidence, exchange: Exchange, until: number, evidence: MailEvidence): Ending[] {
  const mayAnswer = (summary: MessageSummary): boolean =>
    summary.isOrdinary &&
    exchange.isByAnswerer(summary) &&
    // A clock that goes wrong by hours, and a message without a date, must not turn an answer into silence.
    (summary.date === 0 || summary.date > request.date - dayMs);
  const found = conversationOf(request, mayAnswer, exchange, [request.date, until], evidence).filter(
    (message) => reaches(message, exchange, evidence) && (message.date > request.date || refersTo(message, request)),
  );
  const quoting = evidence.quoting(
    request.date,
    (summary) =>
      mayAnswer(summary) &&
      summary.key !== request.key &&
      summary.date > request.date &&
      summary.date <= until &&
      exchange.reachesAsker(summary),
  );
  found.push(...quoting.filter((message) => quotes(message, request, exchange)));
  return found
    .filter(({ subject }) => !automatic.test(subject))
    .map((message) => answerAt(Math.max(message.date, request.date), message.messageId, evidence))
    .sort((a, b) => a.date - b.date);
}

function reaches(message: MessageEvidence, exchange: Exchange, evidence: MailEvidence): boolean {
  const summary = evidence.summaryOf(message.key);
  return (summary !== null && exchange.reachesAsker(summary)) || exchange.namesAsker(message);
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
  until: number,
  evidence: MailEvidence,
): Ending[] {
  const mayAnswer = (summary: MessageSummary): boolean =>
    summary.isOrdinary &&
    summary.date > request.date &&
    exchange.isByAnswerer(summary) &&
    exchange.reachesAsker(summary) &&
    isSameMatter(request, summary.subject);
  const found = exchange.answerers.flatMap((name) => evidence.byAuthor(name, request.date, until, mayAnswer));
  return found
    .filter((message) => isLetterToFew(message) && !automatic.test(message.subject))
    .map((message) => answerAt(message.date, message.messageId, evidence));
}

/** What is sent to everybody, on a matter that only resembles what one of them asked, answers nobody. */
function isLetterToFew({ recipients }: MessageEvidence): boolean {
  return recipients.lists === 0 && recipients.to.length + recipients.cc.length <= 3;
}

/** That it is settled, and answers that only the asker's later words quote, since no mailbox that is read holds them. */
function wordsOfAsker(request: MessageEvidence, exchange: Exchange, until: number, evidence: MailEvidence): Ending[] {
  const isLater = (summary: MessageSummary): boolean =>
    summary.isOrdinary && summary.isOpened && summary.date > request.date && exchange.isByAsker(summary);
  return conversationOf(request, isLater, exchange, [request.date, until], evidence).flatMap((message) => {
    const endings: Ending[] = [];
    const { content, date, messageId } = message;
    if (content?.asking?.settled || content?.answeredOtherwise)
      endings.push({ ...answerAt(date, messageId, evidence), how: 'settled' });
    for (const quoted of content?.history ?? []) {
      const isAnswer = quoted.date !== null && quoted.date > request.date && quoted.date < date + dayMs;
      if (isAnswer && quoted.hasText && exchange.isQuotedAnswerer(quoted, message))
        endings.push(answerAt(quoted.date ?? date, messageId, evidence));
    }
    return endings;
  });
}

function answerAt(date: number, messageId: string, { roster }: MailEvidence): Ending {
  return { how: 'answered', date, localDate: localDate(new Date(date), roster.council.timezone), messageId };
}
