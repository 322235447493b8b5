/** What the commands that read the flag log have in common. */

import { type Command, Option } from 'commander';
import { isLocalDate } from '../council/dates.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { type FlagLog, openFlagLog } from '../flaglog/flag-log.ts';
import { chooseCouncil, openDatabaseForReading, readCouncilId, requireSettings } from './read-installation.ts';
import { UsageError } from './run-command.ts';

export const defaultLogPath = 'var/candour.db';

export type LogOptions = { log: string; config?: string; council?: string };

/** Whoever opens disposes. */
export type OpenedLog = AsyncDisposable & { readonly log: FlagLog; readonly database: Database };

export function addLogOptions(command: Command): Command {
  return command
    .option('--log <path>', 'the flag log, an SQLite file', defaultLogPath)
    .addOption(new Option('--config <file>', 'a settings file: the flag log is in its database').conflicts('log'))
    .option(
      '--council <file>',
      'the council file, or with --config its id; needed only where the log holds several councils',
    );
}

export async function openLogForReading({ log: path, config, council }: LogOptions): Promise<OpenedLog> {
  await using stack = new AsyncDisposableStack();
  const found =
    config === undefined ? await openFile(path, council, stack) : await openConfigured(config, council, stack);
  const opened = stack.move();
  return { ...found, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

type Found = { log: FlagLog; database: Database };

async function openFile(path: string, council: string | undefined, stack: AsyncDisposableStack): Promise<Found> {
  const named = council === undefined ? {} : { councilId: readCouncilId(council) };
  const log = stack.use(await openFlagLog({ path, readOnly: true, ...named }));
  const database = stack.use(await openDatabase({ kind: 'sqlite', path }, { readOnly: true }));
  return { log, database };
}

async function openConfigured(
  config: string,
  council: string | undefined,
  stack: AsyncDisposableStack,
): Promise<Found> {
  const settings = requireSettings(config);
  const { id: councilId } = chooseCouncil(settings, council);
  const database = stack.use(await openDatabaseForReading(settings.database));
  const { keyPath } = settings.database;
  const log = stack.use(await openFlagLog({ database, keyPath, councilId, readOnly: true }));
  return { log, database };
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
