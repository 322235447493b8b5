/** The overview: flags a week, what became of them, how long it took, and how often a rule was right. A table behind each chart. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDay } from '../../rules/people.ts';
import { ruleInWords } from '../../rules/plain-words.ts';
import { type BarChart, drawBars } from '../charts.ts';
import type { Console } from '../console.ts';
import type { SeenFlag } from '../flag-book.ts';
import { buildOverview, type Counts, type Outcome, type Overview, outcomes } from '../overview.ts';
import { requireMember } from './require-member.ts';

const outcomeNames: Record<Outcome, string> = {
  confirmed: 'Confirmed',
  referred: 'Referred',
  dismissed: 'Dismissed',
  undecided: 'Not decided',
  excused: 'Excused by the protocol',
};
/** By the list that it was counted from, which is another one as soon as anything changes. */
const known = new WeakMap<readonly SeenFlag[], Overview>();

export async function showOverview(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { newestFirst: flags } = await view.bookFor(member);
  const overview = known.get(flags) ?? buildOverview(flags, view.live.council, view.day);
  known.set(flags, overview);
  return console.answer(request, reply, {
    template: 'overview',
    title: 'Overview',
    data: { total: flags.length, charts: flags.length === 0 ? [] : chartsOf(overview) },
  });
}

function chartsOf({ weeks, rules, days }: Overview) {
  return [
    describe(
      'weeks',
      'Flags a week, by what became of them',
      'Week from',
      stack(
        weeks.map(({ monday, counts }) => ({ label: formatDay(monday), counts })),
        'Flags a week, by what became of them',
      ),
    ),
    describe(
      'rules',
      'Flags by rule, and what became of them',
      'Rule',
      stack(
        rules.map(({ rule, counts }) => ({ label: ruleInWords(rule), counts })),
        'Flags by rule, and what became of them',
      ),
    ),
    describe('days', 'Working days from a flag to its decision', 'Working days', {
      title: 'Working days from a flag to its decision',
      labels: days.map(({ label }) => label),
      series: [{ name: 'Decisions', values: days.map(({ count }) => count) }],
    }),
    describePrecision(rules),
  ];
}

function stack(rows: readonly { label: string; counts: Counts }[], title: string): BarChart {
  return {
    title,
    labels: rows.map(({ label }) => label),
    series: outcomes.map((outcome) => ({
      name: outcomeNames[outcome],
      values: rows.map(({ counts }) => counts[outcome]),
    })),
  };
}

function describe(id: string, heading: string, first: string, chart: BarChart) {
  return {
    id,
    heading,
    note: null as string | null,
    ...drawBars(chart, `chart-${id}`),
    columns: [first, ...chart.series.map(({ name }) => name)],
    rows: chart.labels.map((label, row) => [label, ...chart.series.map(({ values }) => String(values[row] ?? 0))]),
  };
}

function describePrecision(rules: Overview['rules']) {
  const decided = rules.filter(({ precision }) => precision !== null);
  const percents = decided.map(({ precision }) => Math.round((precision ?? 0) * 100));
  const title = 'Of a hundred decided flags, how many were confirmed or referred';
  const chart = {
    title,
    labels: decided.map(({ rule }) => ruleInWords(rule)),
    series: [{ name: 'Percent', values: percents }],
  };
  return {
    ...describe('precision', title, 'Rule', chart),
    note: 'Precision as decided: it says how the council decided, and of few decisions it says little.',
    columns: ['Rule', 'Confirmed or referred', 'Decided', 'Percent'],
    rows: decided.map(({ rule, counts, decided: all }, row) => [
      ruleInWords(rule),
      String(counts.confirmed + counts.referred),
      String(all),
      String(percents[row] ?? 0),
    ]),
  };
}
