/** What the overview counts, of the flags that one reader may see. Pure. */

import type { Council, LocalDate } from '../council/council.ts';
import { addDays, localDate } from '../council/dates.ts';
import { isWorkingDay } from '../council/working-days.ts';
import { conditionOf } from '../review/plan-transition.ts';
import type { ReviewState } from '../review/review-state.ts';
import type { StateName } from '../review/transitions.ts';
import type { SeenFlag } from './flag-book.ts';

export const outcomes = ['confirmed', 'referred', 'dismissed', 'undecided', 'excused'] as const;
export type Outcome = (typeof outcomes)[number];
export type Counts = Record<Outcome, number>;

export type Overview = {
  /** Mondays, oldest first; a week without flags is there too. */
  weeks: { monday: LocalDate; counts: Counts }[];
  /** By rule, the most frequent first. `precision`: confirmed and referred of what was decided, from 0 to 1; null: nothing was. */
  rules: { rule: string; counts: Counts; decided: number; precision: number | null }[];
  /** Working days from raising to the decision that holds; the last takes all that is longer. */
  days: { label: string; count: number }[];
};

const weeksAtMost = 12;
const steps = [1, 2, 5, 10, 20] as const;
/** Counting working days one at a time ends here: what took longer is in the last bar anyway. */
const longestDays = 60;

export function buildOverview(flags: readonly SeenFlag[], council: Council, today: LocalDate): Overview {
  const thisMonday = mondayOf(today);
  const mondays = Array.from({ length: weeksAtMost }, (_, index) =>
    addDays(thisMonday, -7 * (weeksAtMost - 1 - index)),
  );
  const weeks = new Map(mondays.map((monday) => [monday, noCounts()]));
  const rules = new Map<string, Counts>();
  const days = new Array<number>(steps.length + 1).fill(0);
  const dayOf = memoise((instant) => localDate(new Date(instant), council.timezone));
  for (const { flag, state, review } of flags) {
    const condition = conditionOf(state);
    if (condition === 'withdrawn') continue;
    const decision = decisionOf(review);
    const outcome = decision?.outcome ?? (condition === 'excepted' ? 'excused' : 'undecided');
    const raised = dayOf(state.raised.time);
    const week = weeks.get(mondayOf(raised));
    if (week !== undefined) week[outcome] += 1;
    const counts = rules.get(flag.rule) ?? noCounts();
    rules.set(flag.rule, counts);
    counts[outcome] += 1;
    if (decision === null) continue;
    const taken = workingDaysBetween(raised, dayOf(decision.time), council);
    const step = steps.findIndex((most) => taken <= most);
    const index = step === -1 ? steps.length : step;
    days[index] = (days[index] ?? 0) + 1;
  }
  return {
    weeks: [...weeks].map(([monday, counts]) => ({ monday, counts })),
    rules: [...rules].map(([rule, counts]) => describeRule(rule, counts)).sort(compareRules),
    days: days.map((count, index) => ({ label: labelOf(index), count })),
  };
}

const decisions: Partial<Record<StateName, Outcome>> = {
  confirmed: 'confirmed',
  referred: 'referred',
  dismissed: 'dismissed',
};

/** The decision that holds: a flag that was reopened has none, one that was closed keeps what came before. */
function decisionOf({ state, history }: ReviewState): { outcome: Outcome; time: string } | null {
  if (decisions[state] === undefined && state !== 'closed') return null;
  const entry = history.findLast(({ from, to }) => from !== to && decisions[to] !== undefined);
  const outcome = entry === undefined ? undefined : decisions[entry.to];
  return entry === undefined || outcome === undefined ? null : { outcome, time: entry.time };
}

function describeRule(rule: string, counts: Counts): Overview['rules'][number] {
  const held = counts.confirmed + counts.referred;
  const decided = held + counts.dismissed;
  return { rule, counts, decided, precision: decided === 0 ? null : held / decided };
}

function compareRules(left: Overview['rules'][number], right: Overview['rules'][number]): number {
  const total = ({ counts }: Overview['rules'][number]): number =>
    outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  return total(right) - total(left) || (left.rule < right.rule ? -1 : 1);
}

function labelOf(index: number): string {
  const [most, before] = [steps[index], steps[index - 1]];
  if (most === undefined) return `more than ${before}`;
  const least = before === undefined ? 0 : before + 1;
  return least === most ? String(most) : `${least} to ${most}`;
}

/** Day 1 is the first working day after `from`. */
function workingDaysBetween(from: LocalDate, to: LocalDate, council: Council): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to && count <= longestDays; day = addDays(day, 1))
    if (isWorkingDay(day, council)) count += 1;
  return count;
}

function mondayOf(day: LocalDate): LocalDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

function noCounts(): Counts {
  return { confirmed: 0, referred: 0, dismissed: 0, undecided: 0, excused: 0 };
}

/** Many flags are raised at the same moment, and time zones are slow. */
function memoise(compute: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.set(key, found);
    return found;
  };
}
