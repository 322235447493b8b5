/** An export made in a thread of its own: a large log takes seconds, in which the pages of other people would stand still. */

import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type DatabaseAddress, openDatabase } from '../database/open-database.ts';
import { openFlagLog } from '../flaglog/flag-log.ts';
import { type ExportOrder, type ExportRefusal, type MadeExport, makeExport } from './make-export.ts';

const entry = new URL('../../workers/make-export.ts', import.meta.url);

export type ThreadOrder = { address: DatabaseAddress; council: string; order: ExportOrder; at: Date };

/** Rejects with what ended the thread without an answer: as an error of no class, since none outlives the way between threads. */
export async function makeExportInThread(order: ThreadOrder): Promise<MadeExport | ExportRefusal> {
  const worker = new Worker(entry, { workerData: order });
  const { promise, resolve, reject } = Promise.withResolvers<MadeExport | ExportRefusal>();
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('The export ended without a file.')));
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}

/** The thread's own part: it opens the database for itself, reads, and changes nothing. */
export async function serveExport(): Promise<void> {
  const { address, council, order, at } = workerData as ThreadOrder;
  await using database = await openDatabase(address, { readOnly: true });
  await using log = await openFlagLog({ database, keyPath: '', councilId: council, readOnly: true });
  const made = await makeExport(log, database, order, at);
  if (made.kind !== 'made') {
    parentPort?.postMessage(made);
    return;
  }
  // Of its own buffer, so that it can be handed over without being copied.
  const bytes = Uint8Array.from(made.bytes);
  parentPort?.postMessage({ ...made, bytes }, [bytes.buffer]);
}
