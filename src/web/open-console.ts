/** The console of an installation, and the links with which it is entered where no mail is sent. */

import { localDate } from '../council/dates.ts';
import { createSignIn } from '../intake/sign-in-store.ts';
import type { MailTransport } from '../notify/transport/transport.ts';
import type { Installation } from '../operation/installation.ts';
import { addressOf, usualHandlers } from '../review/routing.ts';
import type { WebSettings } from '../settings/settings.ts';
import type { ConsoleParts } from './console.ts';
import { linkUrl } from './mail-link.ts';
import { openWeb, type RunningWeb } from './web-server.ts';

/** Whoever opens disposes. @throws {WebError} */
export function openInstalledConsole(
  installation: Installation,
  settings: WebSettings,
  transport: MailTransport,
  more: Pick<ConsoleParts, 'onLink'> = {},
): Promise<RunningWeb> {
  const { councils, database, address, logger, now } = installation;
  const enqueue: ConsoleParts['enqueue'] = (jobs) => installation.enqueue(jobs);
  const from = installation.settings.mail.from.address;
  return openWeb({ settings, councils, database, address, transport, from, logger, now, enqueue, ...more });
}

/** A link for the Clerk of each council, or whoever stands in: no browser has asked for it, and whoever sees it may use it. */
export async function createFirstLinks(
  { councils, database, now }: Pick<Installation, 'councils' | 'database' | 'now'>,
  url: string,
): Promise<{ name: string; url: string }[]> {
  const links: { name: string; url: string }[] = [];
  for (const { council, roster } of councils.values()) {
    const at = now();
    const day = localDate(new Date(at), council.timezone);
    const [handler] = usualHandlers(roster, day);
    const address = handler === undefined ? null : addressOf(handler.id, roster, day);
    if (handler === undefined || address === null) continue;
    const link = await createSignIn(database, { address: address.address, browser: null, next: `/${council.id}`, at });
    if (link !== null) links.push({ name: `${handler.name}, ${council.name}`, url: linkUrl({ url }, link.token) });
  }
  return links;
}
