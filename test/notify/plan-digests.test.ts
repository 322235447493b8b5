import { describe, expect, test } from 'vitest';
import type { FlagState } from '../../src/flaglog/flag-state.ts';
import { type DigestInput, planDigests } from '../../src/notify/plan-digests.ts';
import type { ToldKind } from '../../src/notify/plan-notices.ts';
import { at, day, flagId, makeRoster, routing } from './notice-cases.ts';

type Changes = { by?: string; isStanding?: boolean; status?: 'open' | 'excepted'; severity?: 'serious' | 'ordinary' };

function state(
  name: string,
  { by = 'ewart', isStanding = true, status = 'open', severity = 'ordinary' }: Changes = {},
): FlagState {
  return {
    id: flagId(name),
    facts: {
      rule: 'official-letter-councillor-name',
      clause: { protocol: 'nalc-model-2026', ref: 'correspondence-2' },
      severity,
      grade: 'B',
      status,
      exception: status === 'open' ? null : 'chair-to-minister',
    },
    isStanding,
    reasons: [],
    raised: { seq: 1, time: '' },
    changed: { seq: 1, time: '' },
    sealed: { by: [{ value: { id: by } }] },
  };
}

function plan(
  flags: FlagState[],
  changes: Partial<DigestInput> & { told?: ReadonlyMap<string, ReadonlySet<ToldKind>>; named?: string } = {},
) {
  const { named = routing, ...rest } = changes;
  const { notices, flags: links } = planDigests({
    due: { day, isFirstOfWeek: false },
    flags: new Map(flags.map((flag) => [flag.id, flag])),
    told: new Map(),
    council: makeRoster(named).council,
    hasTrouble: false,
    isBacklog: false,
    at,
    ...rest,
  });
  return {
    ids: notices.map(({ id }) => id),
    links: links.map(({ flag, kind, notice }) => [flag, kind, notice]),
    notices,
  };
}

const told = (...kinds: ToldKind[]) => new Map([[flagId('a'), new Set(kinds)]]);
const monday = { due: { day, isFirstOfWeek: true } };

describe('a digest', () => {
  test('tells each handler what is new to them', () => {
    const { ids, links, notices } = plan([state('a'), state('b', { by: 'clerk' })]);
    expect(ids).toEqual(['digest.2026-11-24.clerk', 'digest.2026-11-24.chair']);
    expect(links).toEqual([
      [flagId('a'), 'digest', 'digest.2026-11-24.clerk'],
      [flagId('b'), 'digest', 'digest.2026-11-24.chair'],
    ]);
    expect(notices[0]).toMatchObject({
      kind: 'digest',
      thread: '',
      parameters: '{"day":"2026-11-24"}',
      not_before: at,
    });
  });

  test.each<[string, FlagState[], Parameters<typeof plan>[1]]>([
    ['where there are no flags', [], {}],
    ['of what the last one told', [state('a')], { told: told('digest') }],
    ['of what the protocol excuses', [state('a', { status: 'excepted' })], {}],
    ['of what was withdrawn before anybody was told', [state('a', { isStanding: false })], {}],
    ['of what was taken back', [state('a', { isStanding: false })], { told: told('digest', 'correction') }],
    ['to a Clerk because of flags that others handle', [state('a', { by: 'clerk' })], { told: told('digest') }],
    ['of what nobody may see', [state('a', { by: 'clerk' })], { named: '' }],
  ])('is not sent %s', (_, flags, changes) => {
    expect(plan(flags, changes).ids).toEqual([]);
  });

  test('has what was alerted, and what was counted beyond the cap', () => {
    expect(plan([state('a', { severity: 'serious' })], { told: told('alert') }).links).toEqual([
      [flagId('a'), 'digest', 'digest.2026-11-24.clerk'],
    ]);
  });

  test('has what was restored after its correction', () => {
    expect(plan([state('a')], { told: told('alert', 'correction') }).links).toHaveLength(1);
  });

  test.each([
    ['withdrawn', { isStanding: false }],
    ['excused', { status: 'excepted' as const }],
  ])('takes back once what a digest told and what is now %s', (_, changes) => {
    expect(plan([state('a', changes)], { told: told('digest') }).links).toEqual([
      [flagId('a'), 'correction', 'digest.2026-11-24.clerk'],
    ]);
  });

  test('goes to the Clerk where something cannot be read any more', () => {
    expect(plan([], { hasTrouble: true }).ids).toEqual(['digest.2026-11-24.clerk']);
  });

  test('of a backlog is one report', () => {
    expect(plan([state('a'), state('b')], { isBacklog: true }).ids).toEqual(['report.2026-11-24.clerk']);
  });
});

describe('on the first working day of the week', () => {
  test('a heartbeat goes to the Clerk and to the alternate, and the head to the auditor', () => {
    expect(plan([], monday).ids).toEqual([
      'heartbeat.2026-11-23.clerk',
      'heartbeat.2026-11-23.vice',
      'head.2026-11-23.auditor',
    ]);
  });

  test('who has a digest needs no heartbeat, and who waits for decisions has one', () => {
    const { ids } = plan([state('a'), state('b', { by: 'clerk' })], {
      ...monday,
      told: new Map([[flagId('b'), new Set(['digest' as const])]]),
    });
    expect(ids).toEqual([
      'digest.2026-11-24.clerk',
      'heartbeat.2026-11-23.chair',
      'heartbeat.2026-11-23.vice',
      'head.2026-11-23.auditor',
    ]);
  });

  test('whoever is not named gets nothing', () => {
    expect(plan([], { ...monday, named: '' }).ids).toEqual(['heartbeat.2026-11-23.clerk']);
  });
});

test('planned twice is the same notices', () => {
  const flags = [state('a'), state('b', { by: 'clerk' })];
  expect(plan(flags, monday)).toEqual(plan(flags, monday));
});
