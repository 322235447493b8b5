/** Nether Barrow: a council for the tests of the rules. Nine people, two of them Dunn, and nobody who sits in a corpus. */

import type { Council } from '../../src/council/council.ts';
import { parseCouncilFile } from '../../src/council/parse-council-file.ts';

export type Protocol = 'nalc-model-2026' | 'st-just' | 'cottingham';

function councilText(protocol: Protocol, more: string, isTown: boolean): string {
  const [kind, chair, vice] = isTown ? ['Town', 'mayor', 'deputy-mayor'] : ['Parish', 'chair', 'vice-chair'];
  return `
id: nether-barrow
name: Nether Barrow ${kind} Council
domains: [netherbarrow.gov.uk]
protocol: ${protocol}
people:
  - { id: clerk, name: Helen Marsh, role: officer, offices: [clerk], addresses: [clerk@netherbarrow.gov.uk] }
  - { id: deputy, name: Owen Price, role: officer, offices: [deputy-clerk], addresses: [deputy@netherbarrow.gov.uk] }
  - id: adair
    name: Ruth Adair
    role: councillor
    offices: [{ office: ${chair}, from: 2026-05-12 }]
    addresses: [adair@netherbarrow.gov.uk, ruth.adair@home.example]
  - id: bell
    name: Thomas Bell
    role: councillor
    offices: [{ office: ${chair}, until: 2026-05-11 }]
    addresses: [bell@netherbarrow.gov.uk, tom.bell@home.example]
    group: Labour
    aliases: [Tommy Bellamy]
  - { id: crane, name: Sylvia Crane, role: councillor, offices: [${vice}], addresses: [crane@netherbarrow.gov.uk], group: Labour }
  - { id: peter-dunn, name: Peter Dunn, role: councillor, addresses: [p.dunn@netherbarrow.gov.uk], group: Barrow Voice }
  - { id: elsie-dunn, name: Elsie Dunn, role: councillor, addresses: [e.dunn@netherbarrow.gov.uk], group: Barrow Voice }
  - { id: frost, name: Nora Frost, role: councillor, addresses: [frost@netherbarrow.gov.uk], group: Independent }
  - { id: holt, name: Martin Holt, role: councillor, addresses: [holt@home.example], until: 2026-05-06, group: Green }
shared:
  - { address: office@netherbarrow.gov.uk, heldBy: [clerk, deputy] }
  - { address: planning-chair@netherbarrow.gov.uk, heldBy: [crane] }
lists:
  - { address: councillors@netherbarrow.gov.uk, members: all-councillors }
  - { address: amenities@netherbarrow.gov.uk, name: Amenities Committee, members: [bell, crane] }
trusted:
  - { name: Fenwick Solicitors, domains: [fenwick-law.example] }
  - { name: Monitoring Officer, addresses: [monitoring@barrowshire.example] }
media: { domains: [gazette.example] }
ministers: { domains: [minister.example] }
labels:
  11111111-2222-3333-4444-555555555555: { name: Confidential – Staffing, confidential: true }
  99999999-2222-3333-4444-555555555555: { name: General, confidential: false }
unread: [{ domains: [union.example] }]
mailboxes:
  - { id: clerk, owner: clerk, path: clerk }
  - { id: deputy, owner: deputy, path: deputy }
  - { id: office, owner: office@netherbarrow.gov.uk, path: office }
  - { id: adair, owner: adair, path: adair }
  - { id: bell, owner: bell, path: bell }
  - { id: crane, owner: crane, path: crane }
  - { id: peter-dunn, owner: peter-dunn, path: peter-dunn }
  - { id: frost, owner: frost, path: frost }
  - { id: holt, owner: holt, path: holt }
  - { id: journal, journal: true, path: journal }
${more}`;
}

/** A parish with a Chair under the model, a town with a Mayor under St Just. `more` adds keys to the council file. */
export function netherBarrow(protocol: Protocol, more = '', isTown = protocol === 'st-just'): Council {
  const text = councilText(protocol, more, isTown);
  const { council, problems } = parseCouncilFile(text, 'council.yaml', '/nether-barrow');
  if (council === null) throw new Error(JSON.stringify(problems));
  return council;
}

/** How people stand in header fields: `bell` for Thomas Bell's council address, `bell at home` for his other one. */
export const addressBook: Record<string, string> = {
  clerk: 'Helen Marsh <clerk@netherbarrow.gov.uk>',
  deputy: 'Owen Price <deputy@netherbarrow.gov.uk>',
  office: 'Council Office <office@netherbarrow.gov.uk>',
  adair: 'Ruth Adair <adair@netherbarrow.gov.uk>',
  'adair at home': 'Ruth Adair <ruth.adair@home.example>',
  bell: 'Thomas Bell <bell@netherbarrow.gov.uk>',
  'bell at home': 'Tom Bell <tom.bell@home.example>',
  crane: 'Sylvia Crane <crane@netherbarrow.gov.uk>',
  'peter-dunn': 'Peter Dunn <p.dunn@netherbarrow.gov.uk>',
  'elsie-dunn': 'Elsie Dunn <e.dunn@netherbarrow.gov.uk>',
  frost: 'Nora Frost <frost@netherbarrow.gov.uk>',
  holt: 'Martin Holt <holt@home.example>',
  councillors: 'councillors@netherbarrow.gov.uk',
  amenities: 'amenities@netherbarrow.gov.uk',
  'planning-chair': 'planning-chair@netherbarrow.gov.uk',
  resident: 'Joan Petrie <joan.petrie@mail.example>',
  builder: 'Ivor Stone <ivor@stoneworks.example>',
  solicitor: 'Fenwick Solicitors <post@fenwick-law.example>',
  minister: 'Minister for Parishes <office@minister.example>',
};
