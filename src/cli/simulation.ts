/** One council's mail judged twice, by the rules that it has and by others; nothing is written anywhere. */

import { type AuditResult, readForRules } from '../audit/audit.ts';
import { compareFlags, type FlagComparison } from '../audit/compare-flags.ts';
import type { Council, LocalDate, Mailbox } from '../council/council.ts';
import { buildRoster, localDate, type Roster } from '../council/roster.ts';
import { type EffectiveRule, effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import type { Adopted } from '../protocol/try-settings.ts';
import { showProgress } from './progress.ts';

export type SimulationOrder = {
  council: Council;
  pack: Pack;
  simulated: Adopted;
  /** Null: those of the council file. */
  chosen: Mailbox[] | null;
  /** Null: today, in the council's time. */
  asOf: LocalDate | null;
};

/** One of the two sets of rules, and what it gave. */
export type Side = { council: Council; pack: Pack; rules: EffectiveRule[]; result: AuditResult };

export type Simulation = FlagComparison & {
  council: Council;
  roster: Roster;
  asOf: LocalDate;
  before: Side;
  after: Side;
  /** Mailboxes of the council file that hold no files. */
  notFiles: string[];
};

export async function runSimulation({ council, pack, simulated, chosen, asOf }: SimulationOrder): Promise<Simulation> {
  const mailboxes = (chosen ?? council.mailboxes).filter(({ path }) => path !== null);
  const notFiles = chosen === null ? council.mailboxes.filter(({ path }) => path === null).map(({ id }) => id) : [];
  const day = asOf ?? localDate(new Date(), council.timezone);
  const before = { council, pack, rules: effectiveRules(pack, council) };
  const changed = { ...council, rules: simulated.rules };
  const after = { council: changed, pack: simulated.pack, rules: effectiveRules(simulated.pack, changed) };
  const progress = showProgress(process.stderr, () => performance.now());
  try {
    const order = { council, mailboxes, asOf: day, onProgress: progress.report };
    // Opened once for both, so that mail which arrives meanwhile is not taken for a difference of the rules.
    const judgeBy = await readForRules(order, [...before.rules, ...after.rules]);
    const now = judgeBy({ protocol: before.pack.id, rules: before.rules });
    const then = judgeBy({ protocol: after.pack.id, rules: after.rules });
    return {
      ...compareFlags(now.standing, then.standing),
      council,
      roster: buildRoster(council),
      asOf: day,
      before: { ...before, result: now },
      after: { ...after, result: then },
      notFiles,
    };
  } finally {
    progress.end();
  }
}
