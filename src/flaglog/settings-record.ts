/**
 * What the audits run with, as events: so that an auditor sees from the log alone which protocol, rules, roster and routing stood behind
 * a flag, and when each changed (docs/formats/flag-log.md, `settings-recorded`). Pure.
 */

import type { Severity } from '../rules/flag.ts';
import { type Canonical, formatCanonical, isCanonicalArray, isCanonicalObject, wellFormed } from './canonical.ts';
import { type Head, isHash } from './entry.ts';
import type { EventDraft, LogEvent } from './events.ts';

export type RuleRecord = {
  rule: string;
  /** The clause that a flag cites; null where no clause asks for the rule. */
  clause: string | null;
  severity: Severity | null;
  /** What the clause's own text excuses: what the rule looks for before it flags. */
  exceptions: readonly string[];
  isOn: boolean;
  /** One sentence on why it is off; '' where it is on. */
  because: string;
};
export type PersonRecord = {
  id: string;
  role: string;
  offices: readonly { office: string; from: string | null; until: string | null }[];
  from: string | null;
  until: string | null;
};
export type ArrangementRecord = {
  rule: string;
  people: readonly string[];
  subject: string;
  from: string | null;
  until: string | null;
  reason: string;
};

export type SettingsRecord = {
  program: string;
  configHash: string;
  rosterHash: string;
  timezone: string;
  /** By these, working days are counted. */
  nation: string;
  closures: readonly string[];
  protocol: { id: string; version: string; adopted: string };
  /** In our own words, in the order of the text. */
  clauses: readonly { ref: string; paraphrase: string }[];
  /** Every rule there is. */
  rules: readonly RuleRecord[];
  roster: readonly PersonRecord[];
  /** Item n names person n of the roster. */
  names: readonly string[];
  /** Who is told: an id of the roster, an address, or null. */
  routing: readonly { key: string; to: string | null }[];
  arrangements: readonly ArrangementRecord[];
};

export const settingsEventType = 'settings-recorded';

/** Nothing where the newest record says the same. What of that was erased cannot differ: writing it again would undo the erasure. */
export function planSettings(events: readonly LogEvent[], settings: SettingsRecord): EventDraft[] {
  const draft = draftSettings(settings);
  const last = findSettings(events);
  if (last === undefined || formatCanonical(last.entry.data) !== formatCanonical(draft.data)) return [draft];
  return isSameSealed(last, draft) ? [] : [draft];
}

export function findSettings(events: readonly LogEvent[]): LogEvent | undefined {
  return events.findLast(({ entry }) => entry.type === settingsEventType);
}

/** The council's own as the newest audit recorded it; before the first one, that of nearly all councils. */
export function findTimezone(events: readonly LogEvent[]): string {
  const audit = events.findLast(({ entry }) => entry.type === 'audit-completed');
  const timezone = audit?.entry.data.timezone;
  return typeof timezone === 'string' ? timezone : 'Europe/London';
}

/** What stands before an `audit-completed` and still holds, as it names it: the record of the settings, and mutes. */
export function readNamed({ entry: { data } }: LogEvent): Head[] {
  const { settings = null, mutes = [] } = data;
  return [settings, ...(isCanonicalArray(mutes) ? mutes : [])].flatMap((named) =>
    isCanonicalObject(named) && typeof named.seq === 'number' && isHash(named.hash)
      ? [{ seq: named.seq, hash: named.hash }]
      : [],
  );
}

/** Whether all that is still open of the event's sealed fields is what the draft would seal. */
export function isSameSealed(event: LogEvent, draft: EventDraft): boolean {
  const fields = new Set([...Object.keys(event.sealed), ...Object.keys(draft.sealed)]);
  return [...fields].every((field) => {
    const [found, drafted] = [event.sealed[field] ?? [], draft.sealed[field] ?? []];
    return (
      found.length === drafted.length &&
      found.every(
        (item, index) =>
          typeof item === 'string' || formatCanonical(item.value) === formatCanonical(drafted[index] ?? null),
      )
    );
  });
}

function draftSettings(settings: SettingsRecord): EventDraft {
  const { program, configHash, rosterHash, timezone, nation, closures, protocol, clauses, rules } = settings;
  const { roster, names, routing, arrangements } = settings;
  return wellFormed({
    type: settingsEventType,
    data: {
      program,
      configHash,
      rosterHash,
      timezone,
      nation,
      closures: [...closures],
      protocol: { id: protocol.id, version: protocol.version, adopted: protocol.adopted },
      clauses: clauses.map(({ ref, paraphrase }) => ({ ref, paraphrase })),
      rules: rules.map(({ rule, clause, severity, exceptions, isOn, because }) => ({
        rule,
        clause,
        severity,
        exceptions: [...exceptions],
        isOn,
        because,
      })),
    },
    sealed: {
      roster: roster.map(({ id, role, offices, from, until }) => ({
        id,
        role,
        offices: offices.map((term) => ({ office: term.office, from: term.from, until: term.until })),
        from,
        until,
      })),
      names: [...names],
      routing: routing.map(({ key, to }) => ({ key, to })),
      arrangements: arrangements.map((each): Canonical => {
        const { rule, people, subject, from, until, reason } = each;
        return { rule, people: [...people], subject, from, until, reason };
      }),
    },
  });
}
