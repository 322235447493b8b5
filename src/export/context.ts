/**
 * Entries from before the period that still hold in it: the record of the settings, and mutes. Events of the export name them by number
 * and hash, so that they can be carried in the manifest and checked from the file alone.
 */

import type { Canonical } from '../flaglog/canonical.ts';
import { hashEntry } from '../flaglog/entry.ts';
import { type LogEvent, openEvents } from '../flaglog/events.ts';
import { readNamed } from '../flaglog/settings-record.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { type Failure, fail, verifyChain } from '../flaglog/verify.ts';
import { describeOpening, fromBase64url, parseOpenings, toBase64url } from './openings.ts';
import { readObjects } from './read-value.ts';

/** Hash → number, of what the events name and the export itself does not hold. */
export function findNamed(events: readonly LogEvent[]): Map<string, number> {
  const first = events[0]?.seq ?? 1;
  const named = events.filter(({ entry }) => entry.type === 'audit-completed').flatMap(readNamed);
  return new Map(named.filter(({ seq }) => seq < first).map(({ seq, hash }) => [hash, seq]));
}

export function describeContext(entries: readonly StoredEntry[]): Canonical {
  return entries.map(({ bytes, sealed }) => ({ entry: toBase64url(bytes), openings: sealed.map(describeOpening) }));
}

/** Null where one of them cannot be read. */
export function parseContext(value: Canonical | undefined): StoredEntry[] | null {
  const entries: StoredEntry[] = [];
  for (const each of readObjects(value)) {
    const [bytes, sealed] = [fromBase64url(each.entry), parseOpenings(each.openings)];
    if (bytes === null || sealed === null) return null;
    entries.push({ seq: 0, hash: hashEntry(bytes), bytes, sealed });
  }
  return entries;
}

export type VerifiedContext = { ok: true; events: LogEvent[] };

/** Whether they are just those that the events name, each with the openings that it commits to. */
export function verifyContext(context: readonly StoredEntry[], events: readonly LogEvent[]): VerifiedContext | Failure {
  const named = findNamed(events);
  const entries: StoredEntry[] = [];
  for (const { hash, bytes, sealed } of context) {
    const seq = named.get(hash);
    if (seq === undefined) return disagrees('it carries an entry that no event here names');
    named.delete(hash);
    const isInOrder = (entries.at(-1)?.seq ?? 0) < seq;
    if (!isInOrder) return disagrees('the entries that it carries are not in order');
    const link = { seq, hash, bytes, sealed };
    const verified = verifyChain([link], { beginsAtFirst: false, endsAtNewest: false });
    if (!verified.ok) return disagrees(`of the entry ${seq} that it carries, ${verified.message}`);
    entries.push(link);
  }
  if (named.size > 0) return disagrees('it lacks an entry that an event here names');
  const opened = openEvents(entries);
  const isSame = opened.every(
    ({ seq, entry }) =>
      entry.seq === seq && entry.chain === events[0]?.entry.chain && entry.council === events[0].entry.council,
  );
  return isSame ? { ok: true, events: opened } : disagrees('it carries an entry of another log');
}

function disagrees(message: string): Failure {
  return fail(null, 'manifest-disagrees', `the manifest is wrong: ${message}`);
}
