/**
 * What people are to be told at once of events that were just appended: alerts of serious flags, and one correction of each alert
 * that no longer holds. Pure: the caller writes the plan in the transaction that appended the events.
 */

import type { Council, LocalDate } from '../council/council.ts';
import { buildRoster, localDate, type Roster } from '../council/roster.ts';
import type { NoticeTable } from '../database/tables.ts';
import { isCanonicalObject } from '../flaglog/canonical.ts';
import type { LogEvent } from '../flaglog/events.ts';
import { type FlagState, flagEventTypes, toLoggedFlag } from '../flaglog/flag-state.ts';
import { isUndecided } from '../review/deadlines.ts';
import { isMuted, listMutes, type Mute } from '../review/mutes.ts';
import { noReviews, type ReviewLog } from '../review/review-log.ts';
import { passedOverOf, reviewOf } from '../review/review-state.ts';
import { handlerOf, type Recipient } from '../review/routing.ts';
import { buildNoticeId } from './message-id.ts';

export type NoticePolicy = {
  /** The first days after set-up: digests only. */
  isObserving: boolean;
  /** Alerts to one person within an hour; null: no cap. */
  alertsPerHour: number | null;
};

/** A row of the outbox before it is written; `not_before` in milliseconds since 1970. */
export type NoticeDraft = Pick<NoticeTable, 'id' | 'kind' | 'recipient' | 'thread' | 'parameters' | 'not_before'>;
export type ToldKind = 'alert' | 'correction' | 'digest';
/** That a flag is told by a notice: table `notice_flag`. */
export type NoticeLink = { flag: string; kind: ToldKind; notice: string };
/** Links may name notices that wait already. */
export type NoticePlan = { notices: NoticeDraft[]; flags: NoticeLink[] };

export type NoticeInput = {
  events: readonly LogEvent[];
  /** Of the whole log, as of after the events. */
  flags: ReadonlyMap<string, FlagState>;
  /** By flag: which kinds of notice, sent or not, already name it. */
  told: ReadonlyMap<string, ReadonlySet<ToldKind>>;
  /** By flag: to whom its alert went. The correction follows it, also where another person would be the handler today. */
  alertedTo?: ReadonlyMap<string, Recipient>;
  /** Notices that were never yet tried: what an attempt may have sent cannot be added to. */
  waiting: readonly Pick<NoticeTable, 'id' | 'recipient' | 'thread' | 'kind'>[];
  /** Alerts, by recipient. */
  sentLastHour: Readonly<Record<Recipient, number>>;
  threadOf: (flag: FlagState) => string;
  /** Of the whole log, as of after the events. What is decided or muted alerts nobody. */
  reviewLog?: ReviewLog;
  council: Council;
  policy: NoticePolicy;
  /** Milliseconds since 1970. */
  at: number;
};

const hourMs = 3_600_000;
/** So long what is beyond the cap is gathered, so that one notice can say how much it is. */
const overflowDelayMs = 300_000;

export function planNotices(input: NoticeInput): NoticePlan {
  const plan = new Plan(input);
  for (const { flag, isNews } of concernedFlags(input)) {
    const told = input.told.get(flag.id) ?? new Set();
    const stands = flag.isStanding && flag.facts.status === 'open';
    // Once alerted, never again: what is restored after its correction comes in the digest.
    if (told.has('alert')) {
      if (!stands && !told.has('correction')) plan.correct(flag);
    } else if (stands && isNews && flag.facts.severity === 'serious' && !input.policy.isObserving && plan.waits(flag))
      plan.alert(flag);
  }
  return plan.result;
}

/** `isNews`: it was raised or restored, or became serious or open; more evidence for a known flag is none. In the log's order. */
function concernedFlags({ events, flags }: NoticeInput): { flag: FlagState; isNews: boolean }[] {
  const news = new Map<string, boolean>();
  for (const { entry } of events) {
    const id = entry.data.flag;
    if (typeof id !== 'string' || !flagEventTypes.includes(entry.type)) continue;
    news.set(id, news.get(id) === true || isNewsOf(entry));
  }
  return [...news]
    .flatMap(([id, isNews]) => {
      const flag = flags.get(id);
      return flag === undefined ? [] : [{ flag, isNews }];
    })
    .sort((left, right) => left.flag.raised.seq - right.flag.raised.seq || (left.flag.id < right.flag.id ? -1 : 1));
}

function isNewsOf({ type, data }: LogEvent['entry']): boolean {
  if (type === 'flag-raised' || type === 'flag-restored') return true;
  const { before } = data;
  return (
    type === 'flag-changed' &&
    before !== undefined &&
    isCanonicalObject(before) &&
    ('severity' in before || 'status' in before)
  );
}

class Plan {
  readonly result: NoticePlan = { notices: [], flags: [] };
  readonly #input: NoticeInput;
  readonly #roster: Roster;
  readonly #day: LocalDate;
  /** Notices that can still be added to, by kind, recipient and thread. */
  readonly #open = new Map<string, string>();
  readonly #alerts: Map<Recipient, number>;
  readonly #reviewLog: ReviewLog;
  readonly #mutes: readonly Mute[];

  constructor(input: NoticeInput) {
    const { council, at, waiting, sentLastHour, reviewLog = noReviews } = input;
    this.#input = input;
    this.#reviewLog = reviewLog;
    this.#mutes = listMutes(reviewLog.mutes, council);
    this.#roster = buildRoster(council);
    this.#day = localDate(new Date(at), council.timezone);
    this.#alerts = new Map(Object.entries(sentLastHour));
    for (const notice of [...waiting].sort((left, right) => (left.id < right.id ? -1 : 1))) {
      this.#open.set(keyOf(notice), notice.id);
      if (notice.kind === 'alert') this.#count(notice.recipient);
    }
  }

  /** Somebody has still to decide it, and nothing keeps it back. */
  waits(flag: FlagState): boolean {
    const review = reviewOf(this.#reviewLog.reviews, flag.id);
    const logged = toLoggedFlag(this.#input.council.id, flag);
    const on = { roster: this.#roster, day: this.#day };
    return isUndecided(flag, review) && !isMuted(logged, review, this.#mutes, on);
  }

  alert(flag: FlagState): void {
    const recipient = this.#handlerOf(flag);
    // Nobody may be guessed. The digest counts such flags, and says that nobody is named.
    if (recipient === null) return;
    const thread = this.#input.threadOf(flag);
    const { alertsPerHour } = this.#input.policy;
    const isJoining = this.#open.has(keyOf({ kind: 'alert', recipient, thread }));
    const isBeyond = alertsPerHour !== null && (this.#alerts.get(recipient) ?? 0) >= alertsPerHour;
    if (isBeyond && !isJoining) {
      this.#announce(flag, recipient);
      return;
    }
    if (!isJoining) this.#count(recipient);
    this.#tell(flag, 'alert', recipient, thread);
  }

  correct(flag: FlagState): void {
    const recipient = this.#input.alertedTo?.get(flag.id) ?? this.#handlerOf(flag);
    if (recipient !== null) this.#tell(flag, 'correction', recipient, this.#input.threadOf(flag));
  }

  /** Joins a notice of the same conversation that still waits, or begins one, named after the flag that began it. */
  #tell(flag: FlagState, kind: 'alert' | 'correction', recipient: Recipient, thread: string): void {
    const key = keyOf({ kind, recipient, thread });
    let notice = this.#open.get(key);
    if (notice === undefined) {
      notice = buildNoticeId(kind, flag.id.slice(0, 32), recipient);
      this.#open.set(key, notice);
      this.#add({ id: notice, kind, recipient, thread, not_before: this.#input.at });
    }
    this.result.flags.push({ flag: flag.id, kind, notice });
  }

  /** One notice an hour says how many came beyond the cap; the digest has them. */
  #announce(flag: FlagState, recipient: Recipient): void {
    const { at } = this.#input;
    const hour = new Date(Math.floor(at / hourMs) * hourMs).toISOString().slice(0, 13);
    const id = buildNoticeId('overflow', hour, recipient);
    if (!this.result.notices.some((notice) => notice.id === id))
      this.#add({ id, kind: 'overflow', recipient, thread: '', not_before: at + overflowDelayMs });
    this.result.flags.push({ flag: flag.id, kind: 'alert', notice: id });
  }

  #add(notice: Omit<NoticeDraft, 'parameters'>): void {
    this.result.notices.push({ ...notice, parameters: '{}' });
  }

  #count(recipient: Recipient): void {
    this.#alerts.set(recipient, (this.#alerts.get(recipient) ?? 0) + 1);
  }

  #handlerOf(flag: FlagState): Recipient | null {
    const logged = toLoggedFlag(this.#input.council.id, flag);
    const passedOver = passedOverOf(reviewOf(this.#reviewLog.reviews, flag.id));
    return handlerOf(logged, this.#roster, this.#day, passedOver).recipient;
  }
}

function keyOf({ kind, recipient, thread }: Pick<NoticeTable, 'kind' | 'recipient' | 'thread'>): string {
  return JSON.stringify([kind, recipient, thread]);
}
