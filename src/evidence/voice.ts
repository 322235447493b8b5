import type { Council } from '../council/council.ts';
import { readsCapacity, speaksAsIndividual } from './capacity.ts';
import { escapePattern, foldText, quote, sentencesOf } from './words.ts';

/** In whose voice a text speaks: for the council, as an individual, or in some stated capacity. Each a quotation or null. */
export type Voice = { council: string | null; individual: string | null; capacity: string | null };

/** "The County Council considers": somebody else's council. */
const otherCouncils =
  '(?<!(?:county|district|borough|unitary|city|church|parochial church|youth|arts|sports|european|security|neighbouring|another|other|every) )';
const notTheBody =
  '(?!lors?\\b| (?:tax|houses?|housing|estates?|chambers?|offices?|website|land|meetings?|tenants?|officers?|leader|staff|newsletter|minutes|business|depot|car park)\\b)';

const stanceVerbs =
  '(?:considers?|believes?|feels?|felt|thinks?|objects?|objected|supports?|opposes?|wish(?:es)?|requests?|asks?|urges?|welcomes?|welcomed|regrets?|deplores?|deplored|notes?|recommends?|expects?|requires?|insists?|hopes?|trusts?|thanks?|congratulates?|applauds?|commends?|recognises?|appreciates?|disagrees?|shares? (?:your|the|this|their|these)|sends?|extends?|condemns?|calls? (?:on|for|upon)|press(?:es)?|demands?|seeks?|invites? (?:you|comments)|proposes? that|suggests?|maintains?|takes? the view|takes? (?:issue|exception|great)|looks? forward|stands? (?:fully |firmly |right )?(?:behind|by|with|against|ready)|endorses?|approves? of|rejects?|backs?|admires?|presents? its|desires?|fears?|doubts?|raises? (?:no|an?|strong|serious)|finds? itself|wants?|holds? (?:you|that|the|firmly)|counts? itself|mourns?|salutes?|protests?|begs?|prays?|submits? that|reserves? (?:its|our) (?:position|rights?)|takes? off (?:its|their) hats?|observes? (?:that|only)|questions? (?:the|whether|why)|favours?|worr(?:ies|y)|wonders?|remembers|will not forget|accepts? (?:that|the need|your (?:reasons|explanation|point))|agrees? (?:that|with|wholeheartedly|entirely)|declines? to|understands? (?:that|your|the)|acknowledges?|prefers?|sees? no|sees? nothing|puts? forward|appeals? to|came out (?:for|against)|comes out (?:for|against)|takes exception|regards|learned|learnt|could not let|echoes|joins? (?:me|you|with|in)|has (?:no|strong|serious|grave|great|every|reservations|concerns|doubts|long|always|never|had enough|run out|nothing but|considered|resolved to|decided to (?:object|oppose|support)|asked me|directed me|instructed me|authorised me|requested me)|have (?:no|strong|serious|grave|reservations|concerns|asked me|directed me|instructed me|authorised me)|(?:writes?|replies|is (?:now )?(?:writing|replying)) (?:(?:again|once more|now|formally|further|today|herewith) )*(?:to (?:you|ask|express|object|support|urge|thank|register|request|raise|protest|put|make|press|draw|let you|inform you|tell you|say|state|record|welcome|oppose|seek|complain|remind you|invite you)\\b|about|in (?:support|response|reply|answer|connection|protest)|on the (?:subject|matter|question)|concerning|regarding|with (?:concern|regret|dismay|thanks|some))|(?:turns?|comes?) to you|approaches you|draws your attention|brings? to your|would draw|addresses (?:you|this letter|itself to)|responds(?: to your| as follows| thus))';
const stanceAdjectives =
  '(?:concerned|disappointed|dismayed|delighted|pleased|grateful|thankful|glad|happy|unhappy|sorry|proud|content|keen|anxious|minded|opposed|supportive|in favour|against|for|unanimous|united|satisfied|dissatisfied|alarmed|appalled|astonished|surprised|troubled|worried|wary|sceptical|convinced|certain|adamant|clear that|firmly|thrilled|tickled|honoured|indebted|of the (?:opinion|view|firm)|deeply|very|strongly|most|totally|wholly|dead against|not (?:content|satisfied|convinced|persuaded|happy|prepared|in favour)|unable to (?:support|accept|agree)|unconvinced|right behind|fully behind|fully supportive|willing to|moved|impressed|over the moon|in your debt|unpersuaded|not persuaded|behind you|bewildered|puzzled|furious|horrified|saddened|shocked)';

const conditional =
  /\b(?:if|whether|unless|once|until|does|do|did|what|how(?! (?:much|very|deeply|greatly|warmly|highly))|why|ask|asked|asking|wonder|think|thought|suspect|doubt|sure|know|told|hear|heard|understand|gather|suggest|propose|recommend|case that|persuade|hoping|hope that|want|like|get|let|tell|see if|because|when)\b[^.;:!?]{0,50}$/;
const negatedBefore =
  /\b(?:not|nor|never|rather than|than|without|neither|no authority|cannot|can't|unable|don't|isn't|nobody|no mandate|isn't)\b[^.;:!?]{0,60}$/;

/** The writer takes a distance from the council in the same breath. */
const disowned =
  /\b(?:not|never|nor|hasn't|haven't|has yet to|have yet to|yet to) (?:yet |been |formally |as yet |actually |had |even )*(?:discuss|discussed|consider|considered|decid|decided|taken a (?:view|position)|take a view|formed a view|agreed|come to|been asked|met|a view|the view of|debated|got a view|made up)|\b(?:do|does|did|can|could|may|must|am|is|are|was|were|will|would|has|have)(?:n't| not|not) (?:\w+ ){0,3}(?:speak|speaking|writ(?:e|ing)|act(?:ing)?|represent|commit|bind|fill it in|answer|reply|respond|on behalf|in the name|the council's)\b|\bcannot (?:speak|write|answer|say|commit|fill)\b|\bnot (?:(?:necessarily|in any way|as|the|be taken as|those of|that of|an official|a) )*(?:the |this |our )?(?:parish |town )?council(?:'s)?\b|\bno (?:view|position|opinion|policy)\b|\b(?:none of (?:this|it|that|which|these|what)|nothing (?:in|of|here|i|that i|said|written|above|below)|no (?:word|part|line|sentence))\b[^.;!?]{0,60}\bcouncil|\bnot (?:entitled|free|able|authorised|in a position|for me|mine) to (?:give|speak|state|express|voice|put|say|offer)\b|\bwithout (?:any |the )?(?:authority|leave|backing|sanction|knowledge) (?:of|from) (?:the )?(?:parish |town )?council\b|\b(?:views?|opinions?|comments?) (?:\w+ ){0,6}(?:are|is) (?:my|mine|his|her) (?:own|alone)\b/;

/** The councillor tells what others say, or what happened or will happen, rather than speaking. */
const hearsay =
  /\b(?:according to|i (?:understand|hear|gather|believe|think|expect|imagine|suspect|am told|was told|am sure|doubt|know|hope|wonder|suppose|guess|reckon) (?:that |if |whether |what )?(?:the |our |your )?(?:parish |town )?council\b|(?:will|is going to|is due to|are to|is to|(?<!(?:asks?|urges?|invites?|begs?|requests?|presses|calls on|wants?|expects?|implores?)[^.;!?]{0,30} )to) (?:then |also |next )?(?:discuss|consider|decide|debate|look at|be asked|meet|vote|hear)\b|i(?:'ll| will| shall|'d| would| am going to|'m going to|'ve|'m| have| am)? (?:\w+ )?(?:ask(?:ed|ing)?|put|rais(?:e|ed|ing)|take|bring|suggest(?:ed)?|propos(?:e|ed|ing)|pass(?:ed)?|move)\b[^.]{0,40}\b(?:council|clerk)\b|you (?:ask(?:ed)?|say|said|wrote|want|wanted|were told|will find|may remember)\b[^.]{0,30}\bcouncil|(?:asked|wrote to|complained to|told) the (?:parish |town )?council|minutes (?:say|show|record|are)|council (?:meets|met|is meeting|sits|minutes|agreed (?:on|at)|voted (?:on|at) \w+day|discussed|considers? (?:applications|planning|grants|such|these|it (?:on|at|next)|them (?:on|at)))|in my (?:own )?(?:view|opinion)|personally|speaking for myself|people (?:say|think|tell))\b/;

/** Without one of these no sentence speaks for a council. */
const bodyWords = /council|members|colleagues|resolved|agreed|in its|mayor| pc\b| tc\b/;

/** The patterns that depend on what the council is called; built once a council. */
export class VoiceReader {
  readonly #behalf: RegExp;
  readonly #stance: RegExp;
  readonly #view: RegExp;
  readonly #mention: RegExp;

  constructor(council: Council) {
    const names = councilNames(council);
    const body = `(?:${otherCouncils}council${notTheBody}|${names}|\\b[a-z]+ (?:pc|tc)\\b)`;
    this.#mention = new RegExp(
      `\\b(?:the council|this council|our council|my council|parish council|town council|community council|council's)${notTheBody}|\\b(?:${names})\\b`,
    );
    const messages =
      '(?:thanks|thank you|gratitude|greetings?|congratulations|best wishes|good wishes|compliments|condolences|sympathy|apologies|support|objections?|protest|love and thanks)';
    this.#behalf = new RegExp(
      [
        `\\b(?:on behalf of|in the name of|for and on behalf of|speak(?:ing)? for|writ(?:e|ing) (?:to you )?for|act(?:ing)? for|representing|reply(?:ing)? for|respond(?:ing)? for|mouthpiece (?:of|for)|mandate (?:from|of)) (?:\\S+ ){0,4}?(?:${body}|councillors|my (?:fellow )?(?:colleagues|members)|us all|the members)`,
        `\\b(?:and|also|both|name,?|capacity,?) (?:and )?for (?:\\S+ ){0,3}?${body}(?=[.,;]|$| how| that| to)`,
        `\\bon (?:\\S+ ){0,4}?council's behalf|\\bcouncil's mouthpiece`,
        `\\b(?:my council|council) and i\\b|\\b(?:my|all my) (?:fellow )?(?:colleagues|councillors|members)(?: on the \\S+ ?council)? and i\\b|\\bcouncil (?:colleagues|members) and i\\b`,
        `\\bwe,? (?:(?:as|in|on|at|of) )?(?:a |the |this |your )?(?:\\S+ ){0,3}?${otherCouncils}council${notTheBody}|\\b(?:as (?:a|your|the) (?:\\S+ )?council(?!'s)|all of us (?:on|at|in) the (?:\\S+ )?council|everybody (?:on|at) the (?:\\S+ )?council|everyone (?:on|at) the (?:\\S+ )?council)\\b`,
        `\\b(?:asked|directed|instructed|authorised|requested|deputed|charged|mandated|desired|commissioned) by (?:\\S+ ){0,3}?(?:${body}|fellow members|colleagues|fellow councillors)|\\b(?:council|members|colleagues|councillors) (?:ha(?:s|ve) |unanimously |kindly )*(?:asked|directed|instructed|authorised|requested|deputed|mandated|desired|charged) (?:me|that i)\\b`,
        `\\b${messages} (?:from|of) (?:\\S+ ){0,4}?${body}|\\bno objections? from (?:\\S+ ){0,2}?${body}|\\b(?:members|councillors) (?:and staff )?of (?:\\S+ ){0,3}?${body}[^.;!?]{0,20}\\b(?:send|wish|thank|join|feel|believe|urge|ask)`,
        '\\b(?:members|councillors) (?:were|are|was|have been) (?:\\w+ )?(?:unanimous|united|agreed that|of the view|of one mind|resolved)|\\bit was (?:unanimously )?(?:resolved|agreed) (?:that (?:we|the council)|to (?:write|object|oppose|support|ask|thank|urge|protest|tell|let you|make))',
        `\\b(?:answers?|response|comments?|reply|representations?|submission|observations?) (?:from|of)[: ]+(?:\\S+ ){0,3}?${body}|\\b(?:backing|approval|endorsement|full support|wholehearted support|goodwill|sympathy|blessing) of (?:\\S+ ){0,3}?${body}|\\bit's (?:\\S+ ){0,2}?${body} here\\b|\\b(?:add|put) (?:\\S+ ){0,2}?council's name to\\b|\\bmayor and (?:councillors|members|corporation) (?:of [^.;!?]{2,30})?[^.;!?]{0,30}\\b(?:offer|send|wish|convey|extend|thank)`,
        `\\b(?:received|heard|read|noted|met|greeted|learnt) (?:\\S+ )?by (?:\\S+ ){0,3}?${body} with\\b`,
        '\\bi write (?:to \\w+ (?:you )?(?:so )?)?in its name\\b',
        `\\b(?:may|might|could|can) (?:\\S+ ){0,2}?${body} (?:\\w+ )?(?:ask|request|trouble|suggest|say|put|beg|invite)\\b`,
        `(?:^|\\n)\\W*(?:for|p\\.?p\\.?) (?:and on behalf of )?(?:\\S+ ){0,4}?${body}\\W*$`,
      ].join('|'),
    );
    this.#stance = new RegExp(
      `${body}(?: \\([^)]*\\))?(?:,[^,.;!?]{3,90},)?,? (?:[\\w']+,? ){0,3}?(?:${stanceVerbs}\\b|(?:is|are|was|were|remains?|would be|feels|has been|have been|stays|continues to be) (?:[\\w']+ ){0,2}?${stanceAdjectives}\\b|would (?:\\w+ )?(?:like|welcome|prefer|sooner|rather|want|urge|ask|observe|object|support|be (?:\\w+ )?(?:grateful|glad|pleased|happy|delighted|tickled|sorry))|(?:cannot|can not|could not|does not|do not|will not) (?:support|accept|agree|see|endorse|believe|understand|stand|forget|approve|consider|wish|object)|will (?:oppose|support|object|resist|fight|continue to|always))|${body} has (?:now |since |again |already |recently )?(?:discussed|considered|looked at|debated|talked over|been through|studied|read)\\b[^.;!?]{2,90}? and (?:now |therefore |still |also )?(?:${stanceVerbs}\\b|(?:is|was|remains?) (?:[\\w']+ ){0,2}?${stanceAdjectives}\\b)`,
    );
    this.#view = new RegExp(
      `\\b(?:${body})(?:'s?)? (?:\\w+ ){0,2}(?:view|views|position|opinion|response|objections?|observations|representations?|support|concerns?|stance|thanks|gratitude|congratulations|condolences|sympathy|preference|wish|wishes|belief|hope|opposition|protest|comments|alarm|dismay|disappointment|anger|unease|disquiet|anxiety|worry|worries|regrets?|sadness|delight|pleasure|appreciation|indignation|frustration|apologies|is that)\\b|\\b(?:view|opinion|position|response|wish|belief|thanks|feeling|hope|objections?|comments|representations|concerns?|support|condolences|congratulations|indignation|dismay|opposition|protest) of (?:\\S+ ){0,3}?${body}|\\bin its (?:view|opinion)\\b`,
    );
  }

  /** Whether the text mentions this council at all: what turns an order into an order for the council. */
  mentionsCouncil(text: string): boolean {
    return this.#mention.test(foldText(text));
  }

  /** `text`: everything the writer said, sign-off included. */
  read(text: string): Voice {
    const voice: Voice = { council: null, individual: null, capacity: null };
    for (const { written: sentence, plain } of sentencesOf(text)) {
      voice.individual ??= speaksAsIndividual(plain) ? quote(sentence) : null;
      voice.capacity ??= readsCapacity(plain) || this.#isBehalf(plain) ? quote(sentence) : null;
      voice.council ??= this.#speaksFor(plain) ? quote(sentence) : null;
    }
    return voice;
  }

  #isBehalf(sentence: string): boolean {
    const behalf = this.#behalf.exec(sentence);
    return behalf !== null;
  }

  #speaksFor(sentence: string): boolean {
    if (!bodyWords.test(sentence)) return false;
    if (disowned.test(sentence)) return false;
    const behalf = this.#behalf.exec(sentence);
    if (
      behalf &&
      !negatedBefore.test(sentence.slice(0, behalf.index)) &&
      !hearsay.test(sentence.slice(0, behalf.index))
    )
      return true;
    if (hearsay.test(sentence)) return false;
    if (
      /\?\s*$/.test(sentence) &&
      !/\b(?:would|may|could|might) (?:\w+ ){0,3}(?:ask|request|be grateful)\b/.test(sentence)
    )
      return false;
    const stance = this.#stance.exec(sentence);
    if (stance && !conditional.test(sentence.slice(0, stance.index))) return true;
    const view = this.#view.exec(sentence);
    return (
      view !== null &&
      !/\b(?:ask(?:ed|ing)? for|what is|don't know|do not know|find out|get|seek|await|yet to|know|tell you|represent|reflect|for)\b[^.]{0,30}$/.test(
        sentence.slice(0, view.index),
      )
    );
  }
}

function councilNames(council: Council): string {
  const full = foldText(council.name);
  const bare = full.replace(/^the /, '');
  const forms = new Set([
    full,
    bare,
    bare.replace(/ council$/, ' pc'),
    bare.replace(/ (?:parish|town|community|city) council$/, ' council'),
  ]);
  return [...forms]
    .filter((form) => form.length > 3)
    .map(escapePattern)
    .join('|');
}
