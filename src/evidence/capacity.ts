/** Words by which a councillor says as whom they write (St Just 12.5). Signatures and standing disclaimers are none. */

const ownVoice =
  '(?:individual|citizen|resident|neighbour|parishioner|householder|dog walker|parent|dad|mum|father|mother|customer|member of the public|taxpayer|villager|ratepayer|allotment holder|friend|patient|passenger|reader|rider|driver|cyclist|walker|canoeist|volunteer|local|man|woman|mate|pal|chum|private person|somebody who|someone who)';

/** The writer speaks for nobody but themselves. */
const individualPatterns: RegExp[] = [
  new RegExp(
    `\\bas (?:just |merely |simply |purely |only )*(?:an?|one|your) (?:private |ordinary |individual |concerned |local |single |mere |humble |long-standing |fellow )*${ownVoice}\\b`,
  ),
  /\b(?:in|with) (?:a |my |an |his |her )?(?:purely |entirely |strictly |own |wholly )*(?:personal|private|individual) (?:capacity|account|hat|behalf)\b/,
  /\b(?:speak|speaking|write|writing|comment(?:ing)?|say(?:ing)?|respond(?:ing)?|replying|asking|ask)(?: \w+){0,3} (?:personally|privately|as an individual|as myself|off my own bat|on my own (?:account|behalf)|for (?:nobody but )?myself)\b|\bfor nobody but myself\b/,
  /\b(?:only|just|purely|simply|merely|solely) (?:for myself|my (?:own )?(?:personal )?(?:view|views|opinion|thoughts|two penn'?orth)|me (?:asking|writing|speaking|saying))\b/,
  /\b(?:it|this|that|they|these|views?|opinions?|words|which|all (?:this|of it)) (?:is|are|be)(?: \w+)? mine\b(?=,? (?:as|and|only|alone|not|personally|rather|but)|[.,;!]|$)(?! to\b)|\bmine,? as (?:one of|an?|just)\b|\bi (?:speak|write|answer) (?:here |now |today )?(?:as|for) (?:only |just )?(?:one (?:member|councillor|voter|vote|of)|myself)\b/,
  /\b(?:my|a|purely) (?:own )?(?:personal|private|individual) (?:view|views|opinion|opinions|thoughts|comment|comments|letter|note|matter|request|enquiry|inquiry)\b|\b(?:this|it) is (?:my own|mine alone)\b|\bmy own (?:view|views|opinion|thoughts) (?:and|not|only|alone|rather)/,
  /\b(?:not|nor|never|neither|rather than|and not|nothing) (?:\w+ ){0,4}(?:on behalf of|in the name of|speaking for|writing for|acting for|a communication of|an? (?:official )?letter (?:of|from)) (?:the |this |our |my )?(?:\w+ ){0,3}council\b|\bnot (?:(?:writing|speaking|acting|here|doing (?:this|so)) )*for (?:the |this |our |my )?(?:\w+ ){0,2}council\b/,
  /\b(?:strictly|entirely|purely|quite) unofficial\b|\bnothing official about\b|\bpurely from me\b|\b(?:treat|read|take|regard) (?:this|it) (?:please )?as (?:a letter |coming |a note |a message )?(?:from|by) an?\b|\bnot to cllr\b|\b(?:one|a) (?:councillor|villager|resident|member|neighbour|parent)'s (?:view|question|opinion|thoughts?|comment|plea|letter)\b|\bmy interest is that of\b|\bmy seat on the council out\b|\b(?:don't|do not) treat this as (?:coming )?from the\b/,
  /\b(?:nothing to do with|not (?:a |any )?|no |forget )(?:the )?(?:parish |town )?council(?: (?:matter|business|letter|enquiry))?(?: for (?:a|the) moment)?\b(?=[.,:;!]| matter| business| letter| for (?:a|the) moment|$)|\bnot the council\b/,
  /\b(?:wearing|with) my (?:own|private|personal) hat\b|\bcouncillor(?:'s)? hat off\b|\b(?:not|rather than|and not) (?:in my capacity |wearing my hat |with my hat on |from |your local |your )?(?:as )?(?:a |the )?(?:local |parish |town |ward )*(?:councillor|chair\w*|mayor|member of (?:the |[a-z]+ )?(?:parish |town )?council)\b/,
];

/** A body that somebody may speak for, other than the council. */
const otherBody =
  "(?:the |our |my |a |all |both |this |your )?(?:[\\w&'-]+ ){0,5}?(?:group|party|association|society|club|trust|trustees|charity|committee|friends|campaign|branch|league|federation|alliance|union|parish church|pcc|governors|school|residents|neighbours|tenants|members|family|constituents?|households?|company|firm|partnership|forum|network|institute|choir|band|team|ratepayers|independents)";

const roles =
  '(?:councillor|cllr|member|mayor|deputy mayor|chair(?:man|woman|person)?|vice[- ]chair(?:man|woman|person)?|rep(?:resentative)?|trustee|delegate|appointee|nominee|director|governor|warden|champion|secretary|treasurer|lead|leader|head|holder|clerk|officer|convenor|convener|coordinator|observer|guardian|owner|spokes(?:man|woman|person)|president|patron|candidate|householder|licensee|tenant)';

const writing =
  "(?:writ(?:e|es|ing|ten)|speak(?:ing|s)?|answer(?:ing|s)?|turn(?:ing)? to you|appeal(?:ing)?|beg(?:ging)?|ask(?:ing|s)?|contact(?:ing)?|e-?mail(?:ing)?|respond(?:ing)?|reply(?:ing)?|approach(?:ing)?|act(?:ing)?|comment(?:ing)?|get(?:ting)? in touch|send(?:ing)?|enquir(?:e|ing)|inquir(?:e|ing)|do(?:ing)? (?:so|this|it)|say(?:ing)? (?:so|this)|express(?:ing)?|offer(?:ing)?|rais(?:e|ing)|tell(?:ing)?|come|comes|coming|here|read this|address(?:ing)?|call(?:ing)?|bother(?:ing)?|pester(?:ing)?|am|i'm|this is|this|query(?:ing)?|put(?:ting)?|report(?:ing)?|thank(?:ing)?|wrote|purely|only|merely|simply|just|solely)";

/** What "as" leads to in ordinary sentences. */
const notCapacity =
  '(?!a (?:result|matter|rule|whole|courtesy|favour|reminder|last|start|thank|gesture|consequence|guide|first|lot|further|general|token|precaution|pdf|word|way|means|sign|kind|sort|bonus|trial|surprise|joke)\\b|an (?:example|aside|attachment|alternative|experiment|interim|extra)\\b|the (?:crow|case|matter|law|weather|road|bus|clerk|council|minutes|poster|notice|years?|days?|evening|meeting)\\b|it\\b|this (?:is|was|has)\\b|that\\b|they\\b|he\\b|she\\b|i\\b|you\\b|we\\b|soon\\b|well\\b|far\\b|long\\b|many\\b|much\\b|if\\b|for\\b|to\\b|always\\b|discussed\\b|agreed\\b|promised\\b|before\\b|usual\\b|ever\\b|per\\b|yet\\b|above\\b|below\\b|follows\\b|requested\\b)';

const capacityPatterns: RegExp[] = [
  // "I am writing as one of the hall trustees", "this comes to you from me as the member for Quay ward"
  new RegExp(
    `\\b(?:i|i'm|i've|i'd|me|we|this|here|my|just|purely|only|today)\\b[^.;!?]{0,70}?\\b${writing}\\b[^.;!?]{0,60}?\\bas (?:(?:just|only|merely|simply|purely|solely|both|also|no more than|nothing more than|either|always) )*${notCapacity}(?:an?|the|one|your|their|its|his|her|my|our|this|somebody|someone|ward|parish|town|chair\\w*|mayor|secretary|leader)\\b`,
  ),
  // "as chairman of the Amenities Committee I ask", "purely as your local councillor I have written"
  new RegExp(
    `(?:^|[,;:(] ?|\\b(?:and|but|speaking|writing|purely|only|just|merely|simply|solely) )as (?:(?:an?|the|one|your|their|its|my|this|our|just|only|merely) )?(?:[\\w'-]+ ){0,4}?${roles}\\b`,
  ),
  // "Issued for the Town First group"
  new RegExp(
    `\\b(?:(?:issued|sent|released|written|submitted|signed|put out|made|given|published) (?:\\w+ )?(?:by|for|on behalf of|in the name of)|^\\W*(?:on behalf of|for and on behalf of|in the name of)|(?:release|statement|message|note|letter|notice|news|comments?|response|reply|submission|announcement|greetings|thanks|apologies|enquiry|request|question|objection|invitation|tribute) (?:(?:is|comes|goes|sent|made|to you) )?(?:on behalf of|in the name of)|(?:${writing})(?: [\\w']+){0,4} (?:on behalf of|in the name of)) ${otherBody}\\b`,
  ),
  /\bin (?:my|a|an|the|that|this|his|her|no other|any other) (?:(?:purely|strictly|entirely|own|official|formal|personal|private|individual|public|civic|mayoral|council|ward) )*(?:capacity|role|guise|name|office)\b/,
  /\b(?:in|with) (?:my|the|its|that) (?:quality|responsibility|job|post|function|name)\b[^.;!?]{0,30}\b(?:as|of|for|in mind|and on its behalf)\b|^\W*(?:individual|personal|private|official) capacity\b|\bin (?:the council's|its) name\b|\b(?:hats?|cap)\b[^.;!?]{0,40}\b(?:on now|today|i have on|wearing)\b|\bi am the (?:\S+ )?council's\b|\bthe (?:parish|town) council one that\b|\bas (?:somebody|someone|one) (?:who|of the)\b|\b(?:writing|speaking|asking|replying|here) as the (?:parish|town|council|ward)'s\b|\b(?:is|it is|it's) as (?:an? |the |your |deputy |vice )*(?:[\w'-]+ ){0,3}that i\b|\b(?:organiser|secretary|chair\w*|treasurer|member|owner|resident|neighbour|warden)\b[^.;!?]{0,30}\b(?:speaking|here|writing)\b|\bi address you as\b/,
  /\bin my (?:capacity|role|position|office|work) (?:as|of|on|for)\b|\bonly as (?:that|such)\b|\bas such that i\b|\bthe only (?:post|hat|office|role|interest) i\b/,
  /\b(?:with|wearing|putting on|in|under) (?:my|the|an?) (?:[\w'-]+ ){0,5}(?:hat|cap|badge|chain)\b(?: on| off)?/,
  /\b(?:personally|privately|for myself|on my own (?:account|behalf)|off my own bat)\b/,
  new RegExp(
    `\\b(?:it's|it is|this is) (?:the |your |an? )?(?:[\\w'-]+ ){0,3}?${roles}\\b[^.;!?]{0,50}\\b(?:who(?:'s| is)|here|writing|speaking|bothering|asking|again)\\b`,
  ),
  new RegExp(
    `\\b(?:${roles}|owner|resident|neighbour|parent) (?:[a-z'-]+ )?(?:here|reporting|writing|speaking)\\b(?<!cllr [a-z'-]{1,20} here)`,
  ),
  /\bi (?:chair|hold|represent|lead|look after|sit on|serve on) (?:the |your |our )?[^.;!?]{2,60}\b(?:in that|as such|in this|and (?:am writing|write|ask|speak)|for (?:the|our) (?:\w+ )?council)\b/,
  /\bi (?:do not|don't|cannot|can't|am not (?:able|allowed|authorised) to|am in no position to|can only) (?:\w+ ){0,2}(?:speak|write|act|answer) (?:\w+ ){0,3}(?:for|on behalf of)\b/,
  /\b(?:asked|appointed|chosen|made|elected|nominated) (?:me|by the (?:\w+ )?council)\b[^.;!?]{0,60}\b(?:in that capacity|for it|on its behalf|as its|to (?:write|speak|ask) (?:to you )?(?:for|on))/,
];

/** "She is writing as chair": somebody else's capacity. */
const somebodyElse =
  /\b(?:(?:mrs?|ms|miss|dr|cllr|councillor) [a-z'-]+|she|he|they|who|margaret|the clerk|the mayor|the chairman) (?:is|was|are|were|will be|has been|writes|wrote|signed|spoke|serves|served|acts|acted|stood|sits|sat|came|comes|attended|replied)\b[^.;!?]{0,60}\bas\b/;

export function speaksAsIndividual(sentence: string): boolean {
  return individualPatterns.some((pattern) => pattern.test(sentence)) && !somebodyElse.test(sentence);
}

export function readsCapacity(sentence: string): boolean {
  if (somebodyElse.test(sentence) && !/\band i (?:are|am)\b/.test(sentence)) return false;
  return speaksAsIndividual(sentence) || capacityPatterns.some((pattern) => pattern.test(sentence));
}
