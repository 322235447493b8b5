/** Leases: of several processes one does what only one may do, and another takes over within seconds of its death. */

import type { Database } from '../database/open-database.ts';

/** Everybody reckons by the clock of the database, since the clocks of several machines differ. */
export async function takeLease(database: Database, name: string, holder: string, ttlMs: number): Promise<boolean> {
  const at = await database.now();
  const row = await database.kysely
    .insertInto('lease')
    .values({ name, holder, expires_at: at + ttlMs })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expires_at: at + ttlMs })
        .where(({ eb, or }) => or([eb('lease.expires_at', '<=', at), eb('lease.holder', '=', holder)])),
    )
    .returning('holder')
    .executeTakeFirst();
  return row?.holder === holder;
}

/** Those of the names that are still this holder's, in one statement: there may be hundreds. */
export async function renewLeases(
  database: Database,
  names: readonly string[],
  holder: string,
  ttlMs: number,
): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const at = await database.now();
  const rows = await database.kysely
    .updateTable('lease')
    .set({ expires_at: at + ttlMs })
    .where('name', 'in', names)
    .where('holder', '=', holder)
    .where('expires_at', '>', at)
    .returning('name')
    .execute();
  return new Set(rows.map(({ name }) => name));
}

/** Names that nobody has taken, or whose holder has not been heard of. */
export async function readFree(database: Database, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const at = await database.now();
  const rows = await database.kysely
    .selectFrom('lease')
    .select('name')
    .where('name', 'in', names)
    .where('expires_at', '>', at)
    .execute();
  const taken = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !taken.has(name));
}

export async function releaseLease(database: Database, name: string, holder: string): Promise<void> {
  await database.kysely.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
}
