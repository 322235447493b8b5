/** What a process tells Prometheus: counts and times, with the ids of councils and mailboxes, and nothing about people. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CopyState, MailboxState, NoticeKind } from '../database/tables.ts';
import type { JobCounts } from '../queue/queue.ts';

export type CopyOutcome = Exclude<CopyState, 'waiting'> | 'failed';
export type NoticeOutcome = 'sent' | 'postponed' | 'given-up';
const mailboxStates: readonly MailboxState[] = ['starting', 'catching-up', 'watching', 'failing'];

const quickSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const slowSeconds = [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600];

export function createMetrics(): Metrics {
  return new Metrics();
}

export class Metrics implements Disposable {
  /** Of its own: the library's global one would join what tests and processes keep apart. */
  readonly registry = new Registry();
  readonly #registers = [this.registry];

  readonly #copies = new Counter({
    name: 'candour_copies_total',
    help: 'Copies of messages dealt with, by what became of them',
    labelNames: ['council', 'mailbox', 'outcome'] as const,
    registers: this.#registers,
  });
  readonly #copySeconds = new Histogram({
    name: 'candour_copy_seconds',
    help: 'Time to fetch, read and judge one copy, in seconds',
    labelNames: ['council', 'outcome'] as const,
    buckets: quickSeconds,
    registers: this.#registers,
  });
  readonly #sweepSeconds = new Histogram({
    name: 'candour_sweep_seconds',
    help: 'Time of one sweep of a mailbox, in seconds',
    buckets: slowSeconds,
    registers: this.#registers,
  });
  readonly #seenToAlert = new Histogram({
    name: 'candour_seen_to_alert_seconds',
    help: 'From the moment a message was seen until the mail server had the alert, in seconds',
    labelNames: ['council'] as const,
    buckets: slowSeconds,
    registers: this.#registers,
  });
  readonly #events = new Counter({
    name: 'candour_flag_events_total',
    help: 'Events appended to the flag log',
    labelNames: ['council'] as const,
    registers: this.#registers,
  });
  readonly #notices = new Counter({
    name: 'candour_notices_total',
    help: 'Attempts to send notices, by kind and outcome',
    labelNames: ['kind', 'outcome'] as const,
    registers: this.#registers,
  });
  readonly #mailboxState = new Gauge({
    name: 'candour_mailbox_state',
    help: '1 for the state that the mailbox is in, 0 for the others',
    labelNames: ['council', 'mailbox', 'state'] as const,
    registers: this.#registers,
  });
  readonly #synced = new Gauge({
    name: 'candour_mailbox_synced_timestamp_seconds',
    help: 'When every folder of the mailbox was last listed to its end, in seconds since 1970',
    labelNames: ['council', 'mailbox'] as const,
    registers: this.#registers,
  });
  readonly #evidence = new Gauge({
    name: 'candour_evidence_messages',
    help: 'Messages whose evidence this process keeps in memory',
    labelNames: ['council'] as const,
    registers: this.#registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Call the result when the copy is done. */
  timeCopy(council: string): (outcome: 'read' | 'failed') => void {
    const end = this.#copySeconds.startTimer({ council });
    return (outcome) => void end({ outcome });
  }

  timeSweep(): () => void {
    const end = this.#sweepSeconds.startTimer();
    return () => void end();
  }

  noteCopy(council: string, mailbox: string, outcome: CopyOutcome): void {
    this.#copies.inc({ council, mailbox, outcome });
  }

  noteSeenToAlert(council: string, ms: number): void {
    this.#seenToAlert.observe({ council }, ms / 1000);
  }

  noteEvents(council: string, count: number): void {
    this.#events.inc({ council }, count);
  }

  noteNotice(kind: NoticeKind, outcome: NoticeOutcome): void {
    this.#notices.inc({ kind, outcome });
  }

  noteMailboxState(council: string, mailbox: string, state: MailboxState): void {
    for (const each of mailboxStates) this.#mailboxState.set({ council, mailbox, state: each }, each === state ? 1 : 0);
  }

  /** Another process watches the mailbox from now on: only one should speak of it. */
  forgetMailbox(council: string, mailbox: string): void {
    for (const state of mailboxStates) this.#mailboxState.remove({ council, mailbox, state });
    this.#synced.remove({ council, mailbox });
  }

  /** `at`: milliseconds since 1970. */
  noteSynced(council: string, mailbox: string, at: number): void {
    this.#synced.set({ council, mailbox }, at / 1000);
  }

  noteEvidence(council: string, messages: number): void {
    this.#evidence.set({ council }, messages);
  }

  /** The queue is asked at every reading; one that does not answer leaves its numbers out rather than telling old ones. */
  askQueue(count: () => Promise<JobCounts>): void {
    const gauge = new Gauge({
      name: 'candour_queue_jobs',
      help: 'Jobs in the queue, by kind',
      labelNames: ['kind', 'state'] as const,
      registers: this.#registers,
      async collect() {
        const counts = await count().catch(() => null);
        gauge.reset();
        for (const [kind, { waiting, active }] of Object.entries(counts ?? {})) {
          gauge.set({ kind, state: 'waiting' }, waiting);
          gauge.set({ kind, state: 'active' }, active);
        }
      },
    });
  }

  /** Prometheus' text format. */
  async format(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  [Symbol.dispose](): void {
    this.registry.clear();
  }
}
