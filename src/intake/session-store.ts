/** Who is signed in. The cookie's value is stored as a hash only; what somebody may do is asked of the council file at every request. */

import type { Database } from '../database/open-database.ts';
import { hashSecret, newSecret } from './sign-in-store.ts';

export const idleMs = 3_600_000;
export const longestMs = 12 * 3_600_000;
/** Writing at every look would cost more than it tells. */
const noteEveryMs = 60_000;

export type Session = { address: string; createdAt: number };

/** Always a new id: one that somebody planted in the browser before is worth nothing. Returns the cookie's value. */
export async function createSession({ kysely }: Database, address: string, at: number): Promise<string> {
  const secret = newSecret();
  await kysely
    .deleteFrom('web_session')
    .where(({ eb, or }) => or([eb('created_at', '<', at - longestMs), eb('seen_at', '<', at - idleMs)]))
    .execute();
  await kysely
    .insertInto('web_session')
    .values({ token_hash: hashSecret(secret), address, created_at: at, seen_at: at })
    .execute();
  return secret;
}

/** Null where there is none, or none any more. */
export async function readSession({ kysely }: Database, secret: string, at: number): Promise<Session | null> {
  const row = await kysely
    .selectFrom('web_session')
    .select(['address', 'created_at', 'seen_at'])
    .where('token_hash', '=', hashSecret(secret))
    .executeTakeFirst();
  if (row === undefined || at >= row.created_at + longestMs || at >= row.seen_at + idleMs) return null;
  if (at - row.seen_at > noteEveryMs)
    await kysely
      .updateTable('web_session')
      .set({ seen_at: at })
      .where('token_hash', '=', hashSecret(secret))
      .where('seen_at', '<', at)
      .execute();
  return { address: row.address, createdAt: row.created_at };
}

export async function endSession({ kysely }: Database, secret: string): Promise<void> {
  await kysely.deleteFrom('web_session').where('token_hash', '=', hashSecret(secret)).execute();
}
