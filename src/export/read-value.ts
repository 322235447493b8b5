/** Parts of a value of unknown shape. */

import { type Canonical, isCanonicalArray, isCanonicalObject } from '../flaglog/canonical.ts';

export type CanonicalObject = { readonly [key: string]: Canonical };

export function readText(value: Canonical | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function readObject(value: Canonical | undefined): CanonicalObject {
  return isCanonicalObject(value) ? value : {};
}

export function readObjects(value: Canonical | undefined): CanonicalObject[] {
  return isCanonicalArray(value) ? value.filter(isCanonicalObject) : [];
}
