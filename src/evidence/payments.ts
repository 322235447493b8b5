import type { Wording } from './wording.ts';

/** Words that approve a payment of what is billed or given, or tell that it be made. `authority`: the council's decision named beside them, or null. */
export type PaymentWords = { quote: string; authority: string | null };

export function readPayments(_wording: Wording): PaymentWords[] {
  return [];
}
