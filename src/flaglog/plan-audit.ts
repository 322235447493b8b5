/** From what the log says and what an audit found to the events to add. Pure, and independent of the order of reading. */

import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { StandingFlag } from '../rules/flag.ts';
import { type Canonical, formatCanonical, wellFormed } from './canonical.ts';
import type { EventDraft, LogEvent } from './events.ts';
import { compareFlag, type FlagSnapshot, keepBetter, takeSnapshot } from './flag-snapshot.ts';
import { type FlagFacts, type FlagState, foldFlags, valuesOf } from './flag-state.ts';

/** `messages` counts messages read in this mailbox; `unreadable` those that could not be. */
export type MailboxCount = { mailbox: string; messages: number; unreadable: number };

export type AuditParameters = {
  /** Dates of the oldest and newest message examined (not of the audit: an audit that finds nothing new adds no entry). */
  from: LocalDate | null;
  to: LocalDate | null;
  mailboxes: readonly MailboxCount[];
  /** SHA-256 in hexadecimal of the settings, and of the roster, that the audit ran with. */
  configHash: string;
  rosterHash: string;
  program: string;
  protocol: { id: string; version: string; adopted: string };
};

export type AuditRecord = {
  standing: readonly StandingFlag[];
  /** Message keys of every message that was examined: a flag whose message was not met again is never withdrawn. */
  examined: Iterable<string>;
  /**
   * All mail of the council that can be read was read, with every rule, as of now. False for chosen paths, an unreadable
   * mailbox, a rule that failed or an `--as-of` in the past: such an audit only adds, it never withdraws, restores or weakens.
   */
  complete: boolean;
  roster: Pick<Roster, 'council' | 'personOfId' | 'classifyAddress'>;
  audit: AuditParameters;
};

type Planned = { id: string; rule: string; date: Canonical | undefined; drafts: EventDraft[]; after: FlagFacts | null };

/** Nothing at all where the audit found what the log already says, with the same settings and counts as the last one. */
export function planAudit(
  events: readonly LogEvent[],
  record: AuditRecord,
  computeId: (rule: string, messageKey: string) => string,
): EventDraft[] {
  const flags = foldFlags(events);
  const reasons = findReasons(events, record);
  const planned: Planned[] = [];
  const met = new Set<string>();
  for (const standing of record.standing) {
    const id = computeId(standing.flag.rule, standing.messageKey);
    if (met.has(id)) throw new TypeError(`Rule ${standing.flag.rule} reported one message twice in one audit.`);
    met.add(id);
    planned.push(planFlag(id, flags.get(id), takeSnapshot(standing, record.roster), record.complete, reasons));
  }
  const missing = [...flags.values()].filter(({ id, isStanding }) => isStanding && !met.has(id));
  const gone = record.complete ? findExamined(missing, record.examined, computeId) : new Set<string>();
  for (const flag of missing) planned.push(planMissing(flag, gone.has(flag.id), reasons));

  const drafts = planned.sort(compareByMessage).flatMap((flag) => flag.drafts);
  const completed = draftAudit(record, planned);
  if (drafts.length === 0 && isLastAudit(events, completed)) return [];
  return [...drafts, completed];
}

function planFlag(
  id: string,
  known: FlagState | undefined,
  found: FlagSnapshot,
  complete: boolean,
  reasons: string[],
): Planned {
  const planned = { id, rule: found.facts.rule, date: found.sealed.messageDate[0] };
  if (known === undefined) {
    const raised = { type: 'flag-raised', data: draftFacts(id, found.facts), sealed: found.sealed };
    return { ...planned, drafts: [raised], after: found.facts };
  }
  // A part of the mail cannot tell that what undid the flag is undone in its turn.
  if (!known.isStanding && !complete) return { ...planned, drafts: [], after: null };
  const restored = known.isStanding
    ? []
    : [{ type: 'flag-restored', data: { ...draftFacts(id, known.facts), reasons }, sealed: {} }];
  const target = complete ? found : keepBetter(known, found);
  return { ...planned, drafts: [...restored, ...draftDifference(known, target, reasons)], after: target.facts };
}

function draftDifference(known: FlagState, target: FlagSnapshot, reasons: string[]): EventDraft[] {
  const { gained, lost, isStronger, before } = compareFlag(known, target);
  const drafts: EventDraft[] = [];
  let facts = known.facts;
  if (isStronger) {
    facts = { ...facts, grade: target.facts.grade };
    const data = { ...draftFacts(known.id, facts), before: { grade: known.facts.grade } };
    drafts.push({ type: 'flag-strengthened', data, sealed: {} });
  }
  if (Object.keys(gained).length > 0) {
    drafts.push({ type: 'flag-widened', data: draftFacts(known.id, facts), sealed: gained });
  }
  if (Object.keys(lost).length > 0 || Object.keys(before).length > 0) {
    const data = { ...draftFacts(known.id, target.facts), before, reasons };
    drafts.push({ type: 'flag-changed', data, sealed: lost });
  }
  return drafts;
}

function planMissing(flag: FlagState, isGone: boolean, reasons: string[]): Planned {
  const [date] = valuesOf(flag.sealed.messageDate);
  const planned = { id: flag.id, rule: flag.facts.rule, date };
  if (!isGone) return { ...planned, drafts: [], after: flag.facts };
  const data = { ...draftFacts(flag.id, flag.facts), reasons };
  return { ...planned, drafts: [{ type: 'flag-withdrawn', data, sealed: {} }], after: null };
}

function draftFacts(flag: string, { rule, clause, severity, grade, status, exception }: FlagFacts) {
  const { protocol, ref } = clause;
  return { flag, rule, clause: { protocol, ref }, severity, grade, status, exception };
}

/** Of these flags, those whose message was examined; by the keyed hash, as the message reference may have been erased. */
function findExamined(
  flags: readonly FlagState[],
  examined: Iterable<string>,
  computeId: (rule: string, messageKey: string) => string,
): Set<string> {
  const rules = new Set(flags.map(({ facts }) => facts.rule));
  const ids = new Set<string>();
  if (rules.size === 0) return ids;
  for (const messageKey of examined) for (const rule of rules) ids.add(computeId(rule, messageKey));
  return ids;
}

/** What differs from the last audit that could change anything: so that an auditor sees a flag go with a change of settings. */
function findReasons(events: readonly LogEvent[], { audit }: AuditRecord): string[] {
  const last = lastAudit(events, (data) => data.complete === true) ?? lastAudit(events, () => true);
  if (last === undefined) return ['later-evidence'];
  const { data } = last.entry;
  const reasons: string[] = [];
  if (data.program !== audit.program) reasons.push('program-changed');
  if (data.rosterHash !== audit.rosterHash) reasons.push('roster-changed');
  const isSameProtocol = formatCanonical(data.protocol ?? null) === formatCanonical({ ...audit.protocol });
  if (data.configHash !== audit.configHash || !isSameProtocol) reasons.push('settings-changed');
  return reasons.length > 0 ? reasons : ['later-evidence'];
}

function draftAudit({ complete, roster, audit }: AuditRecord, planned: readonly Planned[]): EventDraft {
  const mailboxes = [...audit.mailboxes].sort((left, right) => (left.mailbox < right.mailbox ? -1 : 1));
  const sum = (count: (mailbox: MailboxCount) => number): number =>
    mailboxes.reduce((total, mailbox) => total + count(mailbox), 0);
  const countStanding = (status: string): number => planned.filter(({ after }) => after?.status === status).length;
  return wellFormed({
    type: 'audit-completed',
    data: {
      complete,
      configHash: audit.configHash,
      flags: { open: countStanding('open'), excepted: countStanding('excepted') },
      messages: sum(({ messages }) => messages),
      period: { from: audit.from, to: audit.to },
      program: audit.program,
      protocol: { id: audit.protocol.id, version: audit.protocol.version, adopted: audit.protocol.adopted },
      rosterHash: audit.rosterHash,
      timezone: roster.council.timezone,
      unreadable: sum(({ unreadable }) => unreadable),
    },
    sealed: {
      mailboxes: mailboxes.map(({ mailbox, messages, unreadable }) => ({ mailbox, messages, unreadable })),
    },
  });
}

function isLastAudit(events: readonly LogEvent[], draft: EventDraft): boolean {
  const last = lastAudit(events, () => true);
  if (last === undefined || formatCanonical(last.entry.data) !== formatCanonical(draft.data)) return false;
  const found = last.sealed.mailboxes ?? [];
  const drafted = draft.sealed.mailboxes ?? [];
  // An erased count cannot differ: writing it again would undo the erasure.
  return (
    found.length === drafted.length &&
    found.every(
      (item, index) =>
        typeof item === 'string' || formatCanonical(item.value) === formatCanonical(drafted[index] ?? null),
    )
  );
}

function lastAudit(
  events: readonly LogEvent[],
  isWanted: (data: LogEvent['entry']['data']) => boolean,
): LogEvent | undefined {
  return events.findLast(({ entry }) => entry.type === 'audit-completed' && isWanted(entry.data));
}

function compareByMessage(left: Planned, right: Planned): number {
  const [leftTime, rightTime] = [readTime(left.date), readTime(right.date)];
  if (leftTime !== rightTime) return leftTime - rightTime;
  if (left.rule !== right.rule) return left.rule < right.rule ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

/** Milliseconds; 0 where the date was erased or cannot be read. */
function readTime(date: Canonical | undefined): number {
  const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}
