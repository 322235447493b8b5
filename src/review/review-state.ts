/** What the events of a log say of the review of each flag. Pure; a piece of the log can be folded behind another. */

import { type Canonical, isCanonicalArray } from '../flaglog/canonical.ts';
import type { LogEvent, SealedValues } from '../flaglog/events.ts';
import { type EventPlace, type FlagState, readId, valuesOf } from '../flaglog/flag-state.ts';
import type { SealedPlace } from '../flaglog/sealed.ts';
import { readErasures } from '../flaglog/verify.ts';
import { forgetPlaces } from './forget.ts';
import type { Office, PassedOver } from './routing.ts';
import { type RoleName, type StateName, type TransitionName, transitionOfEvent } from './transitions.ts';

/** One thing that was done, as the log has it for ever. What is about people stands in `sealed` (docs/formats/flag-log.md). */
export type ReviewEntry = EventPlace & {
  transition: TransitionName;
  /** Type of the event. */
  event: string;
  role: RoleName;
  from: StateName;
  to: StateName;
  reason: string | null;
  actions: string[];
  /** Local day until which an explanation is awaited, or at which a late review was due. */
  due: string | null;
  /** Number of the event that this one corrects. */
  corrects: number | null;
  /** In which place whoever was passed over stood. */
  office: Office | null;
  sealed: SealedValues;
};

export type ReviewState = {
  flag: string;
  state: StateName;
  /** The event that brought it there; null while nothing has. */
  since: EventPlace | null;
  /** Number of the newest event that is not quiet; 0: none. */
  seq: number;
  /** While an explanation is awaited. */
  due: string | null;
  /** Since it was last opened it was found late, and the alternate may act. */
  isLate: boolean;
  /** The auditor has asked for it, and nobody has answered. */
  isReopeningRequested: boolean;
  /** What its alerts are kept back by, such as `mute-12`; null: nothing. See mutes.ts. */
  citedMute: string | null;
  history: readonly ReviewEntry[];
};

export type Reviews = ReadonlyMap<string, ReviewState>;

/** Flags nobody has done anything to have no state of their own. */
export function reviewOf(reviews: Reviews, flag: string): ReviewState {
  return reviews.get(flag) ?? { ...untouched, flag };
}

const untouched: Omit<ReviewState, 'flag'> = {
  state: 'open',
  since: null,
  seq: 0,
  due: null,
  isLate: false,
  isReopeningRequested: false,
  citedMute: null,
  history: [],
};

/** What an order names as seen: it moves with the flag and with its review. */
export function versionOf(flag: Pick<FlagState, 'changed'>, review: Pick<ReviewState, 'seq'>): number {
  return Math.max(flag.changed.seq, review.seq);
}

export function foldReviews(events: readonly LogEvent[]): Map<string, ReviewState> {
  const reviews = new Map<string, ReviewState>();
  foldReviewsOnto(reviews, events);
  return reviews;
}

/** Puts into `reviews` what each review is after these events; `before` says what it was. */
export function foldReviewsOnto(
  reviews: Map<string, ReviewState>,
  events: readonly LogEvent[],
  before: Reviews = reviews,
): void {
  for (const event of events) {
    const { flag } = event.entry.data;
    if (event.entry.type === 'sealed-erased') forget(reviews, readErasures(event.entry), before);
    if (typeof flag !== 'string') continue;
    const next = stepOf(reviewOf(before, flag), event);
    if (next !== null) reviews.set(flag, next);
  }
}

function stepOf(review: ReviewState, event: LogEvent): ReviewState | null {
  const { type, data } = event.entry;
  if (type === 'flag-muted') return { ...review, citedMute: readWord(data.by) };
  const transition = transitionOfEvent(type);
  if (transition === null) return null;
  const entry = readEntry(event, transition.name, review.state);
  const { to, due, seq, time } = entry;
  const isMoved = transition.to !== null;
  return {
    ...review,
    state: to,
    since: isMoved ? { seq, time } : review.since,
    seq: transition.isQuiet ? review.seq : seq,
    due: isMoved ? (to === 'awaiting-explanation' ? due : null) : review.due,
    isLate: transition.name === 'mark-late' || (review.isLate && transition.name !== 'reopen'),
    isReopeningRequested: asksAfter(transition.name, review.isReopeningRequested),
    history: [...review.history, entry],
  };
}

function asksAfter(name: TransitionName, before: boolean): boolean {
  if (name === 'request-reopening') return true;
  return name === 'decline-reopening' || name === 'reopen' ? false : before;
}

/** The log's own entries, verified before they are folded: their shape is that of plan-transition.ts. */
function readEntry(
  { seq, entry: { time, type, data }, sealed }: LogEvent,
  transition: TransitionName,
  before: StateName,
): ReviewEntry {
  return {
    seq,
    time,
    transition,
    event: type,
    role: (readWord(data.role) ?? 'system') as RoleName,
    from: (readWord(data.from) ?? before) as StateName,
    to: (readWord(data.to) ?? before) as StateName,
    reason: readWord(data.reason),
    actions: isCanonicalArray(data.actions) ? data.actions.filter((word) => typeof word === 'string') : [],
    due: readWord(data.due),
    corrects: typeof data.corrects === 'number' ? data.corrects : null,
    office: readWord(data.office) as Office | null,
    sealed,
  };
}

function forget(reviews: Map<string, ReviewState>, places: readonly SealedPlace[], before: Reviews): void {
  if (places.length === 0) return;
  const bySeq = Map.groupBy(places, ({ seq }) => seq);
  for (const review of [...before.values()]) {
    if (!review.history.some(({ seq }) => bySeq.has(seq))) continue;
    const history = review.history.map((entry) => ({
      ...entry,
      sealed: forgetPlaces(entry.sealed, bySeq.get(entry.seq) ?? []),
    }));
    reviews.set(review.flag, { ...review, history });
  }
}

/** Text that is sealed with an entry; null where there is none, or none any more. */
export function textOf({ sealed }: Pick<ReviewEntry, 'sealed'>, field = 'reasonText'): string | null {
  const [value] = valuesOf(sealed[field]);
  return typeof value === 'string' ? value : null;
}

/** Id of a person who is sealed with an entry: `actor`, `recipient` or `passedOver`. */
export function personOf({ sealed }: Pick<ReviewEntry, 'sealed'>, field = 'actor'): string | null {
  const [value] = valuesOf(sealed[field]);
  return value === undefined ? null : readId(value);
}

/** Whoever may not handle this flag any more, for good: they recused themselves, or were found to be involved. */
export function passedOverOf({ history }: Pick<ReviewState, 'history'>): PassedOver {
  return history.flatMap((entry) => {
    if (entry.transition !== 'recuse' && entry.transition !== 'reroute') return [];
    const id = personOf(entry, entry.transition === 'recuse' ? 'actor' : 'passedOver');
    return [{ id, office: entry.office ?? 'clerk' }];
  });
}

/** The first time that this was done; null: never. */
export function firstTime({ history }: Pick<ReviewState, 'history'>, name: TransitionName): EventPlace | null {
  const found = history.find(({ transition }) => transition === name);
  return found === undefined ? null : { seq: found.seq, time: found.time };
}

function readWord(value: Canonical | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
