/** How the sending goes: what `candour status` says of the outbox. */

import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

export type NoticeHealth = {
  waiting: number;
  sent: number;
  /** Nothing was left to tell when its turn came. */
  dropped: number;
  /** Since `since`, by the code of what was wrong. */
  givenUp: { code: string; count: number }[];
  /** Tried, and still waiting, by the code of the last failure. */
  failing: { code: string; count: number }[];
  /** Milliseconds since 1970 since which the longest overdue could have been tried; null: none is due. */
  dueSince: number | null;
  /** Flags that a cap on alerts held back since `since`: announced together, and told in the digest. */
  beyondCap: number;
};

type Connection = Kysely<Tables>;

const nothingToTell = 'nothing-to-tell';

/** `at` and `since` in milliseconds since 1970; `since` is compared with when a notice was planned. */
export async function readNoticeHealth(
  connection: Connection,
  council: string,
  { at, since }: { at: number; since: number },
): Promise<NoticeHealth> {
  const query = connection.selectFrom('notice').where('council', '=', council).orderBy('code');
  const rows = await query
    .select(({ fn }) => ['state', 'code', fn.countAll<number>().as('count')])
    .groupBy(['state', 'code'])
    .execute();
  const lost = await query
    .select(({ fn }) => ['code', fn.countAll<number>().as('count')])
    .where('state', '=', 'given-up')
    .where('code', '<>', nothingToTell)
    .where('created_at', '>=', since)
    .groupBy('code')
    .execute();
  const sum = (isMeant: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(isMeant).reduce((total, { count }) => total + Number(count), 0);
  return {
    waiting: sum(({ state }) => state === 'waiting'),
    sent: sum(({ state }) => state === 'sent'),
    dropped: sum(({ state, code }) => state === 'given-up' && code === nothingToTell),
    givenUp: lost.map(toCount),
    failing: rows.filter(({ state, code }) => state === 'waiting' && code !== '').map(toCount),
    dueSince: await readDueSince(connection, council, at),
    beyondCap: await countBeyondCap(connection, council, since),
  };
}

function toCount({ code, count }: { code: string; count: number }): { code: string; count: number } {
  return { code, count: Number(count) };
}

async function readDueSince(connection: Connection, council: string, at: number): Promise<number | null> {
  const { since } = await connection
    .selectFrom('notice')
    .select(({ fn }) => fn.min('next_attempt_at').as('since'))
    .where('council', '=', council)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', at)
    .executeTakeFirstOrThrow();
  return since === null ? null : Number(since);
}

async function countBeyondCap(connection: Connection, council: string, since: number): Promise<number> {
  const { count } = await connection
    .selectFrom('notice_flag')
    .innerJoin('notice', (join) =>
      join.onRef('notice.council', '=', 'notice_flag.council').onRef('notice.id', '=', 'notice_flag.notice'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('notice_flag.council', '=', council)
    .where('notice.kind', '=', 'overflow')
    .where('notice.created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
