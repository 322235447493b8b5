/** Leases: of several processes one does what only one may do, and another takes over within seconds of its death. */

import type { Database } from '../database/open-database.ts';

const namesPerStatement = 1_000;

export type LeaseTerms = {
  /** Unlike that of any other process. */
  holder: string;
  ttlMs: number;
};

/**
 * Takes those that are free, have run out, or are this holder's already; returns the names that it then holds. Everybody reckons by
 * `database.now()`, since the clocks of several machines differ; it is asked before the statement, so that a lease never lasts longer in
 * the database than its holder believes.
 */
export async function takeLeases(
  database: Database,
  names: readonly string[],
  { holder, ttlMs }: LeaseTerms,
): Promise<Set<string>> {
  const at = await database.now();
  return inParts(names, async (part) => {
    const rows = await database.kysely
      .insertInto('lease')
      .values(part.map((name) => ({ name, holder, expires_at: at + ttlMs })))
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, expires_at: at + ttlMs })
          .where(({ eb, or }) => or([eb('lease.expires_at', '<=', at), eb('lease.holder', '=', holder)])),
      )
      .returning('name')
      .execute();
    return rows.map(({ name }) => name);
  });
}

/** Those of the names that are still this holder's. One that ran out is not renewed: somebody may be about to take it. */
export async function renewLeases(
  database: Database,
  names: readonly string[],
  { holder, ttlMs }: LeaseTerms,
): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const at = await database.now();
  return inParts(names, async (part) => {
    const rows = await database.kysely
      .updateTable('lease')
      .set({ expires_at: at + ttlMs })
      .where('name', 'in', part)
      .where('holder', '=', holder)
      .where('expires_at', '>', at)
      .returning('name')
      .execute();
    return rows.map(({ name }) => name);
  });
}

export type Lease = { name: string; holder: string; expiresAt: number };

/** Those that somebody holds at this moment, by name. */
export async function readLeases(database: Database): Promise<Lease[]> {
  const at = await database.now();
  const rows = await database.kysely
    .selectFrom('lease')
    .selectAll()
    .where('expires_at', '>', at)
    .orderBy('name')
    .execute();
  return rows.map(({ name, holder, expires_at }) => ({ name, holder, expiresAt: expires_at }));
}

export async function releaseLeases(database: Database, names: readonly string[], holder: string): Promise<void> {
  await inParts(names, async (part) => {
    await database.kysely.deleteFrom('lease').where('name', 'in', part).where('holder', '=', holder).execute();
    return [];
  });
}

/** In the order of names: two processes that lock the same rows in two orders would wait for each other. */
async function inParts(
  names: readonly string[],
  work: (part: readonly string[]) => Promise<readonly string[]>,
): Promise<Set<string>> {
  const sorted = [...new Set(names)].sort();
  const done = new Set<string>();
  for (let start = 0; start < sorted.length; start += namesPerStatement)
    for (const name of await work(sorted.slice(start, start + namesPerStatement))) done.add(name);
  return done;
}
