/** `candour serve`: the whole service in one process. `npm start` runs it. */

import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { createLogger, type LogLevel } from '../operation/logger.ts';
import { createMetrics } from '../operation/metrics.ts';
import { allRoles, runRoles } from '../operation/run-roles.ts';
import { defaultSettingsPath, loadSettings } from '../settings/load-settings.ts';
import { exitWithUsage, runCommand } from './log-options.ts';
import { reportWhileServing } from './serve-report.ts';
import { describeStartError } from '../operation/start-error.ts';

const examples = `
It watches the mailboxes of every council in the settings file, writes the flag log, sends alerts to whoever handles them
and a digest each working day, and runs until it is told to end (Ctrl-C, or SIGTERM).

Exit status: 0 it ended in good order, 2 bad usage or configuration.

Examples:
  candour serve
  candour serve --config /etc/candour/candour.yaml --log-level info`;

type ServeOptions = { config: string; logLevel: LogLevel };

export function registerServe(program: Command): void {
  const command = program
    .command('serve')
    .summary('watch the mailboxes, and send alerts and digests')
    .description('Watches the mailboxes of the councils in the settings file, until it is told to end.')
    .option('--config <file>', 'the settings file', relative(process.cwd(), defaultSettingsPath))
    .addOption(
      new Option('--log-level <level>', 'what is written on standard error for the operator')
        .choices(['error', 'warn', 'info'])
        .default('warn'),
    )
    .action((options: ServeOptions) => runCommand(() => serve(options)))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function serve({ config, logLevel }: ServeOptions): Promise<number> {
  const { settings, problems } = loadSettings(config);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (settings === null) return 2;
  const options = {
    settings,
    logger: createLogger({ level: logLevel }),
    metrics: createMetrics(),
    now: () => Date.now(),
  };
  try {
    return await runRoles(allRoles, options, ({ installation }) =>
      reportWhileServing(installation, (line) => process.stdout.write(`${line}\n`)),
    );
  } catch (error) {
    for (const line of describeStartError(error)) process.stderr.write(`candour: ${line}\n`);
    return 2;
  }
}
