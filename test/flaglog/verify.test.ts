import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCanonical } from '../../src/flaglog/canonical.ts';
import { type Entry, encodeEntry, type Head, hashEntry, parseEntry } from '../../src/flaglog/entry.ts';
import { buildEntries } from '../../src/flaglog/events.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import { type VerifyOptions, verifyChain } from '../../src/flaglog/verify.ts';
import { auditOnce, makeStanding, noon, seededBytes, TempFolder, tamper } from './support.ts';

const whole: VerifyOptions = { beginsAtFirst: true, endsAtNewest: true };
let entries: StoredEntry[] = [];
let head: Head = { seq: 0, hash: '' };

beforeAll(() => {
  const randomBytes = seededBytes('verify');
  const opened = { type: 'log-opened', data: {}, sealed: {} };
  const drafts = Array.from({ length: 5 }, (_, index) => ({
    type: 'flag-raised',
    data: { flag: `${index}`, rule: 'silent-copy' },
    sealed: { hidden: ['cllr-pratt', `cllr-${index}`], by: ['clerk'] },
  }));
  const place = { chain: 'c'.repeat(32), council: 'little-wickham', head: null };
  entries = buildEntries([opened, ...drafts], noon('2026-07-01'), place, randomBytes);
  head = { seq: 6, hash: entries[5]?.hash ?? '' };
});

const entryAt = (index: number): StoredEntry =>
  entries[index] ?? { seq: 0, hash: '', bytes: new Uint8Array(), sealed: [] };

const read = ({ bytes }: StoredEntry): Entry => {
  const parsed = parseEntry(bytes);
  if (parsed.kind !== 'entry') throw new Error('not an entry');
  return parsed.entry;
};

/** The entry with other contents, its hash made to fit. */
const rewrite = (entry: StoredEntry, changes: Record<string, unknown>): StoredEntry => {
  const bytes = encodeEntry({ ...read(entry), ...changes });
  return { ...entry, bytes, hash: hashEntry(bytes) };
};

/** From this index on every hash made to fit: what somebody with the whole database can do. */
const rewriteTail = (index: number, changes: Record<string, unknown>): StoredEntry[] => {
  const rewritten = entries.slice(0, index);
  for (const entry of entries.slice(index)) {
    const isFirst = rewritten.length === index;
    rewritten.push(rewrite(entry, { ...(isFirst ? changes : {}), prev: rewritten.at(-1)?.hash ?? read(entry).prev }));
  }
  return rewritten;
};

describe('a chain verifies', () => {
  it('as it was written, and says what a head proves', () => {
    expect(verifyChain(entries, whole)).toMatchObject({
      ok: true,
      tail: 'not-proven',
      provenTo: null,
      items: { opened: 15 },
    });
    expect(verifyChain(entries, { ...whole, head })).toMatchObject({ ok: true, tail: 'proven', provenTo: 6 });
    const earlier = { seq: 4, hash: entryAt(3).hash };
    expect(verifyChain(entries, { ...whole, head: earlier })).toMatchObject({
      ok: true,
      tail: 'not-proven',
      provenTo: 4,
    });
  });

  it('in part, and from the head before the part', () => {
    const part = entries.slice(2, 4);
    const options = { beginsAtFirst: false, endsAtNewest: false };
    expect(verifyChain(part, options)).toMatchObject({ ok: true, first: { seq: 3 }, last: { seq: 4 } });
    const before = { seq: 2, hash: entryAt(1).hash };
    expect(verifyChain(part, { ...options, head: before })).toMatchObject({ ok: true, provenTo: 2 });
    expect(verifyChain(part, { ...options, head: { ...before, hash: head.hash } })).toMatchObject({
      code: 'head-disagrees',
    });
    expect(verifyChain(part, { ...options, head: { ...before, seq: 1 } })).toMatchObject({ code: 'head-before-first' });
    expect(verifyChain(part, { ...options, head })).toMatchObject({ ok: false, code: 'shorter-than-head' });
  });

  it('with nothing in it, unless a head says that there should be', () => {
    expect(verifyChain([], whole)).toMatchObject({ ok: true, last: null });
    expect(verifyChain([], { ...whole, head })).toMatchObject({ ok: false, code: 'shorter-than-head' });
  });

  it('with event types that this version does not know', () => {
    const randomBytes = seededBytes('later');
    const { chain, council } = read(entryAt(0));
    const draft = {
      type: 'state-changed-by-reviewer',
      data: { state: 'upheld', new: [1, { deep: true }] },
      sealed: { reasonText: ['x'] },
    };
    const added = buildEntries([draft], noon('2027-01-01'), { chain, council, head }, randomBytes);
    expect(verifyChain([...entries, ...added], whole)).toMatchObject({ ok: true, last: { seq: 7 } });
  });
});

describe('a chain fails', () => {
  it.each<[string, Record<string, unknown>]>([
    ['seq', { seq: 30 }],
    ['type', { type: 'flag-withdrawn' }],
    ['time', { time: '2026-07-01T12:00:00.001Z' }],
    ['council', { council: 'st-ives-quay' }],
    ['chain', { chain: 'd'.repeat(32) }],
    ['prev', { prev: 'd'.repeat(64) }],
    ['data', { data: { flag: 'x' } }],
    ['sealed', { sealed: { by: ['d'.repeat(64)] } }],
    ['v', { v: 2 }],
  ])('where %s of an entry was altered, even with its own hash made to fit', (_, changes) => {
    for (const index of entries.keys()) {
      const altered = entries.with(index, rewrite(entryAt(index), changes));
      // Of the last entry only a head can tell, unless what it commits to no longer fits.
      expect(verifyChain(altered, { ...whole, head })).toMatchObject({ ok: false });
      if (index < entries.length - 1) expect(verifyChain(altered, whole)).toMatchObject({ ok: false });
    }
  });

  it('naming the entry whose bytes do not give its hash', () => {
    const bytes = encodeEntry({ ...read(entryAt(3)), type: 'flag-changed' });
    expect(verifyChain(entries.with(3, { ...entryAt(3), bytes }), whole)).toMatchObject({
      seq: 4,
      code: 'hash-mismatch',
    });
    expect(verifyChain(entries.with(3, { ...entryAt(3), seq: 5 }), whole)).toMatchObject({
      seq: 4,
      code: 'place-disagrees',
    });
    const newer = encodeCanonical({ ...read(entryAt(3)), v: 2 });
    expect(verifyChain(entries.with(3, { ...entryAt(3), bytes: newer }), whole)).toMatchObject({
      seq: 4,
      code: 'unknown-version',
    });
  });

  it('where any bit of any entry is turned', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(7), (which, where, bit) => {
        const index = which % entries.length;
        const bytes = Uint8Array.from(entryAt(index).bytes);
        const place = where % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
        expect(verifyChain(entries.with(index, { ...entryAt(index), bytes }), whole)).toMatchObject({ ok: false });
      }),
      { numRuns: 1000 },
    );
  });

  it('where any bit of any sealed value or salt is turned', () => {
    for (const [index, entry] of entries.entries()) {
      for (const [place, item] of entry.sealed.entries()) {
        for (const part of ['value', 'salt'] as const) {
          if (typeof item.opening === 'string') throw new Error('all are open');
          for (let bit = 0; bit < item.opening[part].length * 8; bit += 1) {
            const bytes = Uint8Array.from(item.opening[part]);
            bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
            const altered = { ...item, opening: { ...item.opening, [part]: bytes } };
            const result = verifyChain(
              entries.with(index, { ...entry, sealed: entry.sealed.with(place, altered) }),
              whole,
            );
            expect(result).toMatchObject({ ok: false, seq: index + 1, code: 'commitment-mismatch' });
          }
        }
      }
    }
  });

  it('where sealed items are exchanged, left out, added or erased unsaid', () => {
    const [entry, [first, second, third]] = [entryAt(2), entryAt(2).sealed];
    if (first === undefined || second === undefined || third === undefined) throw new Error('three are sealed');
    const verifyItems = (sealed: StoredEntry['sealed']) => verifyChain(entries.with(2, { ...entry, sealed }), whole);
    const swapped = [first, { ...second, item: 1 }, { ...third, item: 0 }];
    expect(verifyItems(swapped)).toMatchObject({ seq: 3, code: 'commitment-mismatch' });
    expect(verifyItems([first, second])).toMatchObject({ seq: 3, code: 'sealed-missing' });
    expect(verifyItems([first, second, third, third])).toMatchObject({ code: 'commitment-mismatch' });
    expect(verifyItems([first, second, third, { ...third, field: 'toString' }])).toMatchObject({
      code: 'commitment-mismatch',
    });
    expect(verifyItems([first, second, { ...third, opening: 'erased' }])).toMatchObject({
      seq: 3,
      code: 'erased-without-record',
    });
  });

  it.each<[string, string, number, () => StoredEntry[]]>([
    ['the first entry is dropped', 'missing', 1, () => entries.slice(1)],
    ['one in the middle is dropped', 'missing', 3, () => entries.toSpliced(2, 1)],
    ['two change places', 'reordered', 4, () => entries.with(2, entryAt(3)).with(3, entryAt(2))],
    ['one is repeated at once', 'duplicate', 3, () => entries.toSpliced(3, 0, entryAt(2))],
    ['one is replayed at the end', 'duplicate', 3, () => [...entries, entryAt(2)]],
    [
      'one is replayed under the next number',
      'predecessor-mismatch',
      7,
      () => [...entries, rewrite(entryAt(2), { seq: 7 })].with(6, { ...rewrite(entryAt(2), { seq: 7 }), seq: 7 }),
    ],
    ['the log is opened twice', 'first-entry', 3, () => rewriteTail(2, { type: 'log-opened' })],
    ['another entry stands first', 'first-entry', 1, () => rewriteTail(0, { type: 'flag-raised' })],
  ])('where %s', (_, code, seq, alter) => {
    expect(verifyChain(alter(), whole)).toMatchObject({ ok: false, code, seq });
  });

  it('by the head alone where the end was cut off or rewritten', () => {
    const cut = entries.slice(0, 4);
    expect(verifyChain(cut, whole)).toMatchObject({ ok: true, tail: 'not-proven' });
    expect(verifyChain(cut, { ...whole, head })).toMatchObject({ ok: false, code: 'shorter-than-head' });
    const rewritten = rewriteTail(3, { data: { flag: 'x', rule: 'cc-note-missing' } });
    expect(verifyChain(rewritten, whole)).toMatchObject({ ok: true, tail: 'not-proven' });
    expect(verifyChain(rewritten, { ...whole, head })).toMatchObject({ ok: false, code: 'head-disagrees', seq: 6 });
  });
});

describe('a log in the database fails', () => {
  it.each([
    ['UPDATE flag_log_entry SET seq = 30 WHERE seq = 3', 3],
    ["UPDATE flag_log_entry SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 2", 2],
    [
      'UPDATE flag_log_entry SET entry = CAST(replace(CAST(entry AS TEXT), \'"ordinary"\', \'"advice"\') AS BLOB) WHERE seq = 2',
      2,
    ],
    ['DELETE FROM flag_log_entry WHERE seq = 2', 2],
    ["UPDATE flag_log_sealed SET value = CAST('\"<z@x>\"' AS BLOB) WHERE field = 'messageId' AND seq = 2", 2],
    ["UPDATE flag_log_sealed SET salt = zeroblob(32) WHERE field = 'quotes' AND seq = 3", 3],
    ["DELETE FROM flag_log_sealed WHERE field = 'by' AND seq = 3", 3],
    ["UPDATE flag_log_sealed SET field = 'hidden', item = 1 WHERE field = 'by' AND seq = 3", 3],
  ])('%s', async (statement, seq) => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), [makeStanding('<a@x>'), makeStanding('<b@x>')]);
    tamper(folder.log, (database) => database.exec(statement));
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    const result = await verifyFlagLog(log);
    expect(result).toMatchObject({ ok: false, seq });
    expect(JSON.stringify(result)).not.toMatch(/@x|clerk|pratt/);
  });
});
