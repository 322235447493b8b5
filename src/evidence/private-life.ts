import { countBusinessWords } from './business.ts';
import { foldText } from './words.ts';

/** Family, pets, favours, holidays: what colleagues write to each other about beside the council's business. */
const privateLife =
  /\b(?:happy birthday|many happy returns|merry christmas|happy (?:new year|easter|christmas)|(?:good|lovely|nice|great|glorious) (?:easter|christmas|holiday|weekend|time in|trip)|get well|condolences|sorry to hear (?:about|of) your|thinking of you|your (?:mum|mother|dad|father|wife|husband|dog|cat|knee|hip|operation|wedding|baby|old bike|bike|car|trailer|van|dozen|leaving do|holiday|loss)|(?:my|our) (?:wife|husband|mum|mother|dad|father|daughter|son|grand\w+|kev|lad|dinghy|boat|car|garden|knee|hip|operation|holiday|wedding|sofa|bathroom|kitchen|dog|cat|hens|old|own pension)|mine'?s being|plumber you had|the old sofa|to the tip|feed [a-z]+ on|dentist|doctor's appointment|golf|bridge (?:club|night)|book club|choir practice|pint|come round|supper|dinner (?:party|with us)|baby|wedding|recipe|panto|boot sale|get you a lift|get u a lift|spare seat|lift (?:home|to)|dahlias|tickets for|football on|rugby on|chocolate|shortbread|hens|usual dozen|raleigh|pension out|lend of your|borrow your|sunday lunch|babysit\w*|your address for|christmas card|fancy (?:a|coming)|weekend away|on the beach|five[- ]a[- ]side|a man short|you in\?|washing machine|kick[- ]?off|fancy a|pub quiz|curry|barbecue|bbq|the kids|still got the old|for sale|land rover|caravan|motorbike|my (?:birthday|place|house|spare)|our (?:place|house|anniversary)|round (?:ours|to ours|mine)|drinks? (?:at|on|after)|anniversary|first refusal)\b/g;

/** Whether colleagues write about the council. Between them that is taken for granted, unless they speak more of private life. */
export function isBusinessWithin(text: string): boolean {
  const isPrivate = foldText(text).match(privateLife)?.length ?? 0;
  return isPrivate === 0 || countBusinessWords(text) >= isPrivate;
}

/** Things of halls, sheds and open spaces, which a list of council business does not name. */
const premises =
  /\b(?:dryers?|boiler|heating|heaters?|radiators?|keys?|locks?|padlock|doors?|roofs?|gutters?|windows?|alarms?|taps?|leak\w*|bulbs?|lights?|chairs|tables|projector|kitchen|ladies'?|gents'?|loos?|ramps?|fences?|gates?|walls?|paths?|pumps?|ponds?|bridges?|ford|barriers?|skate|slides?|mowers?|tractor|shed|depot|store|stile|banners?|posters?|flags?|flagpole|wreaths?|popp(?:y|ies)|plaques?|hall|rota|bookings?|hire|hirers?|office|website|board|invoice|accounts|insurance|audit|policy|survey|map|plan)\b/;

/** Whether it names what the council looks after. */
export function isAboutPremises(text: string): boolean {
  return countBusinessWords(text) > 0 || premises.test(foldText(text));
}
