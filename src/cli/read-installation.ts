/** What a command opens that looks at an installation and changes nothing, whether or not `candour serve` runs. */

import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseCouncilFile } from '../council/parse-council-file.ts';
import { formatProblem } from '../council/problem.ts';
import { buildRoster } from '../council/roster.ts';
import { DatabaseError } from '../database/error.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { openFlagLog } from '../flaglog/flag-log.ts';
import { CouncilFileError } from '../operation/council-file-error.ts';
import type { CouncilInView } from '../operation/live-council.ts';
import { withFlagLink } from '../settings/flag-link.ts';
import { defaultSettingsPath, loadSettings } from '../settings/load-settings.ts';
import { readSecret } from '../settings/secrets.ts';
import type { DatabaseSettings, Settings } from '../settings/settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import { UsageError } from './run-command.ts';

/** As `--config` has it where nothing is given. */
export const shownSettingsPath = relative(process.cwd(), defaultSettingsPath);

export type InstallationInView = AsyncDisposable & {
  readonly settings: Settings;
  readonly database: Database;
  readonly councils: readonly CouncilInView[];
};

export function requireSettings(config: string): Settings {
  const { settings, problems } = loadSettings(config);
  if (settings === null) throw new UsageError('The settings file has mistakes.', { problems });
  return settings;
}

/** `council`: the id of the only one that is opened. Whoever opens disposes. */
export async function openForReading(config: string, council?: string): Promise<InstallationInView> {
  const settings = requireSettings(config);
  const chosen = council === undefined ? settings.councils : [chooseCouncil(settings, council).settings];
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openDatabaseForReading(settings.database));
  await requireLiveTables(database);
  const councils: CouncilInView[] = [];
  for (const each of chosen) {
    const { council, pack, problems } = await loadCouncil(each.file);
    if (council === null || pack === null)
      throw new CouncilFileError(problems.filter(({ severity }) => severity === 'error').map(formatProblem));
    const { keyPath } = settings.database;
    const log = stack.use(await openFlagLog({ database, keyPath, councilId: council.id, readOnly: true }));
    const withLink = withFlagLink(each, settings.web, council.id);
    councils.push({ settings: withLink, council, pack, roster: buildRoster(council), log });
  }
  const opened = stack.move();
  return { settings, database, councils, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** The one council that the settings serve, or the one named, by its id or its file. */
export function chooseCouncil(
  { councils }: Settings,
  named: string | undefined,
): { id: string; settings: Settings['councils'][number] } {
  const known = councils.map((settings) => ({ id: readCouncilId(settings.file), settings }));
  const found =
    named === undefined ? known : known.filter(({ id, settings }) => id === named || settings.file === resolve(named));
  const [first, ...others] = found;
  const ids = known.map(({ id }) => id).join(', ');
  if (first === undefined)
    throw new UsageError(`The settings serve no such council: say --council with one of ${ids}.`);
  if (others.length > 0) throw new UsageError(`The settings serve several councils: say --council with one of ${ids}.`);
  return first;
}

export async function openDatabaseForReading(settings: DatabaseSettings): Promise<Database> {
  const address = settings.kind === 'sqlite' ? settings : { kind: settings.kind, url: readSecret(settings.url) };
  try {
    return await openDatabase(address, { readOnly: true });
  } catch (cause) {
    if (!(cause instanceof DatabaseError) || cause.code !== 'not-there') throw cause;
    const where = settings.kind === 'sqlite' ? relative(process.cwd(), settings.path) : 'PostgreSQL';
    throw new UsageError(`There is no database of Candour at ${where} yet: candour serve makes it.`, { cause });
  }
}

export function readCouncilId(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError('The council file cannot be read.');
  }
  const { council } = parseCouncilFile(text.replace(/^\uFEFF/, ''), path, resolve(dirname(path)));
  if (council === null) throw new UsageError('The council file has mistakes: candour check lists them.');
  return council.id;
}

async function requireLiveTables(database: Database): Promise<void> {
  if (await hasLiveTables(database)) return;
  throw new UsageError('The database was made by an older version of Candour: candour serve brings it up to date.');
}

/** What 0.1.0 or `candour scan` of it wrote holds a flag log only. */
export async function hasLiveTables({ kysely }: Database): Promise<boolean> {
  try {
    await kysely.selectFrom('mailbox').select('mailbox').limit(1).execute();
    return true;
  } catch (cause) {
    if (!(cause instanceof DatabaseError) || cause.code !== 'database') throw cause;
    return false;
  }
}
