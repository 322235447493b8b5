/** `npm test` asks first whether the real servers that the tests start are installed, so that nobody waits for half a run. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `command` is looked for in the path; `debianPackage` brings it. */
export type RequiredServer = { command: string; debianPackage: string };

/** None: every test runs on npm packages alone. */
const requiredServers: readonly RequiredServer[] = [];

export function findMissing(servers: readonly RequiredServer[], path: string): RequiredServer[] {
  return servers.filter(({ command }) => !path.split(delimiter).some((folder) => isExecutable(join(folder, command))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const missing = findMissing(requiredServers, process.env.PATH ?? '');
  if (missing.length > 0) {
    const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
    process.stderr.write(`The tests need servers that are not installed: apt-get install ${packages}\n`);
    process.exitCode = 1;
  }
}
