/** What the console knows of a council's flags, kept up with the log: a page costs what is new, not what there is. */

import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import type { LogEvent } from '../flaglog/events.ts';
import { flagEventTypes, readId, toLoggedFlag, valuesOf } from '../flaglog/flag-state.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { reviewsOf } from '../review/review-log.ts';
import { type ReviewState, reviewOf } from '../review/review-state.ts';
import { rolesOf } from '../review/roles.ts';
import type { Recipient } from '../review/routing.ts';
import type { RoleName } from '../review/transitions.ts';
import { FlagBook, type SeenFlag } from './flag-book.ts';
import type { Member } from './membership.ts';

const readers: readonly RoleName[] = ['handler', 'alternate', 'auditor'];
/** One a reader and day; those of yesterday go first. */
const booksAtMost = 32;

export class CouncilView {
  readonly live: LiveCouncil;
  /** Ids of those who have been offered to add a statement. */
  readonly concerned = new Set<Recipient>();
  readonly #database: Database;
  readonly #now: () => number;
  readonly #books = new Map<string, FlagBook>();
  /** Numbers of the events in which somebody was offered to add a statement. */
  readonly #offers: number[] = [];
  /** Numbers of the events in which Candour raised or judged each flag, oldest first. */
  readonly #judgements = new Map<string, number[]>();
  #seq = 0;

  constructor(live: LiveCouncil, database: Database, now: () => number) {
    this.live = live;
    this.#database = database;
    this.#now = now;
  }

  get day(): string {
    return localDate(new Date(this.#now()), this.live.council.timezone);
  }

  async catchUp(): Promise<LogState> {
    const state = await this.live.log.catchUp(this.#database.kysely);
    for (const event of state.events.slice(this.#seq)) {
      const { seq, entry, sealed } = event;
      if (flagEventTypes.includes(entry.type)) for (const id of flagOf(entry.data)) this.#noteJudgement(id, seq);
      if (entry.type !== 'statement-offered') continue;
      this.#offers.push(seq);
      for (const value of valuesOf(sealed.recipient)) {
        const id = readId(value);
        if (id !== null) this.concerned.add(id);
      }
    }
    this.#seq = state.events.length;
    return state;
  }

  /** What Candour itself recorded of a flag, oldest first. */
  async judgementsOf(id: string): Promise<LogEvent[]> {
    const { events } = await this.catchUp();
    return (this.#judgements.get(id) ?? []).flatMap((seq) => events[seq - 1] ?? []);
  }

  /** Each time that somebody was offered to add a statement, oldest first. */
  async offers(): Promise<LogEvent[]> {
    const { events } = await this.catchUp();
    return this.#offers.flatMap((seq) => events[seq - 1] ?? []);
  }

  #noteJudgement(id: string, seq: number): void {
    const known = this.#judgements.get(id);
    if (known === undefined) this.#judgements.set(id, [seq]);
    else known.push(seq);
  }

  /** Of a state that `catchUp` gave: it grows with the log. */
  reviewOf(state: LogState, id: string): ReviewState {
    return reviewOf(reviewsOf(state).reviews, id);
  }

  /** Every flag that this reader may see. */
  async bookFor(member: Member): Promise<FlagBook> {
    const state = await this.catchUp();
    const key = JSON.stringify([member.day, member.ids]);
    const known = this.#books.get(key);
    const fresh = state.events.slice(known?.seq ?? 0);
    // What was erased is erased from what was read of it too.
    const isAnew = known === undefined || fresh.some(({ entry }) => entry.type === 'sealed-erased');
    const book = isAnew ? new FlagBook() : known;
    const ids = new Set(isAnew ? state.flags.keys() : fresh.flatMap(({ entry }) => flagOf(entry.data)));
    if (ids.size > 0) book.update(new Map([...ids].map((id) => [id, this.#see(id, state, member)])));
    book.seq = state.events.length;
    this.#keep(key, book);
    return book;
  }

  /** Null where there is none, or none for this reader. `id`: the whole, or its first 8 digits or more. */
  async flagFor(member: Member, id: string): Promise<SeenFlag | null> {
    const { flags } = await this.bookFor(member);
    const exact = flags.get(id);
    if (exact !== undefined) return exact;
    const found = [...flags.values()].filter(({ flag }) => flag.id.startsWith(id));
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  #see(id: string, log: LogState, { ids, day }: Member): SeenFlag | null {
    const state = log.flags.get(id);
    if (state === undefined) return null;
    const { council, roster } = this.live;
    const review = this.reviewOf(log, id);
    const flag = toLoggedFlag(council.id, state);
    for (const reader of ids) {
      const roles = rolesOf(reader, flag, review, { roster, day });
      if (roles.some((role) => readers.includes(role))) return { flag, state, review, id: reader, roles };
    }
    return null;
  }

  #keep(key: string, book: FlagBook): void {
    this.#books.delete(key);
    this.#books.set(key, book);
    const [oldest] = this.#books.keys();
    if (this.#books.size > booksAtMost && oldest !== undefined) this.#books.delete(oldest);
  }
}

function flagOf({ flag }: { readonly flag?: unknown }): string[] {
  return typeof flag === 'string' ? [flag] : [];
}
