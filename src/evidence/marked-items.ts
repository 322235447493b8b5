import type { TextPrint } from './facts.ts';
import { ownShingles } from './marked-item.ts';
import type { MessageEvidence } from './message-evidence.ts';

/** All marked items by what gives them away: their text, their Message-ID, and their files that have no text. */
export class MarkedItems {
  readonly #byMessageId = new Map<string, MessageEvidence[]>();
  readonly #byShingle = new Map<number, MessageEvidence[]>();
  readonly #byFile = new Map<string, MessageEvidence[]>();
  readonly #sizes = new Map<MessageEvidence, number>();

  get isEmpty(): boolean {
    return this.#sizes.size === 0;
  }

  all(): Iterable<MessageEvidence> {
    return this.#sizes.keys();
  }

  add(item: MessageEvidence): void {
    const own = ownShingles(item.content);
    this.#sizes.set(item, own.size);
    append(this.#byMessageId, item.messageId, item);
    for (const hash of filesWithoutText(item)) append(this.#byFile, hash, item);
    for (const shingle of own) append(this.#byShingle, shingle, item);
  }

  /** Whether there was one under this Message-ID. */
  remove(messageId: string): boolean {
    const items = this.#byMessageId.get(messageId) ?? [];
    for (const item of [...items]) {
      this.#sizes.delete(item);
      takeFrom(this.#byMessageId, messageId, item);
      for (const hash of filesWithoutText(item)) takeFrom(this.#byFile, hash, item);
      for (const shingle of ownShingles(item.content)) takeFrom(this.#byShingle, shingle, item);
    }
    return items.length > 0;
  }

  withMessageId(messageId: string): readonly MessageEvidence[] {
    return this.#byMessageId.get(messageId) ?? [];
  }

  withFile(hash: string): readonly MessageEvidence[] {
    return this.#byFile.get(hash) ?? [];
  }

  /** The items that have shingles in common with any of these texts, and which. */
  sharedWith(prints: readonly TextPrint[]): Map<MessageEvidence, Set<number>> {
    const shared = new Map<MessageEvidence, Set<number>>();
    for (const print of prints) {
      for (const shingle of print.shingles) {
        for (const item of this.#byShingle.get(shingle) ?? []) {
          const known = shared.get(item);
          if (known) known.add(shingle);
          else shared.set(item, new Set([shingle]));
        }
      }
    }
    return shared;
  }

  /** How many shingles of its own the item has. */
  sizeOf(item: MessageEvidence): number {
    return this.#sizes.get(item) ?? 0;
  }

  shingles(): Iterable<number> {
    return this.#byShingle.keys();
  }
}

/** Text tells on a readable file; one without text is known by its bytes. */
function filesWithoutText({ content }: MessageEvidence): Set<string> {
  return new Set((content?.documents ?? []).filter(({ text }) => text.words === 0).map(({ hash }) => hash));
}

function append<Key>(lists: Map<Key, MessageEvidence[]>, key: Key, item: MessageEvidence): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function takeFrom<Key>(lists: Map<Key, MessageEvidence[]>, key: Key, item: MessageEvidence): void {
  const left = (lists.get(key) ?? []).filter((other) => other !== item);
  if (left.length === 0) lists.delete(key);
  else lists.set(key, left);
}
