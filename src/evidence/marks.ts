import { foldText, quote } from './words.ts';

/** A confidential marking and where it stood (contract, section 4, "A marking is"). A standing disclaimer never is one. */
export type Mark = {
  place:
    | 'subject'
    | 'sensitivity'
    | 'label'
    | 'head'
    | 'attachment-name'
    | 'attachment-head'
    | 'attachment-header'
    | 'attachment-label';
  quote: string;
};

const strong = [
  'strictly (?:private (?:and|&|\\+) )?confidential',
  '(?:strictly )?private,? (?:and|&|\\+) (?:strictly )?confidential',
  '(?:strictly )?personal,? (?:and|&|\\+) (?:strictly )?confidential',
  '(?:highly|very|most|council|commercially|legally privileged and|privileged (?:and|&)|legal advice:? privileged and) confidential',
  'confidential',
  '(?:(?:strictly|commercial|commercially|staff|staffing|management|council|told|sent|given|shared) )?in (?:the )?(?:strictest |strict |complete )?confidence',
  'commercial[- ]in[- ]confidence',
  'in committee',
  'not for (?:publication|public release|release|disclosure|onward transmission|further circulation|wider circulation|circulation|sharing|distribution)',
  'not to be (?:published|circulated|disclosed|shared|forwarded|copied)(?: outside (?:the )?council)?',
  'do not (?:forward|circulate|share|disclose|publish)',
  "(?:for )?(?:members'?|councillors'?|addressee'?s?) eyes only",
  '(?:to be opened by )?addressee only',
  'exempt',
  'exempt (?:item|information|report|paper|business|from publication|from disclosure)',
  'pink (?:papers?|pages?)',
  'part (?:ii|2|two|b)(?: (?:report|paper|item))?',
  'official[ :/-]+sensitive(?:[ :/-]+(?:personal|commercial|locsen))?',
  'restricted',
  'legally privileged',
  'legal(?:ly)? privilege',
  '(?:preifat a )?(?:yn )?(?:cyfrinachol|chyfrinachol|gyfrinachol)',
  "nid i'w gyhoeddi",
];

/** Words that may follow a mark within the same short heading and leave it a mark. */
const qualifiers =
  '(?:addressee(?:s)? only|until [^,;]{1,40}|(?:appendix|annex|schedule|enclosure|attachment|minutes?|extract|summary|information)(?: \\w{1,3})?|councillors? only|members? only|for (?:the )?(?:named )?(?:councillors?|members?|addressee|recipient)(?: only)?|personal|commercial|locsen|hr|staffing?|session|item|report|paper|draft|note|memo|papers?|briefing|advice|press and public excluded|until further notice|please|do not (?:forward|share|copy|circulate)|not for (?:publication|circulation)|and not for (?:publication|circulation)|to (?:be )?(?:kept|read)[^,;]{0,30}|cyfrinachol|confidential|outside (?:the )?council|by virtue of .{0,80}|\\(?s(?:ection)? ?1\\(2\\).{0,30}|paragraphs? \\d.{0,80}|under .{0,60})';

/** What "confidential" and its like qualify in ordinary prose: policies, waste, charities, the tax man. */
const ordinary =
  /\bconfidential(?:ity)? (?:waste|shredding|bin|bins|reporting|report(?:ing)? (?:line|policy)|policy|polic(?:y|ies)|agreement|hotlines?|helpline|hospice|help|counselling|advice (?:line|service|from)|service|services|support|survey|matters? -|clause|file room|information policy|references? form|listening|manner|minutes released)\b|\b(?:non|not|no longer|isn't|is not|nothing|hardly)[- ](?:\w+ )?confidential|\bconfidential\s*\?|\bis (?:this|it|that) confidential\b|\b(?:formerly?|previously|declassified:? former) confidential|\bindependent and confidential\b|\bexempt (?:from (?:vat|tax|rates?|duty|charges?|fees?|business|planning)|:? ?(?:small|charit|rates?|vat|vehicle|supplies|organisation|business rate))|\bexempt: small\b|\bpart (?:2|ii|b|two) (?:of|to)\b|\bpink pages of\b|\b(?:from|no) restricted\b|\brestricted (?:byway|parking|access|width|hours|opening)\b|\bin committee (?:room|on|at|stage)\b|\bdo not (?:share|forward) (?:your|the) (?:pin|password|code)/;

const core = `(?:${strong.join('|')})`;
const wrappedMark = new RegExp(`[\\[({*<#]{1,4}\\s*(${core})(?:[\\s,;:/-]+${qualifiers})*\\s*[\\])}*>#]{1,4}`);
const leadingMark = new RegExp(`^[\\W_]*(${core})(?:[\\s,;:/()-]+${qualifiers})*\\s*(?:$|[:;|/\\-–!.(,\\]]|&)`);
const trailingMark = new RegExp(
  `(?:[:;|/\\-–.(,\\]]\\s*|\\s-\\s*)(${core})(?:[\\s,;:/()-]+${qualifiers})*[\\s\\])!.*]*$`,
);
const wholeLine = new RegExp(
  `^[\\W_]*(?:this (?:e-?mail|message|note|letter|item|paper|report) is |marked |(?:status|classification|protective marking|marking|handling|security|sensitivity|category): )?(${core})(?:[\\s,;:/()\\[\\]&*-]+(?:and )?(?:${core}|${qualifiers}))*[\\W_]*$`,
);
const middleMark = new RegExp(`(?:\\s-\\s|[/|,;:]\\s*|\\s\\u2013\\s)(${core})\\s*(?:\\s-\\s|[/|,;:])`);
const headedMark = new RegExp(`^[\\W_]*(${core})\\s*(?::|\\s-\\s|/)`);
const capitalMark =
  /(?:^|[\s[(*])(CONFIDENTIAL|IN CONFIDENCE|NOT FOR PUBLICATION|OFFICIAL[ -:]+SENSITIVE|PRIVATE (?:AND|&) CONFIDENTIAL|CYFRINACHOL|IN COMMITTEE|DO NOT FORWARD|ADDRESSEE ONLY|PINK PAPERS?)(?=$|[\s\]):*,.;!-])/;

/** Reply and forward prefixes of the languages met in British mail. */
const prefixes =
  /^(?:\s*(?:re|fw|fwd|aw|sv|tr|ynghylch|ymlaen|automatic reply|undeliverable|read|out of office)\s*(?:\[\d+\])?\s*:\s*|\s*\[(?:external|ext|council|e?xternal sender)\]\s*)+/i;

/** A subject without its reply and forward prefixes. */
export function baseSubject(subject: string): string {
  return subject.replace(prefixes, '').trim();
}

/** Whether the subject only inherited what it says from a message that it answers or forwards. */
export function isDerivedSubject(subject: string): boolean {
  return /^\s*(?:\[(?:external|ext)\]\s*)?(?:re|fw|fwd|aw|sv|tr|ynghylch|ymlaen)\s*(?:\[\d+\])?\s*:/i.test(subject);
}

/** The mark in a subject, as a token of its own: at its head, at its end, in brackets, or in capitals. */
export function subjectMark(subject: string): Mark | null {
  const base = baseSubject(subject);
  return hasToken(base) ? { place: 'subject', quote: quote(base) } : null;
}

/** The mark in a file name; underscores and hyphens count as spaces. */
export function fileNameMark(fileName: string): Mark | null {
  const bare = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const words = bare.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/(?<=\w)-(?=\w)/g, ' ');
  const forms = [words.replace(/[_+]+/g, ' '), words.replace(/[_+]+/g, ' - ')];
  const ends = /(?:^|\s)(?:confidential|in confidence)$/;
  const begins = /^(?:strictly |private (?:and|&) )confidential\b/;
  const marked =
    forms.some((form) => hasToken(form)) ||
    (!ordinary.test(foldText(forms[0] ?? '')) &&
      forms.some((form) => ends.test(foldText(form)) || begins.test(foldText(form))));
  return marked ? { place: 'attachment-name', quote: quote(fileName) } : null;
}

/** A mark on a short line of its own among the first lines of a text. */
export function headMark(text: string, place: 'head' | 'attachment-head'): Mark | null {
  let seen = 0;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (++seen > (place === 'head' ? 5 : 8)) return null;
    if (isMarkLine(trimmed, place === 'head' ? 9 : 12)) return { place, quote: quote(trimmed) };
  }
  return null;
}

/** A mark in a document's page headers and footers. */
export function pageHeaderMark(headersAndFooters: string): Mark | null {
  for (const line of headersAndFooters.split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '' && (isMarkLine(trimmed, 16) || (trimmed.length < 120 && hasToken(trimmed)))) {
      return { place: 'attachment-header', quote: quote(trimmed) };
    }
  }
  return null;
}

/** `Sensitivity: Company-Confidential` (RFC 4021). Private and Personal are none (contract). */
export function sensitivityMark(sensitivity: string): Mark | null {
  return /^(?:company[- ])?confidential$/.test(sensitivity.trim().toLowerCase())
    ? { place: 'sensitivity', quote: `Sensitivity: ${sensitivity}` }
    : null;
}

function isMarkLine(line: string, words: number): boolean {
  // Letterspacing: C O N F I D E N T I A L.
  const folded = foldText(line).replace(/\b(?:[a-z] ){5,}[a-z]\b/g, (spaced) => spaced.replace(/ /g, ''));
  if (folded.split(' ').length > words || ordinary.test(folded)) return false;
  const headed = folded.split(' ').length <= 8 && headedMark.test(folded);
  return (
    (wholeLine.test(folded) || headed || middleMark.test(folded)) &&
    !/^[\W_]*(?:part (?:2|two|b)|restricted)[\W_]*$/.test(folded)
  );
}

function hasToken(text: string): boolean {
  const folded = foldText(text);
  if (folded === '' || ordinary.test(folded)) return false;
  if (/^(?:part (?:2|two|b|ii)|restricted)\b(?!.*(?:exclud|confiden|hr|staff|report|paper))/.test(folded)) return false;
  if (leadingMark.test(folded) || wrappedMark.test(folded) || middleMark.test(folded) || trailingMark.test(folded))
    return true;
  return capitalMark.test(text) && text !== text.toUpperCase();
}
