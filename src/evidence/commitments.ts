import { foldText, quote, sentencesOf } from './words.ts';

/** Words that create an obligation or give an instruction. */
export type Commitment = {
  kind: 'acceptance' | 'order' | 'instruction' | 'appointment' | 'termination' | 'payment' | 'grant' | 'notice';
  quote: string;
  /** The sentence itself says whose money or word it is ("the council will pay"). */
  namesCouncil: boolean;
};

const offer = '(?:quot(?:e|ation|es|ations)?|tenders?|offer|estimate|price|prices|bid|proposal|terms|figure|costings?|invoice for the deposit)';
const contract = '(?:contract|agreement|lease|licen[cs]e|tenancy|services?|arrangement|booking|order|engagement|appointment|hire|retainer|subscription|policy)';
const subject = "(?:i|we|i'm|we're|i am|we are|i'd|we'd|i have|we have|i've|we've|it|he|she|the (?:\\w+ )?council|council|[a-z' -]+ council|am|are|is|both)";
const adverbs = '(?:(?:also|hereby|formally|now|therefore|happily|gladly|herewith|pleased|delighted|happy|glad|writing|to|be|on behalf of [^,.;]{3,50},?|have|has|had|would|like|want|wish|wants|wishes|d|am|is|are|confirming|confirm|that|can|will|shall|decided|agreed|resolved|authorised|for|and|council|the|parish|town) )*';

const patterns: Array<[Commitment['kind'], RegExp]> = [
  ['acceptance', new RegExp(`\\b${subject} ${adverbs}(?:accept|accepts|accepting|accepted|acceptance of|take up|taking up|approve|approves|agree to|agrees to|agreed to|going with|go with|going for|go for|choosing|chosen|select(?:ed)?|opting for|opt for)\\b[^.;!?]{0,40}?\\b(?:your|the|their|this|that|jess's|\\w+'s)\\b[^.;!?]{0,40}?\\b(?:${offer}|option (?:\\w+))`)],
  ['acceptance', new RegExp(`\\b(?:your|the|this) (?:\\w+ ){0,3}${offer}[^.;!?]{0,60}? (?:is|are|has been|have been|was) (?:hereby |formally |therefore |now |gladly )*(?:accepted|approved|agreed|acceptable to (?:the )?council)\\b`)],
  ['acceptance', new RegExp(`\\b(?:accept|accepting|acceptance of|accepts) (?:\\w+ ){0,3}(?:your|the) (?:\\w+ ){0,4}${offer}`)],
  ['acceptance', /\b(?:yes|yep|ok|okay|agreed|done|deal|fine|perfect|great|that's fine|sounds good)[,.! -]+(?:\w+ ){0,6}?(?:go ahead|book (?:it|them|us|that)|crack on|get on with|do it|please do|let's do it|proceed|order (?:it|them))\b/],
  ['acceptance', /\b(?:count|put) (?:the (?:parish |town )?council|us|little|st|[\w ]+ council) (?:down |in )+for\b/],
  ['acceptance', /\b(?:that's|it's|you(?:'ve| have) (?:got )?) ?a deal\b/],
  ['order', /\b(?:place|placing|placed|confirm|confirming|raise|raising|make|making|put in|putting in|submit)\b (?:(?:an?|the|our|this|my|that|following|firm|formal|official|council's|purchase) )*orders?\b/],
  ['order', /\b(?:take|treat|accept|consider|regard) (?:this|that|it)(?: (?:e-?mail|letter|message|note|text))?(?: as| to be|,)? ?(?:\w+ ){0,8}?(?:order|acceptance|instruction|instructions|authority|authorisation|confirmation|notice|go[- ]ahead|permission|agreement|booking|appointment)\b/],
  ['order', /\b(?:this|here) (?:e-?mail |letter |message )?(?:is|constitutes|serves as|confirms|gives you|to confirm) (?:\w+ ){0,8}?(?:order|acceptance|instruction|instructions|authority|authorisation|formal notice|notice to quit|notice of termination|notice that|go[- ]ahead)\b/],
  ['order', /\b(?:we|i|the council|council)(?:'d| would| should| will|'ll)? (?:\w+ )?(?:like|want|need|wish) to (?:\w+ )?(?:order|book|buy|purchase|hire|take (?:the|on|one|two|three)|go ahead|proceed|reserve|confirm|commission|engage|appoint)\b/],
  ['order', /\b(?:please|kindly|pls|plse) (?:can you |could you )?(?:supply|deliver|order|book|reserve|fit|install|send (?:us|the council)|ship|dispatch|provide|put (?:us|the council) down|pencil (?:us|the council) in|invoice|bill|charge)\b/],
  ['order', /\b(?:i|we|the council) (?:hereby |now |have |has |'ve |am |are )*(?:order|ordering|ordered|buy|buying|bought|purchas(?:e|ing|ed)|hir(?:e|ing|ed)|book|booking|booked|reserv(?:e|ing|ed)) (?:the|a|an|one|two|three|four|six|ten|\d+|your|those|these|it|them|you)\b/],
  ['instruction', /\b(?:please|pls|plse|kindly|so|you can|you may|can now|should|must|just|now|do|then|to|and|yes)[,]? (?:now |just |then |please |also |all )*(?:go(?:ing)? ahead|proceed|get on (?:and|with)|crack on|press on|make a start|start work|start on|start the|start by|start from|begin (?:work|on|the)|commence|carry on with|carry out|undertake|mobilise|get (?:it|them|this|that|the \w+(?: \w+)?) (?:done|mended|fixed|cut|felled|repaired|painted|replaced|removed|cleared|delivered|moved|taken)|do the (?:work|job|works)|take (?:it|them|the \w+) (?:down|out)|cut (?:it|them|the)|fell the|mend|repair|fix|paint|replace|remove|dig|clear|resurface|demolish)\b/],
  ['instruction', /\bgo(?:-| )ahead (?:with|and|on|please|from|for|as)\b|\b(?:have|has|got|give|gives|giving|given|get|gets|is|you're|this is) (?:\w+ ){0,3}(?:our|the|my|council's|full|formal|official|a)? ?(?:go[- ]ahead|green light|all clear to start|thumbs up)\b|^\W*go ahead\b|\bit's a (?:yes|go)\b/],
  ['instruction', /\b(?:i|we|council)(?: \w+)? (?:hereby |now |therefore |am |are |formally |write to |writing to )*(?:instruct|instructs|instructing|direct|directs|authori[sz]e|authori[sz]es|authori[sz]ing|order|require|requires|requiring) (?:you|your (?:firm|company|men|team)|\w+ (?:& |and )?\w* ?to|that you|the (?:works?|contractor|removal))\b/],
  ['instruction', /\byou (?:are|'re|have been) (?:hereby |therefore |now |accordingly )*(?:instructed|authori[sz]ed|directed|required|engaged|appointed|hired|booked|commissioned|retained|ordered)\b/],
  ['instruction', /\b(?:council's|our|formal|official|confirm(?:ing)? (?:the|our)?|my) (?:\w+ ){0,3}(?:instruction|instructions|authority|authorisation|approval) (?:to|for|that|is|as)\b/],
  ['appointment', /\b(?:appoint|appointing|appoints|appointed|engage|engaging|engages|retain|retaining|retains|hire|hiring|hires|commission|commissioning|commissions|take on|taking on|instruct|instructing|offer|offering)\b (?:you\b|your (?:firm|company|practice|services)|(?:mr|mrs|ms|messrs) \w+ (?:as|to)|yourselves)/],
  ['appointment', /\bconsider (?:yoursel(?:f|ves)|it|that|this|your (?:firm|company)) (?:\w+ ){0,2}(?:booked|appointed|hired|instructed|engaged|confirmed|done|agreed|accepted|ordered|commissioned|sold)\b/],
  ['appointment', /\b(?:the (?:job|work|contract|position|post|order) is yours|you(?:'ve| have) got the (?:job|work|contract))\b|\baward(?:s|ed|ing)? (?:you |your \w+ |the )?(?:\w+ ){0,2}contract\b/],
  ['termination', new RegExp(`\\b(?:terminat(?:e|es|ed|ing)|cancel(?:s|led|ling)?|end(?:s|ed|ing)?|bring(?:ing)? to an end|withdraw(?:s|ing|n)?|discontinu(?:e|es|ing)|dispens(?:e|ing) with|giv(?:e|ing) up|not (?:be )?renew(?:ing)?|revok(?:e|es|ed|ing)|rescind(?:s|ed|ing)?)\\b (?:\\w+ ){0,6}?${contract}\\b`)],
  ['termination', new RegExp(`\\b${contract}\\b[^.;!?]{0,50}? (?:is|are|will be|shall be|comes?|stands?|has been) (?:hereby |now |therefore |formally )*(?:terminated|cancelled|ended|at an end|revoked|withdrawn|to an end|rescinded)\\b`)],
  ['termination', /\bservices? (?:are|is|will be|shall be) no longer (?:required|needed|wanted)\b|\b(?:no longer (?:require|need|want) your (?:services|firm|company))\b|\byou(?:'re| are) (?:sacked|fired|dismissed)\b/],
  ['notice', /\b(?:give|gives|giving|given|gave|serve|serves|serving|served|issue|issues|issuing|accept this as|this is|take this as|treat this as|hereby give) (?:\w+ ){0,6}?(?:notice\b(?! that (?:the )?(?:meeting|road|office|hall))|notice to (?:quit|vacate|leave))/],
  ['notice', /\bnotice to quit\b|\bformal notice\b(?! ?board)|\b(?:one|two|three|six|\d+) (?:month|week|day)s?'? (?:written |formal )?notice (?:to|of|that|from)\b/],
  ['notice', /\b(?:council|we|i) (?:\w+ )?(?:require|requires|demand|demands|order|orders|insist|insists) (?:that )?you\b|\byou (?:must|are required to|are to|shall|have to|are obliged to) (?:\w+ ){0,3}(?:clear|remove|vacate|quit|cease|stop|reinstate|pay|return|repair|make good|complete|leave|take down|desist|hand back|surrender|move)\b/],
  ['payment', /\b(?:council|we|i)(?: \w+)? (?:\w+ ){0,4}?(?:agrees?|agreed|undertakes?|undertake|promises?|guarantees?|guarantee|commits?|pledges?|pledge|am happy|are happy|is happy|is willing|are willing|am willing|will|shall|is going|can confirm (?:that )?(?:we|it|the council) will|confirm(?:s)? that (?:we|it|the council) will|'ll) (?:to |be able to |of course |gladly |certainly |also |happily )*(?:pay|pays|paying|reimburse|refund|compensate|cover (?:the|your|all|half|any)|meet (?:the|your|all|half|any)|foot|contribute|fund|underwrite|settle|match|find the money|stand the cost|bear the|pick up the (?:bill|tab|cost)|make good|indemnify)\b/],
  ['payment', /\b(?:invoice|bill|charge|send (?:the|your|an|all) (?:bill|bills|invoice|invoices|account)(?: in)? to|address (?:the|your) (?:bill|invoice|account) to|put it on (?:the )?(?:council|account)|invoice (?:it|that|this) to|bill (?:it|that|this) to)(?: (?:it|this|that|everything))?(?: to)? (?:the |us|our )?(?:parish |town )?(?:council|clerk|office)\b/],
  ['payment', /\bat (?:the )?(?:parish |town )?council(?:'s)? (?:expense|cost)\b|\bon the (?:parish |town )?council's account\b|\b(?:council|we) (?:will|'ll|shall) (?:pay|foot|settle|cover|reimburse|stump up|see you right)\b/],
  ['grant', /\b(?:council|we|i) (?:\w+ ){0,3}?(?:grants?|granted|granting|gives?|giving|agrees? to (?:grant|let|lease|rent|sell|buy|hire|give|transfer|licen[cs]e|award|allow)|agreed to (?:grant|let|lease|rent|sell|buy|hire|give|transfer|award)|consents? to|permits?) (?:you|your|the|a|an|to|\w+) ?(?:\w+ ){0,5}?(?:permission|licen[cs]e|lease|consent|tenancy|plot|field|land|right|use|easement|grant|wayleave|extension|hall|pavilion|strip)\b/],
  ['grant', /\byou (?:have|'ve got|now have) (?:the )?(?:parish |town )?(?:council's|our|my) (?:full |formal )?(?:permission|consent|agreement|approval|leave|authority|blessing to (?:proceed|start|go))\b/],
  ['grant', /\b(?:council|we) (?:hereby |formally )?(?:undertakes?|covenants?|guarantees?|commits? (?:itself|ourselves)|binds? itself) (?:to|that)\b|\b(?:i|we) (?:can )?(?:commit|bind|pledge|promise) (?:the )?(?:parish |town )?council (?:to|that)\b/],
];

/** The same sentence takes the force out of the words: asking, hoping, proposing, reporting, or denying the power to. */
const powerless =
  /\b(?:can't|cannot|can not|could not|couldn't|unable|not able|no power|no authority|not authori[sz]ed|not allowed|not in a position|nobody|no one|no-one|haven't|hasn't|have not|has not|won't|will not|would not|wouldn't|don't|do not|doesn't|does not|didn't|did not|isn't|is not|aren't|are not|never|neither|nor|nothing|not yet|not for me|not mine|rather than|without) (?:\w+ ){0,8}?(?:order|accept|accepts|accepted|appoint|instruct|commit|agree|agreed|authori[sz]e|approve|approved|pay|decide|decided|book|engage|terminate|go ahead|proceed|start|begin|say|give|grant|promise|place|cancel|bind|undertaking|instruction|guarantee|commission|hire|buy|notice)\w*\b|\b(?:if|should|were|whether|unless|provided|assuming|suppose|in case|once|until|subject to|as soon as|when|before|after) (?:\w+ ){0,6}?(?:council|committee|clerk|members|it|we|they|councillors|meeting|she|he|you)\b[^.;]{0,30}?\b(?:agree|agrees|agreed|approve|approves|approved|approval|decide|decides|decided|decision|resolve|resolves|resolution|goes ahead|go ahead|went ahead|accept|accepts|accepted|say|says|said|confirm|confirms|confirmed|write|writes|written|sign|signs|signed|vote|votes|consider|considers|considered|met|meets|minuted)\b|\b(?:subject to|pending|awaiting|needs?|need|require|requires|would need|would have to|will have to|has to|have to|must) (?:\w+ ){0,5}?(?:approval|approve|agreement|decision|resolution|ratified|ratification|council's (?:approval|agreement|consent|decision)|go (?:to|before|through) (?:the )?(?:council|committee|full council|members|clerk)|come (?:to|before)|be (?:agreed|approved|decided|minuted|put|taken))\b|\b(?:propose|proposing|proposal (?:is|that)|suggest|suggesting|recommend|recommending|move that|moving that|motion|hope|hoping|hopes|hoped|wonder|wondering|think|thinking|consider(?:ing)?|would it|might|may be|perhaps|maybe|possibly|ideally|i'd like (?:the council|us) to|i will ask|i'll ask|asked|asking|ask (?:the )?(?:council|clerk|committee)|want (?:the council|us) to|going to (?:ask|propose|suggest)|urge (?:the )?council) (?:\w+ ){0,6}?(?:accept|order|appoint|engage|go ahead|proceed|agree|pay|contribute|fund|grant|book|hire|buy|we|council|cancel|terminate|instruct|commission)\w*\b/;

/** The whole text leaves the doing to the Clerk or the council: it relays, asks or proposes. */
const relay =
  /\b(?:(?:the )?(?:parish |town )?clerk|office|%OFFICERS%) (?:\w+ )?(?:will|'ll|shall|is going to|is|would|should be|has been asked to|is to|will now|who will|has to|can) (?:\w+ ){0,3}?(?:writ(?:e|ing)|send(?:ing)?|issu(?:e|ing)|plac(?:e|ing)|confirm(?:ing)?|be in touch|contact(?:ing)?|let you|e-?mail(?:ing)?|rais(?:e|ing)|instruct(?:ing)?|deal(?:ing)? with|follow(?:ing)? (?:this |it )?up|reply(?:ing)?|respond(?:ing)?|get (?:back|in touch)|ring(?:ing)?|do(?:ing)? the|sort(?:ing)?|order(?:ing)?|formally|come back|make the|mak(?:e|ing) (?:the|it)|giv(?:e|ing) you|reach|drop you|have to|need to)\b|\b(?:hear|heard|hearing|letter|order|confirmation|word|instruction|instructions|paperwork|contract|it|e-?mail|reply|answer|come|comes|coming|follow|follows) (?:\w+ ){0,5}?(?:from|by|via|through) (?:the )?(?:parish |town )?(?:clerk|office|%OFFICERS%)\b|\b(?:wait|waiting|hold off|hold on|hang on|nothing) (?:\w+ ){0,4}?(?:for|until|till) (?:\w+ ){0,4}?(?:clerk|her|his|their|order|letter|official|formal|paperwork|council|%OFFICERS%|you hear|it's|in writing)\b|\b(?:only|just|merely) (?:passing|relaying|letting you know|the messenger|a heads[- ]up|giving you (?:a|the) (?:heads|news))\b|\b(?:not (?:an|a formal|the|a|our) (?:order|instruction|commitment|acceptance|promise))\b|\b(?:clerk|%OFFICERS%)(?:'s)? (?:\w+ )?(?:letter|order|e-?mail|confirmation) (?:will|is|to|should|follows|goes)\b|\b(?:can't|cannot|can not|couldn't|not able to|no power to|no authority to|not authori[sz]ed to|not allowed to|in no position to|not in a position to|not for me to|not mine to) (?:\w+ ){0,3}?(?:order|commit|bind|authori[sz]e|instruct|accept|agree|promise|approve|say yes|give (?:you )?(?:the )?go|appoint|speak for)\b/;

/** An order for oneself: one's own house, garden, boat, purse. */
const privatePurpose =
  /\b(?:my|our) (?:own )?(?:garden|house|home|drive|driveway|lawn|hedge|boat|dinghy|car|wife|husband|kitchen|roof|shed|fence|mother|daughter|son|family|bathroom|chimney|logs|wedding|birthday|holiday|extension|conservatory|log burner|woodburner|dog|allotment|cottage|flat|patio|gutters?|boiler|bees|horse)\b|\bfor (?:me|myself|my (?:own|wife|husband|mother|family)|us at home|personal use)\b|\b(?:cash on the day|i(?:'ll| will) pay (?:you )?(?:myself|cash|by card|on)|pay (?:you )?(?:in )?cash|my own (?:pocket|money|account|expense|use)|usual price|private(?:ly)? (?:order|matter|booking|job|work)|nothing to do with the council|at home|personal(?:ly)? (?:order|matter)|charge (?:it )?to (?:my|me)|bill me\b|invoice me\b|my card)\b/;

export class CommitmentReader {
  readonly #relay: RegExp;
  readonly #mentionsCouncil: (text: string) => boolean;

  /** `officers`: folded first names and full names of the officers, so that "you will hear from Margaret" is understood. */
  constructor(officers: string[], mentionsCouncil: (text: string) => boolean) {
    const names = officers.length > 0 ? officers.join('|') : 'the clerk';
    this.#relay = new RegExp(relay.source.replaceAll('%OFFICERS%', names));
    this.#mentionsCouncil = mentionsCouncil;
  }

  /** Whether the text as a whole leaves the doing to the Clerk or the council. */
  isRelay(text: string): boolean {
    return this.#relay.test(foldText(text));
  }

  isPrivate(text: string): boolean {
    return privatePurpose.test(foldText(text));
  }

  read(text: string): Commitment[] {
    const found: Commitment[] = [];
    for (const sentence of sentencesOf(text)) {
      const folded = foldText(sentence);
      if (folded.length < 6 || /\?\W*$/.test(folded) || powerless.test(folded)) continue;
      const pattern = patterns.find(([, expression]) => expression.test(folded));
      if (!pattern) continue;
      found.push({ kind: pattern[0], quote: quote(sentence), namesCouncil: this.#mentionsCouncil(folded) || /\bcouncil\b/.test(folded) });
    }
    return found;
  }
}
