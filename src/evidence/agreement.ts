import type { Person } from '../council/council.ts';
import type { MailEvidence, MessageSummary } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { sameMatterMs } from './neighbourhood.ts';
import type { PassedOn } from './passed-on.ts';
import type { PassingOn } from './passing-on.ts';
import { foldText, wordsOf } from './words.ts';

/** What one person wrote and received around a piece that was passed on: in its own thread, the passing message's, and on the subject. */
function conversation(
  party: Person,
  message: MessageEvidence,
  original: MessageEvidence | null,
  evidence: MailEvidence,
): MessageEvidence[] {
  const isInside = ({ author, isOpened, parties }: MessageSummary): boolean =>
    author.role !== 'outside' && isOpened && parties.includes(party.id);
  const all = new Map<string, MessageEvidence>();
  // A subject such as "Agenda" comes back for years: on the subject alone, only what was said at the time belongs together.
  const atTheTime = (start: MessageEvidence) => (summary: MessageSummary) =>
    Math.abs(summary.date - start.date) <= sameMatterMs && isInside(summary);
  for (const start of original ? [message, original] : [message]) {
    for (const each of [...evidence.threadOf(start, isInside), ...evidence.onSubjectOf(start, atTheTime(start))])
      all.set(each.key, each);
  }
  return [...all.values()].sort((a, b) => a.date - b.date || (a.key < b.key ? -1 : 1));
}

/** Whether words about passing on cover this reader: named, named by group or office, or nobody named at all. */
function covers(words: PassingOn, reader: Person, author: Person): boolean {
  const others = words.mentions.filter((mention) => mention.people.some((id) => id !== author.id));
  if (others.some((mention) => mention.people.includes(reader.id))) return true;
  return (
    words.general &&
    others.every((mention) => mention.people.every((id) => id === author.id)) &&
    !namesStranger(words.sentence)
  );
}

function names(words: PassingOn, reader: Person): boolean {
  return words.mentions.some((mention) => mention.people.includes(reader.id));
}

/** "to Cllr Brown" where no Brown is on the roster: somebody else was meant. */
function namesStranger(sentence: string): boolean {
  return /\b(?:to|with|by) (?:cllr|councillor|mr|mrs|ms|miss|dr|revd?) /.test(sentence);
}

/** The author's own words, in the piece or in the conversation before it was passed on, allow these readers to have it. */
export function authorAllows(passed: PassedOn, message: MessageEvidence, evidence: MailEvidence): boolean {
  const { author } = passed;
  const said = [...passed.words];
  let asked: PassingOn | null = null;
  const allowed = new Set<string>();
  for (const each of conversation(author, message, passed.original, evidence)) {
    if (each.key === message.key || each.date > message.date) continue;
    const words = each.content?.passingOn ?? [];
    if (each.author.person?.id !== author.id) {
      asked = words.find((one) => one.kind === 'question') ?? asked;
      continue;
    }
    said.push(...words);
    if (asked && words.some((one) => one.kind === 'assent' || one.kind === 'consent')) {
      for (const reader of passed.newReaders) if (coversQuestion(asked, reader, author)) allowed.add(reader.id);
    }
  }
  const noteNamed = namedAsCopied(passed);
  return passed.newReaders.every(
    (reader) =>
      allowed.has(reader.id) ||
      noteNamed.has(reader.id) ||
      said.some((words) => words.kind === 'consent' && covers(words, reader, author)) ||
      said.some((words) => words.kind === 'told' && names(words, reader)),
  );
}

function coversQuestion(asked: PassingOn, reader: Person, author: Person): boolean {
  const named = asked.mentions.filter((mention) => mention.people.some((id) => id !== author.id));
  return named.length === 0 || named.some((mention) => mention.people.includes(reader.id));
}

/** A copy note in the piece itself: its author expressly stated that it is copied. */
function namedAsCopied(passed: PassedOn): Set<string> {
  return new Set(
    (passed.original?.content?.notes ?? []).flatMap((note) => note.mentions.flatMap((mention) => mention.people)),
  );
}

/**
 * The readers of whom the author of the piece was told by an officer, in the conversation, up to the given local day. Being shown the
 * reader openly in such a message tells too.
 */
export function readersTold(
  passed: PassedOn,
  message: MessageEvidence,
  lastDay: string,
  evidence: MailEvidence,
): Set<string> {
  const told = new Set<string>();
  const { author } = passed;
  for (const each of conversation(author, message, passed.original, evidence)) {
    const toAuthor =
      each.recipients.visible.has(author.id) || each.recipients.hidden.some((hidden) => hidden.person.id === author.id);
    if (!toAuthor || each.author.role !== 'officer' || each.localDate > lastDay || !each.isOrdinary) continue;
    if (passed.original && each.date < passed.original.date) continue;
    for (const reader of passed.newReaders) {
      if (each.key !== message.key && each.date >= message.date && each.recipients.visible.has(reader.id))
        told.add(reader.id);
    }
    for (const words of each.content?.passingOn ?? []) {
      if (words.kind !== 'told' && words.kind !== 'consent') continue;
      for (const reader of passed.newReaders) if (covers(words, reader, author)) told.add(reader.id);
    }
    for (const note of each.content?.notes ?? []) {
      for (const id of note.mentions.flatMap((mention) => mention.people)) {
        if (each.key !== message.key && passed.newReaders.some((reader) => reader.id === id)) told.add(id);
      }
    }
  }
  return told;
}

/** Words too common in names of offices and firms to tell one outsider from another. */
const commonNameWords = new Set(
  'the and of for ltd limited llp plc co company office council parish town mr mrs ms miss dr rev revd sir team group services service info mail email from uk com org net gov example clerk secretary'.split(
    ' ',
  ),
);

/** The item's author agreed beforehand that just this outsider may have it. */
export function consentForOutsider(
  item: MessageEvidence,
  outsider: { address: string; name: string },
  before: MessageEvidence,
  evidence: MailEvidence,
): boolean {
  const author = item.author.person;
  if (!author) return false;
  const names = distinctiveWords(outsider);
  let asked: PassingOn | null = null;
  for (const each of conversation(author, item, null, evidence)) {
    if (each.date > before.date || each.key === before.key) continue;
    const words = each.content?.passingOn ?? [];
    if (each.author.person?.id !== author.id) {
      asked = words.find((one) => one.kind === 'question') ?? asked;
      continue;
    }
    for (const one of words) {
      if (one.kind !== 'consent' && one.kind !== 'assent') continue;
      if (meansOutsider(one.sentence, names)) return true;
      if (asked && meansOutsider(asked.sentence, names) && !namesSomebodyElse(one.sentence, names)) return true;
      if (
        one.kind === 'consent' &&
        one.general &&
        one.mentions.length === 0 &&
        !asked &&
        !namesSomebodyElse(one.sentence, names) &&
        !properName.test(one.quote)
      )
        return true;
    }
  }
  return false;
}

function distinctiveWords({ address, name }: { address: string; name: string }): Set<string> {
  const [local = '', domain = ''] = address.split('@');
  const domainWords = wordsOf(domain.replace(/\.(?:example|co|uk|com|org|net|gov).*$/, ''));
  return new Set(
    [...wordsOf(name), ...wordsOf(local), ...domainWords].filter(
      (word) => word.length >= 3 && !commonNameWords.has(word),
    ),
  );
}

function meansOutsider(sentence: string, names: Set<string>): boolean {
  const words = wordsOf(sentence);
  return words.some(
    (word, index) =>
      names.has(word) ||
      (word.endsWith('s') && names.has(word.slice(0, -1))) ||
      // An address writes "harbourmaster" for "the harbour master".
      names.has(`${word}${words[index + 1] ?? ''}`),
  );
}

/** "send Jean Trudgian my email": a receiver by name, as written. */
const properName =
  /\b(?:send|show|let|give|tell|lend|to|with|for|by) (?:Mr|Mrs|Ms|Miss|Dr|the |old |young )*\.? ?[A-Z][a-z]+/;

/** "You may show it to the bank": a receiver is named, and it is not this one. Pronouns name nobody new. */
function namesSomebodyElse(sentence: string, names: Set<string>): boolean {
  if (meansOutsider(sentence, names)) return false;
  return /\b(?:to|with|by|for) (?:the |your |our |mr |mrs |ms |dr |cllr |councillor )?(?!him\b|her\b|them\b|it\b|you\b|me\b|us\b|this\b|that\b|everybody\b|everyone\b|anyone\b|anybody\b|whoever\b|read\b|see\b|have\b|know\b)[a-z][a-z']+/.test(
    foldText(sentence).replace(
      /\b(?:happy|content|glad|free|welcome|like|objection|fine|ok|okay|able|allowed|permission|consent|blessing) (?:for|to|with) \w+/g,
      '',
    ),
  );
}
