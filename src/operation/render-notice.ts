/** A notice of the outbox in words, from what the log says when it is sent. */

import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import { type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import { readLinks, readToldAt } from '../intake/digest-store.ts';
import type { NoticeRow } from '../intake/notice-store.ts';
import { buildAlert } from '../notify/alert.ts';
import { buildCorrection } from '../notify/correction.ts';
import { buildDigest } from '../notify/digest.ts';
import type { DigestFacts } from '../notify/digest-facts.ts';
import type { Rendered } from '../notify/document.ts';
import type { NoticeContext } from '../notify/flag-words.ts';
import { buildHead } from '../notify/head.ts';
import { buildHeartbeat } from '../notify/heartbeat.ts';
import { buildOverflow } from '../notify/overflow.ts';
import { buildReport } from '../notify/report.ts';
import { buildStatementLetter } from '../notify/statement-letter.ts';
import { isMuted, listMutes } from '../review/mutes.ts';
import { reviewsOf } from '../review/review-log.ts';
import { passedOverOf, reviewOf } from '../review/review-state.ts';
import { mayRead } from '../review/routing.ts';
import { undecided } from '../review/transitions.ts';
import { gatherHealth } from './gather-health.ts';
import type { CouncilInView } from './live-council.ts';

/** Null where there is nothing left to tell: every flag that it was about has come to be about its reader. */
export async function renderNotice(
  database: Database,
  live: CouncilInView,
  notice: Pick<NoticeRow, 'id' | 'kind' | 'recipient' | 'parameters' | 'created_at'>,
): Promise<Rendered | null> {
  const { council, pack, roster, settings } = live;
  const context: NoticeContext = { roster, pack, flagLink: settings.flagLink };
  const today = localDate(new Date(notice.created_at), council.timezone);
  const day = readDay(notice.parameters) ?? today;
  if (notice.kind === 'head') return buildHead(await live.log.head(), day, context);
  if (notice.kind === 'statement') return buildStatementLetter(notice.parameters, context);
  if (notice.kind === 'alert' || notice.kind === 'correction' || notice.kind === 'overflow') {
    const links = await readLinks(database.kysely, council.id, notice.id);
    const state = await live.log.catchUp(database.kysely);
    const { flags: states } = state;
    const { reviews } = reviewsOf(state);
    const flags = [...links.keys()].flatMap((id): LoggedFlag[] => {
      const state = states.get(id);
      return state === undefined ? [] : [toLoggedFlag(council.id, state)];
    });
    const readable = flags.filter((flag) => {
      const review = reviewOf(reviews, flag.id);
      // Whoever was quicker than the alert needs none; a correction is for whoever had the alert.
      const isNews = notice.kind === 'correction' || undecided.includes(review.state);
      return isNews && mayRead(flag, notice.recipient, roster, today, passedOverOf(review));
    });
    if (readable.length === 0) return null;
    const build = { alert: buildAlert, correction: buildCorrection, overflow: buildOverflow }[notice.kind];
    return build(readable, context);
  }
  const facts = await gatherDigest(database, live, { ...notice, day });
  if (notice.kind === 'heartbeat') return buildHeartbeat(facts, context);
  return notice.kind === 'report' ? buildReport(facts, context) : buildDigest(facts, context);
}

/** What a digest to this recipient would be made of. `id` names a notice, or none for one that is only looked at. */
export async function gatherDigest(
  database: Database,
  live: CouncilInView,
  { id, recipient, created_at: at, day }: Pick<NoticeRow, 'id' | 'recipient' | 'created_at'> & { day: string },
): Promise<DigestFacts> {
  const { council, log } = live;
  const links = await readLinks(database.kysely, council.id, id);
  const toldAt = await readToldAt(database.kysely, council.id, id);
  const state = await log.catchUp(database.kysely);
  const { reviews, mutes } = reviewsOf(state);
  const list = listMutes(mutes, council);
  return {
    recipient,
    day,
    at,
    flags: [...state.flags.values()].map((known) => {
      const news = links.get(known.id);
      const flag = toLoggedFlag(council.id, known);
      const review = reviewOf(reviews, known.id);
      return {
        flag,
        review,
        isMuted: isMuted(flag, review, list, { roster: live.roster, day }),
        news: news === 'digest' || news === 'correction' ? news : null,
        toldAt: toldAt.get(known.id) ?? null,
      };
    }),
    health: await gatherHealth(database, live, at),
    head: await log.head(),
  };
}

function readDay(parameters: string): string | null {
  const { day } = JSON.parse(parameters) as { day?: unknown };
  return typeof day === 'string' ? day : null;
}
