/**
 * What makes a paragraph a standing disclaimer. Strong cues hardly occur in what people write themselves; weak ones
 * do, and count only together or where disclaimers stand.
 */
const strongCues: readonly RegExp[] = [
  /\bintended recipients?\b|\brecipients? intended\b/,
  /\bintended (?:solely|only|exclusively|purely)\b|\bintended for (?:the )?(?:sole|exclusive|use|named|above|attention|addressee)|\bsolely for the (?:use|attention|addressee|intended|person|individual)/,
  /\b(?:named|not the|only the|for the|intended|by the|the sole use of the) addressee|\baddressees? only\b|\bindividual (?:or|\/) ?(?:entity|organi[sz]ation)\b|\b(?:to )?whom (?:it is|it was|they are|this is|it has been) (?:addressed|intended|meant|directed)\b/,
  /\b(?:received|sent|reached|come to|delivered|got)\b.{0,40}\b(?:in|by) (?:error|mistake)\b|\bwrongly (?:received|addressed|delivered)\b|\bnot (?:meant|intended) for you\b/,
  /\b(?:meant|intended|written|sent)(?: only| solely)? (?:for|to) (?:only )?(?:the|whoever|those|that|whichever) ?(?:person|people|individuals?|party|parties|reader|recipients?|one)?s? ?(?:it is |they are )?(?:named|addressed|shown|listed|above)\b/,
  /\bfor the (?:person|people|one|party|body) (?:it|this|that) (?:was|is|has been) (?:sent|addressed|meant|written)\b|\b(?:got|had|received|seen) (?:this|it) by accident\b|\bnot you\?/,
  /\bif you are not (?:that|the|this|one of (?:those|the)) (?:person|people|individual|reader|recipient|one)\b|\bif (?:you are|that is) not you\b|\bshould you not be (?:the|that)\b/,
  /\bif (?:it|this|that) (?:is|was) not (?:meant |intended |addressed )?(?:for|to) you\b|\bif you are not (?:the person|who(?:m|ever)?) (?:it|this)\b/,
  /\be-?mails? (?:from|sent by|to and from) [^.]{2,60}? (?:may|can|are|is) (?:also )?(?:be )?(?:confidential|privileged|monitored|recorded)\b/,
  /\blegally privileged\b|\bprivileged (?:and|or|information)\b|\b(?:and|or) (?:also )?(?:be )?privileged\b|\blegal privilege\b/,
  /\b(?:strictly )?(?:prohibited|forbidden|unlawful)\b/,
  /\b(?:views|opinions)(?: (?:and|or|&) (?:views|opinions))?(?: that (?:are|may be))? (?:expressed|stated|contained|given|in this|are (?:those|my own|mine|his|her)|presented)/,
  /\bnot necessarily (?:be )?(?:those|represent|reflect|the views)|\b(?:represent|reflect)s? the (?:views|opinions|policy)\b/,
  /\bvirus(?:es|-free)?\b.{0,120}\b(?:check|scan|free|liab|responsib|damage|swept|accept|guarantee|transmitted)|\b(?:scan|check|swept|free)\w*\b.{0,60}\b(?:virus|malware|malicious)/,
  /\bfreedom of information (?:act|\(scotland\)|requests?)|\bdata protection (?:act|law|legislation)|\buk gdpr\b|\bdata protection:/,
  /\bconsider the environment\b|\bbefore (?:you )?print|\bthink before (?:you )?print|\b(?:do you |really )need to print|\bplease don['’]?t print\b|\bsave (?:paper|a tree|trees)\b|\bonly print\b/,
  /\bprivacy (?:notice|policy|statement)\b|\bhow we (?:use|handle|process) your (?:personal )?(?:data|information)\b|\bwe process personal data\b/,
  /\boriginated (?:from )?outside\b|\bexternal (?:e-?mail|sender|message|source)\b|\bfrom outside (?:of )?(?:the|your|our) (?:organi[sz]ation|council|network)|\bdo not click\b|\bdon['’]t often get e?-?mail from\b/,
  /\b(?:mimecast|mailscanner|messagelabs|symantec|sophos|clearswift|proofpoint|avast|avg|mailmarshal|egress|barracuda)\b/,
  /\bdisclaimer id\b|\b(?:legal |e-?mail )?disclaimer\b\s?[:–-]|\bconfidentiality (?:notice|statement|note|warning)\b|^\W*confidentiality\s?:/,
  /\bwill be (?:regarded|treated) (?:by the council )?as personal\b|\bnot (?:be )?(?:authori[sz]ed by or )?sent on behalf of\b|\b(?:not |no )?(?:legally )?binding\b|\b(?:create|form|constitute)s? (?:a|any) contract\b|\bcannot be guaranteed\b|\bno (?:legal )?liability\b|\baccepts? no (?:responsibility|liability)\b/,
  /\bregistered (?:office|in england|in wales|charity|company)\b|\bcopyright\b.{0,80}\bmay\b/,
  /\bgwybodaeth gyfrinachol\b|\bderbynnydd\b|\bgamgymeriad\b|\bcyfrinachol\b.{0,80}\b(?:neges|e-?bost)\b|\b(?:neges|e-?bost)\b.{0,80}\b(?:gyfrinachol|cyfrinachol)\b/,
];

const weakCues: readonly RegExp[] = [
  /\bconfidential(?:ity)?\b|\bprivate\b/,
  /\b(?:notify|inform|tell|contact|advise|alert|let)\b.{0,30}\b(?:sender|originator|us|clerk|author|office|council|know)\b/,
  /\bdelete\b|\bdestroy\b|\bremove it\b/,
  /\b(?:monitor(?:ed|ing)|recorded|recording|logged)\b/,
  /\b(?:any|all|its) (?:attachments?|attached files?|files? transmitted|enclosures?)\b|\band attachments\b|\bfiles transmitted\b/,
  /\b(?:disclos|disseminat|reproduc|distribut|unauthori[sz]ed|copying|forwarded without)\w*/,
  /\bpublic disclosure\b|\bsubject to disclosure\b|\bdisclosable\b/,
  /\bcalls? (?:may|are|will) be\b|\boffice hours\b.{0,80}\bmay not be read\b/,
];

const speaksOfItself =
  /\b(?:this|the|our|any|these|all|outgoing) (?:e-?mails?|messages?|communications?|transmissions?|correspondence|electronic mail)\b|\be-?mails? (?:sent|from|to and from|content)|\binformation (?:contained )?in (?:this|any)|\b(?:contents? of|with) this\b|\bthis (?:information|document)\b|\bthe information in\b/;

/** How strongly a paragraph reads like a disclaimer. `text` is in lower case with single blanks. */
export type DisclaimerScore = { strong: number; weak: number; isAboutItself: boolean };

export function scoreDisclaimer(text: string): DisclaimerScore {
  let strong = 0;
  for (const cue of strongCues) if (cue.test(text)) strong++;
  let weak = 0;
  for (const cue of weakCues) if (cue.test(text)) weak++;
  return { strong, weak, isAboutItself: speaksOfItself.test(text) };
}

/** Short standing lines that need nothing beside them at the foot of a message. */
export const standsAlone =
  /\bconsider the environment\b|\bthink (?:of the environment|before)\b|\bbefore (?:you )?print|\bsave (?:paper|a tree|trees)\b|\bonly print\b|\b(?:our|see|read|view)\b.{0,40}\bprivacy (?:notice|policy|statement)\b|\bprivacy (?:notice|policy|statement)\b.{0,30}(?::|www|http)|\bregistered (?:office|in england|in wales|charity|company)\b|\bscanned\b|\bviews\b.{0,80}\bnot (?:necessarily )?(?:those|the views)\b/;

/** What a standing text never holds: the writer, a day, a reason, a person, a sum. */
export const speaksPersonally =
  /\bI\b(?! ?\d)|\b[Mm]y\b(?! own\b)|\b[Bb]ecause\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?! to\b)|\bthe meeting\b|£|\b(?:Mrs?|Ms|Dr|Cllrs?|Councillors?) [A-Z]/;

/** One word of these is in every disclaimer: most paragraphs need no further look. */
export const hasDisclaimerWord =
  /confidential|intended|addressee|error|mistake|privileged|prohibited|unlawful|views|opinions|virus|malware|freedom of information|data protection|gdpr|print|privacy|outside|external|click|often get|disclaimer|scanned|mimecast|mailscanner|monitored|liability|responsibility|personal and will not|registered|copyright|gyfrinachol|cyfrinachol|derbynnydd|delete|destroy|wrongly|save (?:paper|a tree)|personal data|avast|avg|monitor|contract|whom|entity|binding|messagelabs|symantec|sophos|clearswift|proofpoint|mailmarshal|egress|barracuda/i;
