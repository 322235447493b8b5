/** PATHs on the command line, in place of the mailboxes of the council file. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Council, Mailbox } from '../council/council.ts';
import { UsageError } from './run-command.ts';

/** Null: no PATH is given, and those of the council file are meant. */
export function chooseMailboxes(
  paths: readonly string[],
  owner: string | undefined,
  council: Council,
): Mailbox[] | null {
  if (paths.length === 0) return null;
  const isKnown =
    council.people.some(({ id }) => id === owner) || council.shared.some(({ address }) => address === owner);
  if (owner !== undefined && !isKnown)
    throw new UsageError(`--owner: the council file has no person or shared address “${owner}”.`);
  return paths.map((path, index) => {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw new UsageError(`Nothing is at ${path}.`);
    return { id: `path-${index + 1}`, owner: owner ?? null, journal: false, path: resolve(path), imap: null };
  });
}

/** Asked first, before any file is read. */
export function checkOwner(paths: readonly string[], owner: string | undefined): void {
  if (owner !== undefined && paths.length === 0)
    throw new UsageError('--owner says whose the PATHs are: name at least one.');
}
