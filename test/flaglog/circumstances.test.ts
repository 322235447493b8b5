/** What the log says of an audit's settings and of mailboxes that could not be read. */

import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import type { LogEvent } from '../../src/flaglog/events.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import type { AuditParameters } from '../../src/flaglog/plan-audit.ts';
import { planRound } from '../../src/flaglog/plan-audit.ts';
import { eraseSealed } from '../../src/flaglog/record-audit.ts';
import { countMessages } from '../../src/intake/health-register.ts';
import { readReferences } from '../../src/intake/sample-register.ts';
import { settings } from '../export/year.ts';
import { council, makeRecord, noon, TempFolder } from './support.ts';

/** Types that each round of a service adds, one round a given day. */
async function playRounds(
  rounds: { day: string; audit?: Partial<AuditParameters>; erase?: boolean }[],
): Promise<string[][]> {
  using folder = new TempFolder();
  await using log = await openFlagLog({ path: folder.log, councilId: council.id });
  const added: string[][] = [];
  for (const { day, audit, erase = false } of rounds) {
    const record = makeRecord([]);
    const changed = { ...record, audit: { ...record.audit, settings, ...audit } };
    if (erase) await eraseSealed(log, { at: noon(day), reason: 'request', select: ({ field }) => field === 'roster' });
    const events: LogEvent[] = await log.append(noon(day), (state) => ({ drafts: planRound(state, changed, day) }));
    added.push(events.map(({ entry }) => entry.type).filter((type) => type !== 'log-opened'));
  }
  return added;
}

const failing = (code: string | null): Partial<AuditParameters> => ({ health: [{ mailbox: 'clerk', code }] });

describe('a round of the service', () => {
  it('is recorded once a day, also where nothing is new, with the settings once', async () => {
    expect(await playRounds([{ day: '2026-07-01' }, { day: '2026-07-01' }, { day: '2026-07-02' }])).toEqual([
      ['settings-recorded', 'audit-completed'],
      [],
      ['audit-completed'],
    ]);
  });

  it.each<[string, Partial<typeof settings>]>([
    ['routing', { routing: [{ key: 'auditor', to: null }] }],
    ['a rule', { rules: [] }],
    ['the roster', { roster: settings.roster.slice(1), names: settings.names.slice(1) }],
  ])('records the settings anew with a change of %s', async (_, change) => {
    const changed = { day: '2026-07-02', audit: { settings: { ...settings, ...change } } };
    expect((await playRounds([{ day: '2026-07-01' }, changed]))[1]).toEqual(['settings-recorded', 'audit-completed']);
  });

  it('does not write again what was erased of them', async () => {
    expect((await playRounds([{ day: '2026-07-01' }, { day: '2026-07-02', erase: true }]))[1]).toEqual([
      'audit-completed',
    ]);
  });

  it('tells once when a mailbox fails, when its cause is another one, and when it is mended', async () => {
    const codes = [null, 'sign-in', 'sign-in', 'network', null, null];
    const rounds = codes.map((code) => ({ day: '2026-07-01', audit: failing(code) }));
    expect((await playRounds(rounds)).slice(1)).toEqual([
      ['mailbox-failing'],
      [],
      ['mailbox-failing'],
      ['mailbox-mended'],
      [],
    ]);
  });
});

it('the messages that an auditor samples, and their months, come from the copies that were read', async () => {
  using folder = new TempFolder();
  await using database = await openDatabase({ kind: 'sqlite', path: folder.log });
  const { kysely } = database;
  const bounds = { from: Date.parse('2026-06-01T00:00:00+01:00'), to: Date.parse('2026-07-01T00:00:00+01:00') };
  expect(await readReferences(kysely, council.id, bounds)).toBe(null);
  const copies: [string, string, string | null, 'read' | 'unreadable'][] = [
    ['<a@x>', 'hall', '2026-06-01T00:00:00+01:00', 'read'],
    ['<a@x>', 'clerk', '2026-06-01T00:00:00+01:00', 'read'],
    ['<b@x>', 'clerk', '2026-05-31T23:59:59+01:00', 'read'],
    ['<c@x>', 'clerk', '2026-06-30T23:59:59+01:00', 'read'],
    ['<d@x>', 'clerk', '2026-06-02T10:00:00+01:00', 'unreadable'],
    ['<e@x>', 'clerk', null, 'read'],
    ['<f@x>', 'clerk', '1969-12-31T23:59:59Z', 'read'],
  ];
  for (const [index, [message, mailbox, sentAt, state]] of copies.entries()) {
    const place = { folder: 'INBOX', is_sent: 0, validity: '1', reference: String(index), opening: 'gate' as const };
    await kysely
      .insertInto('copy')
      .values({
        ...place,
        ...{ council: council.id, id: String(index), mailbox, state, message_id: message, seen_at: 0, attempts: 0 },
        ...{ next_attempt_at: 0, reason: '', content_key: null, evidence_seq: null, facts: null, links: null },
        ...{
          not_examined: null,
          facts_version: null,
          read_at: 1,
          sent_at: sentAt === null ? null : Date.parse(sentAt),
        },
      })
      .execute();
  }
  const found = (await readReferences(kysely, council.id, bounds)) ?? [];
  expect(found.sort((left, right) => (left.messageRef < right.messageRef ? -1 : 1))).toEqual([
    { messageRef: '<a@x>', mailbox: 'clerk' },
    { messageRef: '<c@x>', mailbox: 'clerk' },
  ]);
  expect(await countMessages(kysely, council)).toMatchObject([
    // In 1969 British time was an hour ahead all year: the next year had begun.
    { mailbox: 'clerk', messages: 5, months: { '2026-05': 1, '2026-06': 2, undated: 1, '1970-01': 1 } },
    { mailbox: 'hall', messages: 1, months: { '2026-06': 1 } },
  ]);
});
