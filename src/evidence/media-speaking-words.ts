/** The wording of media-speaking.ts: how a councillor speaks for the council to the media. Looked for in plain wording. */

const body =
  "(?:(?<!(?:county|district|borough|city|unitary|church|youth|other) )(?:the |this |our |your )?(?:[a-z'-]+ ){0,3}?(?:parish council|town council|council|councillors|parish|pc|planning committee|committee)(?:'s|'d|'ll)?)";
const does =
  "(?:is|are|was|were|has|have|had|will|won't|would|wouldn't|isn't|wasn't|hasn't|doesn't|does|did|didn't|can|can't|cannot|could|should|shall|'s|'ll|says?|said|stands?|supports?|objects?|opposes?|regards?|takes?|took|wants?|hopes?|thinks?|believes?|apologises?|knew|knows|told|decided|agreed|resolved|voted|costs?|fully|very much|considers?|feels?|asked|asks|put|puts|plans?|expects?|intends?|kept|keeps|recommends?|isn't|aren't|never|has never|notes?|regrets?|welcomes?|backs?|hasn't|gave|gives|bought|buys|owns|runs|pays|paid|recommended|refused|approved|rejected|considered|discussed|supported|opposed|objected|welcomed|received|offered|offers|disagrees?)";

/** The council, the parish or a committee is what the sentence is about. */
export const statesCouncils = new RegExp(
  `(?:^|[,;:("“.!-] ?|\\b(?:that|and|but|so|as|is|yes|no|what|report|say|way|because|tell you|tell your readers) )(?:yes[:,]? |no[:,]? |well[:,]? )?${body} ${does}\\b`,
);

/** As its voice: in its name, with its view, its line, its position. */
export const inItsName =
  /\b(?:on (?:the )?(?:[\w']+ ){0,3}council's behalf|on behalf of (?:the )?(?:[\w']+ ){0,3}council|(?:speaking )?as (?:the |its |your )?(?:vice-?|deputy )?(?:chair(?:man|woman|person)?|mayor|leader|spokes\w+)\b|our (?:position|view|line|policy|stance|official line|response|answer)|(?:official|council's|parish's) (?:line|view|position|response|answer|policy)|line from (?:us|the (?:chair|council|mayor))|(?:word|position|view|response|answer|answers|opinion|feeling) (?:for|of|from) (?:the )?(?:[\w']+ ){0,3}council|as far as (?:the )?(?:[\w']+ ){0,4}council is concerned|we (?:at|on|of|as) (?:the |a )?(?:[\w']+ ){0,3}council|us official line|under our name|put (?:us|the council|[\w' ]{3,30} (?:pc|council)) down (?:as|for)|council policy|our policy(?:'s| is| has)|(?:view|opinion|feeling|wish|decision|mind|belief) of (?:the |our |all |most )*(?:members|councillors)|you (?:can|may) (?:report|print|say|write|tell (?:your|the|them|people)(?: \w+)?) (?:that |it )?(?:we|our|the (?:parish|town|council)|(?:[a-z]+ ){1,2}(?:will|has decided|council|parish)\b(?<!\b(?:i|it|he|she|they) will))|council's (?:right |fully |all |dead |totally |solidly |100% )*(?:behind|against|for it|in favour|opposed|keen|delighted|happy|unhappy|sorry|proud|appalled|disappointed)|for (?:[\w']+ ){1,3}(?:pc|parish council|town council|council)$)/;

/** "We" in a message about the council's doings, where nobody else can be meant. */
export const weDecide =
  /\b(?:all|every(?: last)? one|both|most) (?:\w+ )?of us (?:voted|agreed|decided|oppose|object|support|want|are|think|believe|will)\b|\b(?:we|we've|we're|we'll|we'd|us)\b(?: [\w']+){0,2} (?:decided|voted|agreed|resolved|asked|concluded|changed contractors|put|set aside|fight|all are|are taking|have put|take no|don't discuss|shall|begun|opposed|object|support|welcome|want|expect|bought|spent|think|believe|hold|hope)\b|\bwe(?:'ll| will| shall) (?:fight|appeal|object|oppose|be)\b|\bwe all are\b|\bno plans to\b/;

/** The writer speaks for nobody but themselves, for others, or not at all. */
export const notForCouncil = new RegExp(
  [
    '\\bfor (?:myself|nobody but myself)\\b|\\bspeak(?:ing)? for (?:myself|it anyway|nobody|me\\b)|\\b(?:only|just|purely) (?:for me|me\\b|my own)|\\bme that said it\\b|\\bmy own (?:view|opinion|kitchen|album|leaf|votes?|thoughts)\\b|\\bin a (?:personal|private) capacity\\b|\\bpersonally\\b',
    "\\bas (?:just )?(?:a|an|the) (?:\\w+ )?(?:customer|mum|mother|father|dad|walker|resident|candidate|fella|farmer|neighbour|parent|individual|trustee|governor|grandmother|grandfather|commuter|driver|cyclist|shopkeeper|reader|volunteer|member of (?:the public|our campaign))\\b|\\bjust a (?:customer|resident|mum|dad|neighbour)\\b|\\b(?:our campaign|badge|group's side)\\b",
    "\\b(?:not|n't|never|nor) (?:[\\w']+ ){0,3}?(?:for|on behalf of|in the name of|as|speak for|speaking for|say it for|write for) (?:the |this |our |my )?(?:[\\w']+ )?(?:council|it|a councillor|councillor|its name)\\b|\\bnot (?:for )?the council(?:'s)?\\b(?! (?:who|which|that))|\\bkeep (?:the )?council (?:business )?out\\b|\\b(?:nothing|nowt) to do w(?:ith|i')? ?(?:the )?council\\b|\\bgot nowt to do\\b|\\bno authority\\b|\\b(?:has|have)n't asked me\\b|\\bhas not asked me\\b|\\bin the council's name\\b(?<=(?:not|n't|shan't)[^.;!?]{0,50})|\\bout of it please\\b",
  ].join('|'),
);

/** Nothing is said: it declines, refers, or arranges something. */
export const declines =
  /\b(?:no comment|couldn't tell you|nothing (?:at all )?to say|not one word|i'd sooner not|not my place|i've none to give|can't (?:talk|get you|comment|say)|try the clerk|ask the clerk|ask our clerk|the clerk,? (?:who|will|has|is)|through the clerk|is with the (?:clerk|committee)|with the committee still|who(?:'ll| will) (?:reply|answer)|have a word with|will let you know|sent your (?:enquiry|questions?|email)|gone to the clerk)\b/;

/** "All nine of us": a whole council speaks, named or not. */
export const wholeBody =
  /\b(?:all|every(?: last)?) (?:five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|[5-9]|\d\d) of us\b|\bevery last one of us\b/;
