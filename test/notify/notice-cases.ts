/** A council, its flags and a moment, for the tests of what people are told. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseCouncilFile } from '../../src/council/parse-council-file.ts';
import { buildRoster, type Roster } from '../../src/council/roster.ts';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import type { DigestFacts, DigestFlag } from '../../src/notify/digest-facts.ts';
import type { NoticeContext } from '../../src/notify/flag-words.ts';
import type { Health, MailboxHealth } from '../../src/notify/health.ts';
import type { Pack } from '../../src/protocol/pack.ts';
import { loadPack } from '../../src/sources/load-council.ts';
import { projectFolder } from '../support/corpora.ts';

export const routing = 'routing: { clerkFlags: chair, alternate: vice, auditor: rupert@audit.example }';

const text = (more: string): string => `
id: upper-sallow
name: Upper Sallow Parish Council
domains: [uppersallow.gov.uk]
protocol: nalc-model-2026
people:
  - { id: clerk, name: Edith Gray, role: officer, offices: [clerk], addresses: [clerk@uppersallow.gov.uk] }
  - { id: deputy, name: Amos Lunt, role: officer, offices: [deputy-clerk], addresses: [deputy@uppersallow.gov.uk] }
  - { id: chair, name: Ada Boyle, role: councillor, offices: [chair], addresses: [ada@home.example, boyle@uppersallow.gov.uk] }
  - { id: vice, name: Cyril Denby, role: councillor, addresses: [denby@uppersallow.gov.uk] }
  - { id: ewart, name: Faye Ewart, role: councillor, addresses: [ewart@uppersallow.gov.uk] }
  - { id: former, name: Hal Imrie, role: councillor, addresses: [imrie@home.example], until: 2026-01-31 }
shared:
  - { address: office@uppersallow.gov.uk, heldBy: [clerk, deputy] }
lists:
  - { address: all@uppersallow.gov.uk, members: all-councillors }
mailboxes:
  - { id: clerk, owner: clerk, path: clerk }
${more}
`;

export const day = '2026-11-24';
export const at = Date.parse('2026-11-24T08:30:00Z');

export function makeRoster(more = routing, change: (text: string) => string = (same) => same): Roster {
  const { council, problems } = parseCouncilFile(change(text(more)), 'council.yaml', '/upper-sallow');
  if (council === null) throw new Error(JSON.stringify(problems, null, 2));
  return buildRoster(council);
}

export async function loadModelPack(): Promise<Pack> {
  const loaded = await loadPack('nalc-model-2026', join(projectFolder, 'config'));
  if (!loaded?.pack) throw new Error('The model pack is shipped.');
  return loaded.pack;
}

export async function makeContext(changes: Partial<NoticeContext> = {}): Promise<NoticeContext> {
  return { roster: makeRoster(), pack: await loadModelPack(), flagLink: null, ...changes };
}

export function flagId(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** The Clerk wrote to Cllr Boyle, and Cllr Ewart received a copy unseen; `name` makes the id. */
export function makeFlag(name: string, changes: Partial<LoggedFlag> = {}): LoggedFlag {
  return {
    id: flagId(name),
    council: 'upper-sallow',
    rule: 'silent-copy',
    clause: { protocol: 'nalc-model-2026', ref: 'correspondence-1' },
    severity: 'ordinary',
    grade: 'B',
    status: 'open',
    exception: null,
    isStanding: true,
    reasons: [],
    raised: { seq: 2, time: '2026-11-23T10:00:00.000Z' },
    changed: { seq: 2, time: '2026-11-23T10:00:00.000Z' },
    messageKey: '<secret-grievance@uppersallow.gov.uk>',
    messageId: '<secret-grievance@uppersallow.gov.uk>',
    date: '2026-06-03T09:14:00+01:00',
    mailbox: 'clerk',
    people: { by: 'clerk', affected: ['chair'], hidden: ['ewart'] },
    thirdParties: [],
    evidence: [
      {
        kind: 'bcc-header',
        where: 'copy in mailbox clerk, folder Sent, Bcc header',
        quote: 'ewart@uppersallow.gov.uk',
      },
    ],
    erased: [],
    ...changes,
  };
}

/** A councillor passed a confidential item on: the Clerk handles it. */
export function makeDisclosure(name: string, changes: Partial<LoggedFlag> = {}): LoggedFlag {
  return makeFlag(name, {
    rule: 'confidential-to-third-party',
    severity: 'serious',
    clause: { protocol: 'nalc-model-2026', ref: 'correspondence-3' },
    people: { by: 'ewart', affected: ['clerk'], hidden: [] },
    thirdParties: ['joan.petrie@petrie-family.example'],
    evidence: [
      {
        kind: 'confidential-item',
        where: 'copy in mailbox clerk, folder Sent: text of the item stands in it',
        quote: 'grievance of the groundsman',
      },
    ],
    ...changes,
  });
}

export const mailboxHealth: MailboxHealth = {
  mailbox: 'clerk',
  state: 'watching',
  reason: '',
  stateSince: at - 864e5,
  lastReadAt: at - 36e5,
  syncedAt: at - 6e4,
  waiting: 0,
  oldestWaitingAt: null,
  unreadable: 0,
  gone: 0,
  notExamined: 0,
};

export const health: Health = { mailboxes: [mailboxHealth], blindSpots: ['There is no journal.'] };
export const head = { seq: 131, hash: 'ab12'.repeat(16) };

export function makeFacts(flags: readonly DigestFlag[], changes: Partial<DigestFacts> = {}): DigestFacts {
  return { recipient: 'clerk', day, at, flags, health, head, ...changes };
}

export const asNew = (flag: LoggedFlag): DigestFlag => ({ flag, news: 'digest', toldAt: null });
export const asTold = (flag: LoggedFlag, daysAgo: number): DigestFlag => ({
  flag,
  news: null,
  toldAt: at - daysAgo * 864e5,
});
