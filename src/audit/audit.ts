import { randomBytes } from 'node:crypto';
import type { Council, LocalDate, Mailbox } from '../council/council.ts';
import { buildRoster, localDate } from '../council/roster.ts';
import { type CopyToHear, Lineage } from '../evidence/lineage.ts';
import { MailEvidence } from '../evidence/mail-evidence.ts';
import { defaultLimits, type Limits } from '../mail/message.ts';
import { type EffectiveRule, effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import type { StandingFlag } from '../rules/flag.ts';
import type { Copy } from '../sources/copy.ts';
import { openMailbox } from '../sources/open-mailbox.ts';
import { readCopy } from '../sources/read-copy.ts';
import { SourceError } from '../sources/source-error.ts';
import { judge, type RuleError } from './judge.ts';
import type { Opening } from './read-copy-facts.ts';
import { ReaderPool } from './reader-pool.ts';

export type Remark = { mailbox: string; reference: string; reason: string };

export type AuditResult = {
  standing: StandingFlag[];
  /** Messages examined in each mailbox. */
  examined: Record<string, number>;
  /** The same by local month of the message, such as `2026-06`, or `undated`. */
  months: Record<string, Record<string, number>>;
  /** Keys of all messages met: only for these can a flag that no longer stands be withdrawn. */
  messageKeys: string[];
  /** Local dates of the oldest and the newest message with a date; null without any. */
  period: { from: LocalDate; to: LocalDate } | null;
  /** Messages that could not be read: each one is a gap in the audit. */
  unreadable: Remark[];
  /** Mailboxes that could not be read, or not to their end. */
  unreadableMailboxes: { mailbox: string; reason: string }[];
  /** Understood and left aside, such as a journal report in an ordinary mailbox. */
  leftAside: Remark[];
  /** Attachments that could not be examined; never called clean. */
  notExamined: Remark[];
  ruleErrors: RuleError[];
  /** Message-IDs that different messages share. */
  sharedMessageIds: string[];
};

/** What an audit knows before it judges. */
type Reading = Omit<AuditResult, 'standing' | 'ruleErrors'>;

export type AuditOrder = {
  council: Council;
  pack: Pack;
  /** Whose mailboxes to read; those of the council file or others. */
  mailboxes: Mailbox[];
  asOf: LocalDate;
  limits?: Limits;
  /** Other than `gate` in tests only, which show that it changes no flag. */
  opening?: Opening;
  threads?: number;
  onProgress?: (done: number, mailbox: string) => void;
};

/** A set of rules to judge by, and the protocol that flags then cite. */
export type Ruling = { protocol: string; rules: EffectiveRule[] };

/** Reads the mailboxes, gathers evidence over all copies, and judges: the whole way of a message but for the log. */
export async function audit({ pack, ...order }: AuditOrder): Promise<AuditResult> {
  const rules = effectiveRules(pack, order.council);
  const judgeBy = await readForRules(order, rules);
  return judgeBy({ protocol: pack.id, rules });
}

/** Opens the mail as far as any of `rules` needs it, once; what it gives back judges by some of them, as often as wanted. */
export async function readForRules(
  order: Omit<AuditOrder, 'pack'>,
  rules: EffectiveRule[],
): Promise<(ruling: Ruling) => AuditResult> {
  const { asOf, mailboxes, limits = defaultLimits, opening = 'gate' } = order;
  const council: Council = { ...order.council, mailboxes };
  const evidence = new MailEvidence(buildRoster(council));
  const reading: Reading = {
    examined: {},
    months: {},
    messageKeys: [],
    period: null,
    unreadable: [],
    unreadableMailboxes: [],
    leftAside: [],
    notExamined: [],
    sharedMessageIds: [],
  };
  const key = randomBytes(16).toString('hex');
  const makePool: PoolMaker = (threads) => new ReaderPool({ council, rules, key, limits }, threads);
  await readMail(makePool, opening, evidence, reading, order);
  const onGone = (remark: Remark) => reading.unreadable.push(remark);
  const lineage = new Lineage(evidence);
  await hear(lineage, evidence, { mailboxes, makePool, limits, onGone });
  const messages = evidence.summaries();
  const dated = messages.filter((message) => message.date > 0);
  reading.messageKeys = messages.map((message) => message.key);
  reading.period = dated.length > 0 ? { from: dated[0]?.localDate ?? '', to: dated.at(-1)?.localDate ?? '' } : null;
  reading.sharedMessageIds = [...evidence.sharedMessageIds].sort();
  return ({ protocol, rules }) => {
    const { standing, errors } = judge(evidence, lineage, rules, asOf, protocol);
    return { ...reading, standing, ruleErrors: errors };
  };
}

/** The first reading, in threads that are gone with their memory before anything is judged. */
async function readMail(
  makePool: PoolMaker,
  opening: Opening,
  evidence: MailEvidence,
  reading: Reading,
  order: Omit<AuditOrder, 'pack'>,
): Promise<void> {
  await using pool = makePool(order.threads);
  for (const mailbox of order.mailboxes) {
    await readMailbox(mailbox, pool, opening, evidence, reading, order).catch((error: unknown) => {
      // A mailbox that is gone must not hide what stands in the others.
      if (!(error instanceof SourceError)) throw error;
      reading.unreadableMailboxes.push({ mailbox: mailbox.id, reason: error.message });
    });
  }
}

type PoolMaker = (threads?: number) => ReaderPool;

async function readMailbox(
  mailbox: Mailbox,
  pool: ReaderPool,
  opening: Opening,
  evidence: MailEvidence,
  reading: Reading,
  order: Omit<AuditOrder, 'pack'>,
): Promise<void> {
  let done = 0;
  const { limits = defaultLimits, onProgress } = order;
  const months: Record<string, number> = {};
  reading.months[mailbox.id] = months;
  async function* copies(): AsyncGenerator<Copy> {
    for await (const copy of openMailbox(mailbox, limits)) {
      if (copy.kind === 'copy') yield copy;
      else reading.unreadable.push({ mailbox: mailbox.id, reference: copy.reference, reason: copy.reason });
    }
  }
  await pool.readAll(copies(), opening, (copy, answer) => {
    const remark = { mailbox: mailbox.id, reference: copy.reference };
    if (answer.kind === 'facts') {
      evidence.addPacked(answer.packed);
      for (const { fileName, reason } of answer.packed.notExamined) {
        reading.notExamined.push({
          ...remark,
          reason: `attachment ${fileName === '' ? 'without a name' : `“${fileName}”`}: ${reason}`,
        });
      }
    } else if (answer.kind === 'left-aside') reading.leftAside.push({ ...remark, reason: answer.reason });
    else reading.unreadable.push({ ...remark, reason: answer.reason });
    if (answer.kind !== 'unreadable') {
      reading.examined[mailbox.id] = (reading.examined[mailbox.id] ?? 0) + 1;
      const month = monthOf(answer.kind === 'facts' ? answer.packed.sentAt : null, order.council.timezone);
      months[month] = (months[month] ?? 0) + 1;
    }
    onProgress?.(++done, mailbox.id);
  });
  reading.examined[mailbox.id] ??= 0;
}

/** What an auditor counts by: `2026-06`, or `undated`. */
export function monthOf(sentAt: number | null, timezone: string): string {
  return sentAt === null ? 'undated' : localDate(new Date(sentAt), timezone).slice(0, 7);
}

type Reopening = { mailboxes: Mailbox[]; makePool: PoolMaker; limits: Limits; onGone: (remark: Remark) => void };

/**
 * Opens, a second time and in full, only what may be how a marked item left and what the outsiders concerned wrote themselves, so that
 * nobody is accused of passing on what the recipient had said.
 */
async function hear(lineage: Lineage, evidence: MailEvidence, reopening: Reopening): Promise<void> {
  for (let copies = lineage.allToHear(); copies.length > 0; copies = lineage.allToHear()) {
    await reopen(copies, evidence, reopening);
  }
}

async function reopen(
  copies: readonly CopyToHear[],
  evidence: MailEvidence,
  { mailboxes, makePool, limits, onGone }: Reopening,
): Promise<void> {
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  async function* again(): AsyncGenerator<Copy> {
    for (const { mailbox, folder, reference, isSent } of copies) {
      const source = byId.get(mailbox);
      const bytes = source && (await readCopy(source, reference, limits).catch(whereGone));
      if (bytes) yield { kind: 'copy', mailboxId: mailbox, folder, reference, isSent, bytes };
      else onGone({ mailbox, reference, reason: 'the message was moved or removed while the audit ran' });
    }
  }
  // Whatever comes of it, nobody asks for the same copy twice.
  for (const { mailbox, reference } of copies) evidence.giveUpHearing(mailbox, reference);
  // Few messages, as a rule: one thread.
  await using pool = makePool(1);
  await pool.readAll(again(), 'all', (_copy, answer) => {
    if (answer.kind === 'facts') evidence.addPacked(answer.packed);
  });
}

/** Somebody sorts their mail while we read it. */
function whereGone(error: unknown): null {
  if (error instanceof SourceError) return null;
  throw error;
}
