#!/usr/bin/env node
import '../operation/heap.ts';
import { buildProgram } from './program.ts';

// Whoever stops reading, such as `| head`, has seen enough; what was found is in the log by then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

await (await buildProgram(process.argv[2])).parseAsync();
