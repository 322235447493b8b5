/** Fingerprints of what an audit ran with, so that an auditor sees a flag go with a change of settings and not of mail. */

import { createHash } from 'node:crypto';
import type { Council } from '../council/council.ts';
import { type Canonical, formatCanonical, wellFormed } from '../flaglog/canonical.ts';
import type { Pack } from '../protocol/pack.ts';

/** SHA-256 in hexadecimal of the whole pack and of what the council file says about rules. */
export function hashConfiguration(
  { rules, labels, nation, closures, arrangements, spokespersons, unread, timezone }: Council,
  pack: Pack,
): string {
  return hashOf({ pack, rules, labels, nation, closures, arrangements, spokespersons, unread, timezone });
}

/** SHA-256 in hexadecimal of who is who. */
export function hashRoster({ id, name, domains, people, shared, lists, trusted, media, ministers }: Council): string {
  return hashOf({ id, name, domains, people, shared, lists, trusted, media, ministers });
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(formatCanonical(wellFormed(toCanonical(value))))
    .digest('hex');
}

/** Absent keys fall away; a number that is not whole has no canonical form and becomes text. */
function toCanonical(value: unknown): Canonical {
  return JSON.parse(JSON.stringify(value), (_key, inner) =>
    typeof inner === 'number' && !Number.isSafeInteger(inner) ? String(inner) : inner,
  );
}
