/** The jobs `deliver-alert` and `send-digest`. */

import { setTimeout as delay } from 'node:timers/promises';
import { localDate } from '../council/dates.ts';
import { DatabaseError } from '../database/error.ts';
import { noteDigestDay, readDigestDay, readLinks } from '../intake/digest-store.ts';
import { isCaughtUp, readMailboxes } from '../intake/mailbox-register.ts';
import {
  claimNotice,
  insertNotices,
  linkFlags,
  type NoticeRow,
  noteDropped,
  noteFailed,
  noteSent,
  readTold,
} from '../intake/notice-store.ts';
import { isDigestDue } from '../notify/digest-day.ts';
import { isTroubled } from '../notify/health.ts';
import { computeMessageId } from '../notify/message-id.ts';
import { planDigests } from '../notify/plan-digests.ts';
import { NotifyError } from '../notify/transport/error.ts';
import { type MailTransport, openTransport } from '../notify/transport/transport.ts';
import type { JobHandlers } from '../queue/queue.ts';
import { planDue } from '../review/deadlines.ts';
import { recordAlerted } from '../review/record-alerted.ts';
import { reviewsOf } from '../review/review-log.ts';
import { addressOf } from '../review/routing.ts';
import type { MailSettings } from '../settings/settings.ts';
import { openAccessTokenSource } from '../sources/oauth/access-token-source.ts';
import { gatherHealth } from './gather-health.ts';
import type { Installation } from './installation.ts';
import type { LiveCouncil } from './live-council.ts';
import { renderNotice } from './render-notice.ts';

/** Longer than any sending may take: nobody else tries meanwhile. */
const claimMs = 180_000;
const noteAgainMs = 500;
/** A first run that does not come to its end must not keep the digest from saying so. */
const patienceMs = 2 * 3_600_000;

/** `transport` is opened by the caller, who also closes it. */
export function notifyHandlers(
  installation: Installation,
  transport: MailTransport,
): Pick<JobHandlers, 'deliver-alert' | 'send-digest'> {
  return {
    'deliver-alert': async (job) => {
      const live = installation.councilOf(job);
      if (live !== null) await deliver(installation, transport, live, job.notice);
    },
    'send-digest': async (job) => {
      const live = installation.councilOf(job);
      if (live !== null) await planDueDigests(installation, live);
    },
  };
}

export function openMail(settings: MailSettings): Promise<MailTransport> {
  const { transport } = settings;
  const authentication = transport.kind === 'smtp' ? transport.authentication : null;
  if (authentication === null || authentication.kind === 'password') return openTransport(settings);
  return openTransport(settings, { accessToken: openAccessTokenSource(authentication) });
}

async function deliver(
  installation: Installation,
  transport: MailTransport,
  live: LiveCouncil,
  id: string,
): Promise<void> {
  const { database, now } = installation;
  const at = now();
  const notice = await claimNotice(database, live.council.id, id, { at, untilMs: at + claimMs });
  if (notice === null) return;
  try {
    await send(installation, transport, live, notice);
  } catch (error) {
    await fail(installation, live, notice, error);
  }
}

async function send(
  installation: Installation,
  transport: MailTransport,
  live: LiveCouncil,
  notice: NoticeRow,
): Promise<void> {
  const { database, metrics, settings, now } = installation;
  const { council, roster } = live;
  const to = addressOf(notice.recipient, roster, localDate(new Date(notice.created_at), council.timezone));
  const rendered = to === null ? null : await renderNotice(database, live, notice);
  if (to === null || rendered === null) {
    await noteDropped(database, council.id, notice.id, to === null ? 'no-address' : 'nothing-to-tell');
    return;
  }
  const domain = settings.mail.from.address.split('@')[1] ?? 'candour.invalid';
  await transport.send({
    messageId: computeMessageId(council.id, notice.id, domain),
    // The same on every attempt, so that a repetition is the same letter to the byte.
    date: new Date(notice.created_at),
    to,
    ...rendered,
  });
  await noteTaken(installation, council.id, notice);
  metrics.noteNotice(notice.kind, 'sent');
  if (notice.kind !== 'alert') return;
  metrics.noteSeenToAlert(council.id, now() - notice.created_at);
  await noteAlerted(installation, live, notice);
}

/** For an auditor; the letter is out, and is not sent again for want of this. */
async function noteAlerted(
  { database, logger, now }: Installation,
  live: LiveCouncil,
  notice: NoticeRow,
): Promise<void> {
  try {
    const flags = [...(await readLinks(database.kysely, live.council.id, notice.id)).keys()];
    await recordAlerted(live.log, live.roster, new Date(now()), { flags, recipient: notice.recipient });
  } catch (error) {
    logger.warn('alerted', { council: live.council.id, notice: notice.id, error });
  }
}

/** The mail server has the letter: should the database be away for a moment, it must not go out a second time for that. */
async function noteTaken({ database, now }: Installation, council: string, { id }: NoticeRow): Promise<void> {
  for (const deadline = performance.now() + claimMs / 2; ; ) {
    try {
      await noteSent(database, council, id, now());
      return;
    } catch (error) {
      if (!(error instanceof DatabaseError) || !error.temporary || performance.now() > deadline) throw error;
      await delay(noteAgainMs);
    }
  }
}

async function fail(installation: Installation, live: LiveCouncil, notice: NoticeRow, error: unknown): Promise<void> {
  const { database, logger, metrics, now } = installation;
  const council = live.council.id;
  const code = error instanceof NotifyError ? error.code : 'error';
  const temporary = error instanceof NotifyError ? error.temporary : true;
  logger.warn('deliver', { council, notice: notice.id, kind: notice.kind, error });
  metrics.noteNotice(notice.kind, await noteFailed(database, council, notice, { code, temporary, at: now() }));
}

/** Plans the digests of the day, once a day and in one transaction; whoever comes second finds the day noted. */
async function planDueDigests(installation: Installation, live: LiveCouncil): Promise<void> {
  const { database, now } = installation;
  const { council, roster, settings, log } = live;
  const at = now();
  const question = { now: at, council, digestAt: settings.digestAt };
  if (isDigestDue({ ...question, lastDigestDay: await readDigestDay(database.kysely, council.id) }) === null) return;
  if (!(await isJudged(installation, live, at))) return;
  const health = await gatherHealth(database, live, at);
  const notices = await database.transact(council.id, async (transaction) => {
    const lastDigestDay = await readDigestDay(transaction, council.id);
    const due = isDigestDue({ ...question, lastDigestDay });
    if (due === null) return [];
    const added = await log.appendWithin(transaction, new Date(at), (before) => ({
      drafts: planDue(before.flags, reviewsOf(before), { roster, day: due.day }, settings),
    }));
    const isEscalated = added.some(({ entry }) => entry.type === 'review-late');
    const state = await log.catchUp(transaction);
    const { flags, events } = state;
    const { told } = await readTold(transaction, council.id, [...flags.keys()]);
    // Without observation the backlog had its alerts, and the digest has the rest.
    const { isObserving } = live.policy(events[0] === undefined ? null : Date.parse(events[0].entry.time));
    const isBacklog = lastDigestDay === null && isObserving;
    const hasTrouble = isTroubled(health);
    const reviewLog = reviewsOf(state);
    const plan = planDigests({ due, flags, told, council, hasTrouble, isBacklog, at, reviewLog, isEscalated });
    await insertNotices(transaction, council.id, plan.notices, at);
    await linkFlags(transaction, council.id, plan.flags);
    await noteDigestDay(transaction, council.id, due.day);
    return plan.notices;
  });
  await installation.enqueue(notices.map(({ id }) => ({ kind: 'deliver-alert', council: council.id, notice: id })));
}

/** While the first run reads, a digest could only say that nothing was found. */
async function isJudged({ database }: Installation, { council }: LiveCouncil, at: number): Promise<boolean> {
  const rows = await readMailboxes(database.kysely, council.id);
  const ids = council.mailboxes.map(({ id }) => id);
  const since = Math.min(at, ...rows.map(({ state_since }) => state_since));
  const isSwept = rows.every(({ swept_at, state }) => swept_at !== null || state === 'failing');
  return (isSwept && (await isCaughtUp(database.kysely, council.id, ids))) || at - since > patienceMs;
}
