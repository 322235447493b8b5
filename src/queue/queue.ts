/** Work to be done, as references: the database holds the truth, and what a queue loses the reconciler queues again. */

export type Job =
  | { kind: 'audit-copy'; council: string; copy: string }
  | { kind: 'deliver-alert'; council: string; notice: string }
  | { kind: 'send-digest'; council: string }
  | { kind: 'sweep-mailbox'; council: string; mailbox: string };

export type JobKind = Job['kind'];
export const jobKinds: readonly JobKind[] = ['audit-copy', 'deliver-alert', 'send-digest', 'sweep-mailbox'];
export type JobOf<Kind extends JobKind> = Extract<Job, { kind: Kind }>;

/**
 * Handlers are idempotent: they ask the database whether there is anything to do. `signal` is aborted when the work should end.
 * One that rejects has noted in the database when to try again; the queue itself tries nothing twice.
 */
export type JobHandlers = { [Kind in JobKind]?: (job: JobOf<Kind>, signal: AbortSignal) => Promise<void> };

export type JobCounts = Record<JobKind, { waiting: number; active: number }>;

/** At this local time of every day the council's `send-digest` is queued; the handler decides whether there is one to send. */
export type DigestTime = { council: string; hour: number; minute: number; timezone: string };

export interface Queue extends AsyncDisposable {
  /**
   * Queues jobs; one that is already waiting is not queued twice. Fails fast with a QueueError (`temporary`) where the broker
   * is away: nothing is lost, since the reconciler asks the database.
   */
  add(jobs: readonly Job[]): Promise<void>;
  /** Replaces all former times. */
  schedule(times: readonly DigestTime[]): Promise<void>;
  /** Whoever works disposes: which finishes, or hands back, the jobs in hand within `closeMs`. */
  work(handlers: JobHandlers, options: WorkOptions): Promise<QueueWorker>;
  count(): Promise<JobCounts>;
  /** Whether the broker answers. */
  isReachable(): Promise<boolean>;
}

export type WorkOptions = {
  /** Jobs of one kind at the same time in this process. */
  concurrency: Partial<Record<JobKind, number>>;
  closeMs: number;
  /** A handler rejected, or the broker misbehaves: codes and references only, never mail text. */
  onError: (error: unknown, job: Job | null) => void;
};

export interface QueueWorker extends AsyncDisposable {
  readonly kinds: readonly JobKind[];
}
