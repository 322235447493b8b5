import type { LocalDate } from '../council/council.ts';
import { formatLocal, type Roster } from '../council/roster.ts';
import type { Lineage } from '../evidence/lineage.ts';
import type { MailEvidence } from '../evidence/mail-evidence.ts';
import { compare, type MessageEvidence } from '../evidence/message-evidence.ts';
import type { EffectiveRule } from '../protocol/effective-rules.ts';
import { ruleOf } from '../rules/all-rules.ts';
import type { EvidenceItem, Flag, StandingFlag } from '../rules/flag.ts';
import type { Finding, FlagFacts, Rule, RuleContext } from '../rules/rule.ts';

/** A rule that failed on a message: reported, never a silent pass; the other rules still run. */
export type RuleError = { rule: string; messageKey: string; reason: string };

export type Judgement = { standing: StandingFlag[]; errors: RuleError[] };

/** One rule that runs, with all that it may look at. */
type ActiveRule = { rule: Rule; effective: EffectiveRule; context: RuleContext };
export type PreparedRules = { active: ActiveRule[]; roster: Roster; protocol: string };

/** The rules that the protocol and the council file let run, as of a local day. Another `roster`: to try other arrangements. */
export function prepareRules(
  evidence: MailEvidence,
  lineage: Lineage,
  rules: readonly EffectiveRule[],
  asOf: LocalDate,
  protocol: string,
  roster: Roster = evidence.roster,
): PreparedRules {
  const active = rules
    .filter(({ enabled }) => enabled)
    .map((effective) => {
      const { settings, exceptions } = effective;
      const context: RuleContext = { roster, evidence, lineage, calendar: roster.council, asOf, settings, exceptions };
      return { rule: ruleOf(effective.rule), effective, context };
    });
  return { active, roster, protocol };
}

/** Every active rule over one message. What it says holds once nothing is left to hear for it (`Lineage.toHear`). */
export function judgeMessage(message: MessageEvidence, { active, roster, protocol }: PreparedRules): Judgement {
  const judgement: Judgement = { standing: [], errors: [] };
  const isFromOutside = message.author.role === 'outside';
  for (const { rule, effective, context } of active) {
    // Whatever outsiders write, they are bound by no protocol: only what is owed to them can be looked at.
    if (isFromOutside !== (rule.judgesOutsiders === true)) continue;
    try {
      const finding = rule.judge(message, context);
      // What is only inferred is never printed (contract, section 3).
      if (finding && finding.grade !== 'D') {
        const flag = flagOf(rule, effective, finding, message, roster, protocol);
        judgement.standing.push({ messageKey: message.key, flag });
      }
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown error';
      judgement.errors.push({ rule: rule.id, messageKey: message.key, reason });
    }
  }
  return judgement;
}

/** Every active rule over every message. Pure: the same evidence and day give the same flags, in the same order. */
export function judge(
  evidence: MailEvidence,
  lineage: Lineage,
  rules: readonly EffectiveRule[],
  asOf: LocalDate,
  protocol: string,
): Judgement {
  return judgeAll(evidence, prepareRules(evidence, lineage, rules, asOf, protocol));
}

export function judgeAll(evidence: MailEvidence, prepared: PreparedRules): Judgement {
  const judgement: Judgement = { standing: [], errors: [] };
  const judgesOutsiders = prepared.active.some(({ rule }) => rule.judgesOutsiders === true);
  for (const message of evidence.messages(({ author }) => judgesOutsiders || author.role !== 'outside')) {
    const { standing, errors } = judgeMessage(message, prepared);
    judgement.standing.push(...standing);
    judgement.errors.push(...errors);
  }
  judgement.standing.sort(
    (a, b) =>
      compare(a.flag.date, b.flag.date) || compare(a.flag.rule, b.flag.rule) || compare(a.messageKey, b.messageKey),
  );
  return judgement;
}

function flagOf(
  rule: Rule,
  effective: EffectiveRule,
  finding: Finding,
  message: MessageEvidence,
  roster: Roster,
  protocol: string,
): Flag {
  const facts: FlagFacts = {
    rule: rule.id,
    status: finding.exception === null ? 'open' : 'excepted',
    severity: effective.severity,
    grade: finding.grade,
    council: roster.council.id,
    messageId: message.messageId,
    date: formatLocal(new Date(message.date), roster.council.timezone),
    mailbox: finding.mailbox,
    clause: { protocol, ref: effective.clauseRef },
    people: { by: finding.by, affected: [...finding.affected].sort(), hidden: [...finding.hidden].sort() },
    thirdParties: [...finding.thirdParties].sort(),
    exception: finding.exception,
    evidence: chooseEvidence(finding.evidence),
  };
  const { explanation, remedy } = rule.account(facts, roster);
  const { evidence, ...rest } = facts;
  return { ...rest, explanation, remedy, evidence };
}

const mostEvidence = 12;

/** Each item once: a copy that was met twice proves no more. Which are left out of many must not hang on the order of reading. */
function chooseEvidence(items: readonly EvidenceItem[]): EvidenceItem[] {
  const unique = new Map(items.map((item) => [JSON.stringify([item.kind, item.where, item.quote]), item]));
  if (unique.size <= mostEvidence) return [...unique.values()];
  return [...unique]
    .sort(([a], [b]) => compare(a, b))
    .slice(0, mostEvidence)
    .map(([, item]) => item);
}
