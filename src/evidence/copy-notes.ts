import type { LocalDate } from '../council/council.ts';
import type { NameMention, NameReader } from './names.ts';
import { foldText, quote, sentencesOf } from './words.ts';

/**
 * A place in the new text that says who was copied (contract, section 4: "a note counts anywhere in the new text that says
 * plainly who was copied"). `statement` notes are so plain that they may also be held against the writer when they are not true.
 */
export type CopyNote = { quote: string; mentions: NameMention[]; statement: boolean };

const label =
  /^[\W_]*(?:fao [^/|;]{1,60}[/|;]\s*)?(?:b?c\.?\s?c\.?(?:'d|'ed|ed)?|b?cc|(?:with )?(?:a )?cop(?:y|ies)|copied|copying|copi i|circulat(?:ion|ed)|distribution|distributed|for (?:the )?info(?:rmation)?(?: of)?|fyi|also (?:sent )?to|also for)(?:\s*[:\-/.]|\s+(?:in|to|for|by email)\b|\s+\()?\s*[:\-.]?\s*/;

/** A label that needs a separator or a preposition behind it, since the bare word begins ordinary sentences too. */
const weakLabel = /^[\W_]*(?:(?:with )?(?:a )?cop(?:y|ies)|copied|copying|circulat(?:ion|ed)|distribution|distributed|for (?:the )?info(?:rmation)?|fyi|also for|also)\b/;
const weakLabelWithSeparator =
  /^[\W_]*(?:(?:with )?(?:a )?cop(?:y|ies)|copied|copying|circulat(?:ion|ed)|distribution|distributed|for (?:the )?info(?:rmation)?(?: of)?|fyi|also (?:sent )?)\s*(?:[:\-]|in\b|to\b|\bi\b|\/)/;

/** What a label line may lead to that is no list of people. */
const notPeople = /\b(?:attached|enclosed|deadline|invoice|below|herewith|room|of the|of my|of your|of our|below|above|is on|are on|in the (?:post|file|office))\b/;

const inlineLabel = /(?:[(/|;]|\s[-–]\s|\.\s)\s*(?:b?cc(?:'d|ed)?|c\.c\.?|cop(?:y|ied)(?: in)?(?: to)?)\s*[:.]?\s+([^)\n]{2,160})/i;

const addressee = '(?:this|it|the above|my (?:reply|e-?mail|letter|note|answer|message)|(?:this|the) (?:e-?mail|letter|message|note|reply|mail|correspondence))';
const who = "(?:i|we|i've|we've|i'm|we're|i'll|we'll|have|am|are|also|now|therefore|shall|will be)";

/** Sentences that say that this very message was copied. */
const statements: RegExp[] = [
  new RegExp(`\\b${who} (?:have |am |are |also |now |just )*(?:blind[- ])?(?:copied|copying|cc'?d|cc'?ed|cc'?ing|bcc'?d|bcc'?ing)(?: in| this| it|\\b)`),
  new RegExp(`\\b(?:copied|copying|cc'?d|cc'?ing|bcc'?d|looped|looping|brought|including|included|put) .{2,90}?\\b(?:in|into|in(?:to)? on|on|to) ${addressee}`),
  /\b(?:is|are|has been|have been|was|were|being|will be) (?:also |both |all |hereby |openly )*(?:blind[- ])?(?:copied|cc'?d|cc'?ed|bcc'?d|blind[- ]copied)\b/,
  /\b(?:is|are|'s|'re|has been|have been) (?:also |both |all )*(?:in|on|in the) (?:copy|cc|bcc|c\.c)\b/,
  new RegExp(`\\bcop(?:y|ies) of ${addressee} (?:has been|have been|is being|is|are|goes|go|was|were|will be|has gone|have gone|also goes) (?:also |being )*(?:sent|given|going|passed|provided|forwarded|supplied|e-?mailed|on its way|gone)?\\b`),
  new RegExp(`\\b(?:sent|sending|given|giving|forwarded|forwarding) (?:a )?cop(?:y|ies)(?: of ${addressee})? to\\b`),
  new RegExp(`\\b${addressee} (?:is|has been|was|goes|is being) (?:also )?(?:copied|sent|going|cc'?d|bcc'?d|gone)(?: as well)?(?: in)? to\\b`),
  /\b(?:with|by) (?:a )?copy (?:of this )?to\b/,
  /^\W*(?:also )?(?:cop(?:ied|ying)|cc'?d|cc'?ing|bcc'?d|looping)(?: in| this)?(?: to)? (?!of\b)/,
  /\bi (?:am|have|was)? ?(?:also )?(?:send|sending|sent|let|letting) .{2,60}? (?:have|has|see|a copy of) (?:a copy of )?this\b/,
  /\(\s*(?:who is |who are |also )?(?:copied|cc'?d|in copy|copied in|on copy|bcc'?d)(?: here| in| above)?\s*\)/,
  /\bcop(?:ied|ying) (?:in |to )?(?:so|so that|because|as|since|for)\b/,
];

/** Wishes, questions and reports about copies are no notes. */
const notStated =
  /\?\s*$|\b(?:could|can|would|will|should|may|might|shall|please|do|don't|not|never|no|nobody|without|asked|asks|ask|wants?|wanted|would like|requested|if|unless|in future|next time|instead of)\b[^.]{0,50}\b(?:cop(?:y|ies|ied|ying)|cc|bcc)\b|\bno cop(?:y|ies)\b|\b(?:not|never|nobody|isn't|aren't|wasn't|weren't|haven't|hasn't|have not|has not|am not|is not|are not)\b[^.]{0,30}\b(?:copied|copying|cc'?d|bcc'?d)\b/;

/** Every copy note in the new text. `newText` is the zone of that name: quoted history is no part of it. */
export function readCopyNotes(newText: string, reader: NameReader, date: LocalDate): CopyNote[] {
  const notes: CopyNote[] = [...labelledNotes(newText, reader, date)];
  const sentences = sentencesOf(newText);
  for (const [index, sentence] of sentences.entries()) {
    const folded = foldText(sentence);
    if (!/cop(?:y|i)|cc|c\.c|loop|let .* have|this (?:e-?mail|letter|message|note)/.test(folded)) continue;
    const inline = inlineLabel.exec(sentence);
    if (inline?.[1] !== undefined) add(notes, sentence, reader.mentions(inline[1], date), true);
    if (notStated.test(folded) || !statements.some((pattern) => pattern.test(folded))) continue;
    const mentions = reader.mentions(sentence, date);
    const onlyPronoun = mentions.length === 0 && /\b(?:he|she|they|both|him|her|them)(?:'s|'re|\b)/.test(folded);
    // "Let Peter have one too. He's copied in." names Peter in the sentence before.
    if (onlyPronoun) add(notes, sentence, reader.mentions(sentences[index - 1] ?? '', date), false);
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
    if (notPeople.test(list) || notStated.test(folded)) continue;
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
