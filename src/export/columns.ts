/** The columns of the auditor's export (docs/formats/export.md). Each is a view of one entry and its openings. */

import { localDate } from '../council/dates.ts';
import { formatLocal } from '../council/roster.ts';
import { type Canonical, isCanonicalObject } from '../flaglog/canonical.ts';
import type { LogEvent, SealedValue } from '../flaglog/events.ts';
import { readId, readWords } from '../flaglog/flag-state.ts';

/** In the order of the file. What no column function fills yet is left empty until a later release does. */
export const viewColumns = [
  'seq',
  'event_id',
  'flag_id',
  'event_type',
  'event_at_utc',
  'event_at_local',
  'financial_year',
  'council',
  'protocol_id',
  'protocol_adopted_on',
  'clause_ref',
  'clause_paraphrase',
  'rule_id',
  'rule_version',
  'severity',
  'evidence_grade',
  'message_ref',
  'message_at',
  'mailbox',
  'direction',
  'subject_role',
  'subject_id',
  'other_party_roles',
  'third_party_class',
  'exceptions_considered',
  'exception_applied',
  'state_from',
  'state_to',
  'actor_role',
  'actor_id',
  'reason_code',
  'reason_text',
  'conflict_rerouted',
  'handler_role',
  'due_at',
  'working_days_taken',
  'alerted_at',
  'seen_at',
  'subject_informed_at',
  'hold',
  'erase_after',
  'config_hash',
  'roster_hash',
  'prev_hash',
  'hash',
] as const;

export type ViewColumn = (typeof viewColumns)[number];
export type View = Record<ViewColumn, string>;

export function buildView(event: LogEvent, timezone: string): View {
  const { entry, sealed, hash } = event;
  const { data } = entry;
  const instant = new Date(entry.time);
  const clause = readObject(data.clause);
  const protocol = readObject(data.protocol);
  const subjects = [...(sealed.by ?? []), ...(sealed.hidden ?? [])];
  const known: Partial<View> = {
    seq: String(entry.seq),
    event_id: `${entry.chain}-${entry.seq}`,
    flag_id: readText(data.flag),
    event_type: entry.type,
    event_at_utc: entry.time,
    event_at_local: formatLocal(instant, timezone),
    financial_year: financialYearOf(localDate(instant, timezone)),
    council: entry.council,
    protocol_id: readText(clause.protocol) || readText(protocol.id),
    protocol_adopted_on: readText(protocol.adopted),
    clause_ref: readText(clause.ref),
    rule_id: readText(data.rule),
    severity: readText(data.severity),
    evidence_grade: readText(data.grade),
    message_ref: joinValues(sealed.messageId ?? [], readText),
    message_at: joinValues(sealed.messageDate ?? [], readText),
    mailbox: joinValues(sealed.mailbox ?? [], readText),
    subject_role: joinValues(subjects, readRole),
    subject_id: joinValues(subjects, (value) => readId(value) ?? ''),
    other_party_roles: joinValues(sealed.affected ?? [], readRole),
    third_party_class: joinValues(sealed.thirdPartyClasses ?? [], readText),
    exception_applied: readText(data.exception),
    ...describeStates(entry.type, data),
    reason_code: readWords(data.reasons).join('; ') || readText(data.reason),
    config_hash: readText(data.configHash),
    roster_hash: readText(data.rosterHash),
    prev_hash: entry.prev,
    hash,
  };
  return Object.fromEntries(viewColumns.map((column) => [column, known[column] ?? ''])) as View;
}

/** The council's year runs from 1 April: 2026-04-01 is in `2026-27`. */
export function financialYearOf(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0);
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

function describeStates(type: string, data: LogEvent['entry']['data']): Partial<View> {
  const status = readText(data.status);
  switch (type) {
    case 'flag-raised':
      return { state_to: status };
    case 'flag-withdrawn':
      return { state_from: status, state_to: 'withdrawn' };
    case 'flag-restored':
      return { state_from: 'withdrawn', state_to: status };
    default:
      return { state_from: readText(readObject(data.before).status) || status, state_to: status };
  }
}

/** Each distinct word once, in the order of the items. */
function joinValues(values: readonly SealedValue[], read: (value: Canonical) => string): string {
  const words = values.map((sealed) => (typeof sealed === 'string' ? `[${sealed}]` : read(sealed.value)));
  return [...new Set(words)].join('; ');
}

function readText(value: Canonical | undefined): string {
  return typeof value === 'string' ? value : '';
}

function readRole(value: Canonical): string {
  return readText(readObject(value).role);
}

function readObject(value: Canonical | undefined): { readonly [key: string]: Canonical } {
  return isCanonicalObject(value) ? value : {};
}
