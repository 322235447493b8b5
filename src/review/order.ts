/** What somebody asks to have done to a flag, and the answers to it. */

import type { EventDraft } from '../flaglog/events.ts';
import type { ReviewEntry } from './review-state.ts';
import type { Recipient } from './routing.ts';
import type { Field, RoleName, TransitionName } from './transitions.ts';

/** `id` as src/review/routing.ts has it: of a person, or of an address that routing gives; `candour` for the system. */
export type Actor = { id: Recipient; role: RoleName };

/** Fields may be empty as a form sends them: that is the same as leaving them out. */
export type Order = {
  transition: TransitionName;
  /** The whole id. */
  flag: string;
  actor: Actor;
  /** `versionOf` the flag as the actor saw it. Rows that are not guarded do not ask for it. */
  seen?: number;
  reason?: string;
  text?: string;
  actions?: readonly string[];
  /** Of the consent or approval that is on file, and where that lies. */
  date?: string;
  source?: string;
  destination?: string;
  recipient?: string;
  corrects?: number;
  passedOver?: string;
};

export type RefusalCode =
  | 'no-flag'
  | 'not-allowed'
  | 'changed-since'
  | 'wrong-state'
  | 'missing'
  | 'unexpected'
  | 'not-valid'
  | 'already';

export type Refusal = {
  kind: 'refused';
  code: RefusalCode;
  /** Which field is at fault; null where none is. */
  field: Field | null;
  /** One plain sentence, for the actor to read. */
  message: string;
  /** What has happened since the actor looked (`changed-since`), oldest first. */
  since: readonly ReviewEntry[];
};

/** No drafts: it is on record already. */
export type PlannedTransition = { kind: 'planned'; drafts: EventDraft[] };

/** Who Candour is in the log. */
export const systemActor: Actor = { id: 'candour', role: 'system' };

export function refuse(
  code: RefusalCode,
  message: string,
  { field = null, since = [] }: { field?: Field | null; since?: readonly ReviewEntry[] } = {},
): Refusal {
  return { kind: 'refused', code, field, message, since };
}
