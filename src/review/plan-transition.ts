/** From an order to the event it becomes, or to a refusal that says why not. Pure; the only way to anything that is done to a flag. */

import { addWorkingDays } from '../council/working-days.ts';
import type { Canonical } from '../flaglog/canonical.ts';
import type { EventDraft } from '../flaglog/events.ts';
import { type FlagState, type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import { checkFields } from './check-fields.ts';
import { type Order, type PlannedTransition, type Refusal, refuse } from './order.ts';
import { personOf, type ReviewState, versionOf } from './review-state.ts';
import { describeSince, stateInWords } from './review-words.ts';
import { type OnDay, rolesOf } from './roles.ts';
import { type Office, officeOf } from './routing.ts';
import {
  type Condition,
  explanationWorkingDays,
  isTransitionName,
  type Transition,
  transitionOf,
} from './transitions.ts';

/** `flag` and `review` as the log has them; undefined where it knows no such flag. */
export type Subject = { flag: FlagState | undefined; review: ReviewState };

export function planTransition(order: Order, { flag, review }: Subject, on: OnDay): PlannedTransition | Refusal {
  // The same words for a flag that is not there and for one that is none of the actor's business.
  const noBusiness = 'There is no such flag that you could do this with.';
  if (flag === undefined || !isTransitionName(order.transition)) return refuse('no-flag', noBusiness);
  const transition = transitionOf(order.transition);
  const logged = toLoggedFlag(on.roster.council.id, flag);
  if (!holdsRole(order, logged, review, on)) return refuse('no-flag', noBusiness);
  const refusal =
    checkRole(order, transition) ??
    checkSeen(order, transition, flag, review) ??
    checkState(transition, conditionOf(flag), review) ??
    checkFields(order, transition, { flag: logged, review, ...on }) ??
    checkOnce(order, review);
  if (refusal !== null) return refusal;
  return { kind: 'planned', drafts: isOnRecord(order, review) ? [] : [draftOf(order, transition, review, on)] };
}

/** What may be done now by somebody in these roles, for buttons: `planTransition` decides in the end. */
export function transitionsFor(
  roles: readonly Order['actor']['role'][],
  { flag, review }: { flag: FlagState; review: ReviewState },
  all: readonly Transition[],
): Transition[] {
  return all.filter(
    (each) => each.who.some((role) => roles.includes(role)) && checkState(each, conditionOf(flag), review) === null,
  );
}

export function conditionOf({ isStanding, facts }: Pick<FlagState, 'isStanding' | 'facts'>): Condition {
  if (!isStanding) return 'withdrawn';
  return facts.status === 'excepted' ? 'excepted' : 'open';
}

function holdsRole({ actor }: Order, flag: LoggedFlag, review: ReviewState, on: OnDay): boolean {
  if (actor.role === 'system') return true;
  return rolesOf(actor.id, flag, review, on).includes(actor.role);
}

function checkRole({ actor }: Order, { who, label }: Transition): Refusal | null {
  if (who.includes(actor.role)) return null;
  const whom = who.filter((role) => role !== 'system').map((role) => roleInWords[role]);
  return refuse('not-allowed', `“${label}” is for ${whom.length === 0 ? 'Candour itself' : whom.join(' or ')}.`);
}

/** Whoever comes second is shown what the first did, and looks again. */
function checkSeen(
  { seen = 0 }: Order,
  { isGuarded }: Transition,
  flag: FlagState,
  review: ReviewState,
): Refusal | null {
  if (!isGuarded || seen === versionOf(flag, review)) return null;
  const since = review.history.filter(({ seq }) => seq > seen);
  return refuse('changed-since', describeSince(since), { since });
}

function checkState({ from, when, label }: Transition, condition: Condition, review: ReviewState): Refusal | null {
  // An excused flag that somebody looks into all the same is decided like any other.
  const isTakenUp = condition === 'excepted' && review.state !== 'open' && review.state !== 'reopened';
  if (!when.includes(isTakenUp ? 'open' : condition)) {
    const why = condition === 'withdrawn' ? 'has been withdrawn' : 'is excused by the protocol itself';
    return refuse('wrong-state', `This flag ${why}, so “${label}” is not open to anybody.`);
  }
  if (from.includes(review.state)) return null;
  return refuse('wrong-state', `This flag ${stateInWords[review.state]}, so “${label}” does not come next.`);
}

function checkOnce(
  { transition, actor, recipient }: Order,
  { history, isReopeningRequested }: ReviewState,
): Refusal | null {
  const has = (name: Order['transition'], field: string, id: string | undefined): boolean =>
    history.some((entry) => entry.transition === name && personOf(entry, field) === id);
  if (transition === 'request-reopening' && isReopeningRequested)
    return refuse('already', 'Reopening has been asked for already, and not been answered yet.');
  if (transition === 'decline-reopening' && !isReopeningRequested)
    return refuse('wrong-state', 'Nobody has asked for this flag to be reopened.');
  if (transition === 'offer-statement' && has(transition, 'recipient', recipient))
    return refuse('already', 'This person has been given a link already.', { field: 'recipient' });
  if (transition !== 'add-statement') return null;
  if (!has('offer-statement', 'recipient', actor.id))
    return refuse('not-allowed', 'You have not been asked for a statement on this flag.');
  return has('add-statement', 'actor', actor.id)
    ? refuse('already', 'Your statement is with the flag already; there can be one.')
    : null;
}

/** Recorded once, and asked for at every look. */
function isOnRecord({ transition, actor, recipient, passedOver }: Order, { history, isLate }: ReviewState): boolean {
  if (transition === 'mark-late') return isLate;
  const fields = {
    'note-seen': ['actor', actor.id],
    'note-alerted': ['recipient', recipient],
    reroute: ['passedOver', passedOver],
  };
  const found = fields[transition as keyof typeof fields];
  if (found === undefined) return false;
  const [field, id] = found;
  return history.some((entry) => entry.transition === transition && personOf(entry, field) === id);
}

function draftOf(order: Order, { event, name, to }: Transition, review: ReviewState, on: OnDay): EventDraft {
  const { actor, flag, reason, actions, corrects } = order;
  const due = name === 'request-explanation' ? addWorkingDays(on.day, explanationWorkingDays, on.roster.council) : null;
  const clear: [string, Canonical | undefined][] = [
    ['reason', reason === '' ? undefined : reason],
    ['actions', actions === undefined || actions.length === 0 ? undefined : [...new Set(actions)].sort()],
    ['due', due ?? undefined],
    ['corrects', corrects],
    ['office', officePassedOver(order, on) ?? undefined],
  ];
  return {
    type: event,
    data: {
      flag,
      from: review.state,
      to: to ?? review.state,
      role: actor.role,
      ...Object.fromEntries(clear.filter((pair): pair is [string, Canonical] => pair[1] !== undefined)),
    },
    sealed: sealedOf(order),
  };
}

/** Stays for ever, so that a flag does not come back to somebody whose name was erased. */
function officePassedOver({ transition, actor, passedOver = '' }: Order, { roster, day }: OnDay): Office | null {
  if (transition === 'recuse') return officeOf(actor.id, roster, day);
  return transition === 'reroute' ? officeOf(passedOver, roster, day) : null;
}

/** Everything about people: who acted included, so that it can be erased when its time is over. */
function sealedOf({
  transition,
  actor,
  text,
  source,
  date,
  destination,
  recipient,
  passedOver,
}: Order): EventDraft['sealed'] {
  const fields: [string, Canonical | undefined][] = [
    ['actor', { id: actor.id }],
    [transition === 'add-statement' ? 'statement' : 'reasonText', text?.trim()],
    ['source', source?.trim()],
    ['sourceDate', date],
    ['destination', destination?.trim()],
    ['recipient', recipient === undefined || recipient === '' ? undefined : { id: recipient }],
    ['passedOver', passedOver === undefined || passedOver === '' ? undefined : { id: passedOver }],
  ];
  return Object.fromEntries(
    fields.flatMap(([field, value]) => (value === undefined || value === '' ? [] : [[field, [value]]])),
  );
}

const roleInWords = {
  handler: 'whoever handles the flag',
  alternate: 'the alternate once it is late',
  auditor: 'the auditor',
  operator: 'the operator',
  'person-concerned': 'the person concerned',
  system: 'Candour itself',
};
