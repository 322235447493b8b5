/** Entries with their sealed values opened, as everything that reads the log wants them; and drafts of new ones. */

import { type Canonical, decodeCanonical, encodeCanonical, wellFormed } from './canonical.ts';
import { type Entry, encodeEntry, type Head, hashEntry, noPredecessor, parseEntry } from './entry.ts';
import { commitSealed, type SealedItem, saltBytes } from './sealed.ts';
import type { StoredEntry } from './store.ts';

export type SealedValue = { value: Canonical } | 'erased' | 'withheld';
export type SealedValues = Readonly<Record<string, readonly SealedValue[]>>;
export type LogEvent = { seq: number; hash: string; entry: Entry; sealed: SealedValues };

/** An event before it has a place in the chain. Every value of `sealed` becomes a commitment; `data` stays for ever. */
export type EventDraft = {
  type: string;
  data: { readonly [key: string]: Canonical };
  sealed: { readonly [field: string]: readonly Canonical[] };
};

export type ChainPlace = { chain: string; council: string; head: Head | null };

/** Only of entries that verify: throws where one cannot be read. */
export function openEvents(entries: readonly StoredEntry[]): LogEvent[] {
  return entries.map(({ seq, hash, bytes, sealed }) => {
    const parsed = parseEntry(bytes);
    if (parsed.kind !== 'entry') throw new TypeError(`Entry ${seq} of the flag log cannot be read.`);
    return { seq, hash, entry: parsed.entry, sealed: openSealed(parsed.entry, sealed) };
  });
}

/** Drafts at their places behind `head`, each item sealed under a salt of its own. */
export function buildEntries(
  drafts: readonly EventDraft[],
  at: Date,
  { chain, council, head }: ChainPlace,
  randomBytes: (size: number) => Uint8Array,
): StoredEntry[] {
  const entries: StoredEntry[] = [];
  let before = head ?? { seq: 0, hash: noPredecessor };
  for (const draft of drafts) {
    const { type, data } = wellFormed({ type: draft.type, data: draft.data });
    const sealed = sealFields(draft.sealed, randomBytes);
    const place = { v: 1 as const, chain, council, seq: before.seq + 1, prev: before.hash, time: at.toISOString() };
    const bytes = encodeEntry({ ...place, type, data, sealed: sealed.commitments });
    before = { seq: place.seq, hash: hashEntry(bytes) };
    entries.push({ ...before, bytes, sealed: sealed.items });
  }
  return entries;
}

function sealFields(
  fields: EventDraft['sealed'],
  randomBytes: (size: number) => Uint8Array,
): { commitments: Record<string, string[]>; items: SealedItem[] } {
  const commitments: Record<string, string[]> = {};
  const items: SealedItem[] = [];
  for (const [field, values] of Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1))) {
    commitments[field] = values.map((written, item) => {
      const [value, salt] = [encodeCanonical(wellFormed(written)), randomBytes(saltBytes)];
      items.push({ field, item, opening: { value, salt } });
      return commitSealed(field, salt, value);
    });
  }
  return { commitments, items };
}

function openSealed(entry: Entry, items: readonly SealedItem[]): SealedValues {
  const byPlace = new Map(items.map(({ field, item, opening }) => [`${field}/${item}`, opening]));
  return Object.fromEntries(
    Object.entries(entry.sealed).map(([field, commitments]) => [
      field,
      commitments.map((_, item): SealedValue => {
        const opening = byPlace.get(`${field}/${item}`) ?? 'withheld';
        if (typeof opening === 'string') return opening;
        const value = decodeCanonical(opening.value);
        if (value === undefined) throw new TypeError(`A sealed item of entry ${entry.seq} cannot be read.`);
        return { value };
      }),
    ]),
  );
}
