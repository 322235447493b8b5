import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { parseHead } from '../../src/flaglog/entry.ts';
import { openEvents } from '../../src/flaglog/events.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { readStandingFlags, recordAudit, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { auditOnce, council, makeRecord, makeStanding, noon, TempFolder } from './support.ts';

/** Kills the loop with SIGKILL as soon as it has said so many heads: it is in the middle of the next audit by then. */
async function killAfter(path: string, start: number, heads: number): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit-loop.ts'), path, String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = '';
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    count += 1;
    if (count === heads) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return last;
}

describe('a process killed while it writes', () => {
  it('leaves whole audits, nothing that it had committed is lost, and a calm run finds the same flags', async () => {
    using folder = new TempFolder();
    for (let round = 0; round < 10; round += 1) {
      const said = await killAfter(folder.log, round * 1000, 1 + Math.floor(Math.random() * 12));
      await using log = await openFlagLog({ path: folder.log, readOnly: true });
      expect(await verifyFlagLog(log, parseHead(said))).toMatchObject({ ok: true });
      expect(openEvents(await log.readEntries()).at(-1)?.entry.type).toBe('audit-completed');
    }
    const keys = Array.from({ length: 12 }, (_, index) => `<${index}@x>`);
    const standing = keys.slice(3).map((key) => makeStanding(key));
    using calmFolder = new TempFolder();
    await auditOnce(calmFolder.log, noon('2026-07-01'), standing);
    await using calm = await openFlagLog({ path: calmFolder.log, readOnly: true });
    await using log = await openFlagLog({ path: folder.log, councilId: council.id });
    await recordAudit(log, { at: new Date(), ...makeRecord(standing, { examined: keys }) });
    const describeFlags = async (of: typeof log) =>
      (await readStandingFlags(of)).map(({ rule, grade, messageId, people }) => ({ rule, grade, messageId, people }));
    const byMessage = (left: { messageId: string | null }, right: { messageId: string | null }) =>
      String(left.messageId) < String(right.messageId) ? -1 : 1;
    expect((await describeFlags(log)).sort(byMessage)).toEqual((await describeFlags(calm)).sort(byMessage));
    expect(await verifyFlagLog(log, await log.head())).toMatchObject({ ok: true, tail: 'proven' });
  });

  it('does no harm to another one that writes at the same time', async () => {
    using folder = new TempFolder();
    const said = await Promise.all([
      killAfter(folder.log, 0, 15),
      killAfter(folder.log, 1, 10),
      killAfter(folder.log, 2, 5),
    ]);
    await using log = await openFlagLog({ path: folder.log, councilId: council.id });
    for (const head of said) expect(await verifyFlagLog(log, parseHead(head))).toMatchObject({ ok: true });
    const { head } = await recordAudit(log, { at: new Date(), ...makeRecord([makeStanding('<last@x>')]) });
    expect(await verifyFlagLog(log, head)).toMatchObject({ ok: true, tail: 'proven' });
  });
});
