/** What `candour serve` tells the person in front of it: how the first run goes, what it found, and then what is new. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { countCopies } from '../intake/health-register.ts';
import { readLeases } from '../intake/lease.ts';
import { isCaughtUp, type MailboxRow, readMailboxes } from '../intake/mailbox-register.ts';
import type { Installation } from '../operation/installation.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { watchLeaseOf } from '../operation/watching.ts';
import {
  formatElsewhere,
  formatFirst,
  formatGreeting,
  formatHealth,
  formatNews,
  formatProgress,
  type ServeView,
} from './serve-words.ts';

export type ServeReportOptions = {
  write: (line: string) => void;
  /** Names and tables are for people at a terminal: elsewhere, such as in a journal, there are counts only. */
  isTerminal: boolean;
  /** The settings file as it was given. */
  config: string;
  /** For tests. */
  lookEveryMs?: number;
};

const firstLookMs = 1_000;
/** Once everything was told there is less to wait for. */
const laterLookMs = 2_000;
/** Who serves many councils reads of them less often: looking must cost next to nothing. */
const lookMsPerCouncil = 250;
const progressMs = 10_000;

type Seen = {
  isTold: boolean;
  isElsewhere: boolean;
  flags: Set<string>;
  /** Of the log, up to which `flags` are known. */
  seq: number;
  health: string;
  progressAt: number;
};

/** Ends with `end`, or with the process. Whatever fails here is the operator's log's affair and disturbs no work. */
export class ServeReport {
  readonly #installation: Installation;
  readonly #options: ServeReportOptions;
  readonly #seen = new Map<LiveCouncil, Seen>();
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(installation: Installation, options: ServeReportOptions) {
    this.#installation = installation;
    this.#options = options;
    for (const live of installation.councils.values()) {
      const progressAt = performance.now() + progressMs;
      this.#seen.set(live, { isTold: false, isElsewhere: false, flags: new Set(), seq: 0, health: '', progressAt });
      this.#write(formatGreeting(live));
    }
    this.#wait();
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#hasEnded) return;
    const isTold = [...this.#seen.values()].every((seen) => seen.isTold);
    const usualMs = Math.max(isTold ? laterLookMs : firstLookMs, this.#seen.size * lookMsPerCouncil);
    const { lookEveryMs = usualMs } = this.#options;
    this.#timer = setTimeout(() => {
      void this.#look()
        .catch((error: unknown) => {
          if (!this.#hasEnded) this.#installation.logger.warn('report', { error });
        })
        .finally(() => this.#wait());
    }, lookEveryMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { database, holder } = this.#installation;
    const leases = await readLeases(database);
    const elsewhere = new Set(leases.filter((lease) => lease.holder !== holder).map(({ name }) => name));
    for (const [live, seen] of this.#seen) {
      const names = live.council.mailboxes.map(({ id }) => watchLeaseOf(live.council.id, id));
      const isElsewhere = names.length > 0 && names.every((name) => elsewhere.has(name));
      if (isElsewhere !== seen.isElsewhere) this.#write(formatElsewhere(live, isElsewhere));
      seen.isElsewhere = isElsewhere;
      if (!isElsewhere) await this.#lookAt(live, seen);
    }
  }

  async #lookAt(live: LiveCouncil, seen: Seen): Promise<void> {
    const mailboxes = await readMailboxes(this.#installation.database.kysely, live.council.id);
    const health = formatHealth(mailboxes, this.#view(live)).join('\n');
    if (health !== seen.health) this.#write([health === '' ? 'All mailboxes can be read again.' : health]);
    seen.health = health;
    if (seen.isTold) await this.#tellNews(live, seen);
    else if (await this.#isFirstJudged(live, mailboxes)) await this.#tellFirst(live, seen);
    else await this.#tellProgress(live, seen);
  }

  async #tellFirst(live: LiveCouncil, seen: Seen): Promise<void> {
    const flags = await this.#readNewFlags(live, seen);
    const counts = await countCopies(this.#installation.database.kysely, live.council.id);
    const head = await live.log.head();
    this.#write(formatFirst({ flags, counts, head }, this.#view(live)));
    seen.isTold = true;
  }

  async #tellNews(live: LiveCouncil, seen: Seen): Promise<void> {
    const fresh = await this.#readNewFlags(live, seen);
    if (fresh.length > 0) this.#write(formatNews(fresh.length, this.#view(live)));
  }

  async #tellProgress(live: LiveCouncil, seen: Seen): Promise<void> {
    if (performance.now() < seen.progressAt) return;
    seen.progressAt = performance.now() + progressMs;
    const counts = await countCopies(this.#installation.database.kysely, live.council.id);
    this.#write(formatProgress(counts, this.#view(live)));
  }

  /** Standing ones that were not known; asks for the head first, which costs next to nothing where nothing was added. */
  async #readNewFlags(live: LiveCouncil, seen: Seen): Promise<LoggedFlag[]> {
    const seq = (await live.log.head())?.seq ?? 0;
    if (seq === seen.seq) return [];
    const fresh = (await live.readStandingFlags()).filter(({ id }) => !seen.flags.has(id));
    for (const { id } of fresh) seen.flags.add(id);
    seen.seq = seq;
    return fresh;
  }

  /** Everything there was has been read, and every mailbox has been judged once since. */
  async #isFirstJudged(live: LiveCouncil, mailboxes: readonly MailboxRow[]): Promise<boolean> {
    const ids = live.council.mailboxes.map(({ id }) => id);
    const { kysely } = this.#installation.database;
    if (!(await isCaughtUp(kysely, live.council.id, ids))) return false;
    return mailboxes
      .filter(({ mailbox }) => ids.includes(mailbox))
      .every(({ swept_at, state }) => swept_at !== null || state === 'failing');
  }

  #view(live: LiveCouncil): ServeView {
    const { config, isTerminal } = this.#options;
    const { settings, councils } = this.#installation;
    return { live, settings, config, isTerminal, isOneOfSeveral: councils.size > 1 };
  }

  #write(lines: readonly string[]): void {
    if (!this.#hasEnded) for (const line of lines) this.#options.write(line);
  }
}
