/** Candour's own version, as package.json gives it. */

import { readFileSync } from 'node:fs';

const packageFile = new URL('../../package.json', import.meta.url);

export const programVersion: string = JSON.parse(readFileSync(packageFile, 'utf8')).version;
