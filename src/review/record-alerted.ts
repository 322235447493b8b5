/** That flags were alerted, once the letter was out: an event of its own, to whom it went sealed. */

import { localDate, type Roster } from '../council/roster.ts';
import type { LogEvent } from '../flaglog/events.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import { systemActor } from './order.ts';
import { planTransition } from './plan-transition.ts';
import { reviewsOf } from './review-log.ts';
import { reviewOf } from './review-state.ts';
import type { Recipient } from './routing.ts';

export function recordAlerted(
  log: FlagLog,
  roster: Roster,
  at: Date,
  { flags, recipient }: { flags: readonly string[]; recipient: Recipient },
): Promise<LogEvent[]> {
  const on = { roster, day: localDate(at, roster.council.timezone) };
  return log.append(at, (state) => {
    const { reviews } = reviewsOf(state);
    return {
      drafts: flags.flatMap((flag) => {
        const order = { transition: 'note-alerted', flag, actor: systemActor, recipient } as const;
        const planned = planTransition(order, { flag: state.flags.get(flag), review: reviewOf(reviews, flag) }, on);
        return planned.kind === 'planned' ? planned.drafts : [];
      }),
    };
  });
}
