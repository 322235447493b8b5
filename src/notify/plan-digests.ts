/** Which digests, heartbeats and heads go out on a day, and which flags they are the first to tell. Pure, like plan-notices.ts. */

import type { Council, LocalDate } from '../council/council.ts';
import { buildRoster, type Roster } from '../council/roster.ts';
import type { NoticeKind } from '../database/tables.ts';
import { type FlagState, type LoggedFlag, toLoggedFlag } from '../flaglog/flag-state.ts';
import { handlerOf, type Recipient, recipientOf, usualHandlers } from '../review/routing.ts';
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
};

type News = { flag: string; kind: ToldKind }[];

export function planDigests(input: DigestInput): NoticePlan {
  const { due, council, hasTrouble, isBacklog } = input;
  const roster = buildRoster(council);
  const usual = usualHandlers(roster, due.day)[0]?.id ?? null;
  const news = gatherNews(input, roster);
  if (usual !== null && !news.has(usual)) news.set(usual, []);
  const plan: NoticePlan = { notices: [], flags: [] };
  for (const [recipient, links] of news) {
    if (links.length === 0 && !(hasTrouble && recipient === usual)) continue;
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
function gatherNews({ flags, told, council, due }: DigestInput, roster: Roster): Map<Recipient, News> {
  const news = new Map<Recipient, News>();
  for (const state of flags.values()) {
    const flag = toLoggedFlag(council.id, state);
    const kind = newsOf(flag, told.get(flag.id) ?? new Set());
    if (kind === null && !isOpen(flag)) continue;
    const { recipient } = handlerOf(flag, roster, due.day);
    if (recipient === null) continue;
    news.set(recipient, [...(news.get(recipient) ?? []), ...(kind === null ? [] : [{ flag: flag.id, kind }])]);
  }
  return news;
}

/** A flag is new to a digest once; one that a digest told, and that no longer stands, is taken back once. */
function newsOf(flag: LoggedFlag, told: ReadonlySet<ToldKind>): 'digest' | 'correction' | null {
  if (isOpen(flag)) return told.has('digest') ? null : 'digest';
  return told.has('digest') && !told.has('correction') ? 'correction' : null;
}

export function isOpen({ isStanding, status }: Pick<LoggedFlag, 'isStanding' | 'status'>): boolean {
  return isStanding && status === 'open';
}

function draftNotice(kind: NoticeKind, about: LocalDate, recipient: Recipient, { due, at }: DigestInput): NoticeDraft {
  const parameters = JSON.stringify({ day: due.day });
  return { id: buildNoticeId(kind, about, recipient), kind, recipient, thread: '', parameters, not_before: at };
}
