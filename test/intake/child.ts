/** Processes of their own, which can be killed, stopped and let go on. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Child = AsyncDisposable & { process: ChildProcess; lines: string[] };

/** Ended with SIGKILL when disposed of. */
export function startChild(program: string, words: readonly string[]): Child {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return {
    process: child,
    lines,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Kills it as soon as it has said so many lines: by then it is in the middle of the next thing. Returns all lines. */
export async function runUntilKilled(program: string, words: readonly string[], lineCount: number): Promise<string[]> {
  await using child = startChild(program, words);
  const closed = once(child.process, 'close');
  child.process.stdout?.on('data', () => {
    if (child.lines.length >= lineCount) child.process.kill('SIGKILL');
  });
  const interval = setInterval(() => {
    if (child.lines.length >= lineCount) child.process.kill('SIGKILL');
  }, 1);
  await closed;
  clearInterval(interval);
  if (child.process.signalCode !== 'SIGKILL') throw new Error('The process ended by itself.');
  return child.lines;
}
