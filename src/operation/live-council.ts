/** A council as a running process holds it: its files read, its log open, its auditor made when there is something to audit. */

import { CopyFetcher, type FetchedCopy } from '../audit/copy-fetcher.ts';
import { CouncilAuditor } from '../audit/council-auditor.ts';
import type { Council } from '../council/council.ts';
import { formatProblem } from '../council/problem.ts';
import { buildRoster, type Roster } from '../council/roster.ts';
import type { Database } from '../database/open-database.ts';
import { type FlagLog, openFlagLog } from '../flaglog/flag-log.ts';
import { type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import type { CopyRow } from '../intake/intake.ts';
import { readNotice } from '../intake/notice-store.ts';
import { isSignInLetter } from '../intake/sign-in-store.ts';
import { defaultLimits } from '../mail/message.ts';
import { parseMessageId } from '../notify/message-id.ts';
import type { NoticePolicy } from '../notify/plan-notices.ts';
import type { Pack } from '../protocol/pack.ts';
import { withFlagLink } from '../settings/flag-link.ts';
import { parseImapSettings } from '../settings/imap-settings.ts';
import type { CouncilSettings, Settings } from '../settings/settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import { CouncilFileError } from './council-file-error.ts';
import type { Logger } from './logger.ts';
import { computeObservationEnd } from './observation.ts';
import { programVersion } from './version.ts';

const idleCloseMs = 120_000;

export type LiveCouncilOptions = {
  settings: CouncilSettings;
  installation: Settings;
  database: Database;
  logger: Logger;
  now: () => number;
};

/** What is needed to tell of a council: also by those who have nothing open but its log. */
export type CouncilInView = Pick<LiveCouncil, 'council' | 'pack' | 'roster' | 'settings' | 'log'>;

export class LiveCouncil implements AsyncDisposable {
  readonly council: Council;
  readonly pack: Pack;
  readonly roster: Roster;
  readonly settings: CouncilSettings;
  readonly log: FlagLog;
  readonly #options: LiveCouncilOptions;
  #auditor: CouncilAuditor | null = null;
  #fetcher: CopyFetcher | null = null;

  private constructor(options: LiveCouncilOptions, council: Council, pack: Pack, log: FlagLog) {
    this.#options = options;
    this.settings = withFlagLink(options.settings, options.installation.web, council.id);
    this.council = council;
    this.pack = pack;
    this.roster = buildRoster(council);
    this.log = log;
  }

  /** Throws CouncilFileError. */
  static async open(options: LiveCouncilOptions): Promise<LiveCouncil> {
    const { council, pack, problems } = await loadCouncil(options.settings.file);
    // A scan tells nobody; whoever sends alerts must know that the right people get them.
    const refused = problems.filter(({ severity, code }) => severity === 'error' || code === 'routing-refused');
    if (council === null || pack === null || refused.length > 0) throw new CouncilFileError(refused.map(formatProblem));
    const { database, installation } = options;
    const { keyPath } = installation.database;
    const log = await openFlagLog({ database, keyPath, councilId: council.id });
    return new LiveCouncil(options, council, pack, log);
  }

  get auditor(): CouncilAuditor {
    this.#auditor ??= this.#makeAuditor();
    return this.#auditor;
  }

  /** A copy that was read before, from its mailbox once more: for somebody who asks to see it, and kept nowhere. */
  fetchCopy(row: CopyRow): Promise<FetchedCopy> {
    this.#fetcher ??= this.#makeFetcher();
    return this.#fetcher.fetch(row, () => Promise.resolve('all'));
  }

  /** During the days of observation people get digests, and no immediate alerts. */
  policy(openedAt: number | null): NoticePolicy {
    const now = this.#options.now();
    return {
      isObserving: now < computeObservationEnd(this.settings, openedAt ?? now),
      alertsPerHour: this.settings.alertsPerHour,
    };
  }

  /** Cheap where nothing was added since the last time. */
  async readStandingFlags(): Promise<LoggedFlag[]> {
    const { flags } = await this.log.catchUp(this.#options.database.kysely);
    return [...flags.values()]
      .filter(({ isStanding }) => isStanding)
      .map((flag) => toLoggedFlag(this.council.id, flag));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#auditor?.[Symbol.asyncDispose]();
    this.#auditor = null;
    await this.#fetcher?.[Symbol.asyncDispose]();
    this.#fetcher = null;
    await this.log[Symbol.asyncDispose]();
  }

  #makeFetcher(): CopyFetcher {
    const { council } = this;
    const { logger } = this.#options;
    return new CopyFetcher(council.mailboxes, defaultLimits, (mailbox) => {
      const { settings: imap } = parseImapSettings(mailbox.imap ?? {});
      if (imap === null) throw new TypeError(`Mailbox ${mailbox.id} was served without settings.`);
      return {
        settings: imap,
        mailbox: mailbox.id,
        idleCloseMs,
        onError: (error) => logger.warn('imap-read', { council: council.id, mailbox: mailbox.id, error }),
      };
    });
  }

  #makeAuditor(): CouncilAuditor {
    const { council, pack, log, settings } = this;
    const { database, now, installation } = this.#options;
    return new CouncilAuditor({
      database,
      log,
      council,
      pack,
      fetcher: this.#makeFetcher(),
      limits: defaultLimits,
      program: programVersion,
      auditFrom: settings.auditFrom,
      policy: (openedAt) => this.policy(openedAt),
      ownMail: {
        address: installation.mail.from.address,
        isSent: async (messageId) => {
          const notice = parseMessageId(messageId);
          if (notice === null) return false;
          if (notice.startsWith('sign-in.')) return isSignInLetter(database, notice);
          return (await readNotice(database, council.id, notice)) !== null;
        },
      },
      now,
    });
  }
}
