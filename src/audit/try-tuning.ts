/** What settings that the council file could hold would have made of the flags that people have decided. Pure, as judge-anew.ts is. */

import type { Arrangement } from '../council/council.ts';
import { findMute, isMuted, listMutes } from '../review/mutes.ts';
import { subjectsOf } from '../review/routing.ts';
import { arrangementLines, type MostlyDismissed, ruleLines } from '../review/tuning.ts';
import { chooseOutcome, type Trial, type TriedSetting } from '../review/tuning-trial.ts';
import { type Case, type Cases, countTouched, isGone, prepareWith, type StoredMail, sortOut } from './judge-anew.ts';
import { tryNumbers } from './try-numbers.ts';

export function tryRule(mail: StoredMail, found: MostlyDismissed): Trial {
  const { rule } = found;
  const now = prepareWith(mail, rule, {});
  const dismissed = sortOut(mail, found.dismissed, now);
  const confirmed = sortOut(mail, found.confirmed, now);
  const cases: Cases = { dismissed: dismissed.cases, confirmed: confirmed.cases };
  const settings =
    cases.dismissed.length === 0
      ? []
      : [tryNumbers(mail, rule, cases, now), tryArrangements(mail, found, cases), tryOff(mail, rule, cases)];
  return {
    dismissed: dismissed.counts,
    confirmed: confirmed.counts,
    settings: settings.filter((setting) => setting !== null),
  };
}

/** For whoever stands out, and for all whom the dismissed flags are about. */
function tryArrangements(mail: StoredMail, found: MostlyDismissed, cases: Cases): TriedSetting | null {
  const { roster } = mail.evidence;
  const known = (ids: readonly string[]): string[] => ids.filter((id) => roster.personOfId(id) !== null);
  const all = new Set(cases.dismissed.flatMap(({ decided }) => subjectsOf(decided.flag)));
  const candidates = [known(found.by === null ? [] : [found.by.id]), known([...all].sort())];
  const tried = candidates
    .filter((people) => people.length > 0)
    .map((people) => tryArrangement(mail, found.rule, people, cases));
  return chooseOutcome(tried) ?? tried[0] ?? null;
}

function tryArrangement(mail: StoredMail, rule: string, people: string[], cases: Cases): TriedSetting {
  const arrangement: Arrangement = { rule, people, subject: '', from: null, until: null, reason: '' };
  const prepared = prepareWith(mail, rule, { arrangements: [arrangement] });
  const judged = countTouched(cases, (each) => isGone(mail, each, prepared));
  // Only the rules of contact with staff know of arrangements; the flags of all others are raised, and kept back.
  const isJudged = judged.avoided + judged.lost > 0;
  return {
    kind: 'arrangement',
    words: `an arrangement for ${people.length > 4 ? `${people.length} people` : people.join(', ')}`,
    setting: arrangementLines(rule, people),
    effect: isJudged ? 'not-raised' : 'not-alerted',
    ...(isJudged ? judged : countTouched(cases, (each) => isKeptBack(mail, each, arrangement))),
    come: 0,
  };
}

/** By this arrangement, and not by what is in force already. */
function isKeptBack({ evidence, mutes }: StoredMail, { decided, day }: Case, arrangement: Arrangement): boolean {
  const { flag, review } = decided;
  const { roster } = evidence;
  if (isMuted(flag, review, mutes, { roster, day })) return false;
  const list = listMutes(new Map(), { arrangements: [arrangement] });
  return findMute(flag, review, { subject: null, isInThread: () => false, day }, list, roster) !== null;
}

function tryOff(mail: StoredMail, rule: string, cases: Cases): TriedSetting {
  const prepared = prepareWith(mail, rule, { override: { enabled: false } });
  return {
    kind: 'off',
    words: 'the rule switched off',
    setting: ruleLines(rule, 'enabled: false'),
    effect: 'not-raised',
    ...countTouched(cases, (each) => isGone(mail, each, prepared)),
    come: 0,
  };
}
