/** What an export says of itself. All but period, time zone, time and head follows from its events, and verify derives it anew. */

import { createHash } from 'node:crypto';
import type { LocalDate } from '../council/council.ts';
import { type Canonical, encodeCanonical } from '../flaglog/canonical.ts';
import type { Head } from '../flaglog/entry.ts';
import type { LogEvent } from '../flaglog/events.ts';
import { foldFlags } from '../flaglog/flag-state.ts';

export const exportFormat = 'candour-export/1';

/** Local dates, inclusive; null is no bound. */
export type Period = { from: LocalDate | null; to: LocalDate | null };

/** What cannot be derived from the events of the export. */
export type ExportFrame = {
  council: string;
  period: Period;
  timezone: string;
  /** UTC. */
  exportedAt: string;
  /** Of the whole log when it was exported. */
  head: Head | null;
  /** The entry before the first one here; only kept for an export without events. */
  predecessor: Head | null;
};

export type Manifest = { readonly [key: string]: Canonical };

export function buildManifest(events: readonly LogEvent[], frame: ExportFrame): Manifest {
  const [first, last] = [events[0], events.at(-1)];
  const opened = first === undefined ? frame.predecessor : predecessorOf(first);
  const counts = new Map<string, { rule: string; state: string; flags: number }>();
  for (const { facts, isStanding } of foldFlags(events).values()) {
    const state = isStanding ? facts.status : 'withdrawn';
    const count = counts.get(`${facts.rule} ${state}`) ?? { rule: facts.rule, state, flags: 0 };
    counts.set(`${facts.rule} ${state}`, { ...count, flags: count.flags + 1 });
  }
  return {
    format: exportFormat,
    council: frame.council,
    chain: first?.entry.chain ?? null,
    period: { from: frame.period.from, to: frame.period.to },
    timezone: frame.timezone,
    exportedAt: frame.exportedAt,
    events: events.length,
    predecessor: describeHead(opened),
    first: describeHead(first),
    last: describeHead(last),
    head: describeHead(frame.head),
    flags: [...counts.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, count]) => count),
    lastAudit: describeLastAudit(events),
  };
}

/** Not proof against a forger, who can compute it too: it shows damage, and the chain and its heads do the rest. */
export function hashManifest(manifest: Manifest): string {
  return createHash('sha256').update('candour-export/v1/manifest\0').update(encodeCanonical(manifest)).digest('hex');
}

function predecessorOf({ entry }: LogEvent): Head | null {
  return entry.seq === 1 ? null : { seq: entry.seq - 1, hash: entry.prev };
}

function describeHead(head: Head | null | undefined): Canonical {
  return head === null || head === undefined ? null : { seq: head.seq, hash: head.hash };
}

/** Settings, program and counts of messages examined per mailbox, as the newest audit of the period recorded them. */
function describeLastAudit(events: readonly LogEvent[]): Canonical {
  const audit = events.findLast(({ entry }) => entry.type === 'audit-completed');
  if (audit === undefined) return null;
  const mailboxes = (audit.sealed.mailboxes ?? []).map((sealed) =>
    typeof sealed === 'string' ? sealed : sealed.value,
  );
  return { ...audit.entry.data, seq: audit.seq, mailboxes };
}
