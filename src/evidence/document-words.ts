/** Whether what somebody asks for is a document, a file, records or copies (contract: `document-request-not-via-clerk`). */

const noun =
  '(?:(?:photo)?cop(?:y|ies)|sheets|reconciliations?|workings|vouchers?|extracts?|memos?|memorand\\w+|append(?:ix|ices)|slides|bundle|inventor(?:y|ies)|consultation responses|submissions|title deeds|minutes|reports?|files?|papers?|paperwork|correspondence|documents?|documentation|records?|registers?|deeds?|leases?|contracts?|agreements?|invoices?|receipts?|accounts|ledgers?|cash ?book|statements?|certificates?|polic(?:y|ies)|surveys?|plans?|drawings?|maps?|schedules?|spreadsheets?|logs?|data(?:set)?|lists?|agendas?|standing orders|financial reg\\w*|terms of reference|terms and conditions|tenders?|quotes|quotations?|photos|photographs|footage|recordings?|assessments?|inspection (?:sheets?|reports?)|applications?|letters?|e-?mails|print ?outs?|scans?|pdfs?|timesheets?|time sheets?|budget|templates?|forms?|rota|notes|archives?|box(?:es)? files?|folders?|binders?|specifications?|specs?|valuations?|assets? register|transcript|conveyance|by-?laws|code of conduct|handbook|manual|(?:burial|minute|cash|account|accident|rent|visitors?) ?books?|lea(?:f|ves)|pages?)';
/** The noun is no document here, or is to be worked on rather than handed over. */
const notHandedOver =
  '(?! (?:to be |be |been |being )?(?:changed?|sent (?:to (?!me|us))|corrected?|amended|typed|posted|updated|redone|re-?written|removed|uploaded|moved|taken|put|published|deleted|fixed|altered|displayed|circulated|signed|finished|ready|done|agreed|approved|adopted|settled|filled|renewed|office|of action|number|name\\b|for (?:the )?(?:improv|sav|cut)))';
const document = `\\b${noun}\\b${notHandedOver}`;

const reader =
  '(?:me|us|him|her|them|mr\\.?|mrs\\.?|ms\\.?|miss|dr\\.?|the (?:resident|family|tenant|widow|lady|gentleman)|(?:a|my|our|one) (?:resident|constituent|parishioner|tenant|lady|gentleman))';
const hand =
  '(?:photograph|send|sending|email|emailing|forward|forwarding|post|posting|give|giving|get|getting|show|showing|let|letting|lend|print|copy|scan|find|pass|supply|supplying|provide|providing|furnish|drop|text|share|sharing|hand|resend|bring|run off|photocopy|fetch|dig|look|leave|ping|whatsapp)';

const patterns: RegExp[] = [
  // "send me the minutes", "let me have sight of the file", "get Mrs Fox a copy"
  new RegExp(
    `\\b${hand} (?:(?:out|over|on|across|through|it|back|round|up) )?(?:to )?${reader}\\b[^.;?!]{0,90}?${document}`,
  ),
  new RegExp(`${document}[^.;?!]{0,60}?\\b(?:to me|to us|my way|over to me|sent me|me have|me see)\\b`),
  // "may I see the file", "I should like to inspect the accounts", "could I have copies"
  new RegExp(
    `\\b(?:i|we|me|us|possible|chance)\\b(?! (?:know|think|hear|see that))[^.;?!]{0,50}?\\b(?:have|see|borrow|look (?:at|through|over)|get|obtain|inspect|view|read|receive|access(?: to)?|sight of|consult|examine|collect)\\b(?! (?:to|been|seen|had|read|no|got (?:the|your|it))\\b)(?: (?!me\\b|know)[\\w'/&-]+){0,9}? ?${document}`,
  ),
  // "Mrs Fox would like to see the register"
  new RegExp(
    `\\bwould (?:\\w+ )?(?:like|love|appreciate|be (?:\\w+ )?(?:glad|grateful|pleased))(?: to (?:see|have|read|borrow|inspect|look (?:at|through))| of| for)?\\b(?: [\\w'/&-]+){0,9}? ?${document}`,
  ),
  // "I need the minutes", "I'm after copies", "we require the invoices", "I ask for the file"
  new RegExp(
    `\\b(?:i|we)(?:'m| am|'d| would| should|'ll| will| do)?(?: \\w+){0,3}? (?:need|want|require|request|after|like|ask for|asking for|obliged for|grateful for|glad of|looking for|hunting for|applying for)\\b(?! (?:to|you)\\b)(?: [\\w'/&-]+){0,9}? ?${document}`,
  ),
  // "bring the deeds", "please resend the papers", "dig out the receipts", "email over last year's accounts"
  new RegExp(
    `\\b(?:send(?: over| across| through| round| on| in)?|email(?: over| across| through)?|scan|print(?: off| out)?|photocopy|resend|supply|provide|forward|run off|fetch|copy|pull (?:out|up|together))\\b (?:the|an?|any|copies|last|your|that|those|these|all|our|over|me|both|his|her|their|it|what|[\\w-]+'s|two|three|\\d+)\\b[^.;?!]{0,70}?${document}(?![^.;?!]{0,40} to (?:the |all |every|our |cllr|councillors|members|mr|mrs|county|district)(?! ?(?:resident|family)))`,
  ),
  new RegExp(
    `\\b(?:bring|fetch|dig (?:me )?out|look (?:me )?out|get (?:me )?out|run off|print me)\\b[^.;?!]{0,70}?${document}`,
  ),
  // "run me off the file", "dig me out the plans", "any chance of the lease?"
  new RegExp(
    `\\b(?:run|print|dig|look|copy|photocopy|burn|pull|find|knock) ${reader} (?:off|out|up|together)?\\b[^.;?!]{0,70}?${document}`,
  ),
  new RegExp(
    `\\bany (?:chance|hope|possibility|prospect) of (?:(?:me|my) )?(?:(?:seeing|having|getting|borrowing|reading|a (?:look at|loan of|sight of|copy of)) )?(?:the|an?|your|our|that|those|last|some)\\b(?: [\\w'/&-]+){0,5}? ?${document}`,
  ),
  /\b(?:sight|a copy|copies|a scan|a pdf|pdfs|a print ?out) of\b/,
  // "have we got a copy of the survey I could borrow?"
  new RegExp(`${document}[^.;?!]{0,50}? (?:i|we) (?:could|can|might|may) (?:borrow|have|see|look|read|take|get)\\b`),
  // "Copy of the lease please", "Minutes for March please?"
  new RegExp(`^(?:(?:a|the|any) )?(?:[\\w'-]+ ){0,3}?${noun}\\b[^.;?!]{0,60}\\bplease\\b`),
  new RegExp(`\\bplease[^.;?!]{0,20}\\b(?:may|can|could) (?:i|we) (?:have|see) [^.;?!]{0,60}?${document}`),
  // "may I have a copy", "a copy … would be useful"
  /\b(?:may|can|could|might) (?:i|we) (?:please )?(?:also )?(?:have|get|see) (?:a )?(?:cop(?:y|ies)|scans?)\b|\bi'd like (?:a |an )?(?:scan|copy|copies|pdf)\b|\bresend (?:the (?:lot|whole|set|attachment)|them|it)\b/,
];

/** Without one of these nothing is a document. */
const hint = new RegExp(`\\b${noun}\\b|\\bsight of\\b|\\bresend\\b`);

/** What is asked for is to be made, changed or sent elsewhere; or only the state of it is asked about. */
const worksOnIt =
  /\b(?:redo|rework|rewrite|re-?write|change|amend|alter|correct|draft|write (?:up|to|a)|put up|take down|upload|publish|design|sign|fill in|hold off|cop(?:y|ies) (?:of (?:this|my|it) )?to (?:the|all|every|cllr)|check|update|add (?:it|this|that|me|my|the)|remove|finish|complete|circulate)\b[^.;?!]{0,60}\b(?:minutes|report|list|plan|form|letter|policy|table|budget|agenda|rota|register|schedule|map|files?|papers?|forms?|spreadsheet|accounts|notes|terms)\b/;

/** "Do we have a tree survey?" wants to know, not to see. */
const asksWhetherThereIs =
  /^(?:(?:do|does|did) (?:we|you|they|the \w+|anyone|anybody|somebody)(?: \w+)? (?:have|keep|hold|own|publish|know|still)|(?:have|has) (?:we|you|they|the \w+|anyone|anybody)(?: \w+)? (?:got|had|a|an|any|the)|is there|are there)\b/;
const forAReader =
  /\b(?:(?:i|we) (?:could|can|might|may)|borrow|send|let me|show me|email|cop(?:y|ies) of|sight of|please)\b/;

/** `sentence`: one that asks for something, folded. */
export function asksForDocument(sentence: string): boolean {
  if (!hint.test(sentence)) return false;
  if (worksOnIt.test(sentence) && !/\b(?:send|let|give|show) (?:me|us)\b|\bcop(?:y|ies) of\b/.test(sentence))
    return false;
  if (asksWhetherThereIs.test(sentence) && !forAReader.test(sentence)) return false;
  return patterns.some((pattern) => pattern.test(sentence));
}

/** "Can you dig it out and scan it over?", where the sentence before names the thing. */
export function asksForItsDocument(sentence: string, before: string): boolean {
  return handsOver.test(sentence) && hint.test(before);
}

const handsOver =
  /\b(?:scan|copy|photocopy|email|send|forward|print|post|dig|bring|run|let me (?:have|see)|(?:may|can|could) (?:i|we) (?:have|see|borrow))\b (?:me )?(?:it|them|one|that|both|those|these)\b(?! (?:to|on to|up|down|in) (?!me\b|us\b|him\b|her\b|them\b|mr|mrs))/;

/** Whether the sentence names a document at all: a line of a list below "please send me". */
export function namesDocument(sentence: string): boolean {
  return hint.test(sentence);
}

/** Rights that everybody has, a councillor too (model: access to information 6): no protocol leads them through the Clerk. */
const act =
  '(?:freedom of information|f\\.?o\\.?i\\.?a?|environmental information|eir|data protection|(?:uk )?gdpr|local audit and accountability|accounts and audit)';
const right = new RegExp(
  `\\b(?:under|pursuant to|in accordance with|by virtue of|within the meaning of|relying on)\\b[^.;?!]{0,30}\\b${act}\\b[^.;?!]{0,60}\\b(?:i|we|please|send|request)\\b|\\b(?:i|we|please)\\b[^.;?!]{0,120}\\b(?:under|pursuant to|in accordance with|by virtue of)\\b[^.;?!]{0,30}\\b${act}\\b|\\b(?:this is|treat (?:this|it|my)[^.;?!]{0,30} as|i (?:am|'m) making|i(?: hereby)?(?: wish to)? (?:make|submit)|my)\\b[^.;?!]{0,30}\\b(?:${act}|subject access) request\\b|\\bas an elector\\b[^.;?!]{0,40}\\b(?:inspect|accounts|accounting records|object)\\b`,
);

export function claimsRightOfEverybody(sentence: string): boolean {
  return (
    /\b(?:information|foia?|f\.o\.i|eir|gdpr|data protection|audit|subject access|elector)\b/.test(sentence) &&
    right.test(sentence)
  );
}
