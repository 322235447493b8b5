/** What the commands that read the flag log have in common. */

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { isLocalDate } from '../council/dates.ts';
import { parseCouncilFile } from '../council/parse-council-file.ts';
import { FlagLogError } from '../flaglog/error.ts';
import { type FlagLog, openFlagLog } from '../flaglog/flag-log.ts';

export const defaultLogPath = 'var/candour.db';

export type LogOptions = { log: string; council?: string };

/** Bad usage: one clear line on standard error, exit status 2. */
export class UsageError extends Error {}

export function addLogOptions(command: Command): Command {
  return command
    .option('--log <path>', 'the flag log', defaultLogPath)
    .option('--council <file>', 'the council file; needed only where the log holds several councils');
}

/** Commander ends with 1 for an unknown option; here 1 says that something did not verify. */
export function exitWithUsage(command: Command): Command {
  return command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Runs the command's work, whose result is the exit status. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof FlagLogError)) throw error;
    process.stderr.write(`candour: ${error.message}\n`);
    process.exitCode = 2;
  }
}

export function openLogForReading({ log, council }: LogOptions): Promise<FlagLog> {
  const councilId = council === undefined ? undefined : readCouncilId(council);
  return openFlagLog({ path: log, readOnly: true, ...(councilId === undefined ? {} : { councilId }) });
}

export function parseDateOption(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isLocalDate(text)) throw new UsageError(`${option} takes a date such as 2026-04-01.`);
  return text;
}

/** Text of unknown origin for a terminal. */
export function toPrintable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\ufffd');
}

function readCouncilId(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError('The council file cannot be read.');
  }
  const { council } = parseCouncilFile(text, path, resolve(dirname(path)));
  if (council === null) throw new UsageError('The council file has mistakes: candour check lists them.');
  return council.id;
}
