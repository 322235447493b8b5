import { quote, type Sentence } from './words.ts';

/** Words that take an earlier request back, or say that it has been met. */
const settled =
  /\b(?:withdraw|withdrawn|withdrawing)\b[^.;?!]{0,40}\b(?:request|question|query|complaint|enquiry|concern|item|it|that)?\b|\b(?:question|request|query|complaint|enquiry|concern|item) (?:is )?withdrawn\b|\b(?:matter|case|issue|subject|it|that|this)(?:'s| is| as) (?:now |all )?(?:closed|settled|resolved|over|sorted|dealt with|done with|all done|finished)\b|\b(?:all|now|since|been|got it|both|is|are|'s|well and truly) (?:been )?(?:sorted|settled|resolved|dealt with|cleared up|fixed|mended|repaired)\b|\bsorted(?: now| itself| out| it)?\b(?: thanks?| ta| cheers)?[.!]*$|\b(?:disregard|ignore|forget|scrap|scratch) (?:about )?(?:my|the|that|this|it|what|all that)\b(?:[^.;?!]{0,30}\b(?:rant|email|e-mail|message|note|request|question|query|moan|last|earlier|previous|asked|said|wrote|below)|[.!]*$)|\b(?:forget|ignore) (?:i (?:ever )?(?:asked|wrote|said|spoke)|me|it|that)\b|\btreat (?:my|this|that|it)[^.;?!]{0,30}\bas (?:not sent|unsent|withdrawn|closed|settled|never)\b|\b(?:shan't|won't|will not|shall not|not going to) (?:pursue|take it (?:any )?further|press|be taking|go on about|bother you (?:with|about))\b|\b(?:take|taking|took) (?:it|this|that|the matter) no further\b|\blet (?:it|the matter|that) (?:rest|drop|lie|go)\b|\bdrop (?:it|the matter)\b|\b(?:no longer|don't|do not|won't|needn't|not) (?:\w+ )?(?:need|want|require|wanted|needed|required|necessary|bother with)\b(?: it| that| this| them| the| your| anything| any| now| after| you to)?|\b(?:not needed|no longer (?:needed|required|necessary|wanted|an issue|a problem)|wasted effort|surplus to)\b|\bnothing (?:more|else|further|now)?\s?(?:to do|needed|outstanding|required|is needed|i need)\b|\bthat'?s (?:that|all i (?:needed|wanted)|what i (?:needed|wanted)|everything|the answer|me sorted|it then)\b|\bthats that\b|\b(?:take|took|takes) (?:it |all )?back (?:what|my|all|everything)\b|\bi take (?:it|that) (?:all )?back\b|\b(?:problem|panic|mystery|emergency) (?:solved|over)\b|\b(?:i'm|i am|we're|we are|she's|he's|so am) (?:now |quite |perfectly |entirely |all )*(?:content|satisfied|suited|happy (?:now|with that|with (?:the|your) (?:answer|reply|explanation))|sorted|reassured|answered)\b|\byou needn't (?:come|get|write|reply|do|trouble|bother)\b|\b(?:you )?need not (?:come|get|write|reply|do|trouble|bother)\b|\bcross (?:that|it|this) (?:one )?off\b|\b(?:stand|stood) down\b|\b(?:has|have) (?:now |since |just )?(?:been )?(?:answered|resolved|sorted|settled|fixed|mended|found it|found the|found them)\b|\b(?:answers?|answered) (?:my|the|all my|that) (?:question|query|questions|points?)\b|\b(?:i've|i have|we've|we have|just|i) (?:now |since |just |already |managed to )?(?:found|located|got|had|turned up)(?: it| them| the answer| the| what| all)\b|\bgot it (?:from|off|now|thanks|myself)\b|\b(?:is|are|lights?|it's|its|all) (?:back|working|right|up) (?:on |again |now |and running)|\b(?:call it|leave it) (?:quits|there|at that)\b|\bovertaken by events\b|\bone job less\b|\b(?:done|drafted|written|sent|rung|asked|sorted|did|fixed) (?:it|them|the [\w' ]{2,30}) (?:for )?(?:myself|ourselves)\b|\brub (?:us|me|it) out\b|\bas far as [^.;?!]{2,30} concerned,? it(?:'s| is) (?:over|closed|done|finished)\b|\btake my [\w' ]{2,30} (?:off|out)(?: again)?\b|\bno further (?:action|reply|answer)\b|\bnot as it'?s come|\bno need (?:for|to) (?:you to )?(?:do|reply|answer|come back|look|chase|worry|send|anything)\b|\bconsider (?:it|this|the matter|my (?:request|question|complaint)) (?:closed|settled|withdrawn|answered|dealt with)\b|\b(?:answered|answer) (?:by|in|on) the (?:website|minutes|policy|notice)\b/;

/** A condition, a hope, a part of it, or somebody else's: the request stands. */
const notYet =
  /\b(?:when|once|until|till|unless|if|thought|hoped|hoping|hope|think|near enough|nearly|almost|partly|half|some of|not (?:yet|quite|really)|isn't|wasn't|hasn't|haven't|never|far from|doesn't answer|no further on|still|yet to be)\b[^.;?!]{0,50}\b(?:settle\w*|sorted|resolved|closed|over|fixed|answered|done|dealt with|mended|found)\b|\bi'll settle\b|\b(?:is|are|was|were|be) not (?:settled|sorted|resolved|closed|over)\b|\bignore the (?:photo|attachment|picture|first|spelling|typo|date)\b|\bthere is no need to apologise\b|\bno (?:rush|hurry)\b|\bis not(?:,|\b)/;

/** Something is wanted all the same, in this sentence or in another of the message. */
const stands =
  /\b(?:to go|still|stands|all the same|nevertheless|nonetheless|wants? (?:the|a|it)|i'd (?:still )?like|i should (?:like|be glad)|would like|only wants|kept on|it's \d{4} i'm after|then i can|shall (?:wait|go on)|until then|i shall wait|by friday|in writing|doesn't answer|does not answer|not what i asked|no wiser|no further on|one of you|rush)\b|\?/;

/**
 * Words that say that what was asked is settled, or null. A message that settles a part and asks for the rest settles nothing.
 * `asks`: whether it asks for anything besides.
 */
export function readSettled(sentences: readonly Sentence[], asks: boolean): string | null {
  if (asks) return null;
  const found = sentences.find(({ plain }) => isSettled(plain));
  if (found === undefined || sentences.some(({ plain }) => stands.test(plain))) return null;
  return quote(found.written);
}

export function isSettled(plain: string): boolean {
  return !plain.endsWith('?') && settled.test(plain) && !notYet.test(plain);
}
