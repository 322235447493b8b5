import { foldText } from './words.ts';

/** Words of council business: what a parish or town council deals with. A private note has none of them. */
const business =
  /\b(?:council|councillors?|cllrs?|clerk|parish|ward|mayor|agenda|minutes?d?|committee|sub-?committee|working (?:party|group)|standing orders?|precept|planning|application|licen[cs]ing|highways?|potholes?|road|roads|lane|street ?light\w*|lamp ?posts?|verges?|footpaths?|bridleways?|pavements?|parking|speed(?:ing)?|traffic|bollards?|signs?|signage|bus|buses|shelter|bins?|litter|dog (?:bin|fouling|mess|wardens?)|fly-?tipping|rubbish|recycling|allotments?|cemetery|churchyard|burial|graves?|memorial|playground|play area|swings?|recreation|rec|playing field|pitch|pavilion|village hall|town hall|guildhall|hall|community centre|toilets?|conveniences|benches|bench|harbour|quay|beach|slipway|moorings?|pier|market|stalls?|fete|carnival|festival|regatta|christmas lights|trees?|hedges?|grass|mowing|weeds|flood\w*|drains?|drainage|culvert|sewage|sewer|ditch|flower ?beds?|planters?|hanging baskets|noticeboards?|notice board|newsletter|grants?|funding|tender|contract(?:or)?s?|quotation|resident|residents|residents'|constituents?|parishioners?|complaint|consultation|neighbourhood plan|section 106|s106|affordable housing|development|developers?|police|pcso|county|district|borough|defibrillator|war memorial|clock tower|library|school|surgery|post office|bank branch|cash ?point|broadband|phone (?:box|mast)|bus service|train service|pharmacy|public (?:meeting|session|space)|election|electors?|casework|enforcement|by-?laws?|dredg\w+|deckchairs?|amenit(?:y|ies)|busk\w*|permits?|rents?|tenanc(?:y|ies)|caretaker|warden|volunteers?|opening hours|fees|working group|garages?|gritting|salt bins?|street names?|closures?|events? (?:group|team|committee)|the group|by ?elections?|co-?option|register of interests|(?:january|february|march|april|may|june|july|august|september|october|november|december|next|last|monthly|annual) meeting|cctv|skate ?park|car park|charges?|budget|our (?:own )?(?:town|village|parish)(?! (?:team|side|choir|band|cricket|football|rugby|bowls|pub|vicar|doctor|club)\b)(?:'s)? [a-z]+)\b/;

/** Words of private life that outweigh a passing word of business. */
const privateLife =
  /\b(?:happy birthday|merry christmas|get well|condolences on|my (?:wife|husband|mum|mother|dad|father|daughter|son|grand\w+|dinghy|boat|car|garden|knee|hip|operation|holiday)|our (?:holiday|grand\w+|wedding|dinner|lunch|supper)|dentist|doctor's appointment|golf on|bridge (?:club|night)|book club|choir practice|pint|fancy a|come round|supper|dinner party|baby|wedding|recipe|tickets for|football on|rugby on)\b/;

/** Whether a text is about what the council does, as far as words can tell. */
export function concernsCouncilBusiness(text: string): boolean {
  const folded = foldText(text);
  const matches = folded.match(new RegExp(business, 'g'))?.length ?? 0;
  return privateLife.test(folded) ? matches >= 3 : matches >= 1;
}

/** How many words of council business a folded text has. */
export function countBusinessWords(folded: string): number {
  return folded.match(new RegExp(business, 'g'))?.length ?? 0;
}
