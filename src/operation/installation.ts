/** What one process of an installation has open: settings, database, queue, councils. */

import { hostname } from 'node:os';
import type { Database } from '../database/open-database.ts';
import { type DatabaseAddress, openDatabase } from '../database/open-database.ts';
import { QueueError } from '../queue/error.ts';
import { openQueue } from '../queue/open-queue.ts';
import type { Job, Queue } from '../queue/queue.ts';
import { readSecret } from '../settings/secrets.ts';
import type { DatabaseSettings, Settings } from '../settings/settings.ts';
import { LiveCouncil } from './live-council.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

export class Installation implements AsyncDisposable {
  readonly settings: Settings;
  readonly database: Database;
  readonly address: DatabaseAddress;
  readonly queue: Queue;
  readonly councils: ReadonlyMap<string, LiveCouncil>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  /** Of this process's leases. */
  readonly holder = `${hostname()}.${process.pid}.${crypto.randomUUID().slice(0, 8)}`;

  private constructor(
    options: InstallationOptions,
    database: Database,
    address: DatabaseAddress,
    queue: Queue,
    councils: ReadonlyMap<string, LiveCouncil>,
  ) {
    this.settings = options.settings;
    this.logger = options.logger;
    this.metrics = options.metrics;
    this.now = options.now;
    this.database = database;
    this.address = address;
    this.queue = queue;
    this.councils = councils;
  }

  /** Whoever opens disposes. Throws SecretError, DatabaseError, FlagLogError, QueueError or CouncilFileError. */
  static async open(options: InstallationOptions): Promise<Installation> {
    const { settings, logger, now } = options;
    await using stack = new AsyncDisposableStack();
    const address = addressOf(settings.database);
    const database = stack.use(await openDatabase(address));
    const councils = new Map<string, LiveCouncil>();
    for (const council of settings.councils) {
      const live = stack.use(
        await LiveCouncil.open({ settings: council, installation: settings, database, logger, now }),
      );
      councils.set(live.council.id, live);
    }
    const queue = stack.use(await openQueue(settings.queue));
    const installation = new Installation(options, database, address, queue, councils);
    installation.#stack = stack.move();
    return installation;
  }

  #stack = new AsyncDisposableStack();

  /** Null where the job is of a council that this installation no longer serves. */
  councilOf({ council }: Job): LiveCouncil | null {
    return this.councils.get(council) ?? null;
  }

  /** What a broker that is away does not take, the reconciler queues again. */
  async enqueue(jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.queue.add(jobs).catch((error: unknown) => {
      // A process that ends leaves the rest to the next one.
      if (!(error instanceof QueueError && error.code === 'closed')) this.logger.warn('queue-add', { error });
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

export type InstallationOptions = { settings: Settings; logger: Logger; metrics: Metrics; now: () => number };

function addressOf(settings: DatabaseSettings): DatabaseAddress {
  if (settings.kind === 'sqlite') return { kind: 'sqlite', path: settings.path };
  return { kind: 'postgresql', url: readSecret(settings.url) };
}
