/** The commands that read the flag log, as a program of their own; test/export/cli.test.ts starts it. */

import { Command } from 'commander';
import { registerExport } from '../../src/cli/export.ts';
import { registerFlags } from '../../src/cli/flags.ts';
import { registerVerify } from '../../src/cli/verify.ts';

const program = new Command('candour');
registerVerify(program);
registerExport(program);
registerFlags(program);
await program.parseAsync();
