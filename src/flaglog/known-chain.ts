/** What an open flag log has verified of its chain, kept so that it need not be read again for every event. Pure. */

import { type Head, hashEntry } from './entry.ts';
import { FlagLogError } from './error.ts';
import { type LogEvent, openEvents } from './events.ts';
import { FlagMap, type FlagState, foldFlags, foldOnto } from './flag-state.ts';
import { LayeredMap } from './layered-map.ts';
import { formatPlace, type SealedPlace } from './sealed.ts';
import type { StoredEntry } from './store.ts';
import { readErasures, verifyChain } from './verify.ts';

/** Grows as the log does: what must stay as of one moment is read without waiting for anything in between. */
export type LogState = {
  events: readonly LogEvent[];
  flags: ReadonlyMap<string, FlagState>;
  /** Where a transaction has added to the log: the state without that, of which more may be known already. */
  committed?: LogState;
};

export class KnownChain implements LogState {
  readonly council: string;
  readonly events: LogEvent[] = [];
  readonly flags = new FlagMap();
  /** The newest entry, to which the next must link. */
  last: StoredEntry | null = null;
  readonly #recordedErasures = new Set<string>();
  /** Items that were found erased, while the entry that says so has not been met. */
  readonly #unrecorded = new Map<string, number>();

  constructor(council: string) {
    this.council = council;
  }

  get head(): Head | null {
    return this.last === null ? null : { seq: this.last.seq, hash: this.last.hash };
  }

  get hasUnrecorded(): boolean {
    return this.#unrecorded.size > 0;
  }

  /** `links` as they are stored now, from the place of `head` on. Throws where the log was cut off or rewritten there. */
  requireHead(head: Head | null, links: readonly StoredEntry[]): void {
    if (head === null) return;
    const [found] = links;
    if (found === undefined || found.seq !== head.seq) throw unverified(head.seq, 'shorter-than-head');
    if (found.hash !== head.hash || hashEntry(found.bytes) !== head.hash) throw unverified(head.seq, 'head-disagrees');
  }

  /** Takes over committed entries that stand behind `last`, all or none. Throws FlagLogError where they do not verify. */
  adopt(links: readonly StoredEntry[]): void {
    if (links.length === 0) return;
    const added = this.#open(links);
    for (const event of added) this.events.push(event);
    this.last = links.at(-1) ?? null;
    foldOnto(this.flags, added);
    this.#noteErased(links);
    this.#applyErasures(added.flatMap(({ entry }) => readErasures(entry)));
  }

  /** What the log says with entries that nobody has committed yet; they are not taken over. */
  with(links: readonly StoredEntry[]): LogState {
    if (links.length === 0) return this;
    const added = this.#open(links);
    const changed = new Map<string, FlagState>();
    const flags = new LayeredMap(this.flags, changed);
    foldOnto(changed, added, flags);
    return { events: [...this.events, ...added], flags, committed: this };
  }

  /** Once everything was read: an item that was erased, and no entry says so, was erased behind the back of the log. */
  requireRecorded(): void {
    const [seq] = this.#unrecorded.values();
    if (seq !== undefined) throw unverified(seq, 'erased-without-record');
  }

  #open(links: readonly StoredEntry[]): LogEvent[] {
    requireVerified(this.last, links);
    const events = openEvents(links);
    const [first] = events;
    // A chain of another council would verify, wherever its rows were put.
    if (first !== undefined && first.entry.council !== this.council) throw unverified(first.seq, 'other-chain');
    return events;
  }

  #noteErased(links: readonly StoredEntry[]): void {
    for (const { seq, sealed } of links) {
      for (const { field, item, opening } of sealed) {
        const place = formatPlace({ seq, field, item });
        if (opening === 'erased' && !this.#recordedErasures.has(place)) this.#unrecorded.set(place, seq);
      }
    }
  }

  /** Nor may memory keep what was erased. */
  #applyErasures(places: readonly SealedPlace[]): void {
    let isChanged = false;
    for (const place of places) {
      this.#recordedErasures.add(formatPlace(place));
      this.#unrecorded.delete(formatPlace(place));
      isChanged = this.#erase(place) || isChanged;
    }
    if (!isChanged) return;
    const folded = foldFlags(this.events);
    for (const [id, flag] of folded) this.flags.set(id, flag);
  }

  #erase({ seq, field, item }: SealedPlace): boolean {
    const event = this.events[seq - 1];
    const values = event?.sealed[field];
    if (event === undefined || values === undefined || typeof values[item] !== 'object') return false;
    this.events[seq - 1] = { ...event, sealed: { ...event.sealed, [field]: values.with(item, 'erased') } };
    return true;
  }
}

/** Throws FlagLogError where `links` are not entries that follow `last`, or begin a chain where that is null. */
export function requireVerified(last: StoredEntry | null, links: readonly StoredEntry[]): void {
  const chain = last === null ? links : [last, ...links];
  const verified = verifyChain(chain, { beginsAtFirst: last === null, endsAtNewest: false });
  if (!verified.ok) throw unverified(verified.seq, verified.code);
}

function unverified(seq: number | null, reason: string): FlagLogError {
  const where = seq === null ? '' : ` at entry ${seq}`;
  const message = `The flag log does not verify${where}, so nothing was written: candour verify says more.`;
  return new FlagLogError('log-unverified', message, { fields: { seq: seq ?? 0, reason } });
}
