/** A manifest as rows of two for reading: where in it, and what. */

import { type Canonical, isCanonicalArray, isCanonicalObject } from '../flaglog/canonical.ts';
import { toShown } from './display.ts';
import type { Manifest } from './manifest.ts';

/** `context` is left out: it is there for verifying, and in bytes. */
export function flattenManifest({ context: _, ...manifest }: Manifest): [string, string][] {
  return flatten('', manifest).map(([path, value]) => [toShown(path), toShown(value)]);
}

function flatten(path: string, value: Canonical): [string, string][] {
  const inner = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (isCanonicalArray(value)) {
    if (value.length === 0) return [[path, 'none']];
    return value.flatMap((item, index) => flatten(inner(String(index + 1)), item));
  }
  if (isCanonicalObject(value)) {
    // Sorted, as the canonical bytes are: read back, there is no other order.
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return entries.flatMap(([key, item]) => flatten(inner(key), item));
  }
  return [[path, value === null ? '' : String(value)]];
}
