/**
 * Mutes and standing arrangements: what the council has agreed to, so that flags about it are raised and logged as ever, and alert
 * nobody. One list of what was recorded in the log and of what the council file says under `arrangements`, which is read only.
 */

import type { Council, LocalDate } from '../council/council.ts';
import { isWithin } from '../council/dates.ts';
import type { Roster } from '../council/roster.ts';
import type { EventDraft } from '../flaglog/events.ts';
import { type LoggedFlag, readId, valuesOf } from '../flaglog/flag-state.ts';
import { type RecordedMute, scopeOf } from './mute-state.ts';
import { type ReviewState, textOf } from './review-state.ts';
import { handledBy } from './roles.ts';
import { type Recipient, subjectsOf } from './routing.ts';

export type Mute = {
  /** `mute-12` after the event that recorded it, `arrangement-2` after its place in the council file. */
  id: string;
  isReadOnly: boolean;
  rule: string;
  /** Roster ids; empty: anybody. */
  people: string[];
  /** Words that the subject of the message must have; '' for any. */
  subject: string;
  /** Id of a flag of this rule: for messages of its conversation; '' for any. */
  thread: string;
  from: LocalDate | null;
  until: LocalDate | null;
  /** Null where it was erased. */
  reason: string | null;
  /** Whoever recorded it; null for the council file, and where that was erased. */
  by: Recipient | null;
  isEnded: boolean;
};

/** What the log does not keep of a message. */
export type MessageKnown = {
  /** Null where it is not known. */
  subject: string | null;
  /** Whether the flag with this id, of the same rule, was raised on a message of its conversation. */
  isInThread: (flag: string) => boolean;
  day: LocalDate;
};

export function listMutes(
  mutes: ReadonlyMap<number, RecordedMute>,
  { arrangements }: Pick<Council, 'arrangements'>,
): Mute[] {
  return [
    ...[...mutes.values()].flatMap((mute): Mute[] => {
      const scope = scopeOf(mute);
      const [actor] = valuesOf(mute.sealed.actor);
      const { rule, from, until, seq } = mute;
      const known = { id: `mute-${seq}`, isReadOnly: false, rule, from, until, reason: textOf(mute) };
      const by = actor === undefined ? null : readId(actor);
      // What it covers is gone: it covers nothing, and is still listed.
      const left = scope ?? { people: [], subject: '', thread: '' };
      return [{ ...known, ...left, by, isEnded: mute.ended !== null || scope === null }];
    }),
    ...arrangements.map(
      ({ rule, people, subject, from, until, reason }, index): Mute => ({
        id: `arrangement-${index + 1}`,
        isReadOnly: true,
        rule,
        people,
        subject,
        thread: '',
        from,
        until,
        reason,
        by: null,
        isEnded: false,
      }),
    ),
  ];
}

/** By which of these the flag is to be kept back; null: by none. What is not known of the message never matches. */
export function findMute(
  flag: LoggedFlag,
  review: ReviewState,
  message: MessageKnown,
  mutes: readonly Mute[],
  roster: Roster,
): Mute | null {
  const covers = (mute: Mute): boolean =>
    !mute.isEnded &&
    isWithin(message.day, mute.from, mute.until) &&
    (mute.subject.trim() === '' || hasWords(message.subject, mute.subject)) &&
    (mute.thread === '' || message.isInThread(mute.thread)) &&
    coversPeople(mute, flag, review, roster, message.day);
  return mutes.find((mute) => mute.rule === flag.rule && covers(mute)) ?? null;
}

/**
 * Whether the flag is kept back now: what it cites is asked again for its people, since a flag may have widened to others. An end
 * does not bring back what was raised before it.
 */
export function isMuted(
  flag: LoggedFlag,
  review: ReviewState,
  mutes: readonly Mute[],
  { roster, day }: { roster: Roster; day: LocalDate },
): boolean {
  if (review.citedMute === null) return false;
  const mute = mutes.find(({ id }) => id === review.citedMute);
  // A citation of the council file outlives a change of it.
  if (mute === undefined) return review.citedMute.startsWith('arrangement-');
  if (mute.isReadOnly && mute.rule !== flag.rule) return true;
  return coversPeople(mute, flag, review, roster, day);
}

/** The event that says so, with the reason as it was then. */
export function draftCitation(flag: string, { id, reason }: Mute): EventDraft {
  return {
    type: 'flag-muted',
    data: { flag, by: id },
    sealed: reason === null || reason === '' ? {} : { reasonText: [reason] },
  };
}

/** As the arrangements with staff have it (src/rules/staff-contact.ts): of each role, all who are the subject must be named. */
function coversPeople(mute: Mute, flag: LoggedFlag, review: ReviewState, roster: Roster, day: LocalDate): boolean {
  if (!isInHandsOf(mute, flag, review, roster, day)) return false;
  if (mute.people.length === 0) return true;
  const subjects = subjectsOf(flag);
  const roleOf = (id: string): string => roster.personOfId(id)?.role ?? 'unknown';
  const namedRoles = new Set(mute.people.map(roleOf));
  return (
    subjects.some((id) => mute.people.includes(id)) &&
    subjects.every((id) => mute.people.includes(id) || !namedRoles.has(roleOf(id)))
  );
}

/** Nobody mutes what is about themselves, nor what has passed on to somebody else since it is about a handler. */
function isInHandsOf(
  { by, isReadOnly }: Mute,
  flag: LoggedFlag,
  review: ReviewState,
  roster: Roster,
  day: LocalDate,
): boolean {
  // Of a flag of which this was erased nobody can tell whom it is about.
  if (flag.erased.some((field) => field === 'by' || field === 'hidden')) return false;
  if (isReadOnly) return true;
  if (by === null || subjectsOf(flag).includes(by)) return false;
  return !handledBy(flag, review, { roster, day }).isRerouted;
}

/** Every word of `wanted`, in any order, whole, and without regard to capitals. */
function hasWords(subject: string | null, wanted: string): boolean {
  if (subject === null) return false;
  const words = wordsOf(subject);
  return [...wordsOf(wanted)].every((word) => words.has(word));
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}
