/** The flags that one reader may see, in the orders in which pages show them: a page costs what it shows, not what there is. */

import type { FlagState, LoggedFlag } from '../flaglog/flag-state.ts';
import { isUndecided } from '../review/deadlines.ts';
import type { ReviewState } from '../review/review-state.ts';
import type { Recipient } from '../review/routing.ts';
import type { RoleName } from '../review/transitions.ts';
import { Ranking } from './ranking.ts';

/** A flag as one reader has it. `roles`: as what they may act on it; `id`: as whom. */
export type SeenFlag = {
  flag: LoggedFlag;
  state: FlagState;
  review: ReviewState;
  id: Recipient;
  roles: readonly RoleName[];
};

const ranks = { serious: 0, ordinary: 1, advice: 2 } as const;

export class FlagBook {
  /** Number of the newest event that it knows of. */
  seq = 0;
  readonly #flags = new Map<string, SeenFlag>();
  readonly #newestFirst = new Ranking(compareNewestFirst);
  readonly #waiting = new Ranking(compareUrgency);
  readonly #naming = new Map<string, Ranking<SeenFlag>>();
  readonly #rules = new Set<string>();

  /** In the order in which they were first raised. */
  get flags(): ReadonlyMap<string, SeenFlag> {
    return this.#flags;
  }

  /** By the date of the message, and among equals by when the flag was raised. */
  get newestFirst(): readonly SeenFlag[] {
    return this.#newestFirst.sorted;
  }

  /** What the reader is to decide, the most urgent first. */
  get waiting(): readonly SeenFlag[] {
    return this.#waiting.sorted;
  }

  /** Every rule that a flag in here was ever raised under. */
  get rules(): ReadonlySet<string> {
    return this.#rules;
  }

  /** Flags that name this person, the newest first. */
  naming(person: string): readonly SeenFlag[] {
    return this.#naming.get(person)?.sorted ?? [];
  }

  /** By id what each flag is now; null: not to be seen by this reader. */
  update(changes: ReadonlyMap<string, SeenFlag | null>): void {
    const gone: SeenFlag[] = [];
    const come: SeenFlag[] = [];
    for (const [id, now] of changes) {
      const before = this.#flags.get(id);
      if (before !== undefined) gone.push(before);
      if (now === null) this.#flags.delete(id);
      else {
        come.push(now);
        this.#flags.set(id, now);
        this.#rules.add(now.flag.rule);
      }
    }
    this.#newestFirst.update(gone, come);
    this.#waiting.update(gone.filter(isWaiting), come.filter(isWaiting));
    const [goneBy, comeBy] = [byPerson(gone), byPerson(come)];
    for (const person of new Set([...goneBy.keys(), ...comeBy.keys()])) {
      const ranking = this.#naming.get(person) ?? new Ranking(compareNewestFirst);
      ranking.update(goneBy.get(person) ?? [], comeBy.get(person) ?? []);
      this.#naming.set(person, ranking);
    }
  }
}

/** Whoever awaits an explanation has done their part until it comes or is late. */
function isWaiting({ state, review, roles }: SeenFlag): boolean {
  if (!roles.includes('handler') && !roles.includes('alternate')) return false;
  return isUndecided(state, review) && (review.state !== 'awaiting-explanation' || review.isLate);
}

function byPerson(seen: readonly SeenFlag[]): Map<string, SeenFlag[]> {
  const found = new Map<string, SeenFlag[]>();
  for (const each of seen) {
    const { by, affected, hidden } = each.flag.people;
    for (const person of new Set([...(by === null ? [] : [by]), ...affected, ...hidden])) {
      const known = found.get(person);
      if (known === undefined) found.set(person, [each]);
      else known.push(each);
    }
  }
  return found;
}

function compareUrgency(left: SeenFlag, right: SeenFlag): number {
  return ranks[left.flag.severity] - ranks[right.flag.severity] || left.flag.raised.seq - right.flag.raised.seq;
}

function compareNewestFirst(left: SeenFlag, right: SeenFlag): number {
  const [one, other] = [left.flag.date ?? '', right.flag.date ?? ''];
  if (one !== other) return one < other ? 1 : -1;
  return right.flag.raised.seq - left.flag.raised.seq;
}
