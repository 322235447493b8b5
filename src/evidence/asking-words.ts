/** How people ask: politely, bluntly, round about. Patterns look at one folded sentence at a time (words.ts, plainWording). */

import { endsInImperative, isImperative } from './imperatives.ts';
import type { Sentence } from './words.ts';

/** What stands before somebody says anything: numbers of a list, greetings, names, small words. */
const listMark = /^(?:[-*•–>]+|\(?\d{1,2}[.)]|\(?[a-h]\)|[ivx]{1,3}[.)])\s*/;
const greeting =
  /^(?:dear|hi|hello|hiya|hey|hullo|morning|afternoon|evening|good (?:morning|afternoon|evening|day)|greetings|now then|ey up)\b[^,!.;:?-]{0,40}[,!.;:-]+\s*/;
const barename =
  /^(?:hi|hello|hiya|hey|morning|afternoon) [a-z]+(?: it'?s [a-z]+)? (?=(?:can|could|would|will|please|any|is|are|do|does|did|have|has|what|when|where|who|how|why)\b)/;
const name = /^(?:mr |mrs |ms |miss |dr |cllr |madam |dear )?[a-z'.]+(?: [a-z'.]+){0,3}(?:,| -|:)\s+/;
const small =
  /^(?:(?:and|also|so|but|then|now|just|ok|okay|right|next|well|oh|actually|anyway|meanwhile|finally|firstly|secondly|first|second|lastly|quick (?:one|question|favour)s?|quickly|sorry|kindly|urgently?|fyi|ps|p\.s\.?|roughly|one (?:more|other|last) thing|by the way|btw|no rush,? but|when you (?:can|get a (?:chance|minute|moment)|have a (?:chance|minute|moment)))\b[,:;.-]*\s*)+/;

/** Whether a folded word is the first name of somebody of the council. */
export type IsName = (word: string) => boolean;

/** The sentence without that, folded and as written. */
export function withoutOpening({ written, plain }: Sentence, isName: IsName = () => false): Sentence {
  let text = plain;
  if (/\b(?:u|ur|cd|wd|cld|wld)\b/.test(text))
    text = text
      .replace(/\bu\b/g, 'you')
      .replace(/\bur\b/g, 'your')
      .replace(/\b(?:cd|cld)\b/g, 'could')
      .replace(/\b(?:wd|wld)\b/g, 'would');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(listMark, '').replace(greeting, '').replace(barename, '').replace(small, '');
    const called = name.exec(text);
    // A name is followed by a comma, and so is much else: only where an order or a question stands behind it is it taken off.
    if (
      called !== null &&
      // "timer was wrong denzil, put right today" names nobody before the comma.
      !/\b(?:is|was|are|were|has|have|had|been|will|can|did|does)\b/.test(called[0]) &&
      !/^(?:if|when|once|before|after|as|for|in|at|on|yes|no|thanks|thank|please|re|subject|however|unfortunately)\b/.test(
        called[0],
      )
    )
      text = text.slice(called[0].length);
    // "Tom get the bins emptied", as telephones are written on.
    const [first = ''] = text.split(' ', 1);
    if (isName(first) && isImperative(text.slice(first.length + 1), '')) text = text.slice(first.length + 1);
  }
  return { written: written.slice(Math.max(0, written.length - text.length)), plain: text };
}

const you =
  '(?:you|one of you|either of you|both of you|some(?:one|body)|any(?:one|body)|the office|your (?:team|people|men|man|lads|chaps)|the (?:lads|men|handyman|caretaker|contractor|groundsman|warden))';
const modal = "(?:could|can|would|will|might|may|won't|couldn't|wouldn't|can't)";

const requests: RegExp[] = [
  // "Be so good as to afford me sight of the lease"
  /^(?:be|pray be|would you be) (?:so |very )?(?:good|kind|obliging)(?: enough)?,? (?:as )?to\b|^you(?:'ll| will| would) (?:greatly |much )?oblige (?:me|us) (?:by|with)\b|^pray (?!tell me why)\w+/,
  new RegExp(
    `\\b${modal} ${you}\\b(?! (?:believe|imagine|credit|have been|have thought|ever|see (?:that|from)|be (?:at|there|in|around|about|going|coming|free|away|on)|know))`,
  ),
  /(?<!\byou )\bplease\b(?! (?:note|find (?:attached|enclosed|below)|see (?:attached|below|enclosed|the attached)|be assured|rest assured|be advised|accept|forgive|excuse|pardon|don't (?:worry|trouble|put|apologise|bother|hesitate|feel|think|go to|rush|do anything)|do not (?:worry|trouble|put|apologise|bother|hesitate|feel|think|rush)|feel free|ignore (?:my|the|this|that|me)|disregard|treat (?:my|this|it)|bear with|give (?:my|our|him|her|them|him my|her my|them my|them our|your \w+ my|[a-z]+ my|[a-z]+ our|everyone my|everybody my) (?:very |fond |kind |kindest |best |warm )*(?:love|regards|best|wishes|thanks)|pass on my|let it rest|consider (?:it|this|the matter) (?:closed|settled)|do(?: come)?\b[.!]?$|god|you(?:rself)?\b(?! to)|him|her|them|all|everybody|everyone))/,
  /\b(?:i|we)(?:'d| would| should|'ll| will| shall)?(?: be)? (?:very |most |so |really |ever so |for ever )?(?:much )?(?:grateful|obliged|glad|pleased|thankful|delighted|appreciate|happy)\b,? (?:it )?(?:if (?:you|we|it|some|the|this|that|i|one|there)|for (?:a|the|your|any|some|sight|copies|an)|of (?:an?|your|the|any|some|sight|copies)|your|a (?:reply|word|copy|call|note)|to (?:have|receive|hear|know|see|learn|be (?:told|sent|given|shown)))/,
  /\b(?:grateful|obliged|appreciated|helpful|useful|handy|kind of you|good of you|a great help|brilliant|great|lovely|wonderful|a weight off my mind|best|better|easier) if (?:you|we|someone|somebody|i|the)\b(?! (?:have|had|did|don't|haven't|ever)\b)/,
  /\b(?:i|we)(?:'d| would| should) (?:\w+ )?(?:like|love|prefer|want|welcome) (?:you|it|this|that|the|these|those|them|some|a|an|copies|sight|all|your|to (?:have|see|know|ask (?!you if you)|request|book|borrow|receive|get|be (?:told|sent|given|shown|added|put)|add|inspect|look|read|reserve|learn|understand|hear))\b/,
  /\b(?:i|we) (?!shall|will)(?:\w+ )?(?:ask (?:you|that|for|sight|whether|if)|request|beg (?:you|leave to (?:ask|see|have))|write to (?:ask|request|enquire)|need(?:$|:| (?:you|an?|the|it|them|this|that|your|some|to (?:know|see|have)|copies|two|three|more|\d))|want (?:you|to (?:know|see|have|book)|an?|the|it|them|this|that|my|some|copies)|require|look to you|rely on you)\b/,
  /\b(?:i'm|i am|we're|we are) (?:\w+ )?(?:asking|after|looking for|in need of|requesting|hoping|relying on you|counting on you)\b/,
  /\b(?:i|we)(?:'m| am| was| were|'d been| had been| do| did)?(?: just| only| rather| really| still)? (?:wonder(?:ed|ing)?|hop(?:e|ed|ing)) (?:very much )?(?:if|whether|that|you|some(?:one|body)|we|it)? ?(?:you|some(?:one|body)|we|it|the office|there|i|might|tom)\b[^.;?!]{0,30}\b(?:can|could|might|may|would|will|able|possible|mind)\b/,
  /\b(?:any chance|any (?:hope|possibility) of|is it possible|would it be possible|could it be|is there any (?:chance|way|possibility)|would you mind|do you mind|do you think you (?:could|can)|are you able|be able to (?:help|let|send|give|find)|if it's not too much trouble|is it (?:ok|okay|all right|alright|possible) (?:if|to|for)|how about (?:you|we)|what about (?:you|we) \w+ing|worth (?:you|your) \w+ing|do you want (?:to|me)|shall (?:i|we)|should (?:i|we) )\b/,
  /(?:^|[,;:.-] |\band |\bso |\bbut |\bor )(?:may|can|could|might) (?:i|we) (?!say\b|add\b|just say|thank|wish|congratulate|take this|be (?:the first|forgiven)|offer|help|only|see (?:that|why|how)|well\b|assure|remind you that|tell you)/,
  /\blet me (?:know|have|see)\b(?! if (?:you (?:need|have|want|would|wish|get|require|are|feel|think)|there|i can|anything|this|that|it)\b)|^(?:just )?(?:a |another )?(?:gentle |quick |friendly )?(?:reminder|nudge)\b(?: (?:about|that|to|for|re)\b|[:.!]|$)|^would appreciate\b|\bit(?:'d| would) be (?:good|nice|great|lovely|better) to (?:have|get|see)\b|\bchasing (?:this|up|my|you)\b|\bkeep me (?:posted|informed|in touch|updated)\b/,
  /\b(?:perhaps|maybe) (?:you|someone|somebody|the office|we) (?:could|would|might|can|will)\b|\bif (?:you|someone|somebody|one of you) (?:could|would|can|will|'d)(?: please| kindly| just| possibly| only)? (?:send|let|get|give|find|have|bring|drop|confirm|tell|ask|sign|return|put|check|forward|email|write|ring|book|add|fill in|make sure) (?!me a (?:minute|moment|lift))[^.;?!]{3,90}, (?:then )?(?:i|we|he|she|they|tom|mr \w+|mrs \w+|the \w+)(?:'ll|'d| will| can| could| shall| would)\b|\bif you (?:could|would|can|will|'d)(?: please| kindly| just| possibly| only)? (?!like|have|prefer|rather|wish|want|be able|see)\w+[^.;?!]{0,60}(?:$|,? (?:please|that would|it would|i'd))|\byou couldn't\b[^.;]{0,60}\bcould you\b/,
  /\b(?:mr|mrs|ms|miss|dr|a (?:resident|constituent|parishioner|tenant|lady|gentleman)|(?:my|the) (?:resident|constituent|tenant)s?|residents|she|he|they)\b[^.;?!]{0,60}? (?:would|'d) (?:very much |really |dearly |so )?(?:like|love|be (?:so |very |most |ever so |extremely )?(?:glad|grateful|pleased)|appreciate|welcome) (?:to (?:see|have|know|read|borrow)|a (?:copy|look|sight)|sight|for|if|of)\b/,
  /\b(?:don't|do not|mustn't) forget (?:to|the|that)\b|\bremember to\b|\bsee (?:to it|that)\b[^.;?!]{0,5}\b(?:gets?|is|are|the|it|they)\b|\b(?:may|might|can|could) i (?:suggest|propose|ask|request|trouble|ask that) (?:that )?(?:you|for|if|whether|when|what)?|\bi(?:'d| would)? (?:suggest|propose|recommend|advise) (?:that )?you\b|\b(?:a few (?:lines|words)|a word|a line|an answer|a reply|your (?:reply|answer|comments|views|thoughts)) [^.;?!]{0,40}\b(?:by|before|would (?:mean|help|be)|(?:is|are) (?:awaited|due|needed))\b|\bi await your\b|\bi (?:trust|know|expect) (?:that )?you(?:'ll| will) (?:see|deal|sort|attend|do|get|put|take|let|send|make|have)\b|\b(?:needs?|need) (?:your|you to)\b|\b(?:\w+ )?wanted please\b|\bthird time of asking\b|\bit (?:only )?needs you\b/,
  /\b(?:could|can|would|will) (?:tom|he|she|they|it|this|that|these|those|the \w+(?: \w+)?) (?:please |possibly |also |all )?(?:be |get |have |go |come )[^.;]{2,}\?/,
];

/** Orders without a bare imperative. */
const orders: RegExp[] = [
  /\byou(?:'re| are) (?:not )?to (?!be (?:congratulated|thanked|commended)|blame)\w+|\byou (?:must|will (?:please )?(?:see|make|get|have|tell|ensure|remove|take|put|send|stop|cancel)|have to|need to|had better|'d better)(?: not)? (?!be (?!there\b|here\b|at\b|in\b|back\b|on\b|ready\b|present\b|sure to\b|told\b|paid\b|careful (?:to|not)\b|seen to\b|more\b|prepared to\b|clear\b)|have (?:been|had|seen|thought)|come\b|visit|think|know|wonder|excuse|forgive|let me (?:buy|stand)|try (?:the|her|his)|see (?:the|her|his|my|our)|feel|miss|all\b|both\b|bring\b)\w+/,
  /\b(?:i|we) (?:want|expect|insist|require|demand|instruct|direct|order|wish|will not have|won't have|do not want|don't want|would like|'d like)\b(?: that)? (?:you to|to see (?!the|how|what)|(?:it|this|that|them|the|these|those|all|a|an|my|our|every|no)\b(?! (?:will|has|was|is|may|might|would|had)\b)[^.;?!]{0,80}?\b(?:done|gone|moved|removed|taken|put|changed|sent|emptied|cut|fixed|mended|cleaned|cleared|stopped|cancelled|ordered|painted|repaired|replaced|on (?:my|the)|at (?:half|the|my)|by (?:\w+day|noon|the|tomorrow|tonight|next|\d)|before|from|until|off|down|up|back|out|ready|in place|again|today|tomorrow|now|at once|straight ?away|immediately)\b)/,
  /(?:^|[,;:-] |\b(?:and|but|so) )(?:this|that|it|they|these|those|the [\w' -]{2,40}) (?:must|has to|have to|is to|are to) (?:not )?(?:be|go|come|stop)\b(?! (?:said|admitted|lovely|nice|hard|wonderful|an?|the|great|good|that|because|awful|very|so|time|nearly|about|to ))/,
  /\btell (?:them|him|her|the|terry|those|that|frosts|[\w']+) (?:they|he|she|it|mowers|to|that|we|there|not|lot|man|firm|contractors?)|\bmake sure\b|\bget on to\b|\bhave it (?:done|moved|removed|on)\b|\bat once\b[.!]*$|\bsee to it\b/,
];

/** "The contractor has been told that the stair is to be kept clear": an order to somebody else, of which the reader is told. */
const tellsOfOrder =
  /^(?!.*\byou\b).*\b(?:has|have|had|was|were|'ve)(?: (?:now|already|been|also|just|since))* (?:told|asked|instructed|informed|reminded|warned|advised)\b/;

const wh = '(?:who|whom|whose|what|which|when|where|why|how)';
const aux =
  "(?:is|isn't|are|aren't|was|wasn't|were|weren't|do|don't|does|doesn't|did|didn't|has|hasn't|have|haven't|had|can|can't|could|will|won't|would|should|shall|may|might|must|am)";
const subject =
  "(?:i|you|we|yours|mine|ours|they|he|she|it|there|this|that|these|those|the|a|an|any|some|all|both|either|our|your|my|his|her|their|its|anyone|anybody|someone|somebody|everyone|everybody|cllr|mr|mrs|ms|council|members|tom|[a-z]+'s)";

/** A question without its mark, as telephones are written on. */
const unmarked = new RegExp(
  `^(?:${wh}(?:'s|'re|s)?(?: [\\w'-]+){0,3}? ${aux} ${subject}\\b|any (?:news|updates?|progress|joy|luck|word|idea)\\b|how (?:much|many|long|often|far|old|big|soon|late)\\b|what(?:'s| is| was| are| were| time| day| date| do| did| does) |(?:who|where|when|why|how)(?:'s| is| was| are| were| do| did| does| can| will) |(?!had )${aux} ${subject}\\b(?! good| lovely| nice))`,
);
/** "Do have", "may the day", "what a help you were": no questions. */
const noQuestion =
  /^(?:what an?\b|would that\b|what (?:i|we|he|she|they|you) (?!.*\?)|(?:am|are|do|did|have|can|will|would|is) (?:i|we|they|he|she|it)[.!]*$|how (?:nice|lovely|kind|good|wonderful|splendid|very|funny|sweet|thoughtful)\b|may (?:the|you|your|i (?:just )?(?:say|add|thank|wish))\b|might i add|do (?:have|come|not|n't|let|please|feel|enjoy|all)\b|have (?:a|the|all|you (?:had|ever))\b(?!.*\?)|will (?:do|the (?:same|rest))\b|had (?:i|the|a|we|they)\b(?!.*\?)|should (?:you|any|the|i|it|they)\b(?!.*\?)|were (?:it|i|we)\b(?!.*\?)|can (?:do|n't)|when (?!is\b|are\b|was\b|were\b|will\b|does\b|do\b|did\b|can\b|could\b|would\b|should\b|has\b|have\b)|whatever|whoever|however|whenever|which (?:is|was|means|i|we|he|she|they|has|had|will|would)\b(?!.*\?)|who (?:is|was|are|were|has|had|will) [^?]*$|where (?:he|she|they|we|i|it|there)\b(?!.*\?))/;
/** The same put with a question mark. */
const exclamation =
  /^(?:what an?\b[^,;:]*$|would that\b|how (?:nice|lovely|kind|good|wonderful|splendid|funny|sweet|thoughtful) (?:of|to|is that|was that)\b|may the (?:day|best|lord)\b)/;
/** Nobody waits for an answer to these. */
const rhetorical =
  /\bwho'?d have (?:thought|guessed|known)\b|\b(?:who|what) (?:knew\b|knows[.!?]*$|cares\b|else could\b|'d have thought|would have thought|would have guessed|are we to say|can (?:one|you) (?:say|do)[.!?]*$|next[.!?]*$|could be (?:better|nicer|finer))|\bwho am i to (?:say|complain|argue|judge|object|disagree|question)\b|\bwhat am i to (?:say|do)[.!?]*$|^who (?:wouldn't|would have|would've|says)\b|^who (?:could|can) (?:forget|resist|blame|argue|complain|object|doubt|(?:say|tell)[.!?]*$|ask for more|wish for|have (?:known|thought|guessed|foreseen|imagined))|\bwould you (?:believe|credit)\b|\bcan you (?:believe|imagine)\b|\bwill it ever\b|\bwill (?:they|we|he|she|it) ever\b|\bwhat'?s not to\b|\bwhatever next\b|^(?:wasn't|isn't|aren't|weren't|doesn't|didn't|don't|hasn't|haven't) (?:it|that|they|she|he|this|you|we|the \w+(?: \w+)?) [^?]{0,30}\b(?:lovely|wonderful|marvellous|splendid|nice|good|great|well|hot|cold|fun|funny|clever|fine|beautiful|grand|a (?:day|night|treat|joy|pleasure)|look|sing|play|just)\b|\b(?:and )?(?:wasn't|isn't|doesn't|aren't|weren't) (?:it|he|she|they|that)(?: (?:hot|cold|lovely|well|good|wet|grand|nice))?\?*$|^how (?:are|were|is|was|'s|did) (?:you|things|life|your (?:holiday|weekend|christmas|easter|break|day|trip|mother|mum|leave)|the family|(?:we|it) (?:do|go))\b|\bhow did we do\b|, (?:don't|won't|can't|isn't|aren't|wouldn't|shouldn't|eh|right|ok|okay)(?: (?:you|we|they|it|he|she|i))?\?+$|^(?:right|ok|okay|yes|no|really|honestly|eh|what|remember|all well|all good|you ok|ready|deal|agreed)\?+$|^(?:any )?questions\?+$|\bwhere would we be\b|\bis there anything (?:i|we) can\b|\bcan i (?:help|do anything)\b|\bwhat do you think of it\b|^(?:(?:and|well|oh|so|but),? )*why not\?+$|, why not\?+$(?<!if (?:not|no|so),? why not\?+)|\bwhat more (?:can|could|is there|do you want)\b|\bwhat (?:would|should) (?:we|i|they) (?:ever )?(?:do|have done) without\b|\bwhat'?s the world\b/;

/** A question that wants something done, for all that it is put as a question. */
const wantsDoing =
  /\b(?:could|can|would|will|might) (?:you|someone|somebody|one of you|the office)\b(?! (?:believe|credit|imagine))|\b(?:may|can|could|might) (?:i|we)\b|\b(?:any chance|possible|would you mind|do you mind|do you think you (?:could|can|might)|are you able to|(?:would it be|is it) (?:ok|okay|all right|alright|possible)|shall (?:i|we)|should (?:i|we)|how about|do you want)\b|\bplease\b/;
const wantsTelling =
  /\b(?:tell|remind|let) (?:me|us)\b(?: know)?(?:[^.;?!]{0,20})\b(?:wh\w+|how|if|the (?:date|time|name|number|figure|cost|price|day|phone|email)|about|of)\b|\b(?:confirm|say|explain|advise|clarify|ask|enquire|inquire|check|know|knows|find out|hear|learn|wonder(?:ing|ed)?)\b (?:me |us |to me )?(?:\w+ ){0,2}?(?:if|whether|when|what|where|which|who|whose|how|why)\b/;
const bySomeone =
  /\b(?:asks?|asked|asking|wants? to know|would like to know|is wondering|wondering|keen to know|need to know|wanna know|want to know|like to know|glad to know|glad to learn)(?: me| us)? (?:if|whether|when|what|where|which|who|how|why)\b/;
const answeredAlready =
  /\bi (?:wrote|rang|emailed|e-mailed|phoned|called|came|popped|got in touch)\b[^.;?!]{0,40}\bto (?:ask|enquire|find out)\b|\b(?:looked up|apologies|sorry for|told|answered|replied|i said|explained|been told|don't know|do not know|you asked|as you ask|never know)\b/;

/** The sentence says that nothing is wanted, or that it is done or was asked before. */
const wantsNothing =
  /\bno need (?:to|for)\b|\bneedn't\b|\bneed not\b|\bdon't need (?:you|anything|to (?:do|reply|answer))\b|\bnothing (?:for you )?(?:to do|needed|more|else)\b|\bno (?:reply|response|answer|action|thanks|reply's|rush to reply) (?:is |are |was )?(?:needed|required|necessary|expected|called for)\b|\bno action\b|\b(?:was|am not|i'm not|wasn't) (?:about|going|asking) to? ?(?:ask|you)\b|\bnot asking (?:you|for)\b|\bdon't you dare\b|\bi don't (?:need|want|expect) an? (?:answer|reply)\b|\bat no point\b|\bthank you for (?:asking|letting|sending|your)\b|\bthanks for (?:asking|letting|sending|your)\b|\bif (?:i don't hear|you (?:have|need|want) any|anybody has)|\b(?:have|has|had) (?:already )?asked (?:me|us|tom|margaret)\b|\byou asked (?:me |us )?(?:for|if|whether|after|to|about)\b|\bas (?:you )?(?:asked|requested)\b/;

/** Nothing is wanted, whatever the sentence begins with. */
const saysNoNeed = /\b(?:no need|needn't|need not|no (?:further )?action|nothing (?:more|else|further))\b/;

/** Such words are about something else where the sentence begins with what it asks: "can I have the sheets, a parent has asked me …". */
const opensWithAsk = new RegExp(
  `^(?:please\\b(?! (?:don't|do not|note|take no|ignore|disregard))|(?:can|could|may|might|would|will) (?:i|we|you|someone|somebody|anyone|anybody|one of you)\\b|(?:any chance|is (?:it|there)|i need|we need|do you|have you|have we|do we)\\b|(?:i|we)(?:'d| would| should) (?:\\w+ )?(?:like|be (?:glad|grateful|pleased))\\b|${wh} ${aux} )`,
);

/** Offers and good manners that are put like requests. */
const courtesy =
  /^if (?:you|anybody|anyone|somebody|someone|they) (?:ever )?(?:needs?|wants?|would like|'d like|requires?|gets? stuck|(?:is|are) (?:stuck|short)|(?:has|have) any|fancy|prefer|feel)\b[^.;?!]{0,80}\b(?:let me know|give me a (?:ring|shout|call|bell)|shout|ring me|call me|get in touch|drop me a line|(?:just|only|please|do) (?:ask|say))\b|\b(?:let me know|call me|ring me|shout|give me a (?:ring|shout|call)|get in touch|contact me|come back to me|drop me a line|ask me)\b[^.;?!]{0,20}\bif (?:you|there|anything|i can|that|this|it)\b(?![^.;?!]{0,30}\b(?:can|could|will|are able|agree|object)\b)|\bshould (?:you|any(?:body|one|thing)?|there)\b[^.;?!]{0,60}\b(?:questions?|wish|need|want|unclear|problem|require)|\bplease (?:do )?(?:not hesitate|come|join us|enjoy|help yourself)|\byes,? please\b|\bplease (?:call|ring|contact|dial) (?:the|me|999|101)\b[^.;?!]{0,60}\b(?:if|for)\b|\bhappy to (?:help|talk|answer|discuss|take)\b|\bgladly\b/;

/** "Let Miss Rowe see the whole of it": leave for somebody else, which asks nothing of the reader. */
const givesLeave =
  /^(?:by all means,? |do |please |yes[,.]? (?:do )?|certainly[,.]? )?let (?!me\b|us\b)(?:[a-z'-]+ ){1,3}?(?:have|see|read) (?:it|this|that|them|all of (?:it|this)|the (?:whole|lot|text|rest|letter|papers?|report|email|message|item|note))\b/;

/** One look that spares the patterns most sentences of ordinary mail. */
const mayAsk =
  /\?|\b(?:pray|be (?:so |very )?(?:good|kind|obliging)|you|please|could|can|would|will|may|might|shall|should|must|need|want|wish|like|grateful|obliged|glad|appreciate\w*|wonder\w*|hop(?:e|ing)|ask\w*|request\w*|require\w*|chance|let me|perhaps|await|expect|insist|instruct|forget|remember|after|looking for|wanted|reminder|nudge|it'd|chasing|make sure|tell|are to|is to|has to)\b/;

/** What one sentence wants, its opening left out; null: nothing. Documents are looked at elsewhere. */
export function readAsk({ plain, written }: Sentence): 'instruction' | 'request' | 'enquiry' | null {
  if (plain.length < 3) return null;
  const isOrder = isImperative(plain, written) && !(plain.endsWith('?') && /^(?:have|do|let's)\b/.test(plain));
  if (!isOrder && !mayAsk.test(plain) && !unmarked.test(plain)) return endsInImperative(plain) ? 'instruction' : null;
  if (wantsNothing.test(plain) && !plain.endsWith('?') && (saysNoNeed.test(plain) || !opensWithAsk.test(plain)))
    return null;
  if (courtesy.test(plain) || givesLeave.test(plain)) return null;
  const isMarked = /\?(?:["')\s]|$)/.test(plain);
  const isQuestion = isMarked ? !exclamation.test(plain) : unmarked.test(plain) && !noQuestion.test(plain);
  if (isQuestion && rhetorical.test(plain) && !wantsDoing.test(plain)) return null;
  const isPolite = /\bplease\b/.test(plain);
  if (isQuestion && !isOrder) return kindOfQuestion(plain);
  const isRequest = requests.some((pattern) => pattern.test(plain));
  if (orders.some((pattern) => pattern.test(plain)) && !tellsOfOrder.test(plain))
    return isPolite ? 'request' : 'instruction';
  if (isOrder || endsInImperative(plain))
    return isPolite || /\b(?:will|would|could|can) you\b/.test(plain) ? kindOfWish(plain) : orderOrEnquiry(plain);
  if (isRequest) return kindOfWish(plain);
  return bySomeone.test(plain) && !answeredAlready.test(plain) ? 'enquiry' : null;
}

/** "Let me know when", "tell me what": told as an order, and no more than a question. */
function orderOrEnquiry(plain: string): 'instruction' | 'enquiry' {
  return /^(?:let|tell|remind|advise|confirm|explain) (?:me|us|what|when|if|whether|how|who|where|which)\b/.test(
    plain,
  ) && wantsTelling.test(plain)
    ? 'enquiry'
    : 'instruction';
}

function kindOfQuestion(plain: string): 'request' | 'enquiry' {
  if (!wantsDoing.test(plain)) return 'enquiry';
  // "When will you be in?", "which could we have?": a question word before it asks for a fact.
  const at = plain.search(wantsDoing);
  const before = plain.slice(0, at);
  if (new RegExp(`^(?:[\\w']+ ){0,2}?${wh}\\b[^,;:.]{0,60}$`).test(before)) return 'enquiry';
  return kindOfWish(plain);
}

function kindOfWish(plain: string): 'request' | 'enquiry' {
  const told = wantsTelling.test(plain) || bySomeone.test(plain);
  if (!told) return 'request';
  return /\b(?:and|then) (?:tell|ask|let|get|send|put|write|ring|have|then)\b|\bwhether you (?:might|could|would|can)\b|\bif you (?:might|could|would|can)\b|\b(?:ask|tell) (?:them|him|her|the|tom|mr|mrs|someone)\b|\bfind out discreetly\b|\bcheck\b/.test(
    plain,
  )
    ? 'request'
    : 'enquiry';
}
