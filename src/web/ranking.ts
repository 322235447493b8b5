/** Things kept in one order while some of them change: what stays in its place is not sorted again. */

/** With more changes than this, to sort anew is cheaper than to move one by one. */
const movedAtMost = 200;

/** `compare` must tell any two apart, so that each has one place. */
export class Ranking<T> {
  #sorted: T[] = [];
  readonly #compare: (left: T, right: T) => number;

  constructor(compare: (left: T, right: T) => number) {
    this.#compare = compare;
  }

  get sorted(): readonly T[] {
    return this.#sorted;
  }

  /** `gone` as they were when they were put in. */
  update(gone: readonly T[], come: readonly T[]): void {
    if (gone.length + come.length > movedAtMost) {
      const isGone = new Set(gone);
      this.#sorted = [...this.#sorted.filter((each) => !isGone.has(each)), ...come].sort(this.#compare);
      return;
    }
    for (const each of gone) {
      const place = this.#placeOf(each);
      if (this.#sorted[place] === each) this.#sorted.splice(place, 1);
    }
    for (const each of come) this.#sorted.splice(this.#placeOf(each), 0, each);
  }

  /** How many come before it. */
  #placeOf(wanted: T): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#sorted[middle];
      if (found !== undefined && this.#compare(found, wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
