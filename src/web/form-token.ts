/** The token in every form: proof that the page that sent it was ours, and shown to this browser. */

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Derived from the cookie's secret, so that nothing needs to be kept; it tells nothing of it. */
export function formTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('candour form 1').digest('base64url');
}

export function isFormToken(given: unknown, secret: string | null): boolean {
  if (typeof given !== 'string' || secret === null) return false;
  const [sent, expected] = [Buffer.from(given), Buffer.from(formTokenOf(secret))];
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}
