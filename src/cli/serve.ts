/** `candour serve`: the whole service in one process. `npm start` runs it. */

import { type Command, Option } from 'commander';
import type { Installation } from '../operation/installation.ts';
import { createLogger, type LogLevel } from '../operation/logger.ts';
import { createMetrics } from '../operation/metrics.ts';
import { allRoles, type OpenConsole, runRoles } from '../operation/run-roles.ts';
import { createFirstLinks, openInstalledConsole } from '../web/open-console.ts';
import { toPrintable } from './log-options.ts';
import { requireSettings, shownSettingsPath } from './read-installation.ts';
import { exitWithUsage, runCommand } from './run-command.ts';
import { ServeReport } from './serve-report.ts';

const examples = `
It watches the mailboxes of every council in the settings file, writes the flag log, sends alerts to whoever handles them
and a digest each working day, and runs until it is told to end (Ctrl-C, or SIGTERM). A second one on the same database waits
until the first ends. At a terminal it lists what the first run found; elsewhere, such as in a journal, it writes counts only.

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
    .option('--config <file>', 'the settings file', shownSettingsPath)
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
  const settings = requireSettings(config);
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const isTerminal = process.stdout.isTTY === true;
  let report: ServeReport | null = null;
  const end = (): void => {
    report?.end();
    if (isTerminal) write('Ending: what is in hand is finished, or handed back.');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  const logger = createLogger({ level: logLevel });
  // Where letters go to nobody, the person at the terminal is whom they are for. A journal is for no link that signs somebody in.
  const showsLinks = isTerminal && settings.mail.transport.kind === 'file';
  const onLink = (address: string, url: string): void => write(`To sign in as ${address}: ${url}`);
  const openConsole: OpenConsole = (installation, web, transport) =>
    openInstalledConsole(installation, web, transport, showsLinks ? { onLink } : {});
  const options = { settings, logger, metrics: createMetrics(), now: () => Date.now(), openConsole };
  return runRoles(allRoles, options, ({ installation, web }) => {
    report = new ServeReport(installation, { write, isTerminal, config });
    if (web === null) return;
    write(`The console: ${web.url}`);
    if (showsLinks) void tellFirstLinks(installation, web.url, write);
  });
}

/** As shipped nobody gets mail: the Clerk's first link is shown here, and further ones when somebody asks for them. */
async function tellFirstLinks(installation: Installation, url: string, write: (line: string) => void): Promise<void> {
  try {
    for (const link of await createFirstLinks(installation, url))
      write(`  Sign in as ${toPrintable(link.name)} (works once, for 15 minutes): ${link.url}`);
  } catch (error) {
    installation.logger.warn('first-link', { error });
  }
}
