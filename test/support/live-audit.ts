/** One council's running audit over file mailboxes, driven by hand: what is registered, read and swept, and in which order. */

import { join } from 'node:path';
import { CopyFetcher } from '../../src/audit/copy-fetcher.ts';
import { CouncilAuditor, type CouncilAuditorOptions } from '../../src/audit/council-auditor.ts';
import type { Council } from '../../src/council/council.ts';
import { type Database, openDatabase } from '../../src/database/open-database.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { type LoggedFlag, toLoggedFlag } from '../../src/flaglog/flag-state.ts';
import { readDueCopies, registerListing } from '../../src/intake/copy-register.ts';
import { noteSynced, readSweepsDue } from '../../src/intake/mailbox-register.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import type { Pack } from '../../src/protocol/pack.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { listFileMailbox } from '../../src/sources/files/list-file-mailbox.ts';

export type LiveAudit = AsyncDisposable & {
  readonly database: Database;
  readonly log: FlagLog;
  readonly auditor: CouncilAuditor;
  /** Every file that is there, as the watcher would register it. */
  register(): Promise<void>;
  /** Reads what waits, in the order that `arrange` makes of it, until nothing waits. */
  readAll(arrange?: (ids: string[]) => string[]): Promise<void>;
  /** Judges every mailbox that is due, and reads what is to be heard, until nothing is due. */
  settle(): Promise<void>;
  standing(): Promise<LoggedFlag[]>;
};

const later = 10_000_000_000_000;

export async function openLiveAudit(
  folder: string,
  council: Council,
  pack: Pack,
  changes: Partial<CouncilAuditorOptions> = {},
): Promise<LiveAudit> {
  await using stack = new AsyncDisposableStack();
  const path = join(folder, 'candour.db');
  const database = stack.use(await openDatabase({ kind: 'sqlite', path }));
  const log = stack.use(await openFlagLog({ database, keyPath: `${path}.key`, councilId: council.id }));
  const fetcher = new CopyFetcher(council.mailboxes, defaultLimits, () => {
    throw new TypeError('There are file mailboxes only.');
  });
  const now = changes.now ?? Date.now;
  const auditor = stack.use(
    new CouncilAuditor({
      database,
      log,
      council,
      pack,
      fetcher,
      limits: defaultLimits,
      program: 'test',
      auditFrom: null,
      policy: () => ({ isObserving: false, alertsPerHour: null }),
      ownMail: { address: 'candour@example.org', isSent: async () => false },
      now,
      ...changes,
    }),
  );
  const readAll: LiveAudit['readAll'] = async (arrange = (ids) => ids) => {
    for (;;) {
      const due = await readDueCopies(database, [council.id], later, 100_000);
      if (due.length === 0) return;
      for (const id of arrange(due.map((copy) => copy.id))) await auditor.auditCopy(id);
    }
  };
  const owned = stack.move();
  return {
    database,
    log,
    auditor,
    register: async () => {
      for (const mailbox of council.mailboxes) {
        const { listings } = await listFileMailbox(mailbox, new Map(), later);
        for (const listing of listings) await registerListing(database, council.id, mailbox.id, listing, now());
        await noteSynced(database, council.id, mailbox.id, now());
      }
    },
    readAll,
    settle: async () => {
      for (;;) {
        const day = new Date(now()).toISOString().slice(0, 10);
        const question = { day, version: auditor.version, quietMs: 0, at: later };
        const due = await readSweepsDue(database, council.id, question);
        if (due.length === 0) return;
        for (const mailbox of due) await auditor.sweep(mailbox, new AbortController().signal);
        await readAll();
      }
    },
    standing: async () => {
      const { flags } = await log.catchUp();
      return [...flags.values()].filter(({ isStanding }) => isStanding).map((flag) => toLoggedFlag(council.id, flag));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Told = Pick<
  Flag,
  'rule' | 'status' | 'severity' | 'grade' | 'exception' | 'people' | 'thirdParties' | 'clause'
> & {
  messageId: string | null;
};

/** What of a flag must not depend on the way that led to it, as text to compare. */
export function formatEssence(flag: Told): string {
  const { rule, messageId, status, severity, grade, exception, people, thirdParties, clause } = flag;
  return JSON.stringify([rule, messageId, status, severity, grade, exception, people, thirdParties, clause]);
}
