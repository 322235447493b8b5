/** A flag as an audit found it, in the form the log keeps, and how it differs from the flag as the log knows it. */

import type { Roster } from '../council/roster.ts';
import type { StandingFlag } from '../rules/flag.ts';
import { type Canonical, formatCanonical, wellFormed } from './canonical.ts';
import { type FlagFacts, type FlagState, readId } from './flag-state.ts';

type Fields = Record<string, readonly Canonical[]>;
export type FlagSnapshot = { facts: FlagFacts; sealed: Fields & { messageDate: readonly Canonical[] } };

export type FlagDifference = {
  isStronger: boolean;
  /** Sealed fields, whole, of the lists that have only grown, and of those that have lost or exchanged something. */
  gained: Fields;
  lost: Fields;
  /** The former values of what changed in the clear, a better grade apart. */
  before: { [key: string]: Canonical };
};

/** Fields that change together: item n of each is about the same thing. `identify` says which items are the same one. */
type Group = {
  fields: readonly string[];
  order: 'single' | 'sorted' | 'as-found';
  identify: (row: readonly Canonical[]) => string;
};

const identifyPerson = ([person]: readonly Canonical[]): string => readId(person ?? null) ?? '';
const identifyWhole = (row: readonly Canonical[]): string => formatCanonical(row);

// A person's role and an address's class are read from the roster of the day and are no news of the flag by themselves.
const groups: readonly Group[] = [
  { fields: ['messageKey', 'messageId', 'messageDate', 'mailbox'], order: 'single', identify: identifyWhole },
  { fields: ['by'], order: 'single', identify: identifyPerson },
  { fields: ['affected'], order: 'sorted', identify: identifyPerson },
  { fields: ['hidden'], order: 'sorted', identify: identifyPerson },
  { fields: ['thirdParties', 'thirdPartyClasses'], order: 'sorted', identify: ([address]) => String(address) },
  { fields: ['evidence', 'quotes'], order: 'as-found', identify: identifyWhole },
];

export function takeSnapshot(
  { messageKey, flag }: StandingFlag,
  roster: Pick<Roster, 'personOfId' | 'classifyAddress'>,
): FlagSnapshot {
  const { rule, severity, grade, status, exception, people } = flag;
  const describePerson = (id: string): Canonical => ({ id, role: roster.personOfId(id)?.role ?? 'unknown' });
  const thirdParties = sortUnique(flag.thirdParties);
  const day = flag.date.slice(0, 10);
  const evidence = uniqueBy(flag.evidence, ({ kind, where, quote }) =>
    formatCanonical(wellFormed([kind, where, quote ?? null])),
  );
  return wellFormed({
    facts: {
      rule,
      clause: { protocol: flag.clause.protocol, ref: flag.clause.ref },
      severity,
      grade,
      status,
      exception,
    },
    sealed: {
      messageKey: [messageKey],
      messageId: [flag.messageId],
      messageDate: [flag.date],
      mailbox: [flag.mailbox],
      by: people.by === null ? [] : [describePerson(people.by)],
      affected: sortUnique(people.affected).map(describePerson),
      hidden: sortUnique(people.hidden).map(describePerson),
      thirdParties,
      thirdPartyClasses: thirdParties.map((address) => classOf(address, day, roster)),
      evidence: evidence.map(({ kind, where }) => ({ kind, where })),
      quotes: evidence.map(({ quote }) => quote ?? null),
    },
  });
}

/** What a part of the mail may add to a known flag: a better grade, and more people, third parties and evidence. */
export function keepBetter(known: FlagState, found: FlagSnapshot): FlagSnapshot {
  const sealed = { ...found.sealed };
  for (const group of groups) {
    const before = openRows(known, group);
    if (before === null) continue;
    const rows = group.order === 'single' ? before : joinRows(before, rowsOf(found.sealed, group), group);
    Object.assign(sealed, toFields(rows, group));
  }
  const grade = isBetter(found.facts.grade, known.facts.grade) ? found.facts.grade : known.facts.grade;
  return { facts: { ...known.facts, grade }, sealed };
}

export function compareFlag(known: FlagState, target: FlagSnapshot): FlagDifference {
  const [gained, lost, before]: [Fields, Fields, FlagDifference['before']] = [{}, {}, {}];
  for (const group of groups) {
    const rows = openRows(known, group);
    // Of a group of which something was erased nothing is written again: a scan must not undo an erasure.
    if (rows === null) continue;
    const found = rowsOf(target.sealed, group);
    const [knownIds, foundIds] = [new Set(rows.map(group.identify)), new Set(found.map(group.identify))];
    const hasLost = [...knownIds].some((id) => !foundIds.has(id));
    const hasGained = [...foundIds].some((id) => !knownIds.has(id));
    if (hasLost) Object.assign(lost, toFields(found, group));
    else if (hasGained) Object.assign(gained, toFields(found, group));
  }
  const isStronger = isBetter(target.facts.grade, known.facts.grade);
  for (const key of ['clause', 'severity', 'grade', 'status', 'exception'] as const) {
    const [old, now] = [known.facts[key], target.facts[key]];
    if (formatCanonical(old) !== formatCanonical(now) && !(key === 'grade' && isStronger)) before[key] = old;
  }
  return { isStronger, gained, lost, before };
}

function isBetter(grade: string, than: string): boolean {
  return grade < than;
}

function classOf(address: string, day: string, roster: Pick<Roster, 'classifyAddress'>): string {
  const { kind, media, minister } = roster.classifyAddress(address, day);
  if (media) return 'media';
  if (minister) return 'minister';
  return kind === 'trusted' ? 'trusted' : 'outside';
}

/** Null where something of the group was erased. */
function openRows(known: FlagState, group: Group): Canonical[][] | null {
  const columns = group.fields.map((field) => known.sealed[field] ?? []);
  const open: Record<string, Canonical[]> = {};
  for (const [index, values] of columns.entries()) {
    const column: Canonical[] = [];
    for (const value of values) {
      if (typeof value === 'string') return null;
      column.push(value.value);
    }
    open[group.fields[index] ?? ''] = column;
  }
  return rowsOf(open, group);
}

function rowsOf(fields: Fields, group: Group): Canonical[][] {
  const [first = ''] = group.fields;
  return (fields[first] ?? []).map((_, index) => group.fields.map((field) => fields[field]?.[index] ?? null));
}

function joinRows(before: Canonical[][], found: Canonical[][], { order, identify }: Group): Canonical[][] {
  const rows = uniqueBy([...before, ...found], identify);
  return order === 'sorted' ? rows.sort((left, right) => (identify(left) < identify(right) ? -1 : 1)) : rows;
}

function toFields(rows: readonly (readonly Canonical[])[], group: Group): Fields {
  return Object.fromEntries(group.fields.map((field, column) => [field, rows.map((row) => row[column] ?? null)]));
}

function sortUnique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function uniqueBy<Value>(values: readonly Value[], identify: (value: Value) => string): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) if (!found.has(identify(value))) found.set(identify(value), value);
  return [...found.values()];
}
