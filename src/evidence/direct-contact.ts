import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { NameReader } from './names.ts';
import { foldText, quote, type Sentence, sentencesOf } from './words.ts';

/** Words by which somebody agrees that another turns to an officer directly; `people`: ids of those named, none where nobody is. */
export type DirectContact = { quote: string; people: string[] };

/** Turning to somebody; whom, the roster decides. */
const turn =
  '(?:go (?:straight |direct(?:ly)? )?(?:to|thru|through)|write(?: direct(?:ly)?| straight)? to|speak (?:direct(?:ly)? )?(?:to|with)|talk (?:direct(?:ly)? )?(?:to|with)|deal(?:ing)? (?:direct(?:ly)? )?with|liaise (?:direct(?:ly)? )?with|correspond (?:direct(?:ly)? )?with|work (?:direct(?:ly)? )?with|contact|email|e-mail|ring|phone|call|ask|tell|approach|message|text|drop|get on to|get hold of|get in touch with|check with|arrange|settle|sort|fix|agree|have (?:it|that) out with|take|put|send|give|let|raise|pass|address|direct|bring|discuss)';

const patterns: RegExp[] = [
  // "you may correspond directly with", "happy for you to go straight to", "feel free to email"
  new RegExp(
    `\\b(?:you (?:may|can|could|are (?:free|welcome)|might as well|'re (?:free|welcome)|should|ought to|have my)|you're (?:free|welcome)|(?:happy|content|fine|glad|quite happy|no objection|good)(?: by me| with me)? (?:for you |whatever |at all |if you |to your |with your |to you )?(?:to |if you )?|feel free to|do (?:please )?|please (?:do )?|by all means|just (?:you )?|best(?: to)?|better to|why (?:not|don't you)|no objection (?:whatever |at all )?to your|agree(?:d|ment)? (?:that|to)|i (?:agree|confirm|consent|am content|don't mind)|permission to|blessing to|yes[, ]|certainly[,. ]|of course)\\b[^.;?!]{0,60}?\\b(?:${turn}|going|writing|speaking|talking|dealing|contacting|emailing|ringing|asking|approaching|sending|corresponding|liaising)\\b`,
  ),
  // "ask Tom that one", "Drop him a line", "put your questions to him", "email Tom", "tell Tom, not me"
  new RegExp(
    `^(?:(?:best|just|then|and|so|please|yes|certainly|anything else|for that|on that|now|ooh)[ ,]+)*(?:${turn})\\b[^.;?!]{0,60}`,
  ),
  /\b(?:so|and|,|-) (?:please )?(?:put|send|take|direct|address|ask|email|ring|write|speak|talk|drop)\b(?! (?:me|it to me))[^.;?!]{0,40}\b(?:to|him|her|tom)\b/,
  // "you and Tom can sort it between you", "leave it to you two"
  /\b(?:you|you two|both of you|the two of you|you both)\b[^.;?!]{0,40}\b(?:between (?:you|yourselves|the two of you)|should talk|(?:can|could|may|should|work|sort|settle|arrange|fix)\b[^.;?!]{0,20}\b(?:together|out|direct))|\b(?:leave|let) you and\b|\bbetween the two of you\b|\b(?:suggest|propose) (?:that )?you and\b/,
  // "is what you want", "Tom, direct please", "with my full permission", "he's quite content to hear from you"
  /\b(?:is (?:what|who|whom|the (?:man|woman|person|one)) (?:you (?:want|need)|to ask)|'s (?:the (?:man|woman|person|one)|department|your man)|,? direct please|(?:with )?my (?:full )?(?:permission|blessing|consent|agreement)|(?:content|happy|glad|willing|expecting|pleased) (?:for you |to hear |you to |to be (?:asked|contacted) )?(?:from|by)? ?you\b|needn't (?:go|come) through me|without (?:going through|copying) me|cut out the middle|no need to (?:copy|cc|go through|involve|come through) me|don't (?:need|have) to (?:go through|copy|come through|be in the middle)|(?:direct|straight|directly) (?:to|with)|approach (?:him|her) direct|yourself\b)/,
  // "I have copied Tom in, who will liaise with you"
  /\b(?:will|to|can) (?:liaise|be in touch|deal|work|get in touch) (?:direct(?:ly)? )?with you\b(?: direct(?:ly)?)?/,
];

/** What forbids it, keeps it with the Clerk, or speaks of something past. */
const refusal =
  /\b(?:don't|do not|dont|please don't|never|can't|cannot|can not|won't|will not|rather you didn't|rather not|would not|wouldn't|shouldn't|should not|didn't|must not|mustn't|not to|not agree|not go|not (?:tom|his|her|for (?:him|her))|nor|object to|instead of|rather than|and not to|except|afraid (?:it|that|not|i)|sooner not|in future (?:to|through|via) me|please (?:come|write|bring|send)[^.;?!]{0,30}\bto me\b|(?:come|comes|bring|brought|needs to come|send|sent|put) [^.;?!]{0,30}\bto me\b|to me,? (?:please|as|first)|through me\b|leave it with me|reminder|was agreed|is agreed for nothing|spoke to|you mention|i gather|i understand|thank you for (?:coming|writing)|i'll (?:take|speak|ask|tell|get|see|put|have)|i will (?:take|speak|ask|tell|see|have)|i've (?:asked|told|left|passed|booked|looked|put|given)|i have (?:asked|told|left|passed|booked|put|given)|i'm asking|will (?:log|do|have|send|bring|set)|no longer)\b/;

/** They allow it in the same breath as they speak of what they will not need. */
const allowsAll =
  /\b(?:not me|i don't need to be|no need to (?:copy|cc|go through|involve|come through)|no objection|don't mind|won't mind|wouldn't (?:mind|know)|don't know|that you (?:may|can|could|are free|are welcome)|needn't|don't have to|not at all|tell \w+, not me|i'll leave (?:it to )?you and|i'll leave you|can't see why not|so please)\b/;

const shortYes =
  /^\W*(?:(?:dear|hi|hello|thank you|thanks)[^.!,]{0,30}[.!,] *)?(?:yes|yep|aye|of course(?: you (?:can|may))?|certainly|by all means|please do|do|sure|absolutely|no problem|fine|fine by me|that's fine|happy with that|ok|okay|agreed|go ahead|i agree|feel free|not at all|no objection|you (?:may|can))\b[^?]{0,40}$/;
const asksForContact =
  /\b(?:can|may|could|shall|should|might|ok|okay|all right) i\b[^.;]{0,30}\b(?:ask|contact|speak|talk|write|go|deal|email|ring|approach|liaise)\b|\b(?:ask|contact|speak(?:ing)? to|deal(?:ing)? with|contact(?:ing)?|talk(?:ing)? to|direct(?:ly)? (?:to|with))\b[^.;]{0,30}\?/;

/**
 * Words by which the writer, if that is the Clerk, agrees to direct contact. Officers whom a sentence only calls "him" are looked for in
 * the message and in its subject.
 */
export function readDirectContact(
  { subject, text }: { subject: string; text: string },
  names: NameReader,
  roster: Roster,
  date: LocalDate,
): DirectContact[] {
  const sentences = sentencesOf(text);
  const candidates = sentences.map((sentence) => wordsOfContact(sentence, sentences.length, subject));
  if (candidates.every((words) => words === null)) return [];
  const isOther = (id: string): boolean => isOtherOfficer(id, roster, date);
  const around = officersIn(`${subject}\n${text}`, names, isOther, date);
  if (around.length === 0) return [];
  const isRefused = sentences.some(({ plain }) => refuses(plain));
  const found: DirectContact[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const words = candidates[index] ?? null;
    if (words === null) continue;
    const named = officersIn(sentence.written, names, isOther, date);
    if (named.length === 0 && (isRefused || !words.mayPointBack)) continue;
    if (named.length > 0 && refuses(sentence.plain)) continue;
    found.push({ quote: quote(sentence.written), people: named.length > 0 ? named : around });
  }
  return found;
}

/** An officer who is not the Clerk that day. */
function isOtherOfficer(id: string, roster: Roster, date: LocalDate): boolean {
  const person = roster.personOfId(id);
  return person !== null && roster.isOfficerOn(person, date) && !roster.holdsOffice(person, 'clerk', date);
}

function refuses(plain: string): boolean {
  return refusal.test(plain) && !allowsAll.test(plain);
}

function wordsOfContact({ plain }: Sentence, count: number, subject: string): { mayPointBack: boolean } | null {
  if (refuses(plain)) return null;
  if (count <= 4 && shortYes.test(plain) && asksForContact.test(foldText(subject))) return { mayPointBack: true };
  const bare = plain
    .replace(/^(?:dear |hi |hello )?[a-z' ]{2,25}(?:,| -)\s+/, '')
    .replace(/^(?:yes|certainly|of course|ok|fine)[,.]? /, '');
  if (!patterns.some((pattern) => pattern.test(plain) || pattern.test(bare))) return null;
  return { mayPointBack: /\b(?:him|her|them|he|she|they|you two|you both|between)\b/.test(plain) };
}

function officersIn(text: string, names: NameReader, isOfficer: (id: string) => boolean, date: LocalDate): string[] {
  const ids = names.mentions(text, date).flatMap(({ people }) => people);
  return [...new Set(ids.filter(isOfficer))].sort();
}
