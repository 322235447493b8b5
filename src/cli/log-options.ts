/** What the commands that read the flag log have in common. */

import { type Command, Option } from 'commander';
import { isLocalDate } from '../council/dates.ts';
import { type FlagLog, openFlagLog } from '../flaglog/flag-log.ts';
import { chooseCouncil, openDatabaseForReading, readCouncilId, requireSettings } from './read-installation.ts';
import { UsageError } from './run-command.ts';

export const defaultLogPath = 'var/candour.db';

export type LogOptions = { log: string; config?: string; council?: string };

/** Whoever opens disposes. */
export type OpenedLog = AsyncDisposable & { readonly log: FlagLog };

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
  const log =
    config === undefined
      ? await openFlagLog({
          path,
          readOnly: true,
          ...(council === undefined ? {} : { councilId: readCouncilId(council) }),
        })
      : await openConfigured(config, council, stack);
  stack.use(log);
  const opened = stack.move();
  return { log, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function openConfigured(
  config: string,
  council: string | undefined,
  stack: AsyncDisposableStack,
): Promise<FlagLog> {
  const settings = requireSettings(config);
  const { id: councilId } = chooseCouncil(settings, council);
  const database = stack.use(await openDatabaseForReading(settings.database));
  return openFlagLog({ database, keyPath: settings.database.keyPath, councilId, readOnly: true });
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
