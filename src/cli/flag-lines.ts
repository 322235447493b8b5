/** Flags as lines of JSON (contract, section 3). */

import type { Flag } from '../rules/flag.ts';

/** The keys in the contract's order, whatever order they were gathered in. */
export function formatFlagLine(flag: Flag): string {
  return `${JSON.stringify(inContractOrder(flag))}\n`;
}

export function inContractOrder(flag: Flag): Flag {
  const { rule, status, severity, grade, council, messageId, date, mailbox, exception } = flag;
  const { clause, people, thirdParties, explanation, remedy, evidence } = flag;
  return {
    rule,
    status,
    severity,
    grade,
    council,
    messageId,
    date,
    mailbox,
    clause: { protocol: clause.protocol, ref: clause.ref },
    people: { by: people.by, affected: people.affected, hidden: people.hidden },
    thirdParties,
    exception,
    explanation,
    remedy,
    evidence: evidence.map(({ kind, where, quote }) => ({ kind, where, ...(quote === undefined ? {} : { quote }) })),
  };
}
