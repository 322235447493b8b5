import { serveExport } from '../src/operation/export-thread.ts';

// A thread that makes one export for the console, and ends.
await serveExport();
