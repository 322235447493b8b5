import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Copy } from '../sources/copy.ts';
import type { Opening } from './read-copy-facts.ts';
import type { PackedAnswer, ReaderAnswer, ReaderBatch, ReaderSetup } from './reader-thread.ts';

const entry = new URL('../../workers/read-mail.ts', import.meta.url);
/** A batch is sent when it holds so many copies or bytes: few enough to stay responsive, enough to keep the threads busy. */
const batchCopies = 24;
const batchBytes = 512 * 1024;
/** Old-generation heap of one thread, MiB: a message that needs more kills its thread and is reported. */
const threadHeapMb = 56;
const checkEveryMs = 200;
/** A thread that does not even tell how much processor time it used is stopped after so many times the processor time of a message. */
const patience = 12;
/** Where a thread stands until it begins with its batch. */
const notBegun = -1;

type Batch = { copies: Copy[]; opening: Opening; done: (answers: ReaderAnswer) => void };
type Seat = { worker: Worker; position: Int32Array; batch: Batch | null; watched: Watched };
/** A thread at one message: since when, and how much processor time it had used by then; null until it has told. */
type Watched = { position: number; since: number; used: number | null };

/**
 * Reads copies in worker threads. One message that never ends is cut off after `limits.messageTimeMs` of processor time, one that kills
 * its thread is reported, and the rest of its batch is read again in a new thread.
 */
export class ReaderPool implements AsyncDisposable {
  readonly #setup: Omit<ReaderSetup, 'progress'>;
  readonly #seats: Seat[] = [];
  readonly #queue: Batch[] = [];
  readonly #timer: NodeJS.Timeout;
  #waiting: Array<() => void> = [];
  #closing = false;

  constructor(setup: Omit<ReaderSetup, 'progress'>, threads = Math.max(1, Math.min(4, availableParallelism()))) {
    this.#setup = setup;
    for (let index = 0; index < threads; index++) this.#seats.push(this.#seat());
    this.#timer = setInterval(() => this.#watch(), checkEveryMs);
  }

  /** Reads every copy and hands each answer over as it comes; takes no more copies in than the threads can chew. */
  async readAll(
    copies: AsyncIterable<Copy>,
    opening: Opening,
    onAnswer: (copy: Copy, answer: PackedAnswer) => void,
  ): Promise<void> {
    const open = new Set<Promise<void>>();
    const submit = (batch: Copy[]): void => {
      const work = new Promise<void>((resolve) => {
        const done = (answers: ReaderAnswer): void => {
          for (const [index, copy] of batch.entries()) {
            onAnswer(copy, answers[index] ?? { kind: 'unreadable', reason: 'the message could not be read' });
          }
          resolve();
        };
        this.#queue.push({ copies: batch, opening, done });
        this.#dispatch();
      }).then(() => void open.delete(work));
      open.add(work);
    };
    let batch: Copy[] = [];
    let bytes = 0;
    for await (const copy of copies) {
      batch.push(copy);
      bytes += copy.bytes.byteLength;
      if (batch.length < batchCopies && bytes < batchBytes) continue;
      submit(batch);
      [batch, bytes] = [[], 0];
      while (this.#queue.length >= this.#seats.length)
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (batch.length > 0) submit(batch);
    while (open.size > 0) await Promise.all(open);
  }

  readOne(copy: Copy, opening: Opening): Promise<PackedAnswer> {
    return new Promise((resolve) => {
      const done = ([answer]: ReaderAnswer): void =>
        resolve(answer ?? { kind: 'unreadable', reason: 'the message could not be read' });
      this.#queue.push({ copies: [copy], opening, done });
      this.#dispatch();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    await Promise.all(this.#seats.map((seat) => seat.worker.terminate()));
  }

  #seat(): Seat {
    const progress = new SharedArrayBuffer(4);
    const worker = new Worker(entry, {
      workerData: { ...this.#setup, progress },
      resourceLimits: { maxOldGenerationSizeMb: threadHeapMb, maxYoungGenerationSizeMb: 6 },
    });
    const seat: Seat = { worker, position: new Int32Array(progress), batch: null, watched: watchFrom(notBegun) };
    worker.on('message', (answers: ReaderAnswer) => this.#finish(seat, answers));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#replace(seat, memory ? 'it needs more memory than one message may take' : 'reading it stopped the reader');
    });
    return seat;
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.batch !== null) continue;
      const batch = this.#queue.shift();
      if (!batch) break;
      this.#start(seat, batch);
      this.#waiting.shift()?.();
    }
  }

  #start(seat: Seat, batch: Batch): void {
    Object.assign(seat, { batch, watched: watchFrom(notBegun) });
    Atomics.store(seat.position, 0, notBegun);
    const message: ReaderBatch = { copies: batch.copies, opening: batch.opening };
    seat.worker.postMessage(message);
  }

  #finish(seat: Seat, answers: ReaderAnswer): void {
    const { batch } = seat;
    seat.batch = null;
    batch?.done(answers);
    this.#dispatch();
  }

  /** A thread that works at one message for too long is stopped. */
  #watch(): void {
    for (const seat of this.#seats) if (seat.batch !== null) void this.#watchSeat(seat);
  }

  async #watchSeat(seat: Seat): Promise<void> {
    const { messageTimeMs } = this.#setup.limits;
    const position = Atomics.load(seat.position, 0);
    // A thread that is still loading on a busy machine says nothing about the message.
    if (position === notBegun || position !== seat.watched.position) {
      const watched = watchFrom(position);
      seat.watched = watched;
      watched.used = await processorTimeMs(seat.worker);
      return;
    }
    const { watched } = seat;
    const waitedMs = performance.now() - watched.since;
    if (waitedMs < messageTimeMs) return;
    const isWorking = watched.used !== null && waitedMs < messageTimeMs * patience;
    if (isWorking && ((await processorTimeMs(seat.worker)) ?? 0) - (watched.used ?? 0) < messageTimeMs) return;
    // It may have gone on while it was asked.
    if (seat.watched === watched && Atomics.load(seat.position, 0) === position)
      this.#replace(seat, `reading it took longer than ${messageTimeMs / 1000} seconds`);
  }

  /** The message at which the thread stood is given up; those before it in the batch are read again with those behind it. */
  #replace(seat: Seat, reason: string): void {
    const at = this.#seats.indexOf(seat);
    if (at < 0 || this.#closing) return;
    const { batch } = seat;
    void seat.worker.terminate();
    const fresh = this.#seat();
    this.#seats[at] = fresh;
    if (!batch) {
      this.#dispatch();
      return;
    }
    const culprit = Math.max(0, Atomics.load(seat.position, 0));
    const answers: PackedAnswer[] = batch.copies.map(() => ({ kind: 'unreadable', reason }));
    const places = [...batch.copies.keys()].filter((index) => index !== culprit);
    const rest = batch.copies.filter((_copy, index) => index !== culprit);
    if (rest.length === 0) {
      batch.done(answers);
      this.#dispatch();
      return;
    }
    const done = (again: ReaderAnswer): void => {
      for (const [index, place] of places.entries()) answers[place] = again[index] ?? { kind: 'unreadable', reason };
      batch.done(answers);
    };
    this.#start(fresh, { copies: rest, opening: batch.opening, done });
  }
}

function watchFrom(position: number): Watched {
  return { position, since: performance.now(), used: null };
}

/** Null where the thread has ended. */
async function processorTimeMs(worker: Worker): Promise<number | null> {
  const usage = await worker.cpuUsage().catch(() => null);
  return usage === null ? null : (usage.user + usage.system) / 1_000;
}
