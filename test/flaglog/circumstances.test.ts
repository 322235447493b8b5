/** What the log says of an audit's settings and of mailboxes that could not be read. */

import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/flaglog/events.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import type { AuditParameters } from '../../src/flaglog/plan-audit.ts';
import { planRound } from '../../src/flaglog/plan-audit.ts';
import { eraseSealed } from '../../src/flaglog/record-audit.ts';
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
