/** States, roles and entries of a review in plain words. */

import { actions as actionsInWords, dismissalReasons, isAction, isDismissalReason } from './codes.ts';
import type { ReviewEntry } from './review-state.ts';
import type { RoleName, StateName, TransitionName } from './transitions.ts';

/** Behind "This flag". */
export const stateInWords: Record<StateName, string> = {
  open: 'is open',
  'in-review': 'is being looked into',
  'awaiting-explanation': 'awaits an explanation',
  dismissed: 'was dismissed',
  confirmed: 'was confirmed',
  referred: 'was referred',
  closed: 'is closed',
  reopened: 'was reopened',
};

/** At the beginning of a sentence. */
export const roleInWords: Record<RoleName, string> = {
  handler: 'The handler',
  alternate: 'The alternate',
  auditor: 'The auditor',
  operator: 'The operator',
  'person-concerned': 'A person concerned',
  system: 'Candour',
};

/** Behind a role. */
const doneInWords: Record<TransitionName, string> = {
  'start-review': 'began to look into it',
  'request-explanation': 'asked for an explanation',
  'record-explanation': 'recorded the explanation',
  dismiss: 'dismissed it',
  confirm: 'confirmed it',
  refer: 'referred it',
  close: 'closed it',
  reopen: 'reopened it',
  correct: 'corrected an earlier entry',
  'request-reopening': 'asked for it to be reopened',
  'decline-reopening': 'declined to reopen it',
  recuse: 'left it to somebody else',
  reroute: 'passed it to somebody else, since the handler is involved',
  'offer-statement': 'gave a person concerned a link for a statement',
  'add-statement': 'added a statement',
  'mark-late': 'told the alternate that it is late',
  'note-alerted': 'alerted somebody',
  'note-seen': 'saw it',
  'open-message': 'opened the message in the mailbox',
};

/** One entry in a sentence without its time, and without anything that is sealed. */
export function entryInWords({
  role,
  transition,
  reason,
  actions,
}: Pick<ReviewEntry, 'role' | 'transition' | 'reason' | 'actions'>): string {
  const codes = [reason, ...actions].flatMap((code) => (code === null ? [] : [codeInWords(code)]));
  const why = codes.length === 0 ? '' : ` (${codes.join('; ').toLowerCase()})`;
  return `${roleInWords[role]} ${doneInWords[transition]}${why}.`;
}

/** A code of a later version stays as it is. */
export function codeInWords(code: string): string {
  if (isDismissalReason(code)) return dismissalReasons[code];
  return isAction(code) ? actionsInWords[code] : code;
}

/** What somebody reads who acted on a page that was out of date. */
export function describeSince(since: readonly ReviewEntry[]): string {
  const decisive = since.findLast(({ from, to }) => from !== to) ?? since.at(-1);
  const what = decisive === undefined ? 'Candour found something new about it.' : entryInWords(decisive);
  return `This flag has changed since you looked, and nothing was recorded: ${what.replace(/\.$/, '')}; look again before you decide.`;
}
