/** Judging and recording in one transaction: flags, what people are to be told of them, and what must be opened first. */

import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { LogEvent } from '../flaglog/events.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import type { FlagState } from '../flaglog/flag-state.ts';
import { flagEventTypes, valuesOf } from '../flaglog/flag-state.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import { planJudgement } from '../flaglog/plan-judgement.ts';
import { planSettings, type SettingsRecord } from '../flaglog/settings-record.ts';
import { requestFullOpening } from '../intake/evidence-register.ts';
import { countAlertsSince, insertNotices, linkFlags, readTold, readUntried } from '../intake/notice-store.ts';
import { type NoticePolicy, planNotices } from '../notify/plan-notices.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import { planCitations } from '../review/plan-citations.ts';
import { reviewsOf } from '../review/review-log.ts';
import type { StandingFlag } from '../rules/flag.ts';
import { judgeMessage, prepareRules, type RuleError } from './judge.ts';
import type { KnownEvidence } from './known-evidence.ts';

export type JudgedCouncil = {
  log: FlagLog;
  known: KnownEvidence;
  rules: EffectiveRule[];
  protocol: string;
  settings: SettingsRecord;
};

export type Judged = {
  standing: StandingFlag[];
  /** Keys of the messages that every rule has judged. */
  judged: string[];
  errors: RuleError[];
  /** Copies that must be opened in full before what they bear on can be judged. */
  toHear: { mailbox: string; reference: string }[];
};

export type Recorded = { events: LogEvent[]; notices: string[]; copies: string[]; errors: RuleError[] };

export const nothingRecorded: Recorded = { events: [], notices: [], copies: [], errors: [] };

/** Pure but for what the evidence remembers: the messages with these keys, by every active rule, as of the local day `asOf`. */
export function judgeKeys({ known, rules, protocol }: JudgedCouncil, keys: Iterable<string>, asOf: string): Judged {
  const { evidence, lineage } = known;
  const prepared = prepareRules(evidence, lineage, rules, asOf, protocol);
  const result: Judged = { standing: [], judged: [], errors: [], toHear: [] };
  for (const key of keys) {
    const message = evidence.messageOfKey(key);
    if (message === null) {
      // Several messages turned out to share the Message-ID, and have keys of their own since.
      if (evidence.withMessageId(key).length > 0) result.judged.push(key);
      continue;
    }
    const toHear = lineage.toHear(key);
    result.toHear.push(...toHear);
    const { standing, errors } = judgeMessage(message, prepared);
    result.standing.push(...standing);
    result.errors.push(...errors);
    // A rule that failed, or that waits for what somebody else wrote, has not said that there is nothing.
    if (errors.length === 0 && toHear.length === 0) result.judged.push(key);
  }
  return result;
}

export type RecordOptions = { at: number; complete: boolean; reasons: string[]; policy: NoticePolicy };

/** What `appendWithin` would add for this judgement, from the log as it is known in memory. */
export function wouldChange(
  council: JudgedCouncil,
  { standing, judged, toHear }: Judged,
  flags: ReadonlyMap<string, FlagState>,
  complete: boolean,
): boolean {
  if (toHear.length > 0) return true;
  const { roster } = council.known.evidence;
  const judgement = { standing, judged, complete, reasons: [], roster };
  return planJudgement(flags, judgement, (rule, key) => council.log.computeId(rule, key)).length > 0;
}

/** Inside the transaction that holds the council's lock, after `known.catchUp`. */
export async function recordJudgement(
  transaction: Transaction<Tables>,
  council: JudgedCouncil,
  judgement: Judged,
  options: RecordOptions,
): Promise<Recorded> {
  const { log, known } = council;
  const { roster } = known.evidence;
  const { at, complete, reasons } = options;
  const { standing, judged, errors, toHear } = judgement;
  const copies = await requestFullOpening(
    transaction,
    log.council,
    toHear.map(({ reference }) => reference),
  );
  const added = await log.appendWithin(transaction, new Date(at), (state) => {
    const drafts = planJudgement(state.flags, { standing, judged, complete, reasons, roster }, (rule, key) =>
      log.computeId(rule, key),
    );
    // A flag stands behind what it was judged by, so that each row of an export has its clause and its rules before it.
    return { drafts: drafts.length === 0 ? [] : [...planSettings(state.events, council.settings), ...drafts] };
  });
  const events = added.filter(({ entry }) => flagEventTypes.includes(entry.type));
  const notices = events.length === 0 ? [] : await tellOf(transaction, council, events, options);
  return { events, notices, copies, errors };
}

async function tellOf(
  transaction: Transaction<Tables>,
  { log, known }: JudgedCouncil,
  events: LogEvent[],
  { at, policy }: RecordOptions,
): Promise<string[]> {
  const { council } = known.evidence.roster;
  const state = await citeMutes(transaction, { log, known }, events, at);
  const concerned = new Set(events.map(({ entry }) => String(entry.data.flag)));
  const plan = planNotices({
    events,
    flags: state.flags,
    reviewLog: reviewsOf(state),
    ...(await readTold(transaction, council.id, [...concerned])),
    waiting: await readUntried(transaction, council.id),
    sentLastHour: await countAlertsSince(transaction, council.id, at - 3_600_000),
    threadOf: (flag) => threadOf(flag, known, log),
    council,
    policy,
    at,
  });
  await insertNotices(transaction, council.id, plan.notices, at);
  await linkFlags(transaction, council.id, plan.flags);
  return plan.notices.map(({ id }) => id);
}

/** What is muted is cited before anybody could be told. Returns what the log says with it. */
async function citeMutes(
  transaction: Transaction<Tables>,
  { log, known }: Pick<JudgedCouncil, 'log' | 'known'>,
  events: readonly LogEvent[],
  at: number,
): Promise<LogState> {
  const state = await log.catchUp(transaction);
  const drafts = planCitations(events, state, known.evidence.roster, (flag) => {
    const [key] = valuesOf(flag.sealed.messageKey);
    const message = typeof key === 'string' ? known.evidence.messageOfKey(key) : null;
    if (message === null) return null;
    // The name of a conversation changes as messages join it; a flag of one of its messages stays what it is.
    const isInThread = (id: string): boolean =>
      known.evidence.summariesOfThread(message).some((each) => log.computeId(flag.facts.rule, each.key) === id);
    return { subject: message.subject, isInThread, day: message.localDate };
  });
  if (drafts.length === 0) return state;
  await log.appendWithin(transaction, new Date(at), () => ({ drafts }));
  return log.catchUp(transaction);
}

/** A keyed hash of the conversation, so that the outbox names no message. */
function threadOf(flag: FlagState, { evidence }: KnownEvidence, log: FlagLog): string {
  const [key] = valuesOf(flag.sealed.messageKey);
  const message = typeof key === 'string' ? evidence.messageOfKey(key) : null;
  return log.computeId('thread', message === null ? flag.id : evidence.rootOf(message.messageId)).slice(0, 32);
}
