/** The same mail met in another order: files renamed, some of them twice, mailboxes in another order. */

import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Mailbox } from '../../src/council/council.ts';

/**
 * Copies the mailboxes below `folder`. A repeated file stays in the folder where it lies: in another one it would be other evidence, as
 * a message in Sent says more than one in INBOX.
 */
export function shuffleMailboxes(mailboxes: readonly Mailbox[], folder: string, random: () => number): Mailbox[] {
  const copies = mailboxes.map((mailbox): Mailbox => {
    const path = join(folder, mailbox.id);
    if (mailbox.path !== null) copyShuffled(mailbox.path, path, random);
    return { ...mailbox, path };
  });
  return shuffle(copies, random);
}

function copyShuffled(from: string, to: string, random: () => number): void {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const target = join(to, relative(from, entry.parentPath));
    const times = random() < 0.2 ? 2 : 1;
    mkdirSync(target, { recursive: true });
    for (let time = 0; time < times; time += 1) {
      cpSync(join(entry.parentPath, entry.name), join(target, `${Math.floor(random() * 1e9)}-${time}.eml`));
    }
  }
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

/** Mulberry32: the same numbers for the same seed, so that a failure can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
