/** Queues again whatever the database says is not done: on start and every minute, in one process of the installation. */

import { setTimeout as delay } from 'node:timers/promises';
import { readDueCopies } from '../intake/copy-register.ts';
import { LeaseKeeper } from '../intake/lease-keeper.ts';
import { forgetOtherMailboxes } from '../intake/mailbox-register.ts';
import { readDueNotices } from '../intake/notice-store.ts';
import { queueDueSweeps } from './auditing.ts';
import type { Installation } from './installation.ts';

const everyMs = 60_000;
const leaseMs = 15_000;
/** At most so many of a kind in one turn; the next turn finds the rest. */
const mostJobs = 10_000;

export function startReconciling(installation: Installation, holder: string, intervalMs = everyMs): LeaseKeeper {
  return new LeaseKeeper({
    database: installation.database,
    names: ['reconcile'],
    holder,
    ttlMs: leaseMs,
    onTaken: async (_name, signal) => {
      await forgetMailboxes(installation).catch((error: unknown) => installation.logger.warn('reconcile', { error }));
      while (!signal.aborted) {
        await reconcile(installation).catch((error: unknown) => installation.logger.warn('reconcile', { error }));
        await delay(intervalMs, undefined, { signal }).catch(() => undefined);
      }
    },
    onError: (error) => installation.logger.warn('lease', { error }),
  });
}

/** A mailbox that the council file has no longer would keep a round from ever being whole. */
async function forgetMailboxes({ database, councils }: Installation): Promise<void> {
  for (const { council } of councils.values())
    await forgetOtherMailboxes(
      database,
      council.id,
      council.mailboxes.map(({ id }) => id),
    );
}

export async function reconcile(installation: Installation): Promise<void> {
  const { database, councils, now } = installation;
  const at = now();
  const served = [...councils.keys()];
  const copies = await readDueCopies(database, served, at, mostJobs);
  await installation.enqueue(copies.map(({ council, id }) => ({ kind: 'audit-copy', council, copy: id })));
  const notices = await readDueNotices(database, served, at, mostJobs);
  await installation.enqueue(notices.map(({ council, id }) => ({ kind: 'deliver-alert', council, notice: id })));
  for (const live of councils.values()) await queueDueSweeps(installation, live);
  await installation.enqueue([...councils.keys()].map((council) => ({ kind: 'send-digest', council })));
}
