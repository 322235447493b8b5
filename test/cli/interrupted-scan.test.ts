import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { corpora, corpusDay } from '../support/corpora.ts';
import { mainFile, runCandour } from '../support/run-candour.ts';

const council = join(corpora[0]?.folder ?? '', 'council.yaml');
const words = ['scan', '--council', council, '--as-of', corpusDay];
const interruptions = 6;

/** Whether the scan was still running when it was killed. */
async function killScan(folder: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [mainFile, ...words], { cwd: folder, stdio: 'ignore' });
  const exited = once(child, 'exit');
  await Promise.race([wait(afterMs), exited]);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  return signal === 'SIGKILL';
}

async function standingIn(folder: string): Promise<unknown[]> {
  const { out } = await runCandour(folder, 'flags', '--format', 'jsonl');
  const flags = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LoggedFlag => JSON.parse(line));
  return flags
    .map(({ id: _id, raised: _raised, changed: _changed, evidence, ...flag }) => ({
      ...flag,
      evidence: evidence.map((item) => JSON.stringify(item)).sort(),
    }))
    .sort((left, right) => (`${left.messageKey} ${left.rule}` < `${right.messageKey} ${right.rule}` ? -1 : 1));
}

test('scans that are killed at any moment, and then a calm one, leave the flags of one calm scan, each once', async () => {
  const [calm, killed] = [makeFolder(), makeFolder()];
  const began = performance.now();
  const once = await runCandour(calm, ...words);
  const durationMs = performance.now() - began;
  expect(once.status).toBe(0);
  let kills = 0;
  for (let round = 0; round < interruptions; round += 1) {
    if (await killScan(killed, Math.random() * durationMs)) kills += 1;
    const { status, out } = await runCandour(killed, 'verify');
    // Status 2: killed before there was a log.
    expect(status === 0 || status === 2, out).toBe(true);
  }
  expect(kills).toBeGreaterThan(0);
  const last = await runCandour(killed, ...words);
  expect(last.out).toBe(once.out);
  expect(await standingIn(killed)).toEqual(await standingIn(calm));
  const head = /^head (\S+)$/m.exec(last.err)?.[1] ?? '';
  expect((await runCandour(killed, 'verify', '--head', head)).out).toContain('The tail is proven');
}, 180_000);
