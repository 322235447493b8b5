/** Runs the command line as people do: a process of its own, in a folder of its own. */

import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './corpora.ts';

export const mainFile = join(projectFolder, 'src/cli/main.ts');

/** Compiled once for all tests: starting takes half the time. */
export const childEnvironment = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'candour-compiled') };

export type Ended = { status: number; out: string; err: string };

export function runCandour(cwd: string, ...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: childEnvironment, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [mainFile, ...words], options, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, out, err });
    });
  });
}
