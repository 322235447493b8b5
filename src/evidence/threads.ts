/** Conversations as sets of Message-IDs that refer to each other. The order in which links are told changes nothing. */
export class Threads {
  readonly #parents = new Map<string, string>();

  /** Null where both were one conversation already; else its name, and the name that no longer is one. */
  join(a: string, b: string): { root: string; joined: string } | null {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
    if (rootA === rootB) return null;
    // The smaller name wins, so that the order of joining does not show.
    const [root, joined] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    this.#parents.set(joined, root);
    return { root, joined };
  }

  /** The smallest id of the conversation; the id itself where nothing refers to it. */
  rootOf(id: string): string {
    let root = id;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  clear(): void {
    this.#parents.clear();
  }
}
