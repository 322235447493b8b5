/** A council's year in a flag log: settings, audits, outages, mutes, reviews. Always the same bytes. */

import type { EventDraft } from '../../src/flaglog/events.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import type { MailboxHealth } from '../../src/flaglog/outages.ts';
import type { AuditRecord } from '../../src/flaglog/plan-audit.ts';
import { recordAudit } from '../../src/flaglog/record-audit.ts';
import type { SettingsRecord } from '../../src/flaglog/settings-record.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import type { Flag, StandingFlag } from '../../src/rules/flag.ts';
import { council, makeRecord, makeStanding, noon, seededBytes, TempFolder } from '../flaglog/support.ts';

const term = { from: null, until: null };

export const settings: SettingsRecord = {
  program: '0.1.0',
  configHash: 'c'.repeat(64),
  rosterHash: 'd'.repeat(64),
  timezone: 'Europe/London',
  nation: 'england',
  closures: ['2026-07-08'],
  protocol: { id: 'nalc-model-2026', version: '1', adopted: '2026-05-12' },
  clauses: [{ ref: 'correspondence-1', paraphrase: 'Copies are made openly.' }],
  rules: [
    {
      rule: 'silent-copy',
      clause: 'correspondence-1',
      severity: 'ordinary',
      exceptions: ['consent'],
      isOn: true,
      because: '',
    },
    {
      rule: 'official-letter-councillor-name',
      clause: 'correspondence-1',
      severity: 'ordinary',
      exceptions: [],
      isOn: false,
      because: 'The council file switches it off.',
    },
  ],
  roster: [
    { id: 'clerk', role: 'officer', offices: [{ office: 'clerk', ...term }], ...term },
    { id: 'cllr-okafor', role: 'councillor', offices: [], ...term },
    { id: 'cllr-pratt', role: 'councillor', offices: [], ...term },
  ],
  names: ['Margaret Hale', 'Ada Okafor', 'Alan Pratt'],
  routing: [
    { key: 'clerk-flags', to: 'cllr-okafor' },
    { key: 'auditor', to: 'auditor@audit.example' },
  ],
  arrangements: [
    { rule: 'silent-copy', people: ['clerk'], subject: 'planning', ...term, reason: 'Resolution of 1 June 2026' },
  ],
};

export type YearChanges = {
  /** Of every flag. */
  flag?: Partial<Flag>;
  /** Of the flag on the second message. */
  text?: string;
  settings?: Partial<SettingsRecord>;
};

/** In the middle of it, the program changes; the mailbox fails for a week; one flag is dismissed, one confirmed and closed. */
export async function makeYear(changes: YearChanges = {}): Promise<{ entries: StoredEntry[]; flags: string[] }> {
  using folder = new TempFolder();
  await using log = await openFlagLog({
    path: folder.log,
    councilId: council.id,
    randomBytes: seededBytes('year'),
  });
  const flags = await recordYear(log, changes);
  return { entries: await log.readEntries(), flags };
}

/** Ids of the three flags: dismissed, confirmed, excepted. */
export async function recordYear(log: FlagLog, changes: YearChanges = {}): Promise<string[]> {
  const standing = [
    makeStanding('<a@x>', changes.flag),
    makeStanding('<b@x>', { date: '2026-06-04T09:14:00+01:00', thirdParties: ['gill@example.net'], ...changes.flag }),
    makeStanding('<c@x>', { status: 'excepted', exception: 'consent', ...changes.flag }),
  ];
  const flags = standing.map(({ messageKey }) => log.computeId('silent-copy', messageKey));
  const [first = '', second = ''] = flags;
  const now = { ...settings, ...changes.settings };
  await auditOn(log, '2026-07-01', standing, now, { '2026-05': 12, '2026-06': 30 }, null);
  await append(log, '2026-07-02', [
    {
      type: 'mute-recorded',
      data: { rule: 'silent-copy', from: '2026-07-02', until: '2027-07-01', role: 'handler' },
      sealed: {
        actor: [{ id: 'clerk' }],
        reasonText: [changes.text ?? 'Resolved on 1 July'],
        subject: [changes.text ?? 'allotments'],
      },
    },
    review('flag-alerted', first, 'open', 'open', 'system', { recipient: [{ id: 'clerk' }] }),
    review('flag-seen', first, 'open', 'open', 'handler', { actor: [{ id: 'clerk' }] }),
  ]);
  await append(log, '2026-07-10', [
    {
      ...review('flag-dismissed', first, 'open', 'dismissed', 'handler', {
        actor: [{ id: 'clerk' }],
        reasonText: [changes.text ?? 'The councillor had agreed.'],
      }),
      data: { flag: first, from: 'open', to: 'dismissed', role: 'handler', reason: 'consent-on-file' },
    },
    {
      ...review('explanation-requested', second, 'open', 'awaiting-explanation', 'handler', {
        actor: [{ id: 'clerk' }],
        recipient: [{ id: 'cllr-pratt' }],
      }),
      data: { flag: second, from: 'open', to: 'awaiting-explanation', role: 'handler', due: '2026-07-17' },
    },
    { type: 'flag-muted', data: { flag: second, by: 'mute-7' }, sealed: {} },
  ]);
  await auditOn(log, '2026-08-01', standing, now, { '2026-06': 30, '2026-07': 20 }, 'sign-in');
  await auditOn(log, '2026-08-08', standing, { ...now, program: '0.2.0' }, { '2026-06': 30, '2026-07': 24 }, null);
  await append(log, '2027-03-31', [
    {
      ...review('flag-confirmed', second, 'awaiting-explanation', 'confirmed', 'handler', { actor: [{ id: 'clerk' }] }),
      data: { flag: second, from: 'awaiting-explanation', to: 'confirmed', role: 'handler', actions: ['word-had'] },
    },
    review('review-closed', second, 'confirmed', 'closed', 'handler', { actor: [{ id: 'clerk' }] }),
  ]);
  const last = { '2026-07': 24, '2027-03': 9, undated: 1 };
  await auditOn(log, '2027-04-02', standing, { ...now, program: '0.2.0' }, last, null);
  return flags;
}

function review(
  type: string,
  flag: string,
  from: string,
  to: string,
  role: string,
  sealed: EventDraft['sealed'],
): EventDraft {
  return { type, data: { flag, from, to, role }, sealed };
}

async function append(log: FlagLog, day: string, drafts: EventDraft[]): Promise<void> {
  await log.append(noon(day), () => ({ drafts }));
}

async function auditOn(
  log: FlagLog,
  day: string,
  standing: StandingFlag[],
  now: SettingsRecord,
  months: Record<string, number>,
  failing: MailboxHealth['code'],
): Promise<void> {
  const record: AuditRecord = makeRecord(standing);
  const messages = Object.values(months).reduce((sum, count) => sum + count, 0);
  await recordAudit(log, {
    ...record,
    at: noon(day),
    audit: {
      ...record.audit,
      program: now.program,
      settings: now,
      mailboxes: [{ mailbox: 'clerk', messages, unreadable: 0, months }],
      health: [{ mailbox: 'clerk', code: failing }],
    },
  });
}
