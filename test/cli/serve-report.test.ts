import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ServeReport } from '../../src/cli/serve-report.ts';
import { formatProgress } from '../../src/cli/serve-words.ts';
import { startLive } from '../support/live.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const settings = 'councils: [{ file: council.yaml, observeDays: 0 }]\ndatabase: var/candour.db\nhttp: off\n';

describe('what candour serve tells', () => {
  test('at a terminal, the table of flags; and flags are read again only where the log went on', async () => {
    const folder = makeCouncilFolder({ files: { 'candour.yaml': settings } });
    await using live = await startLive(join(folder, 'candour.yaml'));
    const [council] = live.installation.councils.values();
    if (council === undefined) throw new Error('There is no council.');
    const reading = vi.spyOn(council, 'readStandingFlags');
    const looking = vi.spyOn(council.log, 'head');
    const written: string[] = [];
    const report = new ServeReport(live.installation, {
      write: (line) => written.push(line),
      isTerminal: true,
      config: 'candour.yaml',
      lookEveryMs: 20,
    });
    const expectFirst = (): void => expect(written.at(-1), live.lines.join('')).toBe('Watching for new mail.');
    await vi.waitFor(expectFirst, { timeout: 40_000 });
    const text = written.join('\n');
    expect(text).toMatch(
      /^[0-9a-f]{8} 2026-06-03 Hidden copy {12}Margaret Hale {8}Cllr Ngozi Okafor {4}well founded$/m,
    );
    for (const line of written.filter((each) => /^[0-9a-f]{8} /.test(each)))
      expect(line.length).toBeLessThanOrEqual(100);
    const asked = looking.mock.calls.length;
    await vi.waitFor(() => expect(looking.mock.calls.length).toBeGreaterThan(asked + 10), { timeout: 20_000 });
    expect(reading).toHaveBeenCalledTimes(1);
    report.end();
    const lines = written.length;
    await live[Symbol.asyncDispose]();
    expect(written).toHaveLength(lines);
    expect(live.lines.filter((line) => line.includes('"report"'))).toEqual([]);
    const counts = { mailbox: 'clerk', unreadable: 1, gone: 0, oldestWaitingAt: 1, lastReadAt: 1, notExamined: 0 };
    const view = { live: council, settings: live.installation.settings, config: 'candour.yaml', isTerminal: true };
    expect(formatProgress([{ ...counts, read: 1_203, waiting: 18_796 }], { ...view, isOneOfSeveral: false })).toEqual([
      '1,204 of 20,000 messages found so far are read.',
    ]);
  });
});
