import { Inflate } from 'fflate';
import type { Budget } from './budget.ts';

/** Deflate inflates at most about 1,032 times: one slice stays under 17 MB, so a bomb is noticed before it hurts. */
const sliceBytes = 16_384;
/**
 * A stored block of 64 kB is given out only once it is whole. More empty answers than that takes mean that the data has
 * ended; going on would make fflate collect the rest of the file again and again.
 */
const emptyAnswersAtTheEnd = 6;

export type InflateOutcome = 'ended' | 'damaged' | 'too-large' | 'took-too-long';

/** Inflates raw deflate data (RFC 1951) in slices, and stops at the first slice that goes over `maximumBytes`. */
export function inflateInSlices(
  packed: Uint8Array,
  maximumBytes: number,
  budget: Budget,
  onChunk: (chunk: Uint8Array) => void,
): InflateOutcome {
  let total = 0;
  let emptyAnswers = 0;
  const inflater = new Inflate((chunk) => {
    total += chunk.length;
    emptyAnswers = chunk.length === 0 ? emptyAnswers + 1 : 0;
    if (chunk.length > 0) onChunk(chunk);
  });
  try {
    for (let offset = 0; offset < packed.length; offset += sliceBytes) {
      inflater.push(packed.subarray(offset, offset + sliceBytes), offset + sliceBytes >= packed.length);
      if (total > maximumBytes) return 'too-large';
      if (emptyAnswers >= emptyAnswersAtTheEnd) return 'ended';
      if (budget.isSpent()) return 'took-too-long';
    }
  } catch {
    return 'damaged';
  }
  return 'ended';
}
