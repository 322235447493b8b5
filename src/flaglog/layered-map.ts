/** A map as it is with some entries more or other ones, without a copy of the thousands that stay. */

export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly #base: ReadonlyMap<Key, Value>;
  readonly #top: ReadonlyMap<Key, Value>;

  constructor(base: ReadonlyMap<Key, Value>, top: ReadonlyMap<Key, Value>) {
    this.#base = base;
    this.#top = top;
  }

  get size(): number {
    let size = this.#base.size;
    for (const key of this.#top.keys()) if (!this.#base.has(key)) size += 1;
    return size;
  }

  get(key: Key): Value | undefined {
    return this.#top.has(key) ? this.#top.get(key) : this.#base.get(key);
  }

  has(key: Key): boolean {
    return this.#top.has(key) || this.#base.has(key);
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const [key, value] of this.#base) yield [key, this.#top.has(key) ? (this.#top.get(key) as Value) : value];
    for (const entry of this.#top) if (!this.#base.has(entry[0])) yield entry;
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
