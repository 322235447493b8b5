import { plainWording, quote, sentencesOf } from './words.ts';

/** Words that speak of confidence itself. */
const confidence =
  /\b(?:confiden(?:ce|tial|tially|tiality)|private(?:ly)?|not for (?:publication|circulation|release|sharing|onward)|exempt|mark(?:ed|ing|s)?|label(?:led)?|heading|sensitive|sensitivity|restricted|privileged|discreet(?:ly)?|discretion|secret|secrecy|between (?:us|ourselves)|to yourself|to yourselves|stays? with you|not (?:to )?(?:be )?(?:shared?|passed? on|forward(?:ed)?|circulat(?:e|ed)|published?|disclosed?|repeat(?:ed)?|discuss(?:ed)?)|(?:do not|don't) (?:share|pass|forward|circulate|publish|disclose|repeat|discuss|show|copy)|(?:go|goes) no further|keep (?:this|it))\b/;

/** Words that lead from a statement to its ground. */
const because =
  /\b(?:because|since|owing to|due to|given that|in view of|on account of|by reason of|for (?:\w+ ){0,3}reasons?|reason(?:s)? (?:is|are|being|for)|so (?:that|as not)|so as to|lest|in order (?:to|not to)|to (?:protect|avoid|safeguard|preserve|prevent|respect|spare)|by virtue of|under (?:paragraph|section|schedule|the (?:data|employment|equality|local|public))|for (?:his|her|their|the family's|everybody's|legal) (?:sake|sakes|protection|privacy))\b|\bas (?!(?:you|we) (?:asked|know|said|requested|suggested|wanted|discussed|agreed|wished|will|saw|thought|promised)|(?:soon|well|far|long|discussed|agreed|requested|promised|usual|before|above|below|attached|follows|ever|always|yet|to|per|a|an|for|if|possible|follows|regards|last|in)\b)(?:[\w'-]+ ){1,6}(?:is|are|was|were|has|have|had|would|could|might|may|will|contains?|concerns?|names?|involves?|relates?|identif\w+|sets? out|shows?|discuss\w*|includes?|reveals?|disclos\w+|quotes?|gives?|gave|asked|wants?|wish(?:es)?|depends?|affects?|touches|deals?|must|cannot|can't|do|does)\b|\bas (?:it|this|these|they|he|she|there|some|one|both|our|his|her|names) (?!stands|is at present|happens|were\b|turns)\w+|\bwhile (?:negotiations|the|we|talks|they|it|he|she|matters|discussions|tenders?|an?|terms)\b/;

/** Points back at the mark itself: "hence the heading", "which is why it must stay with you". */
const pointsBack =
  /\bhence\b|\bwhich is why\b|\b(?:that|this)(?:'s| is) (?:also )?why\b|\bfor (?:that|this|which) reason\b|^\W*reason(?:s)?\s*[:-]|\b(?:grounds?|basis) for (?:confidence|confidentiality|the mark|this)|\baccordingly\b/;

/** Kinds of content that are a ground in themselves (data protection, privilege, commerce, statute). */
const ground =
  /\b(?:commercial(?:ly)?(?: and financial(?:ly)?)? (?:sensitiv(?:e|ity)|confiden\w+|interests?)|in commercial confidence|(?:financial|business) affairs of|privilege[d]?\b|counsel's (?:opinion|advice)|legal advice (?:to|for|given)|(?:solicitors?'?s?|lawyers?'?) advice|personal (?:data|information|details|circumstances|file)|special category|data protection|gdpr|schedule 12a|paragraphs? \d[\d, and]* of (?:part|schedule)|public bodies \(admission|s(?:ection)? ?1\(2\)|bank (?:account )?details|home (?:addresses|numbers|address|telephone)|medical|(?:his|her|their|'s|employee's|staff) (?:state of )?health\b(?! and safety)|sick(?:ness)? (?:note|record|absence|leave)|pay and|'s (?:pay|salary|debts?|illness|pregnancy|divorce|finances|personal|privacy)|what (?:a man|he|she|anybody|people|each \w+) (?:earns?|pays?)|right to (?:privacy|a private)|own affair|between employer and employee|vulnerable (?:resident|person|adult|people)|safeguarding|bereave\w+|crime prevention|police (?:operation|investigation|enquir\w+|request)|informants?|whistle-?blow\w+|nam(?:es|ing) (?:an? |of )?(?:individuals?|residents?|complainants?|applicants?|witness\w*|clients?|children|staff|employees?|people|victims?|a young)|(?:individual|identifiable) (?:employee|person|member of staff|resident))\b/;

/** What would follow if it became known, or who has asked or required that it should not. */
const harmOrDuty =
  /\b(?:prejudic\w+|weaken\w*|undermin\w+|jeopardi\w+|embarrass\w*|shame[ds]?|reprisals?|retaliat\w+|fraud\w*|burglar\w*|thieves|vandals|libel\w*|defam\w+|tip(?:s|ped|ping)? off|give (?:away|them an advantage)|show our hand|our (?:hand|negotiating|bargaining) ?(?:position|hand)?|negotiat\w+|bargain\w*|talks (?:are|with|still|continue)|other side|competitors?|rivals?|bidders (?:do not|don't|must not|may not|are not|might|would)|(?:at|from|a) risk\b|the risk (?:of|from|to|that)|for (?:the )?(?:security|safety) of|fears?|traced (?:to|back)|be(?:ing)? (?:identified|recognised|named|traced)|could identify|identif(?:y|ies|iable)|secrecy|privacy|anonym\w+|under wraps|leaked (?:to|out)|a leak (?:to|would)|speculat\w+|rumours?|distress\w*|hurt\w*|(?:on|upon) (?:the |that |this )?(?:strict |clear |express |same )?(?:understanding|condition|terms|footing|basis) (?:that|of)|(?:'s|the|our|their) (?:only )?condition (?:for|of|was|is|that)|(?:was|were|been|am|are|is|gave|given|have) (?:\w+ )?(?:promised|assured|undertak\w+|undertook|pledged|bound|obliged)|(?:promised|undertook|undertaken|agreed|signed|asked|insists?|insisted|requires?|required|directs?|directed|demands?|demand(?:ed)?|requests?|requested|wishes|wished|prefers?|begs?|begged) (?:\S+ ){0,6}?(?:that (?:nobody|no one|it|this|they|their|his|her|nominations|we|the)|nobody|no one|not (?:to )?|silence|secrecy|privacy|discretion|confidence|anonymity|to that effect|to keep|kept (?:private|quiet|secret)|to stay|to remain|to be kept)|will not have|not (?:yet )?(?:public|published|announced|been (?:told|announced|published|made public|released))|not (?:to be )?(?:known|made known|spoken of|made public)|(?:do|does|did) not (?:yet )?know (?:of|about|that|what|one)|(?:ha(?:s|ve) not|hasn't|haven't) (?:yet )?(?:been told|heard|been informed|told)|before (?:\S+ ){1,6}?(?:ha(?:s|ve) been|are|is|were|was|can be) (?:told|informed|consulted|announced|published|out)|proceedings|tribunal|mediation|legal action|the court|monitoring officer directs|protected|must not (?:learn|know|see|hear|find)|not (?:learn|find out)|seen by anyone|would dearly like|lose (?:the|our|his|her)|(?:confidentiality|settlement) (?:clause|agreement|undertaking)|non-disclosure|clause that forbids|forbids|not to (?:discuss|say|speak|talk|reveal|disclose)|say nothing|nothing be (?:released|said)|(?:live|open|current) tender|put the price up|raise the price|our interest|opening (?:figure|offer|bid)|financial (?:circumstances|position|affairs|difficult\w+)|(?:are|is) unaware|discreetly|in hiding|violent|ex-(?:husband|wife|partner)|talking about (?:his|her|their)|hear it (?:first )?from|got about|no use if|for safety(?:'s sake)?|you will understand (?:the|why)|quiet for|(?:should|would|do|does) not (?:like|want) (?:him|her|them|it|anyone|anybody|the)|entitled to (?:have|privacy|discretion|confidence)|insists that|inquest|condition of (?:cover|the|his|her|their|our))\b/;

/** Keeping quiet for a time is an instruction, not a ground (contract: "A time limit alone is no reason"). */
const timeLimit =
  /\b(?:until|till|before|for now|for the time being|for the moment|as yet|at this stage|in the meantime|while (?:i|you) (?:am|are) away)\b[^,.;]{0,40}/g;

/** What every message of the sender says at its foot is no reason for this one. */
const standing =
  /\b(?:this|the) (?:e-?mail|message|communication|transmission|correspondence)\b[^.]{0,80}\b(?:may|might|can|could|is|are|contains?|intended|hold)\b[^.]{0,60}\b(?:confidential|personal information|privileged|intended|addressee|addressed)|\b(?:intended recipient|received (?:this|it) in error|sent to you in error|notify (?:the sender|us)|delete it|named addressee|if (?:that|this) is not you|whoever it is addressed)\b/;

/**
 * The words that say why an item is confidential, or null. They may stand in the new text, the subject or the head of an attached
 * document. Instructions ("keep this to yourself") and time limits alone are no reasons. Doubt goes to the writer: the rule is advice.
 */
export function readConfidenceReason(subject: string, newText: string, attachmentHeads: string[]): string | null {
  const heading = plainWording(subject);
  if (ground.test(heading) || (because.test(heading) && !isTimeOnly(heading))) return quote(subject);
  for (const text of [newText, ...attachmentHeads]) {
    const sentences = sentencesOf(text);
    for (const [index, { written, plain }] of sentences.entries()) {
      if (!standing.test(plain) && givesReason(plain, sentences[index - 1]?.plain ?? '')) return quote(written);
    }
  }
  return null;
}

function givesReason(sentence: string, before: string): boolean {
  if (pointsBack.test(sentence) || ground.test(sentence)) return true;
  const withoutTime = sentence.replace(timeLimit, ' ');
  if (harmOrDuty.test(withoutTime)) return true;
  if (because.test(sentence) && !isTimeOnly(sentence) && confidence.test(sentence)) return true;
  // "Please keep this to yourself. It concerns a member of staff."
  return confidence.test(before) && explains.test(sentence) && !isTimeOnly(sentence);
}

const explains =
  /^\W*(?:(?:this|that|it|which) is (?:because|since|as|due|owing|about|to protect|personal)|and because|the reason|because|since (?!you|we|your)|to protect|owing|due to|it (?:concerns|contains|names|involves|is about|relates to|identifies|touches on)\b)/;

function isTimeOnly(sentence: string): boolean {
  return because.test(sentence) && !because.test(sentence.replace(timeLimit, ' '));
}
