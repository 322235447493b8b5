/** What allows a councillor to write to an officer directly: the officer began it, or the Clerk agreed. */

import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { AskingFacts } from '../evidence/asking.ts';
import type { DirectContact } from '../evidence/direct-contact.ts';
import type { QuotedFacts } from '../evidence/facts.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import { sameMatterMs } from '../evidence/neighbourhood.ts';
import { foldText, wordsOf } from '../evidence/words.ts';
import { isClerkOn } from './clerk.ts';
import type { RuleContext } from './rule.ts';
import type { StaffContact } from './staff-contact.ts';

/**
 * The councillor answers in a thread that one of these officers began. A message that asks nothing is also taken for an answer where an
 * officer wrote just before. A forwarded message begins a thread of its own.
 */
export function wasBegunByOfficer(
  { officers, asking }: StaffContact,
  message: MessageEvidence,
  context: RuleContext,
): boolean {
  const isOneOf = (person: Person | null): boolean => officers.some(({ id }) => id === person?.id);
  const earlier = earlierIn(message, context);
  const [first] = earlier;
  const quoted = message.content?.history ?? [];
  const beginner = first
    ? (deepestAuthor(first.content?.history ?? [], context.roster) ?? first.author.person)
    : deepestAuthor(quoted, context.roster);
  if (isOneOf(beginner)) return true;
  if (asking.asks.length > 0) return false;
  const latest =
    quoted[0]?.kind === 'reply' ? authorOfQuoted(quoted[0], context.roster) : (earlier.at(-1)?.author.person ?? null);
  return isOneOf(latest);
}

/** Earlier messages of the thread, oldest first; of an answer whose header section names none, those on its subject. */
function earlierIn(message: MessageEvidence, { evidence }: RuleContext): MessageEvidence[] {
  const inThread = evidence.threadOf(message, ({ date, key }) => date < message.date && key !== message.key);
  if (inThread.length > 0) return inThread.sort((a, b) => a.date - b.date);
  if (!/^\s*(?:re|aw|sv)\s*:/i.test(message.subject) || (message.content?.history.length ?? 0) > 0) return [];
  const author = message.author.person?.id ?? '';
  return evidence
    .onSubjectOf(
      message,
      ({ date, key, parties }) =>
        date < message.date && message.date - date <= sameMatterMs && key !== message.key && parties.includes(author),
    )
    .sort((a, b) => a.date - b.date);
}

function deepestAuthor(history: readonly QuotedFacts[], roster: Roster): Person | null {
  const last = history.at(-1);
  return last && history.every(({ kind }) => kind === 'reply') ? authorOfQuoted(last, roster) : null;
}

function authorOfQuoted({ from, fromName }: QuotedFacts, roster: Roster): Person | null {
  if (from !== '') return roster.personOfAddress(from);
  const name = foldText(fromName);
  return name === ''
    ? null
    : (roster.council.people.find((person) =>
        [person.name, ...person.aliases].some((each) => foldText(each) === name),
      ) ?? null);
}

/**
 * The Clerk's words in the thread, or on the subject at the time, allow every officer written to; also when they came later, or stand
 * only in what the councillor quotes.
 */
export function isAgreedWithClerk(
  { officers, asking }: StaffContact,
  message: MessageEvidence,
  { evidence, roster }: RuleContext,
): boolean {
  const around = [
    ...evidence.threadOf(message, ({ isOpened }) => isOpened),
    ...evidence.onSubjectOf(message, ({ date, isOpened }) => isOpened && Math.abs(date - message.date) <= sameMatterMs),
  ];
  const agreed = around.flatMap((each) => agreementsIn(each, around, roster));
  if (!officers.every(({ id }) => agreed.some(({ people }) => people.includes(id)))) return false;
  return (
    asking.otherMatter === null ||
    isOnMatter(message, asking, [...agreed.map(({ quote }) => quote), ...asked(around, message)])
  );
}

/** The Clerk's own words, those that the message quotes, and a bare yes to a councillor who asked just that. */
function agreementsIn(
  { author, content, localDate, date }: MessageEvidence,
  around: readonly MessageEvidence[],
  roster: Roster,
): DirectContact[] {
  const quoted = (content?.history ?? [])
    .filter((each) => isClerkOn(authorOfQuoted(each, roster), roster, localDate))
    .flatMap(({ directContact }) => directContact);
  if (!isClerkOn(author.person, roster, localDate)) return quoted;
  const yes = content?.asking?.yes ?? null;
  const asked = yes === null ? [] : around.filter((each) => each.date < date && each.author.role === 'councillor');
  const agreedTo = asked.flatMap((each) => each.content?.asking?.asksLeave ?? []);
  return [
    ...quoted,
    ...(content?.asking?.directContact ?? []),
    ...(yes === null ? [] : [{ quote: yes, people: agreedTo }]),
  ];
}

/** What was asked and told in the conversation before. */
function asked(around: readonly MessageEvidence[], message: MessageEvidence): string[] {
  return around
    .filter(({ date, key }) => date < message.date && key !== message.key)
    .flatMap(({ content }) => [
      ...(content?.asking?.asks.map(({ quote }) => quote) ?? []),
      content?.asking?.substance ?? '',
    ]);
}

/**
 * Words like "while you are at it" turn to another matter; what was agreed covers that only where it has a telling word in common with
 * what was spoken of before. Without such words the answer to a question may have none, and is covered.
 */
function isOnMatter({ subject }: MessageEvidence, { asks, substance }: AskingFacts, said: readonly string[]): boolean {
  const before = new Set(tellingWords([subject, ...said].join(' ')));
  return tellingWords([...asks.map(({ quote }) => quote), substance ?? ''].join(' ')).some((word) => before.has(word));
}

/** Words of four letters or more without what every message has; an ending of the plural is left out. */
function tellingWords(text: string): string[] {
  return wordsOf(text)
    .filter((word) => word.length >= 4 && !common.has(word))
    .map((word) => word.replace(/(?:es|s)$/, ''));
}

const common = new Set(
  'this that these those them they their there then than with from have will would could should please need want like when what where which while your yours into onto over about again also more most some just only very much side other another week month today tomorrow people good thing things know make made take taken come back send sent tell told does done much many long work time next last here were been being road lane council parish town clerk thanks thank dear best wishes regards happy glad directly direct deal whatever'.split(
    ' ',
  ),
);
