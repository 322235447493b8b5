/** The columns of the auditor's export (docs/formats/export.md). Each is a view of one entry, its openings and what stands before it in the file. */

import { localDate } from '../council/dates.ts';
import { formatLocal } from '../council/roster.ts';
import type { Canonical } from '../flaglog/canonical.ts';
import type { LogEvent, SealedValue } from '../flaglog/events.ts';
import { readId, readWords } from '../flaglog/flag-state.ts';
import { toShown } from './display.ts';
import { financialYearOf } from './financial-year.ts';
import { readObject, readText } from './read-value.ts';
import type { Pseudonyms } from './variant.ts';
import type { ViewContext } from './view-context.ts';

/** In the order of the file. `hold` and `erase_after` are left empty until a later release fills them. */
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

/** Where names are withheld, the exporter's word: pseudonyms of what is not open. */
export const pseudonymColumns = ['subject_id', 'subject_role', 'other_party_roles', 'actor_id', 'mailbox'] as const;

/** `context` is moved on to this event; `hide` gives the pseudonym of a person or a mailbox. */
export function buildView(event: LogEvent, context: ViewContext, hide: Pseudonyms | null = null): View {
  context.take(event);
  const { entry, sealed, hash } = event;
  const { data } = entry;
  const instant = new Date(entry.time);
  const local = formatLocal(instant, context.timezone);
  const subjects = [...(sealed.by ?? []), ...(sealed.hidden ?? [])];
  const showId = (value: Canonical): string => showPerson(value, hide);
  const showMailbox = (value: Canonical): string =>
    hide === null ? readText(value) : hide('mailbox', readText(value));
  const known: Partial<View> = {
    seq: String(entry.seq),
    event_id: `${entry.chain}-${entry.seq}`,
    flag_id: readText(data.flag),
    event_type: entry.type,
    event_at_utc: entry.time,
    event_at_local: local,
    financial_year: financialYearOf(localDate(instant, context.timezone)),
    council: entry.council,
    ...describeProtocol(event, context),
    message_ref: joinValues(sealed.messageId ?? [], readText),
    message_at: joinValues(sealed.messageDate ?? [], readText),
    mailbox: joinValues(sealed.mailbox ?? [], showMailbox),
    direction: entry.type === 'flag-raised' ? directionOf(entry.sealed) : '',
    subject_role: joinValues(subjects, readRole),
    subject_id: joinValues(subjects, showId),
    other_party_roles: joinValues(sealed.affected ?? [], readRole),
    third_party_class: joinValues(describeThirdParties(sealed), readText),
    exception_applied: readText(data.exception),
    ...describeStates(entry.type, data),
    actor_role: readText(data.role),
    actor_id: joinValues(sealed.actor ?? [], showId),
    reason_code: [...readWords(data.reasons), ...readWords(data.actions)].join('; ') || readText(data.reason),
    reason_text: joinValues(sealed.reasonText ?? [], readText),
    conflict_rerouted: reroutingEvents.includes(entry.type) ? 'yes' : '',
    handler_role: handlerRoles.includes(readText(data.role)) ? readText(data.role) : '',
    due_at: readText(data.due),
    working_days_taken: context.workingDaysTaken(event),
    alerted_at: entry.type === 'flag-alerted' ? local : '',
    seen_at: entry.type === 'flag-seen' ? local : '',
    subject_informed_at: informingEvents.includes(entry.type) ? local : '',
    config_hash: readText(data.configHash),
    roster_hash: readText(data.rosterHash),
    prev_hash: entry.prev,
    hash,
  };
  return Object.fromEntries(viewColumns.map((column) => [column, toShown(known[column] ?? '')])) as View;
}

const reroutingEvents: readonly string[] = ['handler-rerouted', 'handler-recused'];
const handlerRoles: readonly string[] = ['handler', 'alternate'];
/** With these the person concerned is written to. */
const informingEvents: readonly string[] = ['explanation-requested', 'statement-offered'];

/** Of an event about a flag, what the flag stands on: as the event says, or as the last one of the flag in this file said. */
function describeProtocol({ entry }: LogEvent, context: ViewContext): Partial<View> {
  const { data, type } = entry;
  const settings = context.settings;
  const flag = context.flagOf(entry);
  if (flag === null) {
    const protocol = readObject(data.protocol);
    const isSettings = type === 'settings-recorded';
    return {
      protocol_id: readText(protocol.id),
      protocol_adopted_on: readText(protocol.adopted),
      rule_version: isSettings || type === 'audit-completed' ? readText(data.program) : '',
      rule_id: readText(data.rule),
    };
  }
  const { rule, clause, severity, grade } = flag;
  const isCurrent = settings?.protocol.id === clause.protocol;
  return {
    protocol_id: clause.protocol,
    protocol_adopted_on: isCurrent ? settings.protocol.adopted : '',
    clause_ref: clause.ref,
    clause_paraphrase: isCurrent ? (settings.paraphrases.get(clause.ref) ?? '') : '',
    rule_id: rule,
    rule_version: settings?.program ?? '',
    severity,
    evidence_grade: grade,
    exceptions_considered: (settings?.exceptions.get(rule) ?? []).join('; '),
  };
}

/** From numbers that stay visible whatever is withheld: whether somebody of the roster wrote, and whether anybody outside had it. */
function directionOf(sealed: LogEvent['entry']['sealed']): string {
  if ((sealed.by ?? []).length === 0) return 'incoming';
  return (sealed.thirdParties ?? []).length > 0 ? 'outgoing' : 'internal';
}

/** The class, and the address beside it where that is open. */
function describeThirdParties(sealed: LogEvent['sealed']): SealedValue[] {
  return (sealed.thirdPartyClasses ?? []).map((each, index) => {
    const address = sealed.thirdParties?.[index];
    if (typeof each === 'string' || address === undefined || typeof address === 'string') return each;
    return { value: `${readText(each.value)} (${readText(address.value)})` };
  });
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
      if (status === '') return { state_from: readText(data.from), state_to: readText(data.to) };
      return { state_from: readText(readObject(data.before).status) || status, state_to: status };
  }
}

/** Each distinct word once, in the order of the items. */
function joinValues(values: readonly SealedValue[], read: (value: Canonical) => string): string {
  const words = values.map((sealed) => (typeof sealed === 'string' ? `[${sealed}]` : read(sealed.value)));
  return [...new Set(words)].join('; ');
}

function showPerson(value: Canonical, hide: Pseudonyms | null): string {
  const id = readId(value) ?? '';
  return hide === null ? id : hide('person', id);
}

function readRole(value: Canonical): string {
  return readText(readObject(value).role);
}
