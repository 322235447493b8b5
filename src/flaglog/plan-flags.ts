/** From one flag as the log knows it, and as it was found or no longer found, to the events to add. Pure. */

import type { Roster } from '../council/roster.ts';
import type { StandingFlag } from '../rules/flag.ts';
import type { Canonical } from './canonical.ts';
import type { EventDraft } from './events.ts';
import { compareFlag, type FlagSnapshot, keepBetter, takeSnapshot } from './flag-snapshot.ts';
import { type FlagFacts, type FlagState, valuesOf } from './flag-state.ts';

/** The identity of the flag that a rule raises on a message. */
export type ComputeId = (rule: string, messageKey: string) => string;

/** What was found, each flag once. */
export type Found = {
  standing: readonly StandingFlag[];
  /** False: only adds, strengthens and widens; never withdraws, restores or weakens. */
  complete: boolean;
  /** Codes that say why a flag may change or go. */
  reasons: string[];
  roster: Pick<Roster, 'personOfId' | 'classifyAddress'>;
};

/** `after` is null where the flag does not stand after the events. */
export type Planned = {
  id: string;
  rule: string;
  date: Canonical | undefined;
  drafts: EventDraft[];
  after: FlagFacts | null;
};

export function planFound(
  flags: ReadonlyMap<string, FlagState>,
  { standing, complete, reasons, roster }: Found,
  computeId: ComputeId,
): Planned[] {
  const met = new Set<string>();
  return standing.map((found) => {
    const id = computeId(found.flag.rule, found.messageKey);
    if (met.has(id)) throw new TypeError(`Rule ${found.flag.rule} reported one message twice in one audit.`);
    met.add(id);
    return planFlag(id, flags.get(id), takeSnapshot(found, roster), complete, reasons);
  });
}

/** In an order that does not depend on the order of reading. */
export function toDrafts(planned: readonly Planned[]): EventDraft[] {
  return [...planned].sort(compareByMessage).flatMap(({ drafts }) => drafts);
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

export function planMissing(flag: FlagState, isGone: boolean, reasons: string[]): Planned {
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
