/** The jobs `audit-copy` and `sweep-mailbox`. */

import type { Recorded } from '../audit/judge-within.ts';
import { localDate } from '../council/dates.ts';
import { postponeCopy, readCopyRow } from '../intake/copy-register.ts';
import { readSweepsDue } from '../intake/mailbox-register.ts';
import type { Job, JobHandlers } from '../queue/queue.ts';
import type { Installation } from './installation.ts';
import type { LiveCouncil } from './live-council.ts';

/** Evidence that came in a moment ago is judged together with what comes in the next. */
export const quietMs = 2_000;

export function auditHandlers(installation: Installation): Pick<JobHandlers, 'audit-copy' | 'sweep-mailbox'> {
  const sweeps = new SweepTimer(installation);
  return {
    'audit-copy': async (job) => {
      const live = installation.councilOf(job);
      if (live === null) return;
      await auditCopy(installation, live, job.copy);
      sweeps.ask(live);
    },
    'sweep-mailbox': async (job, signal) => {
      const live = installation.councilOf(job);
      if (live === null) return;
      const end = installation.metrics.timeSweep();
      await follow(installation, live, await live.auditor.sweep(job.mailbox, signal));
      end();
      sweeps.ask(live);
    },
  };
}

async function auditCopy(installation: Installation, live: LiveCouncil, copy: string): Promise<void> {
  const { database, logger, metrics, now } = installation;
  const council = live.council.id;
  const end = metrics.timeCopy(council);
  try {
    await follow(installation, live, await live.auditor.auditCopy(copy));
    end('read');
  } catch (error) {
    end('failed');
    logger.warn('audit-copy', { council, copy, error });
    const row = await readCopyRow(database, council, copy);
    // A mailbox that cannot be reached says nothing about its messages.
    const countsAttempt = !isTemporary(error);
    const reason = countsAttempt ? 'The message could not be read; the operator’s log says which error it was.' : '';
    if (row?.state === 'waiting') await postponeCopy(database, council, copy, { at: now(), reason, countsAttempt });
  }
}

/** What the recorded judgement asks for: notices to send, copies to open in full. */
async function follow(installation: Installation, live: LiveCouncil, recorded: Recorded): Promise<void> {
  const council = live.council.id;
  const { notices, copies, errors, events } = recorded;
  installation.metrics.noteEvents(council, events.length);
  for (const { rule, reason } of errors) installation.logger.error('rule-error', { council, rule, code: reason });
  const jobs: Job[] = [
    ...notices.map((notice) => ({ kind: 'deliver-alert', council, notice }) as const),
    ...copies.map((copy) => ({ kind: 'audit-copy', council, copy }) as const),
  ];
  await installation.enqueue(jobs);
}

/** Asks the database for due sweeps once it has been quiet for a moment; the reconciler asks every minute in any case. */
class SweepTimer {
  readonly #installation: Installation;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  ask(live: LiveCouncil): void {
    const { id } = live.council;
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      void this.#follow(live).catch((error: unknown) =>
        this.#installation.logger.warn('sweep', { council: id, error }),
      );
    }, quietMs + 50);
    timer.unref();
    this.#timers.set(id, timer);
  }

  /** Where everything has been judged, a digest that was waiting for it can go out. */
  async #follow(live: LiveCouncil): Promise<void> {
    const isAllJudged = (await queueDueSweeps(this.#installation, live)) === 0;
    if (isAllJudged) await this.#installation.enqueue([{ kind: 'send-digest', council: live.council.id }]);
  }
}

/** Returns how many mailboxes were due. */
export async function queueDueSweeps(installation: Installation, live: LiveCouncil): Promise<number> {
  const { council, auditor } = live;
  const at = installation.now();
  const day = localDate(new Date(at), council.timezone);
  const due = await readSweepsDue(installation.database, council.id, { day, version: auditor.version, quietMs, at });
  const served = new Set(council.mailboxes.map(({ id }) => id));
  const jobs = due
    .filter((mailbox) => served.has(mailbox))
    .map((mailbox): Job => ({ kind: 'sweep-mailbox', council: council.id, mailbox }));
  await installation.enqueue(jobs);
  return jobs.length;
}

function isTemporary(error: unknown): boolean {
  return error instanceof Error && 'temporary' in error && error.temporary === true;
}
