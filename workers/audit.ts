import '../src/operation/heap.ts';
import { runWorker } from '../src/operation/run-worker.ts';

await runWorker('audit', ['audit']);
