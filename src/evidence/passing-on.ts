import type { LocalDate } from '../council/council.ts';
import type { NameMention, NameReader } from './names.ts';
import { quote, sentencesOf } from './words.ts';

/**
 * Sentences about passing correspondence on: that it was done, that it may be done, whether it may be done, and that the law
 * requires it. `mentions` are the roster people named beside it; `outside` the folded sentence, to look for outsiders in.
 */
export type PassingOn = {
  kind: 'told' | 'consent' | 'question' | 'assent' | 'refusal' | 'required-by-law' | 'shown-as-written';
  quote: string;
  mentions: NameMention[];
  sentence: string;
  /** It speaks of this very correspondence ("this", "my email") and so may allow anybody where it names nobody. */
  general: boolean;
};

const passed =
  '(?:forward(?:ed|ing)?|pass(?:ed|ing)?(?: it| this| that| them)?(?: on| along| over)?|shar(?:e|ed|ing)|show(?:n|ed|ing)?|sen[dt]|sending|cop(?:y|ied|ying)|circulat(?:e|ed|ing)|relay(?:ed|ing)?|referr?(?:ed|ing)?|let (?:\\S+ ){1,4}(?:have|see|read)|g[ai]ve(?:n)?|giving|handed|hand|ping(?:ed)?|bung(?:ed)?|slip(?:ped)?|drop(?:ped)?|flick(?:ed)?|pop(?:ped)?|rout(?:e|ed)|direct(?:ed)?|redirect(?:ed)?|deliver(?:ed)?|read (?:it |this )?out|taken? (?:it|this) up with|run (?:it|this) (?:past|by)|put (?:it|this) to|left (?:it|this) with)';

const theirs =
  '(?:your|yours|this|the|our|its) (?:\\w+ ){0,2}?(?:e-?mails?|messages?|notes?|letters?|mail|query|question|points?|comments?|suggestions?|concerns?|exchange|correspondence|requests?|enquiry|offer|words|thoughts|observations?|objection|thread|verses|poem|reply|complaint|proposal|idea|report|account|list|figures|photographs?)|yours of \\w+|what you (?:wrote|said|told me|sent)';
const told: RegExp[] = [
  // "I passed your email to Ian Hargreave", "we have since let the Chair see what you wrote"
  new RegExp(
    `\\b(?:i|we|tom|the clerk|the office|clerk|my colleague)(?:'ve|'m|'ll|'d)?(?: [\\w']+){0,5}? (?:${passed}|pinged|bounced|bunged|slipped|disclosed|routed|directed|redirected|read|put|laid|placed|left|sent|copied|discussed|taken|took|attached|included|quoted|enclosed)\\b[^.;!?]{0,60}?\\b(?:${theirs}|it|them|this)\\b`,
  ),
  new RegExp(
    `\\b(?:${theirs})\\b[^.;!?]{0,50}?\\b(?:has|have|was|were|is|are|went|goes|'s)\\b (?:\\w+ ){0,4}?(?:been |being )?(?:forwarded|passed|shared|shown|sent|copied|circulated|gone|with|on to|given|relayed|referred|on its way|also with|seen|to|before|in front of|in|read|laid|pinged|bounced|routed|directed|redirected|disclosed|handed)\\b`,
  ),
  new RegExp(
    `\\b(?:has|have|had|now has|now have|also has|will have|got|saw|read)\\b (?:\\w+ ){0,4}?(?:a copy of |sight of |seen |had |read |got |received )?(?:${theirs})\\b(?<!\\bi have (?:\\w+ )?(?:your|received your|read your|got your|seen your)[^.;!?]{0,30})`,
  ),
  /\b(?:copied|copying|cc'?d|bcc'?d) (?:in )?(?:to |in )?(?:cllr|councillor|the (?:chair|vice|mayor|deputy))/,
  /\b(?:message|e-?mail|note|letter)\b[^.;!?]{0,20}\bwhich i have\b[^.;!?]{0,40}\b(?:shar|pass|forward|send|cop|show|circulat)/,
];

/** "I consent to your sending it to Mr Nance": the reader's doing is allowed, nothing is told. */
const allowsReader = new RegExp(
  `\\b(?:i|we)(?:'m|'ve|'d)?(?: (?:am|are|have|do|would|hereby|gladly|fully|quite|therefore|formally|also|can|certainly|now|be|perfectly|entirely|very))* (?:(?:consent|agree|assent|accede|permit|allow|authori[sz]e|approve|sanction|don't object|do not object|don't mind|do not mind|no objections?|no problem|no difficulty|happy|content|fine|willing|glad|comfortable|(?:give|given) (?:you )?(?:(?:my|full|every|the) )*(?:consent|permission|leave|blessing|authority))\\b)(?: to| of| that| for| with| about)?(?: you| your| yours| his| her| their| him| them| it| this| cllr \\w+| \\w+'s)?(?: (?:to|may|can|should|now|also|freely|being|in confidence))* ${passed}\\b`,
);

const consent: RegExp[] = [
  // "You have. Let Miss Rowe see the whole of it."
  /^(?:by all means,? |do |please |yes[,.]? (?:do )?|certainly[,.]? )?let (?:him|her|them|(?:(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?)\.? )?[a-z'-]+(?: [a-z'-]+)?) (?:have|see|read) (?:it|this|that|them|all of (?:it|this)|the (?:whole|lot|text|rest|letter|papers?|report|email|message|item|note))\b/,
  /\b(?:this|my|it|the) (?:\w+ ){0,2}?(?:e-?mail|message|note|letter|correspondence|comments?)?\s?(?:of \w+ )?(?:may|can|should) (?:also |certainly |freely |be )*(?:be )?(?:forwarded|passed|shared|shown|sent|copied|circulated|seen|read|given|quoted)/,
  /\b(?:agree|consent|assent|no objection|happy|content)\b[^.;!?]{0,20}\bto (?:this|my|it|the)\b[^.;!?]{0,40}\bbeing (?:forwarded|passed|shared|shown|sent|copied|circulated|seen|read|given|put|quoted)/,
  /\b(?:pass|send|forward|show|share|give|circulate) (?:it|this|that) (?:on |round )?(?:with|to|among) (?:whoever|whomever|whom you|anyone|anybody|everyone|everybody|all who)\b/,
  /\b(?:pass|send|forward|show|share|circulate) (?:it|this|them|that) (?:on |round |to \w+ )?(?:as you (?:see fit|like|wish|please|think)|to whoever|to anybody|to anyone|freely)|\b(?:don't|do not) mind who (?:sees|reads|has|knows)|\b(?:show|give|forward|send|pass) (?:cllr |councillor )?[a-z']+(?: [a-z']+)? (?:this|my) (?:e-?mail|message|note|letter)|\b(?:make sure|see to it|ensure) (?:that )?[^.;!?]{2,30}\b(?:gets|receives|has|sees)\b[^.;!?]{0,20}\b(?:this|my|it)\b|\bothers? (?:members? )?may (?:certainly |of course )?(?:read|see|have)/,
  new RegExp(
    `\\b(?:please|do|kindly|pls|by all means|feel free to|you (?:may|can|could|are (?:welcome|free) to|have my (?:permission|consent|blessing|leave) to|might like to|might want to)|happy (?:for (?:you|\\S+ \\S+|\\S+|this|it|me) )?(?:to|for)|content (?:for (?:you|\\S+ \\S+|this|it) )?to|glad (?:for (?:you|\\S+ \\S+) )?to|(?:i|i'd|i would|i'm|we) (?:\\w+ ){0,3}(?:like|want|be happy|be glad|be grateful if|prefer|ask)(?: you| if you| for you| that you| it if)?(?: would| could)?(?: to)?|would you|could you|can you|will you|perhaps you (?:would|could)|no (?:objection|problem|issue|difficulty|qualms|worries)s? (?:at all )?(?:to|with|if|about)(?: you| your)?|(?:don't|do not|wouldn't) mind (?:you|if you|your|who))\\b[^.;!?]{0,40}?\\b${passed}\\b`,
  ),
  /\b(?:happy|content|glad|fine|okay|ok|alright|pleased|quite happy|want|like|agree|agreed|no (?:objection|problem|issue|difficulty)s?(?: at all)?|don't mind|do not mind|wouldn't mind|mind)\b[^.;!?]{0,25}?\b(?:for |to |with |if |about |that )?(?!you\b|i\b|me\b)(?:cllr|councillor|the|him|her|them|anyone|anybody|everyone|everybody|others?|members|colleagues|[a-z']+)\b[^.;!?]{0,40}?\b(?:to (?:see|have|read|know|be (?:told|shown|copied|given))|see(?:s|ing)?|ha(?:s|ving|ve)|read(?:s|ing)?|be(?:ing)? (?:copied|shown|told|sent|given|included)|sees (?:it|this))\b/,
  /\b(?:you (?:may|can) (?:quote|show|use|share|tell|pass|forward|send|copy|let)|(?:my|full|every) (?:consent|permission|blessing|leave|agreement)|with my (?:consent|permission|blessing|agreement)|feel free to (?:quote|show|use|share|tell|pass|forward|send|copy|circulate)|not (?:confidential|private|a secret|secret)\b|no secret|nothing (?:private|secret|confidential) (?:in|about)|for (?:onward )?(?:circulation|distribution) (?:as you see fit|to (?:all|members|colleagues|whoever)))\b/,
  /\b(?:i|we)(?:'ve|'m)?(?: have| am)? (?:copied|copying|cc'?d|cc'?ing|included|including|sharing|sent|sending)\b[^.;!?]{0,60}?\b(?:this|in|too|as well|copy|because|as|since|so)\b/,
  /\b(?:pass|send|forward|give|show) (?:it|this|that|them|my (?:e-?mail|note|message|comments?|thoughts?|letter)) (?:on |round |along |over )?(?:to|by|past) (?:cllr|councillor|the |him|her|all|everyone|anyone|whoever|[a-z']+)\b/,
  /\b(?:may|can|should|could|ought to|needs? to|must|is free to|is welcome to) (?:also |certainly |of course |by all means )?(?:see|have|read|be (?:shown|told|sent|given|copied|forwarded)) (?:this|it|a copy|my|that|the)\b/,
];

/** Said of leave that is not given, or not yet. */
const withheld =
  /\b(?:cannot|can't|unable|without|nobody|if|unless|until|once|when|whether)\b|(?:\bnot|n't|\bnever)\b(?! (?:object|mind)\b)/;

const question =
  /\b(?:may|can|could|shall|should|might|would|do|did|does|is|are|have|has|any)\b[^?]{0,160}\b(?:forward|pass|share|show|send|copy|circulate|let|give|tell|see|have|read|quote|use|sight|put|agree|object|allowed|happy|content|acceptable)\w*\b[^?]{0,140}\?\s*$|\?\s*$|\b(?:let me know|tell me|say|advise|confirm|wonder(?:ing|ed)?|please say)\b[^.;!?]{0,30}\b(?:if|whether)\b/;

/** "Yes, by all means" in answer to such a question. */
const assent =
  /^\W*(?:(?:dear|hi|hello|thank you|thanks)[^.!,]{0,40}[.!,] *)?(?:yes|yep|yeah|aye|not a bit|not in the least|you go ahead|go on(?: then)?|why not|fire away|certainly|of course|by all means|please do|do|sure|absolutely|no problem|no objection|fine|that's fine|that is fine|happy|ok|okay|agreed|go ahead|i agree|i'm happy|i am happy|be my guest|feel free|with pleasure|quite happy|not at all|i don't mind|i've no objection|i have no objection|you may|you have my)\b/;

const passingWord =
  '(?:forward(?:ed|ing)?|pass(?:ed|ing)?|shar(?:e|ed|ing)|show(?:n|ing)?|sen[dt]|sending|cop(?:y|ied|ying)|circulat(?:e|ed|ing)|tell(?:ing)?|told|repeat(?:ed|ing)?|broadcast|quot(?:e|ed|ing)|giv(?:e|en|ing)|go|goes|going|see|seen|sees|read|sight|spread|disclos(?:e|ed|ing)|relay(?:ed|ing)?|hand(?:ed|ing)?|reach(?:es)?|get)';
const refusal = new RegExp(
  [
    `\\b(?:please (?:do not|don't)|do not|don't|must not|mustn't|should not|shouldn't|may not|not to|not be|cannot|can't|never|won't|will not|would not|wouldn't|i'd rather not|please refrain|refrain)(?: \\w+){0,3}? ${passingWord}\\b`,
    `\\b(?:prefer|rather|like|want|wish|ask|beg|ask you|insist)\\b[^.;!?]{0,40}\\b(?:not|nobody|no one|no-one|never|did not|didn't|wasn't|weren't)\\b[^.;!?]{0,40}\\b${passingWord}\\b`,
    `\\b(?:nobody|no one|no-one|none|no other (?:member|councillor|person)|no copy|under no circumstances|on no account|not (?:happy|content|willing|comfortable|prepared|for (?:onward|general|wider)|for (?:sharing|circulation|anyone|other))|without my|i (?:withhold|refuse|object|forbid)|against (?:your|you|anyone|it|this)|upset if|unhappy if|mind very much if)\\b[^.;!?]{0,70}(?:\\b${passingWord}\\b|\\bcirculation\\b|\\banyone\\b|\\bpermission\\b|\\bto hear\\b|\\bsay-so\\b)`,
    '\\b(?:(?:forward|show|send|pass|give) (?:it|this) (?:on )?to nobody|not meant for|afraid not|between (?:you and me|ourselves|us|the two of us|these four walls)|for your (?:eyes|ears) only|strictly (?:private|between)|for you (?:alone|only)|keep (?:it|this|that|my \\w+) (?:to yourself|between|under your hat|quiet|private)|not a word|stays? (?:with you|between)|must stay (?:with you|between)|goes no further|go no further|no further than)\\b',
  ].join('|'),
);

const lawNamed =
  /\b(?:freedom of information|foi|foia|environmental information|eirs?|subject access|data protection act|gdpr|dpa|court|tribunal|judge|coroner|witness summons|summons|subpoena|warrant|statut(?:e|ory)|act (?:of )?(?:19|20)\d\d|by law|the law|in law|article \d+|section \d+|regulations?(?: \d+)?|information commissioner|ico|local audit|audit and accountability|production order|disclosure order|police and criminal)\b/;
const lawCompels =
  /\b(?:require[sd]?|obliges?|obliged|obligation|compel(?:s|led)?|order(?:s|ed)?|bound|duty|must|have to|has to|entitle[sd]?|commands?|in (?:accordance|compliance) with|pursuant to|in (?:response|answer) to|to comply with|compliance|under (?:the|section|article|regulation|a|your|our|protocol|part|schedule|foi|gdpr|eir))\b/;
/** The law is spoken of, but nothing is handed over because of it. */
const lawOnlyMentioned =
  /\b(?:not|never|nothing|isn't|doesn't|don't|if|unless|whether|might|could|dare say|in any case|anyway|wonder|training|course|seminar|newsletter|against the law|breaking)\b/;

/** "What I told the councillor is copied here": what somebody wrote elsewhere is shown, and not only told anew. */
const shownAsWritten =
  /\b(?:what|this is what|here is what|the (?:words|note|message|email)) i (?:told|wrote|said to|sent|put to|gave) (?!you\b)|^i (?:wrote|told (?:him|her|them|the \w+)) (?:this|the following|as follows)\b|\bi wrote this\b|\bmy (?:\w+ )?(?:note|message|email|letter|words) to (?:the |cllr|councillor|him\b|her\b|them\b)[^.;!?]{0,60}\b(?:below|copied|here|read|said|follows|attached|in full|word for word)\b/;

const correspondence =
  /\b(?:forward|pass|shar(?:e|ing)|show|circulat(?:e|ing)|cop(?:y|ying)|quot(?:e|ing)|us(?:e|ing)|relay|giv(?:e|ing)|send(?:ing)?|see(?:s|ing)?|read(?:s|ing)?|hav(?:e|ing)|ha[sd]|sent|gone|went|passed|forwarded|shared|shown|copied|circulated)\b[^.;!?]{0,30}\b(?:this|it|that|these|them|my (?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|points?|concerns?)|what i (?:say|said|wrote|have (?:said|written))|your (?:\w+ )?(?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|query|points?|concerns?|suggestion|request|enquiry)|our (?:exchange|correspondence)|(?:this|the) (?:e-?mail|note|message|letter|exchange))\b|\b(?:this|it|that|these|your (?:\w+ )?(?:e-?mail|note|message|comments?|thoughts?|letter|views?|words|question|query|points?|concerns?|suggestion|request|enquiry)|(?:this|the|my) (?:e-?mail|note|message|letter|exchange)|our (?:exchange|correspondence))\b[^.;!?]{0,40}\b(?:forward(?:ed)?|pass(?:ed)?|shared?|show[n]?|circulated?|cop(?:y|ied)|sent|seen|gone|round|relayed|given|not (?:confidential|private|a secret|secret))\b/;

export function readPassingOn(newText: string, reader: NameReader, date: LocalDate): PassingOn[] {
  const found: PassingOn[] = [];
  for (const { written: sentence, plain: folded } of sentencesOf(newText)) {
    if (shownAsWritten.test(folded))
      found.push({ kind: 'shown-as-written', quote: quote(sentence), mentions: [], sentence: folded, general: false });
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
  const asksForIt =
    /\b(?:could|would|can|will) you (?:please |kindly |also )*(?:forward|pass|send|show|copy|let|give|circulate|share)\b/.test(
      sentence,
    );
  if (question.test(sentence) && !asksForIt) return 'question';
  if (refusal.test(sentence) && !/\b(?:don't|do not) mind who\b|\bno need to keep\b/.test(sentence)) return 'refusal';
  if (allowsReader.test(sentence) && !withheld.test(sentence)) return 'consent';
  if (
    told.some((pattern) => pattern.test(sentence)) &&
    !/\blook(?:ing)? forward to\b|\b(?:not|never|haven't|didn't|won't|can't|nobody|would|if|unless|until)\b/.test(
      sentence,
    )
  )
    return 'told';
  if (/\bafraid not\b|\bnot consent\b/.test(sentence)) return 'refusal';
  if (
    consent.some((pattern) => pattern.test(sentence)) &&
    !/\b(?:pass on (?:my|our|their)|the word|share a|(?:want|like|wish|need) you to (?:see|read|have|know)|a lift|a hand|regards|best wishes|sheet|form|minutes|agenda)\b/.test(
      sentence,
    )
  )
    return 'consent';
  const isShort = sentence.split(' ').length <= 9;
  if (
    assent.test(sentence) ||
    (isShort &&
      /\b(?:certainly|by all means|of course|fine by me|no objection|with pleasure|gladly|you may|go ahead|i agree)\b/.test(
        sentence,
      ))
  )
    return 'assent';
  return null;
}

function isRequiredByLaw(sentence: string): boolean {
  return lawNamed.test(sentence) && lawCompels.test(sentence) && !lawOnlyMentioned.test(sentence);
}
