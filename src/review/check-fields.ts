/** Whether an order brings what its transition needs, and nothing that would be lost. One sentence for the first field at fault. */

import { isLocalDate } from '../council/dates.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { isAction, isDismissalReason, reasonsOnFile } from './codes.ts';
import { type Order, type Refusal, type RefusalCode, refuse } from './order.ts';
import type { ReviewState } from './review-state.ts';
import { concernedIn, type OnDay } from './roles.ts';
import type { Field, Transition } from './transitions.ts';

/** In characters; longer texts belong in a file of the council, which a source can name. */
export const longestText = 4_000;
const longestLine = 300;

const fields: readonly Field[] = [
  'reason',
  'actions',
  'recipient',
  'destination',
  'date',
  'source',
  'text',
  'corrects',
  'passedOver',
];

type Circumstances = OnDay & { flag: LoggedFlag; review: ReviewState };

export function checkFields(order: Order, transition: Transition, circumstances: Circumstances): Refusal | null {
  const { reason = '' } = order;
  const isOnFile = reasonsOnFile.some((each) => each === reason);
  for (const field of fields) {
    const isFiled = field === 'date' || field === 'source';
    const isNeeded = transition.needs.includes(field) || (isFiled && isOnFile && transition.may.includes(field));
    const isAllowed = isNeeded || (transition.may.includes(field) && !isFiled);
    const isGiven = isPresent(order, field);
    if (isNeeded && !isGiven) return at(field, 'missing', missing[field]);
    if (!isGiven) continue;
    if (!isAllowed)
      return at(field, 'unexpected', `“${transition.label}” takes no ${names[field]}, so it would be lost.`);
    const wrong = checks[field](order, circumstances);
    if (wrong !== null) return at(field, 'not-valid', wrong);
  }
  return null;
}

function isPresent(order: Order, field: Field): boolean {
  const value = order[field];
  if (value === undefined) return false;
  return typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' || value.length > 0;
}

function at(field: Field, code: RefusalCode, message: string): Refusal {
  return refuse(code, message, { field });
}

const missing: Record<Field, string> = {
  reason: 'Say why it is dismissed.',
  text: 'Write a sentence or two that somebody else will understand a year from now.',
  actions: 'Say what was done about it.',
  destination: 'Say to whom it is referred.',
  recipient: 'Say who is asked.',
  date: 'Give the date of what is on file.',
  source: 'Say where the paper or message is, so that somebody else can find it.',
  corrects: 'Say which entry is corrected.',
  passedOver: 'Say who is passed over.',
};

const names: Record<Field, string> = {
  reason: 'reason',
  text: 'text',
  actions: 'actions',
  destination: 'destination',
  recipient: 'recipient',
  date: 'date',
  source: 'source',
  corrects: 'entry to correct',
  passedOver: 'handler',
};

type Check = (order: Order, circumstances: Circumstances) => string | null;

const tooLong = (value = '', longest: number): string | null =>
  value.length > longest ? `This is longer than ${longest.toLocaleString('en-GB')} characters: shorten it.` : null;

const checks: Record<Field, Check> = {
  reason: ({ reason = '' }) => (isDismissalReason(reason) ? null : 'Choose one of the reasons listed.'),
  text: ({ text }) => tooLong(text, longestText),
  actions: ({ actions = [] }) => (actions.every(isAction) ? null : 'Choose from the actions listed.'),
  destination: ({ destination }) => tooLong(destination, longestLine),
  source: ({ source }) => tooLong(source, longestLine),
  date: ({ date = '' }, { day }) => {
    if (!isLocalDate(date)) return 'This is no date: write year-month-day, such as 2026-05-12.';
    return date > day ? 'What is on file cannot be of a day to come.' : null;
  },
  recipient: ({ recipient = '', transition }, { flag, roster }) => {
    if (transition === 'note-alerted') return null;
    if (transition === 'offer-statement')
      return concernedIn(flag).includes(recipient) ? null : 'This flag does not name that person.';
    return roster.personOfId(recipient) === null ? 'Nobody in the council file has this id.' : null;
  },
  corrects: ({ corrects }, { review }) =>
    review.history.some(({ seq, role }) => seq === corrects && role !== 'person-concerned')
      ? null
      : 'This flag has no entry of that number that could be corrected.',
  passedOver: () => null,
};
