/** The worker processes of an installation, which die and are started again. */

import { setTimeout as delay } from 'node:timers/promises';
import { CandourProcess } from '../support/candour-process.ts';

const files = ['watch', 'audit', 'audit', 'notify', 'sweep', 'digest'] as const;

/** Loading the program takes seconds where everything dies and starts at once. */
const startingMs = 60_000;

export type WorkerName = (typeof files)[number];
export type Death = { worker: WorkerName; at: number };

/** One seat a process; whoever sits there changes. */
export class Crew implements AsyncDisposable {
  readonly #settingsFile: string;
  readonly #seats: (CandourProcess | null)[] = files.map(() => null);
  /** `at` by `performance.now()`. */
  readonly deaths: Death[] = [];
  /** Of processes that ended though nobody had told them to. */
  readonly accidents: string[] = [];

  constructor(settingsFile: string) {
    this.#settingsFile = settingsFile;
  }

  get size(): number {
    return files.length;
  }

  startAll(): void {
    for (const seat of files.keys()) this.start(seat);
  }

  start(seat: number): void {
    this.#noteAccident(seat);
    if (this.#seats[seat]?.isRunning) return;
    this.#seats[seat] = new CandourProcess([`workers/${files[seat]}.ts`, '--config', this.#settingsFile]);
  }

  /** With SIGKILL. */
  async kill(seat: number): Promise<WorkerName> {
    const worker = files[seat] ?? 'watch';
    this.#noteAccident(seat);
    const process = this.#seats[seat];
    this.#seats[seat] = null;
    this.deaths.push({ worker, at: performance.now() });
    await process?.kill();
    return worker;
  }

  async killAll(): Promise<void> {
    await Promise.all([...files.keys()].map((seat) => this.kill(seat)));
  }

  async killAndRestart(seat: number, awayMs: number): Promise<WorkerName> {
    const worker = await this.kill(seat);
    await delay(awayMs);
    this.start(seat);
    return worker;
  }

  /** Once every process has said that it started. */
  async started(): Promise<void> {
    const until = performance.now() + startingMs;
    const isStarting = (): boolean => this.#seats.some((each) => each?.isRunning && !each.output.includes('"started"'));
    while (isStarting() && performance.now() < until) await delay(50);
  }

  noteAccidents(): void {
    for (const seat of files.keys()) this.#noteAccident(seat);
  }

  /** What the process in each seat wrote last. */
  get output(): string {
    return this.#seats.map((each, seat) => `${files[seat]}: ${each?.output.slice(-1_000) ?? ''}`).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#seats.map((each) => each?.[Symbol.asyncDispose]()));
  }

  #noteAccident(seat: number): void {
    const process = this.#seats[seat];
    if (!process || process.isRunning) return;
    this.accidents.push(`${files[seat]}: ${process.output.slice(-500)}`);
    this.#seats[seat] = null;
  }
}
