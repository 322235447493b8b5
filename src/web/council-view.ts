/** What the console knows of a council's flags, kept up with the log: a page costs what is new, not what there is. */

import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import { type FlagState, type LoggedFlag, readId, toLoggedFlag, valuesOf } from '../flaglog/flag-state.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { reviewsOf } from '../review/review-log.ts';
import { type ReviewState, reviewOf } from '../review/review-state.ts';
import { rolesOf } from '../review/roles.ts';
import type { Recipient } from '../review/routing.ts';
import type { RoleName } from '../review/transitions.ts';
import type { Member } from './membership.ts';

/** A flag as one reader has it. `roles`: as what they may act on it; `id`: as whom. */
export type SeenFlag = {
  flag: LoggedFlag;
  state: FlagState;
  review: ReviewState;
  id: Recipient;
  roles: readonly RoleName[];
};

/** `newestFirst`: by the date of the message, and among equals by when the flag was raised. */
type Book = { seq: number; flags: Map<string, SeenFlag>; newestFirst: SeenFlag[] };

const readers: readonly RoleName[] = ['handler', 'alternate', 'auditor'];
/** One a reader and day; those of yesterday go first. */
const booksAtMost = 32;

export class CouncilView {
  readonly live: LiveCouncil;
  /** Ids of those who have been offered to add a statement. */
  readonly concerned = new Set<Recipient>();
  readonly #database: Database;
  readonly #now: () => number;
  readonly #books = new Map<string, Book>();
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
    for (const { entry, sealed } of state.events.slice(this.#seq)) {
      if (entry.type !== 'statement-offered') continue;
      for (const value of valuesOf(sealed.recipient)) {
        const id = readId(value);
        if (id !== null) this.concerned.add(id);
      }
    }
    this.#seq = state.events.length;
    return state;
  }

  /** Of a state that `catchUp` gave: it grows with the log. */
  reviewOf(state: LogState, id: string): ReviewState {
    return reviewOf(reviewsOf(state).reviews, id);
  }

  /** In the order in which they were first raised: every flag that this reader may see. */
  async flagsFor(member: Member): Promise<ReadonlyMap<string, SeenFlag>> {
    return (await this.#bookFor(member)).flags;
  }

  async newestFirst(member: Member): Promise<readonly SeenFlag[]> {
    return (await this.#bookFor(member)).newestFirst;
  }

  async #bookFor(member: Member): Promise<Book> {
    const state = await this.catchUp();
    const key = JSON.stringify([member.day, member.ids]);
    const known = this.#books.get(key);
    const fresh = state.events.slice(known?.seq ?? 0);
    const isAnew = known === undefined || fresh.some(({ entry }) => entry.type === 'sealed-erased');
    const book: Book = isAnew ? { seq: 0, flags: new Map(), newestFirst: [] } : known;
    const ids = new Set(isAnew ? state.flags.keys() : fresh.flatMap(({ entry }) => flagOf(entry.data)));
    for (const id of ids) {
      const seen = this.#see(id, state, member);
      if (seen === null) book.flags.delete(id);
      else book.flags.set(id, seen);
    }
    if (ids.size > 0) book.newestFirst = reorder(book, ids);
    book.seq = state.events.length;
    this.#keep(key, book);
    return book;
  }

  /** Null where there is none, or none for this reader. `id`: the whole, or its first 8 digits or more. */
  async flagFor(member: Member, id: string): Promise<SeenFlag | null> {
    const flags = await this.flagsFor(member);
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

  #keep(key: string, book: Book): void {
    this.#books.delete(key);
    this.#books.set(key, book);
    const [oldest] = this.#books.keys();
    if (this.#books.size > booksAtMost && oldest !== undefined) this.#books.delete(oldest);
  }
}

function flagOf({ flag }: { readonly flag?: unknown }): string[] {
  return typeof flag === 'string' ? [flag] : [];
}

/** A decision moves one flag of a hundred thousand: what stays in its place is not sorted again. */
function reorder({ flags, newestFirst }: Book, changed: ReadonlySet<string>): SeenFlag[] {
  const moved = [...changed].flatMap((id) => flags.get(id) ?? []).sort(compareNewestFirst);
  const merged: SeenFlag[] = [];
  let next = 0;
  for (const seen of newestFirst) {
    if (changed.has(seen.flag.id)) continue;
    for (let one = moved[next]; one !== undefined && compareNewestFirst(one, seen) < 0; one = moved[next]) {
      merged.push(one);
      next += 1;
    }
    merged.push(seen);
  }
  return [...merged, ...moved.slice(next)];
}

function compareNewestFirst(left: SeenFlag, right: SeenFlag): number {
  const [one, other] = [left.flag.date ?? '', right.flag.date ?? ''];
  if (one !== other) return one < other ? 1 : -1;
  return right.flag.raised.seq - left.flag.raised.seq;
}
