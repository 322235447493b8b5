/** A process that keeps running: opens the installation, does the work of its roles, and ends in good order when told to. */

import type { MailTransport } from '../notify/transport/transport.ts';
import type { JobHandlers, JobKind } from '../queue/queue.ts';
import type { WebSettings } from '../settings/settings.ts';
import { auditHandlers } from './auditing.ts';
import { type HttpServer, openHttp } from './http.ts';
import { Installation, type InstallationOptions } from './installation.ts';
import { notifyHandlers, openMail } from './notifying.ts';
import { isAble } from './readiness.ts';
import { startReceiving } from './receiving.ts';
import { startReconciling } from './reconciling.ts';
import { startWatching } from './watching.ts';

export type Role = 'watch' | 'audit' | 'notify' | 'digest' | 'sweep' | 'receive' | 'web';
export const allRoles: readonly Role[] = ['watch', 'audit', 'notify', 'digest', 'sweep', 'receive', 'web'];

/** Within this time after SIGTERM the process has finished its jobs or handed them back. */
export const closeMs = 14_000;

const kindsOf: Record<Role, readonly JobKind[]> = {
  watch: [],
  audit: ['audit-copy'],
  notify: ['deliver-alert'],
  digest: ['send-digest'],
  sweep: ['sweep-mailbox'],
  receive: [],
  web: [],
};

const concurrency: Record<JobKind, number> = {
  'audit-copy': 16,
  'deliver-alert': 4,
  'send-digest': 1,
  'sweep-mailbox': 1,
};

/** The console is built upon the installation, and therefore handed in. */
export type OpenConsole = (
  installation: Installation,
  settings: WebSettings,
  transport: MailTransport,
) => Promise<RunningConsole>;
export type RunningConsole = AsyncDisposable & { readonly url: string };
export type RolesOptions = InstallationOptions & { openConsole?: OpenConsole };

export type RunningRoles = AsyncDisposable & {
  readonly installation: Installation;
  readonly http: HttpServer | null;
  readonly web: RunningConsole | null;
};

/** Whoever starts disposes: the roles end in the reverse order, the database last. */
export async function startRoles(roles: readonly Role[], options: RolesOptions): Promise<RunningRoles> {
  await using stack = new AsyncDisposableStack();
  const installation = stack.use(await Installation.open(options));
  const { queue, settings, logger, metrics, holder } = installation;
  metrics.askQueue(() => queue.count());
  const http =
    settings.http === null
      ? null
      : stack.use(await openHttp(settings.http, { isReady: () => isAble(installation), metrics }));
  const transport = stack.use(await openMail(settings.mail));
  const all: JobHandlers = { ...auditHandlers(installation), ...notifyHandlers(installation, transport) };
  const kinds = roles.flatMap((role) => kindsOf[role]);
  if (kinds.length > 0) {
    const handlers = Object.fromEntries(kinds.map((kind) => [kind, all[kind]])) as JobHandlers;
    const onError = (error: unknown): void => logger.warn('job', { error });
    stack.use(await queue.work(handlers, { concurrency, closeMs, onError }));
  }
  if (roles.includes('digest')) {
    await queue
      .schedule(
        [...installation.councils.values()].map(({ council, settings: { digestAt } }) => ({
          council: council.id,
          ...digestAt,
          timezone: council.timezone,
        })),
      )
      .catch((error: unknown) => logger.warn('schedule', { error }));
  }
  if (roles.includes('receive')) {
    const listener = await startReceiving(installation);
    if (listener !== null) stack.use(listener);
  }
  stack.use(startReconciling(installation, holder));
  if (roles.includes('watch')) stack.use(startWatching(installation, holder));
  const openConsole = roles.includes('web') ? options.openConsole : undefined;
  const web =
    openConsole === undefined || settings.web === null
      ? null
      : stack.use(await openConsole(installation, settings.web, transport));
  logger.info('started', { count: installation.councils.size });
  const running = stack.move();
  return { installation, http, web, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Runs until SIGTERM or SIGINT; resolves with the exit status. */
export async function runRoles(
  roles: readonly Role[],
  options: RolesOptions,
  onStarted: (running: RunningRoles) => void = () => undefined,
): Promise<number> {
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const tell = (): void => resolve();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, tell);
  const running = await startRoles(roles, options);
  onStarted(running);
  await told;
  options.logger.info('ending', {});
  // A job that will not end must not hold the process for ever: what it did not commit is done again.
  const last = setTimeout(() => process.exit(0), closeMs + 5_500);
  await running[Symbol.asyncDispose]();
  clearTimeout(last);
  return 0;
}
