import type { Council } from '../council/council.ts';
import { escapePattern, foldText, quote, sentencesOf } from './words.ts';

/** In whose voice a text speaks: for the council, as an individual, or in some stated capacity. Each a quotation or null. */
export type Voice = { council: string | null; individual: string | null; capacity: string | null };

/** The patterns that depend on what the council is called; built once a council. */
export class VoiceReader {
  readonly #behalf: RegExp;
  readonly #stance: RegExp;
  readonly #view: RegExp;
  readonly #mention: RegExp;

  constructor(council: Council) {
    const names = councilNames(council);
    // "the County Council considers" is somebody else's council.
    const ours = `(?:(?:the|this|our|your|my) (?:parish |town |community |village |city )?council(?! (?:tax|house|housing|officer|meeting|chamber|website|office))|(?:the |this )?(?:${names}))`;
    this.#mention = new RegExp(`\\b(?:${ours}|parish council|town council|community council)\\b`);
    this.#behalf = new RegExp(
      `\\b(?:on behalf of|in the name of|for and on behalf of|speak(?:ing)? for|writ(?:e|ing) for|act(?:ing)? for|representing) (?:${ours}|(?:my |our )?(?:fellow |all (?:the )?)?(?:parish |town )?councillors|my colleagues|us all|(?:its |the )?members)|\\bon (?:${ours}|the council)'s behalf|\\b(?:parish|town) council's behalf|\\b(?:my council|council) and i\\b|\\b(?:we|us),? (?:as )?(?:a |the )?(?:parish |town )?council\\b|\\bwe (?:on|at|in) (?:${ours})\\b|\\bmy fellow (?:parish |town )?(?:councillors|members) and i\\b`,
    );
    this.#stance = new RegExp(
      `\\b(?:${ours}|the members of (?:${ours}))(?: \\([^)]*\\))?,? (?:(?:also|therefore|accordingly|formally|strongly|respectfully|firmly|hereby|wholeheartedly|unanimously|fully|now|still|again|further|do|does|would|must|has|have|is|are|was|were|very|much|most|too|long|always|particularly|especially|at its (?:last )?meeting|not|cannot|no longer) )*(?:considers?|considered|believes?|believed|feels?|felt|thinks|objects?|objected|supports?|supported|supportive|opposes?|opposed|wish(?:es)?|requests?|requested|asks|asked that|urges?|urged|welcomes?|welcomed|regrets?|regretted|deplores?|notes|noted with|recommends?|concerned|disappointed|dismayed|delighted|pleased|grateful|glad|happy|unhappy|sorry|proud|content|keen|anxious|minded|of the (?:opinion|view)|opinion|like|be grateful|be glad|be pleased|prefer|prefers|expects?|requires?|insists?|hopes|trusts|thanks|thank|congratulates?|applauds?|commends?|recognises?|appreciates?|accepts?|agrees(?! to (?:meet|discuss))|disagrees|shares your|share|sends|extends|condemns?|calls (?:on|for|upon)|presses|demands?|seeks|invites?|offers?|proposes|suggests|maintains|takes the view|takes a|looks forward|stands by|endorses|endorsed|approves of|resolved to (?:object|support|make|write|ask|oppose|request|urge|welcome)|has (?:no|strong|serious|grave|great|every|considered)|have (?:no|strong|serious|grave)|no objections?|cannot (?:support|accept|agree)|will (?:oppose|support|object|resist|continue to|not (?:support|accept|agree|be)|be (?:grateful|pleased|glad|happy))|awaits|rejects?|backs|backed)\\b`,
    );
    this.#view = new RegExp(
      `\\b(?:${ours})'s? (?:\\w+ ){0,2}(?:view|views|position|opinion|response|objections?|comments?|observations|representations?|support|concerns?|policy|stance|thanks|gratitude|congratulations|condolences|preference|wish|wishes|request|decision is|belief|hope)\\b|\\b(?:view|opinion|position|response|wish|belief|policy|thanks|feeling|hope|objections?|comments|representations|concerns?|decision|support|condolences|congratulations) of (?:${ours})\\b`,
    );
  }

  /** Whether the text mentions this council at all: what turns an order into an order for the council. */
  mentionsCouncil(text: string): boolean {
    return this.#mention.test(foldText(text));
  }

  read(newText: string): Voice {
    const voice: Voice = { council: null, individual: null, capacity: null };
    for (const sentence of sentencesOf(newText)) {
      const folded = foldText(sentence);
      voice.individual ??= individual.test(folded) ? quote(sentence) : null;
      voice.capacity ??= statesCapacity(folded, this.#behalf) ? quote(sentence) : null;
      voice.council ??= this.#speaksFor(folded) ? quote(sentence) : null;
    }
    return voice;
  }

  #speaksFor(sentence: string): boolean {
    if (disowned.test(sentence) || hearsay.test(sentence)) return false;
    const behalf = this.#behalf.exec(sentence);
    if (behalf && !negatedBefore.test(sentence.slice(0, behalf.index))) return true;
    if (/\?\s*$/.test(sentence) && !/\b(?:would|may|could) (?:ask|request|be grateful)\b/.test(sentence)) return false;
    const stance = this.#stance.exec(sentence);
    if (stance && !conditional.test(sentence.slice(0, stance.index))) return true;
    return this.#view.test(sentence) && !/\b(?:ask(?:ed|ing)? for|what is|don't know|do not know|find out|get|seek|await|yet to|no)\b[^.]*\b(?:view|position|opinion)/.test(sentence);
  }
}

const negatedBefore = /\b(?:not|nor|never|rather than|than|without|neither|no authority|cannot|can't|unable|don't|isn't|nobody)\b[^.;:!?]{0,60}$/;
const conditional = /\b(?:if|whether|when|unless|once|until|does|do|did|hope|ask|asked|asking|should|wonder|think|thought|suspect|doubt|believe|sure|know|told|hear|heard|understand|suggest|propose|recommend|see what|case that)\b[^.;:!?]{0,50}$/;

/** The writer takes a distance from the council in the same breath. */
const disowned =
  /\b(?:not|never|nor|hasn't|haven't|has not|have not|has yet to|have yet to|yet to) (?:yet |been |formally |as yet |actually |had )*(?:discuss|discussed|consider|considered|decid|decided|taken a (?:view|position)|formed a view|agreed|come to|been asked|met|a view|the view of)|\b(?:do|does|did|can|could|may|must|am|is|are|was|will|would)(?:n't| not|not) (?:\w+ ){0,3}(?:speak|speaking|writ(?:e|ing)|act(?:ing)?|represent|commit|bind|on behalf|in the name|the council's)\b|\bnot (?:(?:necessarily|in any way|as|the|be taken as|those of|that of|an official) )*(?:the |this |our )?(?:parish |town )?council's\b|\b(?:views?|opinions?|comments?) (?:\w+ ){0,6}(?:are|is) (?:my|mine|his|her) (?:own|alone)\b/;

/** The councillor tells what others say or what happened, rather than speaking. */
const hearsay =
  /\b(?:according to|i (?:understand|hear|gather|believe|think|expect|imagine|suspect|am told|was told) (?:that )?(?:the )?(?:parish |town )?council\b|will (?:discuss|consider|decide|debate|look at|be asked)|to (?:discuss|consider|decide)\b[^.]*\bmeeting|is (?:due|going) to (?:discuss|consider|decide)|i(?:'ll| will| shall|'d| would| am going to|'m going to)? (?:ask|put|raise|take|bring|suggest|propose|pass)[^.]{0,40}\b(?:council|clerk)\b)/;

const individual =
  /\b(?:as (?:just |merely |simply |purely |only )?(?:an?|one) (?:private |ordinary |individual |concerned |local |single |mere |humble |long-standing )*(?:individual|citizen|resident|neighbour|parishioner|householder|dog walker|parent|customer|member of the public|taxpayer|villager|ratepayer|allotment holder|friend)|(?:in|with) (?:a |my |an )?(?:purely |entirely |strictly |own |wholly )*(?:personal|private|individual|own) (?:capacity|name|account|hat|behalf)|(?:speak|speaking|write|writing|comment(?:ing)?|say(?:ing)?|respond(?:ing)?|replying)(?: \w+){0,3} (?:personally|privately|as an individual|as myself|off my own bat|on my own (?:account|behalf)|for myself)|(?:only|just|purely|simply|merely|solely) (?:for myself|my (?:own )?(?:personal )?(?:view|views|opinion|thoughts|two penn'?orth))|(?:my|a|purely) (?:own )?(?:personal|private|individual) (?:view|views|opinion|opinions|thoughts|comment|comments|letter|note|matter|request|enquiry|inquiry)|(?:my own|mine alone)(?: (?:view|views|opinion|thoughts|letter|comments))?(?= (?:and|not|only|alone|rather)|[.,;])|not (?:writing |speaking |acting |here |doing (?:this|so) )*(?:on behalf of|in the name of|for|on) (?:the |this |our |my )?(?:\w+ ){0,3}council\b|nothing to do with (?:the )?(?:parish |town )?council|wearing my (?:own|private|personal)|with my councillor('s)? hat off|(?:not|rather than|and not) (?:in my capacity |wearing my hat |with my hat on )?as (?:a |the )?(?:parish |town )?(?:councillor|chair\w*|mayor|member of the council))\b/;

const roles =
  '(?:councillor|cllr|member|mayor|deputy mayor|chair(?:man|woman|person)?|vice[- ]chair(?:man|woman|person)?|representative|trustee|individual|resident|parishioner|citizen|ward member|lead|leader|spokes(?:man|woman|person))';

/** Words that say in which capacity a councillor writes (St Just 12.5). A signature or a standing disclaimer is none. */
const capacityPatterns: RegExp[] = [
  new RegExp(`\\b(?:writ(?:e|ing|es)|speak(?:ing)?|am|i'm|ask(?:ing)?|contact(?:ing)?|e-?mail(?:ing)?|respond(?:ing)?|reply(?:ing)?|approach(?:ing)?|act(?:ing)?|comment(?:ing)?|get(?:ting)? in touch|send(?:ing)?|enquir(?:e|ing)|do(?:ing)? (?:so|this)|say(?:ing)? (?:so|this)|express(?:ing)?|offer(?:ing)?|mak(?:e|ing))\\b[^.;!?]{0,60}?\\b(?:as|in my role as|in my capacity as|with my)\\b (?:(?:just|only|merely|simply|purely|solely|both|also|no more than|nothing more than|either) )*(?:an?|the|one|your|their|its|his|her|my|our|this)? ?(?:[\\w'-]+ ){0,4}${roles}\\b`),
  new RegExp(`(?:^|[,;:] ?|\\band |\\bspeaking |\\bbut )as (?:an?|the|one|your|their|its|this town's|chair|mayor|deputy|vice|leader|member|ward|town|parish)\\b ?(?:[\\w'-]+ ){0,4}?(?:${roles}\\b|of\\b)?[^.;!?]{0,80}\\b(?:i|my|me|we)\\b`),
  /\bin (?:my|a|an|the) (?:(?:purely|strictly|entirely|own|official|formal) )*(?:personal|private|individual|official|own|civic|formal|mayoral|council|ward|public) (?:capacity|name|role|behalf)\b/,
  /\bin my (?:capacity|role|position|office) (?:as|of)\b/,
  /\b(?:with|wearing|putting on|in) (?:my|the) (?:[\w'-]+ ){0,4}hat(?: on| off)?\b/,
  /\b(?:not|nor|neither|never|and not|rather than) (?:\w+ ){0,4}(?:on behalf of|in the name of|for) (?:the |this |our |my )?(?:\w+ ){0,3}council\b/,
  /\b(?:personally|privately|for myself|on my own (?:account|behalf)|off my own bat|in a private capacity)\b/,
  /\b(?:only|just|purely|entirely|simply) my (?:own )?(?:personal )?(?:view|views|opinion)\b|\b(?:my|a|purely) personal (?:view|views|opinion|matter|letter|note)\b/,
  /\b(?:this is|these are|it is|it's) (?:(?:only|just|purely|entirely|simply) )?(?:my own|me speaking|mine alone|a (?:personal|private))\b/,
  /\bi (?:do not|don't|cannot|can't|am not (?:able|allowed|authorised) to|am in no position to|can only) (?:\w+ ){0,2}(?:speak|write|act|answer) (?:\w+ ){0,3}(?:for|on behalf of)\b/,
];

function statesCapacity(sentence: string, behalf: RegExp): boolean {
  if (individual.test(sentence) || behalf.test(sentence)) return true;
  return capacityPatterns.some((pattern) => pattern.test(sentence));
}

function councilNames(council: Council): string {
  const full = foldText(council.name);
  const bare = full.replace(/^the /, '');
  const forms = new Set([full, bare, bare.replace(/ council$/, ' pc'), bare.replace(/ (?:parish|town|community|city) council$/, ' council')]);
  return [...forms].filter((form) => form.length > 3).map(escapePattern).join('|');
}
