/** What every file in workers/ that keeps running does: its roles, with the settings that `--config` names. */

import { parseArgs } from 'node:util';
import { defaultSettingsPath, loadSettings } from '../settings/load-settings.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { type OpenConsole, type Role, runRoles } from './run-roles.ts';
import { describeStartError } from './start-error.ts';

/** Sets the exit status: 0 it ended in good order, 2 bad usage or configuration. */
export async function runWorker(worker: string, roles: readonly Role[], openConsole?: OpenConsole): Promise<void> {
  const fail = (line: string): void => {
    process.stderr.write(`candour: ${line}\n`);
    process.exitCode = 2;
  };
  let config: string;
  try {
    config = parseArgs({ options: { config: { type: 'string', default: defaultSettingsPath } } }).values.config;
  } catch {
    return fail(`Usage: ${worker}.ts [--config FILE]`);
  }
  const { settings, problems } = loadSettings(config);
  for (const problem of problems) fail(problem.replace(/^candour: /, ''));
  if (settings === null) return;
  if (roles.includes('web') && settings.web === null)
    return fail(`${config} has no block web: there is no console to serve.`);
  const logger = createLogger({ level: 'info', worker });
  try {
    const options = { settings, logger, metrics: createMetrics(), now: Date.now };
    process.exitCode = await runRoles(roles, openConsole === undefined ? options : { ...options, openConsole });
  } catch (error) {
    for (const line of describeStartError(error)) fail(line);
  }
}
