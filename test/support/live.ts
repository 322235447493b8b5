/** Everything that runs, in the test's own process, on real servers. */

import { createLogger } from '../../src/operation/logger.ts';
import { createMetrics } from '../../src/operation/metrics.ts';
import { allRoles, type Role, type RunningRoles, startRoles } from '../../src/operation/run-roles.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { openInstalledConsole } from '../../src/web/open-console.ts';

/** `lines`: everything that it logged. */
export type LiveRun = RunningRoles & { readonly lines: string[] };

export async function startLive(
  settingsFile: string,
  { roles = allRoles, now = Date.now }: { roles?: readonly Role[]; now?: () => number } = {},
): Promise<LiveRun> {
  const { settings, problems } = loadSettings(settingsFile);
  if (settings === null) throw new Error(problems.join('\n'));
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', write: (line) => lines.push(line) });
  const options = { settings, logger, metrics: createMetrics(), now, openConsole: openInstalledConsole };
  const running = await startRoles(roles, options);
  return {
    installation: running.installation,
    http: running.http,
    web: running.web,
    lines,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
