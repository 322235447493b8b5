/** As what somebody may act on a flag, on a given local day. Pure; asked anew for every order, since rosters and flags change. */

import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { passedOverOf, type ReviewState } from './review-state.ts';
import { type Handler, handlerOf, mayRead, namedHandlerOf, type Recipient, recipientOf } from './routing.ts';
import { type RoleName, undecided } from './transitions.ts';

export type OnDay = { roster: Roster; day: LocalDate };
export type HandledBy = Handler & { role: 'handler' | 'alternate' | 'auditor' };

/**
 * Who handles the flag now; `recipient` null: nobody who may. It is `auditor` where nobody else is left: such a flag is told to
 * somebody, and waits until the council names somebody who may decide it, since whoever audits decides nothing.
 */
export function handledBy(flag: LoggedFlag, review: ReviewState, { roster, day }: OnDay): HandledBy {
  const handler = handlerOf(flag, roster, day, passedOverOf(review));
  const { recipient } = handler;
  if (recipient !== null && recipient === recipientOf('auditor', roster)) return { ...handler, role: 'auditor' };
  const isAlternate = handler.isRerouted && recipient === recipientOf('alternate', roster);
  // One person may be named under both keys in a file that `check` refuses; then they handle it.
  const isNamed = recipient === recipientOf('clerkFlags', roster);
  return { ...handler, role: isAlternate && !isNamed ? 'alternate' : 'handler' };
}

/** Of `handler`, `alternate`, `auditor` and `person-concerned`; empty for everybody else. */
export function rolesOf(id: Recipient, flag: LoggedFlag, review: ReviewState, on: OnDay): RoleName[] {
  const roles: RoleName[] = [];
  const handler = handledBy(flag, review, on);
  const isAuditor = id === recipientOf('auditor', on.roster);
  if (!isAuditor && handler.recipient === id) roles.push(handler.role);
  else if (!isAuditor && mayStandIn(id, flag, review, on)) roles.push('alternate');
  if (isAuditor && mayAudit(id, flag, on)) roles.push('auditor');
  if (concernedIn(flag).includes(id)) roles.push('person-concerned');
  return roles;
}

/** Ids of everybody whom the flag names, each once, sorted. */
export function concernedIn({ people }: Pick<LoggedFlag, 'people'>): string[] {
  const ids = [...(people.by === null ? [] : [people.by]), ...people.affected, ...people.hidden];
  return [...new Set(ids)].sort();
}

/** The alternate, once the flag is late: until then it is the handler's affair alone. */
function mayStandIn(id: Recipient, flag: LoggedFlag, review: ReviewState, { roster, day }: OnDay): boolean {
  if (!review.isLate || !undecided.includes(review.state)) return false;
  return namedHandlerOf('alternate', flag, roster, day, passedOverOf(review)) === id;
}

/** The auditor reads everything but what is about themselves. */
function mayAudit(id: Recipient, flag: LoggedFlag, { roster, day }: OnDay): boolean {
  const person = roster.personOfId(id);
  return (person === null || roster.isInTerm(person, day)) && mayRead(flag, id, roster, day);
}
