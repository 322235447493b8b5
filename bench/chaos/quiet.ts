/** When everything is done: what the database says of it. */

import { localDate } from '../../src/council/dates.ts';
import type { Installation } from '../../src/operation/installation.ts';
import type { LiveCouncil } from '../../src/operation/live-council.ts';

/** Nothing where all is done; else what is left, in a few words. */
export async function describeLeft(
  { database }: Installation,
  { council }: LiveCouncil,
  copies: number,
): Promise<string> {
  const { kysely } = database;
  const states = await kysely
    .selectFrom('copy')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.max('evidence_seq').as('last')])
    .groupBy('state')
    .execute();
  const countOf = (state: string): number => Number(states.find((each) => each.state === state)?.count ?? 0);
  const seen = states.reduce((sum, { count }) => sum + Number(count), 0);
  const waiting = countOf('waiting');
  if (seen < copies || waiting > 0) return `${copies - seen} copies not seen, ${waiting} not read`;
  const last = Math.max(...states.map((state) => Number(state.last ?? 0)));
  const today = localDate(new Date(), council.timezone);
  const mailboxes = await kysely.selectFrom('mailbox').selectAll().execute();
  const unswept = mailboxes.filter(({ swept_seq, swept_day }) => swept_seq < last || swept_day < today);
  if (unswept.length > 0) return `${unswept.length} mailboxes not swept`;
  const notices = await kysely.selectFrom('notice').select('kind').where('state', '=', 'waiting').execute();
  return notices.length > 0 ? `${notices.length} notices not sent` : '';
}

/**
 * While nobody lives: the times for which the next ones would wait are over. They are those of leases whose holders died (15 s), of
 * letters that were in hand (minutes), and of what failed and is tried again later (up to an hour).
 */
export async function passTime({ database: { kysely } }: Installation): Promise<void> {
  await kysely.updateTable('lease').set({ expires_at: 0 }).execute();
  await kysely.updateTable('copy').set({ next_attempt_at: 0 }).where('state', '=', 'waiting').execute();
  await kysely.updateTable('notice').set({ next_attempt_at: 0 }).where('state', '=', 'waiting').execute();
}
