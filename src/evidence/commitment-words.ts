import type { Commitment } from './commitments.ts';

/** The wording of commitments.ts: what binds a council, and what takes the force out of it. All of it is looked for in plain wording. */

const offer =
  '(?:quot(?:e|ation|es|ations)?|tenders?|offer|estimate|price|prices|bid|proposal|terms|figure|costings?|invoice for the deposit)';
const contract =
  '(?:contract|agreement|lease|licen[cs]e|tenancy|services?|arrangement|booking|order|engagement|appointment|hire|retainer|subscription|policy)';
const subject =
  "(?:i|we|i'm|we're|i am|we are|i'd|we'd|i have|we have|i've|we've|it|he|she|the (?:\\w+ )?council|council|[a-z' -]+ council|am|are|is|both)";
const adverbs =
  '(?:(?:also|hereby|formally|now|therefore|happily|gladly|herewith|pleased|delighted|happy|glad|writing|to|be|on behalf of [^,.;]{3,50},?|have|has|had|would|like|want|wish|wants|wishes|d|am|is|are|confirming|confirm|that|can|will|shall|decided|agreed|resolved|authorised|for|and|council|the|parish|town) )*';

/** Words of contract that bind on their own. */
export const contractWords: Array<[Commitment['kind'], RegExp]> = [
  [
    'acceptance',
    new RegExp(
      `\\b${subject} ${adverbs}(?:accept|accepts|accepting|accepted|acceptance of|take up|taking up|approve|approves|agree to|agrees to|agreed to|going with|go with|going for|go for|choosing|chosen|select(?:ed)?|opting for|opt for)\\b[^.;!?]{0,40}?\\b(?:your|the|their|this|that|jess's|\\w+'s)\\b[^.;!?]{0,40}?\\b(?:${offer}|option (?:\\w+))`,
    ),
  ],
  [
    'acceptance',
    new RegExp(
      `\\b(?:your|the|this) (?:\\w+ ){0,3}${offer}[^.;!?]{0,60}? (?:is|are|has been|have been|was) (?:hereby |formally |therefore |now |gladly )*(?:accepted|approved|agreed|acceptable to (?:the )?council)\\b`,
    ),
  ],
  [
    'acceptance',
    new RegExp(`\\b(?:accept|accepting|acceptance of|accepts) (?:\\w+ ){0,3}(?:your|the) (?:\\w+ ){0,4}${offer}`),
  ],
  [
    'acceptance',
    /\b(?:yes|yep|ok|okay|agreed|done|deal|fine|perfect|great|that's fine|sounds good)[,.! -]+(?:\w+ ){0,6}?(?:go ahead|book (?:it|them|us|that)|crack on|get on with|do it|please do|let's do it|proceed|order (?:it|them))\b/,
  ],
  ['acceptance', /\b(?:count|put) (?:the (?:parish |town )?council|us|little|st|[\w ]+ council) (?:down |in )+for\b/],
  ['acceptance', /\b(?:that's|it's|you(?:'ve| have) (?:got )?) ?a deal\b/],
  [
    'order',
    /\b(?:place|placing|placed|confirm|confirming|raise|raising|make|making|put in|putting in|submit)\b (?:(?:an?|the|our|this|my|that|following|firm|formal|official|council's|purchase) )*orders?\b/,
  ],
  [
    'order',
    /\b(?:take|treat|accept|consider|regard|count) (?:this|that|it)(?: (?:e-?mail|letter|message|note|text))?(?: as| to be|,)? ?(?:[\w'-]+ ){0,8}?(?:order|acceptance|instruction|instructions|authority|authorisation|confirmation|notice|go[- ]ahead|permission|agreement|booking|appointment|licen[cs]e|contract|lease|consent|final|undertaking|accepting)\b/,
  ],
  [
    'order',
    /\b(?:this|here) (?:e-?mail |letter |message )?(?:is|constitutes|serves as|confirms|gives you|to confirm) (?:\w+ ){0,8}?(?:order|acceptance|instruction|instructions|authority|authorisation|formal notice|notice to quit|notice of termination|notice that|go[- ]ahead)\b/,
  ],
  [
    'order',
    /\b(?:we|i|the council|council)(?:'d| would| should| will|'ll)? (?:\w+ )?(?:like|want|need|wish) to (?:\w+ )?(?:order|book|buy|purchase|hire|take (?:the|on|one|two|three)|go ahead|proceed|reserve|confirm|commission|engage|appoint)\b/,
  ],
  [
    'order',
    /\b(?:please|kindly|pls|plse) (?:can you |could you )?(?:supply|deliver|order|book|reserve|fit|install|send (?:us|the council)|ship|dispatch|provide|put (?:us|the council) down|pencil (?:us|the council) in|invoice|bill|charge)\b/,
  ],
  [
    'order',
    /\b(?:i|we|the council) (?:hereby |now |have |has |'ve |am |are )*(?:order|ordering|ordered|buy|buying|bought|purchas(?:e|ing|ed)|hir(?:e|ing|ed)|book|booking|booked|reserv(?:e|ing|ed)) (?:the|a|an|one|two|three|four|six|ten|\d+|your|those|these|it|them|you)\b/,
  ],
  [
    'instruction',
    /\b(?:please|pls|plse|kindly|so|you can|you may|can now|should|must|just|now|do|then|to|and|yes)[,]? (?:now |just |then |please |also |all )*(?:go(?:ing)? ahead(?! and (?:vote|have|enjoy|ask|read|use|try|say|tell))|proceed|get on (?:and|with)|crack on|press on|make a start|start work|start on|start the|start by|start from|begin (?:work|on|the)|commence|carry on with|carry out|undertake|mobilise|get (?:it|them|this|that|the \w+(?: \w+)?) (?:done|mended|fixed|cut|felled|repaired|painted|replaced|removed|cleared|delivered|moved|taken)|do the (?:work|job|works)|take (?:it|them|the \w+) (?:down|out)|fell the)\b/,
  ],
  [
    'instruction',
    /\bgo(?:-| )ahead (?:with|on|please|from|for|as)\b|\b(?:have|has|got|give|gives|giving|given|get|gets|is|you're|this is) (?:\w+ ){0,3}(?:our|the|my|council's|full|formal|official|a)? ?(?:go[- ]ahead|green light|all clear to start|thumbs up)\b|^\W*go ahead\b|\bit's a (?:yes|go)\b/,
  ],
  [
    'instruction',
    /\b(?:i|we|council)(?: \w+)? (?:hereby |now |therefore |am |are |formally |write to |writing to )*(?:instruct|instructs|instructing|direct|directs|authori[sz]e|authori[sz]es|authori[sz]ing|order|require|requires|requiring) (?:you|your (?:firm|company|men|team)|\w+ (?:& |and )?\w* ?to|that you|the (?:works?|contractor|removal))\b/,
  ],
  [
    'instruction',
    /\byou (?:are|'re|have been) (?:hereby |therefore |now |accordingly )*(?:instructed|authori[sz]ed|directed|required|engaged|appointed|hired|booked|commissioned|retained|ordered)\b/,
  ],
  [
    'instruction',
    /\b(?:council's|our|formal|official|confirm(?:ing)? (?:the|our)?|my) (?:\w+ ){0,3}(?:instruction|instructions|authority|authorisation|approval) (?:to|for|that|is|as)\b/,
  ],
  [
    'appointment',
    /\b(?:appoint|appointing|appoints|appointed|engage|engaging|engages|retain|retaining|retains|hire|hiring|hires|commission|commissioning|commissions|take on|taking on|instruct|instructing)\b (?:you\b|your (?:firm|company|practice|services)|(?:mr|mrs|ms|messrs) \w+ (?:as|to)|yourselves)/,
  ],
  [
    'appointment',
    /\bconsider (?:yoursel(?:f|ves)|it|that|this|your (?:firm|company)|the (?:order|job|deal|booking|contract|matter)) (?:\w+ ){0,2}(?:booked|appointed|hired|instructed|engaged|confirmed|done|agreed|accepted|ordered|commissioned|sold|placed|made|settled|yours)\b/,
  ],
  [
    'appointment',
    /\b(?:the (?:job|work|contract|position|post|order) is yours|you(?:'ve| have) got the (?:job|work|contract))\b|\baward(?:s|ed|ing)? (?:you |your \w+ |the )?(?:\w+ ){0,2}contract\b|\bconfirm(?:ing|s)? (?:your|the) (?:appointment|engagement|commission)\b/,
  ],
  [
    'termination',
    new RegExp(
      `\\b(?:terminat(?:e|es|ed|ing)|cancel(?:s|led|ling)?|end(?:s|ed|ing)?|bring(?:ing)? to an end|withdraw(?:s|ing|n)?|discontinu(?:e|es|ing)|dispens(?:e|ing) with|giv(?:e|ing) up|not (?:be )?renew(?:ing)?|revok(?:e|es|ed|ing)|rescind(?:s|ed|ing)?)\\b (?:\\w+ ){0,6}?${contract}\\b`,
    ),
  ],
  [
    'termination',
    new RegExp(
      `\\b${contract}\\b[^.;!?]{0,50}? (?:is|are|will be|shall be|comes?|stands?|has been) (?:hereby |now |therefore |formally )*(?:terminated|cancelled|ended|at an end|revoked|withdrawn|to an end|rescinded)\\b`,
    ),
  ],
  [
    'termination',
    /\bservices? (?:are|is|will be|shall be) no longer (?:required|needed|wanted)\b|\b(?:no longer (?:require|need|want) your (?:services|firm|company))\b|\byou(?:'re| are) (?:sacked|fired|dismissed)\b/,
  ],
  [
    'notice',
    /\b(?:(?:i|we|council|it)(?:'m|'re| am| are| is|'d| must| have to| now| hereby| therefore| write to| will|'ll| shall| do| would like to)* (?:hereby |now |therefore |formally |to )*(?:give|gives|giving|given|serve|serves|serving|issue|issues|issuing)|accept this as|this is|take this as|treat this as|hereby give) (?:[\w'-]+ ){0,6}?notice\b(?! ?board)(?! that (?:the |a )?(?:(?:annual|next|parish|town|public|special) )*(?:meeting|road|office|hall|closure))/,
  ],
  [
    'notice',
    /\bnotice to quit\b|\bformal notice\b(?! ?board)|\b(?:give|gives|giving|serve|serves) you (?:[\w'-]+ ){0,4}?(?:one|two|three|four|six|twelve|fourteen|twenty-eight|a|\d+)? ?(?:calendar )?(?:month|week|day)(?:s|'s|s')? (?:written |formal )?notice\b/,
  ],
  [
    'notice',
    /\b(?:council|we|i) (?:\w+ )?(?:require|requires|demand|demands|order|orders|insist|insists) (?:that )?you\b|\byou (?:must|are required to|are to|shall|have to|are obliged to) (?:\w+ ){0,3}(?:clear|remove|vacate|quit|cease|stop|reinstate|pay|return|repair|make good|complete|leave|take down|desist|hand back|surrender|move|cut|trim|reduce)\b/,
  ],
  [
    'payment',
    /\b(?:council|we|i)(?: \w+)? (?:\w+ ){0,4}?(?:agrees?|agreed|undertakes?|undertake|promises?|guarantees?|guarantee|commits?|pledges?|pledge|am happy|are happy|is happy|is willing|are willing|am willing|will|shall|is going|can confirm (?:that )?(?:we|it|the council) will|confirm(?:s)? that (?:we|it|the council) will|'ll) (?:to |be able to |of course |gladly |certainly |also |happily )*(?:pay|pays|paying|reimburse|refund|compensate|cover (?:the|your|all|half|any)|meet (?:the|your|all|half|any)|foot|contribute|fund|underwrite|settle|match|find the money|stand the cost|bear the|pick up the (?:bill|tab|cost)|make good|indemnify)\b/,
  ],
  [
    'payment',
    /\b(?:invoice|bill|charge|send (?:the|your|an|all) (?:bill|bills|invoice|invoices|account)(?: in)? to|address (?:the|your) (?:bill|invoice|account) to|put it on (?:the )?(?:council|account)|invoice (?:it|that|this) to|bill (?:it|that|this) to)(?: (?:it|this|that|everything))?(?: to)? (?:the |us|our )?(?:parish |town )?(?:council|clerk|office)\b/,
  ],
  [
    'payment',
    /\bat (?:the )?(?:parish |town )?council(?:'s)? (?:expense|cost)\b|\bon the (?:parish |town )?council's account\b|\b(?:council|we) (?:will|'ll|shall) (?:pay|foot|settle|cover|reimburse|stump up|see you right)\b/,
  ],
  [
    'grant',
    /\b(?:council|we|i) (?:\w+ ){0,3}?(?:grants?|granted|granting|gives?|giving|agrees? to (?:grant|let|lease|rent|sell|buy|hire|give|transfer|licen[cs]e|award|allow)|agreed to (?:grant|let|lease|rent|sell|buy|hire|give|transfer|award)|consents? to|permits?) (?:you|your|the|a|an|to|\w+) ?(?:\w+ ){0,5}?(?:permission|licen[cs]e|lease|consent|tenancy|plot|field|land|right|use|easement|grant|wayleave|extension|hall|pavilion|strip)\b/,
  ],
  [
    'grant',
    /\byou (?:have|'ve got|now have) (?:the )?(?:parish |town )?(?:council's|our|my) (?:full |formal )?(?:permission|consent|agreement|approval|leave|authority|blessing to (?:proceed|start|go))\b/,
  ],
  [
    'grant',
    /\b(?:council|we) (?:hereby |formally )?(?:undertakes?|covenants?|guarantees?|commits? (?:itself|ourselves)|binds? itself) (?:to|that)\b|\b(?:i|we) (?:can )?(?:commit|bind|pledge|promise) (?:the )?(?:parish |town )?council (?:to|that)\b/,
  ],
];

const payer =
  "(?:(?:the |our |this )?(?:[a-z'-]+ ){0,2}council|parish|the parish|town hall|the town hall|parish office|pc|tc|we|us)";
const transact =
  '(?:take (?!a (?:view|decision|vote|look|moment|while|walk|closer)|it (?:to|up|from|back|forward)|this (?:to|up|back|forward)|that (?:to|up)|into|place|account|part|action|your (?:views|comments|points)|note|care|steps|over from)|have (?:it|them|both|all|the (?!meeting|agenda|papers)|two|three|four|five|six|ten|that one|those|these|\\d)|buy|pay(?! (?:tribute|attention|heed|a visit|our respects))|stand (?:it|the|you|whatever)|settle|see to the|see you right|meet (?:the|your|his|her|their|all|half|any|that)(?: \\w+){0,3} (?:costs?|fees?|bill|expenses?|losses|charges?|price|account)|cover (?:the|your|all|half|any|that|his)|foot|hire|rent (?:it|the|your|them)|book|go (?:with|for)|reimburse|refund|fund|contribute|sponsor|match|underwrite|compensate|chip in|donate|put in £|find the|go halves|stump up|pick up the|bear the|return your|make good|indemnify|let you have|sell|lease|grant)';

/** Everyday words that bind on their own. */
export const everydayWords: Array<[Commitment['kind'], RegExp]> = [
  [
    'termination',
    /\b(?:your|the|this) (?:\w+ )?(?:tenancy|lease|licen[cs]e|contract|agreement|hire|hiring|arrangement|engagement) (?:will|shall|is to|must) (?:therefore |now |hereby )?(?:end|cease|expire|terminate|stop|come to an end)\b/,
  ],
  [
    'instruction',
    /\b(?:we're|we are|council is|council's|i'm|i am) (?:\w+ )?(?:happy|content|glad|pleased) for you to (?:replace|start|begin|go|proceed|do|carry|fit|install|supply|cut|fell|repair|mend|paint|build|dig|clear|order|deliver|put)\b/,
  ],
  [
    'appointment',
    /\b(?:i|we|council|to|hereby|can|happy to|pleased to|delighted to) (?:hereby |now |formally )*confirm(?:s|ing)? (?:your|the|our|my|an?) (?:\w+ )?(?:appointment|engagement|instruction|instructions|order|booking|acceptance|commission|purchase|hire|award|contract)\b/,
  ],
  [
    'payment',
    new RegExp(
      `\\b${payer}(?:'ll| will| shall| is going to| are going to| agrees to| agree to| is happy to| are happy to| can| is prepared to| are prepared to|'d be happy to| would be happy to| undertakes? to| promises? to) (?:also |gladly |of course |certainly |happily |then |now |just )*${transact}`,
    ),
  ],
  [
    'payment',
    /\b(?:the (?:parish|town|council)|council|parish council|town council) (?:pays|is paying|'s paying|foots|stands|is standing|settles|is good for|'s good for)\b|\bcouncil(?:'s|s)? (?:paying|shout|treat|account|card|expense|tab)\b|\bon the (?:parish |town )?council(?:'s (?:account|tab|bill))?(?=[.,;!]|$)/,
  ],
  [
    'payment',
    /\b(?:charge|bill|invoice|put)\b (?:(?:it|this|that|them|everything|the lot|the whole lot|please|in|down|up)\b ?)*(?:to|on|for|against)? ?(?:the |our |us\b)?(?:[a-z'-]+ ){0,2}(?:council|town hall|guildhall|parish|parish office|pc|tc|us|clerk|our account|the account)\b/,
  ],
  [
    'payment',
    /\b(?:the |your |an? |all )?(?:bill|invoice|account|invoices|bills)(?: please)? (?:goes|to go|can go|should go|go|is to go|may go|to|for it to|in to|made out to|addressed to|payable by|will be settled by|is on|to be sent to) (?:the |our )?(?:[a-z'-]+ ){0,3}(?:council|town hall|guildhall|parish|office|pc|tc|clerk|us|me)\b/,
  ],
  [
    'payment',
    /\bsend (?:me|us|the council|\w+|the town hall|it to|your)? ?(?:the|your|a|an) (?:bill|invoice|account)\b(?! (?:you sent|again))/,
  ],
  ['payment', /\bput it (?:down )?(?:to us|on (?:the|our|council) ?(?:account|tab|bill|slate)?|on account)\b/],
  ['payment', /\b(?:accepts?|admits?|accept|admit) (?:full )?(?:liability|responsibility for the (?:cost|damage))/],
  [
    'acceptance',
    /\b(?:that's|this is|it's|it is|that is|you can take this as) (?:a (?:yes|deal|firm yes|definite yes)|all agreed|a go)\b(?! (?:from me|in principle))|\b(?:agreed in (?:every|all)|we(?:'re| are) (?:all |both )?(?:happy|fine|content|ok|okay) with (?:your|the|that) (?:price|quote|quotation|terms|figure|offer|fee|estimate|tender))/,
  ],
  [
    'acceptance',
    /\b(?:accept|accepts|accepting|accepted|take|taking|approves?|agreed?|agrees?) (?:it|yours|the lot|that|them|both)\b[^.;!?]{0,40}(?:£|\bon (?:the )?(?:council|behalf)|\bas (?:quoted|tendered|offered|priced))|\bcouncil(?:'s)? (?:accepting|taking|agreeing|ordering|hiring|appointing|engaging|buying)\b/,
  ],
  [
    'acceptance',
    /\b(?:sold to you|sold to your|yours (?:was|is) the (?:best|winning|lowest) (?:bid|offer|tender|price)|you(?:'ve| have) (?:got|won) the (?:job|work|contract|tender|order|pitch|stall|concession|post|prom|slot|plot|business|booking))\b/,
  ],
  [
    'acceptance',
    /(?<!\bmy\b[^.;!?]{0,40})\b(?:is|are|it's|they're) yours\b[^.;!?]{0,60}\b(?:for|from|on|until|at|if you|all|to (?:use|keep|have))\b|\bthe (?!pleasure|choice|decision|mistake|idea|fault)\w+(?: \w+)?(?:'s| is| are) yours\b(?!,? (?:if|to decide))/,
  ],
  [
    'order',
    /\b(?:firm|definite|confirmed) (?:booking|order)\b|\bsign (?:us|the council|[a-z ]+council) up\b|\bpop (?:it|us|that) in the diary\b|\b(?:we're|we are) (?:having|taking|buying|booking|hiring) (?:it|them|you|the|both|all|two|three)\b|\bsame (?:again|as last (?:year|time)|order)\b[^.;!?]{0,30}\bplease\b|\bplease\b[^.;!?]{0,30}\bsame again\b/,
  ],
  [
    'order',
    /\b(?:in the name of|on behalf of|for) (?:the )?(?:[a-z'-]+ ){0,3}council\b[^.;!?]{0,40}\b(?:order|book|hire|reserve|buy|purchase|accept|instruct|appoint|engage|commission|cancel|terminate)\b/,
  ],
  [
    'appointment',
    /\b(?:i|we|council)(?:'d| would| should|'ll| will)? (?:very much |really )?(?:like|want|need|ask|love) (?:you|your (?:firm|company|lads|boys|men|team)|yourselves)(?: both| all)? to (?!know|come|attend|consider|see|meet|join|hear|tell|let|understand|think|look|bear|speak|explain|confirm|send me|reply|answer|give|get in touch|ring|call|write|note|remember|be aware|keep|stop by|visit|report)\w+/,
  ],
  [
    'appointment',
    /\blet's have you\b|\bhave (?:him|her|them|you|your (?:lads|men|people)|[a-z]+) (?:start|report|come|deliver|begin|do it|fit|do the)\b|\b(?:letter of (?:engagement|appointment|instruction))\b|\bi(?:'ve| have) signed (?:your|the) (?:form|contract|agreement|order|lease|quote|quotation|acceptance)/,
  ],
  [
    'grant',
    /\byou (?:may|can|are free to|are welcome to|have leave to) (?:now |then |certainly )?(?:fell|cut (?:down|back)|use the|have the (?:use|field|hall|plot|key)|take (?:over|possession|access|down|up)|start (?:work|building|digging)|proceed|park (?:on|in)|trade|lay|erect|build|hold your|put up|keep (?:the|your) (?:bees|hens|shed|goat)|pitch|camp|occupy|move in|open|close|graze|moor)|\bwhether you (?:might|may|could|can) [^.?!]*[.] ?(?:yes[,.]? )?you (?:may|can)\b|^you may\.?$|^yes[,.]? you may\.?$/,
  ],
  [
    'grant',
    /\b(?:council|we) (?:hereby |formally |gladly |happily )*(?:consents?|agrees?|assents?|undertakes?|covenants?|grants?|permits?|allows?|licen[cs]es?|lets|leases|sells|provides (?:the|a|you)|waives?|releases?)\b (?:to (?!meet|discuss|consider|differ|disagree|look|ask|hear|talk|receive|note|support|object|with)|the|you|your|his|her|that you|in full|a|an)\b/,
  ],
  [
    'notice',
    /\byou have (?:until|till|\w+ (?:days?|weeks?|hours?|months?)) [^.;!?]{0,40}\bto\b|\byou (?:are|'re) (?:hereby |now |accordingly )*(?:no longer (?:allowed|permitted|licensed|welcome|entitled)|required|forbidden|prohibited|ordered|instructed|directed)\b|\b(?:i|we) (?:must|have to|hereby|am (?:directed|instructed) to|are (?:directed|instructed) to) (?:tell|order|require|instruct|direct|notify|call (?:on|upon)) you\b[^.;!?]{0,60}\bto (?:reopen|remove|clear|vacate|leave|cease|stop|reinstate|take down|pay|quit|desist|restore|repair)/,
  ],
  [
    'termination',
    /\b(?:comes?|is|are|will come|coming) to an end\b[^.;!?]{0,50}\b(?:on|this|next|at|with|from|friday|monday|today|tomorrow|week|month)|\b(?:with immediate effect|takes effect (?:at once|immediately|today|from)|your last (?:day|shift|week|visit|cut) (?:is|will be))\b|\b(?:we|council)(?:'re| are| is|'ll| will|'ve| have| has) (?:\w+ )?(?:letting you go|ending (?:your|the|our)|not (?:be )?(?:needing|requiring|renewing|wanting|using) (?:you|your|the contract)|giving (?:your|the) (?:work|contract) to|finished with|dispensing with)|\b(?:don't|do not|no longer) (?:need|want|require) (?:you|your services) (?:any ?more|after|from|to come|again|back)/,
  ],
  [
    'instruction',
    /\b(?:whatever it costs|hang the cost|never mind the cost|money (?:is )?no object)\b|\bno reason to wait\b/,
  ],
  [
    'payment',
    new RegExp(
      `\\b${payer}(?:'re| is| are|'s) (?:also |gladly |now |just |happily )*(?:giving you|paying|buying|taking (?:the|both|it|them|two|three|\\d)|hiring|letting you|covering|funding|sponsoring|meeting the|contributing|donating|putting in £|good for|accepting|ordering|appointing|moving (?:the|our|its) [^.;!?]{2,40}elsewhere|not renewing|letting (?:him|her|them) have)`,
    ),
  ],
  [
    'payment',
    new RegExp(
      `\\b${payer} (?:will|shall|'ll|would) (?:also |gladly |happily )*(?:give you|(?:give|let|send|award|put) [^.;!?]{1,40}?£|let you off|pay you|return (?:it|the|your)|have (?:all|both|the lot|it|them)|add (?:it|them|the)|put £)`,
    ),
  ],
  [
    'grant',
    /\bon the (?:parish |town )?council's authority\b|\b(?:council's|our) (?:cheque|money) (?:will|is|for)\b|\b(?:you|the [a-z]+|they|your [a-z]+) (?:can|may) (?:certainly |of course |gladly )?(?:have|put up|put your|turn out|hold (?:the|your)|park (?:on|in)|camp on|store|keep|graze|erect|pitch|set up)\b[^.;!?]{0,60}\b(?:field|ground|hall|common|green|room|rooms|pavilion|car park|recreation|park|pitch|posts?|land|verge|square|chamber|plot|council's)\b/,
  ],
  [
    'acceptance',
    /\b(?:work|works|job|order|matter) in hand\b[^.;!?]{0,40}\b(?:forthwith|please|at once|now|immediately|obliged|kindly)|\b(?:obliged|kindly|please)\b[^.;!?]{0,50}\b(?:put|set|take)\b[^.;!?]{0,20}\bin hand\b|\b(?:rent|fee|rate|price|figure|charge|sum) of [^.;!?]{2,40} is (?:hereby )?(?:agreed|accepted|confirmed|approved)/,
  ],
  [
    'acceptance',
    /\b(?:transfer|deed|contract|agreement|lease|memorandum|form|order|licence|document|enclose\w*)\b[^.;!?]{0,80}\b(?:executed|signed|sealed)\b[^.;!?]{0,40}\b(?:for and )?(?:on behalf of|for) (?:the )?(?:[a-z'-]+ ){0,3}council\b/,
  ],
  [
    'order',
    /\b(?:raise|make out|send|render|issue) (?:your|the) (?:paperwork|invoice|bill|account)\b[^.;!?]{0,30}\b(?:council|clerk|town hall|office|us)\b|\bcouncil wants you to\b/,
  ],
  [
    'termination',
    /\b(?:we|council)(?: will|'ll| won't|wouldn't| will not| shall not)? (?:not )?(?:be |is |are )?(?:renewing|renew|continuing with|using you|extending)\b(?<=(?:not|won't)[^.;!?]{0,30})/,
  ],
];

const when =
  '(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|this week|next week|at once|asap|straight ?away|right away|as soon as|when(?:ever)? you (?:like|can|want)|any (?:day|time)|first thing|by (?:the )?(?:end|\\d|mon|tue|wed|thu|fri|sat|sun|easter|christmas|noon|then)|on the \\d|from the \\d|before (?:the|easter|christmas|\\w+day))';
const starts =
  '(?:^|[,;:-] |\\band |\\bthen |\\bso |\\bplease |\\bjust |\\byes |\\bok |\\bright )(?:please |just |kindly |do |now |all right |you can |you may |can you |could you |i want you to )*';
const works =
  "(?:supply|deliver|fit|install|print|mend|repair|fix|paint|replace|remove|dig|clear|cut|fell|tow|erect|build|plant|mow|trim|strim|sweep|empty|lay|pave|resurface|weld|demolish|board up|make (?:it|them|the \\w+) (?:safe|good)|put (?:up|in) (?:the|a|two|three|\\d)|get (?:it|them|that|this|the [a-z]+(?: [a-z]+)?) (?:up|down|done|fixed|cut|felled|out|cleared|mended|made|ordered|delivered|installed|painted|going|started|off)|crack on|get on with|get going|get started|get cracking|press on|go ahead(?! and (?:vote|have|enjoy|ask|read|use|try|say|tell))|carry on|go for it|do it|do the (?:work|job|lot)|start|begin|proceed|order|book|reserve|hire|send (?:us|the council|over|two|three|four|five|six|ten|twelve|\\d+)|fill|top up|drop (?:them|it|em|'em)|bring (?:them|it|two|three|\\d+)|come (?:on|and (?:do|fix|cut|start)|(?:as soon|when))|pay|release|transfer|close the|move the)";

/** Orders in the imperative bind only in trade: to a supplier, not to a highway authority or a resident. */
export const inTrade: Array<[Commitment['kind'], RegExp]> = [
  ['instruction', new RegExp(`${starts}${works}\\b`)],
  [
    'instruction',
    new RegExp(
      `\\b(?:digger|men|lads|van|lorry|scaffold\\w*|contractors?|team|boys|you) (?:may|can|might|should|could) (?:as well )?(?:come|start|begin|go in|get on|make a start)\\b[^.;!?]{0,20}${when}`,
    ),
  ],
  [
    'order',
    /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|forty|\d+(?:\.\d+)?(?: ?m| ?kg| kilos)?|the (?:green|red|blue|brown|black|white|big|bigger|small|smaller|large|larger|first|second|third|oak|teak|cheaper|dearer|usual|standard) (?:one|ones|rig|package|option|\w+)) [^.;!?]{0,60}\bplease\b|\byes please (?:to|for)\b|\b(?:option|package|quote|price) (?:\d|[a-d]|one|two|three)\b[^.;!?]{0,30}\bplease\b|\bwe'll (?:have|take|go (?:with|for))\b/,
  ],
  [
    'acceptance',
    /^\W*(?:hi \w+[,.]? |hello \w+[,.]? |\w+, )?(?:yes|yep|agreed|done|deal|perfect|fine|sold|great stuff)\b[^?]{0,40}$/,
  ],
  [
    'acceptance',
    /\b(?:works for us|suits us|fits the bill|fine by (?:us|the council)|it is!|is fine by)|^\W*(?:yes|yep|ok|okay) to (?:the|a|your|all|both|\w+ing)\b|^\W*(?:just )?confirming (?:the|our|your|that)\b/,
  ],
  [
    'instruction',
    /\b(?:extend|renew|repeat) (?:the|our|us|it)\b[^.;!?]{0,60}\b(?:please|on the same|to the|until|from)|\bplease (?:extend|renew|repeat|continue|carry on)\b|\byou can (?:get started|make a start|start|begin|crack on)\b|\bput the \w+ (?:down|up|in|out) (?:next|on|this|from)\b|\b(?:just )?renew us\b/,
  ],
];

/** Talk of price and delivery, in the text, the subject or what it answers: the other side is a supplier. */
export const trade =
  /£|\b(?:quot(?:e|es|ed|ation)|estimate|tender|prices?|priced|invoice|bill|account|deposit|per (?:hour|day|metre|tree|cut|visit)|\+ ?vat|vat|delivery|option|package|hire|pounds|quid|order|sheet|contract|rate|cost(?:s|ed)?|stock|proof|panels?|bags?|supply|fitted)\b/;

/** What a councillor asks of public bodies and neighbours on somebody's behalf. */
export const casework =
  /\b(?:reported|report (?:it|this)|reference (?:number|no)|ref(?:erence)?[: ]+\w*\d|one of my (?:residents|constituents)|a resident (?:has|of)|residents (?:have|tell)|my constituent|on behalf of (?:a|one of|mr|mrs|ms|my) |has asked me to (?:chase|find out|ask)|let me know when|who do i (?:speak|report))\b/;

/** "I ask you to extend the fund" is a request; "I ask you to start on Monday" is an order in good manners. */
export const request =
  /\b(?:ask|asks|urge|urges|beg|begs|invite|invites|press|presses|call on|calls on|calls upon|implore|would ask|petition|entreat)\b (?:that )?(?:you|the (?!contractor)\w+)(?: \w+)? (?:to|will) (?!proceed|go ahead|start|supply|deliver|carry out|begin|commence|install|undertake|order|book|put in hand|repair|mend|cut|fell)/;

/** The same sentence takes the force out of the words: asking, hoping, proposing, reporting, or denying the power to. */
export const powerless =
  /\b(?:can't|cannot|can not|could not|couldn't|unable|not able|no power|no authority|not authori[sz]ed|not allowed|not in a position|nobody|no one|no-one|haven't|hasn't|have not|has not|won't|will not|would not|wouldn't|don't|do not|doesn't|does not|didn't|did not|isn't|is not|aren't|are not|never|neither|nor|nothing|not yet|not for me|not mine|rather than|without) (?:\w+ ){0,8}?(?:order|accept|accepts|accepted|appoint|instruct|commit|agree|agreed|authori[sz]e|approve|approved|pay|decide|decided|book|engage|terminate|go ahead|proceed|start|begin|say|give|grant|promise|place|cancel|bind|undertaking|instruction|guarantee|commission|hire|buy|notice)\w*\b|\b(?:if|should|were|whether|unless|provided|assuming|suppose|in case|once|until|subject to|as soon as|when|before|after) (?:\w+ ){0,6}?(?:council|committee|clerk|members|it|we|they|councillors|meeting|she|he|you)\b[^.;]{0,30}?\b(?:agree|agrees|agreed|approve|approves|approved|approval|decide|decides|decided|decision|resolve|resolves|resolution|goes ahead|go ahead|went ahead|accept|accepts|accepted|say|says|said|confirm|confirms|confirmed|write|writes|written|sign|signs|signed|vote|votes|consider|considers|considered|met|meets|minuted)\b|\b(?:subject to|pending|awaiting|needs?|need|require|requires|would need|would have to|will have to|has to|have to|must) (?:\w+ ){0,5}?(?:approval|approve|agreement|decision|resolution|ratified|ratification|council's (?:approval|agreement|consent|decision)|go (?:to|before|through) (?:the )?(?:council|committee|full council|members|clerk)|come (?:to|before)|be (?:agreed|approved|decided|minuted|put|taken))\b|\b(?:propose|proposing|proposal (?:is|that)|suggest|suggesting|recommend|recommending|move that|moving that|motion|hope|hoping|hopes|hoped|wonder|wondering|think|thinking|consider(?:ing)?(?! (?:yoursel(?:f|ves)|(?:it|that|this) (?:\w+ ){0,2}(?:booked|appointed|hired|instructed|engaged|confirmed|done|agreed|accepted|ordered|settled)|the (?:order|job|deal|booking))\b)|would it|might|may be|perhaps|maybe|possibly|ideally|i'd like (?:the council|us) to|i will ask|i'll ask|asked|asking|ask (?:the )?(?:council|clerk|committee)|want (?:the council|us) to|going to (?:ask|propose|suggest)|urge (?:the )?council) (?:\w+ ){0,6}?(?:accept|order|appoint|engage|go ahead|proceed|agree|pay|contribute|fund|grant|book|hire|buy|we|council|cancel|terminate|instruct|commission)\w*\b/;

/** The whole text leaves the doing to the Clerk or the council: it relays, asks or proposes. */
export const relay =
  /\b(?:(?:the )?(?:parish |town )?clerk|office|%OFFICERS%) (?:\w+ )?(?:will|'ll|shall|is going to|is|would|should be|has been asked to|is to|will now|who will|has to|can) (?:\w+ ){0,3}?(?:writ(?:e|ing)|send(?:ing)?|issu(?:e|ing)|plac(?:e|ing)|confirm(?:ing)?|be in touch|contact(?:ing)?|let you|e-?mail(?:ing)?|rais(?:e|ing)|instruct(?:ing)?|follow(?:ing)? (?:this |it )?up|reply(?:ing)?|respond(?:ing)?|get (?:back|in touch)|ring(?:ing)?|order(?:ing)?|formally|come back|make the|mak(?:e|ing) (?:the|it)|giv(?:e|ing) you|reach|drop you|have to|need to)\b|\b(?:hear|heard|hearing|letter|order|confirmation|word|instruction|instructions|paperwork|contract|it|e-?mail|reply|answer|come|comes|coming|follow|follows) (?:\w+ ){0,5}?(?:from|by|via|through) (?:the )?(?:parish |town )?(?:clerk|office|%OFFICERS%)\b|\b(?:wait|waiting|hold off|hold on|hang on|nothing) (?:\w+ ){0,4}?(?:for|until|till) (?:\w+ ){0,4}?(?:clerk|her|his|their|order|letter|official|formal|paperwork|council|%OFFICERS%|you hear|it's|in writing)\b|\b(?:only|just|merely) (?:passing|relaying|letting you know|the messenger|a heads[- ]up|giving you (?:a|the) (?:heads|news))\b|\b(?:not (?:an|a formal|the|a|our) (?:order|instruction|commitment|acceptance|promise))\b|\b(?:clerk|%OFFICERS%)(?:'s)? (?:\w+ )?(?:letter|order|e-?mail|confirmation) (?:will|is|to|should|follows|goes)\b|\b(?:can't|cannot|can not|couldn't|not able to|no power to|no authority to|not authori[sz]ed to|not allowed to|in no position to|not in a position to|not for me to|not mine to) (?:\w+ ){0,3}?(?:order|commit|bind|authori[sz]e|instruct|accept|agree|promise|approve|say yes|give (?:you )?(?:the )?go|appoint|speak for)\b/;

/** Words that bind by being said ("take this as your appointment"): that an officer will be in touch about the keys takes nothing from them. */
export const bindsAtOnce =
  /\b(?:take|treat|accept|consider|regard|read) (?:this|that|it)(?: (?:e-?mail|letter|message|note|text|reply))? (?:as|to be) (?:being )?(?:(?:your|our|the|an?|my|full|formal|firm|official|written|council's) )*(?:order|acceptance|instructions?|authority|authorisation|confirmation|notice|go[- ]ahead|appointment|engagement|contract|commission|booking|agreement)\b|\b(?:this|here) (?:e-?mail |letter |message )?(?:is|constitutes|serves as) (?:(?:your|our|the|an?|full|formal|firm|official|written|council's) )*(?:order|acceptance|instructions?|authorisation|confirmation of (?:your|the) (?:order|appointment|booking)|notice to quit|notice of termination|appointment|engagement|commission)\b|\b(?:hereby|herewith) (?:accept|appoint|order|instruct|engage|commission|terminate|authori[sz]e)|\byou (?:are|'re|have been) (?:hereby |now )?(?:appointed|engaged|hired)\b|\bconsider yoursel(?:f|ves) (?:appointed|hired|engaged|instructed|booked)\b/;

/** An officer sees to the arrangements: names to be put in for %OFFICERS%. */
export const arranges =
  /\b(?:(?:the )?(?:parish |town )?clerk|office|%OFFICERS%) (?:will|'ll|shall|is going to|can) (?:then |also |now |soon )*(?:be in touch|get in touch|contact you|ring(?: you)?|call(?: you)?|drop you a line|write(?: to you)?|e-?mail(?: you)?) (?:about|regarding|over|with|to (?:arrange|fix|sort out|agree|settle|hand over|collect)) (?!(?:the|an?|your|our|its|any|formal|official|written)? ?(?:\w+ )?(?:order|contract|confirmation|decision|appointment|instruction|letter of|acceptance|answer|whether|if))[^.;!?]*/;

/** A bill that is passed for payment promises nothing that was not owed: payments.ts reads it. */
export const billPassed =
  /\b(?:invoices?|bills?|accounts?|statement)\b[^.;!?]{0,80}\b(?:approval|approved|authori[sz]ed|authority|passed|signed off|ok'?d|okayed|cleared|go-ahead)(?: by me| from me)? (?:for|to be|to) (?:payment|paid|pay|settled?)\b/;

/** An order for oneself: one's own house, garden, boat, purse. */
export const privatePurpose =
  /\b(?:my|our|mums|mum's|dads|dad's|mothers) (?:own )?(?:mums? |mum's |dads? |dad's |mother's |wife's |husband's )?(?:garden|house|home|drive|driveway|lawn|hedge|boat|dinghy|car|wife|husband|kitchen|roof|shed|fence|mother|daughter|son|family|bathroom|chimney|logs|wedding|birthday|holiday|extension|conservatory|log burner|woodburner|dog|allotment|cottage|flat|patio|gutters?|boiler|bees|horse)\b|\bfor (?:me|myself|my (?:own|wife|husband|mother|mums?|dads?|nan|family)|us at home|personal use)\b|\b(?:cash on (?:the day|delivery|collection)|(?:i(?:'ll| will) pay|paying|pay) (?:you )?(?:myself|cash|by card|on)|pay (?:you )?(?:in )?cash|(?:send|address|make out|post|direct|forward) (?:the|your|an?) (?:bill|invoice|account) (?:out )?to (?:me (?:at (?!the (?:parish|town|council|clerk|guildhall))|personally|privately|and not\b|not the\b|direct at)|my (?:home|house|own|private|wife|husband|firm|company|estate|farm|office at home))|(?:bill|invoice|account)(?: (?:comes|goes|is|should come|should go))? to (?:me (?:personally|at home)|my (?:own|home|private))|my own (?:pocket|money|account|expense|use)|usual price|private(?:ly)? (?:order|matter|booking|job|work)|nothing to do with the council|at home|personal(?:ly)? (?:order|matter)|charge (?:it )?to (?:my|me)|bill me\b|invoice me\b|my card|put me down|my (?:own )?direct debit)\b/;

/** Plainly the writer's own house or purse: that the signature names the council makes no council's order of it. */
export const ownHome =
  /\b(?:my own (?!behalf|view|opinion|say-so|authority|initiative|ward)\w+|(?:at|to|for|of|in|round) my (?:home|house|cottage|flat|garden|drive|driveway|kitchen|bathroom|roof|patio|terrace|conservatory|farm|barn|boat|car)|my (?:home|house|cottage|flat|garden|driveway|kitchen|bathroom|patio|conservatory|greenhouse|wife's|husband's|mother's|mum's)|for (?:myself|me personally)|at home|(?:pay|paying) (?:you |it |for it |for this )?(?:myself|out of my own)|(?:bill|invoice|account)[^.;!?]{0,20} to me (?:personally|at (?!the (?:parish|town|council|clerk|guildhall)))|private(?:ly)? (?:order|matter|booking|job|work)|nothing to do with the (?:parish |town )?council|personal(?:ly)? (?:order|matter))\b/;
