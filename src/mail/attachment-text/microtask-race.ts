import type { Budget } from './budget.ts';

/**
 * Waits for `promise` until the budget is spent, and then calls `stop` and answers 'spent'.
 *
 * A timer does not do here. pdf.js runs in this thread and goes from one slice of 20 ms to the next by promises alone,
 * so no timer fires before it is through, be that after minutes. This loop takes its turns among the same promises and
 * looks at the clock at each. The price is that it keeps the processor busy while it waits; pdf.js without a network
 * never waits for anything but itself.
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
