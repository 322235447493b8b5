/** Links to sign in with: each works once, for a short time, in the browser that asked. Tokens are stored as hashes only. */

import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/open-database.ts';

export const signInMs = 15 * 60_000;
/** A person's mailbox must not be filled by somebody who types their address. */
export const linksPerAddress = 5;
const linksWithinMs = 3_600_000;
/** So long a letter is recognised as our own; see LiveCouncil. */
const keepMs = 90 * 86_400_000;

export type SignInRequest = {
  address: string;
  /** Secret of the browser that asked; null: a link that is shown in the terminal, where no browser did. */
  browser: string | null;
  /** Where to go afterwards; '' for the first page. */
  next: string;
  at: number;
};

/** 256 random bits as a word that stands in URLs and cookies. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Secrets are 256 random bits, so one round without salt tells nothing of them. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Null where browsers have asked for as many links for this address as they may within an hour. `id` is that of the letter. */
export function createSignIn(
  database: Database,
  { address, browser, next, at }: SignInRequest,
): Promise<{ id: string; token: string } | null> {
  return database.transact(null, async (transaction) => {
    await transaction
      .deleteFrom('sign_in')
      .where('created_at', '<', at - keepMs)
      .execute();
    const recent = await transaction
      .selectFrom('sign_in')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('address', '=', address)
      .where('created_at', '>', at - linksWithinMs)
      .where('browser_hash', 'is not', null)
      .executeTakeFirstOrThrow();
    if (browser !== null && Number(recent.count) >= linksPerAddress) return null;
    const token = newSecret();
    const id = `sign-in.${randomBytes(16).toString('hex')}`;
    await transaction
      .insertInto('sign_in')
      .values({
        id,
        token_hash: hashSecret(token),
        browser_hash: browser === null ? null : hashSecret(browser),
        address,
        next,
        created_at: at,
        expires_at: at + signInMs,
        used_at: null,
      })
      .execute();
    return { id, token };
  });
}

/** Uses the link up; null where it is unknown, used, too old, or was asked for by another browser. Nobody else can have used it too. */
export async function consumeSignIn(
  { kysely }: Database,
  { token, browser, at }: { token: string; browser: string; at: number },
): Promise<{ address: string; next: string } | null> {
  const used = await kysely
    .updateTable('sign_in')
    .set({ used_at: at })
    .where('token_hash', '=', hashSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .where(({ eb, or }) => or([eb('browser_hash', 'is', null), eb('browser_hash', '=', hashSecret(browser))]))
    .returning(['address', 'next'])
    .executeTakeFirst();
  return used ?? null;
}

/** Whether a letter with this id went out. */
export async function isSignInLetter({ kysely }: Database, id: string): Promise<boolean> {
  const row = await kysely.selectFrom('sign_in').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}
