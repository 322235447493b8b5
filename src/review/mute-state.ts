/** The mutes of a log, as its events have them. Pure, like review-state.ts. */

import type { LogEvent, SealedValues } from '../flaglog/events.ts';
import { type EventPlace, readId, valuesOf } from '../flaglog/flag-state.ts';
import { readErasures } from '../flaglog/verify.ts';
import { forgetPlaces } from './forget.ts';

/** As it was recorded. Whom and what it is about, and why, is sealed. */
export type RecordedMute = EventPlace & {
  rule: string;
  from: string;
  until: string;
  sealed: SealedValues;
  ended: EventPlace | null;
};

export function foldMutesOnto(
  mutes: Map<number, RecordedMute>,
  events: readonly LogEvent[],
  before: ReadonlyMap<number, RecordedMute> = mutes,
): void {
  for (const { seq, entry, sealed } of events) {
    const { type, data, time } = entry;
    if (type === 'mute-recorded') {
      const { rule, from, until } = data as { rule: string; from: string; until: string };
      mutes.set(seq, { seq, time, rule, from, until, sealed, ended: null });
    }
    if (type === 'mute-ended' && typeof data.mute === 'number') {
      const mute = before.get(data.mute);
      if (mute !== undefined && mute.ended === null) mutes.set(mute.seq, { ...mute, ended: { seq, time } });
    }
    if (type !== 'sealed-erased') continue;
    for (const [place, places] of Map.groupBy(readErasures(entry), (each) => each.seq)) {
      const mute = before.get(place);
      if (mute !== undefined) mutes.set(place, { ...mute, sealed: forgetPlaces(mute.sealed, places) });
    }
  }
}

/** Null where something of it was erased: nobody can tell any more what it would cover. */
export function scopeOf({ sealed }: RecordedMute): { people: string[]; subject: string; thread: string } | null {
  const fields = [sealed.people, sealed.subject, sealed.thread, sealed.actor];
  if (fields.some((values) => values?.some((value) => typeof value === 'string'))) return null;
  const word = (field: string): string => valuesOf(sealed[field]).find((value) => typeof value === 'string') ?? '';
  return {
    people: valuesOf(sealed.people).flatMap((value) => readId(value) ?? []),
    subject: word('subject'),
    thread: word('thread'),
  };
}
