import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../../src/flaglog/events.ts';
import { type FlagFacts, foldFlags } from '../../src/flaglog/flag-state.ts';
import { type NoticeInput, type NoticePlan, planNotices, type ToldKind } from '../../src/notify/plan-notices.ts';
import { at, flagId, makeRoster } from './notice-cases.ts';

const { council } = makeRoster();
const hourMs = 3_600_000;

type Told = { seq: number; name: string; by?: string; severity?: FlagFacts['severity']; status?: FlagFacts['status'] };

function makeEvent(
  type: string,
  { seq, name, by = 'ewart', severity = 'serious', status = 'open' }: Told,
  before = {},
): LogEvent {
  const isFirst = type === 'flag-raised';
  const facts = {
    flag: flagId(name),
    rule: 'confidential-to-third-party',
    clause: { protocol: 'nalc-model-2026', ref: 'correspondence-3' },
    severity,
    grade: 'B',
    status,
    exception: status === 'open' ? null : 'consent-of-author',
  };
  return {
    seq,
    hash: '',
    entry: {
      v: 1,
      chain: '0'.repeat(32),
      council: council.id,
      seq,
      prev: '',
      time: '2026-11-24T08:00:00.000Z',
      type,
      data: { ...facts, ...(type === 'flag-changed' ? { before } : {}), reasons: ['later-evidence'] },
      sealed: {},
    },
    sealed: isFirst ? { by: [{ value: { id: by, role: 'unknown' } }] } : {},
  };
}

const raised = (name: string, seq = 1, more: Partial<Told> = {}): LogEvent =>
  makeEvent('flag-raised', { name, seq, ...more });
const withdrawn = (name: string, seq: number): LogEvent => makeEvent('flag-withdrawn', { name, seq });
const restored = (name: string, seq: number): LogEvent => makeEvent('flag-restored', { name, seq });

/** The database around the plan: what was appended, planned and sent so far. */
class Outbox {
  readonly events: LogEvent[] = [];
  readonly told = new Map<string, Set<ToldKind>>();
  readonly notices = new Map<string, NoticePlan['notices'][number] & { isSent: boolean }>();
  readonly links: NoticePlan['flags'] = [];
  at = at;

  append(events: readonly LogEvent[], changes: Partial<NoticeInput> = {}): NoticePlan {
    this.events.push(...events);
    const sent = [...this.notices.values()].filter(({ kind, isSent }) => kind === 'alert' && isSent);
    const plan = planNotices({
      events,
      flags: foldFlags(this.events),
      told: this.told,
      waiting: [...this.notices.values()].filter(({ isSent }) => !isSent),
      sentLastHour: Object.fromEntries(
        ['clerk', 'chair'].map((who) => [who, sent.filter(({ recipient }) => recipient === who).length]),
      ),
      threadOf: ({ id }) => id.slice(0, 1),
      council,
      policy: { isObserving: false, alertsPerHour: null },
      at: this.at,
      ...changes,
    });
    for (const notice of plan.notices)
      if (!this.notices.has(notice.id)) this.notices.set(notice.id, { ...notice, isSent: false });
    for (const link of plan.flags) {
      expect(this.notices.has(link.notice)).toBe(true);
      expect(this.told.get(link.flag)?.has(link.kind) ?? false).toBe(false);
      this.told.set(link.flag, new Set([...(this.told.get(link.flag) ?? []), link.kind]));
      this.links.push(link);
    }
    return plan;
  }

  send(): void {
    for (const notice of this.notices.values()) notice.isSent = true;
  }

  /** Kinds of notice by flag, in the order of telling. */
  toldOf(name: string): string[] {
    return this.links.filter(({ flag }) => flag === flagId(name)).map(({ kind }) => kind);
  }
}

const separate = { threadOf: ({ id }: { id: string }) => id };

describe('an alert', () => {
  test('goes at once to the handler of a serious flag', () => {
    const outbox = new Outbox();
    const { notices, flags } = outbox.append([raised('a')]);
    const id = `alert.${flagId('a').slice(0, 32)}.clerk`;
    expect(notices).toEqual([
      { id, kind: 'alert', recipient: 'clerk', thread: flagId('a').slice(0, 1), parameters: '{}', not_before: at },
    ]);
    expect(flags).toEqual([{ flag: flagId('a'), kind: 'alert', notice: id }]);
  });

  test.each<[string, Partial<Told>, Partial<NoticeInput>]>([
    ['of what is not serious', { severity: 'ordinary' }, {}],
    ['of what the protocol excuses', { status: 'excepted' }, {}],
    ['during the days of observation', {}, { policy: { isObserving: true, alertsPerHour: null } }],
    ['where nobody may see it', { by: 'clerk' }, { council: makeRoster('').council }],
  ])('is not sent %s', (_, more, changes) => {
    expect(new Outbox().append([raised('a', 1, more)], changes)).toEqual({ notices: [], flags: [] });
  });

  test('about the Clerk goes to whom the council named', () => {
    expect(new Outbox().append([raised('a', 1, { by: 'clerk' })]).notices).toMatchObject([{ recipient: 'chair' }]);
  });

  test.each([
    ['became serious', { severity: 'ordinary' as const }, { severity: 'ordinary' }],
    ['lost its excuse', { status: 'excepted' as const }, { status: 'excepted' }],
  ])('is sent of a flag that %s', (_, first, before) => {
    const outbox = new Outbox();
    outbox.append([raised('a', 1, first)]);
    outbox.append([makeEvent('flag-changed', { name: 'a', seq: 2 }, before)]);
    expect(outbox.toldOf('a')).toEqual(['alert']);
  });

  test('is not sent for more evidence of a flag that was known while alerts were off', () => {
    const outbox = new Outbox();
    outbox.append([raised('a')], { policy: { isObserving: true, alertsPerHour: null } });
    outbox.append([
      makeEvent('flag-strengthened', { name: 'a', seq: 2 }),
      makeEvent('flag-widened', { name: 'a', seq: 3 }),
    ]);
    expect(outbox.links).toEqual([]);
  });

  test('joins one of its conversation and recipient that still waits', () => {
    const outbox = new Outbox();
    outbox.append([raised('a')], { threadOf: () => 't' });
    outbox.append([raised('b', 2), raised('c', 3, { by: 'clerk' })], { threadOf: () => 't' });
    expect([...outbox.notices.values()].map(({ recipient }) => recipient)).toEqual(['clerk', 'chair']);
    outbox.send();
    outbox.append([raised('d', 4)], { threadOf: () => 't' });
    expect(outbox.notices.size).toBe(3);
  });
});

describe('a correction', () => {
  test('is sent once where an alerted flag is withdrawn, and no alert again', () => {
    const outbox = new Outbox();
    outbox.append([raised('a')]);
    outbox.append([withdrawn('a', 2)]);
    outbox.append([restored('a', 3)]);
    outbox.append([withdrawn('a', 4)]);
    expect(outbox.toldOf('a')).toEqual(['alert', 'correction']);
    expect([...outbox.notices.keys()]).toEqual(
      ['alert', 'correction'].map((kind) => `${kind}.${flagId('a').slice(0, 32)}.clerk`),
    );
  });

  test('is sent where it becomes excepted, also during the days of observation', () => {
    const outbox = new Outbox();
    outbox.append([raised('a')]);
    const change = makeEvent('flag-changed', { name: 'a', seq: 2, status: 'excepted' }, { status: 'open' });
    outbox.append([change], { policy: { isObserving: true, alertsPerHour: null } });
    expect(outbox.toldOf('a')).toEqual(['alert', 'correction']);
  });

  test('goes to whoever had the alert', () => {
    const outbox = new Outbox();
    outbox.append([raised('a')]);
    const { notices } = outbox.append([withdrawn('a', 2)], { alertedTo: new Map([[flagId('a'), 'vice']]) });
    expect(notices).toMatchObject([{ kind: 'correction', recipient: 'vice' }]);
  });

  test('is not sent of what was never alerted', () => {
    const outbox = new Outbox();
    outbox.append([raised('a', 1, { severity: 'ordinary' })]);
    outbox.append([withdrawn('a', 2)]);
    outbox.append([raised('b', 3), withdrawn('b', 4)]);
    expect(outbox.links).toEqual([]);
  });
});

describe('beyond the cap of an hour', () => {
  const capped = { policy: { isObserving: false, alertsPerHour: 2 }, ...separate };

  test('one notice announces the rest', () => {
    const outbox = new Outbox();
    outbox.append(
      'abcde'.split('').map((name, index) => raised(name, index + 1)),
      capped,
    );
    const kinds = [...outbox.notices.values()].map(({ kind }) => kind);
    expect(kinds).toEqual(['alert', 'alert', 'overflow']);
    expect([...outbox.notices.keys()].at(-1)).toBe('overflow.2026-11-24T08.clerk');
    expect(outbox.links.filter(({ notice }) => notice.startsWith('overflow'))).toHaveLength(3);
  });

  test('what was sent within the hour counts, and each recipient for themselves', () => {
    const outbox = new Outbox();
    outbox.append([raised('a'), raised('b', 2)], capped);
    outbox.send();
    outbox.append([raised('c', 3), raised('d', 4, { by: 'clerk' })], capped);
    expect([...outbox.notices.values()].map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['alert', 'clerk'],
      ['alert', 'clerk'],
      ['overflow', 'clerk'],
      ['alert', 'chair'],
    ]);
  });

  test('what joins an alert that waits makes no further one', () => {
    const outbox = new Outbox();
    outbox.append(
      'abcde'.split('').map((name, index) => raised(name, index + 1)),
      { ...capped, threadOf: () => 't' },
    );
    expect(outbox.notices.size).toBe(1);
  });

  test('what was only counted is not alerted later', () => {
    const outbox = new Outbox();
    outbox.append(
      'abc'.split('').map((name, index) => raised(name, index + 1)),
      capped,
    );
    outbox.send();
    outbox.at += 2 * hourMs;
    outbox.append([withdrawn('c', 4)], capped);
    outbox.append([restored('c', 5)], capped);
    expect(outbox.toldOf('c')).toEqual(['alert', 'correction']);
  });
});

test('events of other kinds tell nobody anything', () => {
  const audit = makeEvent('audit-completed', { name: 'a', seq: 1 });
  expect(new Outbox().append([audit])).toEqual({ notices: [], flags: [] });
});

describe('however events come, in whatever portions and how often,', () => {
  const names = 'abcdefgh'.split('');
  const history = fc.record({
    order: fc.shuffledSubarray(names, { minLength: names.length }),
    cuts: fc.array(fc.nat({ max: 4 }), { minLength: names.length, maxLength: names.length }),
    sends: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
    cap: fc.option(fc.integer({ min: 1, max: 4 })),
    thread: fc.constantFrom<NoticeInput['threadOf']>(
      ({ id }) => id,
      () => 't',
      ({ id }) => id.slice(0, 1),
    ),
  });

  test('each serious flag has one alert, and each that goes then has one correction', () => {
    fc.assert(
      fc.property(history, ({ order, cuts, sends, cap, thread }) => {
        const outbox = new Outbox();
        const changes = { threadOf: thread, policy: { isObserving: false, alertsPerHour: cap } };
        let rest = order.map((name, index) => raised(name, index + 1));
        cuts.forEach((cut, index) => {
          const portion = index === cuts.length - 1 ? rest : rest.slice(0, cut);
          rest = rest.slice(portion.length);
          outbox.append(portion, changes);
          // Met again, as after a process was killed between its commit and its answer.
          outbox.append(portion, changes);
          if (sends[index]) outbox.send();
        });
        for (const name of names) expect(outbox.toldOf(name)).toEqual(['alert']);
        const gone = order.slice(0, 3);
        for (const [index, name] of gone.entries()) {
          outbox.append([withdrawn(name, 20 + index)], changes);
          outbox.append([restored(name, 30 + index)], changes);
          outbox.append([withdrawn(name, 40 + index)], changes);
        }
        for (const name of names)
          expect(outbox.toldOf(name)).toEqual(gone.includes(name) ? ['alert', 'correction'] : ['alert']);
        for (const { id } of outbox.notices.values()) expect(id).toMatch(/^[A-Za-z0-9._-]+$/);
      }),
      { numRuns: 60 },
    );
  });

  test('the same portion gives the same plan in whatever order its events stand', () => {
    fc.assert(
      fc.property(history, ({ order, cap, thread }) => {
        const changes = { threadOf: thread, policy: { isObserving: false, alertsPerHour: cap } };
        const portion = names.map((name, index) => raised(name, index + 1));
        const shuffled = order.map((name) => portion[names.indexOf(name)] as LogEvent);
        const input = {
          flags: foldFlags(portion),
          told: new Map(),
          waiting: [],
          sentLastHour: {},
          council,
          at,
          ...changes,
        };
        expect(planNotices({ ...input, events: shuffled })).toEqual(planNotices({ ...input, events: portion }));
      }),
      { numRuns: 40 },
    );
  });
});
