import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyExport } from '../../src/export/verify-export.ts';
import { parseHead } from '../../src/flaglog/entry.ts';
import { verifyIndependently } from './independent-verifier.ts';
import { makeVectors, type Vectors, vectorsPath } from './make-vectors.ts';

const vectors: Vectors = JSON.parse(readFileSync(vectorsPath, 'utf8'));
const head = parseHead(vectors.head);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it('the vectors of the page are what the program writes: another byte is another format', async () => {
  expect(await makeVectors()).toEqual(vectors);
});

describe.each(Object.entries(vectors.files))('%s', (_, { text, hashes, reachesHead }) => {
  it('verifies by Candour and by the second verifier, and with the head where it reaches it', async () => {
    expect(await verifyExport(encode(text))).toMatchObject({ ok: true, last: { hash: hashes.at(-1) } });
    expect(verifyIndependently(text, null)).toBe(null);
    expect(await verifyExport(encode(text), head)).toMatchObject(
      reachesHead ? { ok: true, tail: 'proven' } : { ok: false, row: null },
    );
    expect(verifyIndependently(text, vectors.head) === null).toBe(reachesHead);
  });
});

describe.each(vectors.altered)('$file with $what', ({ file, find, replace, row }) => {
  it('fails in the row that both name', async () => {
    const { text = '' } = vectors.files[file] ?? {};
    expect(text.split(find)).toHaveLength(2);
    const altered = text.split(find).join(replace);
    expect(await verifyExport(encode(altered))).toMatchObject({ ok: false, row });
    expect(verifyIndependently(altered, null)).toMatchObject({ row });
  });
});

it('the second verifier imports nothing of Candour', () => {
  const code = readFileSync(new URL('independent-verifier.ts', import.meta.url), 'utf8');
  expect([...code.matchAll(/from '([^']+)'/g)].map(([, name]) => name)).toEqual(['node:crypto']);
});
