/** The letter with the link. The token stands in the letter only: it is sent at once, and whoever gets none asks again. */

import { createSignIn } from '../intake/sign-in-store.ts';
import { paragraph, type Rendered } from '../notify/document.ts';
import { computeMessageId } from '../notify/message-id.ts';
import { renderNotice } from '../notify/render-notice.ts';
import type { Console } from './console.ts';
import { findSignInAddress } from './membership.ts';

export type LinkRequest = { typed: string; browser: string; next: string };

export async function mailLink(console: Console, { typed, browser, next }: LinkRequest): Promise<void> {
  const { database, transport, from, logger, now, onLink } = console.parts;
  const found = await findAddress(console, typed);
  if (found === null) return;
  const { address, council } = found;
  const at = now();
  const link = await createSignIn(database, { address, browser, next, at });
  if (link === null) return logger.warn('sign-in-limit', { council });
  const url = linkUrl(console, link.token);
  onLink?.(address, url);
  await transport.send({
    messageId: computeMessageId(council, link.id, from.split('@')[1] ?? 'candour.invalid'),
    date: new Date(at),
    to: { name: '', address },
    ...buildSignInLetter(url),
  });
}

/** The first council at which the address has a role: the letter is recognised there when it is read again. */
async function findAddress(console: Console, typed: string): Promise<{ address: string; council: string } | null> {
  for (const [council, view] of console.views) {
    const address = findSignInAddress(typed, await console.factsOf(view));
    if (address !== null) return { address, council };
  }
  return null;
}

export function linkUrl({ url }: Pick<Console, 'url'>, token: string): string {
  return `${url}/sign-in/link/${token}`;
}

function buildSignInLetter(url: string): Rendered {
  return renderNotice({
    subject: 'Candour: your link to sign in',
    title: 'Sign in to Candour',
    blocks: [
      paragraph(
        'Open this link in the browser in which you asked for it, and press the button. It works once, for 15 minutes.',
      ),
      { kind: 'link', text: 'Sign in', href: url },
      paragraph(
        'If you did not ask for it, somebody else typed your address. Do nothing: without this letter they get nowhere.',
      ),
    ],
  });
}
