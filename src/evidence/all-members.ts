import { type Wording, withoutSignOff } from './wording.ts';
import { plainWording, quote, sentencesOf } from './words.ts';

const members = '(?:members?|councillors?|cllrs?)';
const every = '(?:all|every|each|every single|each and every)';
/** Not the members of a committee, a club or the public, nor those of them who did something. */
const ofCouncil =
  "(?! of (?:the )?(?!(?:[\\w']+ ){0,4}?council\\b)\\w+)(?! (?:present|voted|agreed)\\b)(?! who (?!'d|would|wish|want|like|can|care))";
const numbers = '(?:five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|\\d{1,2})';

/** Words that show that a notice is meant for every member of the council. */
const meant = new RegExp(
  [
    `\\b${every} (?:of )?(?:the |our |your |my |her |his |you )?(?:other |fellow |sitting |serving |elected |${numbers} |parish |town |council )*${members}\\b${ofCouncil}`,
    `\\b${every} (?:one )?(?:of )?(?:her |his |my |our )?(?:fellow )?${members}\\b${ofCouncil}`,
    `\\b${every} members? of (?:the |this )?(?:parish |town )?council\\b`,
    `\\b(?:everyone|everybody|all) on (?:the )?(?:parish |town )?council\\b|\\b(?:the )?(?:whole|entire) (?:of the )?(?:parish |town )?council (?:is|are|to|should|must|will|would|can|could|may|might|has|have|needs?)\\b|\\ball of council\\b`,
    `\\bno (?:councillor|member) (?:should|must|need|may|is to|will)\\b|\\bany (?:councillor|member) (?:to be|being|is) left out\\b|\\b${members},? (?:one and all|all of you|without exception|\\(all\\)|- all)|\\bwithout exception,? ${members}\\b`,
    '\\b(?:full|whole|entire|complete) membership\\b|\\b(?:to|for|from) the (?:whole|entire|complete) (?:parish |town )?council\\b|\\bfull council (?:is|are) (?:\\w+ )?(?:invited|asked|summoned|bidden|welcome)\\b',
    `\\bevery (?:last |single )?one of (?:you|us)\\b|\\bsee the (?:full|whole|entire) council (?:there|present|assembled)\\b|\\beach (?:and every )?(?:one )?of (?:you|the ${numbers} of you)\\b`,
    `^(?:to|dear|attn|attention|for the attention of)?:? ?(?:the )?(?:chair\\w*,? (?:and|&) )(?:all )?${members} of (?:the )?(?:[\\w']+ ){0,4}?council\\b|^to:? (?:the )?${members} of (?:the )?(?:[\\w']+ ){0,4}?council\\b`,
    `\\b(?:all|every one|each) of (?:you|u|ya)\\b(?= (?:are|should|must|will|please|may|can)\\b)|\\b${members},? (?:one and all|all of (?:you|u|ya)|each of (?:you|u))\\b|\\b(?:reminder|notice|message|note|word|request|invitation|plea) (?:to|for) (?:all|each|every one) of (?:you|u)\\b|\\b(?:to|for) (?:the )?(?:parish |town )?(?:council|membership) as a whole\\b`,
    `\\ball ${numbers}(?: of (?:you|us)| members| councillors)?\\b(?=[^.]{0,60})`,
    `\\bmembers (?:of (?:the )?(?:parish |town )?council,? )(?:all|each|every one)\\b|\\bmembers,? all of (?:whom|you)\\b|\\bmembers - all\\b`,
    `\\b${members}(?: of (?:the )?(?:[\\w']+ ){0,3}?council)? are (?:all |each |hereby |therefore |warmly |cordially )*(?:invited|summoned|asked|reminded|requested|welcome|expected|bidden)\\b`,
    `\\byou are (?:all|each) (?:\\w+ )?(?:invited|summoned|asked|reminded|requested|welcome|expected|bidden)\\b`,
    `\\bnotice (?:is )?(?:hereby )?(?:given )?to (?:all )?${members}\\b`,
  ].join('|'),
);

/** What all members were told before, or are asked about, is not this message. */
const otherwise =
  /\b(?:have|had|'ve) (?:already |just )?(?:told|asked|spoken to|written to|emailed|informed) (?:all|every|each)\b|\b(?:members|councillors|cllrs) (?:received|were sent|got|were told|have had|had)\b|\b(?:could|would|can|will|please|to) (?:you )?(?:ask|tell|remind|let) (?:all|every|each)\b|^(?:should|do|did|does|have|has|are|were|had)\b.*\?/;

/** A summons to the council itself goes to every member by law. */
const summons =
  /\b(?:you are|members are|i|is|are)? ?(?:hereby |therefore )?(?:summon(?:ed)?|required) (?:you )?to (?:attend )?(?:the |an? )?(?:\w+ ){0,3}?(?:(?:meeting|session) of (?:the )?(?:[\w']+ ){0,3}?council\b|(?:parish|town|full|annual|extraordinary|ordinary) (?:parish |town )?(?:council|meeting)\b)/;
const greeting =
  /^(?:dear|hello|hi|good (?:morning|afternoon|evening)|to)?,?\s*(?:all )?(?:members|councillors|cllrs|colleagues)\b[^a-z]*(?:$|[a-z])/;
const invites =
  /\b(?:you are|members are|councillors are|cllrs are|please)\b[^.]{0,40}\b(?:invited|summoned|asked|reminded|note|welcome|expected)\b/;

/** It is the business of some of them. */
const ofSome =
  /\b(?:committee|sub-?committee|working (?:party|group)|panel|task (?:and finish )?group|steering group|rota)\b(?! (?:room|minutes))/;
const addressedToSome = new RegExp(
  [
    `\\bmembers of (?:the |our )?(?!(?:parish |town )?council\\b|${every}|public|the public)(?:[\\w']+ ){0,4}?(?:committee|panel|working|party|group|rota|association|club|society|institute|trust)\\b`,
    "^(?:dear|to|hello|hi)\\b[^.]{0,20}\\bmembers of (?!(?:[\\w']+ ){0,4}?council\\b)",
    '\\b(?:association|club|society|institute|legion|league|union|charity) (?:agm|annual|meeting|supper|dinner)',
    '\\bas (?:a |the )?(?:plot ?holder|keyholder|trustee|member of the|members of the (?!council))',
    `\\b(?:just|only) (?:the )?(?:${numbers}|two|three|four|you|those|for (?:the|those|you))\\b`,
    '\\byou (?:two|three|four|five|six|seven|eight)\\b(?!-)|\\bthe (?:two|three|four|five|six|seven|eight) of you\\b',
    `\\b${numbers} of you (?:have|still|are yet|who)\\b`,
    "\\bas you (?:have|had|did|are|were|did) (?:not|yet|volunteered|offered|said|asked|put)\\b|\\bthose of you who\\b|\\b(?:for|to|only) those who (?!want|wish|would|like|prefer)|\\bwho (?:volunteered|put their names|have yet|have not|haven't)\\b",
    "\\b(?:haven't|have not|not yet|hadn't) told (?:anyone|anybody|the others|the rest)\\b|\\b(?:the )?rest of the council\\b|\\bthe others? (?:are|is|will be|have been) told\\b|\\bdon't (?:tell|pass)\\b|\\bmust not (?:hear|know)\\b|\\bsurprise\\b",
    `\\bnew ${members}\\b`,
  ].join('|'),
);
/** Somebody is left out, and the notice says so: an interest declared, a card for the one who is not told. */
const except =
  /\b(?:all|every|each|whole)\b[^.;]{0,50}\b(?:except|excepting|save|but for|but (?:one|two|three|me|him|her)\b|other than|apart from|bar|minus|excluding|but (?:not )?(?:cllr|councillor))\b|\b(?:not|n't) (?:been )?(?:sent|copied|circulated|addressed|gone|go(?:ing)?|included?|including) (?:it |this )?(?:to )?(?:cllr|councillor|mr|mrs|ms|him|her)|\b(?:cllr|councillor)s? [\w' ]{2,40} (?:is|are|has|have|was|were) (?:not|deliberately|been) (?:sent|copied|included|left|excluded|omitted)|\b(?:conflict of interest|declared (?:an?|his|her|their) (?:\w+ )?interest|disclosable (?:pecuniary )?interest|has (?:a|an) (?:\w+ )?interest)\b/;

/** Without one of these nothing here can be found: one look spares most mail the rest. */
const mayBeMeant =
  /\b(?:members?|councillors?|cllrs?|membership)\b|\b(?:every|each) (?:\w+ )?(?:one )?of\b|\b(?:everyone|everybody|all|whole|entire|complete|full|of)\s(?:(?:on|of|the|parish|town)\s)*council\b|\bsummon|\b(?:all|each) of (?:you|u|ya)\b|as a whole|\byou are (?:all|each)\b|\ball (?:\d|five|six|seven|eight|nine|ten|eleven|twelve|thir|four|fif|six)/i;

/**
 * Words that show that a message is meant for every member of the council; null where it is for a committee, for some of them, a private
 * matter, or where it says who was left out and why.
 */
export function readAllMembers(wording: Wording): string | null {
  const { subject } = wording;
  if (!mayBeMeant.test(subject) && !mayBeMeant.test(wording.newText)) return null;
  const head = { written: subject, plain: plainWording(subject) };
  const sentences = [head, ...sentencesOf(withoutSignOff(wording))];
  if (sentences.some(({ plain }) => except.test(plain))) return null;
  const found = sentences.find(({ plain }) => meant.test(plain) && !otherwise.test(plain)) ?? summonsIn(sentences);
  if (found === undefined) return null;
  if (sentences.some(({ plain }) => addressedToSome.test(withoutEverybody(plain)))) return null;
  if (ofSome.test(head.plain) && !meant.test(head.plain) && !/\b(?:all|every) /.test(found.plain)) return null;
  return ofSome.test(found.plain) &&
    /\bcommittee's? (?:members|councillors)\b|\b(?:all|every) (?:\w+ )?committee members\b/.test(found.plain)
    ? null
    : quote(found.written);
}

/** A greeting to "Members", and a summons or an invitation that names nobody else. */
function summonsIn(
  sentences: readonly { written: string; plain: string }[],
): { written: string; plain: string } | undefined {
  if (sentences.some(({ plain }) => ofSome.test(plain))) return undefined;
  const formal = sentences.find(({ plain }) => summons.test(plain));
  if (formal) return formal;
  if (!sentences.some(({ plain }) => greeting.test(plain))) return undefined;
  return sentences.find(({ plain }) => invites.test(plain));
}

/** "Not only those on Finance" leaves nobody out. */
function withoutEverybody(plain: string): string {
  return plain.replace(/\b(?:whether or not|not only|and not just|not just)\b[^.,;]*/g, ' ');
}
