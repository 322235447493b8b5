import type { QuotedMessage } from '../mail/message.ts';
import type { AskingFacts } from './asking.ts';
import type { Wording } from './wording.ts';
import { foldText, quote, sentencesOf } from './words.ts';

/** Whoever sells, bills, delivers or answers an order. What people outside say of the council's own bills is another thing. */
const trade =
  /\bour (?:quot(?:e|ation)s?|invoices?|estimates?|tender|proposal|prices?|price list|products?|range|catalogue|brochure|installers?|fitters|engineers|sales|terms|records show that invoice|new range|offer|records show)\b|\b(?:attached|enclosed?|enclosing|find|is|see) (?:is |please find )?(?:our |the |my |an? )?(?:invoice|quotation|quote|estimate|statement of account|pro-?forma)\b|\b(?:invoice|quotation|quote|estimate) (?:no\.? ?)?[a-z/-]{0,4}\d+|\b(?:plus|ex|excl|excluding|inc|including|\+) ?vat\b|\b(?:payment )?terms (?:are )?(?:\d+|thirty) days|\bvalid for \w+ days|\bholds? good for \w+ days|\bremains unpaid\b|\bcredit control\b|\baccount (?:executive|manager)\b|\bbusiness development\b|\b(?:quick|short|free|fifteen|15)[ -](?:\w+[ -])?(?:demo|demonstration|call|chat|trial)\b|\b(?:book|arrange|schedule) (?:a|your) (?:free |quick )?(?:demo|demonstration)\b|\b\d[\d,]* (?:other )?(?:parish(?:es)?|(?:parish |town )?councils)\b[^.?!]{0,30}\b(?:use|trust|chose|sites?)\b|\bcouncils (?:just )?like yours\b|\b(?:save|from) (?:up to|as little as|only)? ?(?:£|\d+ ?%)|\bpencil you in\b|\bsponsorship packages?\b|\b(?:one of )?our (?:advisers|consultants|team) (?:will|can|would)\b|\byour (?:order|parcel|delivery)\b[^.?!]{0,40}\b(?:dispatch\w*|arrive|shipped|received|ready|track)\b|\border [\w-]+ received\b|\bwe(?: a|')re? (?:a )?(?:leading|specialist|supplier|manufacturer)s?\b|\bwe (?:supply|manufacture|specialise)\b|\bpublic sector$/;

/** A contractor's word within what the council ordered, or asked a price for. */
const ordered =
  /\b(?:please|could you|can you|would you)\b[^.?!]{0,40}\b(?:quote|quotation|price|estimate|invoice us|tender)\b|\bpurchase order\b|\border (?:no|number|ref)\b|\bwe (?:accept|are pleased to accept) your (?:quote|quotation|tender|estimate)\b|\bplease (?:go ahead|proceed) with\b/;

/** What the council writes when it buys, hires, books or instructs. Residents order and book too, of the council: only its own words count. */
const orderedByCouncil =
  /\b(?:the council|the parish|our|this|an?)(?:'s)? (?:\w+ )?(?:official |formal |firm )?(?:order|instruction)\b(?! of)|\b(?:please|could you|can you) (?:supply|deliver|hire us|fit|install|invoice|start|carry out|go ahead|proceed|attend|quote)\b|\b(?:invoice|bill)s? (?:to|for|at) (?:this|the|our|me|us|attention)\b|\bas (?:per )?(?:your )?(?:quoted|quotation|quote|estimate)\b|\b(?:we|i)(?:'d| would| should|'ll)? (?:like to |hereby |now |formally )?(?:order|hire|engage|instruct|appoint)\b[^.?!]{0,60}\b(?:you|your|for|from|at|the|to)\b|\b(?:we|i)(?:'d| would| should) like to book\b|\bplease (?:book|put|pencil) (?:us|the council|the parish) (?:in|down|for)\b|\b(?:we|i|the council) (?:\w+ )?accepts? your (?:price|offer|bid|terms|figure)\b/;

const tradeSubject =
  /^(?:(?:re|fw|fwd|aw):? )*(?:(?:your|our) )?(?:(?:order|job|works? order|p\.?o\.?) (?:no\.? ?|number |ref\.? ?|confirmation )?[#:]? ?[a-z]{0,4}[-/]?\d[\w/-]*$|invoice|quotation|quote|estimate|statement|pro-?forma|purchase order|remittance|order confirmation|delivery notice)\b/;
const circularSubject =
  /^(?:automatic reply|out of office|press release)\b|\b(?:newsletter|bulletin|weekly|headlines|catalogue|webinar)\b|^public notice\b/;

/** Whoever writes to the office writes on business, of their own house too, unless a friend writes. */
const social =
  /\b(?:fancy (?:a|coming)|come (?:round|over) (?:for|to (?:ours|mine|us))|sunday lunch|for (?:supper|a pint)|happy birthday|many happy returns|get well soon|book club|choir practice|spare ticket|christmas card|lots of love|love from)\b/;

/** "I don't need an answer": nobody waits for one. */
const noAnswer =
  /\bno (?:need|reason) (?:for (?:you|anyone) )?to (?:reply|answer|respond|write back|come back)\b|\b(?:don't|do not) (?:need|want|expect|require) (?:an? )?(?:answer|reply|response)\b|\bno (?:reply|answer|response) (?:is )?(?:needed|required|necessary|expected)\b|\bfor the record only\b|\bfor (?:your )?information only\b|\bjust (?:so|to let) you know\b/;

/** Something that is wrong and was told, with nothing asked: a complaint all the same. */
const fault =
  /\b(?:nobody|no one|no-one|nothing|nowt)\b[^.?!]{0,30}\b(?:does|done|has|have|been|told|answers?|happen\w*|comes?|came)\b|\b(?:i want|we want)\b|\b(?:again last night|night running|day running|times? (?:now|already))\b|\b(?:still (?:not|no|hasn't|haven't)|broken|smashed|dumped|blocked|overflowing|falling|dangerous|disgrace\w*|furious)\b/;

/**
 * The words of somebody outside that want an answer of the council: a question, a request or a complaint. Null for what suppliers write
 * about their trade, in answer to an order of the council too, for circulars, and where the writer wants no answer. `isCouncils`: whether
 * an address is one of the council or of its people.
 */
export function readEnquiry(
  { subject, newText, signOff, history }: Wording,
  asking: AskingFacts,
  isCouncils: (address: string) => boolean,
): string | null {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const [foldedSubject, folded] = [foldText(subject), foldText(newText)];
  if (tradeSubject.test(foldedSubject) || circularSubject.test(foldedSubject)) return null;
  if (asking.circular !== null || trade.test(folded) || noAnswer.test(folded)) return null;
  if (social.test(`${foldedSubject} ${folded}`)) return null;
  const isOrder = ({ text: said, fields: { from } }: QuotedMessage): boolean => {
    const plain = foldText(said.slice(0, 3_000));
    return ordered.test(plain) || (from !== null && isCouncils(from.address) && orderedByCouncil.test(plain));
  };
  if (history.some(isOrder)) return null;
  const [ask] = asking.asks;
  if (ask) return ask.quote;
  if (asking.settled !== null || /^(?:many )?thanks?\b/.test(folded)) return null;
  const told = sentencesOf(text).find(({ plain }) => fault.test(plain));
  return told === undefined ? null : quote(told.written);
}
