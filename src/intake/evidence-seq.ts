import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * The number of the council's latest evidence, 0 before any; the next is one more, which only the holder of the council's lock may say.
 * It never falls: facts that are read anew get a new number, and those that are erased keep theirs.
 */
export async function readLastSeq(connection: Kysely<Tables>, council: string): Promise<number> {
  const { last } = await connection
    .selectFrom('copy')
    .select(({ fn }) => fn.max('evidence_seq').as('last'))
    .where('council', '=', council)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0);
}
