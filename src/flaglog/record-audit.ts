/** What the program does with an open flag log: record an audit, read the flags, erase, verify. */

import type { Head } from './entry.ts';
import { type LogEvent, openEvents } from './events.ts';
import type { FlagLog } from './flag-log.ts';
import { foldFlags, type LoggedFlag, toLoggedFlag } from './flag-state.ts';
import { type AuditRecord, planAudit } from './plan-audit.ts';
import type { SealedPlace } from './sealed.ts';
import { type Verification, verifyChain } from './verify.ts';

export type RecordedAudit = {
  /** Entries added, by type; empty where the audit found nothing that the log did not say. */
  added: Readonly<Record<string, number>>;
  head: Head | null;
};

/** All events of one audit, with the time `at`, in one transaction: a process killed at any moment leaves all or none. */
export async function recordAudit(log: FlagLog, record: AuditRecord & { at: Date }): Promise<RecordedAudit> {
  const { standing, roster, at } = record;
  if (roster.council.id !== log.council || standing.some(({ flag }) => flag.council !== log.council)) {
    throw new TypeError('An audit is recorded in the log of its own council.');
  }
  const events = await log.append(at, (state) => ({
    drafts: planAudit(state, record, (rule, messageKey) => log.computeId(rule, messageKey)),
  }));
  const added: Record<string, number> = {};
  for (const { entry } of events) added[entry.type] = (added[entry.type] ?? 0) + 1;
  return { added, head: await log.head() };
}

/** The flags that stand, in the order in which they were first raised. */
export async function readStandingFlags(log: FlagLog): Promise<LoggedFlag[]> {
  return (await readFlags(log)).filter(({ isStanding }) => isStanding);
}

/** Also those that were withdrawn. */
export async function readFlags(log: FlagLog): Promise<LoggedFlag[]> {
  const flags = foldFlags(openEvents(await log.readEntries()));
  return [...flags.values()].map((state) => toLoggedFlag(log.council, state));
}

export async function verifyFlagLog(log: FlagLog, head: Head | null = null): Promise<Verification> {
  return verifyChain(await log.readEntries(), { beginsAtFirst: true, endsAtNewest: true, head });
}

/** A sealed item that is still open, with the event it belongs to. */
export type ErasableItem = SealedPlace & { event: LogEvent; value: unknown };

/**
 * Erases value and salt of every item that `select` picks, and records in the chain which places those were and why (`reason`
 * is a code, such as `retention`, and stays for ever). Returns how many.
 */
export async function eraseSealed(
  log: FlagLog,
  { at, reason, select }: { at: Date; reason: string; select: (item: ErasableItem) => boolean },
): Promise<number> {
  // It stays for ever, so nothing about people may stand in it.
  if (!/^[a-z]+(-[a-z]+)*$/.test(reason)) throw new TypeError('The reason of an erasure is a code such as retention.');
  let count = 0;
  await log.append(at, ({ events }) => {
    const erase = events
      .flatMap((event) => listOpen(event).filter(select))
      .map(({ seq, field, item }) => ({ seq, field, item }));
    count = erase.length;
    if (count === 0) return { drafts: [] };
    return { drafts: [{ type: 'sealed-erased', data: { places: erase, reason }, sealed: {} }], erase };
  });
  return count;
}

function listOpen(event: LogEvent): ErasableItem[] {
  return Object.entries(event.sealed).flatMap(([field, values]) =>
    values.flatMap((sealed, item) =>
      typeof sealed === 'string' ? [] : [{ event, seq: event.seq, field, item, value: sealed.value }],
    ),
  );
}
