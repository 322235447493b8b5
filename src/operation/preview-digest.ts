/** A digest that nobody planned yet, as it would be now. */

import type { Database } from '../database/open-database.ts';
import { readDigestDay } from '../intake/digest-store.ts';
import { readTold } from '../intake/notice-store.ts';
import { buildDigest } from '../notify/digest.ts';
import type { Rendered } from '../notify/document.ts';
import { isTroubled } from '../notify/health.ts';
import { planDigests } from '../notify/plan-digests.ts';
import { buildReport } from '../notify/report.ts';
import { reviewsOf } from '../review/review-log.ts';
import type { Recipient } from '../review/routing.ts';
import type { CouncilInView } from './live-council.ts';
import { computeObservationEnd } from './observation.ts';
import { gatherDigest } from './render-notice.ts';

/** `isSent`: whether there would be one, so that somebody who only looks is not misled. `at` in milliseconds since 1970. */
export async function previewDigest(
  database: Database,
  view: CouncilInView,
  { day, recipient, at }: { day: string; recipient: Recipient; at: number },
): Promise<{ rendered: Rendered; isSent: boolean }> {
  const { council, pack, roster, settings, log } = view;
  const state = await log.catchUp();
  const { flags, events } = state;
  const { told } = await readTold(database.kysely, council.id, [...flags.keys()]);
  const facts = await gatherDigest(database, view, { id: '', recipient, created_at: at, day });
  const openedAt = events[0] === undefined ? at : Date.parse(events[0].entry.time);
  const isFirst = (await readDigestDay(database.kysely, council.id)) === null;
  const plan = planDigests({
    due: { day, isFirstOfWeek: false },
    flags,
    reviewLog: reviewsOf(state),
    told,
    council,
    hasTrouble: isTroubled(facts.health),
    isBacklog: isFirst && at < computeObservationEnd(settings, openedAt),
    at,
  });
  const own = plan.notices.find((notice) => notice.recipient === recipient);
  const news = new Map(plan.flags.filter(({ notice }) => notice === own?.id).map(({ flag, kind }) => [flag, kind]));
  const planned = facts.flags.map((each) => {
    const kind = news.get(each.flag.id);
    return { ...each, news: kind === 'digest' || kind === 'correction' ? kind : null };
  });
  const build = own?.kind === 'report' ? buildReport : buildDigest;
  const context = { roster, pack, flagLink: settings.flagLink };
  return { rendered: build({ ...facts, flags: planned }, context), isSent: own !== undefined };
}
