/** An mbox file, read as a stream: its size does not matter, only that of one message. */

import { createReadStream } from 'node:fs';
import { type MboxMessage, MboxSplitter } from './mbox-format.ts';

const chunkBytes = 262_144;

/** Rejects where the file cannot be read. */
export async function* readMbox(path: string, messageBytes: number, offset = 0): AsyncGenerator<MboxMessage> {
  const splitter = new MboxSplitter(messageBytes, offset);
  for await (const chunk of createReadStream(path, { start: offset, highWaterMark: chunkBytes })) {
    yield* splitter.push(chunk as Buffer);
  }
  yield* splitter.end();
}
