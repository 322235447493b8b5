import { parentPort, workerData } from 'node:worker_threads';
import type { Council } from '../council/council.ts';
import { buildRoster } from '../council/roster.ts';
import { gatherBytes, type PackedFacts, packFacts } from '../evidence/packed-facts.ts';
import type { Limits } from '../mail/message.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import type { Copy } from '../sources/copy.ts';
import { CopyReader, type Opening, type ReadCopy } from './read-copy-facts.ts';

export type ReaderSetup = {
  council: Council;
  rules: EffectiveRule[];
  key: string;
  limits: Limits;
  /** Which message of its batch the thread is at: what a thread that hangs or dies leaves behind. */
  progress: SharedArrayBuffer;
};
export type ReaderBatch = { copies: Copy[]; opening: Opening };
export type PackedAnswer = { kind: 'facts'; packed: PackedFacts } | Exclude<ReadCopy, { kind: 'facts' }>;
export type ReaderAnswer = PackedAnswer[];

/** The loop of a reader thread: a batch in, one answer a copy out, in order. */
export function serveReader(): void {
  const { council, rules, key, limits, progress } = workerData as ReaderSetup;
  const position = new Int32Array(progress);
  const reader = new CopyReader(buildRoster(council), rules, key, limits);
  parentPort?.on('message', async ({ copies, opening }: ReaderBatch) => {
    const answers: ReaderAnswer = [];
    for (const [index, copy] of copies.entries()) {
      Atomics.store(position, 0, index);
      answers.push(await readOne(reader, copy, opening));
    }
    const packed = answers.flatMap((answer) => (answer.kind === 'facts' ? [answer.packed] : []));
    parentPort?.postMessage(answers, [gatherBytes(packed)]);
  });
}

async function readOne(reader: CopyReader, copy: Copy, opening: Opening): Promise<PackedAnswer> {
  try {
    const answer = await reader.read(copy, copy.bytes, opening, copy.envelope);
    return answer.kind === 'facts' ? { kind: 'facts', packed: packFacts(answer.facts) } : answer;
  } catch (error) {
    // The message, not its content: an error's text may quote what it stumbled over.
    const name = error instanceof Error ? error.name : 'unknown error';
    return { kind: 'unreadable', reason: `the message could not be understood (${name})` };
  }
}
