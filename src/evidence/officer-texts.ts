type OfficerText = { date: number; wentOutside: boolean; shingles: Uint32Array };

/**
 * What officers wrote without a mark: templates recur there, and what they sent outside is no longer confidential. Every text is kept
 * by its shingles alone; in how many of them a shingle stands is counted when it is first asked for.
 */
export class OfficerTexts {
  readonly #byMessageId = new Map<string, OfficerText[]>();
  /** From when on a shingle is nobody's secret: always, where two texts hold it; never, where none does and none sent it outside. */
  readonly #commonSince = new Map<number, number>();

  add(messageId: string, date: number, wentOutside: boolean, shingles: Set<number>): void {
    if (shingles.size === 0) return;
    const text = { date, wentOutside, shingles: Uint32Array.from(shingles) };
    this.#byMessageId.set(messageId, [...(this.#byMessageId.get(messageId) ?? []), text]);
    this.#unlearn(text);
  }

  /** Whether there was one under this Message-ID. */
  remove(messageId: string): boolean {
    const texts = this.#byMessageId.get(messageId) ?? [];
    for (const text of texts) this.#unlearn(text);
    return this.#byMessageId.delete(messageId);
  }

  /** Whether the shingle is a template's or had been sent outside before the date. It must have been learnt. */
  isCommon(shingle: number, date: number): boolean {
    return (this.#commonSince.get(shingle) ?? Number.POSITIVE_INFINITY) < date;
  }

  /** Counts all of these in one pass over all texts. */
  learn(shingles: Iterable<number>): void {
    const counts = new Map<number, number>();
    for (const shingle of shingles) if (!this.#commonSince.has(shingle)) counts.set(shingle, 0);
    if (counts.size === 0) return;
    const mayBeWanted = new Uint8Array(1 << 16);
    for (const shingle of counts.keys()) {
      this.#commonSince.set(shingle, Number.POSITIVE_INFINITY);
      mayBeWanted[shingle & 0xffff] = 1;
    }
    for (const texts of this.#byMessageId.values())
      for (const text of texts) {
        for (const shingle of text.shingles) {
          // One look at a small table spares most looks into a large one.
          if (mayBeWanted[shingle & 0xffff] === 0) continue;
          const count = counts.get(shingle);
          if (count === undefined) continue;
          counts.set(shingle, count + 1);
          const since = this.#commonSince.get(shingle) ?? Number.POSITIVE_INFINITY;
          if (count > 0) this.#commonSince.set(shingle, Number.NEGATIVE_INFINITY);
          else if (text.wentOutside) this.#commonSince.set(shingle, Math.min(since, text.date));
        }
      }
  }

  #unlearn({ shingles }: OfficerText): void {
    for (const shingle of shingles) this.#commonSince.delete(shingle);
  }
}
