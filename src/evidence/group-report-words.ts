/** The wording of group-reports.ts, looked for in plain wording in which group-names.ts has replaced the names of groups. */

import { anyGroup, namedGroup } from './group-names.ts';

/** What an officer may prepare for somebody. */
const paper =
  '(?:reports?|advice|advis(?:ory|ed)|briefings?|brief|notes?|papers?|figures|costings?|breakdowns?|answers?|analys[ie]s|summar(?:y|ies)|research|comparisons?|explainers?|lists?|tables?|appraisals?|guidance|memos?|memorandum|write-?ups?|overviews?|calculations?|estimates?|options|statements?|presentations?|information|opinion|assessments?|projections?|forecasts?|reviews?|surveys?|documents?|fact ?sheets?|sides|pages?|slides|checklists?|outlines?|digests?|schedules?|responses?|drafts?|numbers|figs|stuff|chapter and verse|findings|slides|wording|remarks|comments|history|legal position|comparisons?|something (?:in writing|on paper))';

const made =
  '(?:prepared|written|done|drafted|drawn up|compiled|produced|put together|worked out|made|intended|meant|commissioned|requested|asked for|ordered|wanted|sought|got up|set out|typed up|run up|assembled|supplied|undertaken|provided|given|sent|delivered|addressed|issued)';

const wished =
  "(?:asked|asks|wanted|wants|requested|requests|commissioned|ordered|sought|needed|needs|wished|called for|(?:was|were|is|are|been) (?:\\w+ )?(?:after|asking for|asking)|having (?:asked|enquired|inquired|requested)|required|set me|put in for|had me|got me|would like|'d like|desired|invited|queried|enquired|inquired|wanting|wondering|wondered|raised|put (?:[^;?!\\s]+ ){0,3}?(?:questions?|points?))";

/** "members of the polgroup1", "polgroup1's leader". */
const theGroup = `(?:the |all |any |a |those |its |\\w+day's |(?:next|this) \\w+'s |tonight's |tomorrow's )*(?:(?:(?:two|three|four|five|six|seven|both|several) )?(?:members|councillors|cllrs|colleagues|leader|secretary|chair|whip|treasurer|meeting|use|people|benefit|eyes|consideration|attention|information|guidance|spokes\\w+|all three|all of you|you)(?: of| in| on| from| by)? (?:the )?)?${anyGroup}(?:'s?)?`;

/** It was prepared for a group, or a group asked for it: the sentence alone says so. */
export const forGroup = new RegExp(
  [
    `\\b${paper}(?: [^;?!\\s]+){0,12}? (?:for|to|on behalf of|at the (?:request|instance|behest|desire) of) ${theGroup}`,
    `\\b${made} (?:[^;?!\\s]+ ){0,3}?(?:for|by|to|on behalf of|at the (?:request|instance|behest|desire) of) ${theGroup}`,
    `\\b(?:at|to|by) the (?:request|instance|behest|desire|order|orders|wish|invitation) of ${theGroup}`,
    `\\b(?:at|to|by|on) ${theGroup} ?(?:'s? )?(?:own )?(?:request|instance|behest|desire|orders?|wish)\\b`,
    `${anyGroup}(?:'s?)?,? (?:own |latest |two |three |four )?(?:${paper}|quer(?:y|ies)|questions?|request|homework|commission)\\b`,
    `\\b(?:group )?advice for ${theGroup}`,
    `\\b${paper} (?:[^;?!\\s]+ ){0,12}?(?:that |which |as |what )?(?:the )?${anyGroup}(?:'s? (?:leader|secretary|members|meeting|chair|whip))?,? (?:\\w+ ){0,2}?${wished}`,
    `\\brequest (?:of [\\w ]{2,20} )?(?:from|by|made by) ${theGroup}`,
    `\\b(?:commissioned|requested|asked for|prepared|ordered) (?:by|for): ?${theGroup}`,
    `^(?:attached|enclosed|herewith|here(?: you are| it is| they are)?),? for ${theGroup}`,
    `^for ${theGroup}[^;?!]{0,20}[:,-] ?(?=.*\\b${paper}\\b)`,
    `${anyGroup}[^;?!]{0,40}\\bwhat you ${wished}`,
    `^for ${theGroup} ?,? ?(?:and )?as (?:you|they|it|he|she) ${wished}\\b`,
    `\\bas (?:the )?${anyGroup}(?: (?:members|leader))? ${wished}|\\bas ${wished} (?:for )?by (?:the )?${theGroup}`,
    `\\bwhat (?:the )?${anyGroup}(?: \\w+)? ${wished}`,
    `\\b(?:advise|advising|report(?:ing)? to|brief(?:ing)?|answer) ${theGroup},? (?:as follows|as under|that\\b|hereunder|below)`,
  ].join('|'),
);

const written =
  '(?:reports?|advice|briefings?|notes?|papers?|figures|costings?|breakdowns?|answers|analysis|summary|appraisals?|memos?|write-?ups?|wording|remarks|drafts?|slides|numbers|figs|findings|comparisons?)';

/** A paper handed over in the same breath as a group is named. */
export const handsToGroup = new RegExp(
  `^(?=.*\\b${written}\\b)(?=[^;]*\\b(?:here(?:'s| is| are| in writing| you are| with)|attach(?:ed|ing)?|enclos(?:e|ed|ing)|below|overleaf|in writing|as follows|as under)\\b)(?=[^;]*${anyGroup})`,
);

/** A group wanted something: with words that hand it over, that is a report. */
export const groupWished = new RegExp(
  [
    `${anyGroup}(?:'s?)?(?: \\(\\w+\\))?(?: (?:members|councillors))?,? (?:(?:has|have|had|last \\w+) )*(?:resolved|agreed|voted|decided|determined|thought it well|saw fit) (?:\\S+ ){0,4}?(?:to|that i should|that the clerk should) (?:ask|request|seek|commission|invite|have|get|report|write|set out)`,
    `\\b(?:promised|owe|owed|offered) ${theGroup} (?:an?|the|some|my|this) (?:\\w+ ){0,3}?${paper}\\b`,
    `^(?:to|for|addressed to|for the attention of):? ${theGroup} ?[:.]?$`,
    `${anyGroup}(?:'s?)?(?: (?:leader|secretary|members|chair|meeting|whip|councillors))?,? (?:(?:has|have|had|all|also|kindly|formally|once|last \\w+) )*${wished}`,
    `\\b(?:asked|request|wanted|sought|questions?|quer(?:y|ies))\\b[^.;?!]{0,60}\\b(?:on behalf of|as (?:the )?(?:leader|secretary|chair|whip|spokes\\w+)(?: of)?|for|in the name of|formally as|as|by|as part of) ${theGroup}`,
    `\\b(?:following|after|at|further to|on the back of) ${theGroup}(?:'s)?(?: meeting)?,? you ${wished}`,
    `\\bas (?:the )?(?:leader|secretary|chair|whip|spokes\\w+)(?: of)? ${theGroup},? (?:and )?(?:\\w+ )?(?:you )?${wished}`,
    `\\b(?:asked|wanted|requested|sought|commissioned) (?:for )?(?:by|from) ${theGroup}`,
    `^(?:[\\w]+, )?(?:this is |here(?:'s| is) (?:something )?)?for ${theGroup}\\s*(?:[,:-]|$)`,
  ].join('|'),
);

/** Something is handed over with this message. */
export const handsOver = new RegExp(
  `\\b(?:here(?:'s|s| is| are| in writing| you are| it is| they are|with| 'tis| 'twas)?|attach(?:ed|ing|es)?|attachment|enclos(?:e|ed|ing)|below|overleaf|(?:please )?find|this is|it is this|in short|in reply|as follows|the following|is set out|reported below|as (?:promised|requested|asked|commissioned|ordered)|in writing|on page \\d|my (?:report|advice|answers?|note|briefing)|professional advice|(?:my|the) (?:\\w+ )?(?:report|advice|answer) is|that (?:is|concludes) (?:the whole|all|what)|i've (?:reported|jotted|set out|written|worked|put)|i have (?:reported|set out|written|worked|put))\\b|^${paper}\\b`,
);

/** There is something to be handed over at all. */
export const anyPaper = new RegExp(`\\b${paper}\\b|\\b(?:advise|brief|report|look into|explain|check)\\b`);

/** A group asked through the reader, and what follows can only be the answer. */
export const askedForGroup = new RegExp(
  `(?<!\\b(?:of|from) (?:the )?)${anyGroup}(?:'s?)?(?: (?:leader|whip|secretary|meeting))?,? (?:\\w+ )?${wished}|\\byou (?:asked|wrote|rang|wanted|enquired|inquired|put)\\b[^;?!]{0,60}${anyGroup}|${anyGroup}[^;?!]{0,30}\\byou (?:asked|wrote|rang|wanted|enquired|put)\\b`,
);

/** What a group may ask for that is no advice. */
export const otherWish =
  /\b(?:ask(?:s|ed)?|want(?:s|ed)?|request(?:s|ed)?|like) (?:for |to (?:have|book|change|use|put|move|speak|be|see) )?(?:an? |the |its |another |new )*(?:\w+ )?(?:item|agenda|room|hall|meeting|motion|vote|seat|seats|substitutes?|place|key|keys|change|postponement|adjournment|date|photograph)\b/;

/** What was wished is knowledge: not a room, a seat or a recorded vote. */
export const wishedToKnow = new RegExp(
  `\\b(?:${paper}|to know|to hear|whether|how|where|what|why|about|look into|check|explain|brief|advise|compare|find out|set down|work out|cost|list|calculate|as to)\\b`,
);

/** Nothing was prepared, or it is refused, or only talked of. */
export const nothingMade =
  /\b(?:not|n't|never|nothing|none|no|cannot|decline|declined|refuse|refused|unable|rather not|sooner not|neither|nor)\b[^.;:]{0,60}\b(?:writ(?:e|ten|ing)|wrote|prepar(?:e|ed|ing)|reports?|advice|advise|brief(?:ing)?|paper|asked for|do (?:it|one|that|anything)|given|produce|draft|group alone|one group)\b|\b(?:if|whether|should) (?:you|any|the|your|a|another|one)\b[^.;,]{0,40}\b(?:groups?|polgroup\w*)\b[^.;]{0,20}\b(?:want|wants|ask|asks|wish|like|need)\b|\b(?:shall|will|'ll|would|could|can|may|might|going to|happy to|glad to|try to|hope to) (?:\w+ )?(?:be )?(?:prepar|writ|draft|report|brief|advis|produc|do (?:it|one|the|a|that)\b|get|let you have|send|have)\w*|\b(?:would|could|can|will|do|did|does|has|have|shall|is|are|any) (?:you|your|the|any|polgroup\w*|anyone|anybody)\b[^.;]*\?/;

/** The paper is of the group's own making. */
export const groupsOwn = new RegExp(
  `^(?!.*\\b(?:requests?|asked|quer(?:y|ies)|questions?|enquir\\w+)\\b).*\\b(?:prepared|written|drafted|compiled|drawn up|produced|put together|researched|authored|printed|paid for|handed in|submitted)\\b (?:\\S+ ){0,2}?by ${theGroup}`,
);

/** The writer will not write it: that holds for the whole message. */
export const refusesToWrite =
  /\bi(?:'d| would| have| am|'m|'ve|'ll| shall| will)?\b[^.;:]{0,20}(?:\b(?:not|never|cannot|rather not|sooner not|decline|declined|refuse|unable)\b|n't\b)[^.;:]{0,40}\b(?:writ\w+|wrote|prepar\w+|produc\w+|draft\w*|brief\w*|do (?:it|one|that|so|this|anything)|(?:give|given|offer) (?:it|one|such|a|any) (?:report|advice|briefing|paper|group))\b/;

/** The whole message says that there is no such report. */
export const nothingAnywhere =
  /\bthere (?:isn't|is not|is no|was no|wasn't|was not|won't be|will not be|will be no|never was) (?:one\b|any\b|an?\b|such\b|report|paper|advice|briefing)|\bno such (?:report|paper|advice|briefing|thing)\b|\bi (?:told them|said) (?:no\b|that it was (?:one )?for)|\b(?:nothing|none|no (?:report|advice|paper|briefing)s?)\b[^.;]{0,40}\b(?:prepared|written|given|made|done)\b|\b(?:i haven't|i have not|haven't|have not) (?:prepared|written|given|made|done) (?:any|one|anything)\b/;

/** It went, or goes, to everybody. */
export const forEverybody =
  /\b(?:sent|sending|send|goes|going|gone|go|went|circulated|copied|given|to|had|with|tell|told|available|open|in the pack|addressed)\b[^.;]{0,40}\b(?:every|each|all)(?:body|one)? ?(?:of )?(?:the |you |our |other )*(?:\w+ )?(?:members?|councillors?|cllrs?|groups?|nine|of you|at once|else|alike|three groups|two groups)\b|\b(?:to|for) (?:everybody|everyone|the lot of you|the whole council|full council|the public)\b|\bevery group alike\b/;

const past =
  "(?:had|has|have|'ve|got|gave|given|did|done|been|made|prepared|written|wrote|was|were|sent|supplied|delivered|produced|received|asked|went|advised|briefed|drafted|there's|there is|there was|did|commissioned|requested|provided|issued|exists?|attach(?:ed)?|enclosed?|is|are|for|went|answered|drew up|drawn up|put together)";

/** A report or advice that exists, and the group that has it, in one sentence. */
export const tellsOfReport = new RegExp(
  [
    `^(?=.*\\b(?:${paper}|advised|briefed|wrote|answered|costed|homework|what i (?:sent|wrote|gave|said))\\b)(?=.*\\b${past}\\b)(?=.*${namedGroup}).*`,
    `${namedGroup}(?:'s?)?(?: \\S+){0,6}? (?:had|has had|got|was given|were given|asked for|received) (?:\\S+ ){0,6}?(?:from (?:me|tom|the (?:clerk|office))|officer advice)`,
  ].join('|'),
);

/** The same without a group by name: "another group", "one of the groups". */
export const tellsOfUnnamed = new RegExp(
  `\\b(?:another|one|one other|a different|some other|the other|one of (?:the|our) (?:other )?) ?(?:political |party )?groups?\\b(?=.*\\b${paper}\\b)|\\b${paper}\\b(?=.*\\b(?:for|to|by) (?:another|one|one other|a different|some other|the other) (?:political |party )?group\\b)`,
);

/** Talk of how things are done, of motions and of mail, that tells of no report. */
export const tellsNothing =
  /\bvot(?:e|ed|ing) (?:for|against|on)\b|\bplease note\b(?!.*\b(?:advice|report|briefing)\b)|\b(?:a|the|your) motion\b(?!.*\b(?:advice|advised|report)\b)|\bif i (?:write|prepare|give)\b|\bhasn't|haven't|has not|have not (?:been )?(?:written|prepared|given|had|asked)\b/;
