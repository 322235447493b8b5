/** Recording a mute, and ending one. Pure, like plan-transition.ts. */

import type { LocalDate } from '../council/council.ts';
import { addDays, isLocalDate } from '../council/dates.ts';
import { isRuleId } from '../council/rule-ids.ts';
import type { EventDraft } from '../flaglog/events.ts';
import type { RecordedMute } from './mute-state.ts';
import type { OnDay } from './roles.ts';
import { type Recipient, recipientOf, usualHandlers } from './routing.ts';

export type MuteOrder = {
  actor: Recipient;
  rule: string;
  /** At least one of these three: to hear nothing of a rule at all, switch it off in the council file. */
  people: readonly string[];
  subject: string;
  /** Id of a flag of this rule, whose conversation is meant; '' for none. */
  thread: string;
  /** The last day on whose messages it holds. */
  until: string;
  reason: string;
};

export type MuteField = 'rule' | 'people' | 'subject' | 'thread' | 'until' | 'reason' | 'mute';
export type MuteRefusal = { kind: 'refused'; field: MuteField | null; message: string };
export type PlannedMute = { kind: 'planned'; drafts: EventDraft[] };

/** So that somebody thinks of it again every year. */
export const longestMuteDays = 366;
const longestReason = 2_000;
const longestSubject = 200;

/** Whoever handles flags by office, never the auditor. What is about them, and so handled by others, takes the council file. */
export function mayMute(actor: Recipient, { roster, day }: OnDay): boolean {
  if (actor === recipientOf('auditor', roster)) return false;
  return usualHandlers(roster, day).some(({ id }) => id === actor);
}

export function planMute(order: MuteOrder, on: OnDay): PlannedMute | MuteRefusal {
  const refusal = checkMute(order, on);
  if (refusal !== null) return refusal;
  const { actor, rule, people, subject, thread, until, reason } = order;
  return planned({
    type: 'mute-recorded',
    data: { rule, from: on.day, until, role: 'handler' },
    sealed: {
      actor: [{ id: actor }],
      reasonText: [reason.trim()],
      ...(people.length === 0 ? {} : { people: [...new Set(people)].sort().map((id) => ({ id })) }),
      ...(subject.trim() === '' ? {} : { subject: [subject.trim()] }),
      ...(thread === '' ? {} : { thread: [thread] }),
    },
  });
}

export function planMuteEnd(
  { actor, mute, reason }: { actor: Recipient; mute: number; reason: string },
  mutes: ReadonlyMap<number, RecordedMute>,
  on: OnDay,
): PlannedMute | MuteRefusal {
  if (!mayMute(actor, on)) return refused(null, 'Only whoever handles flags ends a mute.');
  const known = mutes.get(mute);
  if (known === undefined) return refused('mute', 'There is no such mute; arrangements end in the council file.');
  if (known.ended !== null) return refused('mute', 'This mute has ended already.');
  if (reason.trim() === '') return refused('reason', 'Say why it ends.');
  if (reason.length > longestReason) return refused('reason', tooLong(longestReason));
  return planned({
    type: 'mute-ended',
    data: { mute, role: 'handler' },
    sealed: { actor: [{ id: actor }], reasonText: [reason.trim()] },
  });
}

function checkMute({ actor, rule, people, subject, thread, until, reason }: MuteOrder, on: OnDay): MuteRefusal | null {
  if (!mayMute(actor, on)) return refused(null, 'Only whoever handles flags records a mute.');
  if (!isRuleId(rule)) return refused('rule', 'Choose one of the rules.');
  if (people.length === 0 && subject.trim() === '' && thread === '')
    return refused('people', 'Say for whom, for which subject or for which conversation it holds.');
  if (people.includes(actor)) return refused('people', 'Nobody mutes flags about themselves.');
  if (people.some((id) => on.roster.personOfId(id) === null))
    return refused('people', 'Choose people whom the council file has.');
  if (subject.trim() !== '' && !/[\p{L}\p{N}]{3}/u.test(subject))
    return refused('subject', 'Give a word of the subject that tells it from others.');
  if (subject.length > longestSubject) return refused('subject', tooLong(longestSubject));
  if (!isLocalDate(until)) return refused('until', 'Give its last day as year-month-day, such as 2027-05-12.');
  const longest: LocalDate = addDays(on.day, longestMuteDays);
  if (until < on.day || until > longest) return refused('until', `Choose a day from today to ${longest}.`);
  if (reason.trim() === '') return refused('reason', 'Say why, such as the resolution of the council and its date.');
  return reason.length > longestReason ? refused('reason', tooLong(longestReason)) : null;
}

function tooLong(longest: number): string {
  return `This is longer than ${longest.toLocaleString('en-GB')} characters: shorten it.`;
}

function planned(draft: EventDraft): PlannedMute {
  return { kind: 'planned', drafts: [draft] };
}

function refused(field: MuteField | null, message: string): MuteRefusal {
  return { kind: 'refused', field, message };
}
