import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { NameReader } from './names.ts';
import { escapePattern, foldText, quote, type Sentence, sentencesOf } from './words.ts';

/** Words by which somebody agrees that another turns to an officer directly; `people`: ids of those meant. */
export type DirectContact = { quote: string; people: string[] };

const direct = '(?:direct(?:ly)? |straight )?';
const turn = `(?:go ${direct}(?:to|thru|through)|write ${direct}to|speak ${direct}(?:to|with)|talk ${direct}(?:to|with)|deal(?:ing)? ${direct}with|liaise ${direct}with|correspond ${direct}with|work ${direct}with|contact|email|e-mail|ring|phone|call|ask|tell|approach|message|text|drop|instruct|get on to|get hold of|get in touch with|check with|pick (?:it|this|that) up with|carry on with|get on with|do (?:it|that|this) with|work it out with|use|arrange|settle|sort|fix|agree|have (?:it|that) out with|take|put|send|give|let|raise|pass|address|direct|bring|discuss|refer|have (?:it|that|this|them) from)`;
const turning =
  '(?:going|writing|speaking|talking|dealing|contacting|emailing|ringing|asking|approaching|sending|corresponding|liaising|working|instructing)';

/** "You may correspond directly with", "happy for you to go straight to", "no problem with you contacting", "I authorise you to". */
const leave = new RegExp(
  `\\b(?:you (?:may|can|could|are (?:free|welcome)|might as well|'re (?:free|welcome)|should|ought to|have my)|you're (?:free|welcome)|(?:happy|content|fine|glad|good)(?: by me| with me)? (?:for \\S+ |whatever |at all |if you |to your |with your |to you |that you )?(?:to |if you )?|feel free to|do (?:please )?|please (?:do )?|by all means|just (?:you )?|best(?: to)?|better to|quicker (?:if|to)|why (?:not|don't you)|(?:no |any )?(?:objection|problem|issue|difficulty|qualms) (?:whatever |at all )?(?:to|with|if|about) (?:you|your)|agree(?:d|ment)? (?:that|to)|i (?:agree|confirm|consent|am content|don't mind)|(?:authorise|permit|allow|permission(?: granted)?|blessing)(?: for)?:?(?: you)?(?: to)?|yes[, ]|certainly[,. ]|of course|go ahead)\\b[^.;?!]{0,60}?\\b(?:${turn}|${turning})\\b`,
);
/** "Ask Tom that one", "Drop him a line", "put your questions to him", "tell Tom, not me". */
const order = new RegExp(
  `^(?:(?:best|just|you|then|and|so|please|yes|ooh|certainly|anything else|for that|on that|now|either|do)[ ,]+)*(?:${turn})\\b[^.;?!]{0,60}`,
);
const inPassing =
  /(?:\b(?:so|and)|[,:-]) (?:please |just |do |go ahead,?(?: \w+,)? and )?(?:put|send|take|direct|address|ask|email|contact|ring|write|speak|talk|drop|give|go|refer|bring|deal|liaise|work|check|settle|arrange|sort|fix)\b(?! (?:me|it to me))[^.;?!]{0,40}\b(?:to|him|her|tom|them|with)\b/;
/** "You and Tom can sort it between you", "I leave it to you two". */
const together =
  /\b(?:you|you two|both of you|the two of you|you both)\b[^.;?!]{0,40}\b(?:between (?:you|yourselves|the two of you)|should talk|correspond|(?:can|could|may|should|work|sort|settle|arrange|fix)\b[^.;?!]{0,20}\b(?:together|out|direct|dates?|details))|\b(?:leave|let) you and\b|\bbetween the two of you\b|\b(?:suggest|propose|content|happy) (?:that )?you and\b|\band you (?:can|may|could|should) (?:sort|settle|arrange|fix|agree)\b|\bover to (?:you|the (?:two|pair|both) of you)\b|\bthe pair of you\b/;
/** "Is what you want", "Tom, direct please", "with my full permission", "he's quite content to hear from you". */
const pointer =
  /\b(?:is (?:what|who|whom|the (?:man|woman|person|one)) (?:you (?:want|need)|to ask)|(?:is|'s) (?:the (?:man|woman|person|one)|your (?:man|woman|person|contact|best bet)|\w+'s department)|'s department|(?:point of contact|port of call|best bet)|,? direct please|my (?:full )?(?:permission|blessing|consent|agreement)|(?:content|happy|glad|willing|expecting|pleased|be happy) (?:for you |to hear |you to |to be (?:asked|contacted) )?(?:from|by)? ?you\b|(?:needn't|don't (?:need|have) to|no need to|without) (?:go(?:ing)? through|com(?:e|ing) through|copy(?:ing)?(?: me)?|cc|involv(?:e|ing)) me|no need for me to be|cut out the middle|be in the middle|(?:direct|straight|directly) (?:to|with)|(?:him|her) direct|yourself|easie(?:st|r) if you|(?:trouble|bother|involve) me with|to expect (?:you|your)|expecting (?:you|your)|you'll be in touch|you will be in touch)\b/;
/** "I have copied Tom in, who will liaise with you". */
const introduces =
  /\b(?:will|to|can|could) (?:liaise|be in touch|deal|work|get in touch|help you|sort it) (?:direct(?:ly)? )?(?:with you|with that)\b/;
/** "Any changes to Tom please", "questions about the rota go to Tom". */
const channel =
  /^(?:any|all|anything|everything|questions?|changes?|comments?|queries|bookings?|swaps?)\b[^.;?!]{0,60}\b(?:to|via|through|with)\b/;
const visit =
  /\b(?:go and see|pop in and see|pop round|see|visit|have a (?:chat|word) with|work through it with|give) (?:him|her|them|tom|mr|mrs|ms|the)\b/;
/** "While I am away Mr Birch acts in my place", "it would save time if you spoke to Tom", "anything urgent, to him". */
const standsIn =
  /\b(?:in my (?:absence|place|stead)|while i(?:'m| am| was) (?:away|off|out|on leave|on holiday|in hospital|ill)|(?:acts|acting|standing in|stands in|deputi[sz]\w+|covers|covering|is in charge|minding the shop|holding the fort)\b)|\b(?:if|that|rather|sooner) you (?:spoke|wrote|talked|dealt|asked|rang|went|emailed|contacted|put|sent|sorted|settled|fixed|took|approached|had)\b(?! (?:to |with )?me\b)|[,;:-] (?:anything|everything|any|all|questions?|queries|changes?)\b[^.;?!]{0,30}\b(?:to|via|through|with)\b|\b(?:content|happy|glad|fine|agreeable) (?:for|that|with) (?:her|him|them|it|she|he|they|cllr)\b|\b(?:has|have) my leave\b/;
const patterns = [standsIn, leave, order, inPassing, together, pointer, introduces, channel, visit];

/**
 * An officer is named and the reader is spoken to, and it is no news of what the officer did or will do: however a Clerk puts it, that
 * sends the reader to the officer. In doubt it does, since to overlook the Clerk's leave accuses somebody wrongly.
 */
const speaksToReader = /(?<!thank )\b(?:you|your|yours|yourself|you're|you'll|you've)\b/;
const news =
  /\?$|\b(?:enjoyed|asked|told|tells|said|spoke|reports|delivered|discussed|drafted|thanked?|helped|met|rang|called|wrote|sent|mentioned|showed|gave|passed|copied)\b|\b(?:has|have|had|is|was) (?:now |just |already |since )?(?:\w+ed|put|done|made|been|got|taken|written|gone|seen|left|given|sent|told|on leave|away|off)\b|\bfor (?:your )?information\b|\bsays\b|(?:'ll|\bwill) \w+ (?:it|them|one) (?:for|to|with) you\b/;

/** What forbids it, keeps it with the Clerk, or speaks of something past. */
const refusal =
  /\b(?:could not|couldn't|unable to|has no (?:access|authority|part in|say|right)|not in a position|not the (?:person|one|man|woman)|(?:rather|sooner) you \w+ (?:to |with )?me\b|(?:dealt? with|handle|see to|do) (?:it|this|that) (?:alone|myself))|^(?:let me|i'll|i will|i shall|i've|i have)\b(?! (?:let|had a word|no|cleared))|\b(?:don't|do not|never|can't|cannot|can not|won't|will not|rather you (?:didn't|did not)|rather not|would not|wouldn't|shouldn't|should not|didn't|must not|mustn't|not to(?! me)|not agree|not go|not (?:tom|his|her|for (?:him|her))|nor|object to|instead of(?! me| to me)|rather than(?! me| to me)|and not to(?! me)|except|afraid (?:it|that|not|i)|sooner not|in future (?:to|through|via) me|(?:come|comes|bring|brought|send|sent|put|write) [^.;?!]{0,30}\bto me\b|to me,? (?:please|as|first|and)|(?:keep|kept|go|goes|come) [^.;?!]{0,20}through me|(?:my|this) address|leave it with me|reminder|was agreed|is agreed for nothing|spoke to|you mention|i gather|i understand|i can see why|thank you for (?:coming|writing)|i'll (?:take|speak|ask|tell|get|see|put|have)|i will (?:take|speak|ask|tell|see|have)|i've (?:asked|told|left|passed|booked|looked|put|given)|i have (?:asked|told|left|passed|booked|put|given)|i'm asking|will (?:log|do|have|send|bring|set)|tells me|told me|has asked|must ask you to|stop (?:emailing|asking|ringing|writing)|answer is no|reports to me|no longer|off sick|very busy)\b/;

/** A refusal that holds for the whole message, rather than news of what the Clerk does or heard. */
const forbids =
  /\b(?:\w+n't|not|never|cannot|rather|sooner|nor|object|instead|except|to me|through me|no|stop|afraid|alone|myself)\b/;

/** They allow it in the same breath as they speak of what they will not need. */
const allowsAll =
  /\b(?:if you (?:spoke|wrote|talked|asked|rang|went)|no (?:reason|harm|bar)\b|never mind copying|than (?:come|came|coming) to me|content that (?:she|he|they)|not me|i don't need to be|no need (?:to|for me)|no (?:objection|problem|issue|difficulty)|i don't need to (?:see|know|be)|no need to (?:trouble|bother)|don't mind|won't mind|wouldn't (?:mind|know)|don't know|that you (?:may|can|could|are free|are welcome)|to expect (?:you|your)|to (?:help|assist|contact|call|ring|liaise with|work with|get in touch with) you|you can go to (?:him|her)|is easiest if you|it's easiest if you|needn't|don't (?:have|need) to|not at all|tell \w+, not me|i'll leave (?:it to )?you|i'll let you|can't see why not|so please)\b/;

const shortYes =
  /^\W*(?:(?:dear|hi|hello|thank you|thanks)[^.!,]{0,30}[.!,] *)?(?:yes|yep|aye|of course(?: you (?:can|may))?|certainly|by all means|please do|do|sure|absolutely|no problem|fine|fine by me|that's fine|happy with that|ok|okay|agreed|go ahead|i agree|feel free|not at all|no objection|you (?:may|can))\b[^?]{0,90}$/;
const asksLeave =
  /\b(?:can|may|could|shall|should|might|ok|okay|all right|alright|mind|happy|content|possible)\b(?: if| for| that)?(?: \w+)? (?:i|me|to|you)\b[^.;]{0,60}\b(?:ask|asked|contact|contacted|speak|spoke|talk|talked|write|wrote|go|went|deal|dealt|email|emailed|ring|rang|approach|approached|liaise|liaised|work|take it up|(?:sort|settle|arrange|fix|organise|organize|plan|do|discuss|run|handle|agree|pick|go|carry|see) [^.;?!]{1,50}? (?:with|past|by|through))\b|\b(?:ok|okay|possible|all right) to (?:ask|contact|email|speak|talk|write|ring)\b|\b(?:contacting|dealing with|speaking to|talking to|going to|direct(?:ly)? (?:to|with))\b[^.;]{0,30}\?/;

/** It speaks of an officer whom another sentence names. */
const pointsBack =
  /\b(?:pair of you|him|her|them|he|she|they|you two|you both|between|through me|without me|me to be)\b/;

/** Words of an office that the roster does not name by person. */
const assistantWords = /\b(?:assistant|admin(?:istrator)?)\b/;
const deputyWords = /\bdeputy\b/;

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
  const calls = officerWords(roster);
  if (!calls.test(foldText(`${subject}\n${text}`))) return [];
  const sentences = sentencesOf(text);
  const candidates = sentences.map((sentence) =>
    calls.test(sentence.plain) || pointsBack.test(sentence.plain) || shortYes.test(sentence.plain)
      ? wordsOfContact(sentence, sentences.length, subject)
      : null,
  );
  if (candidates.every((words) => words === null)) return [];
  const around = officersIn(`${subject}\n${text}`, names, roster, date);
  if (around.length === 0) return [];
  const isRefused = sentences.some(({ plain }) => refuses(plain) && forbids.test(plain));
  const found: DirectContact[] = [];
  for (const [index, { written }] of sentences.entries()) {
    const words = candidates[index] ?? null;
    if (words === null) continue;
    const named = officersIn(withoutCall(written), names, roster, date);
    if (named.length === 0 && (isRefused || !words.mayPointBack)) continue;
    found.push({ quote: quote(written), people: named.length > 0 ? named : around });
  }
  return found;
}

/** Ids of the officers whom a councillor asks leave to turn to ("May I deal with Tom directly?"); a bare yes agrees to those. */
export function readAskingLeave(
  text: string,
  sentences: readonly Sentence[],
  names: NameReader,
  roster: Roster,
  date: LocalDate,
): string[] {
  if (!officerWords(roster).test(foldText(text))) return [];
  const asked = sentences.filter(({ plain }) => asksLeave.test(plain));
  if (asked.length === 0) return [];
  const named = officersIn(asked.map(({ written }) => written).join('\n'), names, roster, date);
  return named.length > 0 ? named : officersIn(text, names, roster, date);
}

/** The words of a bare yes, in a message of a few sentences; or null. */
export function readShortYes(sentences: readonly Sentence[]): string | null {
  if (sentences.length > 5 || sentences.some(({ plain }) => refuses(plain))) return null;
  const yes = sentences.find(({ plain }) => shortYes.test(plain));
  return yes === undefined ? null : quote(yes.written);
}

/** Beginnings of officers' names and addresses, and offices: a look that spares most mail the patterns. One pattern a council. */
function officerWords(roster: Roster): RegExp {
  const known = officerPatterns.get(roster);
  if (known !== undefined) return known;
  const officers = roster.council.people.filter(({ role }) => role === 'officer');
  const words = officers.flatMap(({ name, aliases, addresses }) => [
    ...[name, ...aliases].flatMap((each) => foldText(each).split(' ')),
    ...addresses,
  ]);
  // Three letters: short forms of a first name are names too (names.ts).
  const beginnings = words.filter((word) => word.length > 1).map((word) => escapePattern(word.slice(0, 3)));
  const pattern = new RegExp(`\\b(?:assistant|admin|deputy|${beginnings.join('|')})`);
  officerPatterns.set(roster, pattern);
  return pattern;
}

const officerPatterns = new WeakMap<Roster, RegExp>();

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
  if (count <= 4 && shortYes.test(plain) && asksLeave.test(foldText(subject))) return { mayPointBack: true };
  const bare = plain
    .replace(/^(?:dear |hi |hello )?[a-z' ]{2,25}(?:,| -)\s+/, '')
    .replace(/^(?:yes|certainly|of course|ok|fine)[,.]? /, '');
  const isDirect = patterns.some((pattern) => pattern.test(plain) || pattern.test(bare));
  if (!isDirect && (!speaksToReader.test(plain) || news.test(plain))) return null;
  if (!isDirect) return { mayPointBack: false };
  return { mayPointBack: pointsBack.test(plain) };
}

/** "Tom, please send the photos" is said to Tom, and allows nobody anything. */
function withoutCall(written: string): string {
  return written.replace(
    /^(?:(?:Dear|Hi|Hello|Morning) )?\p{Lu}[\p{L}'.]*(?: (?:and|&) \p{Lu}\p{L}*)?(?:,| -| –)\s+(?!direct)/u,
    '',
  );
}

function officersIn(text: string, names: NameReader, roster: Roster, date: LocalDate): string[] {
  const folded = foldText(text);
  const ids = [
    ...names.mentions(text, date).flatMap(({ people }) => people),
    ...(assistantWords.test(folded) ? roster.holdersOf('assistant', date).map(({ id }) => id) : []),
    ...(deputyWords.test(folded) ? roster.holdersOf('deputy-clerk', date).map(({ id }) => id) : []),
  ];
  return [...new Set(ids.filter((id) => isOtherOfficer(id, roster, date)))].sort();
}
