import type { LocalDate } from '../council/council.ts';
import type { NameMention, NameReader } from './names.ts';
import { plainWording, quote, sentencesOf } from './words.ts';

/**
 * Sentences about passing correspondence on: that it was done, that it may be done, whether it may be done, and that the law
 * requires it. `mentions` are the roster people named beside it; `outside` the folded sentence, to look for outsiders in.
 */
export type PassingOn = {
  kind: 'told' | 'consent' | 'question' | 'assent' | 'refusal' | 'required-by-law';
  quote: string;
  mentions: NameMention[];
  sentence: string;
  /** It speaks of this very correspondence ("this", "my email") and so may allow anybody where it names nobody. */
  general: boolean;
};

const passed =
  '(?:forward(?:ed|ing)?|pass(?:ed|ing)?(?: it| this| that| them)?(?: on| along| over)?|shar(?:e|ed|ing)|show(?:n|ed|ing)?|sen[dt]|sending|cop(?:y|ied|ying)|circulat(?:e|ed|ing)|relay(?:ed|ing)?|referr?(?:ed|ing)?|let (?:\\S+ ){1,4}(?:have|see|read)|g[ai]ve(?:n)?|giving|handed|hand|ping(?:ed)?|bung(?:ed)?|slip(?:ped)?|drop(?:ped)?|flick(?:ed)?|pop(?:ped)?|rout(?:e|ed)|direct(?:ed)?|redirect(?:ed)?|deliver(?:ed)?|read (?:it |this )?out|mention(?:ed)?|taken? (?:it|this) up with|run (?:it|this) (?:past|by)|put (?:it|this) to|left (?:it|this) with)';

const told: RegExp[] = [
  new RegExp(`\\b(?:i|we|tom|the clerk|the office|clerk)(?:'ve|'m|'ll)?(?: \\w+){0,5}? ${passed}\\b[^.;!?]{0,60}?\\b(?:your|this|it|that|them|what you (?:wrote|said)|our (?:exchange|correspondence)|to (?:cllr|councillor|the (?:chair|vice|mayor|deputy)))`),
  new RegExp(`\\b(?:your|this|our|the) (?:\\w+ )?(?:e-?mail|message|note|letter|mail|query|question|point|points|comments?|suggestion|concerns?|exchange|correspondence|request|enquiry|offer|words|thoughts|observations?)\\b[^.;!?]{0,50}?\\b(?:has|have|was|were|is|are|went|has now)\\b (?:\\w+ ){0,3}?(?:been |being )?(?:forwarded|passed|shared|shown|sent|copied|circulated|gone|with|on to|given|relayed|referred|on its way|also with|seen|to)\\b`),
  /\b(?:has|have|had|now has|now have|also has|will have) (?:\w+ ){0,3}?(?:a copy of |sight of |seen |had |read |got )?(?:your|this) (?:e-?mail|message|note|letter|query|question|comments?|points?|exchange|suggestion|mail)\b/,
  /\b(?:your|this) (?:\w+ )?(?:e-?mail|message|note|letter|query|question|points?|verses|poem|suggestion)s? (?:is|are|has been|have been|went|was|were)? ?(?:now |already |also |safely )*(?:in|into|with|before|in front of|on) (?:\S+ ){0,4}?(?:hands?|desk|inbox|possession|cllr|councillor|chair\w*|mayor|vice)/,
  /\b(?:copied|copying|cc'?d|bcc'?d) (?:in )?(?:to |in )?(?:cllr|councillor|the (?:chair|vice|mayor|deputy))/,
];

const consent: RegExp[] = [
  new RegExp(`\\b(?:please|do|kindly|pls|by all means|feel free to|you (?:may|can|could|are (?:welcome|free) to|have my (?:permission|consent|blessing|leave) to|might like to|might want to)|happy (?:for (?:you|\\S+ \\S+|\\S+|this|it|me) )?(?:to|for)|content (?:for (?:you|\\S+ \\S+|this|it) )?to|glad (?:for (?:you|\\S+ \\S+) )?to|(?:i|i'd|i would|i'm|we) (?:\\w+ ){0,3}(?:like|want|be happy|be glad|be grateful if|prefer|ask)(?: you| if you| for you| that you| it if)?(?: would| could)?(?: to)?|would you|could you|can you|will you|perhaps you (?:would|could)|no (?:objection|problem|issue|difficulty|qualms|worries)s? (?:at all )?(?:to|with|if|about)(?: you| your)?|(?:don't|do not|wouldn't) mind (?:you|if you|your|who))\\b[^.;!?]{0,40}?\\b${passed}\\b`),
  /\b(?:happy|content|glad|fine|okay|ok|alright|pleased|quite happy|want|like|agree|agreed|no (?:objection|problem|issue|difficulty)s?(?: at all)?|don't mind|do not mind|wouldn't mind|mind)\b[^.;!?]{0,25}?\b(?:for |to |with |if |about |that )?(?!you\b|i\b|me\b)(?:cllr|councillor|the|him|her|them|anyone|anybody|everyone|everybody|others?|members|colleagues|[a-z']+)\b[^.;!?]{0,40}?\b(?:to (?:see|have|read|know|be (?:told|shown|copied|given))|see(?:s|ing)?|ha(?:s|ving|ve)|read(?:s|ing)?|be(?:ing)? (?:copied|shown|told|sent|given|included)|sees (?:it|this))\b/,
  /\b(?:you (?:may|can) (?:quote|show|use|share|tell|pass|forward|send|copy|let)|(?:my|full|every) (?:consent|permission|blessing|leave|agreement)|with my (?:consent|permission|blessing|agreement)|feel free to (?:quote|show|use|share|tell|pass|forward|send|copy|circulate)|not (?:confidential|private|a secret|secret)\b|no secret|nothing (?:private|secret|confidential) (?:in|about)|for (?:onward )?(?:circulation|distribution) (?:as you see fit|to (?:all|members|colleagues|whoever)))\b/,
  /\b(?:i|we)(?:'ve|'m)?(?: have| am)? (?:copied|copying|cc'?d|cc'?ing|included|including|sharing|sent|sending)\b[^.;!?]{0,60}?\b(?:this|in|too|as well|copy|because|as|since|so)\b/,
  /\b(?:pass|send|forward|give|show) (?:it|this|that|them|my (?:e-?mail|note|message|comments?|thoughts?|letter)) (?:on |round |along |over )?(?:to|by|past) (?:cllr|councillor|the |him|her|all|everyone|anyone|whoever|[a-z']+)\b/,
  /\b(?:may|can|should|could|ought to|needs? to|must|is free to|is welcome to) (?:also |certainly |of course |by all means )?(?:see|have|read|be (?:shown|told|sent|given|copied|forwarded)) (?:this|it|a copy|my|that|the)\b/,
];

const question =
  /\b(?:may|can|could|shall|should|might|do you mind if|would you mind if|is it (?:ok|okay|all right|alright)|are you (?:happy|content|ok|okay)|would you be (?:happy|content|ok|okay)|any objection|have you any objection|do you object|permission|are you all right)\b[^?]{0,140}\b(?:forward|pass|share|show|send|copy|circulate|let|give|tell|see|have|read|quote|use)\w*\b[^?]{0,140}\?/;

/** "Yes, by all means" in answer to such a question. */
const assent =
  /^\W*(?:(?:dear|hi|hello|thank you|thanks)[^.!,]{0,40}[.!,] *)?(?:yes|yep|yeah|aye|certainly|of course|by all means|please do|do|sure|absolutely|no problem|no objection|fine|that's fine|that is fine|happy|ok|okay|agreed|go ahead|i agree|i'm happy|i am happy|be my guest|feel free|with pleasure|quite happy|not at all|i don't mind|i've no objection|i have no objection|you may|you have my)\b/;

const refusal =
  /\b(?:please (?:do not|don't)|do not|don't|not to be|must not|mustn't|should not|shouldn't|may not|not for|cannot be|can't be|never|rather (?:you|it|this|that|he|she|they|nobody|no one) (?:did not|didn't|was not|wasn't|were not|saw|knew|had)|prefer (?:you|it|that|this)? ?(?:not|didn't|did not|wasn't|stays?)|would not (?:want|like)|wouldn't (?:want|like)|not (?:happy|content|willing|comfortable)|without my|i do not (?:want|wish)|i don't (?:want|wish)|(?:nobody|no one|no-one|none)(?: else)? (?:is to|should|must|needs? to|but you))(?: \w+){0,3}? (?:for |with |to |about )*(?:forward|pass|share|sharing|show|send|copy|circulat|tell|repeat|broadcast|quote|mention|go (?:any )?further|shared|passed|shown|copied|circulated|forwarded|seen?\b|see\b|know\b|anyone|anybody|others|being)\w*\b|\b(?:do not|don't) (?:forward|pass|share|show|send|copy|circulate|tell|repeat|quote)\b|\b(?:between (?:you and me|ourselves|us|these four walls)|for your (?:eyes|ears) only|strictly (?:private|between)|for you (?:alone|only)|keep (?:it|this|that) (?:to yourself|between|under your hat|quiet)|not a word to)\b/;

const lawNamed =
  /\b(?:freedom of information|foi|foia|environmental information|eirs?|subject access|data protection act|gdpr|dpa|court|tribunal|judge|coroner|witness summons|summons|subpoena|warrant|statut(?:e|ory)|act (?:of )?(?:19|20)\d\d|by law|the law|in law|article \d+|section \d+|regulations?(?: \d+)?|information commissioner|ico|local audit|audit and accountability|production order|disclosure order|police and criminal)\b/;
const lawCompels =
  /\b(?:require[sd]?|obliges?|obliged|obligation|compel(?:s|led)?|order(?:s|ed)?|bound|duty|must|have to|has to|entitle[sd]?|commands?|in (?:accordance|compliance) with|pursuant to|in (?:response|answer) to|to comply with|compliance|under (?:the|section|article|regulation|a|your|our|protocol|part|schedule|foi|gdpr|eir))\b/;
/** The law is spoken of, but nothing is handed over because of it. */
const lawOnlyMentioned =
  /\b(?:not|never|nothing|isn't|doesn't|don't|if|unless|whether|might|wonder|training|course|seminar|newsletter|against the law|breaking)\b/;

const correspondence =
  /\b(?:forward|pass|shar(?:e|ing)|show|circulat(?:e|ing)|cop(?:y|ying)|quot(?:e|ing)|us(?:e|ing)|relay|giv(?:e|ing)|send(?:ing)?|see(?:s|ing)?|read(?:s|ing)?|hav(?:e|ing)|ha[sd]|sent|gone|went|passed|forwarded|shared|shown|copied|circulated)\b[^.;!?]{0,30}\b(?:this|it|that|these|them|my (?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|points?|concerns?)|what i (?:say|said|wrote|have (?:said|written))|your (?:\w+ )?(?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|query|points?|concerns?|suggestion|request|enquiry)|our (?:exchange|correspondence)|(?:this|the) (?:e-?mail|note|message|letter|exchange))\b|\b(?:this|it|that|these|your (?:\w+ )?(?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|query|points?|concerns?|suggestion|request|enquiry)|(?:this|the|my) (?:e-?mail|note|message|letter|exchange)|our (?:exchange|correspondence))\b[^.;!?]{0,40}\b(?:forward(?:ed)?|pass(?:ed)?|shared?|show[n]?|circulated?|cop(?:y|ied)|sent|seen|gone|round|relayed|given|not (?:confidential|private|a secret|secret))\b/;

/** Only words that such sentences need; everything else is skipped unread. */
const hint = /forward|pass|shar|show|sen[dt]|cop[iy]|circulat|relay|referr?|let |g[ai]ve|cc'?d|see|have|has |read|mind|consent|permission|blessing|yes|certainly|course|all means|fine|sure|problem|objection|happy|agree|law|court|act |gdpr|foi|between|private|tell|hand|eyes/;

export function readPassingOn(newText: string, reader: NameReader, date: LocalDate): PassingOn[] {
  const found: PassingOn[] = [];
  for (const sentence of sentencesOf(newText)) {
    const folded = plainWording(sentence);
    if (!hint.test(folded)) continue;
    const kind = kindOf(folded);
    if (kind === null) continue;
    const general = correspondence.test(folded) && !/\b(?:send|give|show|forward|let|pass) me\b/.test(folded);
    found.push({ kind, quote: quote(sentence), mentions: reader.mentions(sentence, date), sentence: folded, general });
    // "I passed it to Ian; please show it to nobody else" is both; the law may be named beside anything.
    if (kind !== 'required-by-law' && isRequiredByLaw(folded)) {
      found.push({ kind: 'required-by-law', quote: quote(sentence), mentions: [], sentence: folded, general: false });
    }
  }
  return found;
}

function kindOf(sentence: string): PassingOn['kind'] | null {
  if (isRequiredByLaw(sentence)) return 'required-by-law';
  if (refusal.test(sentence)) return 'refusal';
  if (question.test(sentence)) return 'question';
  if (consent.some((pattern) => pattern.test(sentence))) return 'consent';
  if (told.some((pattern) => pattern.test(sentence)) && !/\b(?:not|never|haven't|have not|didn't|did not)\b/.test(sentence)) return 'told';
  if (isRequiredByLaw(sentence)) return 'required-by-law';
  if (assent.test(sentence)) return 'assent';
  return null;
}

function isRequiredByLaw(sentence: string): boolean {
  return lawNamed.test(sentence) && lawCompels.test(sentence) && !lawOnlyMentioned.test(sentence);
}
