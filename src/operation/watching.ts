/** One watcher a mailbox, by whoever holds its lease: it lists what is there, and never opens a message. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Mailbox } from '../council/council.ts';
import type { MailboxState } from '../database/tables.ts';
import { planOutages } from '../flaglog/outages.ts';
import { readCursor, readKnownReferences, registerListing } from '../intake/copy-register.ts';
import type { WatchReport } from '../intake/intake.ts';
import { LeaseKeeper } from '../intake/lease-keeper.ts';
import { noteState, noteSynced } from '../intake/mailbox-register.ts';
import { parseImapSettings } from '../settings/imap-settings.ts';
import { watchFileMailbox } from '../sources/files/watch-file-mailbox.ts';
import { watchImapMailbox } from '../sources/imap/watch-imap-mailbox.ts';
import type { Installation } from './installation.ts';
import type { LiveCouncil } from './live-council.ts';

const leaseMs = 15_000;
const pollMs = 60_000;
const rescanMs = 5_000;
const restartMs = 5_000;

/** Who holds this lease watches the mailbox. */
export function watchLeaseOf(council: string, mailbox: string): string {
  return `watch.${council}.${mailbox}`;
}

export function startWatching(installation: Installation, holder: string): LeaseKeeper {
  const watched = new Map<string, { live: LiveCouncil; mailbox: Mailbox }>();
  for (const live of installation.councils.values()) {
    for (const mailbox of live.council.mailboxes) {
      if (mailbox.path === null && mailbox.imap === null) continue;
      watched.set(watchLeaseOf(live.council.id, mailbox.id), { live, mailbox });
    }
  }
  return new LeaseKeeper({
    database: installation.database,
    names: [...watched.keys()],
    holder,
    ttlMs: leaseMs,
    onTaken: async (name, signal) => {
      const found = watched.get(name);
      if (found) await watchUntil(installation, found.live, found.mailbox, signal);
    },
    onError: (error) => installation.logger.warn('lease', { error }),
  });
}

/** A watcher that fails without having been told to end is begun again: a mailbox must not fall silent. */
async function watchUntil(
  installation: Installation,
  live: LiveCouncil,
  mailbox: Mailbox,
  signal: AbortSignal,
): Promise<void> {
  const fields = { council: live.council.id, mailbox: mailbox.id };
  while (!signal.aborted) {
    try {
      await watchOnce(installation, live, mailbox, signal);
    } catch (error) {
      installation.logger.error('watch', { ...fields, error });
    }
    if (!signal.aborted) await delay(restartMs, undefined, { signal }).catch(() => undefined);
  }
}

function watchOnce(
  installation: Installation,
  live: LiveCouncil,
  mailbox: Mailbox,
  signal: AbortSignal,
): Promise<void> {
  const { database, logger } = installation;
  const { council, settings } = live;
  const report = reportTo(installation, live, mailbox);
  const onError = (error: unknown): void => logger.warn('watch', { council: council.id, mailbox: mailbox.id, error });
  if (mailbox.path !== null) {
    const known = (folder: string) => readKnownReferences(database, council.id, mailbox.id, folder);
    return watchFileMailbox({ mailbox, report, known, rescanMs, signal, onError });
  }
  const { settings: imap } = parseImapSettings(mailbox.imap ?? {});
  if (imap === null) {
    const reason = 'The imap settings of the mailbox have mistakes: candour check lists them.';
    return noteHealth(installation, live, mailbox.id, 'failing', 'settings', reason);
  }
  return watchImapMailbox({
    settings: imap,
    mailbox: mailbox.id,
    auditFrom: settings.auditFrom,
    timezone: council.timezone,
    report,
    pollMs,
    signal,
    onError,
  });
}

function reportTo(installation: Installation, live: LiveCouncil, { id: mailbox }: Mailbox): WatchReport {
  const { council } = live;
  const { database, metrics, logger, now } = installation;
  return {
    readCursor: (folder) => readCursor(database, council.id, mailbox, folder),
    onListing: async (listing) => {
      const ids = await registerListing(database, council.id, mailbox, listing, now());
      await installation.enqueue(ids.map((copy) => ({ kind: 'audit-copy', council: council.id, copy })));
    },
    onState: async (state, code, reason) => {
      metrics.noteMailboxState(council.id, mailbox, state);
      if (code !== '') logger.warn('mailbox', { council: council.id, mailbox, state, code });
      await noteHealth(installation, live, mailbox, state, code, reason);
    },
    onSynced: async () => {
      await noteSynced(database, council.id, mailbox, now());
      metrics.noteSynced(council.id, mailbox, now());
    },
  };
}

/** The database says how a mailbox is now; the log, for an auditor, when nobody could read it. */
async function noteHealth(
  { database, logger, now }: Installation,
  { council, log }: LiveCouncil,
  mailbox: string,
  state: MailboxState,
  code: string,
  reason: string,
): Promise<void> {
  const at = now();
  const isNews = await noteState(database, council.id, mailbox, { state, code, reason, at });
  // One that starts again has not been read yet: whether it can be shows in what it reports next.
  if (!isNews || state === 'starting') return;
  const health = [{ mailbox, code: state === 'failing' ? code : null }];
  try {
    await log.append(new Date(at), ({ events }) => ({ drafts: planOutages(events, health) }));
  } catch (error) {
    // The watch must go on; the next round of the audit records what the log has missed.
    logger.warn('outage', { council: council.id, mailbox, error });
  }
}
