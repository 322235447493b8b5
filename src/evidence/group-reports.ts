import { anyGroup, type GroupNames } from './group-names.ts';
import {
  anyPaper,
  askedForGroup,
  forEverybody,
  forGroup,
  groupsOwn,
  groupWished,
  handsOver,
  handsToGroup,
  nothingAnywhere,
  nothingMade,
  otherWish,
  refusesToWrite,
  tellsNothing,
  tellsOfReport,
  tellsOfUnnamed,
  wishedToKnow,
} from './group-report-words.ts';
import { baseSubject } from './marks.ts';
import { type Wording, withoutSignOff } from './wording.ts';
import { plainWording, quote, sentencesOf } from './words.ts';

/** One message, with the names of groups replaced: its subject, its own sentences, and the first lines of documents. */
export type TaggedText = {
  subject: string;
  isReply: boolean;
  sentences: { written: string; plain: string }[];
  /** The first lines of attached documents, and their names. */
  heads: { written: string; plain: string }[];
  /** What the newest quoted message said. */
  asked: { written: string; plain: string }[];
};

export function tagText(wording: Wording, names: GroupNames): TaggedText {
  const { subject, heads, fileNames, history } = wording;
  const text = withoutSignOff(wording);
  const quoted = history[0]?.text.slice(0, 3_000) ?? '';
  const around = `${subject}\n${text}\n${quoted}`;
  const known = /polgroup/.test(names.tag(around));
  const tagged = (each: string): { written: string; plain: string }[] => pairs(each, names, known);
  return {
    subject: plainWording(names.tag(baseSubject(subject), known)),
    isReply: baseSubject(subject) !== subject.trim(),
    sentences: tagged(text),
    heads: [
      ...heads.map((head) => head.slice(0, 400)),
      ...fileNames.map((name) => name.replace(/[._-]+/g, ' ')),
    ].flatMap(tagged),
    asked: tagged(quoted),
  };
}

/** Sentences as they were written, for quotation, beside the same with the names of groups replaced. */
function pairs(text: string, names: GroupNames, known: boolean): { written: string; plain: string }[] {
  return sentencesOf(text).map(({ written }) => ({
    written,
    plain: plainWording(names.tag(written, known).replace(/[()]/g, ' ')),
  }));
}

/** A report or advice that goes with this message and that by its own words was prepared for, or asked for by, a political group. */
export function readReport(text: TaggedText, names: GroupNames): { quote: string; groups: string[] } | null {
  const { sentences, heads, subject } = text;
  if (sentences.some(({ plain }) => forEverybody.test(plain) && !/\bnot (?:yet )?(?:\w+ )?(?:to|shown)\b/.test(plain)))
    return null;
  const refuses = sentences.some(({ plain }) => refusesToWrite.test(plain));
  const isHandingOver = sentences.some(({ plain }) => handsOver.test(plain));
  const own = sentences.find(
    ({ plain }, index) =>
      isForGroup(plain, isHandingOver, !refuses && sentences.slice(index + 1).some(isStatement)) &&
      (handsOver.test(plain) || (!refuses && !nothingMade.test(plain))),
  );
  if (own) return found(own.written, text, names);
  const head = heads.find(({ plain }) => forGroup.test(plain));
  if (head) return found(head.written, text, names);
  if (refuses) return null;
  if (!text.isReply && forGroup.test(subject) && (isHandingOver || sentences.length > 0))
    return found(sentences[0]?.written ?? '', text, names);
  return asRequested(text, names);
}

function isForGroup(plain: string, isHandingOver: boolean, isAnswering: boolean): boolean {
  if (groupsOwn.test(plain)) return false;
  if (forGroup.test(plain) || handsToGroup.test(plain)) return true;
  if (otherWish.test(plain)) return false;
  if (isHandingOver && groupWished.test(plain) && (wishedToKnow.test(plain) || handsOver.test(plain))) return true;
  return isAnswering && askedForGroup.test(plain) && wishedToKnow.test(plain);
}

/** What stands behind a question can only be the answer, unless it asks or promises. */
function isStatement({ plain }: { plain: string }): boolean {
  return plain.split(' ').length >= 3 && !plain.endsWith('?') && !nothingMade.test(plain);
}

/** "Two sides, as requested", where what is quoted below asks for them for the group. */
function asRequested(text: TaggedText, names: GroupNames): { quote: string; groups: string[] } | null {
  // "For the Residents' group: the lease allows …", below which the group's question stands.
  const headed = text.sentences.find(({ plain }) => headsAnswer.test(plain));
  const handing =
    headed ??
    text.sentences.find(({ plain }) =>
      /\b(?:as (?:requested|asked|you asked|promised|discussed)|you (?:asked|wanted)|(?:your|the) request|here (?:is|it is|are|you are)|attached|enclosed|below)\b/.test(
        plain,
      ),
    );
  const asking = text.asked.find(
    ({ plain }) =>
      (headed !== undefined || /polgroup|\b(?:the|our) group\b/.test(plain)) &&
      anyPaper.test(plain) &&
      /\b(?:could|would|can|will|may|might|please|like|want|need|ask|asks|grateful|request)\b/.test(plain) &&
      !/\b(?:come|attend|join)\b/.test(plain),
  );
  return handing && asking ? found(handing.written, text, names) : null;
}

const headsAnswer = new RegExp(`^for (?:the )?${anyGroup}(?:'s?)? ?:`);

/** The groups named: in the sentences of the message first, else in subject, documents and what it answers. */
function found(sentence: string, text: TaggedText, names: GroupNames): { quote: string; groups: string[] } {
  const places = [text.sentences, [{ plain: text.subject }], text.heads, text.asked];
  const named = places.map((place) => names.namedIn(place.map(({ plain }) => plain).join('\n')));
  return { quote: quote(sentence), groups: named.find((groups) => groups.length > 0) ?? [] };
}

/** Words that tell that such a report or advice exists, and the groups that they name. */
export function readNotice(text: TaggedText, names: GroupNames): { quote: string; groups: string[] } | null {
  const own = [...text.sentences, ...text.heads];
  if (own.some(({ plain }) => nothingAnywhere.test(plain))) return null;
  const joined = own.map((each, index) => ({ ...each, plain: `${each.plain} ${follows(own[index + 1]?.plain)}` }));
  const telling = joined.find(
    ({ plain }) => (tellsOfReport.test(plain) || tellsOfUnnamed.test(plain)) && !tellsNothing.test(plain),
  );
  return telling ? { quote: quote(telling.written), groups: names.namedIn(telling.plain) } : null;
}

/** "It has had a report": what the next sentence says of a group that this one names. */
function follows(next: string | undefined): string {
  return next !== undefined &&
    /^(?:it|that|this|they|and|which|there|i (?:have|wrote|did)|a (?:report|note|paper|briefing))\b/.test(next)
    ? next
    : '';
}
