/** Orders carried out: planned from the log as it stands in the transaction that appends to it, so that two never both decide. */

import { localDate, type Roster } from '../council/roster.ts';
import type { LogEvent } from '../flaglog/events.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import type { RecordedMute } from './mute-state.ts';
import type { Order, PlannedTransition, Refusal } from './order.ts';
import type { MuteRefusal, PlannedMute } from './plan-mute.ts';
import { planTransition } from './plan-transition.ts';
import { reviewsOf } from './review-log.ts';
import { reviewOf } from './review-state.ts';
import type { OnDay } from './roles.ts';

/** No events: it was on record already. */
export type Recorded = { kind: 'recorded'; events: readonly LogEvent[] };

/** Throws FlagLogError where the log does not verify or cannot be written. An order of the role `system` never comes from outside. */
export function decide(
  log: Pick<FlagLog, 'append'>,
  roster: Roster,
  at: Date,
  order: Order,
): Promise<Recorded | Refusal> {
  const on = onDay(roster, at);
  return carryOut(log, at, (state) => {
    const { reviews } = reviewsOf(state);
    return planTransition(order, { flag: state.flags.get(order.flag), review: reviewOf(reviews, order.flag) }, on);
  });
}

/** For `planMute` and `planMuteEnd`. */
export function decideMute(
  log: FlagLog,
  roster: Roster,
  at: Date,
  plan: (mutes: ReadonlyMap<number, RecordedMute>, on: OnDay) => PlannedMute | MuteRefusal,
): Promise<Recorded | MuteRefusal> {
  return carryOut(log, at, (state) => plan(reviewsOf(state).mutes, onDay(roster, at)));
}

async function carryOut<Refused extends { kind: 'refused' }>(
  log: Pick<FlagLog, 'append'>,
  at: Date,
  plan: (state: LogState) => PlannedTransition | Refused,
): Promise<Recorded | Refused> {
  let refusal: Refused | null = null;
  const events = await log.append(at, (state) => {
    const planned = plan(state);
    refusal = planned.kind === 'refused' ? planned : null;
    return { drafts: planned.kind === 'refused' ? [] : planned.drafts };
  });
  return refusal ?? { kind: 'recorded', events };
}

function onDay(roster: Roster, at: Date): OnDay {
  return { roster, day: localDate(at, roster.council.timezone) };
}
