/** Which day had its digests, and who was told of a flag since when. */

import type { Kysely, Transaction } from 'kysely';
import type { LocalDate } from '../council/council.ts';
import type { Tables } from '../database/tables.ts';
import type { NoticeLink } from './notice-store.ts';

type Connection = Kysely<Tables>;

/** Null before the first. */
export async function readDigestDay(connection: Connection, council: string): Promise<LocalDate | null> {
  const query = connection.selectFrom('digest_day').select('day').where('council', '=', council);
  return (await query.executeTakeFirst())?.day ?? null;
}

export async function noteDigestDay(transaction: Transaction<Tables>, council: string, day: LocalDate): Promise<void> {
  await transaction
    .insertInto('digest_day')
    .values({ council, day })
    .onConflict((conflict) => conflict.column('council').doUpdateSet({ day }))
    .execute();
}

/** Of every flag that notices other than this one told: when the first of them was planned, in milliseconds since 1970. */
export async function readToldAt(connection: Connection, council: string, but: string): Promise<Map<string, number>> {
  const rows = await connection
    .selectFrom('notice_flag')
    .innerJoin('notice', (join) =>
      join.onRef('notice.council', '=', 'notice_flag.council').onRef('notice.id', '=', 'notice_flag.notice'),
    )
    .select(({ fn }) => ['notice_flag.flag', fn.min('notice.created_at').as('at')])
    .where('notice_flag.council', '=', council)
    .where('notice_flag.notice', '<>', but)
    .groupBy('notice_flag.flag')
    .execute();
  return new Map(rows.map(({ flag, at }) => [flag, Number(at)]));
}

/** What a notice tells of which flag. */
export async function readLinks(
  connection: Connection,
  council: string,
  notice: string,
): Promise<Map<string, NoticeLink['kind']>> {
  const rows = await connection
    .selectFrom('notice_flag')
    .select(['flag', 'kind'])
    .where('council', '=', council)
    .where('notice', '=', notice)
    .execute();
  return new Map(rows.map(({ flag, kind }) => [flag, kind]));
}
