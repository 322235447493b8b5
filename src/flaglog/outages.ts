/** Mailboxes that cannot be read, as events: an auditor must see from the log alone when nobody looked. Pure. */

import type { EventDraft, LogEvent } from './events.ts';
import { valuesOf } from './flag-state.ts';

export const outageEventTypes = { began: 'mailbox-failing', ended: 'mailbox-mended' } as const;

/** `code` says what is wrong; null where the mailbox can be read. */
export type MailboxHealth = { mailbox: string; code: string | null };

/** Mailbox → code of what is wrong, of the outages that have not ended. What was erased of them can no longer be told apart. */
export function openOutages(events: readonly LogEvent[]): Map<string, string> {
  const open = new Map<string, string>();
  for (const { entry, sealed } of events) {
    if (entry.type !== outageEventTypes.began && entry.type !== outageEventTypes.ended) continue;
    const [mailbox] = valuesOf(sealed.mailbox);
    if (typeof mailbox !== 'string') continue;
    if (entry.type === outageEventTypes.ended) open.delete(mailbox);
    else open.set(mailbox, typeof entry.data.code === 'string' ? entry.data.code : '');
  }
  return open;
}

/** What differs from the log for these mailboxes; the outages of others stay as they are. */
export function planOutages(events: readonly LogEvent[], health: readonly MailboxHealth[]): EventDraft[] {
  const open = openOutages(events);
  const sorted = [...health].sort((left, right) => (left.mailbox < right.mailbox ? -1 : 1));
  return sorted.flatMap(({ mailbox, code }): EventDraft[] => {
    if ((open.get(mailbox) ?? null) === code) return [];
    const sealed = { mailbox: [mailbox] };
    if (code === null) return [{ type: outageEventTypes.ended, data: {}, sealed }];
    return [{ type: outageEventTypes.began, data: { code }, sealed }];
  });
}
