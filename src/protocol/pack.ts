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
  /** What of the clause its rules do not look at, one sentence; '' where they cover it or it has none. */
  unwatched: string;
  /** Why email cannot test the clause; '' when `rules` is not empty. */
  notTestable: string;
};

/** `adopted`: a day, a month or a year, as exactly as the text has it; '' where it has none. */
export type Pack = {
  id: string;
  title: string;
  adopted: string;
  version: string;
  /** Headings by the beginning of the references below them: `12` for `12.1`, `correspondence` for `correspondence-1`. */
  sections: Record<string, string>;
  clauses: Clause[];
};

/** `12` of `12.1` and of `5.1-4`, `officers-must` of `officers-must-6`, the whole of what has no number. */
export function sectionOf(ref: string): string {
  return /^\d+/.exec(ref)?.[0] ?? ref.replace(/-\d+$/, '');
}
