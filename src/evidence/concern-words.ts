/** Worries and complaints about the council's business or its people, in a writer's own voice. */

const words =
  /\b(?:concern(?:s|ed)?(?! us all\b)|worr(?:y|ies|ied|ying|ies me)|anxious|uneasy|unease|unhappy|disquiet|fed up|complain(?:t|ts|ed|ing|s)?|disappoint(?:ed|ing)|dismay(?:ed)?|not (?:at all |really |nearly |just )?(?:good enough|acceptable|happy|satisfied|on|right)|isn't (?:good enough|acceptable|on|right)|unacceptable|disgrac\w+|shambles|shambolic|dangerous|hazard(?:ous)?|unsafe|alarm(?:ed|ing)|appalled|appalling|outrage\w*|furious|troubled|troubling|troubles? (?:me|us)|not what we (?:paid|asked|voted)|cannot think (?:it|that|the)|upset|frustrat\w+|annoy(?:ed|ing)|angry|cross about|filthy|disgust\w+|let (?:us|me|everybody|people) down|daft|does us harm|reputation|can't (?:go on|stop thinking|run a)|cannot (?:go on|be right)|fails?|failing|neglect(?:ed)?|ignored|ignoring|nobody (?:does|has|answers|seems|ever (?:\w+s|come|answer)\b)|nothing (?:has been|is being|gets|ever)|nowt|not (?:one|been) answered|no (?:answer|reply|acknowledgement)\b(?! (?:is |was )?(?:needed|required|necessary|expected|called))|backing up|before somebody|accident waiting|someone will|somebody will|get hurt|badly (?:wrong|handled)|the way (?:in which )?(?:he|she|they|you|tom|this|that|it)|reservations?|misgivings?|objection to|dissatisf\w+|rude(?:ness)?|bully\w*|not what (?:people|we|i)|third time(?! of asking)|grievance|flickers all night|dying|has been kept|kept my|clearly wrong|against the (?:rules|policy|protocol))\b/;

/** The words stand for something else, or take a worry back. */
const none =
  /\bcomplaint (?:has been|was) (?:received|made)\b|\b(?:no|not|never|n't|without|any|nothing to|needn't|n't be|not be|less) (?:\w+ ){0,2}?(?:concern(?:s|ed)?|worr(?:y|ies|ied)|complain(?:t|ts|ing)?|anxious|upset|objections?|reservations?|hazard|danger(?:ous)?|alarm)\b|\bas far as [^.;?!]{0,20} concern(?:ed|s)\b|\b(?:parties|all|those|everyone|people|person|members|officers|authorities) concerned\b|\bconcerned with\b|\bconcerning\b(?! that)|\b(?:was|were|had been) (?:\w+ )?(?:worried|concerned|anxious|afraid|fed up)\b[^.;?!]{0,80}\b(?:but|until|now|no longer)\b|\b(?:worries|worry) (?:over|is over)\b|\bpanic over\b|\bcomplaints? (?:files?|logs?|register|procedure|policy|form|process|committee|from mr|has been (?:dealt|settled|answered))\b|\bmy concerns? (?:has|have|had|were|was) (?:been )?(?:met|answered|addressed)|\bno longer\b|\bthank(?:s| you) for (?:your |the )?(?:concern|worrying)|\bcan't complain\b|\b(?:take|taken) back\b|\bdon't (?:worry|be)\b|\bupset the\b|\bsorry (?:you|to|that|if) [^.;?!]{0,40}\b(?:upset|worried|concern)|\bmy (?:own )?(?:reservations|objection) (?:was|were) /;

/** Something that is wrong now and is told as a fault, with weight laid on it. */
const faults =
  /\b(?:makes us (?:all )?look|it isn't good|isn't what|(?:third|fourth|fifth|second|umpteenth) (?:time|night|week|month)(?! of asking)|(?:again|still|yet) (?:not|no|hasn't|haven't|n't)|still (?:missing|broken|waiting|waits)|every single|what are we paying|heating's been like|you can't run|like that since|it (?:really )?won't do|the council (?:ought|should) be ashamed|how (?:long|many times) must|not how this council)\b/;

export function isConcern(sentence: string): boolean {
  if (!words.test(sentence) && !faults.test(sentence)) return false;
  if (none.test(sentence)) return false;
  return (
    !/\b(?:i hope|hope that|glad|pleased|relieved|thank(?:s| you)|forgiv\w+|wasn't|weren't|isn't it)\b[^.;?!]{0,40}$/.test(
      sentence,
    ) || /\b(?:but|however|yet)\b/.test(sentence)
  );
}
