/** The wording of press-releases.ts: what tells a text prepared for publication from a letter. Looked for in plain wording. */

const kind =
  "(?:(?:press|media|news)[- ]?(?:and media )?(?:releases?|statements?|notices?|announcements?|bulletins?)|pr|(?:official|public|joint|prepared|short|brief|full|following|council's|council|written|agreed) (?:\\w+ )?statements?|statements?|releases?|announcements?|tributes?|write-?ups?|blurb|columns?|captions?|(?:short |brief |full )?account(?= of)|(?:\\d+|few|some|our|couple of) (?:words|lines|paragraphs)(?= (?:on|about|from|for|re)\\b)|(?:following |our |this |the )?(?:reply|answer|response)(?= (?:from|of|to (?:the|mr|mrs|labour|that|those|this|his|her|their))\\b)|news (?:item|piece|story)|summary of the year|parish (?:news|notes|column|page)|copy)";

/** The text says of itself that it is one: a heading, an embargo, what editors are told. */
export const heading = new RegExp(
  [
    `(?:^|\\n)[^\\na-z]{0,12}(?:[\\w .,'&-]{0,60}[:–-] *)?(?:for immediate (?:release|use|publication)|(?:press|media|news) (?:release|statement|notice|announcement|bulletin)\\b|(?:public|official|joint) statement\\b|news from\\b)`,
    '\\b(?:for immediate (?:release|use|publication)|embargo(?:ed)?|not for (?:publication|release|use) before|embargo|notes? (?:for|to) (?:the )?editors?|\\(?end of (?:statement|release)\\)?)\\b',
    '(?:^|\\n) *(?:-+ *)?ends(?: *-+)? *(?:\\n|$)',
  ].join('|'),
  'i',
);

/** "Statement from Cllr Bright", "Press notice no. 4". */
export const subjectHeading =
  /^\W*(?:(?:\w+ ){0,4}(?:press|media|news) ?(?:release|statement|notice|announcement)s?\b|(?:public |official |joint )?statement(?! of (?:account|case|fact|community|licensing))\b(?: (?:from|by|on|re|of|about|regarding|concerning)\b|[:-]|$)|release[: ]|news from\b|for (?:immediate )?(?:release|publication)\b|embargo)/;

/** Sends one, in words. */
export const sends = new RegExp(
  [
    `\\b(?:attach(?:ed|ing)?|enclos(?:e|ed|ing)|send(?:ing)?|sent|below|beneath|overleaf|herewith|here(?: is|'s| are| it is)?|find|this is|text of|issue[sd]?|issuing|following|use|carry|publish|print|run|distribute|circulate) (?:[\\w',’]+ ){0,7}?${kind}\\b(?! (?:of account|that you|you (?:sent|asked|printed|made)))`,
    `\\b${kind} (?:for [\\w' ]{2,40} |on [\\w' ]{2,40} |about [\\w' ]{2,40} |re [\\w' ]{2,40} |from [\\w' ]{2,40} |by [\\w' ]{2,40} |of [\\w' ]{2,40} |to [\\w' ]{2,40} )?(?:is |are |x ?\\d |\\+ \\w+ )?(?:set out |given |printed |pasted |copied )?(?:attach(?:ed)?|att'd|enclosed|below|beneath|follows|overleaf|herewith|which you may|for publication|for (?:this|next) (?:week|edition|issue)|to go in)`,
    `(?:^|[:;,.!-] |\\b(?:here's|with) )(?:an? |the |our |my |this |two |three |joint |official |council |parish )*${kind} (?:on|from|re|about|for|by|concerning|regarding|in response|of tribute) (?!account)[^.;!?]{2,80}(?:attached|below|:|please use|as follows|$)`,
    '\\b(?:article|piece|story|text|item|report|copy|paragraphs?|news|feature|words|write-up|few (?:lines|words)) (?:[\\w.]+ ){0,6}?(?:for (?:your|the) (?:paper|next (?:issue|edition)|readers|website|news pages?|parish (?:page|news|column)|village (?:page|news)|consideration|use)|to (?:print|publish|run|go in)|below|attached|enclosed|overleaf)\\b',
    '\\b(?:hope|would be (?:glad|grateful) if|wonder if|could|can|will|would|be kind enough to|be good enough to)(?: you)?(?: would| can| could| will| be kind enough to| be good enough to)? (?:be able to |please |kindly |manage to )?(?:use|run|print|publish|carry|include|get|fit|put) (?:this|it|the (?:following|attached|enclosed|below)|that)(?: in| into| up)?\\b',
    '\\b(?:news|story|item|piece|report|write-up) for (?:the |this |next )?(?:(?:week|month|friday|thursday|saturday)(?:.s)? )?(?:paper|edition|issue|column|page)\\b',
    "\\bfind (?:room|space|a (?:place|corner|home)) for\\b|\\b(?:like|want|love|prefer|ask for|glad (?:for|to have)|happy for) (?:this|it|these|the (?:following|attached|enclosed|below)) (?:to )?(?:appear|be (?:printed|published|carried|used|run))|\\bprint (?:it all|all of it|all or|every word|it as|it in|the lot)|\\bword for word\\b|\\b(?:use|print|take|cut) (?:whatever|whichever|what|as much|any of it|all of it)\\b[^.;!?]{0,30}|\\bgive (?:this|it|us|the \\w+) (?:a few|some|an?|a bit of) (?:\\w+ )?(?:inches|lines|space|room|mention|corner|page|spot)\\b|\\bissu(?:e|ing) the (?:attached|following)\\b|\\buse (?:it|this|them) (?:unaltered|unchanged|verbatim|as (?:it|they|written))|\\b(?:item|piece|article|story|note|picture) (?:[\\w']+ ){0,7}?for (?:the|your) (?:[\\w']+ )?(?:pages?|column|paper|edition|issue)\\b|\\b(?:put|stick|get|pop|post|run|share|have) (?:this|it|the following|these) (?:up )?(?:on|in|into) your (?:website|page|pages|paper|facebook|feed|bulletins?|next|column|news)|\\bdrop it straight in\\b|\\bread (?:this|it|the following) out\\b|\\b(?:quotes?|line|words) (?:from (?:me|us)[^.;!?]{0,30} )?(?:for you|you (?:can|may|could))\\b|\\byou (?:can|may) put in\\b|\\b(?:respond|reply|answer|comment)s? (?:to [^.;!?]{2,40} )?as follows\\b|\\bi(?:'ve| have)? (?:written|wrote|did|done|typed|knocked|put|drafted|penned) (?:[\\w']+ ){1,8}?(?:for you(?! (?:to (?!use|print|publish|drop|run|carry)))|myself|for the paper|below|attached|so you)\\b|\\bfor (?:print|broadcast)\\b|\\b(?:article|piece|story|text|words) (?:for|on) [^.;!?]{1,40} (?:att'd|attached|below|enclosed)\\b|\\b(?:you've had|here(?:'s| is| are)) (?:ours|our side|our version)\\b|\\bsomething for your (?:news|front|paper|page|readers|next)|\\bgood news for your\\b",
    '\\bfor publication\\b(?!s)(?<!not for publication)(?<!not intended for publication)',
    '\\b(?:which |that )?you (?:may|can|are free to|are welcome to) (?:publish|print|use)\\b|\\bfor you to (?:publish|print|use|run|carry)\\b|\\bready to (?:print|go|run|use)\\b|\\buse(?:able|able)? (?:straight away|at once|now|all of it)\\b|\\b(?:put|go) (?:it |this )?in as news\\b|\\bto go in as\\b|\\bas it stands\\b|\\bin full\\b|\\bplease (?:publish|distribute|carry|insert|use|run|print)\\b|\\bask for it to appear\\b|\\bagreed text\\b|\\bfor insertion\\b|\\bcorrected text\\b',
    '\\b(?:could|can|would|will) (?:you|the [a-z]+) (?:please )?(?:carry|publish|print|run|use) (?:our|the|this|my|a) (?:\\w+ )?(?:announcement|statement|release|text|piece|news|tribute|write-?up)',
  ].join('|'),
);

/** What only a text for a newspaper does: a councillor is told of in the third person, and quoted. */
export const news =
  /["“][^"”]{15,}["”],? (?:said|says|added|adds|explained|commented) (?:cllr|councillor|the (?:chair|mayor|parish|town|vice)|[a-z]+ [a-z]+, (?:chair|who))|\b(?:cllr|councillor|chair(?:man|woman|person)?|mayor)\b[^."“]{0,60}\b(?:said|says|added|commented|explained|called it)\b[^."“]{0,20}[:,]? ?["“]/;

/** An advertisement, a letter from a reader, a picture, talk about releases: nothing that is issued. */
export const otherMatter =
  /\b(?:not for (?:publication|your columns)|private letter|for yourself only|advert(?:isement|s)?|quarter page|half page|classified|small ad|situations vacant|articles for sale|under (?:lost|found|for sale|gardening)|public notices?|notice of (?:audit|vacancy|public rights)|subscription|my letter|as a reader|correct it|mend it|your (?:headline|story) (?:is|has|was)|artwork|remittance|per line|lines under|words, £)\b/;

/** Talk of one that is not sent with this message. */
export const talksOf =
  /\b(?:will (?:be )?(?:send|issue|sent|issued|follow)|'ll (?:send|issue|let you have|have)|shall (?:send|issue)|did you (?:get|receive|have)|have you (?:had|got|received|used)|last (?:week|month)'s|thank(?:s| you) for (?:printing|using|running|the|such|publishing)|your (?:press|advert)|the clerk will|no (?:press )?(?:statement|release)|press office|when (?:do|is|are)|would you like a|do you want a|whether)\b/;

/** Words of a party or a group of members. */
export const party =
  /\b(?:labour|conservatives?|tory|tories|lib(?:eral)? ?dem(?:ocrat)?s?|greens?(?= (?:party|group|councillors?|candidates?))|green (?:party|group)|reform uk|plaid(?: cymru)?|mebyon kernow|ukip|snp|independent group|independents(?= group| on)|ratepayers|residents' association group|(?:our|the|my|a) (?:political )?(?:party|group) (?:on|in|has|have|will|believes?|calls|says|statement|of)|party (?:political|statement)|wickham labour|by-election candidates?|our candidates?|vote for|opponents|manifesto|the opposition|ruling group|majority group|group leader|leader of (?:the|our) (?:\w+ ){1,3}group|group of (?:\w+ )?(?:councillors|members)|group's|polling day|doorstep|our campaign|re-?elect\w*|(?<!street |working |third |tea |christmas |search |garden |birthday |tree |dinner |jubilee |the street |children's )party(?! on| in the (?:park|square|hall|street|field))|independents|tory|labour)\b/;
