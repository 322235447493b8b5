/** Which of the flags that were just raised a mute or an arrangement keeps back, said in the log: it is cited on what it suppresses. */

import type { Roster } from '../council/roster.ts';
import type { EventDraft, LogEvent } from '../flaglog/events.ts';
import { type FlagState, flagEventTypes, toLoggedFlag } from '../flaglog/flag-state.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import { draftCitation, findMute, isMuted, listMutes, type MessageKnown } from './mutes.ts';
import { reviewsOf } from './review-log.ts';
import { reviewOf } from './review-state.ts';

/** Null where the message of the flag is not known. */
export type FindMessage = (flag: FlagState) => MessageKnown | null;

/** `events`: those that raised or changed flags, as of which `state` is. In their order, each flag once. */
export function planCitations(
  events: readonly LogEvent[],
  state: LogState,
  roster: Roster,
  findMessage: FindMessage,
): EventDraft[] {
  const { reviews, mutes } = reviewsOf(state);
  const list = listMutes(mutes, roster.council);
  if (list.length === 0) return [];
  const ids = events.flatMap(({ entry }) =>
    flagEventTypes.includes(entry.type) && typeof entry.data.flag === 'string' ? [entry.data.flag] : [],
  );
  return [...new Set(ids)].flatMap((id) => {
    const flag = state.flags.get(id);
    const message = flag === undefined ? null : findMessage(flag);
    if (flag === undefined || !flag.isStanding || message === null) return [];
    const [logged, review] = [toLoggedFlag(roster.council.id, flag), reviewOf(reviews, id)];
    if (isMuted(logged, review, list, { roster, day: message.day })) return [];
    const mute = findMute(logged, review, message, list, roster);
    return mute === null || mute.id === review.citedMute ? [] : [draftCitation(id, mute)];
  });
}
