/** One audit from its order to its record in the flag log, as `scan` and `start` do it. */

import { type AuditResult, audit } from '../audit/audit.ts';
import { describeSettings } from '../audit/describe-settings.ts';
import type { Council, LocalDate, Mailbox } from '../council/council.ts';
import { buildRoster, localDate, type Roster } from '../council/roster.ts';
import type { Head } from '../flaglog/entry.ts';
import { type FlagLog, openFlagLog } from '../flaglog/flag-log.ts';
import { recordAudit } from '../flaglog/record-audit.ts';
import { programVersion } from '../operation/version.ts';
import type { Pack } from '../protocol/pack.ts';
import type { Flag } from '../rules/flag.ts';
import type { ListedFlag } from './flag-table.ts';
import { showProgress } from './progress.ts';

export type AuditJob = {
  council: Council;
  pack: Pack;
  /** Null: those of the council file. */
  chosen: Mailbox[] | null;
  /** Null: today, in the council's time. */
  asOf: LocalDate | null;
  /** Null: judge without writing to a log. */
  logPath: string | null;
};

export type FinishedAudit = {
  council: Council;
  pack: Pack;
  roster: Roster;
  asOf: LocalDate;
  result: AuditResult;
  flags: (ListedFlag & { flag: Flag })[];
  /** Mailboxes of the council file that hold no files. */
  notFiles: string[];
  log: { path: string; added: number; head: Head | null } | null;
};

/** Rejects with FlagLogError where the log cannot be written. */
export async function runAudit({ council, pack, chosen, asOf, logPath }: AuditJob): Promise<FinishedAudit> {
  const now = new Date();
  const today = localDate(now, council.timezone);
  const mailboxes = (chosen ?? council.mailboxes).filter(({ path }) => path !== null);
  const notFiles = chosen === null ? council.mailboxes.filter(({ path }) => path === null).map(({ id }) => id) : [];
  // Opened first: whoever has no key for the log should hear of it before a long audit and not after.
  await using log = logPath === null ? null : await openFlagLog({ path: logPath, councilId: council.id });
  const result = await auditWithProgress({ council, pack, mailboxes, asOf: asOf ?? today });
  const isWhole = chosen === null && notFiles.length === 0 && (asOf ?? today) === today;
  const finished = { council, pack, roster: buildRoster(council), asOf: asOf ?? today, result, notFiles };
  if (log === null || logPath === null) {
    return { ...finished, flags: result.standing.map(({ flag }) => ({ id: null, flag })), log: null };
  }
  const recorded = await record(log, finished, mailboxes, isWhole, now);
  return {
    ...finished,
    flags: result.standing.map(({ messageKey, flag }) => ({ id: log.computeId(flag.rule, messageKey), flag })),
    log: {
      path: logPath,
      added: Object.values(recorded.added).reduce((sum, count) => sum + count, 0),
      head: recorded.head,
    },
  };
}

async function auditWithProgress(order: Omit<Parameters<typeof audit>[0], 'onProgress'>): Promise<AuditResult> {
  const progress = showProgress(process.stderr, () => performance.now());
  try {
    return await audit({ ...order, onProgress: progress.report });
  } finally {
    progress.end();
  }
}

function record(
  log: FlagLog,
  { council, pack, roster, result }: Pick<FinishedAudit, 'council' | 'pack' | 'roster' | 'result'>,
  mailboxes: readonly Mailbox[],
  isWhole: boolean,
  at: Date,
) {
  const settings = describeSettings(council, pack, programVersion);
  const isUnreadable = (id: string): boolean => result.unreadableMailboxes.some(({ mailbox }) => mailbox === id);
  const countUnreadable = (id: string): number => result.unreadable.filter(({ mailbox }) => mailbox === id).length;
  return recordAudit(log, {
    at,
    standing: result.standing,
    examined: result.messageKeys,
    // What was only partly read or judged cannot tell that a flag no longer stands.
    complete: isWhole && result.unreadableMailboxes.length === 0 && result.ruleErrors.length === 0,
    roster,
    audit: {
      from: result.period?.from ?? null,
      to: result.period?.to ?? null,
      mailboxes: mailboxes.map(({ id }) => ({
        mailbox: id,
        messages: result.examined[id] ?? 0,
        unreadable: countUnreadable(id),
        months: result.months[id] ?? {},
      })),
      health: mailboxes.map(({ id }) => ({ mailbox: id, code: isUnreadable(id) ? 'unreadable' : null })),
      settings,
      configHash: settings.configHash,
      rosterHash: settings.rosterHash,
      program: settings.program,
      protocol: { id: pack.id, version: pack.version, adopted: pack.adopted },
    },
  });
}
