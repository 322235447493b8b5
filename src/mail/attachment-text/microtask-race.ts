import type { Budget } from './budget.ts';

/**
 * Waits for `promise` until the budget is spent, and then calls `stop` and answers 'spent'.
 *
 * A timer does not do here. pdf.js runs in this thread and goes from one slice of 20 ms to the next by promises alone,
 * so no timer fires before it is through, be that after minutes. This loop takes its turns among the same promises and
 * looks at the clock at each. The price is that nothing else happens in the thread meanwhile, so `promise` must not
 * need anything but promises: see `withoutNativeDecompression`.
 */
export async function settleInTime<Value>(
  promise: Promise<Value>,
  budget: Budget,
  stop: () => void,
): Promise<Value | 'spent'> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  while (!settled) {
    if (budget.isSpent()) {
      stop();
      return 'spent';
    }
    await undefined;
  }
  return promise;
}

const scope = globalThis as { DecompressionStream?: unknown };
const nativeDecompression = scope.DecompressionStream;
let readers = 0;

/**
 * Runs `work` in a thread without `DecompressionStream`. pdf.js inflates with it where it is there, on another thread,
 * and the answer would come as an event that `settleInTime` keeps from coming. Without it pdf.js inflates by itself.
 */
export async function withoutNativeDecompression<Value>(work: () => Promise<Value>): Promise<Value> {
  readers += 1;
  scope.DecompressionStream = undefined;
  try {
    return await work();
  } finally {
    readers -= 1;
    if (readers === 0) scope.DecompressionStream = nativeDecompression;
  }
}
