/** The forms with which something is done to a flag: their fields come from the table of transitions, and so does what is read. */

import { toPlain } from '../notify/document.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { actions, dismissalReasons } from '../review/codes.ts';
import type { Order, Refusal } from '../review/order.ts';
import { transitionsFor } from '../review/plan-transition.ts';
import { entryInWords } from '../review/review-words.ts';
import { concernedIn } from '../review/roles.ts';
import { type Field, type Transition, type TransitionName, transitions } from '../review/transitions.ts';
import { nameOf } from '../rules/people.ts';
import type { SeenFlag } from './flag-book.ts';

export type Choice = { value: string; text: string };

export type DecisionForm = {
  name: TransitionName;
  label: string;
  /** Begins the ids of its fields, which are unique on a page with several flags. */
  idPrefix: string;
  action: string;
  fields: { field: Field; isNeeded: boolean; choices: Choice[] | null }[];
  /** It was sent, and refused: open, with what was written. */
  sent: { values: Sent; errorField: Field | null; message: string } | null;
};

/** What a browser sent, as text; fields of the order only. */
export type Sent = Partial<
  Record<Exclude<Field, 'actions' | 'date' | 'passedOver'> | 'day' | 'month' | 'year', string>
> & {
  actions?: string[];
};

/** Those that have a button here. Looking at the message and statements have pages of their own. */
const withButton: readonly TransitionName[] = [
  'start-review',
  'dismiss',
  'confirm',
  'refer',
  'request-explanation',
  'record-explanation',
  'close',
  'reopen',
  'request-reopening',
  'decline-reopening',
  'offer-statement',
  'correct',
  'recuse',
];

export function isFormTransition(name: string): name is TransitionName {
  return withButton.some((each) => each === name);
}

export type Refused = { name: TransitionName; values: Sent; refusal: Refusal };

export function formsFor(
  seen: SeenFlag,
  live: LiveCouncil,
  { only = withButton, refused = null }: { only?: readonly TransitionName[]; refused?: Refused | null } = {},
): DecisionForm[] {
  const possible = transitionsFor(seen.roles, { flag: seen.state, review: seen.review }, transitions);
  const shown = withButton.flatMap((name) => {
    const found = possible.find((each) => each.name === name);
    return found !== undefined && only.includes(name) && isAnswerable(found, seen) ? [found] : [];
  });
  return shown.map((transition) => describeForm(transition, seen, live, refused));
}

/** Where there is nothing to answer there is no button. */
function isAnswerable({ name }: Transition, { review }: SeenFlag): boolean {
  if (name === 'decline-reopening') return review.isReopeningRequested;
  if (name === 'request-reopening') return !review.isReopeningRequested;
  return name !== 'correct' || review.history.some(({ role }) => role !== 'person-concerned');
}

function describeForm(
  transition: Transition,
  seen: SeenFlag,
  live: LiveCouncil,
  refused: Refused | null,
): DecisionForm {
  const { name, label, needs, may } = transition;
  const idPrefix = `${name}-${seen.flag.id.slice(0, 8)}`;
  const isSent = refused !== null && refused.name === name && refused.refusal.code !== 'no-flag';
  return {
    name,
    label,
    idPrefix,
    action: `/${live.council.id}/flags/${seen.flag.id}/${name}`,
    fields: orderOfFields
      .filter((field) => needs.includes(field) || may.includes(field))
      .map((field) => ({ field, isNeeded: needs.includes(field), choices: choicesOf(field, seen, live) })),
    sent: isSent
      ? { values: refused.values, errorField: refused.refusal.field, message: refused.refusal.message }
      : null,
  };
}

const orderOfFields: readonly Field[] = [
  'reason',
  'actions',
  'recipient',
  'corrects',
  'destination',
  'text',
  'date',
  'source',
];

function choicesOf(field: Field, { flag, review }: SeenFlag, { council, roster }: LiveCouncil): Choice[] | null {
  const entries = (words: Readonly<Record<string, string>>): Choice[] =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  if (field === 'reason') return entries(dismissalReasons);
  if (field === 'actions') return entries(actions);
  if (field === 'recipient') {
    const concerned = concernedIn(flag).filter((id) => roster.personOfId(id) !== null);
    const others = council.people.map(({ id }) => id).filter((id) => !concerned.includes(id));
    return [...concerned, ...others].map((value) => ({ value, text: toPlain(nameOf(value, roster)) }));
  }
  if (field !== 'corrects') return null;
  return review.history
    .filter(({ role }) => role !== 'person-concerned')
    .map((entry) => ({ value: String(entry.seq), text: `Entry ${entry.seq}: ${entryInWords(entry)}` }));
}

/** Where a refused field stands on the page. */
export function fieldHref(name: TransitionName, flag: string, field: Field | null): string {
  const prefix = `#${name}-${flag.slice(0, 8)}`;
  return field === null ? prefix : field === 'date' ? `${prefix}-date-day` : `${prefix}-${field}`;
}

/** Whatever else a request brings is left aside. */
export function readSent(body: Readonly<Record<string, unknown>>): Sent {
  const words = (name: string): string => (typeof body[name] === 'string' ? body[name].replaceAll('\r\n', '\n') : '');
  const sent: Sent = {};
  for (const name of [
    'reason',
    'text',
    'destination',
    'recipient',
    'source',
    'corrects',
    'day',
    'month',
    'year',
  ] as const)
    if (words(name).trim() !== '') sent[name] = words(name);
  const chosen = [body.actions].flat().filter((word) => typeof word === 'string');
  if (chosen.length > 0) sent.actions = chosen;
  return sent;
}

/** `seen` and `corrects` are NaN where they are no numbers, which no version and no entry is. */
export function orderOf(
  transition: TransitionName,
  flag: string,
  actor: Order['actor'],
  { sent, seen }: { sent: Sent; seen: unknown },
): Order {
  const { day, month, year, corrects, ...rest } = sent;
  const isDated = [day, month, year].some((part) => part !== undefined);
  return {
    transition,
    flag,
    actor,
    seen: typeof seen === 'string' && /^\d{1,15}$/.test(seen) ? Number(seen) : Number.NaN,
    ...rest,
    ...(corrects === undefined ? {} : { corrects: /^\d{1,15}$/.test(corrects) ? Number(corrects) : Number.NaN }),
    ...(isDated ? { date: joinDate(day, month, year) } : {}),
  };
}

/** Such as `2026-05-12`; what is no date stays none. */
function joinDate(day = '', month = '', year = ''): string {
  return [year.trim().padStart(4, '0'), month.trim().padStart(2, '0'), day.trim().padStart(2, '0')].join('-');
}
