import type { ImapSettings } from '../../settings/settings.ts';
import { chooseFolders } from './choose-folders.ts';
import { connectImap } from './imap-connection.ts';
import { openSignIn } from './sign-in.ts';

/** `folders`: how many would be watched. `newest`: when the newest message of the first of them came in. `missing`: named, and not there. */
export type ProbedMailbox = { folders: number; newest: Date | null; missing: string[] };

const deadlineMs = 30_000;

/** Signs in, looks, and leaves: for `candour check --connect`. Rejects with an ImapError. */
export async function probeImapMailbox(settings: ImapSettings, signal: AbortSignal): Promise<ProbedMailbox> {
  const signIn = openSignIn(settings.authentication);
  await using connection = await connectImap(settings, signIn, { deadlineMs, signal });
  const { folders, idle, missing } = chooseFolders(await connection.list(), settings.folders);
  const first = idle[0];
  const exists = first ? (await connection.examine(first.path)).exists : 0;
  const [last] = exists > 0 ? await connection.fetch(String(exists), { internalDate: true }, 'sequence') : [];
  return { folders: folders.length, newest: last?.internalDate instanceof Date ? last.internalDate : null, missing };
}
