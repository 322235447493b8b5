/**
 * Samples for testing the control itself: which dismissed and excepted flags, and which messages without a flag, an auditor should look
 * at. Anybody with the same seed gets the same ones (docs/formats/export.md, "Samples").
 */

import { createHash } from 'node:crypto';
import type { Canonical } from '../flaglog/canonical.ts';
import type { LogEvent } from '../flaglog/events.ts';
import { valuesOf } from '../flaglog/flag-state.ts';
import { foldOutcomes } from './count-flags.ts';
import type { CanonicalObject } from './read-value.ts';

/** Reference of a message that was read and of which there is no flag. */
export type MessageReference = { messageRef: string; mailbox: string };

export type SampleOrder = {
  size: number;
  seed: string;
  /** Null where no database was at hand that keeps what was read. */
  unflagged: readonly MessageReference[] | null;
};

export type Samples = {
  seed: string;
  size: number;
  /** The exporter's word; null where nobody could say. */
  unflagged: { population: number; messages: readonly CanonicalObject[] } | null;
};

export const mostSampled = 1000;

type Population = 'dismissed' | 'excepted' | 'unflagged';

/** 64 hexadecimal digits: the lowest ranks are drawn. Neither seed nor id holds a NUL, so there is one way to read the input. */
export function rankOf(seed: string, population: Population, id: string): string {
  return createHash('sha256').update(`candour-export/v2/sample\0${seed}\0${population}\0${id}`).digest('hex');
}

/** What is drawn from the database; `isNamed`: the references themselves may be shown, not only their ranks. */
export function drawUnflagged({ size, seed, unflagged }: SampleOrder, isNamed: boolean): Samples {
  if (unflagged === null) return { seed, size, unflagged: null };
  const byReference = new Map(unflagged.map((each) => [each.messageRef, each]));
  const drawn = draw([...byReference.keys()], seed, 'unflagged', size);
  const messages = drawn.map(({ id, rank }): CanonicalObject => {
    const { messageRef = id, mailbox = '' } = byReference.get(id) ?? {};
    return isNamed ? { rank, messageRef, mailbox } : { rank };
  });
  return { seed, size, unflagged: { population: byReference.size, messages } };
}

/** The flags follow from the events; the messages are handed on. */
export function describeSamples(events: readonly LogEvent[], samples: Samples | null): Canonical {
  if (samples === null) return null;
  const { seed, size, unflagged } = samples;
  const outcomes = foldOutcomes(events);
  const sampleOf = (population: Population, ids: readonly string[]): Canonical => ({
    population: ids.length,
    flags: draw(ids, seed, population, size).map(({ id, rank }) => ({ rank, flag: id })),
  });
  return {
    seed,
    size,
    dismissed: sampleOf(
      'dismissed',
      outcomes.filter(({ outcome }) => outcome === 'dismissed').map(({ flag }) => flag),
    ),
    excepted: sampleOf(
      'excepted',
      outcomes.filter(({ state }) => state === 'excepted').map(({ flag }) => flag),
    ),
    unflagged: unflagged === null ? null : { population: unflagged.population, messages: [...unflagged.messages] },
  };
}

/** What can be told of the exporter's word: the order, the ranks, the number, and that no flag here is about such a message. */
export function isPlausible({ seed, size, unflagged }: Samples, events: readonly LogEvent[]): boolean {
  if (unflagged === null) return true;
  const { population, messages } = unflagged;
  if (messages.length !== Math.min(size, population)) return false;
  const flagged = new Set<Canonical>(events.flatMap(({ sealed }) => valuesOf(sealed.messageId)));
  return messages.every(({ rank, messageRef }, index) => {
    const before = messages[index - 1]?.rank;
    const isInOrder = typeof rank === 'string' && (typeof before !== 'string' || before < rank);
    if (!isInOrder || messageRef === undefined) return isInOrder;
    return typeof messageRef === 'string' && rankOf(seed, 'unflagged', messageRef) === rank && !flagged.has(messageRef);
  });
}

function draw(
  ids: readonly string[],
  seed: string,
  population: Population,
  size: number,
): { id: string; rank: string }[] {
  return ids
    .map((id) => ({ id, rank: rankOf(seed, population, id) }))
    .sort((left, right) => (left.rank < right.rank ? -1 : 1))
    .slice(0, size);
}
