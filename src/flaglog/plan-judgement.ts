/** From judging some messages anew to the events to add: those of flags only, since this is no audit of all the mail. Pure. */

import type { EventDraft } from './events.ts';
import { FlagMap, type FlagState } from './flag-state.ts';
import { type ComputeId, type Found, type Planned, planFound, planMissing, toDrafts } from './plan-flags.ts';

export type Judgement = Found & {
  /** Keys of the messages on which every rule was judged with all the evidence there is: their other flags stand no longer. */
  judged: Iterable<string>;
};

/** None where the log already says all of it. */
export function planJudgement(
  flags: ReadonlyMap<string, FlagState>,
  judgement: Judgement,
  computeId: ComputeId,
): EventDraft[] {
  const planned = planFound(flags, judgement, computeId);
  if (judgement.complete) planned.push(...planGone(flags, judgement, new Set(planned.map(({ id }) => id)), computeId));
  return toDrafts(planned);
}

/** Two ways to the same flags, since either could take milliseconds: a live service plans at every message, and sweeps all of them. */
function planGone(
  flags: ReadonlyMap<string, FlagState>,
  { judged, reasons }: Judgement,
  met: ReadonlySet<string>,
  computeId: ComputeId,
): Planned[] {
  // As the log keeps them.
  const keys = new Set<string>();
  for (const key of judged) keys.add(key.toWellFormed());
  const rules = rulesOf(flags);
  const isCheaperById = keys.size * rules.size * flagsAnId < flags.size;
  const found = isCheaperById ? findById(flags, keys, rules, computeId) : findByKey(flags, keys, computeId);
  const gone = found.filter(({ id, isStanding }) => isStanding && !met.has(id));
  return gone.map((flag) => planMissing(flag, true, reasons));
}

/** As many flags are looked at in the time that it takes to compute one id. */
const flagsAnId = 50;

function rulesOf(flags: ReadonlyMap<string, FlagState>): ReadonlySet<string> {
  return flags instanceof FlagMap ? flags.rules : new Set([...flags.values()].map(({ facts }) => facts.rule));
}

function findById(
  flags: ReadonlyMap<string, FlagState>,
  keys: ReadonlySet<string>,
  rules: ReadonlySet<string>,
  computeId: ComputeId,
): FlagState[] {
  const ids = new Set([...rules].flatMap((rule) => [...keys].map((key) => computeId(rule, key))));
  return [...ids].flatMap((id) => flags.get(id) ?? []);
}

/** By the keyed hash only where the message reference was erased. */
function findByKey(
  flags: ReadonlyMap<string, FlagState>,
  keys: ReadonlySet<string>,
  computeId: ComputeId,
): FlagState[] {
  const found: FlagState[] = [];
  const nameless = new FlagMap();
  for (const flag of flags.values()) {
    const sealed = flag.sealed.messageKey?.[0];
    if (typeof sealed !== 'object') nameless.set(flag.id, flag);
    else if (typeof sealed.value === 'string' && keys.has(sealed.value)) found.push(flag);
  }
  return [...found, ...findById(nameless, keys, nameless.rules, computeId)];
}
