/** The mail that a database holds, judged by one rule as if the council file said something else. Pure but for what the evidence remembers. */

import type { Arrangement, Council, LocalDate, RuleOverride } from '../council/council.ts';
import { buildRoster } from '../council/roster.ts';
import type { Lineage } from '../evidence/lineage.ts';
import type { MailEvidence } from '../evidence/mail-evidence.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import type { Mute } from '../review/mutes.ts';
import type { Decided } from '../review/tuning.ts';
import type { Outcome, Triable } from '../review/tuning-trial.ts';
import { judgeMessage, type PreparedRules, prepareRules } from './judge.ts';

export type StoredMail = {
  council: Council;
  pack: Pack;
  evidence: MailEvidence;
  lineage: Lineage;
  /** Those in force now, from the log and the council file. */
  mutes: readonly Mute[];
};

/** A decided flag that the present settings raise. */
export type Case = { decided: Decided; key: string; day: LocalDate };
export type Cases = { dismissed: Case[]; confirmed: Case[] };
export type Change = { override?: RuleOverride; arrangements?: Arrangement[] };

/**
 * Every time that a rule may set has run out. As of today a longer time would seem to have avoided whatever is younger than it, though
 * the flag would only come later.
 */
const endOfTime: LocalDate = '9999-12-31';

export function prepareWith(mail: StoredMail, rule: string, { override = {}, arrangements = [] }: Change) {
  const { council, pack, evidence, lineage } = mail;
  const changed: Council = {
    ...council,
    rules: { ...council.rules, [rule]: { ...council.rules[rule], ...override } },
    arrangements: [...council.arrangements, ...arrangements],
  };
  const rules = effectiveRules(pack, changed).filter((each) => each.rule === rule);
  return prepareRules(evidence, lineage, rules, endOfTime, pack.id, buildRoster(changed));
}

/** Which of the flags there is something to try on; `now`: the present settings. */
export function sortOut(
  { evidence }: StoredMail,
  flags: readonly Decided[],
  now: PreparedRules,
): { cases: Case[]; counts: Triable } {
  const cases: Case[] = [];
  const counts = { gone: 0, settled: 0 };
  for (const decided of flags) {
    const { messageKey: key } = decided.flag;
    const message = key === null ? null : evidence.messageOfKey(key);
    const judgement = message === null ? null : judgeMessage(message, now);
    if (key === null || message === null || judgement === null || judgement.errors.length > 0) counts.gone += 1;
    else if (judgement.standing.length === 0) counts.settled += 1;
    else cases.push({ decided, key, day: message.localDate });
  }
  return { cases, counts: { tried: cases.length, ...counts } };
}

/** Whether the flag goes; where the rule fails nobody can say so. */
export function isGone({ evidence }: StoredMail, { key }: Case, prepared: PreparedRules): boolean {
  const message = evidence.messageOfKey(key);
  if (message === null) return false;
  const { standing, errors } = judgeMessage(message, prepared);
  return standing.length === 0 && errors.length === 0;
}

export function countTouched(
  { dismissed, confirmed }: Cases,
  isTouched: (each: Case) => boolean,
): Pick<Outcome, 'avoided' | 'lost'> {
  return { avoided: dismissed.filter(isTouched).length, lost: confirmed.filter(isTouched).length };
}
