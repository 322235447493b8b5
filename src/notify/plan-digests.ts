/** Which digests, heartbeats and heads go out on a day, and which flags they are the first to tell. Pure, like plan-notices.ts. */

import type { Council, LocalDate } from '../council/council.ts';
import { buildRoster, type Roster } from '../council/roster.ts';
import type { NoticeKind } from '../database/tables.ts';
import { type FlagState, type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import { isUndecided } from '../review/deadlines.ts';
import { isMuted, listMutes } from '../review/mutes.ts';
import { noReviews, type ReviewLog } from '../review/review-log.ts';
import { passedOverOf, type ReviewState, reviewOf } from '../review/review-state.ts';
import { handlerOf, type Recipient, recipientOf, usualHandlers } from '../review/routing.ts';
import { undecided } from '../review/transitions.ts';
import { type DueDigest, mondayOf } from './digest-day.ts';
import { buildNoticeId } from './message-id.ts';
import type { NoticeDraft, NoticePlan, ToldKind } from './plan-notices.ts';

export type DigestInput = {
  due: DueDigest;
  flags: ReadonlyMap<string, FlagState>;
  told: ReadonlyMap<string, ReadonlySet<ToldKind>>;
  council: Council;
  /** Since the last digest something stopped being read: that is said also where there is no new flag. */
  hasTrouble: boolean;
  /** The first round of a council that had mail before Candour came: one report in place of a digest. */
  isBacklog: boolean;
  at: number;
  reviewLog?: ReviewLog;
  /** Since the last digest something has become late: the alternate is told how much, and nothing about it. */
  isEscalated?: boolean;
};

type News = { flag: string; kind: ToldKind }[];

export function planDigests(input: DigestInput): NoticePlan {
  const { due, council, hasTrouble, isBacklog } = input;
  const roster = buildRoster(council);
  const usual = usualHandlers(roster, due.day)[0]?.id ?? null;
  const news = gatherNews(input, roster);
  const alternate = input.isEscalated === true ? recipientOf('alternate', roster) : null;
  if (alternate !== null && !news.has(alternate)) news.set(alternate, []);
  if (usual !== null && !news.has(usual)) news.set(usual, []);
  const plan: NoticePlan = { notices: [], flags: [] };
  for (const [recipient, links] of news) {
    if (links.length === 0 && !(hasTrouble && recipient === usual) && recipient !== alternate) continue;
    const notice = draftNotice(isBacklog && links.length > 0 ? 'report' : 'digest', due.day, recipient, input);
    plan.notices.push(notice);
    plan.flags.push(...links.map((each) => ({ ...each, notice: notice.id })));
  }
  if (due.isFirstOfWeek) plan.notices.push(...draftWeekly(input, roster, [...news.keys()], plan));
  return plan;
}

/** The heartbeat goes to whoever had no digest today, and to the alternate: somebody besides the Clerk has to miss it. */
function draftWeekly(
  input: DigestInput,
  roster: Roster,
  handlers: readonly Recipient[],
  { notices }: NoticePlan,
): NoticeDraft[] {
  const week = mondayOf(input.due.day);
  const alternate = recipientOf('alternate', roster);
  const auditor = recipientOf('auditor', roster);
  const expecting = new Set([...handlers, ...(alternate === null ? [] : [alternate])]);
  for (const { recipient } of notices) expecting.delete(recipient);
  return [
    ...[...expecting].map((recipient) => draftNotice('heartbeat', week, recipient, input)),
    ...(auditor === null ? [] : [draftNotice('head', week, auditor, input)]),
  ];
}

/** By handler, of everybody who has an open flag: what is new to them, in the order of the log. */
function gatherNews(
  { flags, told, council, due, reviewLog = noReviews }: DigestInput,
  roster: Roster,
): Map<Recipient, News> {
  const news = new Map<Recipient, News>();
  const mutes = listMutes(reviewLog.mutes, council);
  for (const state of flags.values()) {
    const flag = toLoggedFlag(council.id, state);
    const review = reviewOf(reviewLog.reviews, flag.id);
    // What somebody has decided is news to nobody, also where later mail undoes it.
    if (!undecided.includes(review.state) || isMuted(flag, review, mutes, { roster, day: due.day })) continue;
    const kind = newsOf(flag, review, told.get(flag.id) ?? new Set());
    if (kind === null && !isWaiting(flag, review)) continue;
    const { recipient } = handlerOf(flag, roster, due.day, passedOverOf(review));
    if (recipient === null) continue;
    news.set(recipient, [...(news.get(recipient) ?? []), ...(kind === null ? [] : [{ flag: flag.id, kind }])]);
  }
  return news;
}

/** A flag is new to a digest once; one that a digest told, and that no longer stands, is taken back once. */
function newsOf(flag: LoggedFlag, review: ReviewState, told: ReadonlySet<ToldKind>): 'digest' | 'correction' | null {
  if (isWaiting(flag, review)) return told.has('digest') ? null : 'digest';
  return told.has('digest') && !told.has('correction') ? 'correction' : null;
}

/** Somebody has still to decide it. */
export function isWaiting(flag: LoggedFlag, review: ReviewState): boolean {
  return isUndecided({ isStanding: flag.isStanding, facts: flag }, review);
}

function draftNotice(kind: NoticeKind, about: LocalDate, recipient: Recipient, { due, at }: DigestInput): NoticeDraft {
  const parameters = JSON.stringify({ day: due.day });
  return { id: buildNoticeId(kind, about, recipient), kind, recipient, thread: '', parameters, not_before: at };
}
