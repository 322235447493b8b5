/** The wording of clearance.ts: what a Clerk writes of a release, or to an officer whom the media asked. Looked for in plain wording. */

const text =
  '(?:release|statement|draft|text|piece|copy|blurb|notice|announcement|tribute|wording|version|one|it|this|that|them|both|words?|article|paragraphs?|quote|write-up|letter|column|item)';
const outlet =
  '(?:(?:the )?(?:herald|post|gazette|press|paper|papers|media|newspapers?|radio|reporters?|editor|newsdesk|courier|echo|news|chronicle|mail|times|packet|bbc|tv|print|public))';

/** Approves a release, or says that its writer wrote it or put it right. */
export const approves = new RegExp(
  [
    "\\b(?:spot on|perfect|excellent|just right|couldn't (?:have )?(?:put|be|said) (?:it )?better|(?:wouldn't|would not) change|leave it as it is|as it stands|nothing (?:wrong|amiss|to worry)|can't fault|no quibbles?|no (?:problems?|concerns|worries) (?:with|from|about)|no reason not to|works for me|suits me|good enough|it'll do|thumbs up|green light|all clear|clear to go|away it goes|out it goes|fire away|press send|hit send|(?:release|send|publish|print|issue) away|go for it|looks? (?:great|good|fine|lovely|right|perfect|excellent|ok|okay)|(?:text|wording|draft|words) (?:is |are |now |all )?agreed|agreed the (?:text|wording|words|draft)|read and (?:agreed|approved)|(?:release|draft|notice|statement|text|piece|quote|wording|version)(?:'s| is| are) (?:now )?(?:accurate|correct|right|fine|good|ready|agreed)|(?:they|he|she|you|gemma|dev|sanjay|the [a-z]+) (?:can|may) (?:now |certainly )?have it|can (?:now |happily |gladly )?put (?:my|our|the council's) name to|authori[sz]e (?:the |its )?(?:issue|release|publication|use)(?: of)?|(?:yes|aye|ok) to (?:all|both|everything)|publish and|the rest can (?:run|go|stand|be)|can run\\b|get it out|pop it over|ping it|my (?:blessing|compliments)|consider it (?:approved|done)|ready when you are|that(?:'ll| will) do|let (?:the )?[a-z]+ have (?:it|this|the)|permission granted)\\b",
    "\\b(?:my|some|a few|one or two|small|minor) (?:edits|changes|amendments|tweaks|suggestions|corrections|alterations)\\b|\\bi(?:'ve| have)(?: \\w+){0,2} (?!received|passed|forwarded|looked|asked|printed|filed|noted|saved|opened|skimmed|scanned|shared|showed|mentioned|e-?mailed|decided|heard|referred|raised|replied|wanted|needed|hoped|copied)\\w{3,}ed (?:your|the|it|that|this|both)\\b",
    `\\b(?:i (?:\\w+ )?(?:approve|agree with|endorse)|approved(?=[.,;:! ]|$)|(?:have|has|with|given|got) my (?:approval|blessing|ok|okay|agreement|consent)|(?:signed|signing) (?:it |this |that )?off|cleared|i(?:'ve| have|'d| had)(?: \\w+){0,2} (?:ok'?d|okayed|approved|passed|agreed) (?!the (?:invoice|bill|proof|payment)))`,
    '\\b(?:happy|content|fine|ok|okay|comfortable|satisfied|delighted|good|all good|perfect)(?:,? and so am i)? (?:with|by|from|for) (?:it|that|this|me|your|the|both|my end|us)\\b',
    "\\band so am i\\b|\\bno objections?\\b|\\bnothing (?:to add|else i would|i would change|to change)|\\b(?:can|could) put my name to\\b|\\botherwise (?:fine|good|ok|okay)\\b|\\bno (?:further )?(?:changes|amendments|comments|corrections)(?: from me| needed|[.!]?$)|\\boff it (?:goes|can go)\\b|\\b(?:it's|it is|looks|all) (?:absolutely |quite |perfectly |all )?(?:fine|good|right)\\b|\\bmy (?:worries|concerns|points) (?:are|have been) met\\b|\\b(?:i'm|i am|am) happy\\b",
    `\\b(?:ok|okay|fine|good|ready|right|safe|clear|free|cleared|set) (?:for you )?(?:to|for) (?:send|go|release|publish|issue|use|be (?:sent|issued|published|used|released)|${outlet}|mr|mrs|ms|[a-z]+ to)|\\bgood to go\\b|\\ball (?:good|fine|clear) now\\b|\\breads (?:very |really )?well\\b`,
    `(?:^\\W*|[.,;:!-] |\\b(?:and|so|then|please|just|now|do|also|to) )(?:please |just |now |do )*(?:send|issue|release|publish|use|let|give|get|run|print|circulate|put) (?:${text} (?:out|go|off|over|in|on|to|as|whenever|now|when)|${text}(?=[.,;!]|$| please)|the (?:\\w+ )?(?:release|statement|text)|[a-z]+ have (?:it|the|this|that)|it\\b)`,
    `(?:^\\W*|[.,;:!-] |\\b(?:and|so|please) )(?:please )?send(?: (?:away|off))?\\s*[.!]?$|(?:^\\W*|[.,;:!-] |\\b(?:and|so|please) )(?:please |just |then |now )*(?:send|give|issue|release|e-?mail|circulate) (?:it |this |that |them )?(?:out )?to (?:all |every |everyone on |everybody on |our |the )*${outlet}\\b`,
    `\\b(?:may|can|could|might) (?:now |then |therefore |certainly |also )*be (?:sent|issued|published|released|used|given|handed|printed|put) (?:out )?(?:to|at|by|from|on|today|tomorrow|now|this|as|in|whenever|straight|under)\\b|\\b(?:may|can|could|should|might) (?:now |then |therefore |certainly |be )*(?:go|be (?:sent|issued|published|released|used)|issue|release|send|publish|sent|issued|published|released) ?(?:out|it|to|as|that|this|in|on|whenever|now|$|[.,;!])|\\b(?:you(?:'re| are) welcome to (?:send|issue|use)|off you go|go ahead|over to you|let ${text} go\\b|away you go|it's yours to send|all yours)`,
    "\\bi(?:'ve| have|'d)? (?:also |only |just |now |since |already )*(?:tidied|corrected|redrafted|re-?drafted|drafted|amended|changed|added|rewritten|rewrote|wrote|written|given|put|edited|trimmed|shortened|reworded|proofread|proof-read|fixed|marked up|tweaked|polished|taken|cut|moved|checked)\\b[^.;!?]{0,80}\\b(?:paragraph|para|date|headline|release|statement|quote|figures?|draft|text|word|version|sentence|bit|it|opening|ending|spelling|commas?|light of|top|out|the \\w+)",
    "\\bproof-?read (?:it|this|that|the)\\b|\\bi(?:'ve| have)? (?:\\w+ )?(?:knocked|thrown|put|cobbled|cooked|rattled) (?:[\\w']+ ){0,6}?(?:together|up|off)\\b(?! (?:a |the |my )?(?:notice ?board|signs?|hand|agenda))|\\b(?:release|statement|notice|piece|tribute|article)\\b[^.;!?]{0,40}\\b(?:is|are) (?:drafted|written|done|finished|ready)\\b|\\bcorrections? (?:in|are|below|attached|marked)\\b|\\b(?:here (?:is|'s)|attached (?:is|are)|this is|i attach|i enclose|enclosed is) (?:the|a|your|my|our) (?:\\w+ ){0,2}?(?:final|draft|agreed|corrected|amended|revised|finished|clean|tidied|press)?(?: \\w+)? ?(?:release|statement|version|text|announcement|wording|draft|copy|tribute|notice|write-up)\\b|\\bas i (?:have )?(?:drafted|written|amended) it\\b|\\bthat's the one (?:for|i)\\b|\\bi(?:'d| would) put it (?:this way|like this|thus)\\b|\\b(?:checked|been through|gone through) your (?:figures|text|draft|statement|release|wording)\\b",
    '\\b(?:have|has) (?:both |all )?read (?:it|the|your)\\b[^.;!?]{0,60}\\b(?:nothing|no problem|approved|content|happy)',
    `\\byour (?:\\w+ )?(?:${text}) is (?:right|fine|good|accurate|correct|excellent)\\b`,
  ].join('|'),
);

/** A bare yes to what was asked. */
export const assents =
  /^\W*(?:\w+[,:] *)?(?:yes|yep|yup|yeah|aye|ok|okay|certainly|of course|by all means|sure|fine|please do|do|go ahead|absolutely|no problem)(?:[,.! -]+(?:yes|please|do|go ahead|of course|by all means|that's fine|fine|no problem|thank you|thanks|send it|send (?:it|them) (?:off|out)|answer (?:it|them|him|her))\b)*(?=[,.!;-]|$| x+\b| m\b)/;

/** "Can you answer them please?" lets the reader answer, however it is put. */
export const politelyAuthorises =
  /\b(?:can|could|would|will) you (?:please |just |kindly )*(?:answer|reply|respond|deal with|handle|tell|ring|call|speak|give|let|send|take)\b[^.;!?]*\?\s*$|\bcan i leave (?:it|this|that)(?: one)? (?:to|with) you\b/;

/** Somewhere in the text the go-ahead is withheld, put off or left to others; or it is about something else. */
export const withholds = new RegExp(
  [
    "\\b(?:can't|cannot|can not|could not|couldn't|won't|will not|unable to|not able to|am not|don't|do not|not yet|haven't|have not|must not|may not|are not to|is not to|mustn't|shan't|shouldn't|should not|not something (?:that )?i) (?:[\\w']+ ){0,4}?(?:approve|approved|agree|agreed|happy|content|comfortable|satisfied|put (?:my|the council's) name|ok|sign|clear|send|issue|issued|release|released|publish|published|printed|sent|given|run|support|looked|choose|say|go out|let|use|opened|decided)\\b",
    '\\b(?:premature|too early|too soon|hold (?:it|the|this|that|back|off|fire)|in the meantime|advise against|must therefore advise|sleep on it|on my (?:pile|list|desk)|later (?:today|this week)|waiting for|wait (?:for|until|till)|leave it (?:with me|for)|not ok|not okay|not right|stuck at|nothing should|nothing to release|need until|will need|received with thanks|look at it (?:once|when|tomorrow|on|after|this)|let me (?:get|see|look|think|sleep|read|check|ask|have))\\b',
    '\\bnot (?:yet )?(?:agreed|approved|correct|accurate|cleared|ready)\\b|\\b(?:has(?:n.t| not)|have(?:n.t| not)) (?:yet )?(?:agreed|approved|cleared|seen)\\b|\\bstill unhappy\\b|\\b(?:see|look at|read|check|approve|ask|run it past|show)\\b[^.;!?]{0,40}\\b(?:first|before (?:it|that|anything|you|gemma|they|anyone))\\b|\\bfirst(?:, please| please)?[.!]?$',
    "\\bi won't say yea\\b|\\bworse\\b|\\b(?:are you writing|did you ever write|have you written)\\b|\\bout of the office\\b|\\bautomatic reply\\b",
    "\\b(?:advert|advertisement|invoice|bill)\\b[^.;!?]{0,40}\\b(?:booked|approved|proof|schedule)\\b|\\b(?:ok'?d|approved) the (?:\\w+ )?(?:invoice|bill|proof|advert)\\b",
  ].join('|'),
);

const asks =
  '(?:tell|answer|reply|respond|confirm|explain|give|talk|speak|say|let|show|pass|deal with|go on|see|ring|call|write|send|take)';
const them =
  "(?:him|her|them|it|dev|sanjay|gemma|whoever|anyone|anybody|mr [a-z]+|mrs [a-z]+|ms [a-z]+|(?:the )?(?:herald|paper|press|media|radio|reporter|newspaper|journalist|newsdesk|courier|post|gazette|enquiry|question|questions|email|e-mail|call|story)\\w*|[a-z]+(?:'s)?)";

/** Lets the reader answer the media. */
export const authorises = new RegExp(
  [
    `\\b(?:you(?:'re| are)? (?:can|may|could|free|welcome|authorised|allowed|cleared)(?: \\w+)?(?: to)?|feel free to|(?:ok|okay|fine|happy|content|all right|good) (?:for you |with you |with me for you )?(?:to|for you to)|i(?:'d| would) (?:like|want|prefer|rather) (?:it if )?you (?:to |did |do )?|i authori[sz]e you[^.;!?]{0,50} to|please (?:do )?|just|by all means(?: so)?|so|go on then,? you|yes,? (?:by all means |please |do )?|and|you|then) (?:please |just |also |simply )?${asks} (?:to |with |on )?${them}\\b`,
    `^\\W*(?:[\\w']+[,:] *)?(?:please |just |yes,? |ok,? |right,? |do )*(?:tell|answer|let) ${them}\\b`,
    "\\b(?:you're|you are|you'll be|you will be) (?:in charge|on|covering|looking after|minding|answering|handling|my (?:deputy|stand-in|voice))\\b[^.;!?]{0,50}\\b(?:press|media|papers?|phones?|calls?|radio|enquiries)\\b|\\b(?:press|media|newspapers?|papers?|radio|reporters?|calls?|enquir(?:y|ies)|questions?)\\b[^.;!?]{0,40} (?:go|goes|come|comes|is|are) (?:straight |all )?(?:to you|yours)\\b|\\b(?:answers?|speaks? (?:to|for)|deals? with|handles?|takes?|talks? to) (?:the |all |any )?(?:press|media|papers?|radio|reporters?|newspapers?)\\b[^.;!?]{0,30} (?:in|during) my (?:place|stead|absence)\\b|\\bas you (?:think|see) (?:best|fit)\\b|\\bleave (?:the|all|any) (?:press|papers?|media|calls?|radio|reporters?|questions?|enquir\\w+) (?:to|with) you\\b|^\\W*(?:authori[sz]ed|granted|cleared|approved)\\b(?! by)|\\b(?:approved|cleared|authori[sz]ed) for you to\\b|\\b(?:send|e-?mail|give|let) (?:mr |mrs |ms |the )?[a-z]+ (?:have )?(?:the|your) (?:answers?|reply|response|lines?|draft|words)\\b|\\byour (?:draft|answers?|reply|response|e-?mail|letter|note|words)\\b[^.;!?]{0,50} (?:is|are|'s) (?:\\w+ and )?(?:quite |perfectly |absolutely )?(?:accurate|fine|good|right|perfect|excellent|just|exactly|correct|polite)\\b|\\byou (?:take|do|have|handle|field|answer|deal with) (?:the |this |that )?(?:press|media|call|calls|question|questions|enquiry|paper|herald|interview|reporter|one)\\b|\\b(?:my )?(?:full )?(?:permission|authority|blessing|go-ahead)\\b|\\bi trust you with\\b|\\bwithout (?:me|asking|waiting)\\b|\\bno need (?:for (?:it|that|this) )?to (?:come|go|wait|run)\\b|\\bdon't need to wait for me\\b|\\bi'd like you to do it\\b|\\byou do it\\b|\\b(?:can|could|would|will|please) you (?:please )?(?:answer|reply|respond|deal with|handle)\\b|\\bmay have the (?:tour|interview|figures|answer)\\b|\\banswer whatever\\b|\\b(?:go ahead|go for it)\\b|\\bfree to\\b|\\bno secret\\b|\\ball yours\\b|\\bso you answer\\b|\\byou answer\\b|\\b(?:no reason|don't see) why (?:not|you shouldn't)\\b|\\bauthori[sz]ing you\\b|, (?:then )?(?:tell|give|answer) (?:him|her|them|the \\w+)\\b|\\byours to (?:answer|deal|take|handle)\\b|\\bbe my guest\\b|\\bcarry on\\b|\\bno objection to (?:you|your)\\b|\\b(?:don't|wouldn't) mind (?:you|your)\\b|\\bnothing to hide\\b|\\bif (?:asked|they ask|he asks|she asks|anyone asks|anybody asks|pressed)\\b|\\bstick to the (?:facts|figures)\\b|\\b(?:as long as|provided|so long as) you\\b|\\b(?:best placed|the one|the person|the man|the woman) to (?:answer|speak|talk|tell|explain)\\b|\\b(?:give|let|tell|send|pass) (?:him|her|them|the (?:paper|press|herald|reporter|radio)|[a-z]+) (?:have )?(?:the|our|what|whatever|that|those|these|a) (?:\\w+ )?(?:figures?|numbers?|facts?|dates?|answers?|quote|line|story|details|he|she|they|statement|cost|reason)\\b|\\bleave (?:it|this|that)(?: one)? (?:to|with) you\\b|\\bover to you\\b|\\b(?:please|just|do) (?:reply|respond|answer)\\b",
  ].join('|'),
);

/** The Clerk keeps it for themselves or another, or wants nothing said. */
export const keepsBack = new RegExp(
  [
    "\\b(?:don't|do not|never|please don't|not to|nobody|no one|nothing|mustn't|must not|isn't|is not|we'll not|we don't|not be|shouldn't|didn't) (?:[\\w']+ ){0,5}?(?:tell|say|answer|reply|respond|talk|speak|ring(?:ing)?|comment|for the (?:herald|paper|press)|discuss)\\b(?![^.;!?]*\\bneed to (?:wait|ask))",
    "\\bno comment\\b|\\btake (?:a|the) messages?\\b|\\b(?:goes|go|send them|refer them|pass (?:it|them)|belongs) to (?!the (?:herald|paper|press)|town|you\\b)[a-z]+\\b|\\b(?:through|back|on|over) to me\\b|\\bsend me\\b|\\blet me (?:redo|rewrite|do|answer|see|read|look|check|have)\\b|\\brather you (?:didn't|did not)\\b|\\b(?:talk|speak|come|refer\\w*|write) (?:only )?to me\\b|\\bto nobody else\\b|\\b(?:can't|cannot|mustn't|may not|shouldn't) (?:go|be (?:sent|given|used))\\b|\\bi(?:'ll| will| shall|'ve already| have already|'m going to) (?:[\\w']+ ){0,2}?(?:ring|answer|reply|respond|speak|talk|do|call|send|deal|given|take|write|tell)\\b|\\bso that i (?:may|can)\\b|\\bi've (?:already )?(?:given|told|answered|sent)\\b|\\buntil (?:the|i(?!'m (?:back|in\\b|out|home)| am (?:back|in\\b|home)| return| get back)|we|council|it|they)\\b|\\bcross it off\\b|\\b(?:course|training|role play)\\b|\\bpublic notices?\\b|\\blet people know\\b|(?<!wait )\\bfor me\\b|\\bwill you check\\b",
  ].join('|'),
);

/** The text or its subject is about what may stand in the press. */
export const pressWords =
  /\b(?:press|media|news) (?:release|statement|notice)|\brelease\b|\bstatement\b|\bthe (?:herald|post|gazette|paper|press|media|courier|chronicle|echo)\b|\bfor publication\b|\bto the papers?\b/;

/** What a Clerk who wants it done lets the reader do with the media: in a sentence that orders, asks or permits. */
export const speaks =
  /\b(?:tell|say|saying|answer|reply|respond|confirm|explain|pass (?:it|this|that|them|these|the \w+) on|speak|talk|ring|phone|call|brief|quote|report back|read (?:it|this|that) out|get back to|come back to|deal with|handle|take (?:this|that|it|the (?:call|question|press|interview))|do (?:the|this|that|an?) (?:interview|piece|answer|reply)|go on (?:air|the radio|radio)|let (?:him|her|them|[a-z]+) (?:know|have)|give (?:him|her|them|the (?:paper|press|herald|reporter|radio)|[a-z]+)|write back|e-?mail (?:him|her|them|back))\b/;

/** And with a release. */
export const issues =
  /\b(?:send|issue|release|publish|use|print|run|post|circulate|share|get|pop|give|hand|let|ping|put|submit|file|mail|e-?mail) (?:\w+ ){0,3}?(?:it|this|that|them|one|release|statement|text|version|piece|copy|draft|off|out|over|away|as it is)\b/;

export const permits =
  /\b(?:you|he|she|they|it|this|that|[a-z]+) (?:can|may|could|might|should|are free to|'re free to|are welcome to)\b|\b(?:happy|content|fine|ok|okay|glad|pleased|no objection|no problem|all right|relaxed) (?:for|with|to have|if|about|to) (?:you|it|that|this|your)\b/;
