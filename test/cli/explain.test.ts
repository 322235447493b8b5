import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { eraseSealed } from '../../src/flaglog/record-audit.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

async function makeLog(): Promise<{ folder: string; id: string }> {
  const folder = makeCouncilFolder();
  await runCandour(folder, 'scan', '--council', 'council.yaml');
  const { out } = await runCandour(folder, 'flags', '--format', 'jsonl');
  return { folder, id: JSON.parse(out).id };
}

const explain = (folder: string, id: string) => runCandour(folder, 'explain', id, '--council', 'council.yaml');

describe('candour explain', () => {
  test('gives the clause, what was found, how sure it is, what was considered and what to do', async () => {
    const { folder, id } = await makeLog();
    rmSync(join(folder, 'mailboxes'), { recursive: true });
    const { status, out } = await explain(folder, id.slice(0, 8));
    expect(status).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([`Flag ${id}`, 'Hidden copy (silent-copy) · ordinary · open']);
    for (const title of [
      'What the protocol asks',
      'What was found',
      'Evidence',
      'How sure',
      'Exceptions considered',
      'What to do',
      'Where',
    ]) {
      expect(out).toContain(`\n\n${title}\n  `);
    }
    expect(out).toContain('(nalc-model-2026, correspondence-1)');
    expect(out).toContain('Bcc header: “pratt@littlewickham-pc.gov.uk”');
    expect(out).toContain('Grade B, well founded');
    expect(out).toContain('CC Councillor Alan Pratt');
    expect(out).toContain('raised in entry 3');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('says what was erased since', async () => {
    const { folder, id } = await makeLog();
    {
      await using log = await openFlagLog({ path: join(folder, 'var/candour.db'), councilId: 'little-wickham' });
      const select = ({ field }: { field: string }) => ['quotes', 'messageId', 'messageDate', 'by'].includes(field);
      await eraseSealed(log, { at: new Date(), reason: 'retention', select });
    }
    const { status, out } = await explain(folder, id);
    expect(status).toBe(0);
    expect(out).toContain('Erased since: ');
    expect(out).not.toContain('pratt@littlewickham');
  });

  test.each([
    ['not hexadecimal', 'no-id', /hexadecimal/],
    ['unknown', 'ffffffffffffffff', /has no flag/],
  ])('an id that is %s is one clear line and status 2', async (_what, id, message) => {
    const { folder } = await makeLog();
    const { status, out, err } = await explain(folder, id);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  });
});
