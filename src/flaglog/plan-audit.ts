/** From what the log says and what an audit found to the events to add. Pure, and independent of the order of reading. */

import type { LocalDate } from '../council/council.ts';
import { localDate, type Roster } from '../council/roster.ts';
import type { StandingFlag } from '../rules/flag.ts';
import { formatCanonical, wellFormed } from './canonical.ts';
import type { EventDraft, LogEvent } from './events.ts';
import type { FlagFacts, FlagState } from './flag-state.ts';
import type { LogState } from './known-chain.ts';
import { type MailboxHealth, planOutages } from './outages.ts';
import { type ComputeId, planFound, planMissing, toDrafts } from './plan-flags.ts';
import { findSettings, isSameSealed, planSettings, type SettingsRecord } from './settings-record.ts';

/**
 * `messages` counts messages read in this mailbox, and `months` the same by local month of their date (`2026-06`, or `undated`);
 * `unreadable` those that could not be.
 */
export type MailboxCount = {
  mailbox: string;
  messages: number;
  unreadable: number;
  months?: Readonly<Record<string, number>>;
};

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
  /** What the log is to say of the settings, where that is not what it says. */
  settings?: SettingsRecord;
  /** Which mailboxes can be read now. */
  health?: readonly MailboxHealth[];
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

/** Nothing at all where the audit found what the log already says, with the same settings and counts as the last one. */
export function planAudit({ events, flags }: LogState, record: AuditRecord, computeId: ComputeId): EventDraft[] {
  const reasons = readReasons(events, record.audit);
  const planned = planFound(flags, { ...record, reasons }, computeId);
  const met = new Set(planned.map(({ id }) => id));
  const missing = [...flags.values()].filter(({ id, isStanding }) => isStanding && !met.has(id));
  const gone = record.complete ? findExamined(missing, record.examined, computeId) : new Set<string>();
  for (const flag of missing) planned.push(planMissing(flag, gone.has(flag.id), reasons));

  const circumstances = planCircumstances(events, record.audit);
  const drafts = [...circumstances, ...toDrafts(planned)];
  const standing = planned.flatMap(({ after }) => after ?? []);
  const completed = draftAudit(record, standing, nameStanding(events, circumstances, null));
  if (drafts.length === 0 && isLastAudit(events, completed)) return [];
  return [...drafts, completed];
}

/**
 * Once a local day, and whenever program, roster or rules have changed: what a service that judges message by message has examined so
 * far. Also where nothing is new since the day before: a day without it is a day on which the service did not finish its round.
 */
export function planRound(
  { events, flags }: LogState,
  record: Pick<AuditRecord, 'complete' | 'roster' | 'audit'>,
  day: LocalDate,
): EventDraft[] {
  const last = lastAudit(events, () => true);
  const { timezone } = record.roster.council;
  const isToday = last !== undefined && localDate(new Date(last.entry.time), timezone) === day;
  const circumstances = planCircumstances(events, record.audit);
  const isSame = readReasons(events, record.audit).every((reason) => reason === 'later-evidence');
  if (isToday && isSame) return circumstances;
  const standing = [...flags.values()].filter(({ isStanding }) => isStanding).map(({ facts }) => facts);
  const completed = draftAudit(record, standing, nameStanding(events, circumstances, day));
  return isToday && isLastAudit(events, completed) ? circumstances : [...circumstances, completed];
}

/** What the audit ran with, before what it found; and which mailboxes could not be read. */
function planCircumstances(events: readonly LogEvent[], audit: AuditParameters): EventDraft[] {
  const { settings, health = [] } = audit;
  return [...(settings === undefined ? [] : planSettings(events, settings)), ...planOutages(events, health)];
}

/**
 * The record of settings in force and the mutes that hold, by number and hash, so that an export of a period carries them although they
 * stand before the period. What is recorded at the same moment has no hash yet, and stands in the same export.
 */
function nameStanding(
  events: readonly LogEvent[],
  drafts: readonly EventDraft[],
  day: LocalDate | null,
): EventDraft['data'] {
  const last = findSettings(events);
  const isCurrent = last !== undefined && !drafts.some(({ type }) => type === last.entry.type);
  const mutes = findMutes(events, day).map(({ seq, hash }) => ({ seq, hash }));
  return {
    ...(isCurrent ? { settings: { seq: last.seq, hash: last.hash } } : {}),
    ...(mutes.length === 0 ? {} : { mutes }),
  };
}

/** Mutes that have neither been ended nor run out before `day`. */
function findMutes(events: readonly LogEvent[], day: LocalDate | null): LogEvent[] {
  const ended = new Set(events.flatMap(({ entry }) => (entry.type === 'mute-ended' ? [entry.data.mute] : [])));
  return events.filter(({ seq, entry: { type, data } }) => {
    const hasRunOut = day !== null && typeof data.until === 'string' && data.until < day;
    return type === 'mute-recorded' && !ended.has(seq) && !hasRunOut;
  });
}

/** Of these flags, those whose message was examined; by the keyed hash, as the message reference may have been erased. */
function findExamined(flags: readonly FlagState[], examined: Iterable<string>, computeId: ComputeId): Set<string> {
  const rules = new Set(flags.map(({ facts }) => facts.rule));
  const ids = new Set<string>();
  if (rules.size === 0) return ids;
  for (const messageKey of examined) for (const rule of rules) ids.add(computeId(rule, messageKey));
  return ids;
}

/** What differs from the last audit that could change anything: so that an auditor sees a flag go with a change of settings. */
export function readReasons(
  events: readonly LogEvent[],
  audit: Pick<AuditParameters, 'program' | 'configHash' | 'rosterHash' | 'protocol'>,
): string[] {
  const last = lastAudit(events, (data) => data.complete === true) ?? lastAudit(events, () => true);
  if (last === undefined) return ['later-evidence'];
  const { data } = last.entry;
  const reasons: string[] = [];
  if (data.program !== audit.program) reasons.push('program-changed');
  if (data.rosterHash !== audit.rosterHash) reasons.push('roster-changed');
  const isSameProtocol = formatCanonical(data.protocol ?? null) === formatCanonical(describeProtocol(audit));
  if (data.configHash !== audit.configHash || !isSameProtocol) reasons.push('settings-changed');
  return reasons.length > 0 ? reasons : ['later-evidence'];
}

function draftAudit(
  { complete, roster, audit }: Pick<AuditRecord, 'complete' | 'roster' | 'audit'>,
  standing: readonly FlagFacts[],
  named: EventDraft['data'],
): EventDraft {
  const mailboxes = [...audit.mailboxes].sort((left, right) => (left.mailbox < right.mailbox ? -1 : 1));
  const sum = (count: (mailbox: MailboxCount) => number): number =>
    mailboxes.reduce((total, mailbox) => total + count(mailbox), 0);
  const countStanding = (status: string): number => standing.filter((facts) => facts.status === status).length;
  return wellFormed({
    type: 'audit-completed',
    data: {
      complete,
      configHash: audit.configHash,
      flags: { open: countStanding('open'), excepted: countStanding('excepted') },
      messages: sum(({ messages }) => messages),
      period: { from: audit.from, to: audit.to },
      program: audit.program,
      protocol: describeProtocol(audit),
      rosterHash: audit.rosterHash,
      timezone: roster.council.timezone,
      unreadable: sum(({ unreadable }) => unreadable),
      ...named,
    },
    sealed: {
      mailboxes: mailboxes.map(({ mailbox, messages, unreadable }) => ({ mailbox, messages, unreadable })),
      // Beside the mailboxes and not in them, so that an export may show the counts and not whose they are.
      ...(mailboxes.some(({ months }) => months !== undefined)
        ? { months: mailboxes.map(({ months }) => months ?? {}) }
        : {}),
    },
  });
}

function describeProtocol({ protocol }: Pick<AuditParameters, 'protocol'>): AuditParameters['protocol'] {
  return { id: protocol.id, version: protocol.version, adopted: protocol.adopted };
}

function isLastAudit(events: readonly LogEvent[], draft: EventDraft): boolean {
  const last = lastAudit(events, () => true);
  if (last === undefined) return false;
  // Which settings and mutes hold is news of their own events, and not of this audit.
  const [said, drafted] = [last.entry.data, draft.data].map((data) =>
    formatCanonical({ ...data, settings: null, mutes: null }),
  );
  return said === drafted && isSameSealed(last, draft);
}

function lastAudit(
  events: readonly LogEvent[],
  isWanted: (data: LogEvent['entry']['data']) => boolean,
): LogEvent | undefined {
  return events.findLast(({ entry }) => entry.type === 'audit-completed' && isWanted(entry.data));
}
