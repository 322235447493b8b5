/**
 * What somebody is shown who is named in a flag: facts about themselves only. Built from what may be shown, never by taking out of
 * the whole what may not. Pure.
 */

import type { LogEvent } from '../flaglog/events.ts';
import { type FlagState, type LoggedFlag, readId, toLoggedFlag, valuesOf } from '../flaglog/flag-state.ts';
import type { Grade, Severity } from '../rules/flag.ts';
import { scopeOf } from './mute-state.ts';
import { conditionOf } from './plan-transition.ts';
import type { ReviewLog } from './review-log.ts';
import { personOf, type ReviewEntry, type ReviewState, reviewOf, textOf } from './review-state.ts';
import {
  type Condition,
  type RoleName,
  type StateName,
  type TransitionName,
  transitionOfEvent,
} from './transitions.ts';

export type Part = 'acted' | 'concerned' | 'received-unseen';

export type ConcernedView = {
  /** Eight digits, to speak of it by. */
  shortId: string;
  rule: string;
  clause: { protocol: string; ref: string };
  severity: Severity;
  grade: Grade;
  condition: Condition;
  exception: string | null;
  /** Of the message, local, RFC 3339; null where it was erased. */
  messageDate: string | null;
  /** What the flag says that the person did, or what was done to them. */
  parts: Part[];
  raisedAt: string;
  /** Only where the flag is about this person: to others, what was decided is about somebody else. */
  state: StateName | null;
  entries: ConcernedEntry[];
  /** Their own, word for word. */
  statement: string | null;
  mayAddStatement: boolean;
  /** How many other people and outside parties the flag names, who are not shown. */
  othersNamed: number;
  /** That quotes, and reasons in free text, are held and not shown, since they may be about others. */
  heldBack: { quotes: number; texts: number };
};

/** By role: nobody is named, and no free text is shown. `isOwn`: it was done by this person, or asked of them. */
export type ConcernedEntry = {
  time: string;
  transition: TransitionName;
  role: RoleName;
  due: string | null;
  isOwn: boolean;
};

/** What is held about one person, for a subject access request (UK GDPR, Article 15). */
export type SubjectAccess = {
  person: string;
  flags: ConcernedView[];
  /** What they did as handler, alternate or auditor, also to flags that do not name them. */
  acts: { time: string; transition: TransitionName; role: RoleName; flag: string }[];
  /** Mutes that name them; `rule` and dates only, since the reason may be about others. */
  mutes: { id: string; rule: string; from: string; until: string }[];
};

/** Null where the flag does not name the person. */
export function viewForConcerned(state: FlagState, review: ReviewState, person: string): ConcernedView | null {
  const flag = toLoggedFlag('', state);
  const parts = partsOf(flag, person);
  if (parts.length === 0) return null;
  const isSubject = parts.includes('acted') || parts.includes('received-unseen');
  const { rule, clause, severity, grade, exception } = state.facts;
  const own = review.history.filter((entry) => isOwn(entry, person));
  const statement = own.find(({ transition }) => transition === 'add-statement') ?? null;
  const isOffered = own.some(({ transition }) => transition === 'offer-statement');
  const shown = review.history.filter((entry) => own.includes(entry) || (isSubject && isShown(entry)));
  return {
    shortId: state.id.slice(0, 8),
    rule,
    clause: { protocol: clause.protocol, ref: clause.ref },
    severity,
    grade,
    condition: conditionOf(state),
    exception,
    messageDate: flag.date,
    parts,
    raisedAt: state.raised.time,
    state: isSubject ? review.state : null,
    entries: shown.map((entry) => ({
      time: entry.time,
      transition: entry.transition,
      role: entry.role,
      due: entry.due,
      isOwn: own.includes(entry),
    })),
    statement: statement === null ? null : textOf(statement, 'statement'),
    mayAddStatement: isOffered && statement === null,
    othersNamed: countOthers(flag, person),
    heldBack: {
      quotes: flag.evidence.filter(({ quote }) => quote !== undefined).length,
      texts: review.history.filter((entry) => textOf(entry) !== null).length,
    },
  };
}

export function reportForSubject(
  person: string,
  { flags, events }: { flags: ReadonlyMap<string, FlagState>; events: readonly LogEvent[] },
  { reviews, mutes }: ReviewLog,
): SubjectAccess {
  return {
    person,
    flags: [...flags.values()].flatMap((flag) => viewForConcerned(flag, reviewOf(reviews, flag.id), person) ?? []),
    acts: events.flatMap((event) => actOf(event, person)),
    mutes: [...mutes.values()]
      .filter((mute) => scopeOf(mute)?.people.includes(person))
      .map(({ seq, rule, from, until }) => ({ id: `mute-${seq}`, rule, from, until })),
  };
}

function partsOf({ people }: LoggedFlag, person: string): Part[] {
  const parts: [Part, boolean][] = [
    ['acted', people.by === person],
    ['concerned', people.affected.includes(person)],
    ['received-unseen', people.hidden.includes(person)],
  ];
  return parts.flatMap(([part, isIt]) => (isIt ? [part] : []));
}

/** How the decision came about; not who looked when, nor that a handler was found to be involved, which is about the handler. */
function isShown({ transition, from, to }: ReviewEntry): boolean {
  return from !== to || transition === 'mark-late';
}

function isOwn(entry: ReviewEntry, person: string): boolean {
  if (entry.transition === 'offer-statement' || entry.transition === 'request-explanation')
    return personOf(entry, 'recipient') === person;
  return entry.transition === 'add-statement' && personOf(entry) === person;
}

function countOthers({ people, thirdParties }: LoggedFlag, person: string): number {
  const ids = new Set([...(people.by === null ? [] : [people.by]), ...people.affected, ...people.hidden]);
  ids.delete(person);
  return ids.size + thirdParties.length;
}

function actOf({ entry, sealed }: LogEvent, person: string): SubjectAccess['acts'] {
  const transition = transitionOfEvent(entry.type);
  const [actor] = valuesOf(sealed.actor);
  if (transition === null || actor === undefined || readId(actor) !== person || entry.data.role === 'person-concerned')
    return [];
  const flag = String(entry.data.flag).slice(0, 8);
  return [{ time: entry.time, transition: transition.name, role: entry.data.role as RoleName, flag }];
}
