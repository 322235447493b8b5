import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../src/flaglog/canonical.ts';
import { hashEntry } from '../../src/flaglog/entry.ts';
import { openEvents } from '../../src/flaglog/events.ts';
import { computeFlagId, computeKeyCheck } from '../../src/flaglog/flag-key.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import { verifyChain } from '../../src/flaglog/verify.ts';

type Vectors = {
  key: string;
  council: string;
  rule: string;
  messageKey: string;
  flag: string;
  chain: string;
  keyCheck: string;
  entries: {
    seq: number;
    hash: string;
    bytes: string;
    sealed: { field: string; item: number; salt: string; value: string }[];
  }[];
};

const page = readFileSync(join(import.meta.dirname, '../../docs/formats/flag-log.md'), 'utf8');
const vectors: Vectors = JSON.parse(/```json\n(.*)\n```/s.exec(page)?.[1] ?? '');
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

const entries: StoredEntry[] = vectors.entries.map(({ seq, hash, bytes, sealed }) => ({
  seq,
  hash,
  bytes: encode(bytes),
  sealed: sealed.map(({ field, item, salt, value }) => ({
    field,
    item,
    opening: { salt: fromHex(salt), value: encode(value) },
  })),
}));

describe('the test vectors of docs/formats/flag-log.md', () => {
  it('are what the page says: SHA-256 over label, zero byte and bytes', () => {
    for (const { bytes, hash } of vectors.entries) {
      expect(createHash('sha256').update(`candour-flag-log/v1/entry\0${bytes}`).digest('hex')).toBe(hash);
      expect(hashEntry(encode(bytes))).toBe(hash);
      expect(decodeCanonical(encode(bytes))).toEqual(JSON.parse(bytes));
    }
  });

  it('verify as a chain, with their openings', () => {
    const last = vectors.entries.at(-1);
    const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
    expect(verifyChain(entries, { beginsAtFirst: true, endsAtNewest: true, head })).toMatchObject({
      ok: true,
      tail: 'proven',
      items: { opened: 4, erased: 0, withheld: 0 },
    });
    expect(openEvents(entries)[1]?.sealed.quotes).toEqual([{ value: 'Bcc: “Zoë” 😀\n' }, { value: null }]);
  });

  it('give flag id and key check', () => {
    const { key, council, rule, messageKey, chain } = vectors;
    expect(computeFlagId(fromHex(key), council, rule, messageKey)).toBe(vectors.flag);
    expect(computeKeyCheck(fromHex(key), chain)).toBe(vectors.keyCheck);
  });
});
