import { countBusinessWords } from './business.ts';
import { foldText } from './words.ts';

/** Family, pets, favours, holidays: what colleagues write to each other about beside the council's business. */
const privateLife =
  /\b(?:happy birthday|many happy returns|merry christmas|happy (?:new year|easter|christmas)|(?:good|lovely|nice|great|glorious) (?:easter|christmas|holiday|weekend|time in|trip)|get well|condolences|sorry to hear (?:about|of) your|thinking of you|your (?:mum|mother|dad|father|wife|husband|dog|cat|knee|hip|operation|wedding|baby|old bike|bike|car|trailer|van|dozen|leaving do|holiday|loss)|(?:my|our) (?:wife|husband|mum|mother|dad|father|daughter|son|grand\w+|kev|lad|dinghy|boat|car|garden|knee|hip|operation|holiday|wedding|sofa|bathroom|kitchen|dog|cat|hens|old|own pension)|mine'?s being|plumber you had|the old sofa|to the tip|feed [a-z]+ on|dentist|doctor's appointment|golf|bridge (?:club|night)|book club|choir practice|pint|come round|supper|dinner (?:party|with us)|baby|wedding|recipe|panto|boot sale|get you a lift|get u a lift|spare seat|lift (?:home|to)|dahlias|tickets for|football on|rugby on|chocolate|shortbread|hens|usual dozen|raleigh|pension out|lend of your|borrow your|sunday lunch|babysit\w*|your address for|christmas card|fancy (?:a|coming)|weekend away|on the beach)\b/g;

/** Whether colleagues write about the council. Between them that is taken for granted, unless they speak more of private life. */
export function isBusinessWithin(text: string): boolean {
  const isPrivate = foldText(text).match(privateLife)?.length ?? 0;
  return isPrivate === 0 || countBusinessWords(text) >= isPrivate;
}
