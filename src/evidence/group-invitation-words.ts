/** The wording of group-invitations.ts, looked for in plain wording. */

const there =
  '(?:be there|come|attend|join (?:you|them|it|your|the)|do it|do that|do so|make it|speak|advise|brief|oblige|help)';

export const accepts = new RegExp(
  [
    "\\b(?:honour|pleasure|pleased|glad|happy|delighted|able|privileged?|content|minded|gladly|must|i|hereby|willing) (?:to |in |of )?accept(?:ing)?\\b|\\bacceptance\\b(?! of office)|\\bi(?:'m| am| shall be| will be|'ll be) (?:going to|planning to|minded to|intending to|coming|there|along|with (?:you|them|it)|free|able|attending|joining) ?(?:come|attend|be|join|do|go|advise|speak|brief)?\\b",
    `\\bi(?:'ll| will| shall|'d be| would be| am| can|'m)? (?:certainly |gladly |very |only |also |then |of course |be )*(?:${there}|glad to|happy to|pleased to|delighted to|willing|be there|theirs|yours)\\b`,
    '\\bi (?:gladly |gratefully |hereby |happily )?(?:accept|agree)\\b|\\baccepted\\b|\\b(?:can|could|will|shall|must) (?:say|only say) yes\\b|\\byes (?:please|from me|of course|certainly|indeed|i|ill|to)\\b|^(?:oh )?(?:yes|yep|aye|sure|fine|okay|ok|certainly|of course|gladly|by all means|bien sur|willingly|agreed|delighted|with pleasure)\\b',
    "\\b(?:count (?:me in|on me)|book me|right you are|no reason not to|quite in order|take up (?:\\S+ ){1,3}invitation|i am coming|i'm coming|at (?:your|polgroup\\w+'s) (?:service|disposal)|(?:let us|let's) say|clerk accepts|put me down|happy to|glad to|delighted to|pleased to|willing to|more than happy|you can have me|go on then|no bother|with pleasure|content to|(?:that|the) (?:date|time|day|evening) (?:works|suits|is fine)|see you (?:there|on|at|then)|it's in (?:the|my) diary|looking forward|i look forward|suits me|works for me|fine by me|that's fine|i'm on for)\\b",
    "\\bi (?:told|said)\\b[^.;]{0,40}\\bi would\\b|\\bi can (?:make|do|manage|be|come|fit)\\b|\\bi have (?:put|written) it in\\b|\\bi'll (?:explain|take you through|talk|go through|say|bring|tell|give)\\b|\\bi (?:will|shall) (?:explain|take|talk|go through|say|bring|tell|give|be|gladly|advise)\\b",
  ].join('|'),
);

export const declines = new RegExp(
  [
    "\\b(?:send(?:s|ing)?|gives?|giving|tender(?:s|ing)?|offer(?:s|ing)?|conveys?|makes?|presents?) (?:you |them |it |the group |polgroup\\w+ )*(?:my |her |his |the clerk's )?(?:apologies|excuses|regrets)\\b(?! for (?:the|my|being|not))",
    "\\b(?:declin(?:e|es|ed|ing)|refus(?:e|ed|al|ing)|turn(?:ed|ing)? (?:it |that |this |you )?down|regret(?:fully)?|pull(?:ing|ed)? out|withdraw(?:ing)?|pass on (?:this|that|it)|i'll pass|i will pass|i shall pass|say(?:ing)? no|have to be no|has to be no|must be no|is no\\b|a no from|it's no\\b|no from me|no thanks|no thank you|count me out|thanks but no|best if i don't|sit this one out|bow out|beg off|cry off|rule(?:d)? (?:it|that|myself) out|forbids?|let you down|out of the question|not feel able|n't feel able|not (?:be )?(?:really )?(?:appropriate|proper|right|wise)|prefer not|not available|unavailable|too (?:busy|stretched|pressed)|(?:have|had|got) no time|rather leave|excuse me|isn't one|not one (?:that )?i can|not me\\b|say i won't|make it a rule not|no can do|decided? (?:against|not)|not possible|without me)\\b",
    `\\b(?:can't|cannot|can not|couldn't|could not|won't|will not|shan't|shall not|unable to|not able to|not going to|not willing to|unwilling to|not in a position to|not prepared to|rather not|sooner not|would not|wouldn't|don't (?:wish|want|propose|intend|think i (?:can|should|could))|do not (?:wish|want|propose|intend|think it)|mustn't|must not|ought not to|not free to|(?:it|this|that) (?:is|would) not (?:be )?something|isn't something|not something|not possible|impossible) (?:(?:for me )?(?:to )?(?:\\w+ )?(?:${there}|attend(?:ing)?|com(?:e|ing)|take (?:it|this|that|on|part|up)|be (?:able|coming|attending|taking|there|advising|at)|manage|give|go|accept|spare|see|say yes|talk|address|that|it|do)\\b|i can|that i)`,
    "\\b(?:won't|shan't|shall not|will not)(?=[.!,]|$)|^(?:no(?! (?:problem|bother|trouble|worries|doubt|objection|difficulty|hesitation))|nay|nope|sorry,? no|afraid not|i'm afraid not|alas|not this time|not on this)\\b",
    "\\b(?:afraid|sorry)\\b[^.;]{0,30}\\b(?:not|no|can't|cannot)\\b|\\b(?:no way|not for me|not this time)\\b|\\bi (?:do not|don't) (?:attend|advise|come|go)\\b|\\bas (?:a|my) refusal\\b|\\b(?:don't|do not|can't|cannot) (?:think|believe|feel|see) (?:it|that|this|how|i)\\b[^.;]{0,40}\\b(?:appropriate|right|proper|wise|should|can|ought|could)\\b",
  ].join('|'),
);

/** No answer yet, or another offer. */
export const putsOff =
  /\b(?:not sure|ask me again|let you know|will tell you|'ll tell you (?:on|by|when|fri|mon)|an answer by|think (?:it )?over|give it thought|i'll think|one way or the other|before i (?:answer|say|decide)|need to know|would you assure|which day|when i(?:'m| am) (?:off|back)|not back to me|will be opened|no longer needs?|waiting|must (?:first )?ask (?!you)(?!polgroup)|check (?:with|my)|see whether|gone in my book|noted)\b/;

/** It is the date alone that does not suit, and another is offered. */
export const offersDate =
  /\b(?:but|though|however|instead|rather|any other|another)\b[^.;]{0,60}\b(?:will|shall|can|could|would|'ll|happy|glad)\b[^.;]{0,30}\b(?:come|do|make|attend|be there|manage|advise|on the|instead|free|yours)\b|\b(?:how about|what about|would the|could we (?:say|make)|can we (?:say|make)|could you (?:move|make))\b/;

/** The group is advised all the same, in writing. */
export const offersWriting =
  /\b(?:same|my) advice\b[^.;]{0,40}\b(?:is|as|in writing|attached|below)\b|\b(?:i (?:will|shall|can|'ll)|i'll|happy to|glad to|will gladly) (?:gladly )?(?:write|send|put|give|let you have|set)\b[^.;]{0,50}\b(?:in writing|on paper|a note|advice|same|it down)\b|\bin writing (?:instead|rather)\b|\badvice (?:in writing|is (?:attached|below|this|as follows))\b/;

/** What was said before, and does not hold: "I said yes too quickly". */
export const notAnswer =
  /\b(?:i|i've|i have) (?:said|told)[^.;]{0,20}\b(?:yes|no)\b[^.;]{0,20}\b(?:too|but|before|earlier|yesterday to)\b|\bi (?:did )?(?:go|went) to\b|\b(?:could|how could) i (?:miss|say no|refuse)\b|\bif it(?:'s| is)\b/;

/** An earlier answer is taken back: what it was is no answer now. */
export const takesAnswerBack =
  /\b(?:wrong|hasty|foolish|mistaken|too (?:quick|hasty|ready)|rude|sorry)(?: of me)? (?:to (?:say|have said|decline|have declined|refuse|have refused|accept|have accepted|turn|have turned)|in (?:saying|declining|refusing|accepting))\b|\b(?:disregard|forget|ignore|withdraw|take back) (?:my|what i said|the) (?:(?:earlier|first|previous|last) )?(?:yes|no|refusal|acceptance|answer|reply|yesterday|earlier)\b/;

/** Words of invitations that tell nothing of the matter. */
export const everydayWords = new Set(
  (
    'the and for with from that this your our my you yours ours his her its their them they would could should will shall can may might must have has had ' +
    'about regarding concerning invitation invite invited group groups party meeting meetings evening night day week advice advise advises advised advising brief briefing ' +
    'talk explain come attend attendance join help hour please thanks thank like ask asks asked asking wanted want wants us me him council councillor councillors cllr cllrs member members ' +
    'clerk town parish office officer session chat visit monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun ' +
    'january february march april may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec today tomorrow yesterday next last ' +
    'dear hello sorry kind regards best wishes yes not what when which where who how why able make made take through your some any all each other another same one two three ' +
    'attached attach enclosed enclose herewith attachment note question questions quick favour request subject matter matters item items thing things there here then been being were was are into over before after again also only very ' +
    'grateful glad happy possible whether evening afternoon morning time date dates say said tell know think see look need needs before'
  ).split(' '),
);

/** Words that many matters share: one alone does not make two matters the same. */
export const weakWords = new Set(
  'charge cost fee plan scheme report proposal application lease review policy project fund road lane street site village local new area update figure option change future issue price rent paper business public order law rule right'.split(
    ' ',
  ),
);
