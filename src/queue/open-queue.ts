/** The queue that the settings name. */

import { readSecret } from '../settings/secrets.ts';
import type { QueueSettings } from '../settings/settings.ts';
import { openInProcessQueue } from './in-process-queue.ts';
import type { Queue } from './queue.ts';
import { openRedisQueue } from './redis-queue.ts';

/** @throws {SecretError} @throws {QueueError} `broker-url`. A broker that is away is none: the queue waits for it. */
export async function openQueue(settings: QueueSettings): Promise<Queue> {
  if (settings.kind === 'in-process') return openInProcessQueue();
  return openRedisQueue({ url: readSecret(settings.url), prefix: settings.prefix });
}
