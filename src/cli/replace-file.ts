import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Whole or not at all. `mode` is for whoever may read it: 0o600 for what is about people. */
export function replaceFile(path: string, text: string | Uint8Array, mode: number): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    writeFileSync(draft, text, { mode, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
