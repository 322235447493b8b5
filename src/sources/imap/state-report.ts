import type { WatchReport } from '../watch-report.ts';
import type { ImapError } from './imap-error.ts';

type State = Parameters<WatchReport['onState']>[0];

/** Tells a state when it changes, and what is wrong once: a mailbox that stays out of reach is one line, not one a try. */
export class StateReport {
  readonly #report: WatchReport;
  readonly #onError: (error: ImapError) => void;
  readonly #noted = new Set<string>();
  #last = '';

  constructor(report: WatchReport, onError: (error: ImapError) => void) {
    this.#report = report;
    this.#onError = onError;
  }

  async set(state: Exclude<State, 'failing'>): Promise<void> {
    if (state === 'catching-up') this.#noted.clear();
    if (!this.#isNew(state)) return;
    await this.#report.onState(state, '', '');
  }

  /** `reason`: for the people of the council, where it may say more than a log line. */
  async fail(error: ImapError, reason = error.message): Promise<void> {
    if (!this.#isNew(`failing ${error.code} ${reason}`)) return;
    this.#onError(error);
    await this.#report.onState('failing', error.code, reason);
  }

  /** What went wrong, while the mailbox is being watched all the same. */
  note(error: ImapError): void {
    if (this.#noted.has(error.code)) return;
    this.#noted.add(error.code);
    this.#onError(error);
  }

  #isNew(state: string): boolean {
    const isNew = state !== this.#last;
    this.#last = state;
    return isNew;
  }
}
