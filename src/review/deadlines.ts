/** When a flag is to be decided, when it is late, and what Candour itself has to record of flags. Pure: a sweep or a digest asks. */

import type { LocalDate } from '../council/council.ts';
import { localDate } from '../council/dates.ts';
import { addWorkingDays } from '../council/working-days.ts';
import type { EventDraft } from '../flaglog/events.ts';
import { type FlagState, type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import { isMuted, listMutes, type Mute } from './mutes.ts';
import { type Order, systemActor } from './order.ts';
import { conditionOf, planTransition } from './plan-transition.ts';
import type { ReviewLog } from './review-log.ts';
import { passedOverOf, type ReviewState, reviewOf } from './review-state.ts';
import { handledBy, type OnDay } from './roles.ts';
import { mayRead, recipientOf, usualHandlers } from './routing.ts';
import { undecided } from './transitions.ts';

/** Digests say "five working days" in words too. */
export const defaultDecideWorkingDays = 5;

/** `decideWorkingDays`: after the flag was raised or reopened; day 1 is the first working day after it. */
export type Deadlines = { decideWorkingDays: number };

/** Whether anybody is to decide anything about it: what was dismissed, confirmed, referred or closed waits for nobody. */
export function isUndecided(flag: Pick<FlagState, 'isStanding' | 'facts'>, { state }: ReviewState): boolean {
  if (!undecided.includes(state)) return false;
  const condition = conditionOf(flag);
  // An excused flag waits only where somebody looks into it all the same.
  return condition === 'open' || (condition === 'excepted' && state !== 'open' && state !== 'reopened');
}

/** The last local day on which a decision is in time; null where none is due. What is only advice waits for nobody. */
export function dueDayOf(
  flag: FlagState,
  review: ReviewState,
  { roster }: OnDay,
  { decideWorkingDays }: Deadlines,
): LocalDate | null {
  if (!isUndecided(flag, review)) return null;
  if (review.due !== null) return review.due;
  if (flag.facts.severity === 'advice' && review.history.length === 0) return null;
  const { council } = roster;
  return addWorkingDays(localDate(new Date(openedAt(flag, review)), council.timezone), decideWorkingDays, council);
}

/** An explanation that came in does not start the time anew. */
function openedAt(flag: FlagState, { history }: ReviewState): string {
  return history.findLast(({ transition }) => transition === 'reopen')?.time ?? flag.raised.time;
}

/** That flags have become late, and that handlers are involved: each once, in the order of the log. None where all is on record. */
export function planDue(
  flags: ReadonlyMap<string, FlagState>,
  { reviews, mutes }: ReviewLog,
  on: OnDay,
  deadlines: Deadlines,
): EventDraft[] {
  const list = listMutes(mutes, on.roster.council);
  return [...flags.values()].flatMap((flag) => {
    const review = reviewOf(reviews, flag.id);
    if (!isUndecided(flag, review)) return [];
    const logged = toLoggedFlag(on.roster.council.id, flag);
    const orders = [...rerouteOrders(logged, review, on), ...lateOrders(flag, logged, review, list, on, deadlines)];
    return orders.flatMap((order) => {
      const planned = planTransition(order, { flag, review }, on);
      return planned.kind === 'planned' ? planned.drafts : [];
    });
  });
}

function lateOrders(
  flag: FlagState,
  logged: LoggedFlag,
  review: ReviewState,
  mutes: readonly Mute[],
  on: OnDay,
  deadlines: Deadlines,
): Order[] {
  if (review.isLate) return [];
  const due = dueDayOf(flag, review, on, deadlines);
  if (due === null || due >= on.day || isMuted(logged, review, mutes, on)) return [];
  return [{ transition: 'mark-late', flag: flag.id, actor: systemActor }];
}

/** Whoever would have come before the handler and may not, since the flag is about them: for good, whatever later evidence says. */
function rerouteOrders(flag: LoggedFlag, review: ReviewState, on: OnDay): Order[] {
  const { roster, day } = on;
  const handler = handledBy(flag, review, on);
  if (!handler.isRerouted) return [];
  const passedOver = passedOverOf(review);
  const named = (['clerkFlags', 'alternate'] as const).flatMap((key) => recipientOf(key, roster) ?? []);
  const inOrder = [...usualHandlers(roster, day).map(({ id }) => id), ...named];
  const chosen = inOrder.indexOf(handler.recipient ?? '');
  return [...new Set(chosen === -1 ? inOrder : inOrder.slice(0, chosen))]
    .filter((id) => !passedOver.some((each) => each.id === id) && !mayRead(flag, id, roster, day))
    .map((id) => ({ transition: 'reroute', flag: flag.id, actor: systemActor, passedOver: id }));
}
