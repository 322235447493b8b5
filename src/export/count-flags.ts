/** What became of the flags that had an event in an export, as of its last event. */

import type { LogEvent } from '../flaglog/events.ts';
import { flagEventTypes } from '../flaglog/flag-state.ts';
import { readText } from './read-value.ts';

/**
 * `rule` is '' where the export has only reviews of the flag. `state`: `open`, `excepted`, `withdrawn`, or '' likewise. `review`: what
 * people have brought it to, '' where nobody has done anything. `outcome`: the last decision, which outlives the closing.
 */
export type FlagOutcome = { flag: string; rule: string; state: string; review: string; outcome: string };

const outcomes: Readonly<Record<string, string>> = {
  'flag-dismissed': 'dismissed',
  'flag-confirmed': 'confirmed',
  'flag-referred': 'referred',
  'review-reopened': '',
};

export function foldOutcomes(events: readonly LogEvent[]): FlagOutcome[] {
  const flags = new Map<string, FlagOutcome>();
  for (const { entry } of events) {
    const flag = readText(entry.data.flag);
    if (flag === '') continue;
    const known = flags.get(flag) ?? { flag, rule: '', state: '', review: '', outcome: '' };
    flags.set(flag, { ...known, ...readChange(entry.type, entry.data, known) });
  }
  return [...flags.values()];
}

export function countFlags(
  events: readonly LogEvent[],
): { rule: string; state: string; review: string; flags: number }[] {
  const counts = new Map<string, { rule: string; state: string; review: string; flags: number }>();
  for (const { rule, state, review } of foldOutcomes(events)) {
    const key = [rule, state, review].join(' ');
    const count = counts.get(key) ?? { rule, state, review, flags: 0 };
    counts.set(key, { ...count, flags: count.flags + 1 });
  }
  return [...counts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, count]) => count);
}

function readChange(type: string, data: LogEvent['entry']['data'], known: FlagOutcome): Partial<FlagOutcome> {
  if (!flagEventTypes.includes(type)) {
    return { review: readText(data.to) || known.review, outcome: outcomes[type] ?? known.outcome };
  }
  const isGone = type === 'flag-withdrawn' || (known.state === 'withdrawn' && type !== 'flag-restored');
  return { rule: readText(data.rule), state: isGone ? 'withdrawn' : readText(data.status) };
}
