import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startLive } from '../support/live.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const files = {
  'candour.yaml': `
councils: [{ file: council.yaml, observeDays: 0, digestAt: "00:00" }]
database: var/candour.db
mail: { from: Candour <candour@littlewickham-pc.gov.uk>, outbox: outbox }
http: off
`,
};
const more = 'routing: { clerkFlags: cllr-teal, alternate: cllr-okafor }\n';

describe('candour digest', () => {
  test('shows one as it would be, and one as it was', async () => {
    const folder = makeCouncilFolder({ more, files });
    const show = (...words: string[]) => runCandour(folder, 'digest', '--config', 'candour.yaml', ...words);
    // A Saturday: nothing is sent on it.
    let now = Date.parse('2026-06-06T10:00:00Z');
    await using live = await startLive(join(folder, 'candour.yaml'), { now: () => now });
    const [council] = live.installation.councils.values();
    await vi.waitFor(async () => expect(await council?.readStandingFlags()).toHaveLength(1), { timeout: 40_000 });

    const wouldBe = await show('--print', '--date', '2026-06-08', '--recipient', 'cllr-teal');
    expect(wouldBe.status).toBe(0);
    expect(wouldBe.err).toBe(
      'candour: This is what the digest of 8 June 2026 to Cllr Rosalind Teal would say now. Nothing was sent.\n',
    );
    expect(wouldBe.out).toMatch(/^Digest of 8 June 2026\n=+\n/);
    expect(wouldBe.out).toContain('Hidden copy? (flag ');
    // The flag is about the Clerk, who is told that there is one and no more.
    const clerk = await show('--print', '--date', '2026-06-08');
    expect(clerk.err).toContain('There is nothing new for Margaret Hale');
    expect(clerk.out).not.toContain('Hidden copy');

    now = Date.parse('2026-06-08T10:00:00Z');
    const { kysely } = live.installation.database;
    await vi.waitFor(
      async () => {
        await live.installation.enqueue([{ kind: 'send-digest', council: 'little-wickham' }]);
        const sent = await kysely.selectFrom('notice').select('id').where('state', '=', 'sent').execute();
        expect(sent.map(({ id }) => id)).toContain('digest.2026-06-08.cllr-teal');
      },
      { timeout: 40_000, interval: 100 },
    );
    const was = await show('--print', '--date', '2026-06-08', '--recipient', 'cllr-teal');
    expect(was.err).toMatch(/^candour: This digest was sent to Cllr Rosalind Teal 8 June 2026, 11:00am\./);
    expect(was.out).toContain('Hidden copy? (flag ');
    const after = await show('--print', '--date', '2026-06-09', '--recipient', 'cllr-teal');
    expect(after.err).toContain(
      'There is nothing new for Cllr Rosalind Teal, so no digest of 9 June 2026 would be sent.',
    );
    const notices = await kysely.selectFrom('notice').select('id').execute();
    expect(notices.map(({ id }) => id).filter((id) => id.includes('06-09'))).toEqual([]);
  });

  test.each([
    [[], /^candour: Add --print to see the digest\./],
    [['--print', '--date', 'yesterday'], /^candour: --date takes a date such as/],
    [
      ['--print', '--council', 'nowhere'],
      /^candour: The settings serve no such council: say --council with one of little-wickham/,
    ],
  ])('%j: one clear line and status 2', async (words, message) => {
    const folder = makeCouncilFolder({ more, files });
    const { status, out, err } = await runCandour(folder, 'digest', '--config', 'candour.yaml', ...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  });
});
