/** Who asked whom, and from when on an answer counts: what the three rules of timely answers have in common. */

import type { LocalDate, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { addWorkingDays, countWorkingDays } from '../council/working-days.ts';
import { conversationOf, type Ending, type Exchange, firstEnding } from '../evidence/answers.ts';
import type { QuotedFacts } from '../evidence/facts.ts';
import type { MessageSummary } from '../evidence/mail-evidence.ts';
import { copyPlace, evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { sameMatterMs } from '../evidence/neighbourhood.ts';
import { personOfQuoted } from '../evidence/passed-on.ts';
import type { Need } from '../evidence/read-facts.ts';
import type { EvidenceItem } from './flag.ts';
import { formatDay } from './people.ts';
import type { Finding, FlagFacts, RuleContext } from './rule.ts';

/** An answer that is owed: by whom, to whom, for which words. `exchange` tells how it would look. */
export type Owed = { by: Person; affected: string[]; asked: string; exchange: Exchange };

/** What a message owes its sender, or null: automatic mail, what asks nothing, and what is none of the council's business owe nothing. */
export type ReadOwed = (message: MessageEvidence, context: RuleContext) => Owed | null;

export const askingNeed: Need = { content: true, documents: false, letters: false, lineage: false, topics: ['asking'] };
/** Of an answer, only which message it quotes. */
export const answerNeed: Need = { ...askingNeed, topics: [] };

/**
 * Nothing before the last working day has ended (`asOf` is the day that runs); then a flag where no answer came in time, whatever came
 * late. No protocol says what "timely" is: without the council's number there is nothing to measure by.
 */
export function judgeOverdue(message: MessageEvidence, readOwed: ReadOwed, context: RuleContext): Finding | null {
  const { settings, calendar, asOf, evidence } = context;
  const { workingDays } = settings;
  const owed = message.isOrdinary && message.content ? readOwed(message, context) : null;
  // Of a message without any date nobody can say that its time is over.
  if (owed === null || typeof workingDays !== 'number' || message.date === 0) return null;
  const lastDay = addWorkingDays(message.localDate, workingDays, calendar);
  if (asOf <= lastDay) return null;
  const ending = firstEnding(message, owed.exchange, lastDay, evidence);
  if (ending !== null && (ending.how === 'settled' || ending.localDate <= lastDay)) return null;
  if (isReminder(message, owed, readOwed, context)) return null;
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by: owed.by.id,
    affected: owed.affected,
    hidden: [],
    thirdParties: [],
    evidence: evidenceOfOverdue(message, owed, workingDays, lastDay, ending, context),
  };
}

/** A reminder makes no second flag: the same side asked before, and has had no answer since. */
function isReminder(message: MessageEvidence, owed: Owed, readOwed: ReadOwed, context: RuleContext): boolean {
  const { exchange, by } = owed;
  const isEarlier = (summary: MessageSummary): boolean =>
    summary.isOrdinary &&
    summary.isOpened &&
    summary.date < message.date &&
    (by.role === 'officer' || summary.parties.includes(by.id)) &&
    exchange.isByAsker(summary);
  const span = [message.date - sameMatterMs, message.date] as const;
  const before = conversationOf(message, isEarlier, exchange, span, context.evidence);
  // What answered the last request answered those before it too.
  const last = findLastRequest(before, owed, readOwed, context);
  const ending = last && firstEnding(last, exchange, last.localDate, context.evidence);
  return last !== null && (!ending || ending.date > message.date);
}

function findLastRequest(
  before: readonly MessageSummary[],
  owed: Owed,
  readOwed: ReadOwed,
  context: RuleContext,
): MessageEvidence | null {
  for (const { key, date } of before.toReversed()) {
    const earlier = date > 0 ? context.evidence.messageOfKey(key) : null;
    if (earlier && isSameDebt(owed, readOwed(earlier, context))) return earlier;
  }
  return null;
}

/** Any officer may answer for the office; a councillor only for themselves. */
function isSameDebt({ by }: Owed, other: Owed | null): boolean {
  return other !== null && (by.role === 'officer' || by.id === other.by.id);
}

/** Chosen so that a late answer adds an item and changes none: the flag stays, and the log says how late. */
function evidenceOfOverdue(
  { copies }: MessageEvidence,
  { asked }: Owed,
  workingDays: number,
  lastDay: LocalDate,
  late: Ending | null,
  { calendar }: RuleContext,
): EvidenceItem[] {
  const days = workingDays === 1 ? '1 working day' : `${workingDays} working days`;
  const items = [evidenceOf('answer-due', `${days}, until ${formatDay(lastDay)}`)];
  const copy = copies[0];
  if (copy) items.unshift(evidenceOf('request', copyPlace(copy), asked));
  if (late) {
    const delay = delayInWords(countWorkingDays(lastDay, late.localDate, calendar));
    items.push(evidenceOf('late-answer', `answered ${delay}, on ${formatDay(late.localDate)}`, late.messageId));
  }
  return items;
}

function delayInWords(count: number | null): string {
  if (count === null) return 'more than a year late';
  if (count === 0) return 'after the last working day';
  return count === 1 ? '1 working day late' : `${count} working days late`;
}

/** How long there was, and what came late, in words for people; of a flag whose evidence was erased neither is known. */
export function timeInWords({ evidence }: FlagFacts): { due: string; late: string; isAnswered: boolean } {
  const [due, late] = ['answer-due', 'late-answer'].map((kind) => evidence.find((item) => item.kind === kind)?.where);
  return {
    due: due === undefined ? 'within the council’s time' : `within the council’s time (${due})`,
    late: late === undefined ? '' : ` It was ${late}.`,
    isAnswered: late !== undefined,
  };
}

/** What is left to do. `asker`: to whom the answer is owed; `elsewhere`: how it may have been given where no mail shows it. */
export function remedyInWords(
  asker: string,
  { isAnswered }: { isAnswered: boolean },
  elsewhere = 'by telephone or in person',
): string {
  return isAnswered
    ? `Nothing is left to send. Where more time is needed, a line to ${asker} that says when the answer will come is an answer.`
    : `Answer ${asker} now, or say when the answer will come. If it was given ${elsewhere}, note that and close the flag.`;
}

/** Officers by their own address, or by a shared one that an officer holds. An address of the council that the file does not know counts. */
export function isByOfficer({ author, localDate }: MessageSummary, roster: Roster): boolean {
  if (author.role !== 'outside') return author.role === 'officer';
  const { kind, shared, person } = roster.classifyAddress(author.address, localDate);
  if (shared) return roster.holdersOfShared(shared, localDate).some(({ role }) => role === 'officer');
  return kind === 'council-domain' && person?.role !== 'councillor';
}

export function isQuotedOfficer({ from, fromName }: QuotedFacts, message: MessageEvidence, roster: Roster): boolean {
  const person = personOfQuoted(from, fromName, message, roster);
  if (person) return person.role === 'officer';
  const shared = from === '' ? null : roster.sharedOfAddress(from);
  return shared !== null && roster.holdersOfShared(shared, message.localDate).some(({ role }) => role === 'officer');
}

/** Under which names the officers of the council write. */
export function officersNames({ council }: Roster): string[] {
  return [
    ...council.people.filter(({ role }) => role === 'officer').map(({ id }) => id),
    ...council.shared.map(({ address }) => address),
  ];
}

/**
 * The first officer in To, by an address of their own or a shared one: of that, whoever of its holders the council file names first. A
 * list asks nobody in particular.
 */
export function firstOfficerAsked({ copies, localDate }: MessageEvidence, roster: Roster): Person | null {
  for (const { address } of copies[0]?.message.envelope.to ?? []) {
    const { kind, person, shared } = roster.classifyAddress(address, localDate);
    const hands =
      kind === 'person' && person
        ? [person]
        : kind === 'shared' && shared
          ? roster.holdersOfShared(shared, localDate)
          : [];
    const officer = hands.find((hand) => roster.isOfficerOn(hand, localDate));
    if (officer) return officer;
  }
  return null;
}

/** The first words that want something done, told or sent; worries alone ask for nothing. */
export function firstRequest({ content }: MessageEvidence): string | null {
  if (!content?.asking || content.isPrivate) return null;
  return content.asking.asks.find(({ kind }) => kind !== 'concern')?.quote ?? null;
}
