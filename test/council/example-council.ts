/** A small council for the tests of who is who. */

import type { Council } from '../../src/council/council.ts';
import { parseCouncilFile } from '../../src/council/parse-council-file.ts';

export const exampleText = `
id: little-wickham
name: Little Wickham Parish Council
domains: [littlewickham-pc.gov.uk]
protocol: nalc-model-2026
people:
  - id: clerk
    name: Margaret Hale
    role: officer
    offices: [clerk]
    addresses: [Clerk@LittleWickham-PC.gov.uk]
    from: 2024-04-01
  - id: former-clerk
    name: Edwin Moss
    role: officer
    offices: [clerk]
    addresses: [clerk@littlewickham-pc.gov.uk, edwin.moss@example.org]
    until: 2024-03-31
  - id: cllr-okafor
    name: Ngozi Okafor
    role: councillor
    offices: [{ office: chair, from: 2025-05-13, until: 2026-05-11 }]
    addresses: [cllr.okafor@littlewickham-pc.gov.uk, ngozi.okafor@example.com]
    from: 2023-05-09
  - id: cllr-pratt
    name: Alan Pratt
    role: councillor
    addresses: [cllr.pratt@littlewickham-pc.gov.uk]
  - id: cllr-wray
    name: Denis Wray
    role: councillor
    addresses: [cllr.wray@littlewickham-pc.gov.uk, denis.wray@example.net]
    until: "2025-05-06"
shared:
  - { address: office@littlewickham-pc.gov.uk, heldBy: [clerk, former-clerk] }
lists:
  - { address: councillors@littlewickham-pc.gov.uk, members: all-councillors }
  - { address: planning@littlewickham-pc.gov.uk, members: [cllr-pratt, cllr-wray] }
trusted: [{ name: Hartley Solicitors LLP, domains: [hartley-law.example] }]
routing: { clerkFlags: chair@home.example, alternate: monitoring@district.example }
media: { domains: [wickhamherald.example] }
ministers: { domains: [communities.gov.uk] }
unread: [{ domains: [union.example] }, police@example.police.uk]
mailboxes:
  - { id: clerk, owner: clerk, path: mailboxes/clerk }
`;

export function exampleCouncil(): Council {
  const { council, problems } = parseCouncilFile(exampleText, 'council.yaml', '/councils/little-wickham');
  if (council === null) throw new Error(JSON.stringify(problems, null, 2));
  return council;
}
