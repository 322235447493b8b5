import { countBusinessWords } from './business.ts';

/** Family, pets, favours, holidays: what colleagues write to each other about beside the council's business. */
const occasions =
  'happy birthday|have a (?:wonderful|lovely|great|good|nice|super|fab\\w*) (?:fortnight|week|break|time|trip|rest|few days)|many happy returns|merry christmas|happy (?:new year|easter|christmas)|(?:good|lovely|nice|great|glorious) (?:easter|christmas|holiday|weekend|time in|trip)|get well|condolences|sorry to hear (?:about|of|that)|thinking of you|leaving do|christmas card|anniversary|wedding|christening present|retirement do|night out|weekend away|on the beach|sunday lunch|supper|dinner (?:party|with us)|bite to eat|come (?:round|over) (?:for|to (?:ours|mine|us))|(?:round|over|come) (?:to )?(?:ours|to ours|to mine)|pint|drinks? (?:at|on|after)|restaurant|curry|barbecue|bbq|pub quiz|quiz (?:team|night) at|panto|concert ticket|tickets? for|spare (?:ticket|seat)|at the match|on the telly|book club|choir practice|bridge (?:club|night)|golf|five[- ]a[- ]side|a man short|you in\\?|kick[- ]?off|football on|rugby on|fancy (?:a|coming|going)|boot sale|lift (?:home|to the (?:station|airport|hospital))|get (?:you|u) a lift';
const belongings =
  '(?:my|our|your) (?:old |own |spare |new )?(?:wife|husband|mum|mother|dad|father|daughter|sons?|sister|brother|nephew|niece|cousin|aunt|uncle|gran|grand\\w+|kids|lad|baby|dinghy|boat|car|bike|motorbike|caravan|van|trailer|garden|greenhouse|ladder|lawnmower|drill|sofa|telly|tv|fridge|washing machine|bathroom|kitchen|house|place|dog|cat|hens|puppy|knee|hip|back|operation|holiday|loss|pension|prescription|dozen|birthday|party)(?!-in)';
const household =
  "plumber you had|the old sofa|to the tip|feed [a-z]+ on|feed the (?:cats?|dogs?|hens|fish|rabbit|tortoise)|dentist|the vet|good vet|doctor's appointment|prescription|recipe|dahlias|seedlings|cuttings|runner beans|tomato(?:es)?|jam|shortbread|chocolate|eggs|hens|usual dozen|raleigh|pension out|mine'?s being|lend of your|borrow your|lend me your|babysit\\w*|dog[- ]?sit\\w*|your address for|washing machine|still got the old|for sale|land rover|caravan|motorbike|the kids|boiler at home|at home\\?|first refusal|courgettes|marrows?|rhubarb|plums|damsons|windfalls|apples off|spare (?:eggs|plants|veg|vegetables|tomatoes)|pram|pushchair|buggy|cot\\b|high ?chair|carry ?cot|moses basket|toys|baby clothes|school uniform|casserole|tupperware|marmalade|chutney|scones|sherry|whisky|sloe gin|knitting|quilt|crossword|jigsaw|bake off|strictly|cinema|theatre trip|cat flap|kittens?|puppy|puppies|rabbit|guinea pig|chickens|pony|riding lesson|fishing trip|darts|skittles team|bowls match|cricket tea|tennis court booking for us|half term with|school run|teething|christening|engagement party|hospital appointment|in hospital|flights?|airport|sat ?nav|mot\\b|second-hand|piano|painter and decorator|sweet peas|sourdough|sleepover|godson|goddaughter|in-laws|hubby|the missus|other half|house ?sit\\w*|water my|walk my|my plants|our cat";
const privateLife = new RegExp(`\\b(?:${occasions}|${belongings}|${household})`, 'g');

/** How friends write: couples, kisses, each other's evenings. Signs too slight to outweigh anything of the council's. */
const social =
  /\b(?:you and (?!the\b|your\b|i\b|we\b|me\b|he\b|she\b|they\b|cllr\b|mr\b|mrs\b|ms\b)[a-z]+ (?:still |all |both )*(?:in|free|about|around|coming|on|up|all right|alright|ok|okay|well|off|away|home|going|out|doing|fit)\b|you both (?:free|about|around|coming|up for)|x{1,4}[.!]*$|xx+|xoxo|hugs|lots of love|love to (?:all|the|you)|quiz|darts|skittles|bingo|karaoke|film night|the (?:game|match|cup final|rugby|cricket|grand national)|kick off|at ours|at mine|to ours|to mine|round (?:ours|mine|yours|your)|your place|pick you up|give you a lift|still on for|still got (?:my|our)|a lift (?:home|to|back|in|into|from)|birthday|save (?:me|us|you) a seat|(?:your|the) (?:exams?|driving test|scan|op|hols?|honeymoon)|mum|dad|gran|nan|grandad|hubby|missus|kids|kiddies|fiance|girlfriend|boyfriend|for a (?:drink|coffee|cuppa|curry|walk|run|swim|spin)|(?:friday|saturday|sunday) (?:night|lunch|roast)|the telly|netflix|facebook friend|whatsapp photo)(?![a-z])/;

/**
 * Whether what colleagues write is about the council: that is taken for granted. Words of private life have to be outweighed; or beside a
 * word of business something is asked (`asked`, sentences) that has none of them.
 */
export function isBusinessWithin(folded: string, asked: readonly string[]): boolean {
  const isPrivate = folded.match(privateLife)?.length ?? 0;
  if (isPrivate === 0) return isAboutPremises(folded) || !social.test(folded);
  const isBusiness = countBusinessWords(folded);
  return (
    isBusiness >= isPrivate || asked.some((each) => isNothingOfOurs(each) && (isBusiness > 0 || premises.test(each)))
  );
}

function isNothingOfOurs(sentence: string): boolean {
  return sentence.search(privateLife) < 0 && !social.test(sentence) && !/\b(?:my|our|your|yours|you)\b/.test(sentence);
}

/** Things of halls, sheds, meetings and offices, which a list of council business does not name. */
const premises =
  /\b(?:dryers?|boiler|heating|heaters?|radiators?|keys?|locks?|padlock|doors?|roofs?|gutters?|windows?|alarms?|taps?|leak\w*|bulbs?|lights?|chairs|tables|projector|kitchen|ladies'?|gents'?|loos?|ramps?|railings|fences?|gates?|walls?|paths?|steps|pumps?|ponds?|bridges?|ford|barriers?|skate|slides?|mowers?|tractor|shed|depot|store|stile|banners?|posters?|leaflets?|bunting|marquee|gazebos?|flags?|flagpole|wreaths?|popp(?:y|ies)|plaques?|rota|bookings?|hire|hirers?|office|website|board|invoices?|accounts|insurance|audit\w*|policy|survey|map|plan|salt|bank|mandate|forms?|papers|meetings?|item \d+|motion|appraisals?|staff\w*|payroll|allowance|expenses|dispensation|training|polling|funerals?|ashes|interment|vicar|church|chapel|jubilee|remembrance|litter|permit|meter|contractors?|suppliers?|quotes?|petition|asbestos|risk assessment|first aid|tablet|laptop|password|archives?|cheques?|vat|fees?|sites?|plots?|bonfires?|camera|speedwatch|printer|photocopier|emails?|letters?|report|newsletter|heron|sign|pigeon ?hole|the county|the district|planting|bulbs|beds|surveyors?|architects?|solicitors?|engineers?|inspectors?|rangers?|site visit|agenda|chamber|goal ?posts?|goals|nets?|courts?|turf|surfacing|gull(?:y|ies)|cones|skips?)\b/;

/** Whether it names what the council looks after. \`folded\`: subject and text. */
export function isAboutPremises(folded: string): boolean {
  return premises.test(folded) || countBusinessWords(folded) > 0;
}
