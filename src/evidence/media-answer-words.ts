/** The wording of media-answers.ts, looked for in plain wording. */

/** A reply that gives nothing: it declines, refers, acknowledges, or has not looked yet. */
export const nothingGiven =
  /\b(?:no comment|can't (?:comment|say|discuss|talk|possibly)|cannot (?:comment|say|discuss|talk)|not able to (?:comment|say|discuss)|unable to (?:comment|say|discuss)|couldn't (?:possibly )?(?:say|tell)|(?:i'm|am) saying nothing|nothing to say|no idea|not sure|don't know|first i've heard|leave it with me|find out who|i'd rather (?:you )?(?:not|didn't)|giving (?:no )?interviews|(?:would you|could you|please) (?:mind )?(?:put|putting|send|sending|write|writing|ask|asking|ring|ringing|e-?mail|e-?mailing|try|trying|contact|contacting)\b[^.;!?]{0,40}\b(?:clerk|office|county)|has to see anything|no chance|nothing to add|not for me|above my (?:pay grade|station)|(?:nobody|no one|no-one) here|not at liberty|won't be commenting|off the record|in confidence|(?:taken|took) (?:a note|a message|down)|(?:isn't|is not) (?:for me|mine) to (?:answer|say)|(?:did|done) us proud|thrilled|(?:lovely|great|super|splendid|kind|wonderful|nice|brilliant) (?:write-?up|article|piece|spread|coverage|picture|photo\w*|feature|story|report)|(?:by|about|with|for) your (?:article|write-?up|coverage|feature))\b/;

/** A sentence that refers, acknowledges, arranges or deals in advertisements: nothing of substance in itself. */
export const aside = new RegExp(
  [
    "\\b(?:received|logged|passed|forwarded|sent|printed off|handed|shown)\\b[^.;!?]{0,60}\\b(?:clerk|chair|on to|your (?:message|email|e-mail|question|enquiry|request)|with thanks|reference|says)\\b|\\b(?:with|by|for|to|from|through|ask|ring|write to|see|until|till) (?:the |our )?(?:clerk|chair|county|mayor|town clerk|press office)\\b(?=[^.;!?]*(?:will|'ll|tomorrow|back|anything|answer|number|$))|\\b(?:clerk|margaret|chair)(?:'s| is| will|'ll) (?:in|back|out|be in touch|answer|reply|ring|let you)|\\bnumber is\\b|\\bpress line\\b|\\byou(?:'ll| will) have an answer\\b|\\b(?:she|he|clerk|margaret|mrs? \\w+) (?:has (?:it|them|your|the note)|was out|is out|isn't in|is not in|is away|is at (?:a|an)|doesn't|does not|deals? with|is the (?:one|person))\\b|\\b(?:her|his|whose) (?:line|number|e-?mail|address|phone)\\b|\\b(?:given|gave|handed|left) (?:the|your|this|my) (?:note|questions?|message|enquiry|e-?mail) (?:to|with|for)\\b|\\bwho can answer\\b|\\b(?:get|come) back to you\\b|\\bpass (?:this|it|that|your \\w+) on\\b|\\bon (?:leave|holiday)\\b|\\bin due course\\b|\\blook into\\b|\\bfind out\\b",
    "\\b(?:here (?:is|are|'s) (?:the |a |our )?(?:minutes|link|agenda|notice|advert|copy|text|artwork|photo|picture)|https?:|www\\.|\\.gov\\.uk|see attached|is attached|attached)\\b",
    '\\b(?:on (?:the|our) website|(?:the )?minutes (?:are|will be|can be)|noticeboard|agenda is|office (?:is|opens|closes|hours|will be)|(?:matter|one|question|job) for (?:the |our )?(?:clerk|chair|county|district|highways|police|council|members|councillors|margaret)|up to (?:the )?(?:clerk|chair|county)|caption|credit|surname|should read|to print\\b|correction|misprint|with (?:one|two|an?) [a-z]\\b(?! \\w)|billed us|insertions?|next (?:issue|edition)|back page|front page|reference (?:is|number)|line drawing|jpeg|pdf|file (?:is|was) too)\\b',
    '\\b(?:advert\\w*|situations vacant|public notices?|notice of (?:public rights|audit|vacancy)|proof|purchase order|po number|invoice|subscription|paid up|extra copies|copies of|delivery|our (?:office )?copy|box, no crest|job in|for two (?:thursdays|weeks)|run once|fit it in|contact details|with an i|spelt|spelling|embargo)\\b',
    "\\b(?:press seats|got it|is (?:always |very )?welcome|front row|doors open|same room|(?:small|big|back|upstairs|committee) room|round the (?:back|side)|(?:park|parking) (?:behind|in front|round|at)|the door (?:with|on|at)|if you(?:'re| are) (?:coming|able to come)|by the (?:pump|door|gate|bar|stage|clock|entrance)|in the (?:red|blue|green|white|black|yellow) (?:scarf|hat|coat|jacket|tie)|in the post|scrapbook|pinned|on (?:the|our) wall|kettle|frame[d]?|car park is|photograph|pictures? from|take pictures|mind the|come and fetch|see you|save us|match|lunch|coffee|thank you for (?:your|the) (?:email|e-mail|message|enquiry|question|call)|thanks for (?:your|the) (?:email|message|enquiry|question|call)|hope (?:this|that) (?:helps|answers)|hope that's of help|kind regards|best wishes)\\b",
    '^\\W*(?:hi|hello|dear|hey|good (?:morning|afternoon)|morning|afternoon|best|regards|thanks|thank you|cheers|yours)\\b[^.;!?]{0,30}$',
  ].join('|'),
);

/** A statement of fact: something is, was, costs or was done. */
export const states =
  /\b(?:is|are|was|were|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|'s|'re|'ve|costs?|cost|said|says|did|didn't|does|doesn't|will|won't|'ll|should|decided|resolved|resigned|agreed|heard|took|gets?|got|runs?|empty|empties|signed|closed|flooded|failed|lost|found|offered|booked|ordered|put|goes|went|its|theyre|there're|plans?|expects?|starts?|begins?|owns?|holds?|takes?|makes?|made|paid|pays?|received?|spent|spends?|asked|told|shut|open|opens|due|begins|\w{2,}ed)\b|\d/;

/** It answers a question that was put. */
export const asked =
  /\b(?:you(?:'ve| have)? asked|since you ask|in (?:answer|reply|response) to (?:your|the)|your (?:question|enquiry|inquiry|questions|query)|thank(?:s| you) for (?:your|the) (?:question|enquiry|inquiry|call|email|e-mail|message))\b/;

/** The Clerk's word, as the writer reports it. */
export const clerksWord =
  /\b(?:clerk|proper officer) (?:has |had |have )?(?:asked|authori[sz]ed|allowed|told|instructed|directed|approved|agreed|cleared|requested)\b|\b(?:asked|authori[sz]ed|allowed|instructed|cleared|approved|agreed) (?:to [^.;!?]{2,40} )?(?:by|with) (?:the |our )?(?:town |parish )?clerk\b|\b(?:on behalf of|with the (?:permission|approval|agreement|authority|consent) of|at the request of) (?:the |our )?(?:town |parish )?clerk\b|\bclerk's (?:permission|approval|authority|agreement|request|behalf)\b/;

/** The business of a newspaper: advertisements, bills, subscriptions. */
export const trade =
  /\b(?:dear customer|your (?:account|subscription|order|booking|advert\w*|insertion)|(?:account|invoice|payment|statement) (?:is |now |over)*due|advert(?:isement|ising|s)?|invoice|remittance|media pack|rate card|proof of your|public notices? (?:page|section|desk)|subscription|sponsor(?:ship)? (?:package|opportunity)|special offer|newsletter|unsubscribe)\b/;

/** Somebody asks for news. */
export const newsroom =
  /\b(?:reporter|story|comment|quote|article|writing (?:it|a|about|up)|readers|listeners|viewers|going to print|interview|newsdesk|on the record|why (?:did|has|is|was|are|have)|is it true)\b/;

/** About the exchange itself: what the writer will do, what the reader may or should do. */
export const betweenUs =
  /^(?:\W*(?:hi|hello|dear|hey|morning|afternoon|thanks|thank you|sorry|ok|yes|no|well|ah|oh)\b[^,.!]{0,25}[,.!]+ *)?(?:i|i'm|i'll|i've|i'd|we'd|we'll)\b(?! (?:can|should|ought to|am able to|may) (?:confirm|tell you|say|add)| confirm\b)|^(?:please|kindly|do|could|can|would|will|may|might|try|ask|ring|call|contact|see|send|let|leave|mind|put|come|bring|use)\b|\byou(?:'re| are| can| may| could| might|'ll| will| should|'d| would| need| want| must)\b(?! (?:right|see))|\b(?:happy|glad|pleased|able) to (?:help|meet|talk|chat|let)\b/;
