import { runWorker } from '../src/operation/run-worker.ts';

await runWorker('notify', ['notify']);
