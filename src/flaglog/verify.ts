/** Whether entries are a chain that nobody has altered. Pure: the entries may come from a database or from an export. */

import { decodeCanonical, isCanonicalArray, isCanonicalObject } from './canonical.ts';
import { type Entry, type Head, hashEntry, noPredecessor, parseEntry } from './entry.ts';
import { commitSealed, formatPlace, type Opening, type SealedItem, type SealedPlace, saltBytes } from './sealed.ts';
import type { StoredEntry } from './store.ts';

export type FailureCode =
  | 'malformed'
  | 'unknown-version'
  | 'place-disagrees'
  | 'hash-mismatch'
  | 'missing'
  | 'reordered'
  | 'duplicate'
  | 'predecessor-mismatch'
  | 'other-chain'
  | 'first-entry'
  | 'commitment-mismatch'
  | 'sealed-missing'
  | 'erased-without-record'
  | 'head-disagrees'
  | 'shorter-than-head'
  | 'head-before-first'
  | 'export-malformed'
  | 'manifest-disagrees'
  | 'view-disagrees';

/** `seq` is the entry that fails first; null where no entry is at fault. */
export type Failure = { ok: false; seq: number | null; code: FailureCode; message: string };

export type Verified = {
  ok: true;
  /** Null where there is no entry. */
  chain: string | null;
  council: string | null;
  first: Head | null;
  last: Head | null;
  items: { opened: number; withheld: number; erased: number };
  /** Up to this entry the caller's head proves that nothing was rewritten or cut off; null without a head. */
  provenTo: number | null;
  /** The head is that of the last entry: nothing behind it is unproven. */
  tail: 'proven' | 'not-proven';
};

export type Verification = Verified | Failure;

export type VerifyOptions = {
  /** A head the reader got by another way, such as a digest. */
  head?: Head | null;
  /** The entries should begin with the first of the chain; and end with its newest: in a database both, in an export maybe. */
  beginsAtFirst: boolean;
  endsAtNewest: boolean;
};

type Walk = {
  options: VerifyOptions;
  links: readonly StoredEntry[];
  first: Entry | null;
  before: Head | null;
  hashes: Map<string, number>;
  items: Verified['items'];
  erased: { seq: number; place: string }[];
  recordedErasures: Set<string>;
};

export function verifyChain(links: readonly StoredEntry[], options: VerifyOptions): Verification {
  const walk: Walk = {
    options,
    links,
    first: null,
    before: null,
    hashes: new Map(),
    items: { opened: 0, withheld: 0, erased: 0 },
    erased: [],
    recordedErasures: new Set(),
  };
  for (const [index, link] of links.entries()) {
    const failure = verifyLink(walk, link, index);
    if (failure !== null) return failure;
  }
  const unrecorded = walk.erased.find(({ place }) => !walk.recordedErasures.has(place));
  // An export of a period may end before the entry that records the erasure.
  if (options.endsAtNewest && unrecorded !== undefined) {
    return fail(unrecorded.seq, 'erased-without-record', 'a sealed item was erased, and no entry says so');
  }
  return verifyHead(walk, options.head ?? null);
}

export function fail(seq: number | null, code: FailureCode, message: string): Failure {
  return { ok: false, seq, code, message };
}

function verifyLink(walk: Walk, link: StoredEntry, index: number): Failure | null {
  const parsed = parseEntry(link.bytes);
  const seq = parsed.kind === 'entry' ? parsed.entry.seq : link.seq;
  if (parsed.kind === 'unknown-version') {
    return fail(seq, 'unknown-version', 'its format is newer than this program: verify it with a newer one');
  }
  if (parsed.kind === 'malformed') return fail(seq, 'malformed', 'its bytes are not those of an entry');
  const { entry } = parsed;
  const hash = hashEntry(link.bytes);
  const failure =
    verifyPlace(walk, entry, hash, index) ??
    (link.hash === hash ? null : fail(seq, 'hash-mismatch', 'its bytes do not give the hash recorded for it')) ??
    (link.seq === seq ? null : fail(seq, 'place-disagrees', 'its recorded number is not the one in its bytes')) ??
    verifySealed(walk, entry, link.sealed);
  if (failure !== null) return failure;
  walk.first ??= entry;
  walk.before = { seq, hash };
  walk.hashes.set(hash, seq);
  recordErasures(walk, entry);
  return null;
}

function verifyPlace(walk: Walk, entry: Entry, hash: string, index: number): Failure | null {
  const { seq } = entry;
  const { before, first } = walk;
  if (walk.hashes.has(hash)) return fail(seq, 'duplicate', 'it stands in the log twice');
  const expected = before === null ? (walk.options.beginsAtFirst ? 1 : seq) : before.seq + 1;
  if (seq < expected) return fail(seq, 'reordered', `it stands where entry ${expected} should`);
  if (seq > expected) {
    const standsLater = walk.links.slice(index + 1).some((link) => link.seq === expected);
    if (standsLater) return fail(seq, 'reordered', `it stands where entry ${expected} should`);
    return fail(expected, 'missing', `the log goes on with entry ${seq} where this one should stand`);
  }
  if (before !== null && entry.prev !== before.hash) {
    return fail(seq, 'predecessor-mismatch', `it was not made to follow entry ${before.seq} as that stands now`);
  }
  if (first !== null && (entry.chain !== first.chain || entry.council !== first.council)) {
    return fail(seq, 'other-chain', 'it belongs to another chain');
  }
  if ((seq === 1) !== (entry.type === 'log-opened') || (seq === 1 && entry.prev !== noPredecessor)) {
    return fail(seq, 'first-entry', 'only the first entry opens a log, and nothing stands before it');
  }
  return null;
}

function verifySealed(walk: Walk, entry: Entry, items: readonly SealedItem[]): Failure | null {
  const { seq } = entry;
  const openings = new Map<string, Opening>();
  for (const { field, item, opening } of items) {
    const place = formatPlace({ seq, field, item });
    const isCommitted = Object.hasOwn(entry.sealed, field) && entry.sealed[field]?.[item] !== undefined;
    if (!isCommitted || openings.has(place)) {
      return fail(seq, 'commitment-mismatch', 'it comes with a sealed item that it does not commit to');
    }
    openings.set(place, opening);
  }
  for (const [field, commitments] of Object.entries(entry.sealed)) {
    for (const [item, commitment] of commitments.entries()) {
      const place = formatPlace({ seq, field, item });
      const opening = openings.get(place);
      if (opening === undefined) {
        return fail(
          seq,
          'sealed-missing',
          `sealed field ${field}, item ${item}, is neither there nor marked as erased`,
        );
      }
      if (opening === 'withheld') walk.items.withheld += 1;
      else if (opening === 'erased') {
        walk.items.erased += 1;
        walk.erased.push({ seq, place });
      } else {
        walk.items.opened += 1;
        if (!isOpeningOf(commitment, field, opening)) {
          return fail(
            seq,
            'commitment-mismatch',
            `sealed field ${field}, item ${item}, is not what the entry commits to`,
          );
        }
      }
    }
  }
  return null;
}

function isOpeningOf(commitment: string, field: string, { value, salt }: Exclude<Opening, string>): boolean {
  return (
    salt.length === saltBytes && decodeCanonical(value) !== undefined && commitSealed(field, salt, value) === commitment
  );
}

function recordErasures(walk: Walk, entry: Entry): void {
  for (const place of readErasures(entry)) walk.recordedErasures.add(formatPlace(place));
}

/** Of an event `sealed-erased`, the places that it names (docs/formats/flag-log.md); of any other event none. */
export function readErasures({ type, data }: Entry): SealedPlace[] {
  const { places } = data;
  if (type !== 'sealed-erased' || !isCanonicalArray(places)) return [];
  return places.flatMap((place) => {
    if (!isCanonicalObject(place)) return [];
    const { seq, field, item } = place;
    const isPlace = typeof seq === 'number' && typeof field === 'string' && typeof item === 'number';
    return isPlace ? [{ seq, field, item }] : [];
  });
}

function verifyHead(walk: Walk, head: Head | null): Verification {
  const { first, before: last } = walk;
  const firstLink = walk.links[0];
  const verified: Verified = {
    ok: true,
    chain: first?.chain ?? null,
    council: first?.council ?? null,
    first: firstLink === undefined ? null : { seq: firstLink.seq, hash: firstLink.hash },
    last,
    items: walk.items,
    provenTo: null,
    tail: 'not-proven',
  };
  if (head === null) return verified;
  if (last === null || head.seq > last.seq) {
    const end = last === null ? 'there is no entry' : `the last entry is ${last.seq}`;
    return fail(last?.seq ?? null, 'shorter-than-head', `the head given is that of entry ${head.seq}, and ${end}`);
  }
  if (first !== null && head.seq < first.seq - 1) {
    return fail(null, 'head-before-first', `the head given is that of entry ${head.seq}, before the first entry here`);
  }
  const found = head.seq + 1 === first?.seq ? first.prev : walk.links[head.seq - (first?.seq ?? 1)]?.hash;
  if (found !== head.hash) {
    return fail(head.seq, 'head-disagrees', 'its hash is not the one of the head given: the log was rewritten');
  }
  return { ...verified, provenTo: head.seq, tail: head.seq === last.seq ? 'proven' : 'not-proven' };
}
