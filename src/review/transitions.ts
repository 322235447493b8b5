/**
 * The life of a flag: every thing that may be done to it, one row each. Whatever no row allows is refused; nothing is edited or
 * deleted, so a correction is a row of its own. docs/formats/flag-log.md has the events.
 */

export const stateNames = [
  'open',
  'in-review',
  'awaiting-explanation',
  'dismissed',
  'confirmed',
  'referred',
  'closed',
  'reopened',
] as const;
export type StateName = (typeof stateNames)[number];

/**
 * As what somebody acts on one flag. `alternate`: whom routing names under that key, once the flag is late or has come to them;
 * `operator` sees no flag; `system` is Candour itself.
 */
export const roleNames = ['handler', 'alternate', 'auditor', 'operator', 'person-concerned', 'system'] as const;
export type RoleName = (typeof roleNames)[number];

/** What the log says of the flag itself, whatever was decided about it. */
export const conditions = ['open', 'excepted', 'withdrawn'] as const;
export type Condition = (typeof conditions)[number];

/**
 * What an order brings along: `reason` is one of `dismissalReasons`, `recipient` a person of the roster, `corrects` the number of the
 * event that was mistaken, `passedOver` the handler who is involved.
 */
export type Field =
  | 'reason'
  | 'text'
  | 'actions'
  | 'destination'
  | 'recipient'
  | 'date'
  | 'source'
  | 'corrects'
  | 'passedOver';

export type TransitionName =
  | 'start-review'
  | 'request-explanation'
  | 'record-explanation'
  | 'dismiss'
  | 'confirm'
  | 'refer'
  | 'close'
  | 'reopen'
  | 'correct'
  | 'request-reopening'
  | 'decline-reopening'
  | 'recuse'
  | 'reroute'
  | 'offer-statement'
  | 'add-statement'
  | 'mark-late'
  | 'note-alerted'
  | 'note-seen'
  | 'open-message';

export type Transition = {
  name: TransitionName;
  /** Type of the event in the chain. */
  event: string;
  from: readonly StateName[];
  /** Null: the state stays as it is. */
  to: StateName | null;
  who: readonly RoleName[];
  /** In which conditions of the flag: an excused flag has first to be taken into review, a withdrawn one can only be laid to rest. */
  when: readonly Condition[];
  needs: readonly Field[];
  /** What it may also bring; anything else is refused. A consent or approval on file needs `date` and `source`. */
  may: readonly Field[];
  /** Refused where the flag or its review has changed since the actor looked. */
  isGuarded: boolean;
  /** Changes nothing that somebody decides on, so that a page opened before it is still up to date. */
  isQuiet: boolean;
  /** What a button says. */
  label: string;
};

/** Working days after the request, of which day 1 is the first working day after it. */
export const explanationWorkingDays = 5;

export const undecided: readonly StateName[] = ['open', 'in-review', 'awaiting-explanation', 'reopened'];
const decided: readonly StateName[] = ['dismissed', 'confirmed', 'referred'];
const settled: readonly StateName[] = [...decided, 'closed'];
const deciders: readonly RoleName[] = ['handler', 'alternate'];
const readers: readonly RoleName[] = ['handler', 'alternate', 'auditor'];
const everyCondition: readonly Condition[] = conditions;

type Row = Pick<Transition, 'name' | 'event' | 'from' | 'label'> & Partial<Transition>;

/** What most rows have: a decision of the handler on an open flag, refused where the page was out of date. */
function row(given: Row): Transition {
  return { to: null, who: deciders, when: ['open'], needs: [], may: [], isGuarded: true, isQuiet: false, ...given };
}

export const transitions: readonly Transition[] = [
  row({
    name: 'start-review',
    event: 'review-started',
    from: ['open', 'reopened'],
    to: 'in-review',
    // The way to decide against an exception that the rule saw: on purpose, and not in one click.
    when: ['open', 'excepted'],
    may: ['text'],
    label: 'Start looking into it',
  }),
  row({
    name: 'request-explanation',
    event: 'explanation-requested',
    from: ['open', 'in-review', 'reopened'],
    to: 'awaiting-explanation',
    needs: ['recipient'],
    may: ['text'],
    label: 'Ask for an explanation',
  }),
  row({
    name: 'record-explanation',
    event: 'explanation-recorded',
    from: ['awaiting-explanation'],
    to: 'in-review',
    when: ['open', 'excepted'],
    needs: ['text'],
    label: 'Record the explanation',
  }),
  row({
    name: 'dismiss',
    event: 'flag-dismissed',
    from: undecided,
    to: 'dismissed',
    when: everyCondition,
    needs: ['reason', 'text'],
    may: ['date', 'source'],
    label: 'Dismiss',
  }),
  row({
    name: 'confirm',
    event: 'flag-confirmed',
    from: undecided,
    to: 'confirmed',
    needs: ['actions'],
    may: ['text'],
    label: 'Confirm, and say what was done',
  }),
  row({
    name: 'refer',
    event: 'flag-referred',
    from: undecided,
    to: 'referred',
    needs: ['destination', 'text'],
    label: 'Refer it; you send it yourself',
  }),
  row({
    name: 'close',
    event: 'review-closed',
    from: decided,
    to: 'closed',
    when: everyCondition,
    may: ['text'],
    label: 'Close',
  }),
  row({
    name: 'reopen',
    event: 'review-reopened',
    from: settled,
    to: 'reopened',
    when: everyCondition,
    needs: ['text'],
    label: 'Reopen',
  }),
  row({
    name: 'correct',
    event: 'review-corrected',
    from: stateNames,
    when: everyCondition,
    needs: ['corrects', 'text'],
    label: 'Correct an earlier entry',
  }),
  row({
    name: 'request-reopening',
    event: 'reopening-requested',
    from: settled,
    who: ['auditor'],
    when: everyCondition,
    needs: ['text'],
    isGuarded: false,
    label: 'Ask for it to be reopened',
  }),
  row({
    name: 'decline-reopening',
    event: 'reopening-declined',
    from: settled,
    when: everyCondition,
    needs: ['text'],
    label: 'Leave it closed, and say why',
  }),
  row({
    name: 'recuse',
    event: 'handler-recused',
    from: stateNames,
    when: everyCondition,
    may: ['text'],
    // Whoever is involved may say so however old the page is.
    isGuarded: false,
    label: 'Leave it to somebody else for good',
  }),
  row({
    name: 'reroute',
    event: 'handler-rerouted',
    from: stateNames,
    who: ['system'],
    when: everyCondition,
    needs: ['passedOver'],
    isGuarded: false,
    label: 'Pass it on, since the handler is involved',
  }),
  row({
    name: 'offer-statement',
    event: 'statement-offered',
    from: stateNames,
    when: everyCondition,
    needs: ['recipient'],
    isGuarded: false,
    label: 'Give the person concerned a link for a statement',
  }),
  row({
    name: 'add-statement',
    event: 'statement-added',
    from: stateNames,
    who: ['person-concerned'],
    when: everyCondition,
    needs: ['text'],
    isGuarded: false,
    label: 'Add your statement',
  }),
  row({
    name: 'mark-late',
    event: 'review-late',
    from: undecided,
    who: ['system'],
    isGuarded: false,
    isQuiet: true,
    label: 'Tell the alternate that it is late',
  }),
  row({
    name: 'note-alerted',
    event: 'flag-alerted',
    from: stateNames,
    who: ['system'],
    when: everyCondition,
    needs: ['recipient'],
    isGuarded: false,
    isQuiet: true,
    label: 'Record that it was alerted',
  }),
  row({
    name: 'note-seen',
    event: 'flag-seen',
    from: stateNames,
    who: readers,
    when: everyCondition,
    isGuarded: false,
    isQuiet: true,
    label: 'Record that it was seen',
  }),
  row({
    name: 'open-message',
    event: 'message-opened',
    from: stateNames,
    who: readers,
    when: everyCondition,
    isGuarded: false,
    isQuiet: true,
    label: 'Open the message in the mailbox',
  }),
];

const byName = new Map(transitions.map((each) => [each.name, each]));
const byEvent = new Map(transitions.map((each) => [each.event, each]));

export function transitionOf(name: TransitionName): Transition {
  const found = byName.get(name);
  if (found === undefined) throw new TypeError(`There is no transition ${name}.`);
  return found;
}

/** Null where this version knows no such event of a review. */
export function transitionOfEvent(type: string): Transition | null {
  return byEvent.get(type) ?? null;
}

export function isTransitionName(word: string): word is TransitionName {
  return byName.has(word as TransitionName);
}
