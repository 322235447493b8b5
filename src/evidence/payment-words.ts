/** The wording of payments.ts. All of it is looked for in plain wording, one sentence at a time where nothing else is said. */

/** Without one of these no text approves a payment: settled, transferred and authorised are much else besides. */
export const money =
  /£|\b(?:pay|pays|paying|payments?|payable|paid|payee|bacs|chaps|cheques?|petty cash|invoices?|inv|bills?|billed|accounts?|money|cash|funds|owed|owing|owes|quid|pounds?|fees?|deposit|grants?|donation|subscription|reimburse\w*|refund\w*|payroll|charges?|charged|expenses|wages|salary|retention|overdue|outstanding|(?:bank|wire) transfer|standing order|direct debit|debt|dues|premium|claim|timesheet|ok'?d|okayed)\b|\b\d[\d,]*\.\d\d\b/;

const billed =
  '(?:payments?|invoices?|inv|bills?|accounts?|statement|fees?|deposit|claim|timesheet|expenses|money|cheques?|transfer|payroll|subscription|reminder|grant|donation|£ ?[\\d,.]+k?|it|this|that|them|both|these|those|the (?:lot|whole|rest|balance|work|sum|amount))';
const approves =
  "(?:approv(?:e|es|ed|ing)|authori[sz](?:e|es|ed|ing)|ok|okay|sanction(?:ed|ing)?|certif(?:y|ied|ying)|ok'?d|okay(?:ed)?|ok'ed|passed(?! (?:it |this |that |them |(?:[\\w']+ ){1,4})?(?:on|over|to)\\b)(?=[^.;!?]* for payment)|signed off|sign off|cleared|signing off|put(?= (?:your|the|his|her|their|\\w+'s) (?:bill|invoice|account|claim) through)|give the (?:ok|nod|go-ahead) (?:for|to)|giv(?:e|en|ing) (?:my |the )?(?:go-ahead|approval|authority|say-so|ok|consent) (?:for|to))";
const pays =
  "(?:pay\\b(?! (?:attention|tribute|heed|our respects|a visit|for goodwill|back))|settle\\b(?= (?:it|this|that|them|the|his|her|their|its|up|with|your|an?|all|both|these|those|[\\w.]+'s?|[a-z]+ (?:bill|invoice|account))\\b| £)|(?:reimburse|refund|remit|bacs|wire|transfer(?! of\\b(?! (?:the |this |that |all )?(?:£|\\d|money|funds|payment|balance|sum|amount))| (?:the |our |its |all |his |her |their )?(?:\\w+ )?(?:lease|tenancy|licen[cs]e|title|deeds?|lands?|field|assets?|toilets|buildings?|ownership|responsibility|contract|calls?|files?|copyright|plot|hall|domain|service)\\b))\\b|put (?:it|this|that|them|both|these|\\w+'s(?: \\w+)?|the \\w+)(?: \\w+)? through|(?:push|run|let) (?:it|this|that|them|the payment) (?:through|go through)|(?:add|put|include|stick) (?:it|this|that|them|the \\w+|\\w+'s)(?: \\w+)? (?:in|on|to|into|onto|through|with) (?:\\w+(?:'s)? )?(?:\\w+ )?(?:run|bacs|petty cash|payments|payroll|card)|(?:get|send|give|take|post|drop) (?:[\\w-]+ (?:pounds?|quid)|£ ?[\\d,.]+) (?:\\w+ )?to\\b|(?:make|send|release|process|run|issue|put through|authori[sz]e|clear|arrange|action|sort(?: out)?|go ahead with|proceed with|see to) (?:the |a |an |this |that |his |her |their |its |all )?(?:\\w+ ){0,2}?(?:payments?|payroll|money|funds|cheques?|transfer|retention|standing order|direct debit)|process (?:\\w+ ){0,4}?(?:invoices?|bills?|claims?)\\b|(?:send|release) (?:the |a |this |that )?(?:\\w+ ){0,2}?£ ?[\\d,.]+|(?:draw|raise|write|make out|cut) (?:\\w+ ){0,3}cheques?|charge (?:it|this|that|them) to (?:the |our )?(?:\\w+ ){0,2}council|(?:get|have|see) (?:it|this|that|them|him|her|the \\w+|[\\w']+(?: \\w+)?) (?:paid|settled)|let (?:[\\w']+ ){1,5}?have (?:the (?:other half|rest|lot|balance|remainder)|all of it|(?:its|his|her|their) (?:due|half|share))|(?:give|send|let|slip|hand|get|sling|bung|pass|post|drop|pop|release|pay) (?:over )?(?:(?!me |bill|invoice|receipt|quot|cop|form|letter|list|estimate|statement)[\\w']+ ){1,6}?(?:(?:its|his|her|their|the other|the whole|the) )?(?:money|cash|£ ?[\\d,.]+|[\\w-]+ (?:pounds?|quid)|fee|fees|wages?|overtime|deposit|balance|retention|refund|donation|instalment)\\b(?! (?:form|letter|list|application|figures?|details|claim))|(?:hand over|release|pay over|pay out) (?:the|his|her|their|its) (?:\\w+ )?(?:money|cash|fee|deposit|balance|retention|grant|refund|donation|instalment|rest|remainder)\\b|take (?:£ ?[\\d,.]+|[\\w-]+ (?:pounds?|quid)|it|the \\w+) (?:from|out of) (?:the )?(?:petty cash|cash (?:tin|box)|float|reserves|contingency|\\w+ (?:budget|account|fund)))(?! (?:receipt|invoice|bill|form|voucher|quot\\w+|estimate)|[^.;!?]* (?:receipts?|vouchers?) to me\\b)";
const opening =
  "(?:^(?:[\\w'.]+[,:!-]+ *(?:\\w+[,:!-]+ *)?|(?!(?:we|i|they|you|he|she|it|who|that|to|not|people|members|council|will|can|would|could|should|must|might|may|did|do|does|always|then|parents|(?!yes )[a-z]+s) )[a-z]+ )?|[,;:!(-] ?|\\b(?:and|so|but|then|therefore|please|kindly|just|do|now|could you|can you|would you|will you|should be glad if you (?:would|could)|be (?:glad|grateful|obliged) if you (?:would|could)|authority to|approval to|tell (?:the )?\\w+ to|ok to|okay to|fine to|right to|go ahead and|happy for you to|content for you to|want you to|need you to|you (?:can|may|should|must|are to|have to|need to)|i (?:authori[sz]e|instruct|direct|order|ask|told|want|would ask|have told|have asked) (?:you|the (?:clerk|office|bank)|[a-z]+) to) )";
const softeners = '(?:please |kindly |just |do |now |then |also |go ahead and |simply |quickly |oh |well )*';

/** Tells the reader to pay. */
export const order = new RegExp(`${opening}${softeners}${pays}`);

/** "Send it to them now", where it is money that was spoken of. */
export const handsOver = new RegExp(
  `${opening}${softeners}(?:send|get|give|see to|let (?:them|him|her) have|hand|slip) (?:it|that|this|the lot|them|him|her)(?: it)?(?: (?:over|across|on|off|round))?(?: to (?:them|him|her|[a-z]+))?(?= now| today| tomorrow| this| by| before| at| on| out of| from (?:the |our )?(?:petty|cash|float|reserves)| in cash|[.,;!(]| \\(|$)`,
);
export const amount = /£ ?\d|\b(?:pounds|quid)\b/;
/** What else might be sent on in such words. */
export const papers =
  /\b(?:invoices?|bills?|forms?|letters?|minutes|cop(?:y|ies)|reports?|photos?|e-?mails?|agenda|quot\w+|estimates?|statement|receipts?|details|documents?|application|policy)\b/;

/** A bare imperative inside a sentence: its subject must be nobody. */
export const notImperative =
  /\b(?:i|we|he|she|they|who|that|it|you|council|clerk|people|residents|tenants|members|us) (?:'ll |will |shall |would |could |may |might |can |must |should |always |usually |never |ever |then |also |already |do |did |to )*(?:pay|settle|transfer|reimburse|remit|bacs)\b/;

/** Approves, in the writer's own name. */
export const approval = new RegExp(
  [
    `\\bi(?:'m| am|'ve| have|'d| had| hereby| do| therefore| can| now| today| just| already| personally| both| happily| gladly)*(?: (?:am|have|hereby|do|therefore|can|now|today|just|already|personally|happily|gladly|content|happy|pleased|glad|to|this (?:very )?morning|chair|vice-chair|chairman|been|and|it|looked at|checked|seen|read))* ${approves}\\b(?: [^.;!?]{0,60}?(?<!\\w)${billed}(?![\\w'])|(?=[.,;!)]|$))`,
    "\\b(?:you have|you've|you have got|(?:take|treat|consider|regard|accept) (?:this|it)(?: (?:message|e-?mail|note|letter))?(?: as)?|this is|here is|here's|with|by|on) my (?:full |formal |personal |own )?(?:approval|authority|authorisation|go-ahead|say-so|okay|ok|blessing|consent|permission|leave|word|instruction)\\b",
    "\\bmeets? with my approval\\b|\\b(?:the |my )?(?:nod|go-ahead|thumbs up|green light|okay|ok|all clear)(?:'s| is| has| was)? (?:now |already |just )?(?:been )?given\\b|\\b(?:i've|i have|i|have) (?:just |already |now )?(?:given|gave|give) (?:it|them|this|that|the \\w+|your \\w+|[a-z]+'s \\w+|both) (?:my |the )(?:nod|go-ahead|thumbs up|green light|ok|okay|all clear|blessing)\\b",
    `^\\W*(?:[\\w']+[,:] *)?(?:approved|authori[sz]ed|ok'?d|agreed|passed)(?: by me| from me| for payment| to pay)?\\s*(?:[-.,;:!]|and\\b|$)`,
    '\\b(?:ok|okay|fine|good|happy|content|clear|all right|alright|right|cleared|passed|approved|authorised|agreed) (?:with me |by me |for me |from me |for you |for (?:us|it|this|them) )?(?:to (?:pay|be paid|settle|go (?:through|out))|for payment)\\b',
    `\\b(?:payment|it|this|that|${billed}|[a-z]+'s)(?: [\\w'&.]+){0,5} (?:is|are|'s|was|were|has been|have been|stands?) (?:now |hereby |all |duly |herewith |today )*(?:approved|authori[sz]ed|ok'?d|okayed|passed|signed off|cleared|good to go|fine)(?: as of today)? ?(?:by me|from me|for payment|to pay|as of today|as far as i|and i have told|and it)`,
    "\\bpayment is (?:approved|authori[sz]ed)\\b|\\bhas my (?:approval|authority|ok|blessing|say-so)\\b|\\byes to (?:the |this |that |his |her |[\\w']+ )(?:[\\w']+ ){0,2}?(?:payment|invoice|bill|account|claim|£)",
    "\\b(?:approved|authori[sz]ed|ok'?d|okayed|passed|signed off|cleared) (?:from|by|with) me\\b",
  ].join('|'),
);

/** Tells that a payment is to be made, as a supplier or an officer would be told. */
export const told = new RegExp(
  [
    "\\b(?:i|i've|i have|have|i'll|done:?|right) ?(?:have |just |already |now |today )*(?:told|asked|instructed|directed|got|tell|telling|asking) (?:the |our )?(?:\\w+ ){1,2}?(?:to|that it is to be|it's to be|it is to be) (?:be )?(?:pay|paid|settle|settled|send (?:you|it|them|him|her|the (?:whole|money|£))|transfer|release|make the payment|put it through)",
    "\\b(?:it|this|that|invoice|bill|account|payment|he|she|they|[a-z]+) (?:is|are|'s) (?:now |just )?to be (?:paid|settled)\\b(?! (?:by (?:you|the (?:tenant|hirer)))|to us)",
    "\\b(?:can|may|should|must) (?:now |all |both )?go (?:through |forward |straight )?(?:for|to) payment\\b|(?:£ ?[\\d,.]+|[\\w-]+ (?:pounds|quid)) (?:is |are )?to (?:go (?:out|off|to|over|across|today|now)|be (?:sent|paid|transferred))|^\\W*(?:[\\w']+[,:] *)?(?:very |quite |more than )?(?:happy|glad|pleased|content) to (?:approve|authori[sz]e|sanction|ok|okay|sign off|pass|certify)\\b|\\b(?:your|his|her|their) (?:£ ?[\\d,.]+|money|cash) (?:is|'s|will be) (?:coming|on its way|with (?:you|him|her|them)|in (?:your|his|her|their))",
    '\\b(?:may|can) (?:now |therefore |all |both )?be (?:paid|settled)\\b(?! (?:by|online|at|in (?:cash|instal)|with|over))',
    "(?:\\b(?:your|his|her|their)|^(?:the )?|[,;-] (?:the )?|\\band (?:the )?)(?: ?)(?:money|cash|cheque|payment|fee)(?: is|'s| will be| should be) (?:on its way|on the way|in the post|coming|sorted|with you|there|through)\\b|\\bi(?:'ve| have|'ll| will)(?: \\w+)? (?:sorted|seen to|dealt with|agreed|arranged|fixed) (?:your|the|his|her|that) (?:\\w+ )?(?:bill|invoice|account|money|payment|cheque)\\b|\\bi(?:'ll| will| shall) (?:get|have|see) (?:you|it|that|them|him|her) (?:paid|settled)\\b",
    '\\bi want (?:it|this|that|them|him|her|the \\w+|[a-z]+) (?:to be |to get )?(?:paid|settled)\\b',
    '\\b(?:may|can|should|must|is to|are to) (?:now |then |all |both )*(?:have|get|be given|receive) (?:their|his|her|its|all (?:of )?(?:their|his|her)) (?:\\w+ ){0,2}?(?:£ ?[\\d,.]+|money|cash|fees?|wages|overtime|deposit|balance|retention|grant|refund|donation|instalment|[\\w-]+ (?:pounds?|quid))(?! (?:back )?(?:if|when|once|unless|only|after))',
    "\\b(?:i|we)(?:'ll| will| shall) (?:see that|make sure|see to it that) (?:you|it|they|he|she)(?:'s| is| are|'re| get)? paid\\b",
  ].join('|'),
);

/** What a supplier is told of a bill that the writer approved: nothing new is promised. */
export const comes =
  /\b(?:expect (?:the |your )?(?:money|payment|cheque|transfer)|(?:the )?(?:money|cash|sum|amount|£ ?[\d,.]+|payment|funds|cheque) (?:will|'ll|should|ought to) (?:be|reach|arrive|come|follow|land)\b|you(?:'ll| will| should| ought to| shall) (?:get|have|see|receive|be paid)\b)/;

/** The same sentence asks, hopes, proposes, holds back, tells of others, or is about the writer's own purse. */
export const powerless = new RegExp(
  [
    "\\b(?:don't|do not|not|never|can't|cannot|won't|hold|holding|withhold|stop|hang on to|sit on|before|until|unless|once|when|if(?! you (?:would|could))|whether|after|as soon as|in case) (?:(?!but\\b|so\\b|please\\b|and\\b)[\\w']+ ){0,6}?(?:pay|paying|paid|payment|pays|settle|approve|approved|authori[sz]e|release|money back|transfer)\\b(?!.*\\bplease pay\\b)",
    "\\bhold [\\w']+(?:'s)? (?:money|payment|cheque|invoice)",
    '\\b(?:recommend|suggest|propose|proposing|may i propose|move that|ought to|should (?:think|be in favour|like to see)|would (?:support|favour|be in favour|vote|suggest|recommend)|in favour of (?:paying|giving|it|this|that|settling)|my view|for the council to (?:say|decide)|voted on|put it to|on the agenda|agenda item|i hope|hoping|wonder|i think (?:that )?(?:we|the council) should|perhaps|maybe|might we|what about)\\b',
    "\\b(?:my own (?:pocket|money|expense|card|visa|account|purse)|own pocket|out of my pocket|my (?:savings|current account|visa|mastercard|patio|mileage|receipts?|expenses)|mine at home|not the (?:parish )?council's|nowt to do wi)",
    "\\b(?:they|she|he|tenants?|hirers?|plot holders?|the (?:club|hirer|tenant)) (?:'ll |will |would |has |have |had |is to |are to )?(?:pay|pays|paid|settle|settled)\\b",
    '\\b(?:they|mrs? \\w+|she|he|who)(?: \\w+){0,3} (?:approved|authori[sz]ed|passed|signed off)\\b',
  ].join('|'),
);

/** It asks. */
export const asksOnly =
  /\b(?:has|have|had|did|does|do|was|were|is|are|when|why|who|what|how|which|can|could|would|will|may|might|should|shall|must|need) [^.;!?]*\?\s*$/;

/** A question that wants it done, and not an answer. */
export const politely =
  /\b(?:can|could|would|will) you (?:please |kindly |just |now |then |also |possibly )*(?!tell|say|let me know|advise|confirm|check|explain|remind|ask|look|find|see (?:if|whether|what|how)|think|know|raise|bring|send me|give me|show me|put (?:it|this|that) (?:on|to|before)|want|mind|need|support|agree)\w+/;

/** What presses for a payment, and takes nothing from it: "they won't let the mower go till it's paid". */
export const pressing =
  /\b(?:they|he|she|it|who)(?: just| simply)? (?:won't|will not|can't|cannot|don't|doesn't|refuses? to|isn't|aren't)[^.;!?]{0,60}? (?:till|until|unless|before) [^.;!?]{0,30}?\b(?:paid|settled|money)\b/;

/** What the writer heard of a payment from others. */
export const heard =
  /\b(?:tells? me|told me|says|informs? me|assures? me|i (?:hear|gather|understand|believe|am told|think|expect|hope|trust))\b/;

/** What is billed or paid, as a subject line names it. */
export const billWords =
  /\b(?:invoices?|inv|bills?|payments?|claim|fee note|statement from|timesheet|account (?:from|of))\b/;

/** "OK by me, please process": a yes to a bill. */
export const processes = new RegExp(
  `${opening}${softeners}(?:process|action|clear|proceed|go ahead|put (?:it|this|that) through)(?: (?:with )?(?:it|this|that|them))?(?= ?[.,;!]|$| and (?:clear|pay|process)| please| today| now)`,
);

/** The writer finds a bill in order. */
export const inOrder =
  /\b(?:ok'?d|passed|approved|signed off|fine (?:by|with) me|satisfied|in order|meets with my approval|no quarrel|nothing (?:\w+ ){0,3}(?:argue|quarrel|quibble|query)|the nod|go-ahead|happy with (?:it|your|the|his|her)|(?:all|looks|is|are|'s) (?:fine|correct|right|good))\b/;

/** "Could you pay it today?" tells, however politely. */
export const politeOrder = new RegExp(
  `\\b(?:can|could|would|will) you (?:please |kindly |just |now |then |also )*${pays}[^?]*\\?\\s*$`,
);

/** The council's own decision, named as what the payment rests on. */
export const authority = new RegExp(
  [
    '\\b(?:minute|min\\.?|resolution)s? (?:no\\.? ?|number |ref\\.? ?)?[a-z]{0,3}\\d+(?:[/.-]\\d+)*',
    '\\b(?:council|committee|members|meeting|finance|staffing|planning|amenities|full council|councillors|we(?! agreed (?:with|between|that he|that she|that they|a price|£)))(?: (?:all|unanimously|formally|have|has|had|duly|already|last night|on \\w+|in \\w+|then|that|itself))* (?:resolved|approved|agreed|passed|granted|voted|adopted|authori[sz]ed|decided|sanctioned|ratified|minuted|accepted)\\b(?! to (?:look|consider|defer|discuss))',
    "\\b(?:was|were|been|is|are|it|as|and|all|payments?|invoices?|schedule|both|which|that)(?: [\\w']+){0,2} (?:approved|agreed|resolved|passed|granted|voted|authori[sz]ed|minuted|ratified) (?:(?:unanimously|formally|duly|for payment) )?(?:on (?:the \\d|mon|tue|wed|thu|fri|sat|sun|\\d)|at (?:the|our|last|tuesday|monday|wednesday|thursday)|in (?:the |our )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|council|committee|budget|meeting|full)|last (?:night|week|month|tuesday|monday|wednesday|thursday)|by (?:the )?(?:\\w+ )?(?:council|committee|members|meeting|full|resolution|finance|us all)|yesterday|this (?:week|evening|morning) (?:at|by))",
    '\\bas (?:approved|agreed|resolved|minuted|voted|granted|authori[sz]ed|decided)\\b(?! (?:(?:with|by) (?:me|him|her|them|mrs?|[a-z]+)|between)\\b)',
    '\\b(?:approved|agreed|authori[sz]ed|monthly|january|february|march|april|may|june|july|august|september|october|november|december|payments?) (?:payments? )?(?:schedule|list|run)\\b|\\bschedules? of (?:approved )?(?:payments|accounts|invoices)\\b|\\bpayments? (?:schedule|list)\\b',
    "\\bby (?:resolution|order) of\\b|\\bscheme of delegation\\b|\\bdelegated (?:power|authority|to)\\b|\\bunder (?:financial regulation|standing order|delegated)|\\b(?:resolution|decision|vote|approval|authority|instructions?) of (?:the )?(?:full |parish |town )*(?:council|committee|meeting)\\b|\\bcouncil's (?:resolution|decision|approval|vote)\\b",
  ].join('|'),
);

/** "It has not been before the council": what is named is that there is no authority. */
export const noAuthority =
  /\b(?:not|n't|never|no|without|before|until|rather than|instead of|wait(?:ing)? for|(?:ke(?:ep|eping|pt)|h(?:old|olding|eld)|sav(?:e|ing)) (?:it|this|that|them|the \w+) (?:back |over )?for|next|afterwards|later|can note|will note|to note|note it|ratify|let the|i'll|we'll|will|can|would|ask|if|when|once|may|should|square it)\b/;

/** A signatory's part: releasing in the bank what was approved, or signing the cheques. */
export const signatory =
  /\b(?:online|in the (?:app|bank|banking)|on the (?:app|bank(?:ing)?(?: app| site| system)?)|banking app|second(?:ary)? (?:authori[sz]ation|signature|signatory|approval)|countersign\w*|(?:two|both|other) signator\w+|sign(?:ed|ing)? (?:the|those|all|both|that|your)(?: \w+)? cheques?|as (?:a |the |one of the )?(?:second |two )?signator\w+)\b/;

/** A signatory who says that it is their own word releases nothing that was approved. */
export const ownWord = /\b(?:my|our) (?:own )?(?:say-so|word|authority|responsibility)\b|\bon my own\b/;

/** The other side is a bank: an order to anybody else outside asks for money, and gives none. */
export const banking =
  /\b(?:transfer|remit|wire|bacs|chaps|faster payments?|standing order|direct debit|sort code|account (?:ending|number|no\b|\d)|from (?:the|our|this) (?:\w+ ){0,3}account|(?:release|make|process|stop|block|held|hold) (?:the |a |that |this )?(?:\w+ )?payments?|fraud team|mandate)\b/;

/** In a sentence that asks or orders: what it wants is that somebody gets their money. */
export const paysOut =
  /\b(?:pay(?! (?:attention|tribute|heed|a visit|our respects))|paid|paying|settle(?!d (?:in|down))|reimburse\w*|refund\w*|remit|transfer(?! of\b(?! (?:the |this |that |all )?(?:£|\d|money|funds|payment|balance|sum|amount))| (?:the |our |its |all |his |her |their )?(?:\w+ )?(?:lease|tenancy|licen[cs]e|title|deeds?|lands?|field|assets?|toilets|buildings?|ownership|responsibility|contract|calls?|files?|copyright|plot|hall|domain|service)\b)|bacs|chaps|cheque|petty cash|(?:his|her|their|its|the|your) (?:money|cash|wages|dues|fee|balance)|what (?:he|she|it|they)(?:'s| is| are|'re) (?:owed|due|asking)|what(?:'s| is) (?:owed|owing|due)|standing order|direct debit|money (?:over|out|across|to)|(?:put|push|let|get) (?:it|this|that|them|the payment) (?:go |all )?through|(?:clear|square|honour|discharge|meet) (?:the|this|that|his|her|their|its|up|it|[a-z]+'s) ?(?:bill|invoice|account|balance|debt|fee|with)?|(?:cough|stump) up|fork out|see (?:him|her|them|[a-z]+) right)\b/;

/** The writer's own claim: asked for like anybody's, and approved by nobody. */
export const ownClaim = /\bmy (?:own )?(?:\w+ )?(?:mileage|expenses|claim|receipts?|allowance|train fare|travel)\b/;

/** Money that comes in, papers about money, or what others have to pay. */
export const paysIn =
  /\b(?:collect|bank the|paying-in|receive|chase|count|from (?:him|her|them|the (?:hirer|tenant|club)s?)|owe us|pay us|(?:they|he|she|who|hirers?|tenants?|residents?|people|clubs?|users?|stallholders?|everyone|everybody|visitors|plot ?holders?|parents) (?:\w+ )?(?:pay|pays|paid|to pay)|cop(?:y|ies)|agenda|price|prices|quot\w+|whether|remind|reminder to|rent|rents|let me know|tell me|check)\b/;

/** The council is to hear of it afterwards. */
export const afterwards =
  /\b(?:(?:no need to|don't|not|without|rather than|can't) wait(?:ing)? (?:for|until|till) (?:the |a |our |next )?(?:\w+ ){0,2}?(?:meeting|council|committee|schedule|vote|approval|resolution)|i(?:'ll| will| shall) (?:square|sort|clear|explain|report|tell|take|get|answer|put|see to) (?:it |this |that )?(?:\w+ ){0,4}?(?:council|meeting|committee|others|afterwards|later|ratified|minuted|retrospectively|responsibility)|(?:ratif\w+|rubber-?stamp\w*|minuted?) (?:it )?(?:later|afterwards|next|at the next|in (?:january|february|march|april|may|june|july|august|september|october|november|december))|on my head|my responsibility|i(?:'ll| will| shall)? (?:be answerable|answer|take (?:the |full |all )?(?:responsibility|blame)|carry the can|stand by it|vouch)|i(?:'ll| will| shall) explain (?:myself|it|this))\b/;
