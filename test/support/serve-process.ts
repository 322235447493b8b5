/** `candour serve` as a process of its own, in a folder of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { childEnvironment, mainFile } from './run-candour.ts';

export type ServeProcess = AsyncDisposable & {
  readonly pid: number;
  /** Everything that it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  expectLine(pattern: RegExp): Promise<void>;
  /** Resolves with the exit status and how long it took to end, in milliseconds. */
  end(signal?: NodeJS.Signals): Promise<{ status: number | null; ms: number }>;
};

const lineMs = 60_000;

/** Killed when it is disposed and has not ended. */
export function startServe(cwd: string, ...words: string[]): ServeProcess {
  const child: ChildProcess = spawn(process.execPath, [mainFile, 'serve', ...words], { cwd, env: childEnvironment });
  const exited = once(child, 'close');
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    expectLine: (pattern) =>
      vi.waitFor(() => expect(out, err).toMatch(pattern), { timeout: lineMs, interval: 50 }).then(() => undefined),
    end: async (signal = 'SIGTERM') => {
      const began = performance.now();
      child.kill(signal);
      const [status] = await exited;
      return { status, ms: performance.now() - began };
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
