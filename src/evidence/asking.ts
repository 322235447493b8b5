import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { readAsk, withoutOpening } from './asking-words.ts';
import { findCircularWords } from './circular-words.ts';
import { isConcern } from './concern-words.ts';
import { type DirectContact, readAskingLeave, readDirectContact, readShortYes } from './direct-contact.ts';
import { asksForDocument, asksForItsDocument, claimsRightOfEverybody, namesDocument } from './document-words.ts';
import type { NameReader } from './names.ts';
import { isAboutPremises, isBusinessWithin } from './private-life.ts';
import { readSettled, takesBack } from './settled.ts';
import { type Wording, withoutSignOff } from './wording.ts';
import { foldText, quote, type Sentence, sentencesOf, withoutQuotations } from './words.ts';

/** One sentence that wants something: that something be done (`instruction`, `request`), told (`enquiry`) or handed over (`document`), or that worries. */
export type Ask = {
  kind: 'instruction' | 'request' | 'enquiry' | 'document' | 'concern';
  quote: string;
  /** Told rather than asked; a document may be wanted either way. */
  isOrder: boolean;
};

/** What a message asks of its readers. Thanks, statements and handing on without asking words ask nothing. */
export type AskingFacts = {
  asks: Ask[];
  /** It is about council business; a private message is none. */
  isBusiness: boolean;
  /** Words that tell something beyond courtesy, whether they ask or not; null for thanks, acceptances and one-word replies. */
  substance: string | null;
  /** Words that claim a right that everybody has (freedom of information, one's own data, inspection of accounts), or null. */
  rightOfEverybody: string | null;
  /** Words of a newsletter, a sale, a bill or a machine, or null: what somebody outside sends and waits for no answer to. */
  circular: string | null;
  /** Words that say that an earlier request is settled, or null. */
  settled: string | null;
  /** Words by which a Clerk agrees that councillors turn to another officer. */
  directContact: DirectContact[];
  /** Ids of officers to whom the writer asks leave to turn directly. */
  asksLeave: string[];
  /** A bare yes: it agrees to what was asked before. */
  yes: string | null;
  /** Words by which the writer passes on to another matter, or null. */
  otherMatter: string | null;
  /** Ids of roster people whom subject and text name; read only where there is something to ask or tell. */
  named: string[];
  /** Those subjects of standing arrangements in the council file that subject or text speak of. */
  matters: string[];
};

const nothing: AskingFacts = {
  asks: [],
  isBusiness: false,
  substance: null,
  rightOfEverybody: null,
  circular: null,
  settled: null,
  directContact: [],
  asksLeave: [],
  yes: null,
  otherMatter: null,
  named: [],
  matters: [],
};

/** Answers of machines that carry no field to say so, and answers to invitations. */
const automatic =
  /^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|accepted|declined|tentative|tentatively accepted|undeliverable|read|delivered|delivery (?:status|failure)|not read)\s?:|^out of (?:the )?office\b/;
const away =
  /\bi (?:am|'m|will be|shall be) (?:away|out of (?:the )?office|on (?:annual )?leave)\b[^.]{0,80}\b(?:until|from|and will|returning|back on|to)\b/;

/** What one message asks and tells. Everybody's words are read alike: councillors', officers' and those of people outside. */
export function readAsking(wording: Wording, names: NameReader, roster: Roster, date: LocalDate): AskingFacts {
  const { subject } = wording;
  const text = withoutSignOff(wording);
  const folded = foldText(`${subject}\n${text}`);
  if (automatic.test(folded) || (folded.length < 600 && away.test(folded))) return nothing;
  const sentences = sentencesOf(withoutQuotations(text));
  const asks = readAsks(sentences, subject, firstNamesOf(roster));
  const other = sentences.find(({ plain }) => turnsToOtherMatter.test(plain));
  const substance = isAboutPremises(folded) ? sentences.find(isSubstantial) : undefined;
  const right = sentences.find(({ plain }) => claimsRightOfEverybody(plain));
  const isAsking = asks.some(({ kind }) => kind !== 'concern');
  return {
    asks,
    isBusiness: isBusinessWithin(
      folded,
      asks.map((ask) => foldText(ask.quote)),
    ),
    substance: substance === undefined ? null : quote(substance.written),
    rightOfEverybody: right === undefined ? null : quote(right.written),
    circular: findCircularWords(folded),
    settled: readSettled(sentences, isAsking),
    directContact: readDirectContact({ subject, text }, names, roster, date),
    asksLeave: readAskingLeave(`${subject}\n${text}`, sentences, names, roster, date),
    yes: readShortYes(sentences),
    otherMatter: other === undefined ? null : quote(other.written),
    named: asks.length > 0 || substance !== undefined ? idsNamed(`${subject}\n${text}`, names, date) : [],
    matters: roster.council.arrangements
      .map(({ subject: matter }) => matter)
      .filter((matter) => speaksOf(folded, matter)),
  };
}

/** "While you are at it", "one more": what was agreed for one matter need not hold for this. */
const turnsToOtherMatter =
  /\b(?:one (?:more|other|last)(?: thing)?|another (?:thing|matter|job|one)|while (?:you|you're|i|i'm|we|we're) |by the way|btw|separately|on (?:a|another) (?:different|separate|other) (?:matter|note|subject)|in addition|besides|as well as that|p\.?s\.?|also|at the same time|something else|different (?:subject|matter))\b/;

const firstNames = new WeakMap<Roster, ReadonlySet<string>>();

function firstNamesOf(roster: Roster): ReadonlySet<string> {
  const known = firstNames.get(roster);
  if (known !== undefined) return known;
  const names = new Set(
    roster.council.people.flatMap(({ name, aliases }) =>
      [name, ...aliases].map((each) => foldText(each).split(' ')[0] ?? ''),
    ),
  );
  firstNames.set(roster, names);
  return names;
}

function readAsks(sentences: readonly Sentence[], subject: string, firstNames: ReadonlySet<string>): Ask[] {
  const asks: Ask[] = [];
  const spoken = saysNothing(sentences) ? [...sentences, { written: subject, plain: foldText(subject) }] : sentences;
  for (const [index, sentence] of spoken.entries()) {
    // A copy note wants nothing of its readers, whatever stands in it.
    if (takesBack(sentence.plain) || /^b?cc ?:/.test(sentence.plain)) continue;
    const opened = withoutOpening(sentence, (word) => firstNames.has(word));
    const kind = readAsk(opened);
    if (kind !== null) {
      const list = spoken.slice(index + 1, index + 4);
      const isDocument =
        asksForDocument(opened.plain) ||
        asksForItsDocument(sentence.plain, spoken[index - 1]?.plain ?? '') ||
        (opensList.test(sentence.plain) && list.some(({ plain }) => namesDocument(plain)));
      asks.push({
        kind: isDocument ? 'document' : kind,
        quote: quote(sentence.written),
        isOrder: kind === 'instruction',
      });
    }
    if (isConcern(sentence.plain)) asks.push({ kind: 'concern', quote: quote(sentence.written), isOrder: false });
  }
  return asks;
}

/** "For the fete file I need", with the things on lines of their own. */
const opensList = /(?:\b(?:need|send me|have|like|for|want|following|these|see)\s*:?|:)$/;

/** "Subject says it all", or a text of next to nothing: then the subject is what was said. */
function saysNothing(sentences: readonly Sentence[]): boolean {
  const length = sentences.reduce((sum, { plain }) => sum + plain.length, 0);
  return (
    length < 15 ||
    sentences.some(({ plain }) =>
      /\b(?:subject (?:line )?says|see (?:the )?subject|as (?:per )?(?:the )?subject|as above)\b/.test(plain),
    )
  );
}

const courtesy =
  /^(?:(?:many |so many |huge |big )?thank(?:s| you)|cheers|ta\b|bless you|great|lovely|brilliant|super|splendid|marvellous|wonderful|excellent|fantastic|well done|congratulations|what an?\b|sorry|(?:my )?apologies|yes|yep|no\b|ok|okay|agreed|fine|noted|received|got (?:it|them)|will do|see you|i'?ll (?:be there|come|see you|do (?:that|it))|i (?:can|can't|cannot|will|shall) (?:come|attend|make|be there|do)|look(?:ing)? forward|i look forward|hope|i hope|good luck|happy to|glad|pleased|that'?s (?:great|fine|perfect|lovely|very)|all good|perfect|no (?:problem|worries)|you'?re welcome|count me in|much appreciated|very (?:kind|helpful|good)|how (?:kind|nice|lovely|thoughtful|are)|all the best|(?:have|do have) a)/;

/** It tells something beyond courtesy: enough words of its own, that are no thanks, no acceptance and no greeting. */
function isSubstantial(sentence: Sentence): boolean {
  const { plain } = withoutOpening(sentence);
  return (
    plain.split(' ').length >= 5 &&
    !courtesy.test(plain) &&
    !/\bthank(?:s| you)\b|\bis fine (?:by|with|for) me\b|\bappreciate/.test(plain)
  );
}

function idsNamed(text: string, names: NameReader, date: LocalDate): string[] {
  return [
    ...new Set(names.mentions(text, date).flatMap(({ people, kind }) => (kind === 'group' ? [] : people))),
  ].sort();
}

/** Every word of the arrangement's subject, whatever its ending. */
function speaksOf(folded: string, matter: string): boolean {
  const words = foldText(matter).match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => word.length > 3);
  return (telling.length > 0 ? telling : words).every((word) =>
    folded.includes(word.length > 4 ? word.replace(/(?:ies|ing|es|s)$/, '') : word),
  );
}
