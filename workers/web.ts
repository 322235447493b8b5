import { runWorker } from '../src/operation/run-worker.ts';
import { openInstalledConsole } from '../src/web/open-console.ts';

await runWorker('web', ['web'], openInstalledConsole);
