/** What an audit read, what it could not read, and what it found: the lines that `scan` writes on standard error. */

import type { Remark } from '../audit/audit.ts';
import { formatHead } from '../flaglog/entry.ts';
import { toPrintable } from './log-options.ts';
import { countOf } from './plain-words.ts';
import type { FinishedAudit } from './run-audit.ts';

export function formatSummary(finished: FinishedAudit): string[] {
  const { council, pack, asOf } = finished;
  return [
    `${council.name}: audited under ${pack.id}, as of ${asOf}`,
    ...formatExamined(finished),
    ...formatGaps(finished),
    ...formatFound(finished),
    ...formatLog(finished),
  ].map(toPrintable);
}

/** What stands between this audit and a complete one: never left out, however long. */
export function formatGaps({ result, notFiles }: Pick<FinishedAudit, 'result' | 'notFiles'>): string[] {
  return [
    ...notFiles.map((id) => `Not audited: mailbox ${id} holds no files; this version reads file mailboxes only.`),
    ...result.unreadableMailboxes.map(({ reason }) => `Not read: ${reason}`),
    ...result.unreadable.map((remark) => `Not read: ${formatRemark(remark)}`),
    ...result.notExamined.map((remark) => `Not examined: ${formatRemark(remark)}`),
    ...countAlike(result.leftAside).map(([what, count]) => `Left aside: ${what} (${countOf(count, 'message')})`),
    ...result.sharedMessageIds.map((id) => `Different messages share one Message-ID: ${id}`),
    ...result.ruleErrors.map(({ rule, messageKey, reason }) => `Rule failed: ${rule} on ${messageKey}: ${reason}`),
  ];
}

function formatExamined({ result }: FinishedAudit): string[] {
  const counts = Object.entries(result.examined);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const each = counts.map(([mailbox, count]) => `${mailbox} ${count}`).join(', ');
  return [`Messages examined: ${total} (${each})`, `Messages not read: ${result.unreadable.length}`];
}

function formatFound({ result }: FinishedAudit): string[] {
  const counts = new Map<string, number>();
  for (const { flag } of result.standing) counts.set(flag.rule, (counts.get(flag.rule) ?? 0) + 1);
  const each = [...counts.keys()].sort().map((rule) => `  ${rule}: ${counts.get(rule)}`);
  return [`Flags (possible departures from the protocol): ${result.standing.length}`, ...each];
}

function formatLog({ log }: FinishedAudit): string[] {
  if (log === null) return ['Nothing was written to a flag log.'];
  const lines = [`Flag log: ${log.path}, ${countOf(log.added, 'new entry', 'new entries')}`];
  return log.head === null ? lines : [...lines, `head ${formatHead(log.head)}`];
}

function formatRemark({ mailbox, reference, reason }: Remark): string {
  return `${mailbox} ${reference}: ${reason}`;
}

/** Journal reports in an ordinary mailbox may be many, and all are left aside for one reason. */
function countAlike(remarks: readonly Remark[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { mailbox, reason } of remarks) {
    const what = `${mailbox}: ${reason}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts];
}

/** Exit status of an audit that ran (contract, section 2): 3 where something could not be read or judged. */
export function statusOf({ result }: Pick<FinishedAudit, 'result'>): 0 | 3 {
  const gaps = [result.unreadable, result.unreadableMailboxes, result.ruleErrors];
  return gaps.some(({ length }) => length > 0) ? 3 : 0;
}
