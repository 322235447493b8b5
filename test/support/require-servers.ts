/** `npm test` asks first whether the real servers and the browser that the tests start are installed, so that nobody waits for half a run. */

import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `command` is looked for in the path and where Debian puts servers; `debianPackage` brings it. */
export type RequiredServer = { command: string; debianPackage: string };

const requiredServers: readonly RequiredServer[] = [
  { command: 'dovecot', debianPackage: 'dovecot-imapd dovecot-lmtpd' },
  { command: 'redis-server', debianPackage: 'redis-server' },
  { command: 'postgres', debianPackage: 'postgresql' },
  { command: 'openssl', debianPackage: 'openssl' },
  // The browser in which the console's tests look at its pages.
  { command: 'chromium', debianPackage: 'chromium' },
];

/** Servers lie where the path of an ordinary user does not lead, PostgreSQL's in a folder for each version. */
export const serverFolders = ['/usr/sbin', ...globSync('/usr/lib/postgresql/*/bin')].join(delimiter);

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
  const missing = findMissing(requiredServers, `${process.env.PATH ?? ''}${delimiter}${serverFolders}`);
  if (missing.length > 0) {
    const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
    process.stderr.write(`The tests need programs that are not installed: apt-get install ${packages}\n`);
    process.exitCode = 1;
  }
}
