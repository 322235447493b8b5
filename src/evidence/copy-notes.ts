import type { LocalDate } from '../council/council.ts';
import type { NameMention, NameReader } from './names.ts';
import { foldText, quote, sentencesOf } from './words.ts';

/**
 * A place in the new text that says who was copied (contract, section 4: "a note counts anywhere in the new text that says
 * plainly who was copied"). `statement` notes are so plain that they may also be held against the writer when they are not true.
 */
export type CopyNote = { quote: string; mentions: NameMention[]; statement: boolean };

const label =
  /^[\W_]*(?:fao [^/|;]{1,60}[/|;]\s*)?(?:blind |fyi:? |fyi,? |in |open |on )?(?:b?c\.?\s?c\.?(?:'d|'ed|ed)?|b?cc|c\/c|(?:with )?(?:a )?cop(?:y|ies)|copied|copying|copi i|circulat(?:ion|ed)(?: list)?|distribution(?: list)?|distributed|for (?:the )?info(?:rmation)?(?: of)?|fyi|also (?:sent )?to|also for)(?:\s*[:\-/.;]|\s+(?:in|to|for|by email)\b|\s+\(|\s*$)?\s*[:\-.]?\s*/;

/** A label that needs a separator or a preposition behind it, since the bare word begins ordinary sentences too. */
const weakLabel =
  /^[\W_]*(?:(?:with )?(?:a )?cop(?:y|ies)|copied|copying|circulat(?:ion|ed)|distribution|distributed|for (?:the )?info(?:rmation)?|fyi|also for|also)\b/;
const weakLabelWithSeparator =
  /^[\W_]*(?:(?:fyi:? |in |blind )?(?:with )?(?:a )?cop(?:y|ies)|copied|copying|circulat(?:ion|ed)(?: list)?|distribution(?: list)?|distributed|for (?:the )?info(?:rmation)?(?: of)?|fyi|also (?:sent )?)\s*(?:[:\-;]|in\b|to\b|\bi\b|\/|$)/;

/** What a label line may lead to that is no list of people. */
const notPeople =
  /\b(?:attached|enclosed|deadline|invoice|below|herewith|room|of my|of your|of our|above|is on|are on|costs?|avoided|in the (?:post|file|office))\b|^(?:is|are|was|were|has|have|will|would|it|this|that|and|or|if|when|the (?:\w+ ){1,3}(?:is|are|was|were|will|has|have))\b/;

const inlineLabel =
  /(?:[(/|;]|\s[-–]\s|[.!?]\s|^)\s*(?:b?cc(?:'d|ed)?|c\.c\.?|cop(?:y|ied)(?: in)?(?: to)?)\s*[:.]?\s+([^)\n]{2,160})/i;

const mail = '(?:e-?mail|letter|message|note|reply|mail|correspondence|answer)';
const addressee = `(?:this(?: (?:very |same |selfsame )?${mail})?|it|the above|my ${mail}|the (?:same|present) ${mail}|${mail} (?:above|below))`;
const adverbs = '(?:also |both |all |now |just |openly |hereby |therefore |too |being |thereby )*';

const copying =
  "(?:copied|copying|cc-?'?d|cc-?'?ed|cc-?'?ing|cc-ing|bcc-?'?d|bcc-?'?ing|blind[- ]cop(?:ied|ying)|loop(?:ed|ing)(?: in)?)\\b";

/** Sentences that say that this very message was copied. */
const statements: RegExp[] = [
  // "Cllr Crowe copied me in" is about another message: the writer is who copies, or somebody is copied.
  new RegExp(`\\b(?:i|we|i've|we've|i'm|we're|i'd|liberty of|by) (?:\\w+ ){0,4}?${copying}(?! out| down| from)`),
  new RegExp(`\\b(?:is|are|been|being|'s|'re|gets?|got|duly|hereby|both|also) (?:\\w+ ){0,3}?${copying}`),
  new RegExp(`(?:^|[,;] )\\W*(?:also |now |hence |have |just )*${copying}(?! out| down| from)`),
  new RegExp(
    `\\b[a-z'-]+[,)]? ${copying}(?: in)?(?: here| too| as well| on this(?: one)?| for info(?:rmation)?)?\\W*$`,
  ),
  new RegExp(
    `\\b(?:brought|bringing|includ(?:ed|ing)|put|added|adding|taken|roped|drawn) .{2,90}?\\b(?:in|into|in(?:to)? on|on|to) (?:${addressee}|copy|the (?:e-?mail|thread|conversation|cc|loop))\\b`,
  ),
  /\b(?:is|are|'s|'re|has been|have been|being|with) (?:\w+ ){0,3}?(?:in|on|in the|on the) (?:copy|cc|bcc|c\.c|loop)\b|\bin (?:copy|cc)\b/,
  new RegExp(
    `\\bcop(?:y|ies) of ${addressee} ${adverbs}(?:has been|have been|is being|is|are|goes|go|was|were|will be|has gone|have gone|went)\\b`,
  ),
  new RegExp(
    `\\b(?:sent|sending|given|giving|forwarded|forwarding|slipped|letting|let) (?:\\S+ ){0,5}?(?:a |blind )*cop(?:y|ies) of ${addressee}`,
  ),
  new RegExp(`\\b(?:sent|sending|giving|forwarding|send) ${addressee} (?:\\w+ )?(?:to|on to)\\b`),
  new RegExp(
    `\\b${addressee} (?:is|has been|was|goes|is being|has|will be|also) ${adverbs}(?:copied|sent|going|goes|cc'?d|bcc'?d|gone)(?: as well)?(?: in)? (?:to|out to)\\b`,
  ),
  new RegExp(
    `\\b(?:has|have|gets?|getting|got|had|holds?|receives?|receiving|sees?|giving|given|slipped|sent|passed|handed) (?:\\S+ ){0,3}?(?:${addressee}|a (?:blind )?copy(?: of ${addressee})?|sight of ${addressee})(?: too| as well| also| blind| at the same time| likewise)?(?=[.,;)!]| at | by | because| since| so | as | for |$)`,
  ),
  /\b(?:with|by) (?:a )?copy (?:of this )?to\b/,
  /\(\s*(?:who is |who are |also )?(?:copied|cc'?d|in copy|copied in|on copy|bcc'?d)(?: here| in| above)?\s*\)/,
];

/** Wishes, questions, rules and reports about other copies are no notes. */
const notStated =
  /\?\s*$|\b(?:could|can|would|will|should(?! (?:know|be aware|note|mention|say|tell|add|explain|see))|may|might|shall|please(?! (?:note|be aware|see))|do|don't|not|never|no|nobody|without|asked|asks|ask|wants?|wanted|wishes|would like|requested|if|unless|you had|you have|in future|next time|instead of|to be)\b[^.]{0,50}\b(?:cop(?:y|ies|ied|ying)|cc|bcc|loop)\b|\bno cop(?:y|ies)\b|\b(?:not|never|nobody|isn't|aren't|wasn't|weren't|haven't|hasn't|have not|has not|am not|is not|are not)\b[^.]{0,30}\b(?:copied|copying|cc'?d|bcc'?d)\b|\b(?:copied|cc'?d|bcc'?d|sent|copies?)\b[^.]{0,50}\b(?:only where|where the member|as a rule|in general|usually|always|by mistake|e-?mails? (?:of|from|dated|last)|letters? (?:of|from|dated|last)|last (?:week|month|time|year)|yesterday's|minutes|agenda|plan\b|plans\b|lease|policy|form\b|key|keys|drawing|report|invoice|map|photographs?)\b|\bcopying (?:costs?|charges?|machine|paper)\b|\b(?:was|were|had been) (?:\w+ )?(?:copied|cc'?d) (?:in )?(?:on|to|into) (?:the|my|your|that|an|another|his|her)\b/;

/** Every copy note in the new text. `newText` is the zone of that name: quoted history is no part of it. */
export function readCopyNotes(newText: string, reader: NameReader, date: LocalDate): CopyNote[] {
  const notes: CopyNote[] = [...labelledNotes(newText, reader, date)];
  const sentences = sentencesOf(newText);
  for (const [index, { written: sentence, plain: folded }] of sentences.entries()) {
    if (!/cop(?:y|i)|cc|c\.c|loop|blind|\bthis\b/.test(folded)) continue;
    const inline = inlineLabel.exec(sentence);
    if (inline?.[1] !== undefined && !notPeople.test(foldText(inline[1])))
      add(notes, sentence, reader.mentions(inline[1], date), true);
    if (notStated.test(folded) || !statements.some((pattern) => pattern.test(folded))) continue;
    const mentions = reader.mentions(sentence, date);
    const onlyPronoun = mentions.length === 0 && /\b(?:he|she|they|both|him|her|them)(?:'s|'re|\b)/.test(folded);
    // "Let Peter have one too. He's copied in." names Peter in the sentence before.
    if (onlyPronoun) add(notes, sentence, reader.mentions(sentences[index - 1]?.written ?? '', date), false);
    else add(notes, sentence, mentions, true);
  }
  return notes;
}

function add(notes: CopyNote[], text: string, mentions: NameMention[], statement: boolean): void {
  if (mentions.length > 0) notes.push({ quote: quote(text), mentions, statement });
}

/** Notes in the form of a label at the head of a line, whose list of names may run on over the lines that follow. */
function labelledNotes(newText: string, reader: NameReader, date: LocalDate): CopyNote[] {
  const notes: CopyNote[] = [];
  const lines = newText.split('\n');
  for (const [index, line] of lines.entries()) {
    const folded = foldText(line);
    if (folded === '' || folded.length > 300) continue;
    const match = label.exec(folded);
    if (match === null) continue;
    if (weakLabel.test(folded) && !weakLabelWithSeparator.test(folded)) continue;
    const list = folded.slice(match[0].length);
    if (notPeople.test(list) || notStated.test(folded.slice(match[0].length))) continue;
    const names = [line.slice(Math.min(match[0].length, line.length)), ...continuation(lines, index, list === '')];
    const text = [folded.slice(match[0].length), ...names.slice(1)].join('\n');
    const mentions = reader.mentions(text, date);
    // "cc Cllr Teal when you reply" is a sentence that begins with a label; a list of names has few words that name nobody.
    add(notes, [line, ...names.slice(1)].join(' '), mentions, isListOfNames(text));
  }
  return notes;
}

/** The lines behind a label that carry its list on: short ones, up to the next empty line. */
function continuation(lines: string[], index: number, labelStandsAlone: boolean): string[] {
  const following: string[] = [];
  for (let at = index + 1; at < lines.length && following.length < 12; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '') {
      if (labelStandsAlone && following.length === 0) continue;
      break;
    }
    if (line.length > 80 || /^(?:enc|encl|tel|www|http|--|dear|from|to|subject)\b/i.test(line)) break;
    following.push(line);
  }
  return following;
}

function isListOfNames(text: string): boolean {
  const verbs = /\b(?:when|if|please|will|would|is to|should|asked|wants|needs|says|said|thinks|could|can)\b/i;
  return !verbs.test(text);
}
