import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../sources/scratch-folder.ts';
import { findMissing } from '../support/require-servers.ts';

test('a server is missing where no folder of the path has it as a program', () => {
  const folder = makeFolder({ 'redis-server': '', dovecot: '' });
  chmodSync(join(folder, 'redis-server'), 0o755);
  const servers = ['redis-server', 'dovecot', 'postgres'].map((command) => ({ command, debianPackage: command }));
  expect(findMissing(servers, `/nowhere:${folder}`).map(({ command }) => command)).toEqual(['dovecot', 'postgres']);
});
