/** Nor may memory keep what was erased. */

import type { SealedValues } from '../flaglog/events.ts';
import type { SealedPlace } from '../flaglog/sealed.ts';

export function forgetPlaces(sealed: SealedValues, places: readonly SealedPlace[]): SealedValues {
  const left: Record<string, SealedValues[string]> = { ...sealed };
  for (const { field, item } of places) {
    const values = left[field];
    if (values?.[item] !== undefined && values[item] !== 'withheld') left[field] = values.with(item, 'erased');
  }
  return left;
}
