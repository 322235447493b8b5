import { quote, type Sentence } from './words.ts';

/** The request is taken back: withdrawn, to be ignored, no longer needed. */
const takenBack: RegExp[] = [
  /\b(?:withdraw|withdrawn|withdrawing)\b|\b(?:stand|stood) down\b|\bnever mind\b(?! (?:what|how|who|that|the)\b)|\bas you were\b|\brub (?:us|me|it) out\b|\bone job less\b|\bwasted effort\b/,
  /\b(?:disregard|ignore|forget|scrap|scratch|strike|cancel) (?:about )?(?:my|the|that|this|it|what|all that)\b(?:[^.;?!]{0,30}\b(?:rant|e-?mail|message|note|request|question|query|moan|last|earlier|previous|asked|said|wrote|below)|[,.!]|$)|\b(?:forget|ignore) (?:i (?:ever )?(?:asked|wrote|said|spoke)|me)\b/,
  /\b(?:treat|consider|regard) (?:my|this|that|it|the matter)[^.;?!]{0,40}\b(?:not sent|unsent|withdrawn|closed|settled|answered|dealt with|never)\b/,
  /\b(?:shan't|won't|will not|shall not|not going to) (?:pursue|take it (?:any )?further|press|go on about|(?:bother|trouble) you)\b|\b(?:take|taking|took) (?:it|this|that|the matter) no further\b|\blet (?:it|the matter|that) (?:rest|drop|lie|go)\b|\bdrop (?:it|the matter|this)\b|\bleave it (?:there|at that)\b/,
  /\b(?:no longer|don't|do not|won't|needn't|not) (?:\w+ )?(?:need|want|require|wanted|needed|required|necessary|bother with|worry about (?:it|this|that|them))\b|\bneed not(?: (?:come|get|write|reply|do|trouble|bother|look|send)\b|[.!]*$)|\byou needn't\b|\b(?:don't|do not) (?:worry|bother)(?: about)? (?:with )?(?:it|this|that)\b/,
  /\bnothing (?:more|else|further|now)?\s?(?:to do|for you to do|needed|outstanding|required|is needed|i need)\b|\bno further (?:action|reply|answer)\b|\bno need (?:for|to) (?:you to )?(?:do|reply|answer|come back|look|chase|worry|send|anything)\b|\b(?:off the hook|surplus to requirements|overtaken by events)\b/,
  /\b(?:take|took|taking) (?:it |all )?back (?:what|my|all|everything)\b|\bi take (?:it|that) (?:all )?back\b|\btake my [\w' ]{2,30} (?:off|out)\b|\b(?:shan't|won't|don't|no longer) be (?:needing|wanting|wanted|needed|requiring|coming|using)\b|\bdecided against\b|\bafter all\b[.!]*$|\bdon't bother\b|\bno action (?:is )?(?:needed|required)\b/,
];

/** The request has been met, or somebody is content. */
const met: RegExp[] = [
  /\b(?:exactly|just|precisely) what i (?:wanted|needed|asked|was after)\b|\bi have (?:it|them|that) now\b|\ball (?:is well|clear|good)\b|\bcleared (?:that|it) up\b|\bput my mind at rest\b|\bgood as new\b|\bi(?:'ve| have)? (?:now )?seen? (?:the|that|it|it's)[^.;?!]{0,40}\b(?:now|up|done|in place|on the website)\b|\b(?:explained|told me) (?:it all|everything|all i)\b|\b(?:my mistake|me being daft|my fault|i was wrong|i'd (?:read|misread|missed|got) (?:it|the wrong))\b|\bchanged my mind\b/,
  /^(?:all |now |well,? )?(?:sorted|done|fixed|mended|settled|resolved|found (?:it|them))\b/,
  /\b(?:matter|case|issue|subject|it|that|this|all)(?:'s| is| as| has)? (?:now |all |been )?(?:closed|settled|resolved|sorted|dealt with|done with|all done|resolved itself|finished)\b|\b(?:problem|lamp|light|bin|leak|question|query|matter) (?:now )?(?:fixed|solved|sorted|mended|answered|closed)\b/,
  /\b(?:it|that|this|panic|emergency|mystery)(?:'s| is)? (?:now )?(?:over|solved)\b|\bclose (?:this|it|the (?:file|case|matter))\b|\bcross (?:that|it|this) (?:one )?off\b|\bcall it quits\b/,
  /\b(?:has|have|had|'s|'ve|was|were) (?:now |since |just |already |all |finally )*(?:been (?:out|round|mended|repaired|fixed|filled|replaced|cleared|emptied|answered|sorted|settled|resolved|found|removed|dealt with)|(?:sent|given|handed|shown|lent|got) (?:me|us|it to me|them to me)|mended|fixed|repaired|resolved|sorted|turned up|answered|found(?! out))\b/,
  /\b(?:i've|i have|we've|we have|just|i) (?:now |since |just |already |managed to )?(?:found(?! out)|located|got|had|turned up)(?: it| them| my answer| the| what i| all)\b|\bgot it (?:from|off|now|thanks|myself)\b|\bfound (?:it|them)\b/,
  /\b(?:answers?|answered) (?:it|that|my|the|all my)\b(?: (?:question|query|questions|points?))?|\bi (?:now )?have (?:what|all|everything) i (?:need|wanted|asked)\b|\bthat'?s (?:that|everything|the answer|me sorted|it then|all i (?:needed|wanted)|what i (?:needed|wanted))\b|\bthats that\b|\bthat will do nicely\b|\b(?:answered|answer) (?:by|in|on) the (?:website|minutes|policy|notice)\b/,
  /\b(?:i'm|i am|we're|we are|she's|he's|so am|is|and am|are) (?:now |quite |perfectly |entirely |all )*(?:content|satisfied|suited|sorted|reassured|happy (?:now|with (?:that|the|your)))\b/,
  /\b(?:is|are|lights?|it's|its|all) (?:back|working|right|up) (?:on |again |now |and running)|\bas far as [^.;?!]{2,30} concerned,? it(?:'s| is) (?:over|closed|done|finished)\b|\b(?:done|drafted|written|sent|rung|asked|sorted|did|fixed) (?:it|them|the [\w' ]{2,30}) (?:for )?(?:myself|ourselves)\b/,
];

/** Every sentence of either kind has one of these: a look that spares the others. */
const hint =
  /withdr|stand|stood|mind|as you were|rub|job less|effort|disregard|ignore|forget|scra|strike|cancel|treat|consider|regard|pursue|further|press|go on|trouble|bother|rest|drop|leave|lie|let|need|want|requir|necess|worry|nothing|no need|hook|overtaken|back|take|took|sort|done|fix|mend|settl|resol|found|exactly|precisely|just what|have it|have them|all is|clear|mind|good|seen|see|website|explained|told|mistake|daft|fault|wrong|misread|against|after all|action|be \w+ing|clos|dealt|finish|over\b|solv|cross|quits|been|sent|given|handed|shown|lent|got|repair|answer|turned|located|had\b|everything|that'?s|nicely|content|satisf|suited|reassur|happy|working|right|again|now\b|drafted|written|rung|asked/;

/** A condition, a hope, a part of it, or somebody else's: the request stands. */
const notYet =
  /\b(?:when|once|until|till|unless|if|thought|hoped|hoping|hope|think|near enough|nearly|almost|partly|part of|half|some of|nothing has|nobody has|not (?:yet|quite|really)|not|isn't|wasn't|hasn't|haven't|never(?! mind)|far from|doesn't answer|no further on|still|yet to be|someone should|somebody should|need this|need it|want this|want it)\b[^.;?!]{0,50}\b(?:settle\w*|sort(?:ed)?|resolved|closed?|over|fixed|answered|done|dealt with|mended|found|happy|content|satisfied)\b|\bi'll settle\b|\b(?:don't|do not) (?:close|drop|cancel)\b|\bignore the (?:photo|attachment|picture|first|spelling|typo|date)\b|\bthere is no need to apologise\b|\bno (?:rush|hurry)\b|\bis not(?:,|\b)/;

/** Something is wanted all the same, in this sentence or in another of the message. */
const stands =
  /\b(?:to go|still|stands|all the same|nevertheless|nonetheless|leaking again|out again|as bad|(?:is|was|gets|got) worse|getting|wants? (?:the|a|it)|i'd (?:still )?like|i should (?:like|be glad)|would like|only wants|kept on|it's \d{4} i'm after|then i can|shall (?:wait|go on)|until then|look forward to|no reply|i shall wait|by friday|in writing|doesn't answer|does not answer|not what i asked|not the \w+ i asked|no wiser|no further on|one of you|rush|hurry)\b|\?/;

/** Words that say that what was asked is settled, or null. A message that settles a part and asks for the rest (`asks`) settles nothing. */
export function readSettled(sentences: readonly Sentence[], asks: boolean): string | null {
  if (asks) return null;
  const found = sentences.find(({ plain }) => isSettled(plain));
  if (found === undefined || sentences.some(({ plain }) => stands.test(plain))) return null;
  return quote(found.written);
}

export function isSettled(plain: string): boolean {
  if (plain.endsWith('?') || !hint.test(plain) || notYet.test(plain)) return false;
  return takesBack(plain) || met.some((pattern) => pattern.test(plain));
}

/** Put like an order ("ignore my last email") and no request for all that. */
export function takesBack(plain: string): boolean {
  return takenBack.some((pattern) => pattern.test(plain));
}
