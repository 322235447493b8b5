/** What a manifest tells of an export beside its flags, from the events alone. What is not open shows as `[withheld]` or `[erased]`. */

import { localDate } from '../council/dates.ts';
import { type Canonical, formatCanonical } from '../flaglog/canonical.ts';
import type { LogEvent, SealedValue } from '../flaglog/events.ts';
import { outageEventTypes } from '../flaglog/outages.ts';
import { settingsEventType } from '../flaglog/settings-record.ts';
import { readObject, readObjects, readText } from './read-value.ts';

/** Data of the newest audit, and the counts of messages that it examined, mailbox by mailbox. */
export function describeLastAudit(events: readonly LogEvent[]): Canonical {
  const audit = findLastAudit(events);
  if (audit === undefined) return null;
  return { ...audit.entry.data, seq: audit.seq, mailboxes: showAll(audit.sealed.mailboxes) };
}

/** Denominators: messages examined by mailbox and local month of their date, as the newest audit of the export counted them. */
export function describeExamined(events: readonly LogEvent[], from: string | null, to: string | null): Canonical {
  const { mailboxes = [], months = [] } = findLastAudit(events)?.sealed ?? {};
  return months.flatMap((sealed, index): Canonical[] => {
    const mailbox = readText(readObject(show(mailboxes[index])).mailbox) || readText(show(mailboxes[index]));
    if (typeof sealed === 'string') return [{ mailbox, month: show(sealed), messages: null }];
    const counts = Object.entries(readObject(sealed.value)).sort(([left], [right]) => (left < right ? -1 : 1));
    return counts
      .filter(([month]) => month === 'undated' || isMonthWithin(month, from, to))
      .map(([month, messages]) => ({ mailbox, month, messages }));
  });
}

/** How many audits were completed, and the stretches of days between two of them without any. */
export function describeAudits(events: readonly LogEvent[], timezone: string): Canonical {
  const audits = events.filter(({ entry }) => entry.type === 'audit-completed');
  const days = [...new Set(audits.map(({ entry }) => localDate(new Date(entry.time), timezone)))].sort();
  const gaps = days.flatMap((day, index): Canonical[] => {
    const next = days[index + 1];
    if (next === undefined || addDay(day) === next) return [];
    return [{ after: day, before: next }];
  });
  return { completed: audits.length, days: days.length, gaps };
}

/** Mailboxes that could not be read: `to` is null for what had not ended. */
export function describeOutages(events: readonly LogEvent[]): Canonical {
  const outages: { mailbox: Canonical; code: string; from: string; to: string | null }[] = [];
  for (const { entry, sealed } of events) {
    const mailbox = show(sealed.mailbox?.[0]);
    const isEnd = entry.type === outageEventTypes.ended;
    if (!isEnd && entry.type !== outageEventTypes.began) continue;
    const open = outages.findLast((outage) => outage.mailbox === mailbox && outage.to === null);
    if (open !== undefined) open.to = entry.time;
    if (!isEnd) outages.push({ mailbox, code: readText(entry.data.code), from: entry.time, to: null });
    // It began before the period.
    else if (open === undefined) outages.push({ mailbox, code: '', from: '', to: entry.time });
  }
  return outages;
}

const recorded: Readonly<Record<string, (event: LogEvent) => Canonical>> = {
  program: ({ entry }) => entry.data.program ?? null,
  protocol: ({ entry }) => [entry.data.protocol ?? null, entry.data.clauses ?? null],
  rules: ({ entry }) => entry.data.rules ?? null,
  settings: ({ entry }) => entry.data.configHash ?? null,
  calendar: ({ entry }) => [entry.data.timezone ?? null, entry.data.nation ?? null, entry.data.closures ?? null],
  roster: ({ entry }) => entry.data.rosterHash ?? null,
  routing: ({ sealed }) => showAll(sealed.routing),
  arrangements: ({ sealed }) => showAll(sealed.arrangements),
};

/** When the settings were recorded anew, and what of them was another than in the record before: rules with their names. */
export function describeChanges(events: readonly LogEvent[], context: readonly LogEvent[]): Canonical {
  const records = [...context, ...events].filter(({ entry }) => entry.type === settingsEventType);
  return records.flatMap((record, index): Canonical[] => {
    if (context.includes(record)) return [];
    const { seq, entry } = record;
    const before = records[index - 1];
    if (before === undefined) return [{ seq, time: entry.time, changed: ['recorded'], rules: [] }];
    const changed = Object.keys(recorded).filter((key) => isChanged(before, record, key));
    return [{ seq, time: entry.time, changed, rules: listChangedRules(before, record) }];
  });
}

/** The record of the settings at the end of the export; null where no event tells. */
export function describeSettings(events: readonly LogEvent[], context: readonly LogEvent[]): Canonical {
  const record = [...context, ...events].findLast(({ entry }) => entry.type === settingsEventType);
  if (record === undefined) return null;
  const { seq, hash, entry, sealed } = record;
  const { program = null, protocol = null, configHash = null, rosterHash = null } = entry.data;
  const rules = readObjects(entry.data.rules);
  const roster = (sealed.roster ?? []).map((person, index): Canonical => {
    const shown = show(person);
    return typeof shown === 'string' ? shown : { ...readObject(shown), name: show(sealed.names?.[index]) };
  });
  return {
    seq,
    hash,
    program,
    protocol,
    configHash,
    rosterHash,
    rulesOn: rules.filter(({ isOn }) => isOn === true).map(({ rule = null }) => rule),
    rulesOff: rules
      .filter(({ isOn }) => isOn !== true)
      .map(({ rule = null, clause = null, because = null }) => ({ rule, clause, because })),
    roster,
    routing: showAll(sealed.routing),
    arrangements: showAll(sealed.arrangements),
  };
}

/** Mutes that held at some time of the export; `flags` counts those that it kept back in it. */
export function describeMutes(events: readonly LogEvent[], context: readonly LogEvent[]): Canonical {
  const all = [...context, ...events];
  return all.flatMap(({ seq, entry, sealed }): Canonical[] => {
    if (entry.type !== 'mute-recorded') return [];
    const ended = events.find(({ entry: { type, data } }) => type === 'mute-ended' && data.mute === seq);
    const flags = events.filter(({ entry: { type, data } }) => type === 'flag-muted' && data.by === `mute-${seq}`);
    const { rule = null, from = null, until = null } = entry.data;
    return [
      {
        seq,
        rule,
        from,
        until,
        people: showAll(sealed.people),
        subject: show(sealed.subject?.[0]),
        thread: show(sealed.thread?.[0]),
        reason: show(sealed.reasonText?.[0]),
        ended: ended?.entry.time ?? null,
        flags: flags.length,
      },
    ];
  });
}

function findLastAudit(events: readonly LogEvent[]): LogEvent | undefined {
  return events.findLast(({ entry }) => entry.type === 'audit-completed');
}

function isChanged(before: LogEvent, after: LogEvent, key: string): boolean {
  const read = recorded[key];
  return read !== undefined && formatCanonical(read(before)) !== formatCanonical(read(after));
}

function listChangedRules(before: LogEvent, after: LogEvent): Canonical[] {
  const read = ({ entry }: LogEvent): Map<string, Canonical> =>
    new Map(readObjects(entry.data.rules).map((rule) => [readText(rule.rule), rule]));
  const [old, now] = [read(before), read(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.filter((name) => formatCanonical(old.get(name) ?? null) !== formatCanonical(now.get(name) ?? null));
}

function showAll(values: readonly SealedValue[] | undefined): Canonical[] {
  return (values ?? []).map(show);
}

function show(sealed: SealedValue | undefined): Canonical {
  if (sealed === undefined) return null;
  return typeof sealed === 'string' ? `[${sealed}]` : sealed.value;
}

function isMonthWithin(month: string, from: string | null, to: string | null): boolean {
  return (from === null || month >= from.slice(0, 7)) && (to === null || month <= to.slice(0, 7));
}

function addDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
