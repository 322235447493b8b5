import { runWorker } from '../src/operation/run-worker.ts';

await runWorker('watch', ['watch']);
