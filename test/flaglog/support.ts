/** Councils, flags and folders for the tests of the flag log and its exports. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Council, Person } from '../../src/council/council.ts';
import { buildRoster } from '../../src/council/roster.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import type { AuditRecord } from '../../src/flaglog/plan-audit.ts';
import { recordAudit } from '../../src/flaglog/record-audit.ts';
import type { Flag, StandingFlag } from '../../src/rules/flag.ts';

export class TempFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'candour-'));
  readonly log = join(this.path, 'var', 'candour.db');

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

const person = (id: string, role: Person['role']): Person => ({
  id,
  name: id,
  role,
  offices: [],
  addresses: [`${id}@littlewickham-pc.gov.uk`],
  aliases: [],
  from: null,
  until: null,
  group: null,
});

export const council: Council = {
  id: 'little-wickham',
  name: 'Little Wickham Parish Council',
  timezone: 'Europe/London',
  domains: ['littlewickham-pc.gov.uk'],
  protocol: 'nalc-model-2026',
  people: [person('clerk', 'officer'), person('cllr-okafor', 'councillor'), person('cllr-pratt', 'councillor')],
  shared: [],
  lists: [],
  trusted: [{ name: 'Solicitor', addresses: [], domains: ['hartley-law.example'] }],
  media: { addresses: [], domains: ['wickhamherald.example'] },
  ministers: { addresses: [], domains: ['communities.gov.uk'] },
  labels: [],
  mailboxes: [],
  nation: 'england',
  closures: [],
  arrangements: [],
  spokespersons: [],
  routing: { clerkFlags: null, alternate: null, auditor: null },
  unread: { addresses: [], domains: [] },
  rules: {},
};

export const roster = buildRoster(council);

export function makeStanding(messageKey: string, changes: Partial<Flag> = {}): StandingFlag {
  const flag: Flag = {
    rule: 'silent-copy',
    status: 'open',
    severity: 'ordinary',
    grade: 'B',
    council: council.id,
    messageId: messageKey,
    date: '2026-06-03T09:14:00+01:00',
    mailbox: 'clerk',
    clause: { protocol: 'nalc-model-2026', ref: 'correspondence-1' },
    people: { by: 'clerk', affected: ['cllr-okafor'], hidden: ['cllr-pratt'] },
    thirdParties: [],
    exception: null,
    explanation: 'Rendered, never stored.',
    remedy: 'Rendered, never stored.',
    evidence: [{ kind: 'bcc-header', where: 'Sent copy, Bcc header', quote: 'Bcc: Alan Pratt' }],
    ...changes,
  };
  return { messageKey, flag };
}

export function makeRecord(standing: StandingFlag[], changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    standing,
    examined: standing.map(({ messageKey }) => messageKey),
    complete: true,
    roster,
    audit: {
      from: '2026-06-01',
      to: '2026-06-30',
      mailboxes: [{ mailbox: 'clerk', messages: 40, unreadable: 0 }],
      configHash: 'c'.repeat(64),
      rosterHash: 'd'.repeat(64),
      program: '0.1.0',
      protocol: { id: 'nalc-model-2026', version: '1', adopted: '2026-05-12' },
    },
    ...changes,
  };
}

export const noon = (day: string): Date => new Date(`${day}T12:00:00.000Z`);

/** Opens, records one audit, closes: as one run of `candour scan` does. */
export async function auditOnce(path: string, at: Date, standing: StandingFlag[], changes: Partial<AuditRecord> = {}) {
  await using log = await openFlagLog({ path, councilId: council.id });
  return await recordAudit(log, { at, ...makeRecord(standing, changes) });
}

/** The same bytes in every run of a test. */
export function seededBytes(seed: string): (size: number) => Uint8Array {
  let count = 0;
  return (size) => {
    count += 1;
    return new Uint8Array(createHash('shake256', { outputLength: size }).update(`${seed} ${count}`).digest());
  };
}

/** Writes to the database as somebody would who wants to alter the log: without its triggers. */
export function tamper(path: string, change: (database: DatabaseSync) => void): void {
  using database = new DatabaseSync(path);
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  change(database);
}
