/**
 * Every page and form of the console, and who may use it: one row each, enforced by one hook (access.ts). A route that is not in
 * this table is not served.
 */

import type { RoleName } from '../review/transitions.ts';

/** `anyone`: without signing in. `signed-in`: whoever has a session, with or without a role. */
export type Who = 'anyone' | 'signed-in' | readonly RoleName[];

export type Route = {
  name: RouteName;
  method: 'GET' | 'POST';
  /** With `:council` in it where it is about one. */
  path: string;
  who: Who;
};

export type RouteName =
  | 'asset'
  | 'home'
  | 'ask-link'
  | 'send-link'
  | 'link-sent'
  | 'show-link'
  | 'sign-in'
  | 'sign-out'
  | 'council'
  | 'today'
  | 'flags'
  | 'flag'
  | 'message'
  | 'decide'
  | 'people'
  | 'person'
  | 'report'
  | 'statements'
  | 'statement'
  | 'add-statement'
  | 'log'
  | 'check-log'
  | 'export'
  | 'send-export'
  | 'mutes'
  | 'record-mute'
  | 'end-mute'
  | 'coverage'
  | 'overview'
  | 'health';

const readers: readonly RoleName[] = ['handler', 'alternate', 'auditor'];
const everyRole: readonly RoleName[] = [...readers, 'operator', 'person-concerned'];

export const routes: readonly Route[] = [
  { name: 'asset', method: 'GET', path: '/assets/:file', who: 'anyone' },
  { name: 'ask-link', method: 'GET', path: '/sign-in', who: 'anyone' },
  { name: 'send-link', method: 'POST', path: '/sign-in', who: 'anyone' },
  { name: 'link-sent', method: 'GET', path: '/sign-in/sent', who: 'anyone' },
  { name: 'show-link', method: 'GET', path: '/sign-in/link/:token', who: 'anyone' },
  { name: 'sign-in', method: 'POST', path: '/sign-in/link', who: 'anyone' },
  { name: 'sign-out', method: 'POST', path: '/sign-out', who: 'signed-in' },
  { name: 'home', method: 'GET', path: '/', who: 'signed-in' },
  { name: 'council', method: 'GET', path: '/:council', who: everyRole },
  { name: 'today', method: 'GET', path: '/:council/today', who: ['handler', 'alternate'] },
  { name: 'flags', method: 'GET', path: '/:council/flags', who: readers },
  { name: 'flag', method: 'GET', path: '/:council/flags/:flag', who: readers },
  // Looking at the mail itself is an event, and so no GET.
  { name: 'message', method: 'POST', path: '/:council/flags/:flag/message', who: readers },
  // Who may do which is a table of its own: src/review/transitions.ts.
  { name: 'decide', method: 'POST', path: '/:council/flags/:flag/:transition', who: readers },
  { name: 'people', method: 'GET', path: '/:council/people', who: ['handler', 'auditor'] },
  { name: 'person', method: 'GET', path: '/:council/people/:person', who: ['handler', 'auditor'] },
  { name: 'report', method: 'POST', path: '/:council/people/:person/report', who: ['handler', 'auditor'] },
  { name: 'log', method: 'GET', path: '/:council/log', who: [...readers, 'operator'] },
  { name: 'check-log', method: 'POST', path: '/:council/log', who: [...readers, 'operator'] },
  { name: 'export', method: 'GET', path: '/:council/export', who: ['handler', 'auditor'] },
  { name: 'send-export', method: 'POST', path: '/:council/export', who: ['handler', 'auditor'] },
  { name: 'mutes', method: 'GET', path: '/:council/mutes', who: readers },
  // Only whoever handles flags by office: src/review/plan-mute.ts.
  { name: 'record-mute', method: 'POST', path: '/:council/mutes', who: ['handler'] },
  { name: 'end-mute', method: 'POST', path: '/:council/mutes/:mute/end', who: ['handler'] },
  { name: 'overview', method: 'GET', path: '/:council/overview', who: readers },
  { name: 'coverage', method: 'GET', path: '/:council/coverage', who: [...readers, 'operator'] },
  { name: 'statements', method: 'GET', path: '/:council/statements', who: ['person-concerned'] },
  { name: 'statement', method: 'GET', path: '/:council/statements/:flag', who: ['person-concerned'] },
  { name: 'add-statement', method: 'POST', path: '/:council/statements/:flag', who: ['person-concerned'] },
  { name: 'health', method: 'GET', path: '/:council/health', who: [...readers, 'operator'] },
];

/** What stands in the navigation, in this order, for whoever may go there. */
export const navigation: readonly { name: RouteName; text: string }[] = [
  { name: 'today', text: 'Decide today' },
  { name: 'flags', text: 'All flags' },
  { name: 'overview', text: 'Overview' },
  { name: 'people', text: 'People' },
  { name: 'mutes', text: 'Mutes' },
  { name: 'coverage', text: 'Coverage' },
  { name: 'health', text: 'Health' },
  { name: 'log', text: 'Log' },
  { name: 'export', text: 'Export' },
  { name: 'statements', text: 'Your statements' },
];

export function routeOf(name: RouteName): Route {
  const found = routes.find((route) => route.name === name);
  if (found === undefined) throw new TypeError(`There is no route ${name}.`);
  return found;
}

export function isFor({ who }: Route, roles: ReadonlySet<RoleName>): boolean {
  return typeof who === 'string' || who.some((role) => roles.has(role));
}
