/** A protocol pack: one council's adopted Councillor/Officer Protocol, clause by clause, as rules with settings. */

import type { Severity } from '../rules/flag.ts';

/** How a pack tells a rule what its clause says. Only scalars and lists of words, so that a council can read them. */
export type RuleSettings = Record<string, string | number | boolean | string[]>;

export type ClauseRule = {
  rule: string;
  severity: Severity;
  /** What the clause's own text excuses, such as `chair-to-minister`. */
  exceptions: string[];
  settings: RuleSettings;
  /** False where the pack ships the rule switched off until a council sets what it needs. */
  enabled: boolean;
};

export type Clause = {
  /** Stable reference, such as `correspondence-1` or `12.1`. */
  ref: string;
  /** Our own words, never the protocol's. */
  paraphrase: string;
  rules: ClauseRule[];
  /** Why email cannot test the clause; '' when `rules` is not empty. */
  notTestable: string;
};

export type Pack = { id: string; title: string; adopted: string; version: string; clauses: Clause[] };
