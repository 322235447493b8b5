/** The overview and its charts. */

import { describe, expect, test } from 'vitest';
import { decide } from '../../src/review/decide.ts';
import { versionOf } from '../../src/review/review-state.ts';
import { drawBars } from '../../src/web/charts.ts';
import { buildOverview } from '../../src/web/overview.ts';
import { aboutClerk, councilId, openTestConsole, type TestConsole } from './console-kit.ts';

async function decideAll(kit: TestConsole, orders: readonly ('confirm' | 'dismiss' | null)[]): Promise<void> {
  for (const [index, transition] of orders.entries()) {
    if (transition === null) continue;
    const flag = kit.flags[index] ?? '';
    const known = (await kit.live.log.catchUp()).flags.get(flag);
    const seen = known === undefined ? 0 : versionOf(known, { seq: 0 });
    const fields = transition === 'confirm' ? { actions: ['training'] } : { reason: 'wrong-match', text: 'Not this.' };
    const order = { transition, flag, seen, actor: { id: 'clerk', role: 'handler' as const }, ...fields };
    const outcome = await decide(kit.live.log, kit.live.roster, new Date(kit.clock.now), order);
    expect(outcome.kind).toBe('recorded');
  }
}

async function overviewFor(kit: TestConsole) {
  const view = kit.console.views.get(councilId);
  if (view === undefined) throw new Error('There is no council.');
  const member = await kit.console.memberAt(view, 'clerk@littlewickham-pc.gov.uk');
  if (member === null) throw new Error('The Clerk has no role.');
  return buildOverview((await view.bookFor(member)).newestFirst, kit.live.council, view.day);
}

describe('the overview', () => {
  test('counts what the reader may see by week, rule, days and what became of it', async () => {
    const rule = 'copy-without-consent' as const;
    const kit = await openTestConsole({ flags: [{}, {}, {}, { rule }, { people: aboutClerk }] });
    await decideAll(kit, ['confirm', 'dismiss', 'dismiss', null, null]);
    const { weeks, rules, days } = await overviewFor(kit);
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-2)).toEqual({
      monday: '2026-06-01',
      counts: { confirmed: 1, referred: 0, dismissed: 2, undecided: 1, excused: 0 },
    });
    expect(weeks.at(-1)?.counts).toMatchObject({ confirmed: 0, undecided: 0 });
    expect(rules.map((each) => [each.rule, each.decided, each.precision])).toEqual([
      ['silent-copy', 3, 1 / 3],
      [rule, 0, null],
    ]);
    // Raised on Wednesday 3 June, decided on Monday 8 June.
    expect(days.filter(({ count }) => count > 0)).toEqual([{ label: '3 to 5', count: 3 }]);
    const clerk = await kit.signedIn('handler');
    const { body } = await clerk.get(`/${councilId}/overview`);
    expect(body.match(/<svg class="console-chart"/g)).toHaveLength(4);
    expect(body.match(/<table/g)).toHaveLength(4);
    expect(body).not.toMatch(/style=|<script/);
  });

  test('says so where there is nothing', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(`/${councilId}/overview`)).body).toContain('there is nothing to count');
  });
});

describe('a chart', () => {
  test('has a bar for what is there, its number, and nothing that breaks out', () => {
    const markup = '"><script>alert(1)</script>';
    const series = [
      { name: markup, values: [3, 0] },
      { name: 'b', values: [1, Number.NaN] },
    ];
    const { svg, legend } = drawBars({ title: markup, labels: [markup, 'two'], series }, 'chart-x');
    expect(svg).not.toContain('<script');
    expect(svg.match(/fill="url\(#chart-x-\d\)"/g)).toEqual(['fill="url(#chart-x-1)"', 'fill="url(#chart-x-2)"']);
    expect([...svg.matchAll(/text-anchor="start"[^>]*>(\d+)</g)].map(([, number]) => number)).toEqual(['4', '0']);
    const [first, second] = [...svg.matchAll(/<rect x="[\d.]+" y="5" width="([\d.]+)"/g)].map(([, length]) =>
      Number(length),
    );
    expect(first).toBeCloseTo(3 * (second ?? 0), 1);
    expect(legend.map(({ name }) => name)).toEqual([markup, 'b']);
  });
});
